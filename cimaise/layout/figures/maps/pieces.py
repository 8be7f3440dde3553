"""What stands on a map beside the map itself: legend, scale bar, locator, caption, in columns.

A piece is drawn for its top left corner at 0, 0 and moved to its place afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from cimaise.geometry import Path, Point, Segment
from cimaise.layout.marks import GlyphRun, Group, Link, Mark, PathMark, PictureMark

Marks = tuple[Mark, ...]


class Piece(Struct, frozen=True):
    """Marks and the size they take, mm."""

    marks: Marks
    width: float
    height: float

    def at(self, x: float, y: float) -> Marks:
        """The marks with the corner at x, y."""
        return moved(self.marks, x, y)


class Stack(Struct, frozen=True, dict=True):
    """Pieces below each other, flush left, or beside each other, their tops level.

    Knows its size before anything is moved: many are measured, few are drawn.
    """

    pieces: tuple[Piece, ...]
    gap_mm: float
    beside: bool = False

    @cached_property
    def width(self) -> float:
        """What it takes across, mm."""
        return self._along([piece.width for piece in self._kept], along=self.beside)

    @cached_property
    def height(self) -> float:
        """What it takes down, mm."""
        return self._along([piece.height for piece in self._kept], along=not self.beside)

    def drawn(self) -> Piece:
        """The stack as one piece."""
        marks: list[Mark] = []
        x = y = 0.0
        for piece in self._kept:
            marks += piece.at(x, y)
            if self.beside:
                x += piece.width + self.gap_mm
            else:
                y += piece.height + self.gap_mm
        return Piece(tuple(marks), self.width, self.height)

    @cached_property
    def _kept(self) -> tuple[Piece, ...]:
        """Those that take room."""
        return tuple(p for p in self.pieces if (p.width if self.beside else p.height))

    def _along(self, sizes: Sequence[float], *, along: bool) -> float:
        if along:
            return sum(sizes) + self.gap_mm * max(0, len(sizes) - 1)
        return max(sizes, default=0.0)


def column(pieces: Sequence[Piece], gap_mm: float) -> Piece:
    """The pieces below each other, flush left."""
    return Stack(tuple(pieces), gap_mm).drawn()


def row(pieces: Sequence[Piece], gap_mm: float) -> Piece:
    """The pieces beside each other, their tops level."""
    return Stack(tuple(pieces), gap_mm, beside=True).drawn()


def moved(marks: Marks, dx: float, dy: float) -> Marks:
    """The same marks elsewhere."""
    return tuple([_moved(mark, dx, dy) for mark in marks]) if dx or dy else marks


def _moved(mark: Mark, dx: float, dy: float) -> Mark:
    match mark:
        case GlyphRun():
            return replace(mark, origin=Point(mark.origin.x + dx, mark.origin.y + dy))
        case PathMark():
            return replace(mark, path=_path(mark.path, dx, dy))
        case PictureMark():
            return replace(mark, frame=mark.frame.moved(dx, dy))
        case Link():
            return replace(mark, area=mark.area.moved(dx, dy))
        case Group():
            clip = _path(mark.clip, dx, dy) if mark.clip else None
            return replace(mark, marks=moved(mark.marks, dx, dy), clip=clip)


def _path(path: Path, dx: float, dy: float) -> Path:
    return tuple(
        Segment(step.op, tuple(Point(p.x + dx, p.y + dy) for p in step.points)) for step in path
    )
