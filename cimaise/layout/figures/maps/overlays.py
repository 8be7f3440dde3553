"""What the panel adds to the ground: zones, routes, and the designer's own layers."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import shapely
from msgspec import Struct
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from cimaise.geometry import Point, Rect
from cimaise.inks import Ink
from cimaise.layout.figures.maps.areas import Box
from cimaise.layout.figures.maps.base_map import BEYOND_MM
from cimaise.layout.figures.maps.curves import Points, lines_of, path_through, repaired
from cimaise.layout.figures.maps.ground import Wash
from cimaise.layout.figures.maps.kinds import Row, ink_of
from cimaise.layout.figures.maps.projection import Projection
from cimaise.layout.figures.maps.routes import DrawnRoute, draw_route
from cimaise.layout.figures.maps.signs import plain_symbol
from cimaise.layout.figures.maps.subject import OwnLayer, Subject
from cimaise.layout.figures.maps.symbols import draw_symbol
from cimaise.layout.figures.maps.zones import DrawnZone, draw_zone, outline, tint_of
from cimaise.layout.marks import Mark, PathMark
from cimaise.layout.setting import Setting
from cimaise.resources import map_data

# More lines than this are a network; they are drawn plain, in one path.
MOST_ROUTES = 200
# More symbols than this are thinned.
MOST_SYMBOLS = 3000
PLAIN_PT = 1.6
# So far apart (mm) are the points of a line that is drawn as its file has it.
AS_GIVEN_MM = 1.0

Stops = Sequence[tuple[Point, float]]


class Surface(Struct, frozen=True):
    """A zone before it is drawn: which labels it must spare is known last."""

    shape: BaseGeometry
    draw: Callable[[BaseGeometry], DrawnZone]
    """Draws what lies over the ground's lines, sparing what it is given."""
    tint: Ink | None = None
    """What it gives the ground below the lines."""
    is_land: bool = False


class Overlays(Struct, frozen=True):
    """The designer's layers first, the block's own after them."""

    surfaces: tuple[Surface, ...]
    routes: tuple[DrawnRoute, ...]
    marks: tuple[Mark, ...]
    """Points of layers, and lines that are no routes."""
    unseen: tuple[OwnLayer, ...]
    """The layers of which the map shows nothing."""

    @property
    def washes(self) -> tuple[Wash, ...]:
        """The surfaces that are part of the ground."""
        return tuple(
            Wash(found.shape, found.tint, found.is_land)
            for found in self.surfaces
            if found.tint is not None
        )


def lay_over(
    subject: Subject, projection: Projection, bleed: Rect, stops: Stops, setting: Setting
) -> Overlays:
    """Everything drawn over the ground; `stops` are the symbols that routes keep off."""
    surfaces: list[Surface] = []
    routes: list[DrawnRoute] = []
    marks: list[Mark] = []
    unseen: list[OwnLayer] = []
    room = bleed.outset(BEYOND_MM)
    for own in subject.own_layers:
        parts = _on_page(own.shapes, projection, room)
        if not len(parts):
            unseen.append(own)
        if own.group == "zones":
            surfaces.append(_own_surface(own, parts, setting))
        elif own.group == "routes":
            drawn, lines = _own_lines(own, parts, setting)
            routes += drawn
            marks += lines
        else:
            symbol = plain_symbol(own.row, setting)
            for x, y in _thinned(shapely.get_coordinates(parts), symbol.radius_mm).tolist():
                marks += draw_symbol(symbol, (x, y))
    for zone in subject.zones:
        whole = outline(projection.to_page(zone.zone.polygon))
        shape = shapely.clip_by_rect(whole, room.x, room.y, room.right, room.bottom)
        drawing = _drawing(shape, zone.row, setting)
        surfaces.append(Surface(shape, drawing, tint_of(zone.row, setting)))
    for route in subject.routes:
        via = projection.to_page(route.route.via)
        routes.append(draw_route(via, route.row, setting, stops))
    return Overlays(tuple(surfaces), tuple(routes), tuple(marks), tuple(unseen))


def _on_page(shapes: BaseGeometry, projection: Projection, room: Rect) -> NDArray[np.object_]:
    """A layer's parts on the page, as far as they are seen, simplified to what is printed.

    Part by part: taken as one shape, thousands of overlapping ones take minutes.
    """
    parts = shapely.get_parts(shapely.get_parts(shapes))
    page = shapely.transform(_seen(parts, projection.window(room)), projection.to_page)
    page = shapely.clip_by_rect(page, room.x, room.y, room.right, room.bottom)
    page = page[~shapely.is_empty(page)]
    found: NDArray[np.object_] = shapely.simplify(
        page, map_data.style()["tolerance_mm"], preserve_topology=False
    )
    seen: NDArray[np.object_] = found[~shapely.is_empty(found)]
    return seen


def _seen(parts: NDArray[np.object_], window: Box) -> NDArray[np.object_]:
    """What of the parts lies in a window of degrees, whichever side of the 180th meridian.

    Half a turn away the projection tears: what lies there would be drawn right across the map.
    """
    bounds = shapely.bounds(parts)
    turns = [
        turn
        for turn in (-360.0, 0.0, 360.0)
        if np.any((bounds[:, 2] + turn > window[0]) & (bounds[:, 0] + turn < window[2]))
    ]
    moved = [
        shapely.transform(parts, lambda xy, by=turn: xy + np.array([by, 0.0])) for turn in turns
    ]
    found = shapely.clip_by_rect(np.concatenate(moved or [parts[:0]]), *window)
    seen: NDArray[np.object_] = found[~shapely.is_empty(found)]
    return seen


def _own_surface(own: OwnLayer, parts: NDArray[np.object_], setting: Setting) -> Surface:
    flat = repaired(parts[shapely.get_dimensions(parts) == 2])
    shape = shapely.union_all(flat)
    row = dict(own.row)
    if own.layer.width_pt is not None and "hatch" in row:
        row["hatch"] = {**row["hatch"], "width_pt": own.layer.width_pt}
    return Surface(
        shape,
        lambda spared: draw_zone(shape, row, setting, ink=own.layer.ink, spared=spared),
        tint_of(row, setting, own.layer.ink),
        own.is_land,
    )


def _own_lines(
    own: OwnLayer, parts: NDArray[np.object_], setting: Setting
) -> tuple[list[DrawnRoute], list[Mark]]:
    """A layer's lines, each as a route where they are few; plain ones are drawn in one path."""
    row = _own_look(own)
    lines = [line for line in lines_of(parts) if len(line[0]) > 1]
    if len(lines) <= MOST_ROUTES and row["line"] != "plain":
        if row["line"] != "arrow":
            lines = [(_as_given(points, setting), ring) for points, ring in lines]
        return [draw_route(points, row, setting) for points, _ in lines], []
    # As the file has it: only of the base map do we know that its lines are natural ones.
    path = path_through(lines, math.inf)
    if not path:
        return [], []
    mark = PathMark(
        path,
        stroke=ink_of(setting, row["ink"]),
        width_pt=row.get("width_pt", PLAIN_PT) * setting.scale,
        dash_mm=tuple(part * setting.scale for part in row.get("dash_mm", ())),
        round_ends=True,
    )
    # Labels keep off a few lines; off a network they could not.
    few = lines if len(lines) <= MOST_ROUTES else []
    courses = [DrawnRoute((), shapely.linestrings(points), points) for points, _ in few]
    return courses, [mark]


def _as_given(points: Points, setting: Setting) -> Points:
    """A line with so many points that no curve through them leaves it."""
    dense = shapely.segmentize(shapely.linestrings(points), AS_GIVEN_MM * setting.scale)
    found: Points = shapely.get_coordinates(dense)
    return found


def _drawing(
    shape: BaseGeometry, row: Row, setting: Setting
) -> Callable[[BaseGeometry], DrawnZone]:
    return lambda spared: draw_zone(shape, row, setting, spared=spared)


def _thinned(points: Points, radius_mm: float) -> Points:
    """Points no more than their symbols can be told apart: more than that, one to a symbol's room.

    A file may hold a million.
    """
    if len(points) <= MOST_SYMBOLS:
        return points
    cells = np.floor(points / (2 * radius_mm)).astype(np.int64)
    first = np.unique(cells, axis=0, return_index=True)[1]
    return points[np.sort(first)]


def _own_look(own: OwnLayer) -> Row:
    row = dict(own.row)
    if own.layer.ink is not None:
        row["ink"] = str(own.layer.ink)
    if own.layer.width_pt is not None:
        row["width_pt"] = own.layer.width_pt
    return row
