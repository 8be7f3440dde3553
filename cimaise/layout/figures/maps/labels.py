"""Where a label may stand: candidates about points, along routes, in zones, with their costs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import shapely
from msgspec import Struct
from shapely.geometry.base import BaseGeometry

from cimaise.geometry import Point
from cimaise.layout.figures.maps import curves
from cimaise.layout.figures.maps.curves import Points
from cimaise.layout.figures.maps.placement import Boxes, Spots
from cimaise.layout.figures.maps.raster import Edges, Numbers
from cimaise.layout.figures.maps.text import TextBlock

# Imhof's order of positions (1962): right of the point and a little up is read best.
ALIGNS = np.array([0.0] * 4 + [1.0] * 4 + [0.5] * 2)
COSTS = np.array([0.0, 0.3, 0.6, 0.8, 1.0, 1.3, 1.6, 1.8, 1.5, 1.7])
# Those with the middle of the text level with the symbol: for several lines.
MIDDLED = np.isin(np.arange(len(COSTS)), (1, 5))
# Leaders: distances in type sizes, and what they cost.
LEADS, LEAD_ANGLES, LEAD_COST = (0.9, 1.7, 2.8, 4.2, 6.0, 9.0), 16, 5.0
RANKS = np.repeat(np.arange(len(LEADS)), LEAD_ANGLES)
# As many of the distances are for all; the far ones for labels that must not be lost.
NEAR_LEADS = 3
AROUND = np.array(
    [
        (math.cos(2 * math.pi * step / LEAD_ANGLES), math.sin(2 * math.pi * step / LEAD_ANGLES))
        for step in range(LEAD_ANGLES)
    ]
)
# Type size in heights of capitals.
LEAD_UNIT = 1.5


def _unled(rows: Sequence[tuple[float, float, float, float]] | Numbers, block: TextBlock) -> Spots:
    """Positions without leaders, from rows of left, top, alignment, cost."""
    left, top, aligns, costs = np.array(rows, dtype=float).reshape(-1, 4).T
    boxes = np.column_stack([left, top, left + block.width, top + block.height])
    return Spots(boxes, aligns, costs, np.full((len(left), 4), np.nan))


class Marked(Struct, frozen=True):
    """A symbol, the text that names it, and how many of `LEADS` a leader between them may be."""

    block: TextBlock
    at: Point
    radius: float
    leads: int


def about_points(symbols: Sequence[Marked], gap: float) -> tuple[Spots, ...]:
    """Positions about each symbol: ten beside it, then with leaders."""
    told = [
        (*own.at, own.radius, own.block.width, own.block.height, own.block.first_baseline)
        for own in symbols
    ]
    # All symbols together: in every array a row for each, a column for each position.
    numbers = np.reshape(told, (-1, 6)).T[..., None]
    parts = _beside(numbers, gap), _led(numbers, gap)
    every = Spots(*(np.concatenate(both, axis=1) for both in zip(*parts, strict=True)))
    _, _, _, _, height, cap = numbers
    several = (height > 2 * cap) | ~MIDDLED
    allowed = np.array([own.leads for own in symbols]).reshape(-1, 1) > RANKS
    possible = np.concatenate([several, allowed], axis=1)
    ends = np.cumsum(possible.sum(axis=1)).tolist()
    found = every.taken(possible)
    return tuple(found.taken(slice(start, end)) for start, end in pairwise([0, *ends]))


def _beside(numbers: Numbers, gap: float) -> tuple[Boxes, Numbers, Numbers, Edges]:
    """Level with the symbol on the right, then on the left; above it and below."""
    x, y, radius, width, height, cap = numbers
    reach = radius + gap
    near = reach * 0.72
    right, left, middle = x + reach, x - reach - width, x - width / 2
    near_right, near_left = x + near, x - near - width
    # The name's x-height stands level with the symbol; of several lines, the block's middle.
    level, centred = y - cap * 0.55, y - height * 0.47
    up, down = y - reach * 0.55 - height, y + reach * 0.55
    lefts = np.hstack(
        [right, right, near_right, near_right, left, left, near_left, near_left, middle, middle]
    )
    above, below = y - reach - height * 0.96, y + reach
    tops = np.hstack([*(level, centred, up, down) * 2, above, below])
    boxes = np.stack([lefts, tops, lefts + width, tops + height], axis=-1)
    aligns, costs = (np.broadcast_to(row, lefts.shape) for row in (ALIGNS, COSTS))
    return boxes, aligns, costs, np.full_like(boxes, np.nan)


def _led(numbers: Numbers, gap: float) -> tuple[Boxes, Numbers, Numbers, Edges]:
    """All around, at distances from the point to the nearest side of the box."""
    at_x, at_y, radius, width, height, cap = numbers
    away = radius + gap + np.repeat(LEADS, LEAD_ANGLES) * LEAD_UNIT * cap
    dx, dy = np.tile(AROUND, (len(LEADS), 1)).T
    left, top = at_x + dx * (away + width / 2), at_y + dy * (away + height / 2)
    left, top = left - width / 2, top - height / 2
    right, foot = left + width, top + height
    # The leader ends at the side that faces the point: below or above the text, or beside its
    # first line.
    pad = cap * 0.3
    upright = (foot + pad < at_y) | (top - pad > at_y)
    inner = np.minimum(cap, width / 2)
    across = np.minimum(np.maximum(at_x, left + inner), right - inner)
    x = np.where(upright, across, np.where(dx > 0, left - pad, right + pad))
    y = np.where(foot < at_y, foot, top - pad)
    y = np.where(upright, y, top + cap * 0.55)
    aligns = np.where(upright & (np.abs(dx) < 0.5), 0.5, np.where(dx > 0, 0.0, 1.0))
    length = np.hypot(x - at_x, y - at_y)
    start = (radius + 0.14 * cap) / np.where(length, length, 1.0)
    begin = at_x + (x - at_x) * start, at_y + (y - at_y) * start
    costs = LEAD_COST + 2.2 * RANKS + np.where(dx >= 0, 0, 0.3)
    return (
        np.stack([left, top, right, foot], axis=-1),
        aligns,
        np.broadcast_to(costs, left.shape),
        np.stack([*begin, x, y], axis=-1),
    )


def along_line(block: TextBlock, line: Points, gap: float) -> Spots:
    """Positions on both sides of a line, best near a third of its length."""
    along = curves.distances(line)
    length = along[-1]
    # One row for each place along the line, one column for each of its sides, near and further.
    share = np.arange(1, 12)[:, None, None] / 12
    side = np.array([[1], [-1]])
    further = np.array([0.0, 0.8 * block.first_baseline])
    at = share * length
    here, ahead, behind = curves.interpolated(
        line, along, np.stack([at, np.minimum(length, at + 1), np.maximum(0.0, at - 1)])
    )
    run = ahead - behind
    run /= np.maximum(np.hypot(run[..., 0], run[..., 1]), 1e-9)[..., None]
    across, down = run[..., 1] * side, -run[..., 0] * side
    reach = (np.abs(across) * block.width / 2 + np.abs(down) * block.height / 2 + gap) + further
    x, y = here[..., 0] + across * reach, here[..., 1] + down * reach
    align = np.where(across > 0.4, 0.0, np.where(across < -0.4, 1.0, 0.5))
    cost = 6 * np.abs(share - 0.35) + further * 0.3
    columns = (x - block.width / 2, y - block.height / 2, align, cost)
    return _unled(np.stack(np.broadcast_arrays(*columns), axis=-1), block)


def in_zone(block: TextBlock, shape: BaseGeometry) -> Spots:
    """Positions in a surface, the middle first; around it where it is too small."""
    left, top, right, bottom = shapely.bounds(shape)
    if not math.isfinite(left):
        return _unled((), block)
    middle = shapely.centroid(shape)
    size = max(right - left, bottom - top, 1e-6)
    shapely.prepare(shape)
    x, y = (
        axis.reshape(-1)
        for axis in np.meshgrid(
            np.linspace(left, right, 13), np.linspace(top, bottom, 13), indexing="ij"
        )
    )
    half = block.width / 2, block.height / 2
    boxes = shapely.box(x - half[0], y - half[1], x + half[0], y + half[1])
    within = shapely.contains(shape, boxes)
    off = 5 * np.hypot(x - middle.x, y - middle.y) / size
    rows = np.column_stack([x - half[0], y - half[1], np.full(len(x), 0.5), off])
    found = [(row[0], row[1], row[2], row[3]) for row in rows[within].tolist()]
    outside = 4.0 if found else 1.0
    gap = block.first_baseline * 0.5
    for share in np.linspace(0, 1, 7):
        x = left + (right - left) * float(share) - block.width / 2
        y = top + (bottom - top) * float(share) - block.height / 2
        cost = outside + 2 * abs(float(share) - 0.5)
        found += [
            (x, bottom + gap, 0.5, cost),
            (x, top - gap - block.height, 0.5, cost),
            (right + gap, y, 0.0, cost),
            (left - gap - block.width, y, 1.0, cost),
        ]
    return _unled(found, block)
