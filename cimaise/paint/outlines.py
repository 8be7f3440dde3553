"""Glyph outlines as PDF paths: halos, which must not read as text again, and letters too large."""

from __future__ import annotations

from functools import lru_cache
from math import cos, radians, sin

from cimaise.layout.marks import GlyphRun
from cimaise.paint.boxes import Placement
from cimaise.paint.numbers import matrix_part, number, numbers
from cimaise.typography.faces import Face, harfbuzz_font

Pair = tuple[float, float]


class _PathPen:
    """Writes path operators in font units; quadratic curves become cubic ones."""

    def __init__(self) -> None:
        self.operators: list[str] = []
        self._at: Pair = (0.0, 0.0)

    def moveTo(self, point: Pair) -> None:  # noqa: N802  # the pen protocol's names
        """Begin a contour."""
        self._at = point
        self.operators.append(f"{numbers(point)} m")

    def lineTo(self, point: Pair) -> None:  # noqa: N802
        """A straight side."""
        self._at = point
        self.operators.append(f"{numbers(point)} l")

    def qCurveTo(self, control: Pair, point: Pair) -> None:  # noqa: N802
        """A quadratic curve, raised to a cubic one."""
        (x0, y0), (x1, y1), (x2, y2) = self._at, control, point
        self.curveTo(
            (x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3),
            (x2 + (x1 - x2) * 2 / 3, y2 + (y1 - y2) * 2 / 3),
            point,
        )

    def curveTo(self, first: Pair, second: Pair, point: Pair) -> None:  # noqa: N802
        """A cubic curve."""
        self._at = point
        self.operators.append(f"{numbers((*first, *second, *point))} c")

    def closePath(self) -> None:  # noqa: N802
        """End a contour."""
        self.operators.append("h")


@lru_cache(maxsize=4096)
def outline(face: Face, gid: int) -> str:
    """The path operators of a glyph, in font units; empty for a glyph that shows nothing."""
    pen = _PathPen()
    harfbuzz_font(face).draw_glyph_with_pen(gid, pen)
    return " ".join(pen.operators)


def halo_operators(run: GlyphRun, placement: Placement) -> list[str]:
    """The operators that stroke around a run's letters; ink, join and state are the caller's.

    The stroke is `2 × halo_mm` wide, so that the letters painted over it leave `halo_mm`.
    """
    scale = placement.points(run.size_pt) / run.face.units_per_em
    if not scale:
        return []
    width = number(placement.length(2 * run.halo_mm) / scale)
    return _painted(run, placement, f"{width} w", "S")


def letter_operators(run: GlyphRun, placement: Placement) -> list[str]:
    """The operators that fill a run's letters as paths; ink and state are the caller's."""
    return _painted(run, placement, "", "f")


def _painted(run: GlyphRun, placement: Placement, before: str, paint: str) -> list[str]:
    """Each letter's path at its place, painted by `paint`."""
    scale = placement.points(run.size_pt) / run.face.units_per_em
    turn = radians(run.angle_deg)
    along, down = cos(turn), sin(turn)
    matrix = (scale * along, -scale * down, scale * down, scale * along)
    turned = " ".join(matrix_part(part) for part in matrix)
    operators: list[str] = []
    pen = 0.0
    for glyph in run.glyphs:
        path = outline(run.face, glyph.gid)
        if path:
            right, below = pen + glyph.dx_mm, glyph.dy_mm
            x = placement.x(run.origin.x + right * along - below * down)
            y = placement.y(run.origin.y + right * down + below * along)
            operators.append(f"q {turned} {number(x)} {number(y)} cm {before} {path} {paint} Q")
        pen += glyph.advance_mm
    return operators
