"""The map's ground: sea, land, country, limits, rivers, coast. A projection in, marks out.

What lies under a label is asked of the ground too: lines it would cross, the ink it stands on.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from cimaise.geometry import Path, Rect, rectangle
from cimaise.inks import Ink
from cimaise.layout.figures.maps.curves import path_of
from cimaise.layout.figures.maps.kinds import ink_of
from cimaise.layout.figures.maps.projection import Box, Projection
from cimaise.layout.marks import Mark, PathMark
from cimaise.layout.setting import Setting
from cimaise.resources import map_data

# Drawn beyond the bleed, so that no stroke along the clip shows.
BEYOND_MM = 8.0
# How much it disturbs a label to cross a line, per mm crossed.
NUISANCE = {"coast": 1.0, "borders": 1.2, "rivers": 0.3, "department-limits": 0.1}


@dataclass(frozen=True)
class Named:
    """A river on the page."""

    name: str
    rank: int
    course: BaseGeometry


@dataclass(frozen=True)
class Ground:
    """What was drawn, and its shapes on the page in mm."""

    marks: tuple[Mark, ...]
    land: BaseGeometry
    own: BaseGeometry
    """The land of the map's subject."""
    rivers: tuple[Named, ...]
    segments: NDArray[np.object_]
    """Every line in pieces of two points, for labels to keep clear of."""
    weights: NDArray[np.float64]
    country: BaseGeometry
    """France, with the subject or without."""
    inks: tuple[Ink, Ink, Ink, Ink]
    """Of the subject's land, of the rest of its country, of the land abroad, of the sea."""

    def ink_at(self, x: float, y: float) -> Ink:
        """What colour the ground has there."""
        for shape, ink in zip((self.own, self.country, self.land), self.inks, strict=False):
            if shapely.contains_xy(shape, x, y):
                return ink
        return self.inks[3]


@dataclass(frozen=True)
class Scene:
    """Where the ground is drawn."""

    projection: Projection
    bleed: Rect
    area: str | None
    """The named area that is set off, if one is."""


def draw_ground(scene: Scene, layers: tuple[str, ...], setting: Setting) -> Ground:
    """The named layers (`map_data.LAYERS`), each in its manner and simplified to 0.1 mm."""
    style = map_data.style()
    window = scene.projection.window(scene.bleed.outset(BEYOND_MM))
    scale = setting.scale
    shade = ink_of(setting, style["ground"]["shade"])
    abroad = setting.paper.mixed(shade, style["ground"]["foreign_share"])
    country = setting.paper.mixed(shade, style["ground"]["country_share"])
    sea = ink_of(setting, style["ground"]["sea"])
    # Where the layers say nothing, to paint sea would be a lie.
    watered = "land" in layers and _covered(window)
    marks: list[Mark] = [PathMark(rectangle(scene.bleed), fill=sea if watered else setting.paper)]
    empty = shapely.Polygon()
    land = own = france = empty
    land_path: Path = ()
    if "land" in layers:
        land = _surface(scene, map_data.layer("land"), window, scale)
        france = _surface(scene, map_data.layer("france"), window, scale)
        part = _part_of(scene.area)
        own = france if part is None else _surface(scene, part, window, scale)
        fills = [(land, abroad), (france, setting.paper if part is None else country)]
        if part is not None:
            fills.append((own, setting.paper))
        filled = [(path_of(shape, style["smooth_above_mm"]), ink) for shape, ink in fills]
        land_path = filled[0][0]
        marks += [PathMark(path, fill=ink, even_odd=True) for path, ink in filled if path]
    rivers = _rivers(scene, window, setting) if "rivers" in layers else ()
    lines = {
        "department-limits": _lines(scene, map_data.layer("department-limits"), window)
        if "departments-1944" in layers
        else empty,
        "rivers": _all_of([river.course for river in rivers]),
        "borders": _lines(scene, map_data.layer("borders"), window)
        if "borders" in layers
        else empty,
        "coast": shapely.boundary(land),
    }
    for name, look in style["lines"].items():
        # The coast is the land's own edge: one curve for fill and stroke.
        path = land_path if name == "coast" else path_of(lines[name], style["smooth_above_mm"])
        if path:
            marks.append(
                PathMark(
                    path,
                    stroke=ink_of(setting, look["ink"]),
                    width_pt=look["width_pt"] * scale,
                    dash_mm=tuple(part * scale for part in look.get("dash_mm", ())),
                    round_ends=name != "borders",
                )
            )
    pieces = [_pieces(lines[name]) for name in NUISANCE]
    weights = [
        np.full(len(part), NUISANCE[name]) for part, name in zip(pieces, NUISANCE, strict=True)
    ]
    return Ground(
        tuple(marks),
        land,
        own,
        rivers,
        np.concatenate(pieces),
        np.concatenate(weights),
        france,
        (
            setting.paper,
            setting.paper if scene.area is None or own is france else country,
            abroad if "land" in layers else setting.paper,
            sea if watered else setting.paper,
        ),
    )


def reaches_beyond(window: Box) -> bool:
    """Whether a window shows places that the layers do not cover."""
    west, south, east, north = map_data.EXTENT
    return window[1] < south or window[2] > east or window[3] > north or window[0] < west - 6


def _covered(window: Box) -> bool:
    west, south, east, north = map_data.EXTENT
    return window[0] < east and window[2] > west and window[1] < north and window[3] > south


def _part_of(area: str | None) -> BaseGeometry | None:
    """The departments that a named area sets off from the rest of the country."""
    if area is None or not map_data.areas()[area].departments:
        return None
    return map_data.outline(area)


def _surface(scene: Scene, shape: BaseGeometry, window: Box, scale: float) -> BaseGeometry:
    style = map_data.style()
    page = scene.projection.shape(shapely.clip_by_rect(shape, *window))
    page = _clipped(page, scene.bleed)
    page = shapely.simplify(page, style["tolerance_mm"])
    parts = shapely.get_parts(page)
    least = style["smallest_island_mm2"] * scale**2
    return shapely.MultiPolygon(
        [part for part in parts if part.geom_type == "Polygon" and shapely.area(part) >= least]
    )


def _lines(scene: Scene, shape: BaseGeometry, window: Box) -> BaseGeometry:
    page = scene.projection.shape(shapely.clip_by_rect(shape, *window))
    return shapely.simplify(_clipped(page, scene.bleed), map_data.style()["tolerance_mm"])


def _rivers(scene: Scene, window: Box, setting: Setting) -> tuple[Named, ...]:
    found = []
    box = shapely.box(*window)
    km_per_mm = scene.projection.km_per_mm(scene.bleed.centre) * setting.scale
    least = map_data.style()["small_rivers_km_per_mm"]
    for river in map_data.rivers():
        if km_per_mm > least.get(river.rank, math.inf):
            continue
        if not shapely.intersects(shapely.box(*shapely.bounds(river.course)), box):
            continue
        course = _lines(scene, river.course, window)
        if not shapely.is_empty(course):
            found.append(Named(river.name(setting.language), river.rank, course))
    return tuple(found)


def _all_of(shapes: list[BaseGeometry]) -> BaseGeometry:
    """The lines of several geometries as one."""
    parts = shapely.get_parts(shapes)
    return shapely.MultiLineString([p for p in parts if p.geom_type == "LineString"])


def _clipped(page: BaseGeometry, bleed: Rect) -> BaseGeometry:
    room = bleed.outset(BEYOND_MM)
    return shapely.clip_by_rect(page, room.x, room.y, room.right, room.bottom)


def _pieces(shape: BaseGeometry) -> NDArray[np.object_]:
    """A geometry's lines cut at every point."""
    parts = shapely.get_parts(shape)
    if not len(parts):
        return np.array([], dtype=object)
    xy, index = shapely.get_coordinates(parts, return_index=True)
    same = index[1:] == index[:-1]
    found: NDArray[np.object_] = shapely.linestrings(
        np.stack([xy[:-1][same], xy[1:][same]], axis=1)
    )
    return found


@lru_cache(maxsize=1)
def limits_of_france() -> BaseGeometry:
    """The country's outline, coarse enough for a locator."""
    return shapely.simplify(map_data.layer("france"), 0.03)
