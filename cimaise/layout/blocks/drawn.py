"""Maps and chronologies: their slots here, their drawing in `layout.figures`."""

from __future__ import annotations

from cimaise.layout.context import Context
from cimaise.layout.figures.maps.numbers import numbers_of
from cimaise.layout.setting import Laid


def lay_out_map(context: Context) -> Laid:
    """The panel's map; land and sea run over the trim where the slot bleeds."""
    # Map libraries load only for panels that have a map.
    from cimaise.layout.figures.maps.figure import draw_map

    if context.panel.map is None:
        return Laid()
    return draw_map(
        context.panel.map,
        context.cell.inner,
        context.setting,
        bleed=context.cell.outer,
        numbers=numbers_of(context.panel.map, context.panel.chronology),
        document=context.panel.document,
        panel=context.panel.label,
        slot=context.name,
    )


def lay_out_chronology(context: Context) -> Laid:
    """The panel's own dates, in the layout's form, with the numbers of places on the map."""
    # Loads only for panels that have dates.
    from cimaise.layout.figures.chronologies.figure import draw_chronology

    return draw_chronology(
        context.panel.chronology,
        context.cell.inner,
        context.setting,
        context.slot.form or "list",
        numbers=numbers_of(context.panel.map, context.panel.chronology),
        document=context.panel.document,
        panel=context.panel.label,
        slot=context.name,
    )


def lay_out_band(context: Context) -> Laid:
    """The exhibition's dates along the panel, the panel's own weeks in full ink."""
    from cimaise.layout.figures.chronologies.figure import draw_chronology

    return draw_chronology(
        context.exhibition.chronology,
        context.cell.inner,
        context.setting,
        "band",
        weeks=context.panel.weeks,
        weeks_span=context.panel.span("weeks"),
        document=context.exhibition.document("exhibition"),
        panel=context.panel.label,
        slot=context.name,
    )
