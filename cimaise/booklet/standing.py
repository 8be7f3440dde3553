"""On which page of the booklet a panel's text and figures stand: the anchors of its pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from cimaise.booklet.figures import chronology_parts
from cimaise.booklet.plates import Kind, Placed
from cimaise.model.panel import Event, Panel

Standing = Mapping[tuple[int, Kind, int], str]
"""The anchor of the page on which a figure stands, by its panel's number, kind and index."""


def text_anchor(number: int) -> str:
    """The anchor of a panel's page of text."""
    return f"panel-{number}"


def plate_anchor(number: int, at: int = 1) -> str:
    """The anchor of a panel's plate, counted from 1."""
    return f"plate-{number}" + (f"-{at}" if at > 1 else "")


def standing_of(number: int, pages: Iterable[Iterable[Placed]]) -> Standing:
    """Where the figures of a panel stand: under its text, then on its plates."""
    return {
        (number, each.kind, each.index): plate_anchor(number, at) if at else text_anchor(number)
        for at, page in enumerate(pages)
        for each in page
    }


def dated(panel: Panel, standing: Standing) -> Iterator[tuple[Event, str]]:
    """The panel's events with the anchors of the pages on which they are drawn."""
    for part, events in enumerate(chronology_parts(panel.chronology)):
        for event in events:
            yield event, standing[panel.number, "dates", part]
