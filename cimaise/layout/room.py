"""How many more words a slot has room for, from the lines that it holds."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from cimaise.typography.lines import Line

# How much of the measure lines fill where no whole line tells: ragged lines end in spaces.
USUAL_FILL = 0.85
# Words still to come may be longer than those that are there, the more so the fewer these are:
# what is told is to fit.
CAUTION = 0.95
SPREAD = 1.0
# Of a word or two nearly nothing can be told, but not that there is no room.
LEAST_CAUTION = 0.2
# Between paragraphs of six lines half a line, and of each last line half is empty.
PARAGRAPHED = 6 / 7


def room_words(
    words: int, lines: Sequence[Line], measure_mm: float, used_lines: float, free_lines: int
) -> int:
    """About how many words more there is room for, of the length of the `words` in `lines`.

    `used_lines` counts the spaces between paragraphs in; there will be such in `free_lines` too.
    The end of the last line is left out of account.
    """
    whole = [line.natural_width_mm for line in lines if not line.ends_paragraph]
    set_mm = sum(line.natural_width_mm for line in lines)
    if set_mm <= 0:
        return 0
    full = sum(whole) / len(whole) if whole else USUAL_FILL * measure_mm
    caution = max(CAUTION - SPREAD / sqrt(max(words, 1)), LEAST_CAUTION)
    text_lines = free_lines * min(len(lines) / used_lines, PARAGRAPHED)
    return int(text_lines * full * words / set_mm * caution)
