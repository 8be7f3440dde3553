"""Where a label may stand: candidates about points, along routes, in zones, with their costs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from cimaise.geometry import Point, Rect
from cimaise.layout.figures.maps import curves
from cimaise.layout.figures.maps.curves import Points
from cimaise.layout.figures.maps.ground import Ground
from cimaise.layout.figures.maps.placement import Candidate
from cimaise.layout.figures.maps.text import TextBlock

# Imhof's order of positions (1962): right of the point and a little up is read best.
ASIDE = (("right", 0.0), ("left", 1.0))
ROUTE_COST, NEIGHBOUR_COST, CROSSED_COST = 14.0, 0.9, 0.13
# Leaders: distances in type sizes (the far ones for labels that must not be lost), and
# what they cost.
LEADS, LEAD_ANGLES, LEAD_COST = (0.9, 1.7, 2.8), 16, 5.0
FAR_LEADS = (4.2, 6.0, 9.0)
# Type size in heights of capitals.
LEAD_UNIT = 1.5
# Among more symbols than this every label stands near others: it is not weighed.
MOST_NEIGHBOURS = 300


@dataclass(frozen=True)
class Surroundings:
    """What labels keep clear of. Frame, furniture and symbols are never touched."""

    frame: Rect
    blocked: tuple[Rect, ...]
    symbols: tuple[tuple[Point, float], ...]
    """Middle and radius of each symbol."""
    routes: BaseGeometry
    ground: Ground
    unit_mm: float
    """The type size, mm: the measure of what is near."""


def about_point(
    block: TextBlock, at: Point, radius: float, gap: float, leads: Sequence[float]
) -> tuple[Candidate, ...]:
    """Positions about a symbol: ten beside it, then with a leader at these distances."""
    found = [*_beside(block, at, radius + gap)]
    reach = radius + gap
    for rank, distance in enumerate(leads):
        for step in range(LEAD_ANGLES):
            angle = 2 * math.pi * step / LEAD_ANGLES
            found.append(
                _led(
                    block,
                    at,
                    radius,
                    reach + distance * LEAD_UNIT * block.first_baseline,
                    angle,
                    rank,
                )
            )
    return tuple(found)


def _beside(block: TextBlock, at: Point, reach: float) -> Iterator[Candidate]:
    width, height = block.width, block.height
    # The name's x-height stands level with the symbol; of several lines, the block's middle.
    level = at.y - block.first_baseline * 0.55
    middle = at.y - height * 0.47
    for side, cost in ASIDE:
        x = at.x + reach if side == "right" else at.x - reach - width
        align = 0.0 if side == "right" else 1.0
        yield Candidate(Rect(x, level, width, height), align, cost)
        if len(block.runs) > 1:
            yield Candidate(Rect(x, middle, width, height), align, cost + 0.3)
        near = at.x + reach * 0.72 if side == "right" else at.x - reach * 0.72 - width
        yield Candidate(Rect(near, at.y - reach * 0.55 - height, width, height), align, cost + 0.6)
        yield Candidate(Rect(near, at.y + reach * 0.55, width, height), align, cost + 0.8)
    x = at.x - width / 2
    yield Candidate(Rect(x, at.y - reach - height * 0.96, width, height), 0.5, 1.5)
    yield Candidate(Rect(x, at.y + reach, width, height), 0.5, 1.7)


def _led(
    block: TextBlock, at: Point, radius: float, distance: float, angle: float, rank: int
) -> Candidate:
    """A position at `distance` from the point to the nearest side of the box, with its leader."""
    dx, dy = math.cos(angle), math.sin(angle)
    centre = Point(
        at.x + dx * (distance + block.width / 2), at.y + dy * (distance + block.height / 2)
    )
    box = Rect(centre.x - block.width / 2, centre.y - block.height / 2, block.width, block.height)
    # The leader ends at the side that faces the point: below or above the text, or beside its
    # first line.
    pad = block.first_baseline * 0.3
    if box.bottom + pad < at.y or box.y - pad > at.y:
        above = box.bottom < at.y
        inner = min(block.first_baseline, block.width / 2)
        x = min(max(at.x, box.x + inner), box.right - inner)
        end = Point(x, box.bottom if above else box.y - pad)
        align = 0.5 if abs(dx) < 0.5 else 0.0 if dx > 0 else 1.0
    else:
        level = box.y + block.first_baseline * 0.55
        end = Point(box.x - pad if dx > 0 else box.right + pad, level)
        align = 0.0 if dx > 0 else 1.0
    length = math.hypot(end.x - at.x, end.y - at.y) or 1.0
    start = (radius + 0.14 * block.first_baseline) / length
    leader = ((at.x + (end.x - at.x) * start, at.y + (end.y - at.y) * start), (end.x, end.y))
    return Candidate(box, align, LEAD_COST + 2.2 * rank + (0 if dx >= 0 else 0.3), leader)


def along_line(block: TextBlock, line: Points, gap: float) -> tuple[Candidate, ...]:
    """Positions on both sides of a line, best near a third of its length."""
    length = float(curves.distances(line)[-1])
    found = []
    for step in range(1, 12):
        share = step / 12
        at = curves.at_length(line, share * length)[0]
        ahead = curves.at_length(line, min(length, share * length + 1))[0]
        behind = curves.at_length(line, max(0.0, share * length - 1))[0]
        along = (ahead - behind) / max(float(np.hypot(*(ahead - behind))), 1e-9)
        for side in (1, -1):
            normal = np.array([along[1], -along[0]]) * side
            for further in (0.0, 0.8 * block.first_baseline):
                reach = (
                    abs(normal[0]) * block.width / 2 + abs(normal[1]) * block.height / 2 + gap
                ) + further
                x, y = at + normal * reach
                box = Rect(
                    float(x) - block.width / 2,
                    float(y) - block.height / 2,
                    block.width,
                    block.height,
                )
                align = 0.0 if normal[0] > 0.4 else 1.0 if normal[0] < -0.4 else 0.5
                found.append(Candidate(box, align, 6 * abs(share - 0.35) + further * 0.3))
    return tuple(found)


def in_zone(block: TextBlock, shape: BaseGeometry) -> tuple[Candidate, ...]:
    """Positions in a surface, the middle first; around it where it is too small."""
    left, top, right, bottom = shapely.bounds(shape)
    if not math.isfinite(left):
        return ()
    middle = shapely.centroid(shape)
    size = max(right - left, bottom - top, 1e-6)
    found = []
    shapely.prepare(shape)
    for x in np.linspace(left, right, 13):
        for y in np.linspace(top, bottom, 13):
            box = Rect(
                float(x) - block.width / 2,
                float(y) - block.height / 2,
                block.width,
                block.height,
            )
            inside = shapely.contains(shape, shapely.box(box.x, box.y, box.right, box.bottom))
            if inside:
                off = math.hypot(x - middle.x, y - middle.y) / size
                found.append(Candidate(box, 0.5, 5 * off))
    outside = 4.0 if found else 1.0
    gap = block.first_baseline * 0.5
    for share in np.linspace(0, 1, 7):
        x = left + (right - left) * float(share) - block.width / 2
        y = top + (bottom - top) * float(share) - block.height / 2
        off = outside + 2 * abs(float(share) - 0.5)
        spots = (
            (x, bottom + gap, 0.5),
            (x, top - gap - block.height, 0.5),
            (right + gap, y, 0.0),
            (left - gap - block.width, y, 1.0),
        )
        found += [
            Candidate(Rect(bx, by, block.width, block.height), align, off)
            for bx, by, align in spots
        ]
    return tuple(found)


def judged(
    groups: Sequence[Sequence[Candidate]], around: Surroundings, keep: int = 26
) -> tuple[tuple[Candidate, ...], ...]:
    """The candidates that are possible at all, costs completed; the `keep` cheapest of each."""
    flat = [found for group in groups for found in group]
    if not flat:
        return tuple(() for _ in groups)
    boxes = shapely.box(
        [c.box.x for c in flat],
        [c.box.y for c in flat],
        [c.box.right for c in flat],
        [c.box.bottom for c in flat],
    )
    possible = np.array([around.frame.contains(c.box) for c in flat])
    led = np.array([c.leader is not None for c in flat])
    leaders = shapely.linestrings([c.leader or ((0, 0), (0, 0)) for c in flat])
    for rect in around.blocked:
        wall = shapely.box(rect.x, rect.y, rect.right, rect.bottom)
        possible &= ~shapely.intersects(boxes, wall)
        possible &= ~(led & shapely.intersects(leaders, wall))
    cost = np.array([c.cost for c in flat])
    possible &= ~_on_symbols(boxes, leaders, led, around)
    cost += NEIGHBOUR_COST * _near_symbols(boxes, around)
    shapely.prepare(around.routes)
    cost += ROUTE_COST * shapely.intersects(around.routes, boxes)
    cost += ROUTE_COST / 2 * (led & shapely.intersects(around.routes, leaders))
    if len(around.ground.segments):
        tree = shapely.STRtree(around.ground.segments)
        rows, hit = tree.query(boxes, predicate="intersects")
        crossed = (
            np.minimum(shapely.length(around.ground.segments[hit]), around.unit_mm * 3)
            * around.ground.weights[hit]
        )
        # Measured in type sizes, so that a map judges alike at every scale.
        cost += CROSSED_COST * 10 / around.unit_mm * np.bincount(rows, crossed, len(flat))
    result, start = [], 0
    for group in groups:
        indices = [i for i in range(start, start + len(group)) if possible[i]]
        indices.sort(key=lambda i: (cost[i], i))
        result.append(tuple(replace(flat[i], cost=float(cost[i])) for i in indices[:keep]))
        start += len(group)
    return tuple(result)


def _on_symbols(
    boxes: np.ndarray, leaders: np.ndarray, led: np.ndarray, around: Surroundings
) -> np.ndarray:
    covered = shapely.union_all(_discs(around, 0.06))
    shapely.prepare(covered)
    crossing = np.zeros(len(boxes), dtype=bool)
    crossing[led] = shapely.intersects(covered, leaders[led])
    return np.asarray(shapely.intersects(covered, boxes) | crossing)


def _near_symbols(boxes: np.ndarray, around: Surroundings) -> np.ndarray:
    """How many symbols stand so close to each box that it might be taken for their label."""
    if not around.symbols or len(around.symbols) > MOST_NEIGHBOURS:
        return np.zeros(len(boxes))
    tree = shapely.STRtree(_discs(around, 0.55))
    rows = tree.query(boxes, predicate="intersects")[0]
    # A label's own symbol is one of them where it stands beside it.
    return np.maximum(np.bincount(rows, minlength=len(boxes)) - 1, 0)


def _discs(around: Surroundings, margin: float) -> np.ndarray:
    points = shapely.points([middle for middle, _ in around.symbols])
    radii = np.array([radius for _, radius in around.symbols]) + margin * around.unit_mm
    return np.asarray(shapely.buffer(points, radii, quad_segs=3))
