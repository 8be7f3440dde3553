"""All that painting a panel takes, as values: they may go to a process that never read YAML.

Light to load: the painters, which read orders, are not.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from cimaise.build.finishing import with_finishing
from cimaise.diagnostics import Diagnostic, InputError
from cimaise.layout.editions import Edition
from cimaise.layout.marks import Page
from cimaise.layout.panels import LaidPanel
from cimaise.model.paths import profile_file
from cimaise.model.printer import Printer
from cimaise.paint.boxes import least_reduction
from cimaise.resources.cache import Cache
from cimaise.typography.faces import Face
from cimaise.typography.micro import one_line

# Above this, a printed picture looks no sharper at the panel's reading distance (GWG 2022: 299
# ppi at one metre is the limit of a warning).
USEFUL_PPI_AT_1_M = 300.0
# In the hand, a 150 line screen takes two pixels a line.
USEFUL_PPI_IN_HAND = 300.0


class PaintOrder(Struct, frozen=True):
    """A page, where it goes, and what the printer and the preflight ask of it."""

    page: Page
    target: Path
    preview: Path | None
    printer: Printer
    profile: Path
    reduction: int
    slug_face: Face
    max_ppi: float
    exhibition: str
    panel: str
    date: datetime
    proof: bool
    judged_as: Literal["large-format", "sheetfed", "digital"]
    distance_m: float
    cache: Cache
    coarse: str = ""
    """Why pictures with too few pixels are printed all the same, where comments say so."""


class Painted(Struct, frozen=True):
    """What the manifest tells of a PDF, empty where it was not let through; what was found."""

    facts: Mapping[str, Any]
    diagnostics: tuple[Diagnostic, ...]


def order_of(
    edition: Edition,
    laid: LaidPanel,
    target: Path,
    preview: Path | None,
    cache: Cache,
    *,
    epoch: int | None,
    proof: bool,
    coarse: str = "",
) -> PaintOrder:
    """The order for a panel. Raises InputError for a printer's profile that is not there."""
    exhibition, printer = edition.exhibition, edition.printer
    profile = profile_file(exhibition.folder, printer.profile)
    if not isinstance(profile, Path):
        raise InputError([profile])
    page, distance_m = laid.page, exhibition.distance_m(edition.format_name)
    is_large = edition.format.judged_as == "large-format"
    marks = printer.marks or printer.slug
    return PaintOrder(
        # A sheetfed press has no plate for finishing, and nothing to finish.
        page=with_finishing(page, printer) if edition.is_finished else page,
        target=target,
        preview=preview,
        printer=printer,
        profile=profile,
        # The printer's scale; 10 in any case for a panel longer than a PDF page can be.
        reduction=max(printer.scale, least_reduction(page.trim, page.bleed_mm, marks=marks)),
        slug_face=edition.setting.role("running").style.base_face,
        # More than this is not seen at the reading distance, and only makes files heavy.
        max_ppi=USEFUL_PPI_AT_1_M / distance_m if is_large else USEFUL_PPI_IN_HAND,
        exhibition=one_line(
            exhibition.title.get(edition.language), exhibition.title.language(edition.language)
        ),
        panel=laid.panel.label,
        date=file_date(exhibition.date, epoch),
        proof=proof,
        judged_as=edition.format.judged_as,
        distance_m=distance_m,
        cache=cache,
        coarse=coarse,
    )


def painted(order: PaintOrder) -> Painted:
    """Carry the order out. Raises InputError for a picture or profile that cannot be used."""
    # Painters load only where something is painted: checks do without them.
    from cimaise.build.painting import paint_panel

    return paint_panel(order)


def file_date(written: str | None, epoch: int | None) -> datetime:
    """The date that files carry: SOURCE_DATE_EPOCH, else the exhibition's own, else a fixed one."""
    if epoch is not None:
        return datetime.fromtimestamp(epoch, UTC)
    if written:
        return datetime.fromisoformat(written).replace(tzinfo=UTC)
    return datetime(2000, 1, 1, tzinfo=UTC)
