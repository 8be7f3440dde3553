"""The surface of a path, to ask whether a point lies in it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cimaise.geometry import Path, Point

Array = NDArray[np.floating[Any]]

# A curve is replaced by chords between these shares of its way.
SHARES = np.array([0.0, 0.25, 0.5, 0.75, 1.0])


class Surface:
    """A path's sides, curves replaced by chords, as arrays: x and y of both ends of each.

    Even-odd and winding differ only where a path crosses itself, which drawn shapes do not.
    """

    def __init__(self, path: Path) -> None:
        lines: list[tuple[float, ...]] = []
        curves: list[tuple[float, ...]] = []
        first = last = Point(0.0, 0.0)
        for step in path:
            if step.op == "M":
                lines.append((*last, *first))
                first = last = step.points[0]
            elif step.op == "L":
                lines.append((*last, *step.points[0]))
                last = step.points[0]
            elif step.op == "C":
                one, other, end = step.points
                curves.append((*last, *one, *other, *end))
                last = end
        lines.append((*last, *first))
        sides = np.array(lines)
        if curves:
            sides = np.concatenate((sides, _chords(np.array(curves).reshape(-1, 4, 2))))
        self._left, self._top, self._right, self._foot = sides[sides[:, 1] != sides[:, 3]].T

    def contains(self, at: Point) -> bool:
        """Whether a ray to the right of the point leaves the surface an odd number of times."""
        x, y = at
        crossed = (self._top > y) != (self._foot > y)
        left, top = self._left[crossed], self._top[crossed]
        right, foot = self._right[crossed], self._foot[crossed]
        cuts = left + (y - top) / (foot - top) * (right - left)
        return bool(np.count_nonzero(cuts > x) % 2)


def _chords(curves: Array) -> Array:
    """Bézier curves, four points each, as four sides each."""
    rest = 1 - SHARES
    weights = (rest**3, 3 * rest * rest * SHARES, 3 * rest * SHARES**2, SHARES**3)
    points = np.einsum("ks,ckd->csd", np.array(weights), curves)
    return np.concatenate((points[:, :-1], points[:, 1:]), axis=2).reshape(-1, 4)
