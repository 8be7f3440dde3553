"""The current path: its bounds, and the rectangles in it, which may be lines in disguise."""

from __future__ import annotations

import math

from cimaise.preflight.matrix import NOWHERE, Box, Matrix, mapped_box

_FOLD_AT = 50_000
_MOST_QUADS = 10_000


class PathInProgress:
    """A path under construction, in user space."""

    __slots__ = ("_bounds", "_curved", "_quads", "_run", "_xs", "_ys")

    def __init__(self) -> None:
        self._xs: list[float] = []
        self._ys: list[float] = []
        self._bounds = NOWHERE
        # Two sides of every rectangle met, as vectors.
        self._quads: set[tuple[float, float, float, float]] = set()
        self._run: list[tuple[float, float]] = []
        self._curved = False

    def move(self, x: float, y: float) -> None:
        """Begin a subpath."""
        self._end_subpath()
        self._run.append((x, y))
        self._xs.append(x)
        self._ys.append(y)

    def line(self, x: float, y: float) -> None:
        """A straight line."""
        if len(self._run) < 7:
            self._run.append((x, y))
        self._xs.append(x)
        self._ys.append(y)
        if len(self._xs) > _FOLD_AT:
            self._fold()

    def curve(self, *points: float) -> None:
        """A cubic curve; control points count for the bounds."""
        self._curved = True
        self._xs.extend(points[::2])
        self._ys.extend(points[1::2])
        if len(self._xs) > _FOLD_AT:
            self._fold()

    def rectangle(self, x: float, y: float, width: float, height: float) -> None:
        """A rectangle, a subpath of its own."""
        self._end_subpath()
        self._xs += (x, x + width)
        self._ys += (y, y + height)
        self._keep_quad((width, 0.0, 0.0, height))
        if len(self._xs) > _FOLD_AT:
            self._fold()

    def close(self) -> None:
        """End the subpath where it began."""
        start = self._run[0] if self._run else None
        self._end_subpath()
        if start is not None:
            self._run.append(start)

    def _end_subpath(self) -> None:
        run = self._run
        if not self._curved and len(run) in (4, 5) and (len(run) == 4 or run[4] == run[0]):
            (x0, y0), (x1, y1), (x2, y2), (x3, y3) = run[:4]
            across, along = (x1 - x0, y1 - y0), (x2 - x1, y2 - y1)
            sizes = math.hypot(*across), math.hypot(*along)
            slack = 1e-3 * max(sizes)
            closes = abs(x3 - x0 - along[0]) <= slack and abs(y3 - y0 - along[1]) <= slack
            dot = across[0] * along[0] + across[1] * along[1]
            if closes and abs(dot) <= 1e-3 * sizes[0] * sizes[1]:
                self._keep_quad((*across, *along))
        self._run = []
        self._curved = False

    def _keep_quad(self, sides: tuple[float, float, float, float]) -> None:
        self._quads.add(sides)
        if len(self._quads) > _MOST_QUADS:
            self._quads = set(sorted(self._quads, key=_thickness)[: _MOST_QUADS // 10])

    def _fold(self) -> None:
        if self._xs:
            left, bottom, right, top = self._bounds
            self._bounds = (
                min(left, *self._xs),
                min(bottom, *self._ys),
                max(right, *self._xs),
                max(top, *self._ys),
            )
            self._xs, self._ys = [], []

    def bounds(self, ctm: Matrix) -> Box | None:
        """The box around the path, mapped; None where there is no path."""
        self._fold()
        if self._bounds == NOWHERE:
            return None
        return mapped_box(ctm, self._bounds)

    def thinnest_rectangle(self, ctm: Matrix) -> float | None:
        """The thickness of the thinnest rectangle, mapped; None where there is no rectangle."""
        self._end_subpath()
        a, b, c, d, _, _ = ctm
        sizes = [
            min(math.hypot(a * p + c * q, b * p + d * q), math.hypot(a * r + c * s, b * r + d * s))
            for p, q, r, s in self._quads
        ]
        return min(sizes, default=None)


def _thickness(sides: tuple[float, float, float, float]) -> float:
    return min(math.hypot(sides[0], sides[1]), math.hypot(sides[2], sides[3]))
