"""What a map block asks for, checked: area, layers, places, routes, zones with their rows.

What cannot be drawn is left out and reported; what can be guessed is drawn and reported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from cimaise.diagnostics import LET_READ, Diagnostic, Severity
from cimaise.layout.figures.maps.areas import Box, lies_in, usable
from cimaise.layout.figures.maps.dated import read_dates
from cimaise.layout.figures.maps.kinds import (
    Group,
    Row,
    canonical,
    kinds_and_aliases,
    named,
    names,
    row_of,
)
from cimaise.layout.figures.maps.reporter import Reporter
from cimaise.layout.figures.maps.subject import (
    DatedPlace,
    KnownRoute,
    KnownZone,
    OwnLayer,
    Subject,
)
from cimaise.layout.setting import Setting
from cimaise.model.map import GeoLayer, LonLat, MapBlock
from cimaise.model.paths import map_file
from cimaise.model.problems import Problem, unknown_name
from cimaise.model.texts import LocalText
from cimaise.resources import map_data
from cimaise.resources.cache import cache_for
from cimaise.resources.geojson import UnreadableMapError, read_geojson
from cimaise.resources.map_areas import areas
from cimaise.source import Keys

# A point this many times its own box's size outside the area was hardly meant.
FAR_OFF = 1.5
# Stands in for an area that nobody knows, so that what else is wrong with the map is told as well.
THE_EARTH: Box = (-180.0, -90.0, 180.0, 90.0)


def read_subject(block: MapBlock, setting: Setting, reporter: Reporter) -> Subject | None:
    """The block's content; None where not even its area is known."""
    area: str | None = None
    outline = None
    title = ""
    is_known = True
    if isinstance(block.area, str):
        known = areas()
        if block.area not in known:
            reporter.add(unknown_name("area", block.area, tuple(known), ("area",)))
            is_known, box = False, THE_EARTH
        else:
            area = block.area
            box, title = known[area].box, known[area].title(setting.language)
            outline = map_data.outline(area)
    else:
        box = _box(block, block.area, reporter)
    spans, problems = read_dates(block.places, reporter.document, reporter.panel, reporter.slot)
    reporter.found += problems
    words = _words(block, reporter)
    places = []
    for index, (place, span) in enumerate(zip(block.places, spans, strict=True)):
        kind_at: Keys = ("places", index, "kind")
        row = _row("places", place.kind, kind_at, words, reporter) or row_of("places", "town")
        if row is not None and _lies_right(place.at, box, ("places", index, "at"), reporter):
            kind = canonical("places", place.kind)
            places.append(DatedPlace(index, place, kind, row, span))
    routes = []
    for index, route in enumerate(block.routes):
        row = _row("routes", route.kind, ("routes", index, "kind"), words, reporter)
        path: Keys = ("routes", index, "via")
        if len(set(route.via)) < 2:
            message = "all points of this route are one and the same"
            hint = "give two points or more that differ, longitude first"
            reporter.add(Problem("invalid-value", message, path, hint))
        elif row and _all_right(route.via, box, path, reporter):
            routes.append(KnownRoute(index, route, row))
    zones = []
    for index, zone in enumerate(block.zones):
        row = _row("zones", zone.kind, ("zones", index, "kind"), words, reporter)
        corners: Keys = ("zones", index, "polygon")
        if shapely.area(shapely.polygons(zone.polygon)) == 0:
            message = "the corners of this zone lie on one line"
            hint = "give three corners or more that enclose a surface, longitude first"
            reporter.add(Problem("invalid-value", message, corners, hint))
        elif row and _all_right(zone.polygon, box, corners, reporter):
            zones.append(KnownZone(index, zone, row))
    layers = []
    own = []
    for index, layer in enumerate(block.layers):
        at: Keys = ("layers", index)
        if isinstance(layer, GeoLayer):
            found = _own_layer(index, layer, setting, reporter)
            own += [found] if found else []
        elif layer in map_data.LAYERS:
            layers.append(layer)
        else:
            reporter.add(unknown_name("layer", layer, map_data.LAYERS, at))
    if not is_known:
        return None
    return Subject(
        area,
        title,
        box,
        outline,
        tuple(layers),
        tuple(own),
        tuple(places),
        tuple(routes),
        tuple(zones),
        block.caption.get(setting.language) if block.caption else "",
    )


def _box(block: MapBlock, area: Box, reporter: Reporter) -> Box:
    """The area's box; turned round, and reported, where everything says that it is swapped."""
    box = usable(area)
    turned = usable((area[1], area[0], area[3], area[2]))
    points = [place.at for place in block.places] + [at for way in block.routes for at in way.via]
    if points:
        swapped = not any(_near(at, box) for at in points) and all(
            _near(at, turned) for at in points
        )
    else:
        named = any(isinstance(layer, str) for layer in block.layers)
        swapped = named and not _meets(box, map_data.EXTENT) and _meets(turned, map_data.EXTENT)
    if not swapped:
        return box
    south, west, north, east = area
    message = "the area looks like south, west, north, east"
    hint = f"west comes first: write [{west:g}, {south:g}, {east:g}, {north:g}]"
    reporter.add(Problem("coordinates-swapped", message, ("area",), hint))
    return turned


def _meets(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _words(block: MapBlock, reporter: Reporter) -> Mapping[str, LocalText]:
    """What the block calls kinds in its legend; reports kinds that do not exist."""
    kinds = kinds_and_aliases()
    for kind in block.legend_words:
        if kind not in kinds:
            reporter.add(unknown_name("kind", kind, kinds, ("legend", kind)))
    return block.legend_words


def _row(
    group: Group, kind: str, path: Keys, words: Mapping[str, LocalText], reporter: Reporter
) -> Row | None:
    """The row of a kind, with the block's own words for it."""
    row = row_of(group, kind)
    if row is None:
        noun = {"places": "kind of place", "routes": "kind of route", "zones": "kind of zone"}
        reporter.add(unknown_name(noun[group], kind, names(group), path))
        return None
    own = (said for key, said in words.items() if canonical(group, key) == canonical(group, kind))
    return named(row, next(own, None))


def _all_right(points: Sequence[LonLat], box: Box, path: Keys, reporter: Reporter) -> bool:
    return all(_lies_right(at, box, (*path, index), reporter) for index, at in enumerate(points))


def _lies_right(at: LonLat, box: Box, path: Keys, reporter: Reporter) -> bool:
    """Whether a point can be drawn; reports one that is out of range or looks swapped."""
    lon, lat = at
    if not _near(at, box) and _near((lat, lon), box):
        message = f"`{lon:g}, {lat:g}` looks like latitude, longitude"
        hint = f"longitude comes first: write [{lat:g}, {lon:g}]"
        reporter.add(Problem("coordinates-swapped", message, path, hint))
        return False
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        message = f"`{lon:g}, {lat:g}` is nowhere on earth"
        hint = "write degrees: longitude from -180 to 180, then latitude from -90 to 90"
        if -90 <= lon <= 90 and -180 <= lat <= 180:
            hint = f"it looks like latitude, longitude: write [{lat:g}, {lon:g}]"
        reporter.add(Problem("coordinates-out-of-range", message, path, hint))
        return False
    return True


def _near(at: LonLat, box: Box) -> bool:
    return lies_in(at, box, FAR_OFF / 3)


def _own_layer(
    index: int, layer: GeoLayer, setting: Setting, reporter: Reporter
) -> OwnLayer | None:
    path: Keys = ("layers", index)
    file = map_file(setting.folder, layer.file)
    if isinstance(file, Diagnostic):
        reporter.add(Problem(file.code, file.message, (*path, "file"), file.hint or ""))
        return None
    try:
        data = read_geojson(file, cache_for(setting.folder))
    except UnreadableMapError as problem:
        reporter.add(Problem("geojson-unreadable", str(problem), (*path, "file"), problem.hint))
        return None
    except OSError as problem:
        message = f"{file.name} cannot be read: {(problem.strerror or str(problem)).lower()}"
        reporter.add(Problem("geojson-unreadable", message, (*path, "file"), LET_READ))
        return None
    if data.repaired:
        message = f"{data.repaired} shapes of {layer.file} cross themselves or are misshapen"
        if data.repaired == 1:
            message = f"a shape of {layer.file} crosses itself or is misshapen"
        hint = "it was repaired or left out: look at the map, or mend the file"
        reporter.add(
            Problem("geojson-repaired", message, (*path, "file"), hint, severity=Severity.WARNING),
            shapes=data.repaired,
        )
    groups: tuple[Group, ...] = ("zones", "routes", "places")
    for group in _by_dimension(data.shapes, groups):
        row = row_of(group, layer.kind)
        if row is not None:
            return OwnLayer(index, layer, group, row, data.shapes)
    kinds = tuple(name for group in groups for name in names(group))
    reporter.add(unknown_name("kind of layer", layer.kind, kinds, (*path, "kind")))
    return None


def _by_dimension(shapes: BaseGeometry, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """The groups in which a kind is looked up, the one that suits the shapes first."""
    highest = int(shapely.get_dimensions(shapely.get_parts(shapes)).max(initial=0))
    return {2: groups, 1: ("routes", "zones", "places"), 0: ("places", "routes", "zones")}[highest]
