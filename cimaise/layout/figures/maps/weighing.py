"""What the positions of labels cost in their surroundings: the cheapest of each are kept."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import shapely
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from cimaise.geometry import Point, Rect
from cimaise.layout.figures.maps.curves import Points, box_shape
from cimaise.layout.figures.maps.ground import Ground
from cimaise.layout.figures.maps.placement import Boxes, Spots
from cimaise.layout.figures.maps.raster import Mask, Numbers
from cimaise.layout.figures.maps.strands import Shapes

ROUTE_COST, NEIGHBOUR_COST, CROSSED_COST = 14.0, 2.0, 0.13
# A name set on land abroad seems to belong there.
ABROAD_COST = 4.0
# A label lies within a zone or beside it rather than half way.
EDGE_COST = 1.6
# So near to another place's symbol (in type sizes) a label or its leader seems to belong to it.
OTHERS_AIR, OTHERS_COST = 0.3, 5.0
# So near (in type sizes) a label stands beside a symbol.
NEIGHBOUR_AIR = 0.55
# Among more symbols than this every label stands near others: it is not weighed.
MOST_NEIGHBOURS = 300


class Surroundings(Struct, frozen=True):
    """What labels keep clear of. Frame, furniture and symbols are never touched."""

    frame: Rect
    blocked: tuple[Rect, ...]
    symbols: tuple[tuple[Point, float], ...]
    """Middle and radius of each symbol."""
    routes: BaseGeometry
    edges: BaseGeometry
    """Where zones end."""
    ground: Ground
    unit_mm: float
    """The type size, mm: the measure of what is near."""


def judged(
    groups: Sequence[Spots], homes: Points, around: Surroundings, keep: int = 26
) -> tuple[Spots, ...]:
    """The candidates that are possible at all, costs completed; the `keep` cheapest of each.

    `homes` says where what each label names lies: (n, 2), mm.
    """
    if not groups:
        return ()
    every = Spots.joined(groups)
    owners = np.repeat(np.arange(len(groups)), [len(group.costs) for group in groups])
    seen = np.flatnonzero(_clear(every.boxes, around))
    boxes = shapely.box(*every.boxes[seen].T)
    led = ~np.isnan(every.leaders[seen, 0])
    leaders = np.full(len(seen), None, dtype=object)
    leaders[led] = shapely.linestrings(every.leaders[seen[led]].reshape(-1, 2, 2))
    walls = [
        *_discs(around, 0.06),
        *map(box_shape, around.blocked),
    ]
    # In a crowd each label meets hundreds of symbols; one shape of them all is met once.
    crowd = len(around.symbols) > MOST_NEIGHBOURS
    tree = shapely.STRtree(shapely.get_parts(shapely.union_all(walls)) if crowd else walls)
    possible = np.ones(len(seen), dtype=bool)
    for shapes in (boxes, leaders):
        # What is missing intersects nothing.
        possible[tree.query(shapes, predicate="intersects")[0]] = False
    seen, boxes, leaders = seen[possible], boxes[possible], leaders[possible]
    own = owners[seen]
    away = ~around.ground.abroad(homes)[own]
    costs = _whole(every.costs[seen], boxes, leaders, own, away, around)
    order = np.lexsort((costs, own))
    edges = np.searchsorted(own, np.arange(len(groups) + 1)).tolist()
    found = replace(every.taken(seen[order]), costs=costs[order])
    return tuple(
        found.taken(slice(start, min(end, start + keep))) for start, end in pairwise(edges)
    )


def _clear(boxes: Boxes, around: Surroundings) -> Mask:
    """Which boxes lie in the frame and on nothing that is blocked."""
    left, top, right, foot = boxes.T
    frame = around.frame
    clear: Mask = (left >= frame.x - 1e-6) & (right <= frame.right + 1e-6)
    clear &= (top >= frame.y - 1e-6) & (foot <= frame.bottom + 1e-6)
    for wall in around.blocked:
        beside = (left > wall.right) | (right < wall.x)
        clear &= beside | (top > wall.bottom) | (foot < wall.y)
    return clear


def _whole(
    costs: Numbers,
    boxes: Shapes,
    leaders: Shapes,
    own: NDArray[np.intp],
    away: Mask,
    around: Surroundings,
) -> Numbers:
    """The costs of positions with those of what they meet.

    `own` says which label each is of, `away` whether it should not stand abroad.
    """
    shapely.prepare([around.routes, around.edges])
    margins = (NEIGHBOUR_AIR, OTHERS_AIR) if len(around.symbols) <= MOST_NEIGHBOURS else ()
    near, others = [_discs(around, margin) for margin in margins] or ([], [])
    # A label's own symbol is near too where it stands beside it.
    rows = shapely.STRtree(near).query(boxes, predicate="intersects")[0]
    costs = costs + NEIGHBOUR_COST * np.maximum(np.bincount(rows, minlength=len(boxes)) - 1, 0)
    costs += ROUTE_COST * shapely.intersects(around.routes, boxes)
    costs += ROUTE_COST / 2 * shapely.intersects(around.routes, leaders)
    costs += EDGE_COST * shapely.intersects(around.edges, boxes)
    tree = shapely.STRtree(others)
    for shapes in (boxes, leaders):
        # Labels of places come first, in the order of their symbols.
        rows, symbol = tree.query(shapes, predicate="intersects")
        costs[rows[symbol != own[rows]]] += OTHERS_COST
    ground, unit = around.ground, around.unit_mm
    strays = away.copy()
    strays[away] = ground.abroad(shapely.get_coordinates(shapely.centroid(boxes[away])))
    costs += ABROAD_COST * strays
    rows, hit = ground.base.strands.met(boxes)
    length, nuisance = ground.base.strands.harm[:, hit]
    # Measured in type sizes, so that a map judges alike at every scale.
    crossed = np.bincount(rows, np.minimum(length, unit * 3) * nuisance, len(boxes))
    costs += CROSSED_COST * 10 / unit * crossed
    return costs


def discs(
    symbols: Sequence[tuple[Point, float]], margin: float, quad_segs: int = 16
) -> NDArray[np.object_]:
    """Symbols (middle and radius) as surfaces, grown by a margin."""
    points = shapely.points(np.reshape([middle for middle, _ in symbols], (-1, 2)))
    radii = np.array([radius for _, radius in symbols]) + margin
    return np.asarray(shapely.buffer(points, radii, quad_segs=quad_segs))


def _discs(around: Surroundings, margin_em: float) -> NDArray[np.object_]:
    return discs(around.symbols, margin_em * around.unit_mm, quad_segs=3)
