"""River names in italic along their rivers, where there is a calm stretch; none elsewhere."""

from __future__ import annotations

import math
from collections.abc import Sequence

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
# Nor does a river stray further from its name than this, in type sizes.
MOST_STRAY_EM = 0.75
RISE_EM = 0.32
LETTERSPACING_EM = 0.06
MOST_NAMES = 14
# Turn, slope, stray and lines crossed, summed: above this a name does more harm than good.
MOST_UNREST = 3.2


def name_rivers(
    ground: Ground, around: Surroundings, labels: Sequence[Rect], setting: Setting
) -> tuple[Mark, ...]:
    """The names, each letter turned with its river; nothing where no stretch is beautiful."""
    role = role_of(setting, "map-water")
    taken = [*around.blocked, *labels]
    walls = [shapely.box(r.x, r.y, r.right, r.bottom) for r in taken]
    walls += [
        shapely.Point(middle).buffer(radius + 0.3 * around.unit_mm)
        for middle, radius in around.symbols
    ]
    closed = shapely.union_all([*walls, around.routes])
    marks: list[Mark] = []
    named = 0
    for river in sorted(ground.rivers, key=lambda river: (river.rank, river.name)):
        if named >= MOST_NAMES:
            break
        found = _best(river.name, river.course, role, around, closed)
        if found is None:
            continue
        runs, footprint = found
        marks += runs
        closed = shapely.union_all([closed, footprint])
        named += 1
    return tuple(marks)


def _best(
    name: str,
    course: BaseGeometry,
    role: Role,
    around: Surroundings,
    closed: BaseGeometry,
) -> tuple[list[GlyphRun], BaseGeometry] | None:
    glyphs = glyphs_of(name, role)
    em = role.style.size_mm
    spaced = [glyph.advance_mm + LETTERSPACING_EM * em for glyph in glyphs]
    length = sum(spaced)
    frame = shapely.box(around.frame.x, around.frame.y, around.frame.right, around.frame.bottom)
    best: tuple[float, list[GlyphRun], BaseGeometry] | None = None
    for points, _ in curves.lines_of(course):
        along = float(curves.distances(points)[-1])
        if along < length * 1.4:
            continue
        even = curves.resampled(points, max(em * 0.12, along / 2500))
        step = along / (len(even) - 1)
        smooth = _smoothed(even, max(1, int(length * SMOOTHED / step / 2)))
        for start in np.arange(0.1 * length, along - 1.1 * length, max(em * 0.8, along / 120)):
            part = curves.stretch(smooth, *_window(smooth, float(start), length))
            judged = _judged(part, even, em)
            if judged is None or (best is not None and judged >= best[0]):
                continue
            # Read from the left; the letters stand on the river's upper side.
            way = part if part[-1, 0] >= part[0, 0] else part[::-1]
            base = way + curves.normals(way) * RISE_EM * em
            body = shapely.buffer(
                shapely.linestrings(way + curves.normals(way) * (RISE_EM + 0.3) * em), 0.42 * em
            )
            if shapely.intersects(body, closed) or not shapely.contains(frame, body):
                continue
            judged += _crossed(body, around, em)
            if best is None or judged < best[0]:
                best = (judged, _set_along(base, glyphs, spaced, role), body)
    if best is not None and best[0] > MOST_UNREST:
        return None
    return None if best is None else best[1:]


def _crossed(body: BaseGeometry, around: Surroundings, em: float) -> float:
    """How many lines run through the letters, in type sizes, the worst kinds counted most."""
    ground = around.ground
    hit = shapely.STRtree(ground.segments).query(body, predicate="intersects")
    inside = shapely.length(shapely.intersection(ground.segments[hit], body))
    return float((inside * ground.weights[hit]).sum() * 2 / em)


def _window(line: Points, start: float, length: float) -> tuple[float, float]:
    whole = float(curves.distances(line)[-1])
    return min(start, whole - length), min(start + length, whole)


def _judged(part: Points, river: Points, em: float) -> float | None:
    """How restless a stretch is; None where a name on it would not be beautiful."""
    headings = np.unwrap(np.arctan2(*np.diff(part, axis=0).T[::-1]))
    turn = math.degrees(float(np.ptp(headings)))
    if turn > MOST_TURN_DEG:
        return None
    near = shapely.linestrings(river)
    stray = float(shapely.distance(shapely.points(part[:: max(1, len(part) // 12)]), near).max())
    if stray > MOST_STRAY_EM * em:
        return None
    # Level names read best; nearly upright ones are avoided.
    slope = abs(math.degrees(math.atan2(*(part[-1] - part[0])[::-1])))
    slope = min(slope, 180 - slope)
    if slope > 75:
        return None
    return turn / MOST_TURN_DEG + slope / 60 + stray / em


def _smoothed(line: Points, reach: int) -> Points:
    """A moving average, twice, with the ends held."""
    window = np.ones(2 * reach + 1) / (2 * reach + 1)
    for _ in range(2):
        padded = np.vstack([np.repeat(line[:1], reach, 0), line, np.repeat(line[-1:], reach, 0)])
        line = np.column_stack([np.convolve(padded[:, axis], window, "valid") for axis in (0, 1)])
    return line


def _set_along(
    base: Points, glyphs: Sequence[Glyph], spaced: Sequence[float], role: Role
) -> list[GlyphRun]:
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
    return runs
