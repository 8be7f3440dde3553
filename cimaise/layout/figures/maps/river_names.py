"""River names in italic along their rivers, where there is a calm stretch; none elsewhere."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from cimaise.geometry import Point, Rect
from cimaise.layout.figures.maps import curves
from cimaise.layout.figures.maps.curves import Points
from cimaise.layout.figures.maps.ground import Ground
from cimaise.layout.figures.maps.kinds import role_of
from cimaise.layout.figures.maps.labels import Surroundings
from cimaise.layout.marks import GlyphRun, Mark
from cimaise.layout.setting import Role, Setting, glyphs_of
from cimaise.typography.lines import Glyph

# The stretch below a name is smoothed over this share of the name's length, so that letters
# follow the valley and not every bend.
SMOOTHED = 0.6
# A stretch that turns more than this from its first letter to its last is left unnamed.
MOST_TURN_DEG = 38.0
STEEPEST_DEG = 75.0
# Nor does a river stray further from its name than this, in type sizes.
MOST_STRAY_EM = 0.75
RISE_EM = 0.32
LETTERSPACING_EM = 0.06
MOST_NAMES = 14
LARGE_RANK = 6
# No name runs across a line that disturbs as much: coasts and borders.
FORBIDDEN = 0.9
# Turn, slope, stray and lines crossed, summed: above this a name does more harm than good.
MOST_UNREST = 3.2


def name_rivers(
    ground: Ground,
    around: Surroundings,
    labels: Sequence[Rect],
    zones: BaseGeometry,
    setting: Setting,
) -> tuple[Mark, ...]:
    """The names, each letter turned with its river; nothing where no stretch is beautiful.

    Names stand on no label, symbol, route or zone. Abroad only large rivers are named.
    """
    role = role_of(setting, "map-water")
    shapes = [shapely.box(r.x, r.y, r.right, r.bottom) for r in (*around.blocked, *labels)]
    shapes += [
        shapely.Point(middle).buffer(radius + 0.3 * around.unit_mm, quad_segs=3)
        for middle, radius in around.symbols
    ]
    frame = around.frame
    walls = Walls(
        shapely.box(frame.x, frame.y, frame.right, frame.bottom),
        shapely.union_all([*shapes, around.routes, zones]),
        shapely.STRtree(ground.segments),
        ground.weights,
    )
    shapely.prepare([walls.frame, walls.closed])
    marks: list[Mark] = []
    named = 0
    for river in sorted(ground.rivers, key=lambda river: (river.rank, river.name)):
        if named >= MOST_NAMES:
            break
        at_home = shapely.is_empty(ground.own) or shapely.intersects(ground.own, river.course)
        if not at_home and river.rank > LARGE_RANK:
            continue
        found = _best(river.name, river.course, walls, role)
        if found is None:
            continue
        marks += found.runs
        walls = replace(walls, names=(*walls.names, found.body))
        named += 1
    return tuple(marks)


@dataclass(frozen=True)
class Walls:
    """Where no river name may stand (out of the frame, on what is closed), and every line."""

    frame: BaseGeometry
    closed: BaseGeometry
    lines: shapely.STRtree
    weights: Points
    names: tuple[BaseGeometry, ...] = ()
    """The names that were set before."""

    def keep_out(self, body: BaseGeometry) -> bool:
        """Whether nothing may stand there."""
        return (
            shapely.intersects(self.closed, body)
            or not shapely.contains(self.frame, body)
            or bool(shapely.intersects(self.names, body).any())
        )


class _Set(NamedTuple):
    """A name that was set: its letters, and the surface that they cover."""

    runs: tuple[GlyphRun, ...]
    body: BaseGeometry


def _best(name: str, course: BaseGeometry, walls: Walls, role: Role) -> _Set | None:
    """The calmest stretch of a river for its name; None where none would be beautiful."""
    glyphs = glyphs_of(name, role)
    em = role.style.size_mm
    spaced = [glyph.advance_mm + LETTERSPACING_EM * em for glyph in glyphs]
    length = sum(spaced)
    best: tuple[float, _Set] | None = None
    for points, _ in curves.lines_of(course):
        along = float(curves.distances(points)[-1])
        if along < length * 1.4:
            continue
        even = curves.resampled(points, max(em * 0.12, along / 2500))
        step = along / (len(even) - 1)
        smooth = _smoothed(even, max(1, int(length * SMOOTHED / step / 2)))
        starts = np.arange(0.1 * length, along - 1.1 * length, max(em * 0.8, along / 120))
        unrest, parts = _judged(smooth, even, starts, length, em)
        for index in np.argsort(unrest, kind="stable"):
            if not unrest[index] < (best[0] if best else MOST_UNREST):
                break
            part = parts[index]
            # Read from the left; the letters stand on the river's upper side.
            way = part if part[-1, 0] >= part[0, 0] else part[::-1]
            up = curves.normals(way)
            body = shapely.buffer(
                shapely.linestrings(way + up * (RISE_EM + 0.3) * em), 0.42 * em, quad_segs=4
            )
            if walls.keep_out(body):
                continue
            total = float(unrest[index]) + _crossed(body, walls, em)
            if total < (best[0] if best else MOST_UNREST):
                best = (
                    total,
                    _Set(_set_along(way + up * RISE_EM * em, glyphs, spaced, role), body),
                )
    return None if best is None else best[1]


def _crossed(body: BaseGeometry, walls: Walls, em: float) -> float:
    """How many lines run through the letters, in type sizes, the worst kinds counted most."""
    hit = walls.lines.query(body, predicate="intersects")
    weights = walls.weights[hit]
    if (weights >= FORBIDDEN).any():
        return MOST_UNREST
    inside = shapely.length(shapely.intersection(walls.lines.geometries[hit], body))
    return float((inside * weights).sum() * 2 / em)


def _judged(
    line: Points, river: Points, starts: Points, length: float, em: float
) -> tuple[Points, Points]:
    """How restless each stretch is, infinite where it is out of the question, and its points."""
    along = curves.distances(line)
    # Smoothing has shortened the line a little.
    starts = np.minimum(starts, along[-1] - length)
    at = starts[:, None] + np.linspace(0, length, 25)
    parts = np.stack([np.interp(at, along, line[:, axis]) for axis in (0, 1)], axis=-1)
    steps = np.diff(parts, axis=1)
    turn = np.degrees(np.ptp(np.unwrap(np.arctan2(steps[..., 1], steps[..., 0])), axis=1))
    # Level names read best; nearly upright ones are avoided.
    whole = parts[:, -1] - parts[:, 0]
    slope = np.abs(np.degrees(np.arctan2(whole[:, 1], whole[:, 0])))
    slope = np.minimum(slope, 180 - slope)
    near = shapely.linestrings(river)
    shapely.prepare(near)
    stray = shapely.distance(shapely.points(parts[:, ::3]), near).max(axis=1, initial=0)
    unrest = turn / MOST_TURN_DEG + slope / 60 + stray / em
    poor = (turn > MOST_TURN_DEG) | (stray > MOST_STRAY_EM * em) | (slope > STEEPEST_DEG)
    return np.where(poor, np.inf, unrest), parts


def _smoothed(line: Points, reach: int) -> Points:
    """A moving average, twice, with the ends held."""
    window = np.ones(2 * reach + 1) / (2 * reach + 1)
    for _ in range(2):
        padded = np.vstack([np.repeat(line[:1], reach, 0), line, np.repeat(line[-1:], reach, 0)])
        line = np.column_stack([np.convolve(padded[:, axis], window, "valid") for axis in (0, 1)])
    return line


def _set_along(
    base: Points, glyphs: Sequence[Glyph], spaced: Sequence[float], role: Role
) -> tuple[GlyphRun, ...]:
    """Every letter in a run of its own, on the line's tangent below the letter's middle."""
    whole = float(curves.distances(base)[-1])
    at = (whole - sum(spaced)) / 2
    runs = []
    for glyph, advance in zip(glyphs, spaced, strict=True):
        middle = at + glyph.advance_mm / 2
        before, here, after = curves.at_length(
            base, np.array([middle - advance, middle, middle + advance])
        )
        angle = math.atan2(after[1] - before[1], after[0] - before[0])
        origin = here - np.array([math.cos(angle), math.sin(angle)]) * glyph.advance_mm / 2
        runs.append(
            GlyphRun(
                Point(float(origin[0]), float(origin[1])),
                role.style.base_face,
                role.style.size_pt,
                (glyph,),
                role.ink,
                angle_deg=math.degrees(angle),
            )
        )
        at += advance
    return tuple(runs)
