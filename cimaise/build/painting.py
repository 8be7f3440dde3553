"""From a laid panel to its files: what the printer profile asks, told to the painters."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cimaise.diagnostics import InputError
from cimaise.layout.editions import Edition
from cimaise.layout.panels import LaidPanel
from cimaise.model.paths import profile_file
from cimaise.paint.panel_pdf import PanelPdfFacts, PanelPdfOptions, write_panel_pdf
from cimaise.paint.previews import write_preview
from cimaise.resources.cache import Cache
from cimaise.resources.profiles import load_profile

# What a contact sheet and a web page need; the PDF is there for more.
PREVIEW_WIDTH_PX = 1000
# Above this, a printed picture looks no sharper at the panel's reading distance (GWG 2022: 299
# ppi at one metre is the limit of a warning).
USEFUL_PPI_AT_1_M = 300.0


def paint_panel(
    edition: Edition,
    laid: LaidPanel,
    target: Path,
    cache: Cache,
    *,
    epoch: int | None,
    proof: bool,
) -> dict[str, Any]:
    """Write the panel's PDF; what the manifest tells of it.

    Raises InputError for a picture or profile that cannot be used.
    """
    exhibition, printer = edition.exhibition, edition.printer
    file = profile_file(exhibition.folder, printer.profile)
    if not isinstance(file, Path):
        raise InputError([file])
    distance = exhibition.distance_m(edition.format_name)
    options = PanelPdfOptions(
        profile=load_profile(file),
        condition=printer.condition,
        registry=printer.registry,
        flavour=printer.pdfx,
        reduction=printer.scale,
        marks=printer.marks,
        slug=printer.slug,
        slug_face=edition.setting.role("running").style.base_face,
        max_ppi=USEFUL_PPI_AT_1_M / distance,
        tac_percent=printer.tac_percent,
        exhibition=exhibition.title.get(edition.language),
        panel=laid.panel.label,
        finishing=printer.finishing or "",
        date=_date(exhibition.date, epoch),
        proof=proof,
    )
    return _told(write_panel_pdf(laid.page, target, options, cache))


def paint_preview(pdf: Path, target: Path) -> None:
    """Write the picture of a finished PDF for the screen: its trim, through its own profile."""
    write_preview(pdf, target, PREVIEW_WIDTH_PX)


def _date(written: str | None, epoch: int | None) -> datetime:
    """The date that files carry: SOURCE_DATE_EPOCH, else the exhibition's own, else a fixed one."""
    if epoch is not None:
        return datetime.fromtimestamp(epoch, UTC)
    if written:
        return datetime.fromisoformat(written).replace(tzinfo=UTC)
    return datetime(2000, 1, 1, tzinfo=UTC)


def _told(facts: PanelPdfFacts) -> dict[str, Any]:
    return {
        "pdfx": facts.pdfx,
        "scale": facts.reduction,
        "trim_mm": list(facts.trim_mm),
        "bleed_mm": list(facts.bleed_mm),
        "media_mm": list(facts.media_mm),
        "fonts": list(facts.fonts),
        "inks": list(facts.inks),
        "spots": list(facts.spots),
        "max_ink_percent": round(facts.max_flat_tac_percent, 1),
        "smallest_ppi": facts.smallest_ppi and round(facts.smallest_ppi, 1),
    }
