"""Maps and chronologies: their slots here, their drawing in `layout.figures`."""

from __future__ import annotations

from cimaise.layout.context import Context
from cimaise.layout.figures.maps.numbers import numbers_of
from cimaise.layout.figures.reversal import on_ground
from cimaise.layout.grounds import ground_of
from cimaise.layout.setting import Laid, Setting


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
        _setting(context),
        context.slot.form or "list",
        numbers=numbers_of(context.panel.map, context.panel.chronology),
        document=context.panel.document,
        panel=context.panel.label,
        slot=context.name,
    )


def lay_out_band(context: Context) -> Laid:
    """The exhibition's dates along the panel, the panel's own weeks in full ink.

    Of a panel without weeks of its own, all of them.
    """
    from cimaise.layout.figures.chronologies.figure import draw_chronology

    return draw_chronology(
        context.exhibition.chronology,
        context.cell.inner,
        _setting(context),
        "band",
        weeks=context.panel.weeks,
        weeks_span=context.panel.span("weeks"),
        document=context.exhibition.document("exhibition"),
        panel=context.panel.label,
        slot=context.name,
    )


def _setting(context: Context) -> Setting:
    """The panel's setting, its inks reversed where the layout puts a dark band behind the slot."""
    setting = context.setting
    ground = ground_of(context.cell.inner, context.layout, context.grid, setting)
    if ground == setting.paper:
        return setting
    own = context.slot.ink
    return on_ground(setting, ground, setting.ink(own) if own else None)
