"""The surface of a path, to ask which points lie in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cimaise.geometry import OPS, Path, Point, letters_of, numbers_of

Array = NDArray[np.floating[Any]]

# A curve is replaced by chords between these shares of its way.
SHARES = np.array([0.0, 0.25, 0.5, 0.75, 1.0])


def contained(path: Path, points: Sequence[Point]) -> list[bool]:
    """Whether a ray to the right of each point leaves the path's surface an odd number of times.

    Even-odd and winding differ only where a path crosses itself, which drawn shapes do not.
    """
    left, top, right, foot = _sides(path).T
    x, y = np.array(points).T
    order = np.argsort(y)
    # A side meets the rays of the points between its ends, which follow each other in height.
    first = np.searchsorted(y[order], np.minimum(top, foot))
    count = np.searchsorted(y[order], np.maximum(top, foot)) - first
    side = np.repeat(np.arange(len(count)), count)
    nth = np.arange(len(side)) - np.repeat(np.cumsum(count) - count, count)
    point = order[first[side] + nth]
    left, top, right, foot = left[side], top[side], right[side], foot[side]
    cuts = left + (y[point] - top) / (foot - top) * (right - left)
    left_by = np.bincount(point[cuts > x[point]], minlength=len(points))
    found: list[bool] = (left_by % 2 == 1).tolist()
    return found


def _sides(path: Path) -> Array:
    """A path's sides, curves replaced by chords: x and y of both ends, rows; none is level."""
    ops = np.array(list(letters_of(path).replace("Z", "")))
    points = np.array(numbers_of(path)).reshape(-1, 2)
    # Where each step's own end stands among the points.
    at = np.cumsum(np.where(ops == "C", OPS["C"], 1)) - 1
    ends, starts = points[at], points[np.roll(at, 1)]
    (moves,), (curves,) = np.nonzero(ops == "M"), np.nonzero(ops == "C")
    # A subpath is closed from its last point, before the next one's first, to its own first.
    closing = np.hstack([np.roll(starts[moves], -1, axis=0), ends[moves]])
    lines = np.hstack([starts, ends])[ops == "L"]
    corners = [starts[curves], *(points[at[curves] - back] for back in (2, 1, 0))]
    sides: Array = np.concatenate([closing, lines, _chords(np.stack(corners, axis=1))])
    kept: Array = sides[sides[:, 1] != sides[:, 3]]
    return kept


def _chords(curves: Array) -> Array:
    """Bézier curves, four points each, as four sides each."""
    rest = 1 - SHARES
    weights = (rest**3, 3 * rest * rest * SHARES, 3 * rest * SHARES**2, SHARES**3)
    points = np.einsum("ks,ckd->csd", np.array(weights), curves)
    return np.concatenate((points[:, :-1], points[:, 1:]), axis=2).reshape(-1, 4)
