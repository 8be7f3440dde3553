"""A map block and a frame → one group of marks: the entry of this package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from cimaise.diagnostics import Severity
from cimaise.geometry import Point, Rect, circle, rectangle
from cimaise.layout.figures.maps.base_map import Scene
from cimaise.layout.figures.maps.composition import compose
from cimaise.layout.figures.maps.curves import box_shape
from cimaise.layout.figures.maps.fitting import Canvas
from cimaise.layout.figures.maps.furniture import Composition, Furniture
from cimaise.layout.figures.maps.glyphs import report_missing
from cimaise.layout.figures.maps.ground import Ground, draw_ground, reaches_beyond
from cimaise.layout.figures.maps.kinds import role_of
from cimaise.layout.figures.maps.lettering import (
    CROWD,
    letter,
    line_labels,
    place_labels,
    zone_labels,
)
from cimaise.layout.figures.maps.overlays import lay_over
from cimaise.layout.figures.maps.reporter import Reporter
from cimaise.layout.figures.maps.river_names import name_rivers
from cimaise.layout.figures.maps.sight import (
    in_sight,
    report_left_out,
    report_locator,
    report_unseen,
)
from cimaise.layout.figures.maps.signs import Signs, legend_rows, signs_for
from cimaise.layout.figures.maps.subject import Subject
from cimaise.layout.figures.maps.subject_reading import read_subject
from cimaise.layout.figures.maps.symbols import draw_symbol
from cimaise.layout.figures.maps.weighing import Surroundings, discs
from cimaise.layout.figures.maps.words import attribution, tell
from cimaise.layout.marks import Group, Mark, PathMark
from cimaise.layout.setting import Laid, Setting
from cimaise.model.map import MapBlock
from cimaise.model.problems import Problem
from cimaise.resources import map_data
from cimaise.source import Document

# In Paris the departments of 1944 are approximate, which the map then says.
PARIS = (2.35, 48.86)
# On a panel of 80×120 finer than this, the base map's kilometre is seen.
FINEST_KM_PER_MM = 0.06
# A symbol on a line stands in a disc of paper, this many times its radius.
ON_LINE = 1.4


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
    bleed = frame.union(bleed) if bleed else frame
    canvas = Canvas(frame, bleed, clear)
    signs, composed = _composed(subject, block, canvas, setting, numbers or {})
    # What lies off the map is known once that is composed, and then is not to be explained on it.
    while (seen := in_sight(subject, composed, setting.language, reporter)) is not subject:
        subject = seen
        signs, composed = _composed(subject, block, canvas, setting, numbers or {})
    if block.locator and not composed.has_locator:
        report_locator(composed, setting, reporter)
    report_left_out(composed, block.caption, setting, reporter)
    marks = _drawn(subject, signs, composed, clear, reporter)
    report_missing(block, marks, setting, reporter)
    told = tell(subject, block.alt, setting.language)
    group = Group("map", marks, rectangle(bleed), told.title, told.description)
    return Laid((group,), frame.height, tuple(reporter.found))


def _composed(
    subject: Subject,
    block: MapBlock,
    canvas: Canvas,
    setting: Setting,
    numbers: Mapping[str, int],
) -> tuple[Signs, Composition]:
    """The subject's signs, and where the map and what explains it stand."""
    signs = signs_for(subject, setting, numbers)
    furniture = Furniture(
        subject.caption,
        block.caption.language(setting.language) if block.caption else setting.language,
        attribution(setting.language, subject.layers, paris=_sees_paris(subject)),
        legend_rows(subject, signs) if block.legend else (),
        block.scale,
        block.locator,
    )
    return signs, compose(subject, furniture, canvas, setting)


def _drawn(
    subject: Subject,
    signs: Signs,
    composed: Composition,
    clear: tuple[Rect, ...],
    reporter: Reporter,
) -> tuple[Mark, ...]:
    setting, projection = signs.setting, composed.projection
    _judge_scale(subject, composed, setting, reporter)
    placed = [(dated, projection.point(dated.place.at)) for dated in subject.places]
    symbols = [signs.symbol(dated) for dated, _ in placed]
    stops = [(at, symbol.radius_mm) for (_, at), symbol in zip(placed, symbols, strict=True)]
    over = lay_over(subject, projection, composed.bleed, stops, setting)
    report_unseen(over.unseen, subject, reporter)
    ground = draw_ground(
        Scene(projection, composed.bleed, subject.area), subject.layers, setting, over.washes
    )
    style = map_data.style()
    edge = style["label"]["edge_mm"] * setting.scale
    margin = style["furniture_gap_mm"] * setting.scale * 0.5
    around = Surroundings(
        composed.frame.outset(-edge),
        (*clear, *(rect.outset(2 * margin) for rect, _ in composed.pieces)),
        tuple(stops),
        shapely.union_all([route.footprint for route in over.routes]),
        shapely.union_all([shapely.boundary(surface.shape) for surface in over.surfaces]),
        ground,
        role_of(setting, "map-town").style.size_mm,
    )
    suffixes = {
        dated.index: signs.suffix(dated, symbol)
        for (dated, _), symbol in zip(placed, symbols, strict=True)
    }
    labels = (
        *place_labels(
            [(p, at, s.radius_mm) for (p, at), s in zip(placed, symbols, strict=True)],
            signs.usual_year,
            setting,
            suffixes,
        ),
        *line_labels(subject, over.routes[len(over.routes) - len(subject.routes) :], setting),
        *zone_labels(
            subject,
            [found.shape for found in over.surfaces][len(over.surfaces) - len(subject.zones) :],
            setting,
        ),
    )
    lettered, boxes = letter(labels, around, setting, reporter)
    spared = _spared(boxes, stops, setting) if over.surfaces else shapely.Polygon()
    hatched = shapely.union_all([surface.shape for surface in over.surfaces])
    below = [*ground.marks]
    for surface in over.surfaces:
        below += surface.draw(spared).marks
    below += [mark for route in over.routes for mark in route.marks]
    below += over.marks
    if len(placed) <= CROWD:
        below += name_rivers(ground, around, boxes, hatched, setting)
    for rect, _ in composed.pieces:
        below += _emptied(rect.outset(margin * 0.4), ground)
    # Above a caption at the foot the map ends before its group does.
    marks: list[Mark] = [Group("ground", tuple(below), clip=rectangle(composed.bleed))]
    for (dated, at), symbol in zip(placed, symbols, strict=True):
        if shapely.intersects_xy(around.routes, at.x, at.y):
            marks.append(PathMark(circle(at, symbol.radius_mm * ON_LINE), fill=setting.paper))
        marks += draw_symbol(symbol, at)
        marks += signs.number_mark(dated, at, symbol)
    marks += lettered
    for rect, piece in composed.pieces:
        marks += piece.at(rect.x, rect.y)
    return tuple(marks)


def _judge_scale(
    subject: Subject, composed: Composition, setting: Setting, reporter: Reporter
) -> None:
    """Warn where the map shows more than the layers cover, or shows them far too large."""
    if not subject.layers or any(own.is_land for own in subject.own_layers):
        return
    projection = composed.projection
    if reaches_beyond(projection.window(composed.bleed)):
        message = "the map reaches beyond the base map, which covers 36–60° N, 10° W–19° E"
        hint = (
            "choose a smaller area or a slot nearer to its shape, or give the land as a GeoJSON "
            "layer of `kind: land`"
        )
        reporter.add(Problem("map-data-ends", message, ("area",), hint, severity=Severity.WARNING))
    km_per_mm = projection.km_per_mm(composed.frame.centre) * setting.scale
    if km_per_mm < FINEST_KM_PER_MM:
        message = (
            f"a millimetre of this map is {1000 * km_per_mm:.0f} m, and the base map may be wrong "
            "by a kilometre: its lines do not lie where the places say"
        )
        hint = "give rivers, coast and limits as GeoJSON layers, and leave the named ones out"
        reporter.add(Problem("map-data-coarse", message, ("area",), hint, severity=Severity.INFO))


def _spared(
    boxes: Sequence[Rect], stops: Sequence[tuple[Point, float]], setting: Setting
) -> BaseGeometry:
    """What hatching leaves free: labels and symbols, with a little air."""
    air = 1.2 * setting.scale
    shapes = [shapely.box(r.x - air, r.y - air, r.right + air, r.bottom + air) for r in boxes]
    return shapely.union_all([*shapes, *discs(stops, air)])


def _emptied(room: Rect, ground: Ground) -> tuple[Mark, ...]:
    """The ground's own colour over the lines that would run through a caption."""
    wall = box_shape(room)
    if not len(ground.base.strands.tree.query(wall, predicate="intersects")):
        return ()
    (ink,) = ground.inks_at(np.array([room.centre]))
    return (PathMark(rectangle(room), fill=ink),)


def _sees_paris(subject: Subject) -> bool:
    west, south, east, north = subject.box
    return west - 1 < PARIS[0] < east + 1 and south - 1 < PARIS[1] < north + 1
