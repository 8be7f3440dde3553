"""The carried layers on a page, as shapes and paths: worked out once for all languages.

A projection and a size in; shapes in mm, simplified to what is printed, out. No inks, no names:
what is made here is shared between editions that show the same ground.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import shapely
from msgspec import Struct
from shapely.geometry.base import BaseGeometry

from cimaise.geometry import Path, Rect
from cimaise.layout.figures.maps.areas import Box
from cimaise.layout.figures.maps.curves import path_of
from cimaise.layout.figures.maps.projection import LAMBERT_93, Projection, project
from cimaise.layout.figures.maps.raster import Edges, edges_of
from cimaise.layout.figures.maps.strands import Shapes, Strands
from cimaise.resources import map_data
from cimaise.resources.map_areas import areas
from cimaise.resources.map_data import River

# Drawn beyond the bleed, so that no stroke along the clip shows.
BEYOND_MM = 8.0
# How much it disturbs a label to cross a line, per mm crossed.
NUISANCE = {"coast": 1.0, "borders": 1.2, "rivers": 0.3, "department-limits": 0.1}
# As many grounds are remembered: a map is drawn in all languages before the next one is.
REMEMBERED = 2


class Scene(Struct, frozen=True):
    """Where the ground is drawn."""

    projection: Projection
    bleed: Rect
    area: str | None
    """The named area that is set off, if one is."""


class BaseMap(Struct, frozen=True, eq=False):
    """Shapes on the page in mm, and the paths that draw them."""

    window: Box
    land: BaseGeometry
    country: BaseGeometry
    """France, with the subject or without."""
    own: BaseGeometry
    """The land of the map's subject."""
    rivers: tuple[tuple[River, BaseGeometry, bool], ...]
    """Each with its course, and whether it runs through the subject."""
    paths: Mapping[str, Path]
    """Of land, country and own; of each kind of line."""
    strands: Strands
    """Every line, for labels to keep clear of."""


@lru_cache(maxsize=REMEMBERED)
def base_map(scene: Scene, layers: tuple[str, ...], scale: float) -> BaseMap:
    """The named layers (`map_data.LAYERS`), simplified to 0.1 mm."""
    style = map_data.style()
    smooth = style["smooth_above_mm"]
    window = scene.projection.window(scene.bleed.outset(BEYOND_MM))
    empty = shapely.Polygon()
    land = country = own = empty
    paths: dict[str, Path] = {}
    if "land" in layers:
        land = _surface(scene, "land", window, scale)
        country = _surface(scene, "france", window, scale)
        set_off = is_set_off(scene.area)
        own = _surface(scene, scene.area or "", window, scale) if set_off else country
        paths["land"], paths["country"] = path_of(land, smooth), path_of(country, smooth)
        paths["own"] = path_of(own, smooth) if set_off else paths["country"]
    rivers = _rivers(scene, window, scale, own) if "rivers" in layers else ()
    lines = {
        "department-limits": _line(scene, "department-limits", window)
        if "departments-1944" in layers
        else empty,
        "rivers": _all_of([course for _, course, _ in rivers]),
        "borders": _line(scene, "borders", window) if "borders" in layers else empty,
        "coast": shapely.boundary(land),
    }
    for name, shape in lines.items():
        # The coast is the land's own edge: one curve for fill and stroke.
        paths[name] = paths.get("land", ()) if name == "coast" else path_of(shape, smooth)
    shapely.prepare([land, own, country])
    return BaseMap(
        window,
        land,
        country,
        own,
        rivers,
        MappingProxyType(paths),
        Strands.of([lines[name] for name in NUISANCE], list(NUISANCE.values())),
    )


def is_set_off(area: str | None) -> bool:
    """Whether a named area is set off from the rest of the country: it names departments."""
    return area is not None and bool(areas()[area].departments)


def shapes_of(name: str) -> Shapes:
    """A layer's or a named area's shapes in degrees: of rivers each, else all as one."""
    if name == "rivers":
        return np.array([river.course for river in map_data.rivers()], dtype=object)
    whole = map_data.outline(name) if name in areas() else map_data.layer(name)
    return np.array([whole], dtype=object)


def in_metres(name: str, crs: str, window: Box) -> Shapes:
    """`shapes_of` in a projection's metres; no more than what the window (degrees) shows of them.

    In Lambert-93, the projection of nearly all maps, all of it, once per process.
    """
    if crs == LAMBERT_93:
        return _lambert(name)
    # Elsewhere the layers may lie where a projection tears.
    seen = shapely.clip_by_rect(shapes_of(name), *window)
    return np.asarray(shapely.transform(seen, lambda degrees: project(crs, degrees)))


@lru_cache(maxsize=64)
def _lambert(name: str) -> Shapes:
    return np.asarray(
        shapely.transform(shapes_of(name), lambda degrees: project(LAMBERT_93, degrees))
    )


def edges_on_page(name: str, projection: Projection, window: Box) -> Edges:
    """Every edge of a layer or a named area in mm; beyond the window too, where that is cheap."""
    if projection.crs == LAMBERT_93:
        metres = _lambert_edges(name)
    else:
        metres = edges_of(in_metres(name, projection.crs, window))
    return projection.placed(metres.reshape(-1, 2)).reshape(-1, 4)


@lru_cache(maxsize=64)
def _lambert_edges(name: str) -> Edges:
    return edges_of(_lambert(name))


def _on_page(scene: Scene, name: str, window: Box) -> Shapes:
    """A layer's shapes in mm, as far as the page shows them and a little further."""
    page = shapely.transform(in_metres(name, scene.projection.crs, window), scene.projection.placed)
    room = scene.bleed.outset(BEYOND_MM)
    clipped = shapely.clip_by_rect(page, room.x, room.y, room.right, room.bottom)
    found: Shapes = shapely.simplify(clipped, map_data.style()["tolerance_mm"])
    return found


def _surface(scene: Scene, name: str, window: Box, scale: float) -> BaseGeometry:
    parts = shapely.get_parts(_on_page(scene, name, window))
    least = map_data.style()["smallest_island_mm2"] * scale**2
    # What is no surface has no area.
    return shapely.multipolygons(parts[shapely.area(parts) >= least])


def _line(scene: Scene, name: str, window: Box) -> BaseGeometry:
    return _on_page(scene, name, window)[0]


def _rivers(
    scene: Scene, window: Box, scale: float, own: BaseGeometry
) -> tuple[tuple[River, BaseGeometry, bool], ...]:
    km_per_mm = scene.projection.km_per_mm(scene.bleed.centre) * scale
    least = map_data.style()["small_rivers_km_per_mm"]
    courses = _on_page(scene, "rivers", window)
    home = shapely.intersects(own, courses) | shapely.is_empty(own)
    return tuple(
        (river, course, bool(at_home))
        for river, course, at_home in zip(map_data.rivers(), courses, home, strict=True)
        if km_per_mm <= least.get(river.rank, math.inf) and not shapely.is_empty(course)
    )


def _all_of(shapes: list[BaseGeometry]) -> BaseGeometry:
    """The lines of several geometries as one."""
    parts = shapely.get_parts(shapes)
    return shapely.multilinestrings(parts[shapely.get_type_id(parts) == 1])


@lru_cache(maxsize=1)
def limits_of_france() -> BaseGeometry:
    """The country's outline, coarse enough for a locator."""
    return shapely.simplify(map_data.layer("france"), 0.03)
