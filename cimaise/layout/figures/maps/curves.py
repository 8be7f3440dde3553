"""Polylines as page paths: smooth curves through points, offsets, stretches. All in mm."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from cimaise.geometry import Path, Point, Segment, points_of, segments_of

Points = NDArray[np.float64]

Line = tuple[Points, bool]
"""A line's points, and whether it is a ring."""

MOST_POINTS = 4000
POLYGON: Final = 3
"""Shapely's number of the kind; lines and rings have lower ones, collections higher."""
CLOSE: Final = Segment("Z")


def smooth_path(points: Points, *, closed: bool = False) -> Path:
    """Cubic curves through all points: Catmull-Rom in Bézier form, handles a sixth of the chord.

    Handles are held to a third of the shorter neighbour, so that uneven spacing makes no loops.
    """
    return _paths([(points, closed)], smooth=[True])


def straight_path(points: Points, *, closed: bool = False) -> Path:
    """Lines through all points."""
    return _paths([(points, closed)], smooth=[False])


def path_of(shape: BaseGeometry, smooth_above_mm: float) -> Path:
    """Every line and ring of a geometry; as curves where its points lie far apart."""
    return path_through(lines_of(shape), smooth_above_mm)


def path_through(lines: Sequence[Line], smooth_above_mm: float) -> Path:
    """`path_of` for lines and rings."""
    if math.isinf(smooth_above_mm):
        return _paths(lines, smooth=[False] * len(lines))
    return _paths(lines, smooth=[gap > smooth_above_mm for gap in _usual_gaps(lines)])


def _usual_gaps(lines: Sequence[Line]) -> list[float]:
    """The median distance of neighbours on each line; 0 where there are only two."""
    found = []
    for points, _ in lines:
        steps = points[1:] - points[:-1]
        lengths = np.sort(np.hypot(steps[:, 0], steps[:, 1]))
        count = len(lengths)
        middle = lengths[(count - 1) // 2 : count // 2 + 1] if count > 1 else (0.0,)
        found.append(float(sum(middle) / len(middle)))
    return found


def _paths(lines: Sequence[Line], smooth: Sequence[bool]) -> Path:
    """Lines and rings in one path, each curved or straight: all their points at once."""
    kept: list[tuple[Points, bool, bool]] = []
    for (points, closed), curved in zip(lines, smooth, strict=True):
        if len(points) < 2:
            continue
        own = points[:-1] if closed and np.allclose(points[0], points[-1]) else points
        kept.append((own, closed, curved and len(own) > 2))
    if not kept:
        return ()
    every = np.concatenate([points for points, _, _ in kept])
    knots = list(points_of(every.tolist()))
    # A handle before and after each knot, where any line is curved.
    into, out = _handles(every, kept) if any(curved for *_, curved in kept) else ([], [])
    steps: list[Segment] = []
    start = 0
    for points, closed, curved in kept:
        end = start + len(points)
        steps.append(Segment("M", (knots[start],)))
        if curved:
            ends = zip(
                out[start : end - 1], into[start + 1 : end], knots[start + 1 : end], strict=True
            )
            steps += segments_of("C", ends)
            if closed:
                steps.append(Segment("C", (out[end - 1], into[start], knots[start])))
        else:
            steps += segments_of("L", zip(knots[start + 1 : end], strict=True))
        if closed:
            steps.append(CLOSE)
        start = end
    return tuple(steps)


def _handles(
    every: Points, kept: Sequence[tuple[Points, bool, bool]]
) -> tuple[list[Point], list[Point]]:
    """The handles into and out of each knot."""
    sizes = np.array([len(points) for points, _, _ in kept])
    closed = np.array([ring for _, ring, _ in kept])
    first = np.cumsum(sizes) - sizes
    last = first + sizes - 1
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
    return list(points_of(into.tolist())), list(points_of(out.tolist()))


def lines_of(shapes: BaseGeometry | NDArray[np.object_]) -> list[Line]:
    """The lines and rings that a geometry, or each of an array, is made of."""
    parts = shapely.get_parts(shapes)
    while (shapely.get_type_id(parts) > POLYGON).any():
        parts = shapely.get_parts(parts)
    parts = parts[(shapely.get_type_id(parts) > 0) & ~shapely.is_empty(parts)]
    kinds = shapely.get_type_id(parts)
    lines = parts
    if (kinds == POLYGON).any():
        lines = np.concatenate([_rings(part) for part in parts])
    xy, owners = shapely.get_coordinates(lines, return_index=True)
    edges = np.searchsorted(owners, np.arange(len(lines) + 1))
    ring = shapely.is_closed(lines) & (np.diff(edges) > 3)
    bounds = edges.tolist()
    return [
        (xy[start:end], closed)
        for start, end, closed in zip(bounds, bounds[1:], ring.tolist(), strict=False)
    ]


def _rings(part: BaseGeometry) -> NDArray[np.object_]:
    rings: NDArray[np.object_] = (
        shapely.get_rings(part) if part.geom_type == "Polygon" else np.array([part])
    )
    return rings


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
    at = np.linspace(0, along[-1], count)
    return np.column_stack([np.interp(at, along, points[:, axis]) for axis in (0, 1)])


def at_length(points: Points, length: float | Points) -> Points:
    """The points at these lengths along a polyline, an (n, 2) array."""
    along = distances(points)
    where = np.atleast_1d(np.asarray(length, dtype=float))
    return np.column_stack([np.interp(where, along, points[:, axis]) for axis in (0, 1)])


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
