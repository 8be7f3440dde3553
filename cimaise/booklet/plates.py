"""The pages of figures: what of a panel stands on them, how high, and on how many of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from cimaise.booklet.book_page import BookPage
from cimaise.booklet.figures import (
    Drawn,
    chronology_parts,
    draw_axis,
    draw_map_figure,
    draw_picture,
    picture_ratio,
)
from cimaise.booklet.kept_figures import kept_figure, map_parts
from cimaise.layout.kept import Keeping
from cimaise.layout.setting import Role, Setting
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.model.texts import LocalText
from cimaise.typography.breaking import first_fit
from cimaise.typography.markdown import parse
from cimaise.typography.micro import typeset_spans
from cimaise.units import mm_from_pt

Kind = Literal["map", "picture", "dates", "key-figures", "quote"]
# What may stand under the text where there is room for it.
UNDER_TEXT = ("key-figures", "quote", "dates")

CAPTION_PT, CAPTION_LEADING_PT, CREDIT_LEADING_PT = 8.5, 10.5, 10.5
QUOTE_PT, QUOTE_LEADING_PT = 25.0, 28.0
CAPTION_GAP_MM = 1.8
GAP_MM = 6.5
# Heights are rounded, here and there.
SLACK_MM = 1.0
LEAST_MAP_MM, MOST_MAP_MM = 72.0, 146.0
# A picture keeps its shape; where room is short it gives up a third of its height, around its
# focus, and where room is left it grows by half before white is left.
LEAST_PICTURE, MOST_PICTURE = 0.66, 1.5
# What would otherwise run over to a page of its own may cut pictures and map by this much more.
TIGHT = {"picture": 0.66, "map": 0.85}
# A map shows its subject from here on: it gets this much before anything else grows.
GOOD_MAP_MM = 96.0
KEY_FIGURES_MM = 25.0
QUOTE_BY_MM = 7.0
SLIGHT_MM = 50.0
FIGURES_IN_ROW, FIGURE_GAP_MM = 3, 4.0
VALUE_PT, VALUE_LEADING_PT = 30.0, 31.5


class Slot(Struct, frozen=True):
    """One thing on a plate, before it is drawn: heights in mm, what stands under it included."""

    kind: Kind
    index: int
    least_mm: float
    wished_mm: float
    most_mm: float
    under_mm: float = 0.0
    drawn: Drawn | None = None
    """What had to be drawn for its height to be known."""


class Placed(Struct, frozen=True):
    """One thing on a plate; `drawn` is None for what is set as text."""

    kind: Kind
    index: int
    height_mm: float
    drawn: Drawn | None = None


Plate = tuple[Placed, ...]


class Shown(Struct, frozen=True):
    """What stands under the text on its own page, and the plates after it."""

    under_text: Plate
    plates: tuple[Plate, ...]


def shown(
    exhibition: Exhibition,
    panel: Panel,
    setting: Setting,
    page: BookPage,
    room_mm: float,
    keeping: Keeping | None = None,
) -> Shown:
    """Everything that the panel shows, in order; `room_mm` is left under its text.

    Raises InputError for a picture that cannot be used.
    """
    slots = list(_slots(exhibition, panel, setting, page, keeping))
    under: list[Slot] = []
    # Where there is nothing else to look at, the plate is theirs.
    pictured = any(slot.kind in ("map", "picture") for slot in slots)
    # A date or two are too little for a page of their own.
    slight = all(slot.kind == "dates" for slot in slots) and _least(slots) < SLIGHT_MM
    for slot in slots if pictured or slight else ():
        if slot.kind in UNDER_TEXT and slot.least_mm + GAP_MM <= room_mm:
            under.append(slot)
            room_mm -= slot.least_mm + GAP_MM
    rest = [slot for slot in slots if slot not in under]
    tight = [_tightened(slot) for slot in rest]
    depth = page.depth_mm - SLACK_MM
    if _least(rest) > depth >= _least(tight):
        rest = tight
    drawn = [
        tuple(
            _draw(exhibition, panel, setting, page, slot, height, keeping)
            for slot, height in fitted
        )
        for fitted in (_fitted(group, depth) for group in _grouped(rest, depth))
    ]
    kept = tuple(
        _draw(exhibition, panel, setting, page, slot, slot.least_mm, keeping) for slot in under
    )
    return Shown(kept, tuple(drawn))


def _tightened(slot: Slot) -> Slot:
    share = TIGHT.get(slot.kind, 1.0)
    return replace(slot, least_mm=(slot.least_mm - slot.under_mm) * share + slot.under_mm)


def _slots(
    exhibition: Exhibition,
    panel: Panel,
    setting: Setting,
    page: BookPage,
    keeping: Keeping | None,
) -> Iterator[Slot]:
    width = page.measure_mm
    language = setting.language
    if panel.map is not None:
        under = _under(panel.map.caption, None, setting, width)
        least, most = LEAST_MAP_MM + under, MOST_MAP_MM + under
        yield Slot("map", 0, least, most, most, under)
    for index, picture in enumerate(panel.images):
        height = min(width / picture_ratio(exhibition, panel, index), page.depth_mm * 0.82)
        under = _under(picture.caption, picture.credit, setting, width)
        yield Slot(
            "picture",
            index,
            height * LEAST_PICTURE + under,
            height + under,
            min(height * MOST_PICTURE, page.depth_mm * 0.9) + under,
            under,
        )
    if panel.figures:
        yield _fixed("key-figures", 0, _key_figures_mm(panel, setting, width))
    if panel.quote:
        role = setting.role("quote")
        lines = _lines(panel.quote.text, language, role, QUOTE_PT, width)
        height = lines * mm_from_pt(QUOTE_LEADING_PT)
        yield _fixed("quote", 0, height + (QUOTE_BY_MM if panel.quote.by else 0.0))
    if panel.chronology:
        for part, events in enumerate(chronology_parts(panel.chronology)):
            drawn = kept_figure(
                keeping,
                setting,
                f"{panel.label}-dates-{part + 1}",
                width,
                ("axis", page.depth_mm, [event.model_dump_json() for event in events]),
                partial(draw_axis, panel, part, setting, width, page.depth_mm),
            )
            yield _fixed("dates", part, drawn.figure.height_mm, drawn)


def _fixed(kind: Kind, index: int, height_mm: float, drawn: Drawn | None = None) -> Slot:
    return Slot(kind, index, height_mm, height_mm, height_mm, drawn=drawn)


def _grouped(slots: Sequence[Slot], depth_mm: float) -> Iterator[list[Slot]]:
    """Slots in order, as many on a page as stand there at their least height."""
    group: list[Slot] = []
    for slot in slots:
        if group and _least([*group, slot]) > depth_mm:
            yield group
            group = []
        group.append(slot)
    if group:
        yield group


def _least(group: Sequence[Slot]) -> float:
    return sum(slot.least_mm for slot in group) + GAP_MM * (len(group) - 1)


def _fitted(group: Sequence[Slot], depth_mm: float) -> list[tuple[Slot, float]]:
    """Heights that fill the page as far as the slots allow: first to their wish, then beyond."""
    spare = depth_mm - _least(group)
    heights = [slot.least_mm for slot in group]
    good = [
        max(s.least_mm, GOOD_MAP_MM + s.under_mm) if s.kind == "map" else s.least_mm for s in group
    ]
    for ceilings in (good, [s.wished_mm for s in group], [s.most_mm for s in group]):
        wants = [
            max(0.0, ceiling - height) for ceiling, height in zip(ceilings, heights, strict=True)
        ]
        total = sum(wants)
        if total <= 0 or spare <= 0:
            continue
        share = min(1.0, spare / total)
        heights = [height + want * share for height, want in zip(heights, wants, strict=True)]
        spare -= total * share
    return list(zip(group, heights, strict=True))


def _draw(
    exhibition: Exhibition,
    panel: Panel,
    setting: Setting,
    page: BookPage,
    slot: Slot,
    height_mm: float,
    keeping: Keeping | None,
) -> Placed:
    own = round(height_mm - slot.under_mm, 3)
    drawn = slot.drawn
    if slot.kind == "map":
        drawn = kept_figure(
            keeping,
            setting,
            f"{panel.label}-map",
            page.measure_mm,
            ("map", own, *map_parts(panel, setting, keeping)),
            partial(draw_map_figure, panel, setting, (page.measure_mm, own)),
        )
    elif slot.kind == "picture":
        drawn = draw_picture(exhibition, panel, slot.index, setting, (page.measure_mm, own))
    return Placed(slot.kind, slot.index, own, drawn)


def _under(
    caption: LocalText | None, credit: LocalText | None, setting: Setting, width_mm: float
) -> float:
    """The height of caption and credit, a line more than we need: the page breaks its own way."""
    role, language = setting.role("caption"), setting.language
    lines = _lines(caption, language, role, CAPTION_PT, width_mm) if caption else 0
    if credit:
        lines += 1
    if not lines:
        return 0.0
    slack = 1 if lines > 2 else 0
    return CAPTION_GAP_MM + (lines + slack) * mm_from_pt(CAPTION_LEADING_PT)


def _key_figures_mm(panel: Panel, setting: Setting, width_mm: float) -> float:
    """The height of figures with their labels, three in a row."""
    column = width_mm / FIGURES_IN_ROW - FIGURE_GAP_MM
    value = setting.role("figure" if "figure" in setting.roles else "title")
    label = setting.role("caption")
    language = setting.language
    heights = [
        _lines(figure.value, language, value, VALUE_PT, column) * mm_from_pt(VALUE_LEADING_PT)
        + _lines(figure.label, language, label, CAPTION_PT, column) * mm_from_pt(CAPTION_LEADING_PT)
        + FIGURE_GAP_MM
        for figure in panel.figures
    ]
    rows = (heights[at : at + FIGURES_IN_ROW] for at in range(0, len(heights), FIGURES_IN_ROW))
    return sum(max(KEY_FIGURES_MM, *row) for row in rows)


def _lines(text: LocalText, asked: str, role: Role, size_pt: float, width_mm: float) -> int:
    style = replace(role.speaking(text.language(asked)).style.resized(size_pt), hyphenate=False)
    return sum(
        len(first_fit(typeset_spans(block.spans, style.language).spans, style, width_mm))
        for block in parse(text.get(asked))
    )
