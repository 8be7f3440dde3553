"""Where the lines of a paragraph may end, and how wide a line between two such places is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from cimaise.typography.divisions import Cause, divisions
from cimaise.typography.words import Word

_SENTENCE_END = (".", "!", "?", "…", ":")

# What they cost is what a ragged edge can give: dearer, lines become shorter than they look well.
SHORT_WORD_COST = 40.0
LONELY_COST = 120.0


class Cut(NamedTuple):
    """A place between two lines: before this offset of this piece of this word."""

    word: int
    piece: int
    offset: int
    cause: Cause
    hyphen: str = ""
    """What the line gets at its end."""


class Breaks(Struct, frozen=True):
    """Every cut of a paragraph, in order, first and last included, with running widths.

    A line from cut a to cut b is `ends[b] - starts[a]` wide, all mm, and of that
    `glue_ends[b] - glue_starts[a]` are spaces that can stretch.
    """

    cuts: tuple[Cut, ...]
    starts: tuple[float, ...]
    ends: tuple[float, ...]
    glue_starts: tuple[float, ...]
    glue_ends: tuple[float, ...]
    costs: tuple[float, ...]
    """Penalty of ending a line there, on the scale of TeX's."""

    def width_mm(self, a: int, b: int) -> float:
        """Natural width of the line from cut a to cut b."""
        return self.ends[b] - self.starts[a]

    def glue_mm(self, a: int, b: int) -> float:
        """The spaces of that line."""
        return self.glue_ends[b] - self.glue_starts[a]


def breaks(
    words: Sequence[Word],
    measure_mm: float,
    indent_mm: float = 0.0,
    patterns: str | None = None,
    long_patterns: str | None = None,
) -> Breaks:
    """All cuts of `words`; divisions of words that fit the measure only with `patterns`.

    What is wider than the measure is divided by `long_patterns`, and between any two letters.
    """
    rows: list[tuple[Cut, float, float, float, float, float]] = [
        (Cut(0, 0, 0, Cause.SPACE), -indent_mm, 0.0, 0.0, 0.0, 0.0)
    ]
    at = glue = 0.0
    for index, word in enumerate(words):
        width_mm = word.width_mm
        long = width_mm > measure_mm
        if long or word.has_dash or patterns is not None:
            wide = (long_patterns, measure_mm) if long else (None, None)
            for found in divisions(word.pieces, word.soft_breaks, patterns, *wide):
                cut = Cut(index, found.piece, found.offset, found.cause, found.hyphen)
                ties = glue + found.ties_mm
                start = at + width_mm - found.tail_mm
                rows.append((cut, start, at + found.head_mm, ties, ties, found.cost))
        end, glue_end = at + width_mm, glue + word.tie_mm
        space_mm = word.glue.width_mm if word.glue else 0.0
        at, glue = end + space_mm, glue_end + space_mm
        cut = Cut(index + 1, 0, 0, Cause.SPACE)
        rows.append((cut, at, end, glue, glue_end, _end_cost(words, index)))
    return Breaks(*zip(*rows, strict=True))


def _end_cost(words: Sequence[Word], index: int) -> float:
    """What it costs to leave a very short word at a line's end: à, le, un.

    Most where it is one letter, or opens a sentence whose rest stands on the next line.
    """
    text = words[index].text
    if len(text) > 3 or index + 1 == len(words) or not text[-1].isalpha():
        return 0.0
    opens_sentence = index > 0 and words[index - 1].text.endswith(_SENTENCE_END)
    if len(text) == 1 or opens_sentence:
        return LONELY_COST
    return SHORT_WORD_COST if len(text) == 2 else 0.0
