"""River names in italic along their rivers, where there is a calm stretch; none elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from cimaise.geometry import Point, Rect
from cimaise.layout.figures.maps import curves
from cimaise.layout.figures.maps.curves import Points
from cimaise.layout.figures.maps.ground import Ground
from cimaise.layout.figures.maps.kinds import role_of
from cimaise.layout.figures.maps.raster import Mask, Numbers
from cimaise.layout.figures.maps.stretches import valleys_of
from cimaise.layout.figures.maps.weighing import Surroundings, discs
from cimaise.layout.marks import GlyphRun, Mark
from cimaise.layout.setting import Role, Setting, glyphs_of
from cimaise.typography.lines import Glyph

LETTERSPACING_EM = 0.06
MOST_NAMES = 14
LARGE_RANK = 6
NOTHING = np.empty(0, dtype=object)


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
    wanted = [river for river in ground.rivers if river.at_home or river.rank <= LARGE_RANK]
    wanted.sort(key=lambda river: (river.rank, river.name))
    names = [_Name.of(river.name, role) for river in wanted]
    found = valleys_of(ground.base, role.style.size_mm).stretches(
        [(river.course, name.length) for river, name in zip(wanted, names, strict=True)]
    )
    bodies = [stretches.bodies for stretches in found]
    # Asked for all rivers at once.
    free = iter(_free(np.concatenate([NOTHING, *bodies]), around, labels, zones).tolist())
    marks: list[Mark] = []
    taken: list[BaseGeometry] = []
    for name, stretches in zip(names, found, strict=True):
        if len(taken) >= MOST_NAMES:
            break
        best = stretches.calmest(list(islice(free, len(stretches.bodies))), taken)
        if best is not None:
            marks += name.along(stretches.line(best))
            taken.append(stretches.bodies[best])
    return tuple(marks)


def _free(
    bodies: NDArray[np.object_],
    around: Surroundings,
    labels: Sequence[Rect],
    zones: BaseGeometry,
) -> Mask:
    """Which bands of letters lie in the frame and on nothing that is closed to river names."""
    shapes = [curves.box_shape(rect) for rect in (*around.blocked, *labels)]
    shapes += [
        *discs(around.symbols, 0.3 * around.unit_mm, quad_segs=3),
        *shapely.get_parts(around.routes),
        *shapely.get_parts(zones),
    ]
    inside = curves.box_shape(around.frame)
    shapely.prepare(inside)
    free: Mask = shapely.contains(inside, bodies)
    free[shapely.STRtree(shapes).query(bodies, predicate="intersects")[0]] = False
    return free


class _Name(NamedTuple):
    """A river's name, spaced; each letter becomes a run of its own."""

    glyphs: tuple[Glyph, ...]
    advances: Numbers
    length: float
    role: Role

    @classmethod
    def of(cls, text: str, role: Role) -> _Name:
        """The name in a role."""
        glyphs = glyphs_of(text, role)
        space = LETTERSPACING_EM * role.style.size_mm
        spaced = [glyph.advance_mm + space for glyph in glyphs]
        return cls(glyphs, np.array(spaced), sum(spaced), role)

    def along(self, base: Points) -> tuple[GlyphRun, ...]:
        """Every letter on the line's tangent below its middle."""
        along = curves.distances(base)
        own = np.array([glyph.advance_mm for glyph in self.glyphs])
        starts = (along[-1] - self.advances.sum()) / 2 + np.cumsum(self.advances) - self.advances
        middles = starts + own / 2
        before, here, after = curves.interpolated(
            base, along, np.stack([middles - self.advances, middles, middles + self.advances])
        )
        angle = np.arctan2(after[:, 1] - before[:, 1], after[:, 0] - before[:, 0])
        origins = here - np.column_stack([np.cos(angle), np.sin(angle)]) * own[:, None] / 2
        style = self.role.style
        return tuple(
            GlyphRun(
                Point(x, y),
                style.base_face,
                style.size_pt,
                (glyph,),
                self.role.ink,
                turn,
                role=self.role.name,
            )
            for glyph, (x, y), turn in zip(
                self.glyphs, origins.tolist(), np.degrees(angle).tolist(), strict=True
            )
        )
