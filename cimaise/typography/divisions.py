"""The places inside a word where a line may end: what each costs, how wide its parts are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from cimaise.typography.hyphenation import points
from cimaise.typography.words import TIE, Piece, text_piece

Place = tuple[int, int]
"""A piece of a word, and an offset in it."""


class Cause(IntEnum):
    """Why a line may end here. Only HYPHEN is optional: the others are there at every measure."""

    SPACE = 0
    DASH = 1
    """After a hyphen or dash that is written, or in an address."""
    HYPHEN = 2
    """A division that puts a hyphen in."""
    LONG = 3
    """The same in a part of a word that is wider than the measure."""
    EMERGENCY = 4
    """Between any two letters of such a part."""


class Division(NamedTuple):
    """One such place. Widths in mm: `head_mm` with its hyphen, `ties_mm` the ties in the head."""

    piece: int
    offset: int
    cause: Cause
    hyphen: str
    cost: float
    head_mm: float
    tail_mm: float
    ties_mm: float


DASH_COST = 100.0
HYPHEN_COST = 150.0
CAPITALISED_COST = 400.0
SHORT_PART_COST = 30.0
EMERGENCY_COST = 20_000.0

_URL = re.compile(r"https?://|www\.|\w@\w")
_AFTER_URL_SIGN = re.compile(r"(?<=[/?&=_\-])(?=\w)")
# Two letters or more on each side; never in numbers, `va-t-il`, `disent-ils`, `ceux-ci`.
_AFTER_DASH = re.compile(
    r"(?<=[^\W\d][^\W\d][-\u2010–])(?=[^\W\d]{2}[\w’'-])"
    r"(?!(?:t-)?(?:ils?|elles?|nous|vous|moi|toi|lui|leur|les)(?!\w))|(?<=[^\W\d]—)(?=\w)"
)
_SLASH = re.compile(r"(?<=[^\W\d]{3}/)(?=[^\W\d]{3})")
_LETTERS = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=32768)
def divisions(
    pieces: tuple[Piece, ...],
    softs: tuple[Place, ...],
    patterns: str | None,
    long_patterns: str | None = None,
    measure_mm: float | None = None,
) -> tuple[Division, ...]:
    """The places in a word, in order. `patterns` names the hyphenation, None allows none.

    `measure_mm` is given where the word is wider than the measure: what is too wide between two
    dashes is divided by `long_patterns`, and between any two letters.
    """
    text = "".join(piece.text for piece in pieces)
    address = bool(_URL.search(text))
    dashes = sorted(_dash_places(pieces, address))
    found: dict[Place, tuple[Cause, str, float]] = dict.fromkeys(
        dashes, (Cause.DASH, "", DASH_COST)
    )
    if address or not _divisible(text):
        patterns = None
    end = len(pieces), 0
    for low, high in pairwise([(0, 0), *dashes, end]):
        part = cut_out(pieces, low, None if high == end else high)
        long = measure_mm is not None and _width_mm(part) > measure_mm
        names = (None if address else long_patterns) if long else patterns
        if names is not None:
            cause = Cause.LONG if long else Cause.HYPHEN
            for place, cost in _hyphen_places(pieces, softs, names):
                if low < place < high:
                    found.setdefault(place, (cause, "-", cost))
        if long:
            for place, cost in _grapheme_places(pieces):
                if low < place < high:
                    hyphen = "" if address or place[1] == 0 else "-"
                    found.setdefault(place, (Cause.EMERGENCY, hyphen, cost))
    return tuple(
        Division(
            *place,
            cause,
            hyphen,
            cost,
            head_mm=_width_mm(with_hyphen(cut_out(pieces, (0, 0), place), hyphen)),
            tail_mm=_width_mm(cut_out(pieces, place, None)),
            ties_mm=_width_mm(p for p in cut_out(pieces, (0, 0), place) if p.text == TIE),
        )
        for place, (cause, hyphen, cost) in sorted(found.items())
    )


def _width_mm(pieces: tuple[Piece, ...] | Iterator[Piece]) -> float:
    return sum(piece.width_mm for piece in pieces)


def _divisible(text: str) -> bool:
    """Whether a tied group may be divided: never dates, numbers, abbreviated names, acronyms."""
    return not any(char.isdigit() for char in text) and "." not in text.rstrip(".…»”’)\u00a0\u202f")


def _dash_places(pieces: tuple[Piece, ...], address: bool) -> Iterator[Place]:
    patterns = (_AFTER_URL_SIGN,) if address else (_AFTER_DASH, _SLASH)
    for number, piece in enumerate(pieces):
        for pattern in patterns:
            for match in pattern.finditer(piece.text):
                if 0 < match.end() < len(piece.text):
                    yield number, match.end()


def _hyphen_places(
    pieces: tuple[Piece, ...], softs: tuple[Place, ...], patterns: str
) -> Iterator[tuple[Place, float]]:
    if softs:
        for place in softs:
            yield place, HYPHEN_COST
        return
    for number, piece in enumerate(pieces):
        if piece.is_space:
            continue
        for letters in _LETTERS.finditer(piece.text):
            part = letters.group()
            if len(part) > 1 and part.isupper() and piece.look.case == "none":
                continue
            for offset in points(part, patterns):
                cost = CAPITALISED_COST if part[0].isupper() else HYPHEN_COST
                if min(offset, len(part) - offset) <= 3:
                    cost += SHORT_PART_COST
                yield (number, letters.start() + offset), cost


def _grapheme_places(pieces: tuple[Piece, ...]) -> Iterator[tuple[Place, float]]:
    for number, piece in enumerate(pieces):
        if piece.is_space:
            continue
        if number > 0:
            yield (number, 0), EMERGENCY_COST
        for offset in range(1, len(piece.text)):
            before, after = piece.text[offset - 1], piece.text[offset]
            if unicodedata.combining(after) or "\u200d" in (before, after):
                continue
            letters = before.isalnum() and after.isalnum()
            yield (number, offset), EMERGENCY_COST if letters else 2 * EMERGENCY_COST


def cut_out(pieces: tuple[Piece, ...], start: Place, end: Place | None) -> tuple[Piece, ...]:
    """The pieces from one place to another (None: the word's end); no space is left at a cut."""
    if end is None and start == (0, 0):
        return pieces
    stop_piece, stop_offset = end if end is not None else (len(pieces), 0)
    parts: list[Piece] = []
    for number in range(start[0], min(stop_piece + 1, len(pieces))):
        piece = pieces[number]
        low = start[1] if number == start[0] else 0
        high = stop_offset if number == stop_piece else len(piece.text)
        if low < high:
            whole = high - low == len(piece.text)
            parts.append(piece if whole else text_piece(piece.text[low:high], piece.look))
    if end is not None:
        while parts and parts[-1].is_space:
            parts.pop()
    return tuple(parts)


def with_hyphen(parts: tuple[Piece, ...], hyphen: str) -> tuple[Piece, ...]:
    """The head of a divided word, its hyphen shaped with its letters."""
    if not hyphen or not parts:
        return parts
    last = parts[-1]
    return (*parts[:-1], text_piece(last.text + hyphen, last.look))
