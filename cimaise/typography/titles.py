"""Titles: few balanced lines, never a hyphen, never a short word left at a line's end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cimaise.typography.breakpoints import Breaks, breaks
from cimaise.typography.lines import Line
from cimaise.typography.setting import set_line
from cimaise.typography.spans import Span
from cimaise.typography.styles import TypeStyle
from cimaise.typography.words import Word, paragraphs

EPSILON_MM = 1e-6
# Words that lean on the next one, in both languages.
_LEANING = """
    le la les l’ un une des de du d’ et ou où à au aux en par pour sur sous dans sans vers chez
    avec entre contre ne se ce ces cet cette son sa ses leur leurs qui que qu’ dont si il elle
    the a an of and or to in on at by for from with as is its his her their into not no
"""
LEANING = frozenset(_LEANING.split())
LEANING_COST = 0.6
AFTER_SIGN_GAIN = 0.3
BEFORE_LEANING_GAIN = 0.1
LONE_SHORT_WORD_COST = 0.35
EXTRA_LINE_COST = 0.5
OVERFULL_COST = 100.0
# Beyond, it is no title any more: lines are filled, for balancing them takes long and shows little.
MOST_BALANCED_LINES = 16


def break_title(
    text: str | Sequence[Span], style: TypeStyle, measure_mm: float, max_lines: int
) -> tuple[Line, ...]:
    """Break a typeset title into balanced lines, in `max_lines` or fewer where it can be.

    A `\\n` in the text is kept. Where the words do not fit, the result has more lines than
    `max_lines`, or a line that says `emergency`: the caller chooses a smaller size.
    """
    spans = (Span(text),) if isinstance(text, str) else text
    stretches = paragraphs(spans, style)
    lines: list[Line] = []
    for number, words in enumerate(stretches):
        found = breaks(words, float("inf"))
        spare = max_lines - len(lines) - (len(stretches) - number - 1)
        path = _balanced(words, found, measure_mm, spare)
        for a, b in pairwise(path):
            cuts = found.cuts
            last = b == len(cuts) - 1
            lines.append(set_line(words, cuts[a], cuts[b], style, measure_mm, last=last))
    return tuple(lines)


def _balanced(
    words: Sequence[Word], found: Breaks, measure_mm: float, spare: int
) -> tuple[int, ...]:
    filled = _filled(found, measure_mm)
    least = len(filled) - 1
    if least > MOST_BALANCED_LINES:
        return filled
    options = []
    for count in range(least, max(least, min(spare, least + 1)) + 1):
        outcome = _best(words, found, measure_mm, count)
        if outcome is not None:
            options.append((outcome[0] + EXTRA_LINE_COST * (count - least), outcome[1]))
    return min(options)[1]


def _filled(found: Breaks, measure_mm: float) -> tuple[int, ...]:
    """The cuts of the fewest lines: each takes what it can hold, and one word at least."""
    last = len(found.cuts) - 1
    path = [0]
    while path[-1] < last:
        a = path[-1]
        b = a + 1
        while b < last and found.width_mm(a, b + 1) <= measure_mm + EPSILON_MM:
            b += 1
        path.append(b)
    return tuple(path)


def _best(
    words: Sequence[Word], found: Breaks, measure_mm: float, count: int
) -> tuple[float, tuple[int, ...]] | None:
    """Least cost and cuts of a setting in `count` lines; None where the words are too few."""
    last = len(found.cuts) - 1
    if count > last:
        return None
    target = found.width_mm(0, last) / count
    rows: list[dict[int, tuple[float, tuple[int, ...]]]] = [{0: (0.0, (0,))}]
    for row in range(1, count + 1):
        here: dict[int, tuple[float, tuple[int, ...]]] = {}
        for b in [last] if row == count else range(row, last):
            costs = []
            for a in range(b - 1, -1, -1):
                # A line is wider than the measure only where one word is.
                if a < b - 1 and found.width_mm(a, b) > measure_mm + EPSILON_MM:
                    break
                if a in rows[-1]:
                    total, path = rows[-1][a]
                    cost = total + _line_cost(words, found, a, b, measure_mm, target)
                    costs.append((cost, (*path, b)))
            if costs:
                here[b] = min(costs)
        rows.append(here)
    return rows[-1].get(last)


def _line_cost(
    words: Sequence[Word], found: Breaks, a: int, b: int, measure_mm: float, target: float
) -> float:
    width = found.width_mm(a, b)
    cost = ((width - target) / target) ** 2 if target > 0 else 0.0
    if width > measure_mm + EPSILON_MM:
        cost += OVERFULL_COST * (width / measure_mm)
    if b < len(found.cuts) - 1:
        text = words[found.cuts[b].word - 1].text if found.cuts[b].offset == 0 else ""
        if text.lower() in LEANING or text.isdigit():
            cost += LEANING_COST
        if words[found.cuts[b].word].text.lower() in LEANING:
            cost -= BEFORE_LEANING_GAIN
        if text.endswith((",", ":", ";", ".", "!", "?", "…")):
            cost -= AFTER_SIGN_GAIN
        cost += 0.15 if found.cuts[b].offset else 0.0
    if b - a == 1 and len(words[found.cuts[a].word].text) <= 4:
        cost += LONE_SHORT_WORD_COST
    return cost
