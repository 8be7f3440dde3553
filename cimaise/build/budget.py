"""`fit --budget`: how many words each slot of a layout holds, measured before a text is written.

Every slot is set with plain prose of the language, ever more of it, until it is overset. The panel
is taken to have everything that its layout has a slot for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from cimaise.build.filler import filler
from cimaise.build.reading import (
    UsageError,
    editions,
    read_shelves,
    refuse_bare,
    resource_errors,
)
from cimaise.checks.limits import LIMITS
from cimaise.diagnostics import InputError
from cimaise.layout.blocks.registry import BLOCKS
from cimaise.layout.context import Context
from cimaise.layout.editions import Edition
from cimaise.layout.grid import Grid, resolve
from cimaise.layout.setting import Laid
from cimaise.model.layout import Layout
from cimaise.model.panel import Panel
from cimaise.model.problems import unknown_name

MOST_WORDS = 4096
CAPTIONED = (("caption", "caption"), ("credit", "credit"))
MEASURED: Mapping[str, tuple[tuple[str, str | None], ...]] = {
    "title": (("title", None),),
    "subtitle": (("subtitle", None),),
    "lead": (("lead", None),),
    "text": (("text", None),),
    "quote": (("quote", None), ("by", "quote-by")),
    "image": CAPTIONED,
    "caption": CAPTIONED,
    "sources": (("sources", None),),
    "figures": (("figures", "figure-label"),),
    "qr": (("qr", None),),
    "credits": (("credits", None),),
}
"""The texts that each block sets, and the role of each; None for the slot's own."""
ADVISED = ("lead", "text", "caption")


def budget(
    folder: Path, layouts: Sequence[str], formats: Sequence[str], languages: Sequence[str]
) -> tuple[Mapping[str, Any], ...]:
    """A row per slot of each layout (all of them by default), format and language.

    Raises UsageError for a name that is nowhere, InputError as reading does.
    """
    exhibition = read_shelves(folder)
    if unusable := resource_errors(exhibition):
        raise InputError(unusable)
    for name in layouts:
        if name not in exhibition.layouts:
            problem = unknown_name("layout", name, tuple(exhibition.layouts), ())
            raise UsageError(f"{problem.message}\nhint: {problem.hint}")
    asked = layouts or tuple(exhibition.layouts)
    looked_at = editions(exhibition, languages, formats or (exhibition.format,))
    refuse_bare(exhibition, asked, {edition.format_name for edition in looked_at})
    return tuple(row for edition in looked_at for name in asked for row in _rows(edition, name))


def _rows(edition: Edition, layout_name: str) -> list[Mapping[str, Any]]:
    layout = edition.exhibition.layouts[layout_name]
    whole = _panel(layout_name, layout, lambda block: "x")
    present = {
        name
        for name, slot in layout.slots.items()
        if BLOCKS[slot.block].present(edition.exhibition, whole, slot)
    }
    grid = resolve(layout, edition.format, edition.bleed_mm, present)
    rows: list[Mapping[str, Any]] = []
    for name, slot in layout.slots.items():
        # A figure that is cut by the edge has no label.
        if name not in present or (slot.block == "figures" and slot.bleed):
            continue
        for part, own in MEASURED.get(slot.block, ()):
            words = _most_words(edition, layout_name, layout, grid, name, part)
            if words is None:
                continue
            role = own or slot.role_name
            rows.append(
                {
                    "layout": layout_name,
                    "language": edition.language,
                    "format": edition.format_name,
                    "slot": name,
                    "role": role,
                    "size_pt": round(edition.setting.role(role).style.size_pt, 2),
                    "capacity_words": words,
                    "advised_words": _advised(part, edition.language),
                }
            )
    return rows


def _most_words(
    edition: Edition, layout_name: str, layout: Layout, grid: Grid, name: str, part: str
) -> int | None:
    """How many words of `part` the slot holds, other parts being of one; None if it sets none."""
    slot = layout.slots[name]

    def laid(words: int) -> Laid:
        def write(block: str) -> str:
            return filler(edition.language, words if block == part else 1)

        panel = _panel(layout_name, layout, write)
        context = Context(
            edition.exhibition, panel, layout, name, slot, grid.cells[name], grid, edition.setting
        )
        return BLOCKS[slot.block].lay_out(context)

    def fits(words: int) -> bool:
        return not laid(words).is_overset

    if not laid(1).fits:
        return None
    low, high = 0, 8
    while high < MOST_WORDS and fits(high):
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


def _panel(layout_name: str, layout: Layout, write: Callable[[str], str]) -> Panel:
    """A panel with every block that a layout can show; the words of each from `write`."""
    pictures = max((slot.index for slot in layout.slots.values()), default=1)
    return Panel.model_validate(
        {
            "layout": layout_name,
            "title": write("title"),
            "subtitle": write("subtitle"),
            "lead": write("lead"),
            "text": write("text"),
            "quote": {"text": write("quote"), "by": write("by")},
            "figures": [{"value": "500", "label": write("figures")} for _ in range(3)],
            "images": [
                {"file": "x", "caption": write("caption"), "credit": write("credit")}
                for _ in range(pictures)
            ],
            "credits": write("credits"),
            "map": {"area": [0, 45, 5, 50]},
            "chronology": [{"date": "1944", "text": "x"}],
            "sources": [write("sources")],
            "qr": {"url": "https://example.org", "label": write("qr")},
            "logos": [{"file": "x"}],
        }
    )


def _advised(part: str, language: str) -> int | None:
    """How many words visitors read, where a guide says so."""
    if part not in ADVISED:
        return None
    name = f"{part}-words-{language.split('-')[0]}"
    return int(LIMITS.get(name, LIMITS[f"{part}-words-en"]).value)
