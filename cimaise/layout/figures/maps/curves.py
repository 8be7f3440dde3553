"""Polylines as page paths: smooth curves through points, offsets, stretches. All in mm."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from cimaise.geometry import Path, Rect, TracedPath
from cimaise.layout.figures.maps.raster import Mask

Points = NDArray[np.float64]

Counts = NDArray[np.intp]

Line = tuple[Points, bool]
"""A line's points, and whether it is a ring."""

MOST_POINTS = 4000
SAME_MM = 1e-6
"""Points no further apart are one."""
POLYGON: Final = 3
"""Shapely's number of the kind; lines and rings have lower ones, collections higher."""


def box_shape(rect: Rect) -> BaseGeometry:
    """A rectangle as a shape."""
    return shapely.box(rect.x, rect.y, rect.right, rect.bottom)


def smooth_path(points: Points, *, closed: bool = False) -> Path:
    """Cubic curves through all points: Catmull-Rom in Bézier form, handles a sixth of the chord.

    Handles are held to a third of the shorter neighbour, so that uneven spacing makes no loops.
    """
    return path_through([(points, closed)], -math.inf)


def path_of(shape: BaseGeometry, smooth_above_mm: float) -> Path:
    """Every line and ring of a geometry; as curves where its points lie far apart."""
    return _path(*_strung(shape), smooth_above_mm)


def path_through(lines: Sequence[Line], smooth_above_mm: float) -> Path:
    """`path_of` for lines and rings."""
    lines = [line for line in lines if len(line[0]) > 1]
    if not lines:
        return ()
    knots = np.concatenate([points for points, _ in lines], dtype=np.float64)
    size = np.array([len(points) for points, _ in lines])
    return _path(knots, size, np.array([ring for _, ring in lines]), smooth_above_mm)


def _path(knots: Points, size: Counts, closed: Mask, smooth_above_mm: float) -> Path:
    """The path of lines that follow each other in `knots`, of `size` points each."""
    if not len(size):
        return ()
    last = np.cumsum(size) - 1
    curved = (size > 2) & (_usual_gaps(knots, size) > smooth_above_mm)
    # A ring ends where it begins, and may say so.
    apart = np.abs(knots[last - size + 1] - knots[last]).max(axis=1)
    doubled = closed & (apart <= SAME_MM)
    knots, size = np.delete(knots, last[doubled], axis=0), size - doubled
    first = np.cumsum(size) - size
    curved &= size > 2
    # A curved ring comes back to its first knot; a straight one is just closed.
    steps = size + (closed & curved)
    line = np.repeat(np.arange(len(size)), steps)
    nth = np.arange(len(line)) - np.repeat(np.cumsum(steps) - steps, steps)
    knot = first[line] + nth % size[line]
    drawn = knots[knot]
    bends = curved[line] & (nth > 0)
    if bends.any():
        into, out = _handles(knots, first, size, closed)
        controls = np.stack([out[first[line] + nth - 1], into[knot], drawn], axis=1)
        drawn = controls[np.stack([bends, bends, np.ones_like(bends)], axis=1)]
    letters = "".join(
        "M" + ("C" if curve else "L") * (count - 1) + ("Z" if ring else "")
        for count, curve, ring in zip(steps.tolist(), curved.tolist(), closed.tolist(), strict=True)
    )
    return TracedPath(letters, array("d", drawn.tobytes()))


def _usual_gaps(every: Points, size: Counts) -> Points:
    """The median distance of neighbours on each line; 0 where there are only two."""
    steps = np.diff(every, axis=0)
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    line = np.repeat(np.arange(len(size)), size)
    within = line[1:] == line[:-1]
    # Sorted by length on each line.
    lengths = lengths[within][np.lexsort((lengths[within], line[1:][within]))]
    count = size - 1
    start = np.cumsum(count) - count
    found: Points = (lengths[start + (count - 1) // 2] + lengths[start + count // 2]) / 2
    return np.where(count > 1, found, 0.0)


def _handles(every: Points, first: Counts, size: Counts, closed: Mask) -> tuple[Points, Points]:
    """The handles into and out of each knot of lines that begin at `first`."""
    last = first + size - 1
    back, on = np.arange(-1, len(every) - 1), np.arange(1, len(every) + 1)
    back[first], on[last] = np.where(closed, last, first), np.where(closed, first, last)
    before, after = every[back], every[on]
    tangent = after - before
    length = np.hypot(tangent[:, 0], tangent[:, 1])
    unit = tangent / np.where(length, length, 1)[:, None]
    to, since = after - every, every - before
    ahead, behind = np.hypot(to[:, 0], to[:, 1]), np.hypot(since[:, 0], since[:, 1])
    # A sharp corner (a cape, a confluence) stays one.
    turn = np.einsum("ij,ij->i", to, since)
    keen = np.where(turn < -0.2 * ahead * behind, 0.0, 1.0)
    reach = np.minimum(np.minimum(ahead, behind) * 1.6, np.maximum(ahead, behind)) / 3 * keen
    out = every + unit * np.minimum(reach, ahead / 3)[:, None]
    into = every - unit * np.minimum(reach, behind / 3)[:, None]
    return into, out


def lines_of(shapes: BaseGeometry | NDArray[np.object_]) -> list[Line]:
    """The lines and rings that a geometry, or each of an array, is made of."""
    points, size, closed = _strung(shapes)
    ends = np.cumsum(size)
    return list(zip(np.split(points, ends[:-1]), closed.tolist(), strict=True)) if len(size) else []


def _strung(shapes: BaseGeometry | NDArray[np.object_]) -> tuple[Points, Counts, Mask]:
    """All points of `lines_of` one after the other, how many each has, and which are rings."""
    parts = shapely.get_parts(shapes)
    while (shapely.get_type_id(parts) > POLYGON).any():
        parts = shapely.get_parts(parts)
    parts = parts[(shapely.get_type_id(parts) > 0) & ~shapely.is_empty(parts)]
    kinds = shapely.get_type_id(parts)
    lines, owners = shapely.get_rings(parts, return_index=True)
    if len(parts) and (kinds != POLYGON).any():
        # Rings of surfaces and lines, in the order of the parts.
        lines = np.concatenate([lines, parts[kinds != POLYGON]])
        owners = np.concatenate([owners, np.flatnonzero(kinds != POLYGON)])
        lines = lines[np.argsort(owners, kind="stable")]
    size = shapely.get_num_coordinates(lines)
    return shapely.get_coordinates(lines), size, shapely.is_closed(lines) & (size > 3)


def repaired(shapes: BaseGeometry | NDArray[np.object_]) -> Any:
    """Surfaces that cross themselves made valid, each ring filled.

    Cutting them at every crossing, as shapely does unless told, takes minutes where there are many.
    """
    return shapely.make_valid(shapes, method="structure", keep_collapsed=False)


def spline(points: Points, step_mm: float, *, closed: bool = False) -> Points:
    """A dense polyline through all points: centripetal Catmull-Rom (Barry & Goldman 1988)."""
    if closed and np.allclose(points[0], points[-1]):
        points = points[:-1]
    keep = np.concatenate([[True], np.hypot(*np.diff(points, axis=0).T) > 1e-6])
    points = points[keep]
    if len(points) < 2:
        return points
    if len(points) == 2 or len(points) > MOST_POINTS:
        return resampled(points, step_mm)
    if closed:
        knots = np.vstack([points[-1:], points, points[:2]])
        points = np.vstack([points, points[:1]])
    else:
        first, last = 2 * points[0] - points[1], 2 * points[-1] - points[-2]
        knots = np.vstack([first, points, last])
    # However long a curve is (it may run far off the map), its points stay few.
    step_mm = max(step_mm, float(distances(points)[-1]) / MOST_POINTS)
    chords = np.hypot(*np.diff(knots, axis=0).T)
    times = np.concatenate([[0.0], np.cumsum(np.sqrt(chords))])
    # Four knots make the span between the middle two.
    count = np.maximum(8, chords[1:-1] / step_mm).astype(int)
    span = np.repeat(np.arange(len(count)), count)
    place = (np.arange(len(span)) - np.repeat(np.cumsum(count) - count, count)) / count[span]
    (t0, t1, t2, t3), (p0, p1, p2, p3) = (
        [row[k : len(row) - 3 + k][span] for k in range(4)] for row in (times[:, None], knots)
    )
    t = t1 + (t2 - t1) * place[:, None]
    a1 = (t1 - t) / (t1 - t0) * p0 + (t - t0) / (t1 - t0) * p1
    a2 = (t2 - t) / (t2 - t1) * p1 + (t - t1) / (t2 - t1) * p2
    a3 = (t3 - t) / (t3 - t2) * p2 + (t - t2) / (t3 - t2) * p3
    b1 = (t2 - t) / (t2 - t0) * a1 + (t - t0) / (t2 - t0) * a2
    b2 = (t3 - t) / (t3 - t1) * a2 + (t - t1) / (t3 - t1) * a3
    dense = (t2 - t) / (t2 - t1) * b1 + (t - t1) / (t2 - t1) * b2
    return resampled(np.vstack([dense, points[-1:]]), step_mm)


def bowed(start: Points, end: Points, bow: float) -> Points:
    """Three points from start to end; the middle one off the chord by `bow` of its length."""
    chord = end - start
    middle = (start + end) / 2 + np.array([chord[1], -chord[0]]) * bow
    return np.vstack([start, middle, end])


def distances(points: Points) -> Points:
    """How far along a polyline each of its points lies."""
    found: Points = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    return found


def resampled(points: Points, step_mm: float) -> Points:
    """Points at even steps along a polyline, both ends included."""
    along = distances(points)
    count = max(2, min(int(np.ceil(along[-1] / step_mm)) + 1, 2 * MOST_POINTS))
    return interpolated(points, along, np.linspace(0, along[-1], count))


def at_length(points: Points, length: float | Points) -> Points:
    """The points at these lengths along a polyline, an (n, 2) array."""
    return interpolated(points, distances(points), np.atleast_1d(length))


def interpolated(points: Points, along: Points, at: Points) -> Points:
    """The points at these lengths along a polyline whose `distances` are `along`."""
    return np.stack([np.interp(at, along, points[:, axis]) for axis in (0, 1)], axis=-1)


def stretch(points: Points, start_mm: float, end_mm: float) -> Points:
    """The part of a polyline between two lengths along it."""
    along = distances(points)
    inner = points[(along > start_mm + 1e-9) & (along < end_mm - 1e-9)]
    ends = at_length(points, np.array([start_mm, end_mm]))
    return np.vstack([ends[:1], inner, ends[1:]])


def normals(points: Points) -> Points:
    """Unit normals at a polyline's points, to the left of its run as it looks on the page."""
    tangent = np.gradient(points, axis=0)
    length = np.hypot(*tangent.T)
    tangent /= np.where(length, length, 1)[:, None]
    return np.column_stack([tangent[:, 1], -tangent[:, 0]])
