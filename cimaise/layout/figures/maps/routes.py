"""Routes: tapered arrows, railways, lines. Points on the page in, marks and a footprint out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from msgspec import Struct
from shapely.geometry.base import BaseGeometry

from cimaise.geometry import Path, Point, Segment, polyline
from cimaise.layout.figures.maps import curves
from cimaise.layout.figures.maps.arrows import MOST_PIECES, Look, ribbon
from cimaise.layout.figures.maps.curves import Points
from cimaise.layout.figures.maps.kinds import Row, ink_of
from cimaise.layout.figures.maps.symbols import Symbol, draw_symbol
from cimaise.layout.marks import Mark, PathMark
from cimaise.layout.setting import Setting
from cimaise.units import mm_from_pt

# A route that is shorter than this on the paper is not seen, nor drawn.
SHORTEST_MM = 3.0
TIE_STEP_MM, TIE_LENGTH_MM = 4.2, 3.4
# Marks of cutting: one about every …, with this much of the line left out.
CUT_STEP_MM, CUT_GAP_MM, CUT_RADIUS_MM = 55.0, 6.4, 2.5


class DrawnRoute(Struct, frozen=True):
    """A route as marks, the paper that it covers, and its middle line from start to end."""

    marks: tuple[Mark, ...]
    footprint: BaseGeometry
    line: Points


def draw_route(
    via: Points, row: Row, setting: Setting, stops: Sequence[tuple[Point, float]] = ()
) -> DrawnRoute:
    """The route through `via` (mm) in the manner of its kind.

    `stops` are symbols (middle, radius) on which an arrow neither starts nor ends: it keeps off.
    """
    scale = setting.scale
    if shapely.length(shapely.linestrings(via)) < SHORTEST_MM * scale:
        return DrawnRoute((), shapely.Polygon(), via)
    if row["line"] == "arrow":
        return _arrow(via, row, setting, stops)
    line = curves.spline(via, 0.6)
    ink = ink_of(setting, row["ink"])
    width_pt = row["width_pt"] * scale
    pieces, cuts = _cut(line, scale, stops) if row.get("cuts") else ((line,), ())
    marks: list[Mark] = [
        PathMark(
            curves.smooth_path(curves.resampled(piece, 4 * scale)),
            stroke=ink,
            width_pt=width_pt,
            dash_mm=tuple(part * scale for part in row.get("dash_mm", ())),
            round_ends=row["line"] == "plain",
        )
        for piece in pieces
    ]
    reach = mm_from_pt(width_pt) / 2
    if row["line"] == "rail":
        reach = TIE_LENGTH_MM * scale / 2
        ties = [step for piece in pieces for step in _ties(piece, scale)]
        marks.append(PathMark(tuple(ties), stroke=ink, width_pt=width_pt))
    mark = Symbol("saltire", CUT_RADIUS_MM * scale, ink_of(setting, "garance"), setting.paper)
    for at in cuts:
        marks += draw_symbol(mark, at)
    footprint = shapely.buffer(shapely.linestrings(line), max(reach, 0.5 * scale))
    footprint = shapely.union_all(
        [footprint, *(shapely.Point(at).buffer(CUT_RADIUS_MM * scale) for at in cuts)]
    )
    return DrawnRoute(tuple(marks), footprint, line)


def _arrow(
    via: Points, row: Row, setting: Setting, stops: Sequence[tuple[Point, float]]
) -> DrawnRoute:
    ink = ink_of(setting, row["ink"])
    look = Look(row["neck_mm"], row["tail_mm"], tuple(row.get("dash_mm", ())), setting.scale)
    drawn = ribbon(tuple(map(tuple, via.tolist())), look, tuple(stops))
    marks = tuple(
        PathMark(path, fill=setting.paper, stroke=ink, width_pt=row["hollow_pt"] * setting.scale)
        if "hollow_pt" in row
        else PathMark(path, fill=ink)
        for path in drawn.paths
    )
    return DrawnRoute(marks, drawn.footprint, drawn.line)


def _cut(
    line: Points, scale: float, stops: Sequence[tuple[Point, float]]
) -> tuple[tuple[Points, ...], tuple[tuple[float, float], ...]]:
    """The pieces of a line that is cut at even distances, and where; never on a symbol."""
    length = float(curves.distances(line)[-1])
    count = max(1, min(round(length / (CUT_STEP_MM * scale)), MOST_PIECES))
    gap = min(CUT_GAP_MM * scale, length / (2 * count))
    middles = [
        _clear_of(line, (index + 0.5) * length / count, length / count, stops, gap)
        for index in range(count)
    ]
    edges = [0.0, *(side for at in middles for side in (at - gap / 2, at + gap / 2)), length]
    pieces = tuple(
        curves.stretch(line, start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)
    )
    return pieces, tuple((float(x), float(y)) for x, y in curves.at_length(line, np.array(middles)))


def _clear_of(
    line: Points, at: float, step: float, stops: Sequence[tuple[Point, float]], gap: float
) -> float:
    """The length along a line nearest to `at`, within a third of a step, that no symbol is near."""
    for shift in (0.0, *(side * step * k / 18 for k in range(1, 7) for side in (1, -1))):
        x, y = curves.at_length(line, at + shift)[0]
        if all(np.hypot(x - p.x, y - p.y) > radius + gap for p, radius in stops):
            return at + shift
    return at


def _ties(line: Points, scale: float) -> Path:
    length = float(curves.distances(line)[-1])
    count = max(1, min(round(length / (TIE_STEP_MM * scale)), 8 * MOST_PIECES))
    at = (np.arange(count) + 0.5) * length / count
    even = curves.resampled(line, 0.5)
    across = curves.normals(even)
    index = np.clip(np.rint(at / length * (len(even) - 1)).astype(int), 0, len(even) - 1)
    half = TIE_LENGTH_MM * scale / 2
    steps: list[Segment] = []
    for i in index:
        ends = [even[i] + across[i] * half, even[i] - across[i] * half]
        steps += polyline([(float(x), float(y)) for x, y in ends])
    return tuple(steps)
