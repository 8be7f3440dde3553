"""Stretches of rivers for a name: courses on the page in; lines, bands and how restless out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import compress, pairwise

import numpy as np
import shapely
from msgspec import Struct, field
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from cimaise.layout.figures.maps import curves
from cimaise.layout.figures.maps.base_map import REMEMBERED, BaseMap
from cimaise.layout.figures.maps.curves import Points
from cimaise.layout.figures.maps.raster import Numbers

# The stretch below a name is smoothed over this share of the name's length, so that letters
# follow the valley and not every bend.
SMOOTHED = 0.6
# A stretch that turns more than this from its first letter to its last is left unnamed.
MOST_TURN_DEG = 38.0
STEEPEST_DEG = 75.0
# Nor does a river stray further from its name than this, in type sizes.
MOST_STRAY_EM = 0.75
RISE_EM = 0.32
# No name runs across a line that disturbs as much: coasts and borders.
FORBIDDEN = 0.9
# Turn, slope, stray and lines crossed, summed: above this a name does more harm than good.
MOST_UNREST = 3.2
# A stretch is judged by the ends of as many pieces.
PIECES = 24
# Half the height of a band of letters.
BODY_EM = 0.42


class Stretches(Struct, frozen=True, eq=False):
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

    def calmest(self, free: Sequence[bool], names: Sequence[BaseGeometry]) -> int | None:
        """The calmest of the free stretches, on no other name; None where none is beautiful."""
        least, best = MOST_UNREST, None
        others = np.array(names, dtype=object)
        for index in compress(range(len(self.bodies)), free):
            if self.unrest[index] >= least:
                break
            if shapely.intersects(others, self.bodies[index]).any():
                continue
            total = self.total(index)
            if total < least:
                least, best = total, index
        return best

    def line(self, index: int) -> Points:
        """The line that the letters stand on."""
        found: Points = self.ways[index] + self.up[index] * RISE_EM * self.em
        return found

    def total(self, index: int) -> float:
        """The unrest with the lines that run through the letters, found out once."""
        known = self._totals.get(index)
        if known is None:
            known = float(self.unrest[index]) + self._crossed(self.bodies[index])
            self._totals[index] = known
        return known

    def _crossed(self, body: BaseGeometry) -> float:
        """How many lines run through, in type sizes, the worst kinds counted most."""
        strands = self.base.strands
        hit = strands.tree.query(body, predicate="intersects")
        nuisance = strands.nuisance[hit]
        if (nuisance >= FORBIDDEN).any():
            return MOST_UNREST
        inside = shapely.length(shapely.intersection(strands.shapes[hit], body))
        return float((inside * nuisance).sum() * 2 / self.em)


class Valleys(Struct, frozen=True, eq=False):
    """The stretches of a base map's rivers, found once: most have one name in all languages."""

    base: BaseMap
    em: float
    # By the identity of courses, which the base map keeps: a geometry hashes all its bytes.
    _known: dict[tuple[int, float], Stretches] = field(default_factory=dict)

    def stretches(self, wanted: Sequence[tuple[BaseGeometry, float]]) -> list[Stretches]:
        """Those calm enough for a name of its length along each course."""
        new = [
            (course, length) for course, length in wanted if (id(course), length) not in self._known
        ]
        for (course, length), found in zip(new, self._found(new) if new else (), strict=True):
            self._known[id(course), length] = found
        return [self._known[id(course), length] for course, length in wanted]

    def _found(self, wanted: Sequence[tuple[BaseGeometry, float]]) -> Iterator[Stretches]:
        em = self.em
        lines = [
            (points, place)
            for place, (course, _) in enumerate(wanted)
            for points, _ in curves.lines_of(course)
        ]
        parts = [_parts(points, wanted[place][1], em) for points, place in lines]
        counts = np.array([len(part) for part in parts], dtype=np.intp)
        rivers = np.array([shapely.linestrings(points) for points, _ in lines], dtype=object)
        owner = np.repeat(np.array([place for _, place in lines], dtype=np.intp), counts)
        ways = np.concatenate([np.empty((0, PIECES + 1, 2)), *parts])
        unrest, kept = _judged(ways, np.repeat(rivers, counts), em)
        owner, ways = owner[kept], ways[kept]
        order = np.lexsort((unrest, owner))
        owner, unrest, ways = owner[order], unrest[order], ways[order]
        # Read from the left; the letters stand on the river's upper side.
        back = ways[:, -1, 0] < ways[:, 0, 0]
        ways[back] = ways[back, ::-1]
        tangent = np.gradient(ways, axis=1)
        size = np.hypot(tangent[..., 0], tangent[..., 1])
        tangent /= np.where(size, size, 1)[..., None]
        up = np.stack([tangent[..., 1], -tangent[..., 0]], axis=-1)
        bodies = _bodies(ways, up, tangent, em)
        ends = np.searchsorted(owner, np.arange(len(wanted) + 1))
        for start, end in pairwise(ends.tolist()):
            own = slice(start, end)
            yield Stretches(self.base, em, unrest[own], ways[own], up[own], bodies[own])


@lru_cache(maxsize=REMEMBERED)
def valleys_of(base: BaseMap, em: float) -> Valleys:
    """The rivers of a base map for names in that type size, remembered for all languages."""
    return Valleys(base, em)


def _parts(points: Points, length: float, em: float) -> Points:
    """The stretches of that length along a line, (n, 25, 2)."""
    along = float(curves.distances(points)[-1])
    if along < length * 1.4:
        return np.empty((0, PIECES + 1, 2))
    even = curves.resampled(points, max(em * 0.12, along / 2500))
    step = along / (len(even) - 1)
    smooth = _smoothed(even, max(1, int(length * SMOOTHED / step / 2)))
    starts = np.arange(0.1 * length, along - 1.1 * length, max(em * 0.8, along / 120))
    far = curves.distances(smooth)
    # Smoothing has shortened the line a little.
    starts = np.minimum(starts, far[-1] - length)
    return curves.interpolated(smooth, far, starts[:, None] + np.linspace(0, length, PIECES + 1))


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
    parts: Points, rivers: NDArray[np.object_], em: float
) -> tuple[Numbers, NDArray[np.intp]]:
    """How restless the stretches of these rivers are, and which are not out of the question."""
    steps = np.diff(parts, axis=1)
    turn = np.degrees(np.ptp(np.unwrap(np.arctan2(steps[..., 1], steps[..., 0])), axis=1))
    # Level names read best; nearly upright ones are avoided.
    whole = parts[:, -1] - parts[:, 0]
    slope = np.abs(np.degrees(np.arctan2(whole[:, 1], whole[:, 0])))
    slope = np.minimum(slope, 180 - slope)
    unrest = turn / MOST_TURN_DEG + slope / 60
    kept = np.flatnonzero(
        (turn <= MOST_TURN_DEG) & (slope <= STEEPEST_DEG) & (unrest < MOST_UNREST)
    )
    # How far a river lies is slow to find out: only for those that are calm so far.
    near = shapely.points(parts[kept, ::3])
    stray = shapely.distance(near, rivers[kept, None]).max(axis=1, initial=0)
    unrest = unrest[kept] + stray / em
    calm = (stray <= MOST_STRAY_EM * em) & (unrest < MOST_UNREST)
    return unrest[calm], kept[calm]


def _smoothed(line: Points, reach: int) -> Points:
    """A moving average, twice, with the ends held."""
    window = np.ones(2 * reach + 1) / (2 * reach + 1)
    for _ in range(2):
        padded = np.vstack([np.repeat(line[:1], reach, 0), line, np.repeat(line[-1:], reach, 0)])
        line = np.column_stack([np.convolve(padded[:, axis], window, "valid") for axis in (0, 1)])
    return line
