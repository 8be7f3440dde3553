"""What a process is asked to look at: a page, a panel's words and files, all panels together."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from os.path import realpath
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cimaise.build.figures import fit_row, image_rows
from cimaise.build.panel_job import keeping_of
from cimaise.build.reading import read_sound
from cimaise.checks.engine import check_exhibition, check_page, check_panel
from cimaise.checks.findings import Finding
from cimaise.diagnostics import Diagnostic
from cimaise.layout.editions import Edition
from cimaise.layout.panels import lay_out, wishes_of
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel

Findings = tuple[Finding, ...]
Sizes = tuple[tuple[str, float], ...]
"""(role, pt) of roles that shrink."""


class Inputs(Struct, frozen=True):
    """An exhibition's folder, and the digest of the state of its files."""

    folder: Path
    digest: str


class PageResult(Struct, frozen=True):
    """What a page gave: findings and rows."""

    findings: Findings
    fits: tuple[Mapping[str, Any], ...]
    images: tuple[Mapping[str, Any], ...]


class PageJob(Struct, frozen=True):
    """One panel of one edition, at the sizes that were agreed."""

    inputs: Inputs
    language: str
    format_name: str
    number: int
    sizes: Sizes = ()


class PanelJob(Struct, frozen=True):
    """One panel, whatever the edition."""

    inputs: Inputs
    number: int


def measure_job(job: PageJob) -> Sizes:
    """The sizes that the page's texts want, without drawing what does not shrink."""
    edition = _edition_of(job.inputs, job.language, job.format_name)
    return wishes_of(edition, edition.exhibition.panels[job.number])


def check_job(job: PageJob) -> PageResult:
    """Lay one page out and run the page rules on it."""
    edition = _edition_of(job.inputs, job.language, job.format_name)
    panel = edition.exhibition.panels[job.number]
    laid = lay_out(edition, [panel], dict(job.sizes))[0]
    return PageResult(
        check_page(edition, laid),
        tuple(fit_row(edition, laid.panel, fit) for fit in laid.fits),
        tuple(image_rows(edition, laid)),
    )


def check_panel_job(job: PanelJob) -> Findings:
    """Run the rules over a panel's words and files."""
    exhibition, _ = sound_of(job.inputs)
    return check_panel(exhibition, exhibition.panels[job.number])


def check_exhibition_job(inputs: Inputs) -> Findings:
    """Run the rules over all panels together."""
    exhibition, _ = sound_of(inputs)
    # A file under two names is no second use of a spelling, nor another panel that disagrees.
    files: dict[str, Panel] = {}
    for panel in exhibition.panels:
        files.setdefault(realpath(panel.document.file) if panel.document else panel.label, panel)
    return check_exhibition(exhibition.with_panels(tuple(files.values())))


@lru_cache(maxsize=32)
def _edition_of(inputs: Inputs, language: str, format_name: str) -> Edition:
    """An edition, whose fonts are looked up once per process."""
    exhibition, _ = sound_of(inputs)
    return Edition(
        exhibition, language, format_name, replace(keeping_of(inputs.folder), dates=False)
    )


@lru_cache(maxsize=1)
def sound_of(inputs: Inputs) -> tuple[Exhibition, tuple[Diagnostic, ...]]:
    """What can be looked at, read once per process and state of its files."""
    return read_sound(inputs.folder)
