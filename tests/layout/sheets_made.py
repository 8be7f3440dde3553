"""The kit's two sheets of a small exhibition, laid out without its panels being painted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from cimaise.build.kit import PanelFile
from cimaise.build.kit_sheets import lent, print_runs, words_of
from cimaise.layout.editions import Edition
from cimaise.layout.marks import GlyphRun, Page, walk
from cimaise.layout.sheets.lender_sheet import lender_pages
from cimaise.layout.sheets.printer_sheet import printer_pages
from cimaise.model.exhibition import Exhibition
from cimaise.model.loading import load_exhibition

FACTS = {
    "pdfx": "x-4",
    "scale": 1,
    "fonts": ["BarlowCondensed-Bold"],
    "spots": [],
    "max_ink_percent": 245.0,
    "smallest_ppi": None,
}


def written(folder: Path, panels: Iterable[dict[str, object]], **head: object) -> Exhibition:
    """An exhibition in a folder of its own, loaded."""
    (folder / "panels").mkdir(parents=True)
    (folder / "exhibition.yaml").write_text(json.dumps({"title": "T", **head}), "utf-8")
    for number, panel in enumerate(panels, 1):
        file = folder / "panels" / f"{number:02}-panel.yaml"
        file.write_text(json.dumps({"layout": "text-led", "text": "A", **panel}), "utf-8")
    exhibition, found = load_exhibition(folder)
    assert exhibition is not None, found
    return exhibition


def files(
    exhibition: Exhibition, *languages: str, formats: Iterable[str] = (), **facts: object
) -> list[PanelFile]:
    """What a build would have painted, with its facts."""
    out = exhibition.folder / "dist"
    return [
        PanelFile(
            Edition(exhibition, language, name),
            panel,
            out / "panels" / name / language / f"{panel.label}.pdf",
            FACTS | facts,
            None,
        )
        for name in formats or exhibition.formats
        for language in languages or exhibition.languages
        for panel in exhibition.panels
    ]


def lender(exhibition: Exhibition, language: str, made: list[PanelFile]) -> tuple[Page, ...]:
    """The lender's sheet in one language."""
    setting = Edition(exhibition, language, made[0].edition.format_name).setting
    return lender_pages(lent(exhibition, made, {}, language), language, setting)


def printer(exhibition: Exhibition, language: str, made: list[PanelFile]) -> tuple[Page, ...]:
    """The printer's sheet in one language."""
    setting = Edition(exhibition, language, made[0].edition.format_name).setting
    runs = print_runs(made, {}, exhibition.folder / "dist")
    return printer_pages(words_of(exhibition.title, language), runs, language, setting)


def lines(pages: Iterable[Page]) -> list[str]:
    """The text of all pages, what stands on one height together, spaces made plain."""
    found: list[str] = []
    for page in pages:
        rows: dict[float, list[GlyphRun]] = {}
        for mark in walk(page.marks):
            if isinstance(mark, GlyphRun):
                rows.setdefault(round(mark.origin.y, 2), []).append(mark)
        for height in sorted(rows):
            row = sorted(rows[height], key=lambda run: run.origin.x)
            found.append(re.sub(r"\s+", " ", " ".join(run.text for run in row)))
    return found
