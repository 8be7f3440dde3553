"""Rows of the report: how full each slot is, how sharp each picture."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Any

from cimaise.checks.pictures import limits_ppi, placed_pictures
from cimaise.checks.subject import PageSubject
from cimaise.layout.editions import Edition
from cimaise.layout.panels import LaidPanel
from cimaise.layout.setting import SlotFit
from cimaise.model.panel import Panel


def fit_row(edition: Edition, panel: Panel, fit: SlotFit) -> dict[str, Any]:
    """How full one slot is, as report.json and `fit` give it."""
    return {
        "panel": panel.label,
        "language": edition.language,
        "format": edition.format_name,
        "slot": fit.slot,
        "role": fit.role,
        "words": fit.words,
        "capacity_words": fit.capacity_words,
        # A word too many in a long text is more than all of its slot.
        "fill_percent": (ceil if fit.overset else round)(fit.fill * 100),
        "size_pt": round(fit.size_pt, 2),
        "full_size_pt": round(edition.setting.role(fit.role).style.size_pt, 2),
        "min_size_pt": round(fit.min_size_pt, 2),
        "words_over": fit.overset.words if fit.overset else 0,
        "room_words": fit.room_words,
    }


def image_rows(edition: Edition, laid: LaidPanel) -> Iterator[dict[str, Any]]:
    """Each picture as placed: its pixels after the crop, its ppi, the least, its largest size."""
    page = PageSubject(edition, laid)
    for placed in placed_pictures(page):
        _, wanted = limits_ppi(page, placed.facts)
        frame = placed.mark.frame
        yield {
            "panel": laid.panel.label,
            "language": edition.language,
            "format": edition.format_name,
            "slot": placed.slot,
            "file": placed.mark.file.name,
            "pixels": [round(side) for side in placed.pixels],
            "placed_mm": [round(frame.width, 1), round(frame.height, 1)],
            "effective_ppi": round(placed.ppi, 2),
            "required_ppi": round(wanted, 1),
            "largest_mm": placed.largest_mm(wanted),
        }
