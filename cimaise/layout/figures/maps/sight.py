"""What of its subject a map shows; what lies off it is reported, each where it is written."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from msgspec.structs import replace
from shapely.geometry.base import BaseGeometry

from cimaise.diagnostics import Severity, counted
from cimaise.geometry import Rect
from cimaise.layout.figures.maps import curves
from cimaise.layout.figures.maps.areas import Box, lies_in
from cimaise.layout.figures.maps.curves import Points
from cimaise.layout.figures.maps.furniture import Composition
from cimaise.layout.figures.maps.kinds import role_of
from cimaise.layout.figures.maps.reporter import Reporter
from cimaise.layout.figures.maps.scale_bar import draw_locator
from cimaise.layout.figures.maps.subject import DatedPlace, KnownRoute, KnownZone, OwnLayer, Subject
from cimaise.layout.figures.maps.zones import outline
from cimaise.layout.setting import Setting
from cimaise.model.map import LonLat
from cimaise.model.problems import Problem
from cimaise.model.texts import LocalText


def in_sight(subject: Subject, composed: Composition, language: str, reporter: Reporter) -> Subject:
    """The subject less its places, routes and zones off the map, which are reported.

    The same object where there are none. Places count in the frame, which names and numbers keep;
    of routes and zones any part does.
    """
    projection, room = composed.projection, composed.bleed
    places: list[DatedPlace] = []
    page = projection.to_page([dated.place.at for dated in subject.places])
    for dated, (x, y) in zip(subject.places, page.tolist(), strict=True):
        if composed.frame.contains(Rect(x, y, 0, 0)):
            places.append(dated)
        else:
            _report_place(dated, subject.box, language, reporter)
    routes: list[KnownRoute] = []
    for route in subject.routes:
        via = route.route.via
        if _meets_line(projection.to_page(via), room):
            routes.append(route)
        else:
            found = _off_map("route", route.route.name, via, subject.box, language)
            reporter.add(replace(found, path=("routes", route.index, "via")))
    zones: list[KnownZone] = []
    for zone in subject.zones:
        corners = zone.zone.polygon
        if _meets_surface(projection.to_page(corners), room):
            zones.append(zone)
        else:
            found = _off_map("zone", zone.zone.name, corners, subject.box, language)
            reporter.add(replace(found, path=("zones", zone.index, "polygon")))
    seen = replace(subject, places=tuple(places), routes=tuple(routes), zones=tuple(zones))
    return subject if _count(seen) == _count(subject) else seen


def report_unseen(layers: Sequence[OwnLayer], subject: Subject, reporter: Reporter) -> None:
    """Name the designer's layers that lie off the map; the usual reason is a swap."""
    for own in layers:
        west, south, east, north = shapely.bounds(own.shapes).tolist()
        message = f"nothing of {own.layer.file} lies on the map: {_span(own.shapes)}"
        middle = (south + north) / 2, (west + east) / 2
        swapped = "it looks like latitude, longitude: export it with longitude first"
        hint = swapped if lies_in(middle, subject.box) else _widen(subject.box, "layer")
        path = ("layers", own.index, "file")
        reporter.add(Problem("layer-off-map", message, path, hint, severity=Severity.WARNING))


def report_left_out(
    composed: Composition, caption: LocalText | None, setting: Setting, reporter: Reporter
) -> None:
    """Tell which words of the caption, and what else, found no room on the map or below it."""
    left = composed.left_out
    slot = reporter.slot
    more_room = f"give slot `{slot}` more room in the layout" if slot else "make the map larger"
    if left.words and caption:
        size = role_of(setting, "caption").style.size_pt
        many = counted(left.words, "word does", "words do")
        message = f"{many} not fit in the map's caption ({size:.3g} pt)"
        path = ("caption", *caption.path(setting.language))
        hint = f"cut {counted(left.words, 'word')}, or {more_room}"
        figures = {"words_over": left.words, "height_over_mm": round(left.height_mm, 1)}
        reporter.add(Problem("text-overset", message, path, hint), **figures)
    if left.pieces:
        message = f"the map has no room for {' and '.join(left.pieces)}"
        reporter.add(Problem("map-key-left-out", message, (), more_room, severity=Severity.WARNING))


def report_locator(composed: Composition, setting: Setting, reporter: Reporter) -> None:
    """Say why a locator that is asked for is not there."""
    message = "the locator is left out: no part of the map is calm enough for it"
    hint = "make the map larger or its area wider, or take `locator: true` away"
    if not draw_locator(composed.projection, composed.bleed, setting).height:
        message = (
            "the locator is left out: it shows which part of France a map shows, and that is none "
            "here, or more than half"
        )
        hint = "take `locator: true` away, or choose an area in France"
    problem = Problem("locator-left-out", message, ("locator",), hint, severity=Severity.WARNING)
    reporter.add(problem)


def _count(subject: Subject) -> int:
    return len(subject.places) + len(subject.routes) + len(subject.zones)


def _meets_line(via: Points, room: Rect) -> bool:
    """Whether a route through these points is seen; as a curve, where no point is in the room."""
    if _holds_any(via, room) or not np.isfinite(via).all():
        return True
    line = curves.spline(via, 0.6)
    return len(line) > 1 and bool(
        shapely.intersects(shapely.linestrings(line), curves.box_shape(room))
    )


def _meets_surface(corners: Points, room: Rect) -> bool:
    if _holds_any(corners, room) or not np.isfinite(corners).all():
        return True
    return bool(shapely.intersects(outline(corners), curves.box_shape(room)))


def _holds_any(points: Points, room: Rect) -> bool:
    x, y = points.T
    inside = (room.x <= x) & (x <= room.right) & (room.y <= y) & (y <= room.bottom)
    return bool(inside.any())


def _report_place(dated: DatedPlace, box: Box, language: str, reporter: Reporter) -> None:
    name = dated.place.name.get(language)
    lon, lat = dated.place.at
    message = f"`{name}` at {lon:g}, {lat:g} lies outside the map"
    path = ("places", dated.index, "at")
    hint = _widen(box, "place")
    reporter.add(
        Problem("place-off-map", message, path, hint, severity=Severity.WARNING), name=name
    )


def _off_map(
    noun: str, name: LocalText | None, points: Sequence[LonLat], box: Box, language: str
) -> Problem:
    said = f"`{name.get(language)}`" if name else f"this {noun}"
    message = f"nothing of {said} lies on the map: {_span(shapely.linestrings(points))}"
    hint = _widen(box, noun)
    return Problem(f"{noun}-off-map", message, (), hint, severity=Severity.WARNING)


def _span(shapes: BaseGeometry) -> str:
    west, south, east, north = shapely.bounds(shapes).tolist()
    return f"it spans {west:.4g} to {east:.4g}° E, {south:.4g} to {north:.4g}° N"


def _widen(box: Box, noun: str) -> str:
    """What to do about something that lies off the map."""
    west, south, east, north = box
    area = f"the area is {west:g} to {east:g}° E, {south:g} to {north:g}° N"
    return f"{area}: choose a larger one, or take the {noun} away"
