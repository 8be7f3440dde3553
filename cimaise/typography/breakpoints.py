"""Where the lines of a paragraph may end, and how wide a line between two such places is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from cimaise.typography.words import Piece, Word, piece_glyphs

HyphenPoints = Callable[[str], tuple[int, ...]]
"""Letters of a word → offsets at which it may be divided."""


class Cause(IntEnum):
    """Why a line may end here. Only HYPHEN is optional: the others are there at every measure."""

    SPACE = 0
    DASH = 1
    """After a hyphen or dash that is written, or in an address."""
    HYPHEN = 2
    """A division that puts a hyphen in."""
    LONG = 3
    """The same in a word wider than the measure."""
    EMERGENCY = 4
    """Between any two letters of a word wider than the measure."""


class Cut(NamedTuple):
    """A place between two lines: before this offset of this piece of this word."""

    word: int
    piece: int
    offset: int
    cause: Cause
    hyphen: str = ""
    """What the line gets at its end."""


@dataclass(frozen=True, slots=True)
class Breaks:
    """Every cut of a paragraph, in order, first and last included, with running widths.

    A line from cut a to cut b is `ends[b] - starts[a]` wide, all mm, and its spaces are
    `glue_ends[b] - glue_starts[a]` of that.
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


_URL = re.compile(r"https?://|www\.|\w@\w")
_AFTER_URL_SIGN = re.compile(r"(?<=[/?&=_.\-])(?=\w)")
# Two letters or more on each side; never in `va-t-il`, in numbers, before a final `-il`.
_AFTER_DASH = re.compile(r"(?<=[^\W\d][^\W\d][-\u2010–])(?=[^\W\d]{2}[\w’'-])|(?<=[^\W\d])—(?=\w)")
_SLASH = re.compile(r"(?<=[^\W\d]{3}/)(?=[^\W\d]{3})")
_LETTERS = re.compile(r"[^\W\d_]+")
_SENTENCE_END = (".", "!", "?", "…", ":")

SHORT_WORD_COST = 25.0
ONE_LETTER_COST = 50.0
DASH_COST = 60.0
HYPHEN_COST = 90.0
CAPITALISED_COST = 160.0
SHORT_HEAD_COST = 30.0
EMERGENCY_COST = 3000.0


def breaks(
    words: Sequence[Word],
    measure_mm: float,
    indent_mm: float = 0.0,
    hyphen_points: HyphenPoints | None = None,
    long_points: HyphenPoints | None = None,
) -> Breaks:
    """All cuts of `words`; divisions of words that fit the measure only with `hyphen_points`.

    Words wider than the measure are divided at `long_points`, and between any two letters.
    """
    cuts = [Cut(0, 0, 0, Cause.SPACE)]
    starts, ends = [-indent_mm], [0.0]
    glue_starts, glue_ends = [0.0], [0.0]
    costs = [0.0]
    at = glue = 0.0
    for index, word in enumerate(words):
        for cut, cost in _inner_cuts(index, word, measure_mm, hyphen_points, long_points):
            cuts.append(cut)
            ends.append(at + _head_mm(word, cut))
            starts.append(at + word.width_mm - _tail_mm(word, cut))
            glue_starts.append(glue)
            glue_ends.append(glue)
            costs.append(cost)
        cuts.append(Cut(index + 1, 0, 0, Cause.SPACE))
        ends.append(at + word.width_mm)
        glue_ends.append(glue)
        at += word.width_mm + word.glue_mm
        glue += word.glue_mm
        starts.append(at)
        glue_starts.append(glue)
        costs.append(_end_cost(words, index))
    return Breaks(
        tuple(cuts),
        tuple(starts),
        tuple(ends),
        tuple(glue_starts),
        tuple(glue_ends),
        tuple(costs),
    )


def _end_cost(words: Sequence[Word], index: int) -> float:
    """What it costs to leave a very short word at a line's end: à, le, un."""
    text = words[index].text
    if index + 1 == len(words) or len(text) > 3 or not text[-1].isalpha():
        return 0.0
    opens_sentence = index > 0 and words[index - 1].text.endswith(_SENTENCE_END)
    if len(text) == 1 or opens_sentence:
        return ONE_LETTER_COST
    return SHORT_WORD_COST if len(text) == 2 else 0.0


def _inner_cuts(
    index: int,
    word: Word,
    measure_mm: float,
    hyphen_points: HyphenPoints | None,
    long_points: HyphenPoints | None,
) -> list[tuple[Cut, float]]:
    """The cuts inside a word, in order, one for each place."""
    long = word.width_mm > measure_mm
    if not long and hyphen_points is None and not _may_hold_dash(word):
        return []
    found: dict[tuple[int, int], tuple[Cut, float]] = {}
    text = word.text
    address = bool(_URL.search(text))
    for place in _dash_places(word, address):
        found[place] = (Cut(index, *place, Cause.DASH), DASH_COST)
    points = long_points if long else hyphen_points
    if points is not None and not address and (long or divisible(text)):
        cause = Cause.LONG if long else Cause.HYPHEN
        for place, cost in _hyphen_places(word, points):
            found.setdefault(place, (Cut(index, *place, cause, "-"), cost))
    if long:
        for place in _grapheme_places(word):
            hyphen = "" if address or place[1] == 0 else "-"
            cut = Cut(index, *place, Cause.EMERGENCY, hyphen)
            found.setdefault(place, (cut, EMERGENCY_COST))
    return [found[place] for place in sorted(found)]


def divisible(text: str) -> bool:
    """Whether a tied group may be divided: never dates, numbers, abbreviated names, acronyms."""
    return not any(char.isdigit() for char in text) and "." not in text.rstrip(".…»”’)\u00a0\u202f")


def _may_hold_dash(word: Word) -> bool:
    return any(sign in piece.text for piece in word.pieces for sign in "-–—/.@\u2010")


def _dash_places(word: Word, address: bool) -> Iterator[tuple[int, int]]:
    patterns = (_AFTER_URL_SIGN,) if address else (_AFTER_DASH, _SLASH)
    for number, piece in enumerate(word.pieces):
        for pattern in patterns:
            for match in pattern.finditer(piece.text):
                if 0 < match.end() < len(piece.text):
                    yield number, match.end()


def _hyphen_places(word: Word, points: HyphenPoints) -> Iterator[tuple[tuple[int, int], float]]:
    if word.soft_breaks:
        for place in word.soft_breaks:
            yield place, HYPHEN_COST
        return
    for number, piece in enumerate(word.pieces):
        if piece.is_space:
            continue
        for letters in _LETTERS.finditer(piece.text):
            part = letters.group()
            if len(part) > 1 and part.isupper() and piece.look.case == "none":
                continue
            capitalised = part[0].isupper()
            for offset in points(part):
                cost = CAPITALISED_COST if capitalised else HYPHEN_COST
                if min(offset, len(part) - offset) <= 3:
                    cost += SHORT_HEAD_COST
                yield (number, letters.start() + offset), cost


def _grapheme_places(word: Word) -> Iterator[tuple[int, int]]:
    for number, piece in enumerate(word.pieces):
        if piece.is_space:
            continue
        if number > 0:
            yield number, 0
        for offset in range(1, len(piece.text)):
            char = piece.text[offset]
            if not unicodedata.combining(char) and char != "\u200d":
                yield number, offset


def slices(word: Word, start: tuple[int, int], end: tuple[int, int] | None) -> tuple[Piece, ...]:
    """The pieces from one place to another (None: its end), without spaces at a cut."""
    stop_piece, stop_offset = end if end is not None else (len(word.pieces), 0)
    parts: list[Piece] = []
    for number in range(start[0], min(stop_piece + 1, len(word.pieces))):
        piece = word.pieces[number]
        low = start[1] if number == start[0] else 0
        high = stop_offset if number == stop_piece else len(piece.text)
        if low < high:
            parts.append(Piece(piece.text[low:high], piece.look, piece.is_space))
    if end is not None:
        while parts and parts[-1].is_space:
            parts.pop()
    return tuple(parts)


def with_hyphen(parts: tuple[Piece, ...], hyphen: str) -> tuple[Piece, ...]:
    """The head of a divided word, its hyphen shaped with its letters."""
    if not hyphen or not parts:
        return parts
    last = parts[-1]
    return (*parts[:-1], Piece(last.text + hyphen, last.look))


def _head_mm(word: Word, cut: Cut) -> float:
    parts = with_hyphen(slices(word, (0, 0), (cut.piece, cut.offset)), cut.hyphen)
    return sum(_width_mm(part) for part in parts)


def _tail_mm(word: Word, cut: Cut) -> float:
    return sum(_width_mm(part) for part in slices(word, (cut.piece, cut.offset), None))


def _width_mm(piece: Piece) -> float:
    if piece.is_space:
        return piece.width_mm
    return sum(glyph.advance_mm for glyph in piece_glyphs(piece.text, piece.look))
