"""River names in italic along their rivers, where there is a calm stretch; none elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from cimaise.geometry import Point, Rect
from cimaise.layout.figures.maps import curves
from cimaise.layout.figures.maps.base_map import BaseMap
from cimaise.layout.figures.maps.curves import Points
from cimaise.layout.figures.maps.ground import Ground, Named
from cimaise.layout.figures.maps.kinds import role_of
from cimaise.layout.figures.maps.labels import Surroundings
from cimaise.layout.figures.maps.raster import Numbers
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
# Half the height of a band of letters.
BODY_EM = 0.42


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
    shapes += [*shapely.get_parts(around.routes), *shapely.get_parts(zones)]
    frame = around.frame
    walls = Walls(shapely.box(frame.x, frame.y, frame.right, frame.bottom), shapely.STRtree(shapes))
    shapely.prepare(walls.frame)
    marks: list[Mark] = []
    named = 0
    for river in sorted(ground.rivers, key=lambda river: (river.rank, river.name)):
        if named >= MOST_NAMES:
            break
        if not river.at_home and river.rank > LARGE_RANK:
            continue
        found = _best(river, ground.base, walls, role)
        if found is None:
            continue
        marks += found.runs
        walls = replace(walls, names=(*walls.names, found.body))
        named += 1
    return tuple(marks)


@dataclass(frozen=True)
class Walls:
    """Where no river name may stand: out of the frame, on what is closed, on other names."""

    frame: BaseGeometry
    closed: shapely.STRtree
    names: tuple[BaseGeometry, ...] = ()
    """The names that were set before."""

    def leave_free(self, bodies: NDArray[np.object_]) -> NDArray[np.bool_]:
        """Which surfaces may be covered by a name."""
        free: NDArray[np.bool_] = shapely.contains(self.frame, bodies)
        free[self.closed.query(bodies, predicate="intersects")[0]] = False
        if self.names:
            free &= ~shapely.intersects(np.array(self.names)[:, None], bodies).any(axis=0)
        return free


class _Set(NamedTuple):
    """A name that was set: its letters, and the surface that they cover."""

    runs: tuple[GlyphRun, ...]
    body: BaseGeometry


def _best(river: Named, base: BaseMap, walls: Walls, role: Role) -> _Set | None:
    """The calmest stretch of a river for its name; None where none would be beautiful."""
    glyphs = glyphs_of(river.name, role)
    em = role.style.size_mm
    spaced = [glyph.advance_mm + LETTERSPACING_EM * em for glyph in glyphs]
    found = _stretches(base, river.course, sum(spaced), em)
    least, best = MOST_UNREST, -1
    if len(found.unrest):
        for index in np.flatnonzero(walls.leave_free(found.bodies)).tolist():
            if found.unrest[index] >= least:
                break
            total = found.total(index)
            if total < least:
                least, best = total, index
    if best < 0:
        return None
    line = found.ways[best] + found.up[best] * RISE_EM * em
    return _Set(_set_along(line, glyphs, spaced, role), found.bodies[best])


@dataclass(frozen=True, eq=False)
class Stretches:
    """Where a name may follow a river, the calmest stretch first; one row of each array a piece."""

    base: BaseMap
    em: float
    unrest: Numbers
    ways: Points
    """Their points, from the left."""
    up: Points
    """Unit normals at the points, to the upper side, where the letters stand."""
    bodies: NDArray[np.object_]
    """The surface that the letters cover."""
    _totals: dict[int, float] = field(default_factory=dict)

    def total(self, index: int) -> float:
        """The unrest with the lines that run through the letters, found out once."""
        known = self._totals.get(index)
        if known is None:
            known = float(self.unrest[index]) + self._crossed(self.bodies[index])
            self._totals[index] = known
        return known

    def _crossed(self, body: BaseGeometry) -> float:
        """How many lines run through, in type sizes, the worst kinds counted most."""
        hit = self.base.tree.query(body, predicate="intersects")
        weights = self.base.weights[hit]
        if (weights >= FORBIDDEN).any():
            return MOST_UNREST
        inside = shapely.length(shapely.intersection(self.base.segments[hit], body))
        return float((inside * weights).sum() * 2 / self.em)


@lru_cache(maxsize=32)
def _stretches(base: BaseMap, course: BaseGeometry, length: float, em: float) -> Stretches:
    """The stretches of a river that are calm enough for a name of that length.

    Remembered, for most rivers have one name in all languages.
    """
    parts = [np.empty((0, 25, 2))]
    unrests = [np.empty(0)]
    for points, _ in curves.lines_of(course):
        along = float(curves.distances(points)[-1])
        if along < length * 1.4:
            continue
        even = curves.resampled(points, max(em * 0.12, along / 2500))
        step = along / (len(even) - 1)
        smooth = _smoothed(even, max(1, int(length * SMOOTHED / step / 2)))
        starts = np.arange(0.1 * length, along - 1.1 * length, max(em * 0.8, along / 120))
        unrest, part = _judged(smooth, points, starts, length, em)
        unrests.append(unrest)
        parts.append(part)
    unrest, ways = np.concatenate(unrests), np.concatenate(parts)
    order = np.argsort(unrest, kind="stable")
    unrest, ways = unrest[order], ways[order]
    # Read from the left; the letters stand on the river's upper side.
    back = ways[:, -1, 0] < ways[:, 0, 0]
    ways[back] = ways[back, ::-1]
    tangent = np.gradient(ways, axis=1)
    size = np.hypot(tangent[..., 0], tangent[..., 1])
    tangent /= np.where(size, size, 1)[..., None]
    up = np.stack([tangent[..., 1], -tangent[..., 0]], axis=-1)
    return Stretches(base, em, unrest, ways, up, _bodies(ways, up, tangent, em))


def _bodies(ways: Points, up: Points, along: Points, em: float) -> NDArray[np.object_]:
    """Bands about the letters, a little longer than these."""
    reach = np.zeros((1, ways.shape[1], 1))
    reach[:, 0], reach[:, -1] = -BODY_EM / 2 * em, BODY_EM / 2 * em
    longer = ways + along * reach
    low, high = (longer + up * (RISE_EM + 0.3 + side * BODY_EM) * em for side in (-1, 1))
    found: NDArray[np.object_] = shapely.polygons(
        np.concatenate([low[:, ::3], high[:, ::-3]], axis=1)
    )
    # In a narrow bend the upper side of the letters may cross itself.
    crossed = ~shapely.is_valid(found)
    found[crossed] = curves.repaired(found[crossed])
    return found


def _judged(
    line: Points, river: Points, starts: Points, length: float, em: float
) -> tuple[Points, Points]:
    """How restless each stretch is, and its points; those out of the question left out."""
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
    unrest = turn / MOST_TURN_DEG + slope / 60
    kept = (turn <= MOST_TURN_DEG) & (slope <= STEEPEST_DEG) & (unrest < MOST_UNREST)
    unrest, parts = unrest[kept], parts[kept]
    # How far a river lies is slow to find out: only for those that are calm so far.
    near = shapely.points(parts[:, ::3])
    stray = shapely.distance(near, shapely.linestrings(river)).max(axis=1, initial=0)
    unrest = unrest + stray / em
    kept = (stray <= MOST_STRAY_EM * em) & (unrest < MOST_UNREST)
    return unrest[kept], parts[kept]


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
    along = curves.distances(base)
    advances = np.array(spaced)
    own = np.array([glyph.advance_mm for glyph in glyphs])
    middles = (along[-1] - advances.sum()) / 2 + np.cumsum(advances) - advances + own / 2
    before, here, after = (
        np.column_stack([np.interp(at, along, base[:, axis]) for axis in (0, 1)])
        for at in (middles - advances, middles, middles + advances)
    )
    angle = np.arctan2(after[:, 1] - before[:, 1], after[:, 0] - before[:, 0])
    origins = here - np.column_stack([np.cos(angle), np.sin(angle)]) * own[:, None] / 2
    return tuple(
        GlyphRun(
            Point(x, y),
            role.style.base_face,
            role.style.size_pt,
            (glyph,),
            role.ink,
            angle_deg=turned,
        )
        for glyph, (x, y), turned in zip(
            glyphs, origins.tolist(), np.degrees(angle).tolist(), strict=True
        )
    )
