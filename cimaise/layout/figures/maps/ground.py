"""The map's ground: sea, land, country, limits, rivers, coast. A base map and inks in, marks out.

What lies under a label is asked of the ground too: lines it would cross, the ink it stands on.
"""

from __future__ import annotations

import math

import numpy as np
import shapely
from msgspec import Struct
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from cimaise.geometry import rectangle
from cimaise.inks import Ink
from cimaise.layout.figures.maps.areas import Box
from cimaise.layout.figures.maps.base_map import BaseMap, Scene, base_map, is_set_off
from cimaise.layout.figures.maps.curves import path_of, repaired
from cimaise.layout.figures.maps.kinds import ink_of
from cimaise.layout.figures.maps.projection import Projection
from cimaise.layout.marks import Group, Mark, PathMark
from cimaise.layout.setting import Setting
from cimaise.resources import map_data

# So many degrees west of the layers there is no land between their latitudes: they end at sea.
OPEN_SEA = 13.0
# Where the layers are cut, their edge is no coast: so far inside (degrees) the drawing ends.
CUT_INSIDE = 0.03


class Named(Struct, frozen=True):
    """A river on the page."""

    name: str
    rank: int
    course: BaseGeometry
    at_home: bool
    """Whether it runs through the map's subject."""


class Wash(Struct, frozen=True):
    """A surface that the panel tints, below the lines: a zone, or land of the designer's own."""

    shape: BaseGeometry
    ink: Ink
    is_land: bool


class Ground(Struct, frozen=True):
    """What was drawn, the shapes it was drawn from, and what colours it has."""

    marks: tuple[Mark, ...]
    base: BaseMap
    rivers: tuple[Named, ...]
    inks: tuple[Ink, Ink, Ink, Ink]
    """Of the subject's land, of the rest of its country, of the land abroad, of the sea."""
    paper: Ink
    washes: tuple[Wash, ...]
    known: BaseGeometry | None
    """What the layers cover, where the page shows more; there is paper about it."""

    def inks_at(self, points: NDArray[np.float64]) -> tuple[Ink, ...]:
        """What colour the ground has at each of (n, 2) places."""
        base = self.base
        surfaces = [(wash.shape, wash.ink) for wash in reversed(self.washes)]
        on = [shapely.contains_xy(shape, points) for shape, _ in surfaces]
        inks = [ink for _, ink in surfaces]
        if self.known is not None:
            on.append(~shapely.contains_xy(self.known, points))
            inks.append(self.paper)
        on += [shapely.contains_xy(shape, points) for shape in (base.own, base.country, base.land)]
        inks += self.inks
        return tuple(inks[place] for place in np.select(on, range(len(on)), len(on)).tolist())

    def abroad(self, points: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which of (n, 2) places lie on land, but not on the subject's country's."""
        base = self.base
        land = shapely.contains_xy(base.land, points)
        return np.asarray(land & ~shapely.contains_xy(base.country, points))


def draw_ground(
    scene: Scene, layers: tuple[str, ...], setting: Setting, washes: tuple[Wash, ...] = ()
) -> Ground:
    """The named layers (`map_data.LAYERS`), each in its manner and simplified to 0.1 mm.

    Where one of `washes` is land, all else is sea.
    """
    style = map_data.style()
    scale, paper = setting.scale, setting.paper
    base = base_map(scene, layers, scale)
    shade = ink_of(setting, style["ground"]["shade"])
    abroad = paper.mixed(shade, style["ground"]["foreign_share"])
    country = paper.mixed(shade, style["ground"]["country_share"])
    sea = ink_of(setting, style["ground"]["sea"])
    own_land = any(wash.is_land for wash in washes)
    # Where the layers say nothing, to paint sea would be a lie.
    watered = own_land or ("land" in layers and _covered(base.window))
    cut = not own_land and watered and reaches_beyond(base.window)
    known = _known(scene.projection) if cut else None
    set_off = "land" in layers and is_set_off(scene.area)
    marks: list[Mark] = [PathMark(rectangle(scene.bleed), fill=sea if watered else paper)]
    fills = [("land", abroad), ("country", country if set_off else paper)]
    if set_off:
        fills.append(("own", paper))
    marks += [
        PathMark(base.paths[name], fill=ink, even_odd=True)
        for name, ink in fills
        if base.paths.get(name)
    ]
    paths = dict(base.paths)
    tints: list[Mark] = []
    for wash in washes:
        if path := path_of(wash.shape, math.inf):
            tints.append(PathMark(path, fill=wash.ink, even_odd=True))
            paths["coast"] = (*paths["coast"], *(path if wash.is_land else ()))
    lines = [
        PathMark(
            paths[name],
            stroke=ink_of(setting, look["ink"]),
            width_pt=look["width_pt"] * scale,
            dash_mm=tuple(part * scale for part in look.get("dash_mm", ())),
            round_ends=name != "borders",
        )
        for name, look in style["lines"].items()
        if paths[name]
    ]
    if known is None:
        marks += [*tints, *lines]
    else:
        # A zone may reach beyond what the layers know; their lines may not.
        outline = path_of(known, math.inf)
        marks = [
            PathMark(rectangle(scene.bleed), fill=paper),
            Group("known", tuple(marks), clip=outline),
            *tints,
            Group("lines", tuple(lines), clip=outline),
        ]
    return Ground(
        tuple(marks),
        base,
        tuple(
            Named(river.name(setting.language), river.rank, course, at_home)
            for river, course, at_home in base.rivers
        ),
        (
            paper,
            country if set_off else paper,
            abroad if "land" in layers else paper,
            sea if watered else paper,
        ),
        paper,
        washes,
        known,
    )


def reaches_beyond(window: Box) -> bool:
    """Whether a window shows places that the layers do not cover."""
    west, south, east, north = map_data.EXTENT
    return window[1] < south or window[2] > east or window[3] > north or window[0] < west - OPEN_SEA


def _covered(window: Box) -> bool:
    west, south, east, north = map_data.EXTENT
    return window[0] < east and window[2] > west and window[1] < north and window[3] > south


def _known(projection: Projection) -> BaseGeometry:
    """What the layers cover, on the page."""
    west, south, east, north = map_data.EXTENT
    west, east = west - OPEN_SEA, east - CUT_INSIDE
    south, north = south + CUT_INSIDE, north - CUT_INSIDE
    corners = np.array([(west, south), (east, south), (east, north), (west, north)])
    ring = shapely.segmentize(shapely.polygons(corners), 1.0)
    return repaired(projection.shape(ring))
