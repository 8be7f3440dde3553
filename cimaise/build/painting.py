"""From a laid panel to its files: what the printer profile asks, told to the painters."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cimaise.build.finishing import with_finishing
from cimaise.diagnostics import Diagnostic, InputError, has_errors
from cimaise.layout.editions import Edition
from cimaise.layout.panels import LaidPanel
from cimaise.model.paths import profile_file
from cimaise.paint.boxes import least_reduction
from cimaise.paint.panel_pdf import PanelPdfFacts, PanelPdfOptions, write_panel_pdf
from cimaise.preflight.engine import preflight
from cimaise.preflight.findings import Findings, report_json
from cimaise.resources.cache import Cache
from cimaise.resources.profiles import load_profile
from cimaise.typography.micro import one_line

# What a contact sheet and a web page need; the PDF is there for more.
PREVIEW_WIDTH_PX = 1000
# Enough for a few centimetres on a sheet of the kit.
THUMBNAIL_WIDTH_PX = 300
# Above this, a printed picture looks no sharper at the panel's reading distance (GWG 2022: 299
# ppi at one metre is the limit of a warning).
USEFUL_PPI_AT_1_M = 300.0
# In the hand, a 150 line screen takes two pixels a line.
USEFUL_PPI_IN_HAND = 300.0


def paint_panel(
    edition: Edition,
    laid: LaidPanel,
    target: Path,
    cache: Cache,
    *,
    epoch: int | None,
    proof: bool,
) -> Painted:
    """Write the panel's PDF, if its own preflight lets it pass.

    A file with errors never takes the target's place: what stood there stays. A proof claims
    nothing and is not judged. Raises InputError for a picture or profile that cannot be used.
    """
    exhibition, printer = edition.exhibition, edition.printer
    file = profile_file(exhibition.folder, printer.profile)
    if not isinstance(file, Path):
        raise InputError([file])
    reduction = _reduction(edition, laid)
    options = PanelPdfOptions(
        profile=load_profile(file),
        condition=printer.condition,
        registry=printer.registry,
        flavour=printer.pdfx,
        reduction=reduction,
        marks=printer.marks,
        slug=printer.slug,
        slug_face=edition.setting.role("running").style.base_face,
        max_ppi=useful_ppi(edition),
        tac_percent=printer.tac_percent,
        exhibition=one_line(exhibition.title.get(edition.language), edition.language),
        panel=laid.panel.label,
        finishing=printer.finishing or "",
        date=file_date(exhibition.date, epoch),
        proof=proof,
    )
    page = laid.page
    # A sheetfed press has no plate for finishing, and nothing to finish.
    if edition.format.judged_as == "large-format":
        page = with_finishing(page, printer)
    with candidate(target) as part:
        facts = write_panel_pdf(page, part, options, cache)
        judged = Findings(target) if proof else _judged(edition, part, reduction)
        found = tuple(each.as_diagnostic(target) for each in judged.findings)
        if has_errors(found):
            return Painted({}, found)
        part.replace(target)
    findings = json.loads(report_json(judged))["findings"]
    return Painted({**_told(facts), "preflight": findings}, found)


@dataclass(frozen=True)
class Painted:
    """What the manifest tells of a PDF, empty where it was not let through; what was found."""

    facts: Mapping[str, Any]
    diagnostics: tuple[Diagnostic, ...]


@contextmanager
def candidate(target: Path) -> Iterator[Path]:
    """A path beside `target` for a file that has yet to earn its name; gone afterwards."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.candidate")
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def useful_ppi(edition: Edition) -> float:
    """More than this is not seen at the format's reading distance, and only makes files heavy."""
    if edition.format.judged_as != "large-format":
        return USEFUL_PPI_IN_HAND
    return USEFUL_PPI_AT_1_M / edition.exhibition.distance_m(edition.format_name)


def _reduction(edition: Edition, laid: LaidPanel) -> int:
    """The printer's scale; 10 in any case for a panel longer than a PDF page can be."""
    printer, page = edition.printer, laid.page
    marks = printer.marks or printer.slug
    return max(printer.scale, least_reduction(page.trim, page.bleed_mm, marks=marks))


def _judged(edition: Edition, part: Path, reduction: int) -> Findings:
    """What the preflight of the finished file finds."""
    printer = edition.printer
    return preflight(
        part,
        edition.format.judged_as,
        distance_m=edition.exhibition.distance_m(edition.format_name),
        scale=reduction,
        flavour=printer.pdfx,
        separations=False,
        max_ink=printer.tac_percent / 100,
    )


def paint_preview(pdf: Path, target: Path) -> None:
    """Write the picture of a finished PDF for the screen: its trim, through its own profile."""
    # PDFium loads only where something is looked at.
    from cimaise.paint.previews import write_preview

    write_preview(pdf, target, PREVIEW_WIDTH_PX)


def write_thumbnail(pdf_and_target: tuple[Path, Path]) -> None:
    """Write the small picture of a finished PDF that a sheet of the kit shows."""
    from cimaise.paint.previews import write_preview

    write_preview(*pdf_and_target, THUMBNAIL_WIDTH_PX)


def file_date(written: str | None, epoch: int | None) -> datetime:
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
