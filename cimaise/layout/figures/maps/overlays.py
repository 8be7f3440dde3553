"""What the panel adds to the ground: zones, routes, and the designer's own layers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from cimaise.geometry import Point
from cimaise.layout.figures.maps.curves import lines_of
from cimaise.layout.figures.maps.kinds import Row
from cimaise.layout.figures.maps.projection import Projection
from cimaise.layout.figures.maps.routes import DrawnRoute, draw_route
from cimaise.layout.figures.maps.signs import plain_symbol
from cimaise.layout.figures.maps.subject import OwnLayer, Subject
from cimaise.layout.figures.maps.symbols import draw_symbol
from cimaise.layout.figures.maps.zones import DrawnZone, draw_zone, outline
from cimaise.layout.marks import Mark
from cimaise.layout.setting import Setting
from cimaise.resources import map_data

Stops = Sequence[tuple[Point, float]]


@dataclass(frozen=True)
class Surface:
    """A zone before it is drawn: which labels it must spare is known last."""

    shape: BaseGeometry
    draw: Callable[[BaseGeometry], DrawnZone]
    """Draws it, sparing what it is given."""


@dataclass(frozen=True)
class Overlays:
    """The designer's layers first, the block's own after them."""

    surfaces: tuple[Surface, ...]
    routes: tuple[DrawnRoute, ...]
    marks: tuple[Mark, ...]
    """Points of layers."""


def lay_over(subject: Subject, projection: Projection, stops: Stops, setting: Setting) -> Overlays:
    """Everything drawn over the ground; `stops` are the symbols that routes keep off."""
    surfaces: list[Surface] = []
    routes: list[DrawnRoute] = []
    marks: list[Mark] = []
    for own in subject.own_layers:
        page = shapely.simplify(projection.shape(own.shapes), map_data.style()["tolerance_mm"])
        if own.group == "zones":
            surfaces.append(_own_surface(own, page, setting))
        elif own.group == "routes":
            row = _own_look(own)
            routes += [
                draw_route(points, row, setting) for points, _ in lines_of(page) if len(points) > 1
            ]
        else:
            symbol = plain_symbol(own.row, setting)
            for x, y in shapely.get_coordinates(page).tolist():
                marks += draw_symbol(symbol, (x, y))
    for zone, row in subject.zones:
        shape = outline(np.asarray(projection.to_page(zone.polygon)))
        surfaces.append(Surface(shape, _drawing(shape, row, setting)))
    for route, row in subject.routes:
        routes.append(draw_route(projection.to_page(route.via), row, setting, stops))
    return Overlays(tuple(surfaces), tuple(routes), tuple(marks))


def _own_surface(own: OwnLayer, page: BaseGeometry, setting: Setting) -> Surface:
    parts = [part for part in shapely.get_parts(page) if shapely.get_dimensions(part) == 2]
    shape = shapely.union_all(parts)
    row = dict(own.row)
    if own.layer.width_pt is not None and "hatch" in row:
        row["hatch"] = {**row["hatch"], "width_pt": own.layer.width_pt}
    return Surface(
        shape,
        lambda spared: draw_zone(shape, row, setting, ink=own.layer.ink, spared=spared),
    )


def _drawing(
    shape: BaseGeometry, row: Row, setting: Setting
) -> Callable[[BaseGeometry], DrawnZone]:
    return lambda spared: draw_zone(shape, row, setting, spared=spared)


def _own_look(own: OwnLayer) -> Row:
    row = dict(own.row)
    if own.layer.ink is not None:
        row["ink"] = str(own.layer.ink)
    if own.layer.width_pt is not None:
        row["width_pt"] = own.layer.width_pt
    return row
