"""Arrows of routes: points on the page and measures in, outlines and the paper they cover out."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from cimaise.geometry import Path, Point, TracedPath, numbers_in, numbers_of
from cimaise.layout.figures.maps import curves
from cimaise.layout.figures.maps.curves import Points

# An arrow between two points bends by this share of its length.
BOW = 0.09
# Head length and width, and how far its barbs sweep back, in widths of the neck.
HEAD_LENGTH, HEAD_WIDTH, SWEEP = 2.9, 2.5, 0.35
# What an arrow leaves free before a town's symbol.
CLEARANCE_MM = 1.6
# A route may run far off the map: it still has no more pieces, dashes or cuts than this.
MOST_PIECES = 500
NO_HEAD = np.empty((0, 2))


class Look(NamedTuple):
    """The measures of an arrow; those in mm are for a panel of scale 1."""

    neck_mm: float
    tail_mm: float
    dash_mm: tuple[float, ...]
    scale: float


class Ribbon(NamedTuple):
    """The shaft's pieces with the head, the paper that they cover, and the middle line."""

    paths: tuple[Path, ...]
    footprint: BaseGeometry
    line: Points


@lru_cache(maxsize=64)
def ribbon(
    via: tuple[tuple[float, ...], ...], look: Look, stops: tuple[tuple[Point, float], ...]
) -> Ribbon:
    """The arrow through `via`, remembered: it is the same in all languages, and in all legends."""
    points = np.array(via)
    if len(points) == 2:
        points = curves.bowed(points[0], points[1], BOW)
    line = _kept_off(curves.spline(points, 0.6), stops, CLEARANCE_MM * look.scale)
    along = curves.distances(line)
    # A short arrow is a small one, not a head without a shaft.
    neck = min(look.neck_mm * look.scale, along[-1] / 6)
    tail = min(look.tail_mm * look.scale, neck)
    end = along[-1] - HEAD_LENGTH * neck
    dashes = [part * look.scale for part in look.dash_mm]
    pieces = _dashes(end, dashes) if dashes else [(0.0, end)]
    sides = [_sides(line, along, piece, (tail, neck), end) for piece in pieces]
    heads = [NO_HEAD] * (len(pieces) - 1) + [_head(line[-1], sides[-1].middle[-1], neck)]
    outlines = [
        np.concatenate([side.left, head, side.back])
        for side, head in zip(sides, heads, strict=True)
    ]
    shapes = [curves.repaired(shapely.polygons(outline)) for outline in outlines]
    return Ribbon(_outlined(sides, heads), shapely.union_all(shapes), line)


class _Sides(NamedTuple):
    """A piece of the shaft, (n, 2) each: its middle, one side, and back along the other."""

    middle: Points
    left: Points
    back: Points


def _sides(
    line: Points,
    along: Points,
    piece: tuple[float, float],
    widths: tuple[float, float],
    shaft_end: float,
) -> _Sides:
    (start, end), (tail, neck) = piece, widths
    count = max(4, min(int((end - start) / (neck * 1.2)) + 2, MOST_PIECES))
    at = np.linspace(start, end, count)
    ways = np.stack([at, np.minimum(at + 0.4, along[-1]), np.maximum(at - 0.4, 0)])
    middle, ahead, behind = curves.interpolated(line, along, ways)
    run = ahead - behind
    run /= np.hypot(*run.T)[:, None]
    across = np.column_stack([run[:, 1], -run[:, 0]])
    half = (tail + (neck - tail) * (at / max(shaft_end, 1e-6)) ** 1.2)[:, None] / 2
    return _Sides(middle, middle + across * half, (middle - across * half)[::-1])


def _head(tip: Points, neck_at: Points, neck: float) -> Points:
    """One barb, the tip, the other barb."""
    axis = tip - neck_at
    axis = axis / np.hypot(*axis)
    normal = np.array([axis[1], -axis[0]])
    back = neck_at - axis * SWEEP * neck
    half = normal * neck * HEAD_WIDTH / 2
    return np.stack([back + half, tip, back - half])


def _outlined(sides: Sequence[_Sides], heads: Sequence[Points]) -> tuple[Path, ...]:
    """The closed path of each piece: both its sides curves, the head between them straight."""
    # All curves in one go: dashes are many and short.
    lines = [(side, False) for piece in sides for side in (piece.left, piece.back)]
    numbers = numbers_of(curves.path_through(lines, -math.inf))
    paths: list[Path] = []
    end = 0
    for piece, head in zip(sides, heads, strict=True):
        curve = "C" * (len(piece.left) - 1)
        start, middle = end, end + numbers_in("M" + curve)
        end = 2 * middle - start
        own = numbers[start:middle] + array("d", head.tobytes()) + numbers[middle:end]
        paths.append(TracedPath(f"M{curve}{'L' * len(head)}L{curve}Z", own))
    return tuple(paths)


def _dashes(length: float, dashes: list[float]) -> list[tuple[float, float]]:
    """Dashes along a shaft, stretched so that one ends at the head."""
    dash, gap = dashes
    count = max(1, min(round((length + gap) / (dash + gap)), MOST_PIECES))
    stretch = length / (count * dash + (count - 1) * gap)
    step = (dash + gap) * stretch
    found = [(index * step, index * step + dash * stretch) for index in range(count)]
    return [*found[:-1], (found[-1][0], length)]


def _kept_off(line: Points, stops: Sequence[tuple[Point, float]], clearance: float) -> Points:
    """The line less what lies on the symbols at its two ends, a third of it at most each."""
    along = curves.distances(line)
    low, high = 0.0, float(along[-1])
    for middle, radius in stops:
        inside = np.hypot(*(line - np.array(middle)).T) < radius + clearance
        if inside[0]:
            low = max(low, float(along[np.argmin(inside)]))
        if inside[-1]:
            high = min(high, float(along[len(line) - 1 - np.argmin(inside[::-1])]))
    third = float(along[-1]) / 3
    return curves.stretch(line, min(low, third), max(high, 2 * third))
