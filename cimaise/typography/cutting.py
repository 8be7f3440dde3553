"""A word cut at a place: its pieces, and how wide its head and its tail are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from cimaise.typography.words import TIE, Piece, text_piece

Place = tuple[int, int]
"""A piece of a word, and an offset in it."""
Widths = tuple[float, float, float]
"""Of a head with its hyphen, of the tail, of the ties in the head, mm."""


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


def width_mm(pieces: Iterable[Piece]) -> float:
    """Pieces side by side."""
    return sum(piece.width_mm for piece in pieces)


class Shaped:
    """Measures heads and tails as they are set: each is shaped anew."""

    def __init__(self, pieces: tuple[Piece, ...]) -> None:
        self._pieces = pieces

    def widths_mm(self, place: Place, hyphen: str) -> Widths:
        """Of what a cut at `place` leaves."""
        head = cut_out(self._pieces, (0, 0), place)
        return (
            width_mm(with_hyphen(head, hyphen)),
            width_mm(cut_out(self._pieces, place, None)),
            width_mm(piece for piece in head if piece.text == TIE),
        )


class Ruled:
    """Measures them by the glyphs of the whole word, for words of thousands of letters.

    A letter that is kerned with the one behind the cut is set a hair narrower or wider than that.
    """

    def __init__(self, pieces: tuple[Piece, ...]) -> None:
        self._pieces = pieces
        self._edges = [_edges_mm(piece) for piece in pieces]
        self._starts = [0.0, *accumulate(piece.width_mm for piece in pieces)]
        ties = (piece.width_mm if piece.text == TIE else 0.0 for piece in pieces)
        self._ties = [0.0, *accumulate(ties)]

    def widths_mm(self, place: Place, hyphen: str) -> Widths:
        """Of what a cut at `place` leaves."""
        number, offset = place
        before = self._starts[number] + (self._edges[number][offset] if offset else 0.0)
        tail_mm = self._starts[-1] - before
        if not offset:
            while number and self._pieces[number - 1].is_space:
                number -= 1
            before = self._starts[number]
        last = number if offset else number - 1
        if hyphen and last >= 0:
            before += text_piece(hyphen, self._pieces[last].look).width_mm
        return before, tail_mm, self._ties[number]


def _edges_mm(piece: Piece) -> Sequence[float]:
    """Where each letter of a piece begins, and where the last one ends."""
    edges = [0.0]
    at = 0.0
    for glyph in piece.glyphs:
        letters = len(glyph.text)
        edges += (at + glyph.advance_mm * part / letters for part in range(1, letters + 1))
        at += glyph.advance_mm
        edges[-1] = at
    # Letters without a glyph of their own take no room.
    return edges + [at] * (len(piece.text) + 1 - len(edges))
