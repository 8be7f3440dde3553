"""What stands on a map beside the map itself: legend, scale bar, locator, caption, in columns.

A piece is drawn for its top left corner at 0, 0 and moved to its place afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cimaise.geometry import Path, Point, Segment
from cimaise.layout.marks import GlyphRun, Group, Link, Mark, PathMark, PictureMark

Marks = tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Marks and the size they take, mm."""

    marks: Marks
    width: float
    height: float

    def at(self, x: float, y: float) -> Marks:
        """The marks with the corner at x, y."""
        return moved(self.marks, x, y)


def column(pieces: Sequence[Piece], gap_mm: float) -> Piece:
    """The pieces below each other, flush left."""
    marks: list[Mark] = []
    y = 0.0
    for piece in pieces:
        if not piece.height:
            continue
        if marks:
            y += gap_mm
        marks += piece.at(0, y)
        y += piece.height
    return Piece(tuple(marks), max((piece.width for piece in pieces), default=0.0), y)


def row(pieces: Sequence[Piece], gap_mm: float) -> Piece:
    """The pieces beside each other, their tops level."""
    marks: list[Mark] = []
    x = 0.0
    for piece in pieces:
        if not piece.width:
            continue
        if marks:
            x += gap_mm
        marks += piece.at(x, 0)
        x += piece.width
    return Piece(tuple(marks), x, max((piece.height for piece in pieces), default=0.0))


def moved(marks: Marks, dx: float, dy: float) -> Marks:
    """The same marks elsewhere."""
    return tuple(_moved(mark, dx, dy) for mark in marks)


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
