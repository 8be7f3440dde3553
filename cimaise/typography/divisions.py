"""The places inside a word where a line may end: what each costs, how wide its parts are."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import islice, pairwise
from operator import itemgetter
from typing import NamedTuple

from cimaise.typography.cutting import Place, Ruled, Shaped, cut_out, width_mm
from cimaise.typography.hyphenation import points
from cimaise.typography.words import Piece

Costly = tuple[Place, float]
"""A place and what it costs to divide there."""


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
# Heads and tails of a word are shaped for each place in it, which takes the square of its length.
LONGEST_SHAPED = 200

_URL = re.compile(r"https?://|www\.|\w@\w")
_AFTER_URL_SIGN = re.compile(r"(?<=[/?&=_\-])(?=\w)")
# Two letters or more on each side; never in numbers, `va-t-il`, `disent-ils`, `ceux-ci`.
_AFTER_DASH = re.compile(
    r"(?<=[^\W\d][^\W\d][-\u2010–])(?=[^\W\d]{2}[\w’'-])"
    r"(?!(?:t-)?(?:ils?|elles?|nous|vous|moi|toi|lui|leur|les)(?!\w))|(?<=[^\W\d]—)(?=\w)"
)
_SLASH = re.compile(r"(?<=[^\W\d]{3}/)(?=[^\W\d]{3})")
_LETTERS = re.compile(r"[^\W\d_]+")
LONGEST_ACRONYM = 5


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
    # Looked up once, for an address may have thousands of parts.
    by_patterns: dict[str, list[Costly]] = {}
    letters: list[Costly] = []
    end = len(pieces), 0
    for low, high in pairwise([(0, 0), *dashes, end]):
        part = cut_out(pieces, low, None if high == end else high)
        long = measure_mm is not None and width_mm(part) > measure_mm
        names = (None if address else long_patterns) if long else patterns
        if names is not None:
            cause = Cause.LONG if long else Cause.HYPHEN
            if names not in by_patterns:
                by_patterns[names] = list(_hyphen_places(pieces, softs, names))
            for place, cost in _between(by_patterns[names], low, high):
                found.setdefault(place, (cause, "-", cost))
        if long:
            letters = letters or list(_grapheme_places(pieces))
            for place, cost in _between(letters, low, high):
                hyphen = "" if address or place[1] == 0 else "-"
                found.setdefault(place, (Cause.EMERGENCY, hyphen, cost))
    ruler = (Shaped if len(text) <= LONGEST_SHAPED else Ruled)(pieces)
    return tuple(
        Division(*place, cause, hyphen, cost, *ruler.widths_mm(place, hyphen))
        for place, (cause, hyphen, cost) in sorted(found.items())
    )


def _between(places: Sequence[Costly], low: Place, high: Place) -> Iterable[Costly]:
    """Those of the places, which are in order, that lie between two others."""
    first = bisect_right(places, low, key=itemgetter(0))
    return islice(places, first, bisect_left(places, high, first, key=itemgetter(0)))


def _divisible(text: str) -> bool:
    """Whether a tied group may be divided: never dates, numbers, abbreviated names, acronyms."""
    return not any(char.isdigit() for char in text) and "." not in text.rstrip(".…»”’)\u00a0\u202f")


def _dash_places(pieces: tuple[Piece, ...], address: bool) -> Iterator[Place]:
    patterns = (_AFTER_URL_SIGN,) if address else (_AFTER_DASH, _SLASH)
    for number, piece in enumerate(pieces):
        for pattern in patterns:
            for match in pattern.finditer(piece.text):
                at = match.end()
                if 0 < at < len(piece.text) and (address or not _links_acronyms(piece.text, at)):
                    yield number, at


def _links_acronyms(text: str, at: int) -> bool:
    """Whether the dash before `at` makes one name of two acronyms: MRJ-MOI, FTP-MOI."""
    reach = LONGEST_ACRONYM + 1
    before, after = text[max(0, at - 1 - reach) : at - 1][::-1], text[at : at + reach]
    parts = [_LETTERS.match(before), _LETTERS.match(after)]
    return all(part and part.group().isupper() and part.end() < reach for part in parts)


def _hyphen_places(
    pieces: tuple[Piece, ...], softs: tuple[Place, ...], patterns: str
) -> Iterator[Costly]:
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


def _grapheme_places(pieces: tuple[Piece, ...]) -> Iterator[Costly]:
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
