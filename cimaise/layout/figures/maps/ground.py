"""The map's ground: sea, land, country, limits, rivers, coast. A base map and inks in, marks out.

What lies under a label is asked of the ground too: lines it would cross, the ink it stands on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from cimaise.geometry import rectangle
from cimaise.inks import Ink
from cimaise.layout.figures.maps.base_map import BaseMap, Scene, base_map, is_set_off
from cimaise.layout.figures.maps.kinds import ink_of
from cimaise.layout.figures.maps.projection import Box
from cimaise.layout.marks import Mark, PathMark
from cimaise.layout.setting import Setting
from cimaise.resources import map_data


@dataclass(frozen=True)
class Named:
    """A river on the page."""

    name: str
    rank: int
    course: BaseGeometry
    at_home: bool
    """Whether it runs through the map's subject."""


@dataclass(frozen=True)
class Ground:
    """What was drawn, the shapes it was drawn from, and what colours it has."""

    marks: tuple[Mark, ...]
    base: BaseMap
    rivers: tuple[Named, ...]
    inks: tuple[Ink, Ink, Ink, Ink]
    """Of the subject's land, of the rest of its country, of the land abroad, of the sea."""

    def inks_at(self, points: NDArray[np.float64]) -> tuple[Ink, ...]:
        """What colour the ground has at each of (n, 2) places."""
        base = self.base
        on = [shapely.contains_xy(shape, points) for shape in (base.own, base.country, base.land)]
        return tuple(self.inks[place] for place in np.select(on, (0, 1, 2), 3).tolist())


def draw_ground(scene: Scene, layers: tuple[str, ...], setting: Setting) -> Ground:
    """The named layers (`map_data.LAYERS`), each in its manner and simplified to 0.1 mm."""
    style = map_data.style()
    scale, paper = setting.scale, setting.paper
    base = base_map(scene, layers, scale)
    shade = ink_of(setting, style["ground"]["shade"])
    abroad = paper.mixed(shade, style["ground"]["foreign_share"])
    country = paper.mixed(shade, style["ground"]["country_share"])
    sea = ink_of(setting, style["ground"]["sea"])
    # Where the layers say nothing, to paint sea would be a lie.
    watered = "land" in layers and _covered(base.window)
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
    marks += [
        PathMark(
            base.paths[name],
            stroke=ink_of(setting, look["ink"]),
            width_pt=look["width_pt"] * scale,
            dash_mm=tuple(part * scale for part in look.get("dash_mm", ())),
            round_ends=name != "borders",
        )
        for name, look in style["lines"].items()
        if base.paths[name]
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
    )


def reaches_beyond(window: Box) -> bool:
    """Whether a window shows places that the layers do not cover."""
    west, south, east, north = map_data.EXTENT
    return window[1] < south or window[2] > east or window[3] > north or window[0] < west - 6


def _covered(window: Box) -> bool:
    west, south, east, north = map_data.EXTENT
    return window[0] < east and window[2] > west and window[1] < north and window[3] > south
