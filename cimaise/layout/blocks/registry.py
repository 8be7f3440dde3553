"""Every kind of block by the name that layouts give it: when it is there, and what lays it out."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from cimaise.layout.blocks import (
    display,
    drawn,
    giant_figure,
    key_figures,
    pictures,
    prose,
    qr_code,
    running,
)
from cimaise.layout.context import Context
from cimaise.layout.kept import Keeping
from cimaise.layout.setting import Laid
from cimaise.model.exhibition import Exhibition
from cimaise.model.layout import Slot
from cimaise.model.panel import Panel

Presence = Callable[[Exhibition, Panel, Slot], bool]


class Block(Struct, frozen=True):
    """A kind of block.

    `shrinks` tells whether its text has a say in the sizes that an edition agrees on, `parts` what
    decides a drawing that takes so long that it is worth keeping.
    """

    present: Presence
    lay_out: Callable[[Context], Laid]
    shrinks: bool = True
    parts: Callable[[Context, Keeping], tuple[object, ...]] | None = None


def _written(field: str) -> Presence:
    return lambda exhibition, panel, slot: bool(getattr(panel, field))


def _pictured(exhibition: Exhibition, panel: Panel, slot: Slot) -> bool:
    return len(panel.images) >= slot.index


def _credited(exhibition: Exhibition, panel: Panel, slot: Slot) -> bool:
    return bool(panel.credits or exhibition.credits)


def _dated(exhibition: Exhibition, panel: Panel, slot: Slot) -> bool:
    return bool(exhibition.chronology)


def _always(exhibition: Exhibition, panel: Panel, slot: Slot) -> bool:
    return True


def _lay_out_logos(context: Context) -> Laid:
    # What reads SVG loads only for panels that have logos.
    from cimaise.layout.blocks.logos import lay_out_logos

    return lay_out_logos(context)


def _lay_out_figures(context: Context) -> Laid:
    in_giant = context.slot.bleed
    return (giant_figure.lay_out_giant if in_giant else key_figures.lay_out_figures)(context)


BLOCKS: dict[str, Block] = {
    "title": Block(_written("title"), display.lay_out_display),
    "subtitle": Block(_written("subtitle"), display.lay_out_display),
    "lead": Block(_written("lead"), prose.lay_out_prose),
    "text": Block(_written("text"), prose.lay_out_prose),
    "image": Block(_pictured, pictures.lay_out_image),
    "images": Block(_pictured, pictures.lay_out_images),
    "caption": Block(_pictured, pictures.lay_out_caption),
    "quote": Block(_written("quote"), display.lay_out_quote),
    "figures": Block(_written("figures"), _lay_out_figures),
    "sources": Block(_written("sources"), prose.lay_out_sources),
    "qr": Block(_written("qr"), qr_code.lay_out_qr),
    "credits": Block(_credited, prose.lay_out_prose),
    "logos": Block(_written("logos"), _lay_out_logos),
    "map": Block(_written("map"), drawn.lay_out_map, False, drawn.map_parts),
    "chronology": Block(_written("chronology"), drawn.lay_out_chronology, parts=drawn.dates_parts),
    "band": Block(_dated, drawn.lay_out_band, parts=drawn.band_parts),
    "number": Block(_always, running.lay_out_number),
    "running": Block(_always, running.lay_out_running),
}
