"""Names on a map: labels of places, routes and zones built, placed together, and drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from msgspec import Struct
from shapely.geometry.base import BaseGeometry

from cimaise.diagnostics import Severity, counted
from cimaise.geometry import Point, Rect, polyline
from cimaise.inks import Ink
from cimaise.layout.figures.maps.dated import said
from cimaise.layout.figures.maps.kinds import ink_of, role_of
from cimaise.layout.figures.maps.labels import (
    LEADS,
    NEAR_LEADS,
    Marked,
    about_points,
    along_line,
    in_zone,
)
from cimaise.layout.figures.maps.placement import Label, Spots, place
from cimaise.layout.figures.maps.reporter import Reporter
from cimaise.layout.figures.maps.routes import DrawnRoute
from cimaise.layout.figures.maps.subject import DatedPlace, Subject
from cimaise.layout.figures.maps.text import TextBlock, between_words, label_block, wrapped
from cimaise.layout.figures.maps.weighing import Surroundings, judged
from cimaise.layout.marks import Mark, PathMark
from cimaise.layout.setting import Role, Setting
from cimaise.model.problems import Problem
from cimaise.resources import map_data
from cimaise.source import Keys

NOTE_LINE, ZONE_LINE = 24, 15
"""Characters to a line of a note, and of a zone's or route's name."""
CROWD = 150
# So many lost labels are reported one by one; the others together.
MOST_REPORTED = 20
MOST_NAMED = 6


class Named(Struct, frozen=True):
    """A label to place: its text, where it comes from, and where it may stand."""

    name: str
    path: Keys
    block: TextBlock
    spots: Spots
    home: tuple[float, float]
    """Where what it names lies, mm."""
    priority: int


def place_labels(
    places: Sequence[tuple[DatedPlace, Point, float]],
    usual_year: int | None,
    setting: Setting,
    suffixes: Mapping[int, str],
) -> tuple[Named, ...]:
    """The labels of symbols (middle and radius): name, then date, then note.

    `suffixes` is set after a name, by the place's index.
    """
    town, date, note = (role_of(setting, name) for name in ("map-town", "map-date", "map-note"))
    gap = map_data.style()["label"]["gap_mm"] * setting.scale
    marked: list[Marked] = []
    names: list[str] = []
    # In a crowd leaders would only tangle.
    crowd = len(places) > CROWD
    for dated, at, radius in places:
        name = dated.place.name.get(setting.language) + suffixes.get(dated.index, "")
        named = town.speaking(dated.place.name.language(setting.language))
        lines: list[tuple[str, Role, Ink | None]] = [(name, named, None)]
        if dated.date is not None:
            lines.append((said(dated.date, setting.language, usual_year), date, None))
        if dated.place.note is not None:
            text = dated.place.note.get(setting.language)
            noted = note.speaking(dated.place.note.language(setting.language))
            lines += [(line, noted, None) for line in wrapped(text, NOTE_LINE)]
        leads = 0 if crowd else len(LEADS) if dated.place.priority == 1 else NEAR_LEADS
        marked.append(Marked(label_block(lines), at, radius, leads))
        names.append(name)
    return tuple(
        Named(name, ("places", dated.index), own.block, spots, own.at, dated.place.priority)
        for name, (dated, *_), own, spots in zip(
            names, places, marked, about_points(marked, gap), strict=True
        )
    )


def line_labels(
    subject: Subject, drawn: Sequence[DrawnRoute], setting: Setting
) -> tuple[Named, ...]:
    """The labels of routes that have a name, in the route's ink."""
    role = role_of(setting, "map-route")
    found = []
    for known, shape in zip(subject.routes, drawn, strict=True):
        row = known.row
        if known.route.name is None:
            continue
        name = known.route.name.get(setting.language)
        spoken = role.speaking(known.route.name.language(setting.language))
        ink = ink_of(setting, str(row["ink"]).partition(" ")[0])
        block = label_block([(line, spoken, ink) for line in wrapped(name, ZONE_LINE + 5)])
        half = (row.get("neck_mm", 3.4) / 2 + 1.7) * setting.scale
        candidates = along_line(block, shape.line, half)
        x, y = shape.line[len(shape.line) // 2].tolist()
        found.append(Named(name, ("routes", known.index), block, candidates, (x, y), 2))
    return tuple(found)


def zone_labels(
    subject: Subject, shapes: Sequence[BaseGeometry], setting: Setting
) -> tuple[Named, ...]:
    """The labels of zones that have a name."""
    role = role_of(setting, "map-zone")
    found = []
    for known, shape in zip(subject.zones, shapes, strict=True):
        if known.zone.name is None:
            continue
        name = known.zone.name.get(setting.language)
        spoken = role.speaking(known.zone.name.language(setting.language))
        block = label_block([(line, spoken, None) for line in wrapped(name, ZONE_LINE)])
        inside = shapely.point_on_surface(shape)
        home = (0.0, 0.0) if shapely.is_empty(inside) else (inside.x, inside.y)
        found.append(Named(name, ("zones", known.index), block, in_zone(block, shape), home, 2))
    return tuple(found)


def letter(
    labels: Sequence[Named], around: Surroundings, setting: Setting, reporter: Reporter
) -> tuple[tuple[Mark, ...], tuple[Rect, ...]]:
    """Place all labels together and draw them; what finds no place is reported by name.

    Returns the marks and the rectangles that labels cover.
    """
    homes = np.array([label.home for label in labels]).reshape(-1, 2)
    groups = judged([label.spots for label in labels], homes, around)
    em = around.unit_mm
    ready = [
        Label(candidates, label.priority) for label, candidates in zip(labels, groups, strict=True)
    ]
    chosen = place(ready, (0.5 * em, 0.42 * em))
    leaders: list[Mark] = []
    texts: list[Mark] = []
    boxes: list[Rect] = []
    lost: list[Named] = []
    style = map_data.style()["label"]
    ground = around.ground
    middles = [spot.box.centre for spot in chosen if spot is not None]
    halos = iter(ground.inks_at(np.array(middles).reshape(-1, 2)))
    for label, spot in zip(labels, chosen, strict=True):
        if spot is None:
            lost.append(label)
            continue
        boxes.append(spot.box)
        if spot.leader:
            leaders.append(
                PathMark(
                    polyline(spot.leader),
                    stroke=role_of(setting, "map-town").ink,
                    width_pt=style["leader_pt"] * setting.scale,
                )
            )
        runs = label.block.drawn(
            (spot.box.x, spot.box.y), spot.align, next(halos), style["halo_mm"] * setting.scale
        )
        for run in runs:
            texts += (*between_words(run), run)
    _report(lost, reporter)
    return (*leaders, *texts), tuple(boxes)


def _report(lost: Sequence[Named], reporter: Reporter) -> None:
    others = "take out another label near it, or make the map larger"
    for label in lost[:MOST_REPORTED]:
        # Only places have a priority of their own.
        first = label.path[0] == "places" and label.priority > 1
        hint = f"give it `priority: 1`, {others}" if first else others
        message = f"there is no room on the map for the name `{label.name}`"
        reporter.add(
            Problem("label-dropped", message, label.path, hint, severity=Severity.WARNING),
            name=label.name,
        )
    rest = [label.name for label in lost[MOST_REPORTED:]]
    if rest:
        message = (
            f"there is no room on the map for {counted(len(rest), 'more name')}: "
            + ", ".join((*rest[:MOST_NAMED], *(["…"] if len(rest) > MOST_NAMED else [])))
        )
        reporter.add(
            Problem(
                "label-dropped",
                message,
                ("places",),
                f"show {counted(len(rest), 'place')} fewer, or make the map larger",
                severity=Severity.WARNING,
            ),
            names=rest,
        )
