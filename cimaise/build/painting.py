"""From an order to its files: what the printer profile asks, told to the painters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cimaise.build.paint_order import Painted, PaintOrder
from cimaise.checks.accepted import as_remarks
from cimaise.paint.panel_pdf import PanelPdfFacts, PanelPdfOptions, write_panel_pdf
from cimaise.preflight.engine import preflight
from cimaise.preflight.findings import Findings, report_json
from cimaise.resources.profiles import load_profile
from cimaise.resources.stopping import tidied

# What a contact sheet and a web page need; the PDF is there for more.
PREVIEW_WIDTH_PX = 1000
# Enough for a few centimetres on a sheet of the kit.
THUMBNAIL_WIDTH_PX = 300


def paint_panel(order: PaintOrder) -> Painted:
    """Write the panel's PDF, if its own preflight lets it pass, and its preview where one is asked.

    A file with errors never takes the target's place: what stood there stays. A proof claims
    nothing and is not judged. Raises InputError for a picture or profile that cannot be used.
    """
    printer = order.printer
    options = PanelPdfOptions(
        profile=load_profile(order.profile),
        condition=printer.condition,
        registry=printer.registry,
        flavour=printer.pdfx,
        reduction=order.reduction,
        marks=printer.marks,
        slug=printer.slug,
        slug_face=order.slug_face,
        max_ppi=order.max_ppi,
        tac_percent=printer.tac_percent,
        exhibition=order.exhibition,
        panel=order.panel,
        finishing=printer.finishing or "",
        date=order.date,
        proof=order.proof,
    )
    with candidate(order.target) as part:
        facts = write_panel_pdf(order.page, part, options, order.cache)
        judged = Findings(order.target) if order.proof else _judged(order, part)
        found = tuple(each.as_diagnostic(order.target) for each in judged.findings)
        if judged.has_errors:
            return Painted({}, found)
        part.replace(order.target)
    if order.preview is not None:
        paint_preview(order.target, order.preview)
    findings = json.loads(report_json(judged))["findings"]
    return Painted({**_told(facts), "preflight": findings}, found)


@contextmanager
def candidate(target: Path) -> Iterator[Path]:
    """A path beside `target` for a file that has yet to earn its name; gone afterwards."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.candidate")
    with tidied() as stack:
        stack.callback(part.unlink, missing_ok=True)
        yield part


def _judged(order: PaintOrder, part: Path) -> Findings:
    """What the preflight of the finished file finds; what a comment allows is a remark."""
    judged = preflight(
        part,
        order.judged_as,
        distance_m=order.distance_m,
        scale=order.reduction,
        flavour=order.printer.pdfx,
        separations=False,
        max_ink=order.printer.tac_percent / 100,
    )
    return as_remarks(judged, order.coarse)


def paint_preview(pdf: Path, target: Path) -> None:
    """Write the picture of a finished PDF for the screen: its trim, through its own profile."""
    # PDFium loads only where something is looked at.
    from cimaise.paint.previews import write_preview

    write_preview(pdf, target, PREVIEW_WIDTH_PX)


def write_thumbnail(pdf_and_target: tuple[Path, Path]) -> None:
    """Write the small picture of a finished PDF that a sheet of the kit shows."""
    from cimaise.paint.previews import write_preview

    write_preview(*pdf_and_target, THUMBNAIL_WIDTH_PX)


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
