"""Rows of the report: how full each slot is, how sharp each picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cimaise.layout.editions import Edition
from cimaise.layout.marks import PictureMark, walk
from cimaise.layout.panels import LaidPanel
from cimaise.layout.setting import SlotFit
from cimaise.model.panel import Panel
from cimaise.resources.pictures import facts
from cimaise.units import ppi


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
        "fill_percent": round(fit.fill * 100),
        "size_pt": round(fit.size_pt, 2),
        "full_size_pt": round(edition.setting.role(fit.role).style.size_pt, 2),
        "min_size_pt": round(fit.min_size_pt, 2),
        "words_over": fit.overset.words if fit.overset else 0,
        "room_words": 0 if fit.overset else max(0, fit.capacity_words - fit.words),
    }


def image_rows(edition: Edition, laid: LaidPanel) -> Iterator[dict[str, Any]]:
    """Each picture as placed: its size on paper, its pixels after the crop, its effective ppi."""
    for mark in walk(laid.page.marks):
        if not isinstance(mark, PictureMark):
            continue
        width, height = facts(mark.file).pixels
        left, top, right, bottom = mark.crop
        across, down = (right - left) * width, (bottom - top) * height
        yield {
            "panel": laid.panel.label,
            "language": edition.language,
            "format": edition.format_name,
            "file": mark.file.name,
            "pixels": [round(across), round(down)],
            "placed_mm": [round(mark.frame.width, 1), round(mark.frame.height, 1)],
            "effective_ppi": round(
                min(ppi(across, mark.frame.width), ppi(down, mark.frame.height)), 1
            ),
        }
