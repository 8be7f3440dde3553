"""Spans → lines: total-fit line breaking after Knuth and Plass, "Breaking Paragraphs into Lines",
Software: Practice and Experience 11 (1981), for ragged and justified text.

The number of lines is fixed first: in ragged text what first-fit makes without divisions, in
justified text the fewest possible; so a wider measure never needs more lines. Among all ways to
fill them the one with the fewest demerits is taken. In ragged text divisions are looked up only
where the setting without them is poor.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec.structs import replace

from cimaise.typography.breakpoints import Breaks, breaks
from cimaise.typography.demerits import Measure, measure_for
from cimaise.typography.divisions import Cause
from cimaise.typography.hyphenation import patterns_for
from cimaise.typography.lines import Line
from cimaise.typography.setting import set_line
from cimaise.typography.spans import Span
from cimaise.typography.styles import TypeStyle
from cimaise.typography.titles import break_title as break_title
from cimaise.typography.totalfit import fewest_lines, first_fit_path, is_good, total_fit_path
from cimaise.typography.words import Word, paragraphs

# The optimum's cost grows with the square of the lines. No panel has so long a paragraph; a
# file that does is set by first-fit, to be reported as overset in good time.
MAX_LINES = 400
# So it does with the places between letters of words that are too wide: of a dozen such words in
# one paragraph none is set well. More of them are set by first-fit too.
MAX_LETTER_CUTS = 500


def break_paragraph(
    spans: Sequence[Span], style: TypeStyle, measure_mm: float, *, indent_mm: float = 0.0
) -> tuple[Line, ...]:
    """Break a paragraph into lines. `spans` are typeset already; empty text gives no line.

    `indent_mm` is the first line's. A `\\n` is kept as a line break. Never loses a word: one wider
    than the measure is divided between letters, and its lines say `emergency`.
    """
    return _break(tuple(spans), style, measure_mm, indent_mm, total_fit=True)


def first_fit(
    spans: Sequence[Span], style: TypeStyle, measure_mm: float, *, indent_mm: float = 0.0
) -> tuple[Line, ...]:
    """Fill each line as far as it goes: the yardstick of `break_paragraph`, and its line count."""
    return _break(tuple(spans), style, measure_mm, indent_mm, total_fit=False)


def set_single(spans: Sequence[Span], style: TypeStyle) -> Line | None:
    """Set spans on one line of their natural width, for labels and markers; None if empty."""
    stretches = paragraphs(spans, style)
    if not stretches:
        return None
    words = [word for stretch in stretches for word in stretch]
    found = breaks(words, float("inf"))
    width_mm = found.width_mm(0, len(found.cuts) - 1)
    return set_line(words, found.cuts[0], found.cuts[-1], style, width_mm, last=True)


@lru_cache(maxsize=1024)
def _break(
    spans: tuple[Span, ...],
    style: TypeStyle,
    measure_mm: float,
    indent_mm: float,
    *,
    total_fit: bool,
) -> tuple[Line, ...]:
    stretches = paragraphs(spans, style)
    lines: list[Line] = []
    for number, words in enumerate(stretches):
        indent = indent_mm if number == 0 else 0.0
        _, found, path = _path(words, style, measure_mm, indent, total_fit=total_fit)
        for a, b in pairwise(path):
            start, end = found.cuts[a], found.cuts[b]
            inset = indent if a == 0 else 0.0
            last = b == len(found.cuts) - 1
            line = set_line(words, start, end, style, measure_mm, inset, last=last)
            ends = last and number == len(stretches) - 1
            lines.append(line if ends == last else replace(line, ends_paragraph=False))
    return tuple(lines)


def _path(
    words: Sequence[Word], style: TypeStyle, measure_mm: float, indent_mm: float, *, total_fit: bool
) -> tuple[Measure, Breaks, tuple[int, ...]]:
    """The cuts chosen, with the breaks that they index."""
    measure = measure_for(measure_mm, style.size_mm, style.align == "justify")
    divide = patterns_for(style.language)
    optional = divide if style.hyphenate else None
    if measure.justified:
        full = breaks(words, measure_mm, indent_mm, optional, divide)
        greedy = first_fit_path(full, measure)
        count = fewest_lines(full, measure)
        if not total_fit or count is None or not _is_worth_it(full, greedy):
            return measure, full, greedy
        known = greedy if len(greedy) == count + 1 else None
        return measure, full, total_fit_path(full, measure, count, known) or greedy
    plain = breaks(words, measure_mm, indent_mm, None, divide)
    greedy = first_fit_path(plain, measure)
    if not total_fit or not _is_worth_it(plain, greedy):
        return measure, plain, greedy
    count = len(greedy) - 1
    path = total_fit_path(plain, measure, count, greedy) or greedy
    if optional is None or is_good(plain, path, measure):
        return measure, plain, path
    # First-fit's own cuts exist here too, so its line count can be kept.
    full = breaks(words, measure_mm, indent_mm, optional, divide)
    known = translate(plain, path, full)
    return measure, full, total_fit_path(full, measure, count, known) or known


def _is_worth_it(found: Breaks, greedy: Sequence[int]) -> bool:
    """Whether there is an optimum to look for, and it can be found in good time."""
    if not 2 < len(greedy) < MAX_LINES:
        return False
    return [cut.cause for cut in found.cuts].count(Cause.EMERGENCY) <= MAX_LETTER_CUTS


def translate(plain: Breaks, path: Sequence[int], full: Breaks) -> tuple[int, ...]:
    """The same cuts where more are known."""
    places = {(cut.word, cut.piece, cut.offset): at for at, cut in enumerate(full.cuts)}
    return tuple(places[cut.word, cut.piece, cut.offset] for cut in (plain.cuts[at] for at in path))
