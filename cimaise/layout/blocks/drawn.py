"""Maps and chronologies: their slots here, their drawing in `layout.figures`."""

from __future__ import annotations

from cimaise.inks import Ink
from cimaise.layout.context import Context
from cimaise.layout.figures.maps.numbers import numbers_of
from cimaise.layout.figures.reversal import on_ground
from cimaise.layout.grounds import ground_of
from cimaise.layout.kept import Keeping
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


def map_parts(context: Context, keeping: Keeping) -> tuple[object, ...]:
    """What decides a map besides its place and the theme."""
    layers = keeping.layers(context.exhibition.folder, context.panel.map)
    return (*_numbered(context), layers)


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
        counting=context.counting,
    )


def dates_parts(context: Context, keeping: Keeping) -> tuple[object, ...]:
    """What decides a panel's own chronology besides its place and the theme."""
    return (*_numbered(context), _ground(context))


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
        counting=context.counting,
    )


def band_parts(context: Context, keeping: Keeping) -> tuple[object, ...]:
    """What decides the exhibition's band of dates besides its place and the theme."""
    events = [event.model_dump_json() for event in context.exhibition.chronology]
    return (events, context.panel.weeks, _ground(context))


def _numbered(context: Context) -> tuple[object, ...]:
    """The map and the dates: each numbers what it shares with the other."""
    panel = context.panel
    events = [event.model_dump_json() for event in panel.chronology]
    return (panel.map.model_dump_json() if panel.map else "", events)


def _ground(context: Context) -> Ink:
    """What the layout puts behind the slot."""
    return ground_of(context.cell.inner, context.layout, context.grid, context.setting)


def _setting(context: Context) -> Setting:
    """The panel's setting, its inks reversed where the layout puts a dark band behind the slot."""
    setting = context.setting
    ground = _ground(context)
    if ground == setting.paper:
        return setting
    own = context.slot.ink
    return on_ground(setting, ground, setting.ink(own) if own else None)
