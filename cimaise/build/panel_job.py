"""One panel of one edition: measured, or laid out and painted. Runs in any process.

Jobs are plain values; a worker reads the exhibition itself, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from cimaise.build.figures import fit_row, image_rows
from cimaise.build.fingerprint import code_digest
from cimaise.build.memory import stamp
from cimaise.build.paint_order import order_of, painted
from cimaise.build.painter import Painter
from cimaise.build.reading import read
from cimaise.checks.accepted import why_allowed
from cimaise.checks.findings import Finding
from cimaise.checks.layout_findings import layout_findings
from cimaise.checks.rules import image_low_resolution
from cimaise.checks.subject import PageSubject
from cimaise.diagnostics import Diagnostic, InputError, Severity
from cimaise.layout.editions import Edition
from cimaise.layout.kept import Keeping
from cimaise.layout.panels import lay_out, wishes_of
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.resources.cache import cache_for, content_digest

HERE = Painter()


class Job(Struct, frozen=True):
    """What to do: which panel of which edition, at which agreed sizes, into which files."""

    folder: Path
    inputs: str
    """The digest of the inputs, so that a worker reads an exhibition that changed again."""
    language: str
    format_name: str
    number: int
    sizes: tuple[tuple[str, float], ...] = ()
    pdf: Path | None = None
    png: Path | None = None
    allow_overset: bool = False
    epoch: int | None = None

    @property
    def place(self) -> str:
        """Where jobs that help each other are done."""
        return place_of(self.format_name, self.number)


class Made(Struct, frozen=True):
    """What a job gave."""

    outputs: Mapping[str, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    fits: tuple[Mapping[str, Any], ...] = ()
    images: tuple[Mapping[str, Any], ...] = ()


@lru_cache(maxsize=1)
def reading_of(folder: Path, _inputs: str) -> tuple[Exhibition, tuple[Diagnostic, ...]]:
    """The exhibition and what is doubtful in it, read once per process and state of its files."""
    return read(folder)


def exhibition_of(folder: Path, inputs: str) -> Exhibition:
    """The exhibition alone."""
    return reading_of(folder, inputs)[0]


@lru_cache(maxsize=16)
def edition_of(folder: Path, inputs: str, language: str, format_name: str) -> Edition:
    """An edition whose maps are drawn once, even where another command drew them."""
    return Edition(exhibition_of(folder, inputs), language, format_name, keeping_of(folder))


def keeping_of(folder: Path) -> Keeping:
    """Where an exhibition's maps are kept."""
    return Keeping(cache_for(folder), code_digest())


def place_of(format_name: str, number: int) -> str:
    """What jobs have in common that help each other: a panel's words, a map's ground."""
    return f"{format_name}/{number}"


def measure(job: Job) -> tuple[tuple[str, float], ...]:
    """A (role, pt) for each text of the panel that does not fit at full size."""
    return wishes_of(*_place(job))


def make(job: Job, painter: Painter = HERE) -> Made:
    """Lay the panel out at the agreed sizes and have its files written.

    A panel with errors is not written; one that is overset only as a proof, when asked for.
    """
    edition, panel = _place(job)
    laid = lay_out(edition, [panel], dict(job.sizes))[0]
    page = PageSubject(edition, laid)
    errors = [found for found in laid.diagnostics if found.severity is Severity.ERROR]
    told: tuple[Diagnostic, ...] = ()
    proof = job.allow_overset and all(found.code == "text-overset" for found in errors)
    outputs: dict[str, Any] = {}
    if job.pdf is not None and (not errors or proof):
        try:
            outputs, told = _painted(job, page, painter, proof=bool(errors))
        except InputError as problem:
            told = problem.diagnostics
    return Made(
        outputs,
        (*layout_findings(page), *(_as_finding(found, page) for found in told)),
        tuple(fit_row(edition, panel, fit) for fit in laid.fits),
        tuple(image_rows(edition, laid)),
    )


def preview(job: Job) -> dict[str, Any]:
    """Write the preview of a PDF that stands; what the manifest tells of it."""
    from cimaise.build.painting import paint_preview

    assert job.pdf is not None
    assert job.png is not None
    paint_preview(job.pdf, job.png)
    return {str(job.png): _output(job.png, {})}


def _painted(
    job: Job, page: PageSubject, painter: Painter, *, proof: bool
) -> tuple[dict[str, Any], tuple[Diagnostic, ...]]:
    assert job.pdf is not None
    order = order_of(
        page.edition,
        page.laid,
        job.pdf,
        job.png,
        cache_for(job.folder),
        epoch=job.epoch,
        proof=proof,
        coarse=_why_coarse(page),
    )
    done = painter.work(painted, order)
    if not done.facts:
        return {}, done.diagnostics
    outputs = {str(job.pdf): _output(job.pdf, done.facts)}
    if job.png is not None:
        outputs[str(job.png)] = _output(job.png, {})
    return outputs, done.diagnostics


def _why_coarse(page: PageSubject) -> str:
    """Why pictures with too few pixels are printed, where comments in the panel say so."""
    found = (each for each in image_low_resolution.find(page) if each.severity is Severity.ERROR)
    return why_allowed((page.panel.document, each.span) for each in found)


def _as_finding(found: Diagnostic, page: PageSubject) -> Finding:
    """What was found while a panel was painted, or of its PDF, which tells its edition itself."""
    own = page.panel.document
    is_written = own is not None and found.span is not None and found.span.file == own.file
    return replace(
        Finding.of(found),
        key=found.message,
        panel=page.panel.label,
        edition=page.edition_name if is_written else None,
    )


def _output(path: Path, facts: Mapping[str, Any]) -> dict[str, Any]:
    return {"stamp": stamp(path), "sha256": content_digest(path), **facts}


def _place(job: Job) -> tuple[Edition, Panel]:
    exhibition = exhibition_of(job.folder, job.inputs)
    return edition_of(job.folder, job.inputs, job.language, job.format_name), exhibition.panels[
        job.number - 1
    ]
