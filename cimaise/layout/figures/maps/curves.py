"""Polylines as page paths: smooth curves through points, offsets, stretches. All in mm."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from cimaise.geometry import Path, Point, Segment

Points = NDArray[np.float64]

MOST_POINTS = 4000


def smooth_path(points: Points, *, closed: bool = False) -> Path:
    """Cubic curves through all points: Catmull-Rom in Bézier form, handles a sixth of the chord.

    Handles are held to a third of the shorter neighbour, so that uneven spacing makes no loops.
    """
    if len(points) < 2:
        return ()
    if closed and np.allclose(points[0], points[-1]):
        points = points[:-1]
    if len(points) < 3:
        return straight_path(points, closed=closed)
    if closed:
        before, after = np.roll(points, 1, axis=0), np.roll(points, -1, axis=0)
    else:
        before = np.vstack([points[:1], points[:-1]])
        after = np.vstack([points[1:], points[-1:]])
    tangent = after - before
    length = np.hypot(*tangent.T)
    unit = tangent / np.where(length, length, 1)[:, None]
    ahead, behind = np.hypot(*(after - points).T), np.hypot(*(points - before).T)
    # A sharp corner (a cape, a confluence) stays one.
    turn = np.einsum("ij,ij->i", after - points, points - before)
    keen = np.where(turn < -0.2 * ahead * behind, 0.0, 1.0)
    reach = np.minimum(np.minimum(ahead, behind) * 1.6, np.maximum(ahead, behind)) / 3 * keen
    out = points + unit * np.minimum(reach, ahead / 3)[:, None]
    into = points - unit * np.minimum(reach, behind / 3)[:, None]
    outs, intos, knots = (list(map(Point._make, rows.tolist())) for rows in (out, into, points))
    ends = [*range(1, len(knots)), *([0] if closed else [])]
    steps = [Segment("M", (knots[0],))]
    steps += [Segment("C", (outs[end - 1], intos[end], knots[end])) for end in ends]
    if closed:
        steps.append(Segment("Z"))
    return tuple(steps)


def straight_path(points: Points, *, closed: bool = False) -> Path:
    """Lines through all points."""
    if len(points) < 2:
        return ()
    if closed and np.allclose(points[0], points[-1]):
        points = points[:-1]
    knots = list(map(Point._make, points.tolist()))
    steps = [Segment("M", (knots[0],))]
    steps += [Segment("L", (knot,)) for knot in knots[1:]]
    return (*steps, Segment("Z")) if closed else tuple(steps)


def path_of(shape: BaseGeometry, smooth_above_mm: float) -> Path:
    """Every line and ring of a geometry; as curves where its points lie far apart."""
    steps: list[Segment] = []
    for points, closed in lines_of(shape):
        gap = float(np.median(np.hypot(*np.diff(points, axis=0).T))) if len(points) > 2 else 0.0
        draw = smooth_path if gap > smooth_above_mm else straight_path
        steps += draw(points, closed=closed)
    return tuple(steps)


def lines_of(shape: BaseGeometry) -> list[tuple[Points, bool]]:
    """The lines and rings that a geometry is made of; the flag says which are rings."""
    if shape is None or shape.is_empty:
        return []
    if hasattr(shape, "geoms"):
        return [found for part in shape.geoms for found in lines_of(part)]
    if shape.geom_type == "Polygon":
        rings = [shape.exterior, *shape.interiors]
        return [(np.asarray(ring.coords)[:, :2], True) for ring in rings]
    if shape.geom_type in ("LineString", "LinearRing"):
        points = np.asarray(shape.coords)[:, :2]
        ring = len(points) > 3 and bool(np.array_equal(points[0], points[-1]))
        return [(points, ring)]
    return []


def spline(points: Points, step_mm: float, *, closed: bool = False) -> Points:
    """A dense polyline through all points: centripetal Catmull-Rom (Barry & Goldman 1988)."""
    if closed and np.allclose(points[0], points[-1]):
        points = points[:-1]
    keep = np.concatenate([[True], np.hypot(*np.diff(points, axis=0).T) > 1e-6])
    points = points[keep]
    if len(points) < 2:
        return points
    if len(points) == 2:
        return resampled(points, step_mm)
    if closed:
        knots = np.vstack([points[-1:], points, points[:2]])
        points = np.vstack([points, points[:1]])
    else:
        first, last = 2 * points[0] - points[1], 2 * points[-1] - points[-2]
        knots = np.vstack([first, points, last])
    # However long a curve is (it may run far off the map), its points stay few.
    step_mm = max(step_mm, float(distances(points)[-1]) / MOST_POINTS)
    pieces = []
    for p0, p1, p2, p3 in zip(knots, knots[1:], knots[2:], knots[3:], strict=False):
        t0 = 0.0
        t1 = t0 + np.sqrt(np.hypot(*(p1 - p0)))
        t2 = t1 + np.sqrt(np.hypot(*(p2 - p1)))
        t3 = t2 + np.sqrt(np.hypot(*(p3 - p2)))
        count = max(8, int(np.hypot(*(p2 - p1)) / step_mm))
        t = np.linspace(t1, t2, count, endpoint=False)[:, None]
        a1 = (t1 - t) / (t1 - t0) * p0 + (t - t0) / (t1 - t0) * p1
        a2 = (t2 - t) / (t2 - t1) * p1 + (t - t1) / (t2 - t1) * p2
        a3 = (t3 - t) / (t3 - t2) * p2 + (t - t2) / (t3 - t2) * p3
        b1 = (t2 - t) / (t2 - t0) * a1 + (t - t0) / (t2 - t0) * a2
        b2 = (t3 - t) / (t3 - t1) * a2 + (t - t1) / (t3 - t1) * a3
        pieces.append((t2 - t) / (t2 - t1) * b1 + (t - t1) / (t2 - t1) * b2)
    return resampled(np.vstack([*pieces, points[-1:]]), step_mm)


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
