"""A map block and a frame → one group of marks: the entry of this package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely

from cimaise.diagnostics import Severity
from cimaise.geometry import Point, Rect, rectangle
from cimaise.layout.figures.maps.composition import Canvas, Composition, Furniture, compose
from cimaise.layout.figures.maps.curves import lines_of
from cimaise.layout.figures.maps.dated import (
    DateClass,
    class_name,
    classes_of,
    day_of,
    usual_year,
)
from cimaise.layout.figures.maps.ground import Scene, draw_ground, reaches_beyond
from cimaise.layout.figures.maps.kinds import canonical, ink_of, label_of, role_of
from cimaise.layout.figures.maps.labels import Surroundings
from cimaise.layout.figures.maps.legend import Entry
from cimaise.layout.figures.maps.lettering import letter, line_labels, place_labels, zone_labels
from cimaise.layout.figures.maps.projection import Projection
from cimaise.layout.figures.maps.river_names import name_rivers
from cimaise.layout.figures.maps.routes import DrawnRoute, draw_route
from cimaise.layout.figures.maps.subject import (
    DatedPlace,
    OwnLayer,
    Reporter,
    Subject,
    read_subject,
)
from cimaise.layout.figures.maps.symbols import Symbol, draw_symbol
from cimaise.layout.figures.maps.words import attribution, tell
from cimaise.layout.figures.maps.zones import DrawnZone, draw_zone, outline
from cimaise.layout.marks import Group, Mark
from cimaise.layout.setting import Laid, Setting, line_of
from cimaise.model.inkuse import InkUse
from cimaise.model.map import MapBlock
from cimaise.model.problems import Problem
from cimaise.resources import map_data
from cimaise.source import Document

PARIS = (2.35, 48.86)
# Shapes that can carry a number inside.
# With more dated places than this, each class of dates has its own row in the legend; fewer are
# told by their dates, and the legend shows the scale in one row.
MOST_ON_ONE_SCALE = 9
CARRIERS = ("dot", "ring", "target", "square", "frame")


@dataclass(frozen=True)
class Drawing:
    """What the steps of drawing share."""

    subject: Subject
    projection: Projection
    setting: Setting
    classes: tuple[DateClass, ...]
    numbers: Mapping[str, int]


def draw_map(
    block: MapBlock,
    frame: Rect,
    setting: Setting,
    *,
    bleed: Rect | None = None,
    clear: tuple[Rect, ...] = (),
    document: Document | None = None,
    panel: str | None = None,
    slot: str | None = None,
    numbers: Mapping[str, int] | None = None,
) -> Laid:
    """The map as one group named `map`, clipped to `bleed`.

    Labels and furniture stay in `frame`; land and sea fill `bleed`, which holds it. Nothing that
    matters stands in `clear`. `numbers` ties places to the chronology by name: `numbers_of`.
    """
    reporter = Reporter(document, panel, slot)
    subject = read_subject(block, setting, reporter)
    if subject is None or frame.width <= 0 or frame.height <= 0:
        return Laid((), 0.0, tuple(reporter.found))
    classes = classes_of(
        [p.date for p in subject.places if p.date and p.row.get("by_date")],
        map_data.style()["date_tints"]["classes"],
    )
    bleed = frame.union(bleed) if bleed else frame
    language = setting.language
    furniture = Furniture(
        block.caption.get(language) if block.caption else "",
        attribution(language, subject.layers, paris=_sees_paris(subject)),
        _legend(subject, classes, setting) if block.legend else (),
        block.scale,
        block.locator,
    )
    composed = compose(subject, furniture, Canvas(frame, bleed, clear), setting)
    drawing = Drawing(subject, composed.projection, setting, classes, numbers or {})
    marks = _drawn(drawing, composed, clear, reporter)
    told = tell(block, subject.title, subject.dates, language)
    group = Group(
        "map",
        marks,
        clip=rectangle(bleed),
        title=told.title,
        description=told.description,
    )
    return Laid((group,), frame.height, tuple(reporter.found))


def _drawn(
    drawing: Drawing, composed: Composition, clear: tuple[Rect, ...], reporter: Reporter
) -> tuple[Mark, ...]:
    subject, projection, setting = drawing.subject, drawing.projection, drawing.setting
    scene = Scene(projection, composed.bleed, subject.area)
    if subject.layers and reaches_beyond(projection.window(composed.bleed)):
        message = "the map reaches beyond the base map, which covers 36–60° N, 10° W–19° E"
        hint = "choose a smaller area, or give land and borders as GeoJSON layers"
        reporter.add(Problem("map-data-ends", message, ("area",), hint, severity=Severity.WARNING))
    ground = draw_ground(scene, subject.layers, setting)
    zones, routes, own_marks = _surfaces(drawing)
    placed = _on_map(drawing, composed.frame, reporter)
    symbols = [_symbol(dated, at, drawing) for dated, at in placed]
    stops = [(at, symbol.radius_mm) for (_, at), symbol in zip(placed, symbols, strict=True)]
    for route, row in subject.routes:
        routes.append(draw_route(projection.to_page(route.via), row, setting, stops))
    below = [*ground.marks, *own_marks]
    below += [mark for zone in zones for mark in zone.marks]
    below += [mark for route in routes for mark in route.marks]
    # Above a caption at the foot the map ends before its group does.
    marks: list[Mark] = [Group("ground", tuple(below), clip=rectangle(composed.bleed))]
    for (dated, at), symbol in zip(placed, symbols, strict=True):
        marks += draw_symbol(symbol, at)
        marks += _number(dated, at, symbol, drawing)
    own_routes = routes[len(routes) - len(subject.routes) :]
    own_zones = zones[len(zones) - len(subject.zones) :]
    labels = (
        *place_labels(
            [(p, at, s.radius_mm) for (p, at), s in zip(placed, symbols, strict=True)],
            usual_year([p.date for p in subject.places]),
            setting,
            _suffixes(placed, symbols, drawing),
        ),
        *line_labels(subject, own_routes, setting),
        *zone_labels(subject, own_zones, setting),
    )
    style = map_data.style()
    edge = style["label"]["edge_mm"] * setting.scale
    margin = style["furniture_gap_mm"] * setting.scale * 0.5
    around = Surroundings(
        composed.frame.outset(-edge),
        (*clear, *(rect.outset(margin) for rect, _ in composed.pieces)),
        tuple(stops),
        shapely.union_all([route.footprint for route in routes]),
        ground,
        role_of(setting, "map-town").style.size_mm,
    )
    lettered, boxes = letter(labels, around, setting, reporter)
    marks += name_rivers(ground, around, boxes, setting)
    marks += lettered
    for rect, piece in composed.pieces:
        marks += piece.at(rect.x, rect.y)
    return tuple(marks)


def _surfaces(
    drawing: Drawing,
) -> tuple[list[DrawnZone], list[DrawnRoute], list[Mark]]:
    """Zones of the designer's layers, then of the block; routes and points of layers."""
    setting, projection = drawing.setting, drawing.projection
    zones: list[DrawnZone] = []
    routes: list[DrawnRoute] = []
    marks: list[Mark] = []
    for own in drawing.subject.own_layers:
        page = projection.shape(own.shapes)
        page = shapely.simplify(page, map_data.style()["tolerance_mm"])
        if own.group == "zones":
            surface = shapely.union_all(
                [p for p in shapely.get_parts(page) if shapely.get_dimensions(p) == 2]
            )
            zones.append(
                draw_zone(surface, own.row, setting, ink=own.layer.ink, width_pt=own.layer.width_pt)
            )
        elif own.group == "routes":
            look = _with_own_look(own)
            routes += [
                draw_route(points, look, setting) for points, _ in lines_of(page) if len(points) > 1
            ]
        else:
            symbol = _plain_symbol(own.row, setting)
            marks += [
                mark
                for x, y in shapely.get_coordinates(page)
                for mark in draw_symbol(symbol, (float(x), float(y)))
            ]
    for zone, row in drawing.subject.zones:
        shape = outline(np.asarray(projection.to_page(zone.polygon)))
        zones.append(draw_zone(shape, row, setting))
    return zones, routes, marks


def _with_own_look(own: OwnLayer) -> dict[str, object]:
    row = dict(own.row)
    if own.layer.ink is not None:
        row["ink"] = str(own.layer.ink)
    if own.layer.width_pt is not None:
        row["width_pt"] = own.layer.width_pt
    return row


def _on_map(drawing: Drawing, frame: Rect, reporter: Reporter) -> list[tuple[DatedPlace, Point]]:
    """The places that lie in the frame; the others are reported."""
    found = []
    for dated in drawing.subject.places:
        at = drawing.projection.point(dated.place.at)
        if frame.x <= at.x <= frame.right and frame.y <= at.y <= frame.bottom:
            found.append((dated, at))
            continue
        name = dated.place.name.get(drawing.setting.language)
        lon, lat = dated.place.at
        message = f"`{name}` at {lon:g}, {lat:g} lies outside the map"
        west, south, east, north = drawing.subject.box
        hint = f"the area is {west:g} to {east:g}° E, {south:g} to {north:g}° N"
        path = ("places", dated.index, "at")
        reporter.add(
            Problem("place-off-map", message, path, hint, severity=Severity.WARNING), name=name
        )
    return found


def _symbol(dated: DatedPlace, at: Point, drawing: Drawing) -> Symbol:
    del at
    symbol = _plain_symbol(dated.row, drawing.setting)
    rank = _rank(dated, drawing.classes)
    if rank is not None:
        symbol = _tinted(symbol, rank, drawing.classes, drawing.setting)
    if _numbered(dated, drawing) is not None and symbol.shape in CARRIERS:
        radius = role_of(drawing.setting, "map-town").style.size_mm * 0.62
        symbol = Symbol("dot", radius, symbol.ink, symbol.paper, symbol.outline, symbol.outline_pt)
    return symbol


def _plain_symbol(row: Mapping[str, object], setting: Setting) -> Symbol:
    radius = float(str(row["radius_mm"])) * setting.scale
    return Symbol(str(row["shape"]), radius, ink_of(setting, str(row["ink"])), setting.paper)


def _rank(dated: DatedPlace, classes: tuple[DateClass, ...]) -> int | None:
    if dated.date is None or not dated.row.get("by_date"):
        return None
    day = day_of(dated.date)
    return next((c.rank for c in classes if day is not None and c.first <= day <= c.last), None)


def _tinted(symbol: Symbol, rank: int, classes: tuple[DateClass, ...], setting: Setting) -> Symbol:
    """The symbol in the tint of its class: the later, the deeper."""
    look = map_data.style()["date_tints"]
    share = rank / max(1, len(classes) - 1)
    percent = look["from"] + (look["to"] - look["from"]) * share
    return Symbol(
        symbol.shape,
        symbol.radius_mm,
        ink_of(setting, InkUse(look["ink"], percent)),
        symbol.paper,
        ink_of(setting, look["ink"]),
        look["outline_pt"] * setting.scale,
    )


def _numbered(dated: DatedPlace, drawing: Drawing) -> int | None:
    name = dated.place.name
    written = [name.common, *(text for _, text in name.versions)]
    numbers = drawing.numbers
    return next((numbers[text.strip()] for text in written if text.strip() in numbers), None)


def _number(dated: DatedPlace, at: Point, symbol: Symbol, drawing: Drawing) -> tuple[Mark, ...]:
    number = _numbered(dated, drawing)
    if number is None or symbol.shape not in CARRIERS:
        return ()
    role = role_of(drawing.setting, "map-town")
    light = symbol.ink.coverage_percent < 100
    level = at.y + role.style.size_mm * role.style.base_face.cap_height / 2
    ink = role.ink if light else drawing.setting.paper
    return (line_of(str(number), role, (at.x, level), "middle", ink),)


def _suffixes(
    placed: list[tuple[DatedPlace, Point]], symbols: list[Symbol], drawing: Drawing
) -> dict[int, str]:
    """Numbers of places whose symbol cannot carry one: set after the name."""
    return {
        dated.index: f" ({number})"
        for (dated, _), symbol in zip(placed, symbols, strict=True)
        if (number := _numbered(dated, drawing)) is not None and symbol.shape not in CARRIERS
    }


def _legend(
    subject: Subject, classes: tuple[DateClass, ...], setting: Setting
) -> tuple[Entry, ...]:
    """One row for every kind in use that has no name of its own on the map."""
    language = setting.language
    entries: dict[str, Entry] = {}
    for route, row in subject.routes:
        if row.get("legend", True):
            entries.setdefault(
                f"route {canonical('routes', route.kind)}",
                Entry(label_of(row, language), route=row),
            )
    for zone, row in subject.zones:
        if row.get("legend", True):
            entries.setdefault(
                f"zone {canonical('zones', zone.kind)}", Entry(label_of(row, language), zone=row)
            )
    for own in subject.own_layers:
        if own.layer.label is None:
            continue
        text = own.layer.label.get(language)
        entries[f"layer {own.layer.file} {text}"] = Entry(
            text,
            symbols=(_plain_symbol(own.row, setting),) if own.group == "places" else (),
            route=own.row if own.group == "routes" else None,
            zone=own.row if own.group == "zones" else None,
            ink=own.layer.ink,
        )
    usual = usual_year([p.date for p in subject.places])
    for dated in subject.places:
        key = f"place {dated.kind}"
        if key in entries or not dated.row.get("legend", True):
            continue
        symbol = _plain_symbol(dated.row, setting)
        text = label_of(dated.row, language)
        if dated.row.get("by_date") and classes:
            tints = [_tinted(symbol, found.rank, classes, setting) for found in classes]
            said = [class_name(found, language, usual) for found in classes]
            dated_count = sum(bool(p.date and p.row.get("by_date")) for p in subject.places)
            if dated_count > MOST_ON_ONE_SCALE:
                entries[key] = Entry(text)
                for name, tint in zip(said, tints, strict=True):
                    entries[f"{key} {name}"] = Entry(name, (tint,))
            else:
                entries[key] = Entry(f"{text}, {said[0]} → {said[-1]}", tuple(tints))
        else:
            entries[key] = Entry(text, (symbol,))
    return tuple(entries.values())


def _sees_paris(subject: Subject) -> bool:
    west, south, east, north = subject.box
    return west - 1 < PARIS[0] < east + 1 and south - 1 < PARIS[1] < north + 1
