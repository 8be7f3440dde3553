"""Every rule on every edition. Panels that did not change are remembered by their contents."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cimaise.build.check_memory import (
    PageResult,
    Sizes,
    findings_from_bytes,
    findings_to_bytes,
    page_from_bytes,
    page_to_bytes,
    sizes_from_bytes,
)
from cimaise.build.checking import Asked, Checked
from cimaise.build.figures import fit_row, image_rows
from cimaise.build.keys import panel_keys, places_key
from cimaise.build.panel_job import keeping_of
from cimaise.build.reading import (
    UsageError,
    chosen,
    editions,
    font_errors,
    no_panels,
    read_sound,
)
from cimaise.build.sharing import shared
from cimaise.build.workers import Task, Workers
from cimaise.checks.allowing import Allowance, judge
from cimaise.checks.codes import ALLOWABLE, CHECKS
from cimaise.checks.engine import check_exhibition, check_page, check_panel
from cimaise.checks.findings import Finding
from cimaise.checks.merging import told_once
from cimaise.diagnostics import Diagnostic, InputError, Severity, counted
from cimaise.layout.editions import Edition
from cimaise.layout.panels import agree, lay_out, wishes_of
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.model.shape import nearest
from cimaise.resources.cache import Cache, key_of
from cimaise.source import Document

Place = tuple[str, str, int]
"""Format, language, and the panel's place among all."""


@dataclass(frozen=True)
class PageJob:
    """One panel of one edition, at the sizes that were agreed."""

    folder: Path
    inputs: str
    language: str
    format_name: str
    number: int
    sizes: Sizes = ()


@dataclass(frozen=True)
class PanelJob:
    """One panel, whatever the edition."""

    folder: Path
    inputs: str
    number: int


def refuse_unknown(codes: Sequence[str]) -> None:
    """Raises UsageError for a code that `check` never tells."""
    for code in codes:
        if code not in CHECKS:
            meant = nearest(code, tuple(CHECKS))
            hint = f"did you mean {meant}?" if meant else "docs/checks.md lists them"
            raise UsageError(f"unknown code “{code}”\nhint: {hint}")


def run(folder: Path, inputs: str, asked: Asked, cache: Cache) -> Checked:
    """Check what is asked for; `inputs` is the digest of the files' state."""
    exhibition, read_diagnostics = _sound_of(folder, inputs)
    unread = tuple(each for each in read_diagnostics if each.severity is Severity.ERROR)
    if not exhibition.panels:
        raise InputError([*read_diagnostics, no_panels(folder)])
    if unusable := font_errors(exhibition):
        raise InputError([*read_diagnostics, *unusable])
    looked_at = editions(exhibition, asked.languages, asked.formats)
    try:
        panels = chosen(exhibition, asked.panels)
    except UsageError:
        if unread:  # it may be there, and mistaken
            raise InputError(read_diagnostics) from None
        raise
    results = _pages(folder, inputs, exhibition, panels, looked_at, asked.jobs, cache)
    findings = [found for result in results for found in result.findings]
    findings += _panels(folder, inputs, exhibition, panels, looked_at[0], asked.jobs, cache)
    findings += check_exhibition(exhibition)
    pairs = [(edition.format_name, edition.language) for edition in looked_at]
    known = {(each.code, each.span) for each in read_diagnostics}
    told = (each for each in told_once(findings, pairs) if (each.code, each.span) not in known)
    everything = (*read_diagnostics, *told)
    judged = judge(everything, _documents(exhibition), ALLOWABLE)
    return Checked(
        judged.told,
        tuple(fit for result in results for fit in result.fits),
        tuple(image for result in results for image in result.images),
        tuple(_allowed(each, by) for each, by in judged.allowed),
        _counted(exhibition, panels, pairs),
        unread,
    )


def measure_job(job: PageJob) -> Sizes:
    """The sizes that the page's texts want, without drawing what does not shrink."""
    edition = _edition_of(job.folder, job.inputs, job.language, job.format_name)
    return wishes_of(edition, edition.exhibition.panels[job.number])


def check_job(job: PageJob) -> PageResult:
    """Lay one page out and run the page rules on it."""
    edition = _edition_of(job.folder, job.inputs, job.language, job.format_name)
    panel = edition.exhibition.panels[job.number]
    laid = lay_out(edition, [panel], dict(job.sizes))[0]
    return PageResult(
        check_page(edition, laid),
        tuple(fit_row(edition, laid.panel, fit) for fit in laid.fits),
        tuple(image_rows(edition, laid)),
    )


@lru_cache(maxsize=32)
def _edition_of(folder: Path, inputs: str, language: str, format_name: str) -> Edition:
    """An edition, whose fonts are looked up once per process."""
    exhibition, _ = _sound_of(folder, inputs)
    return Edition(exhibition, language, format_name, keeping_of(folder))


@lru_cache(maxsize=1)
def _sound_of(folder: Path, _inputs: str) -> tuple[Exhibition, tuple[Diagnostic, ...]]:
    """What can be looked at, read once per process and state of its files."""
    return read_sound(folder)


def check_panel_job(job: PanelJob) -> tuple[Finding, ...]:
    """Run the rules over a panel's words and files."""
    exhibition, _ = _sound_of(job.folder, job.inputs)
    return check_panel(exhibition, exhibition.panels[job.number])


def _panels(
    folder: Path,
    inputs: str,
    exhibition: Exhibition,
    panels: Sequence[Panel],
    edition: Edition,
    jobs: int,
    cache: Cache,
) -> list[Finding]:
    """What the rules say of panels' words and files; a panel's key in any edition stands for it."""
    known: dict[int, tuple[Finding, ...]] = {}
    names: dict[int, str] = {}
    for number, (panel, key) in enumerate(
        zip(exhibition.panels, panel_keys(edition, exhibition.panels), strict=True)
    ):
        if panel in panels:
            names[number] = key_of("panel check", _page_key(panel, key), exhibition.numbers)
            stored = findings_from_bytes(cache.get(names[number]))
            if stored is not None:
                known[number] = stored
    unknown = [number for number in names if number not in known]
    made = shared(check_panel_job, [PanelJob(folder, inputs, at) for at in unknown], jobs)
    for number, found in zip(unknown, made, strict=True):
        known[number] = found
        cache.put(names[number], findings_to_bytes(found))
    return [found for number in names for found in known[number]]


def _pages(
    folder: Path,
    inputs: str,
    exhibition: Exhibition,
    panels: Sequence[Panel],
    looked_at: Sequence[Edition],
    jobs: int,
    cache: Cache,
) -> list[PageResult]:
    """Every page at the sizes that its whole edition agrees on."""
    keys = {
        (edition.format_name, edition.language, number): _page_key(panel, key)
        for edition in looked_at
        for number, (panel, key) in enumerate(
            zip(exhibition.panels, panel_keys(edition, exhibition.panels), strict=True)
        )
    }
    numbers = {exhibition.panels.index(panel) for panel in panels}
    stored = {at: key_of("page sizes", key) for at, key in keys.items()}
    known = {at: sizes_from_bytes(cache.get(name)) for at, name in stored.items()}
    stale = sum(sizes is None for sizes in known.values())
    with Workers(jobs, stale) as workers:
        measuring = {
            at: workers.submit(keys[at], measure_job, _job(folder, inputs, at))
            for at, sizes in known.items()
            if sizes is None
        }
        checking: dict[Place, tuple[str, PageResult | Task[PageResult]]] = {}
        for edition in looked_at:
            ours = [at for at in keys if at[:2] == (edition.format_name, edition.language)]
            wishes: list[tuple[str, float]] = []
            for at in ours:
                wished = known[at]
                if wished is None:
                    wished = workers.finish(measuring[at])
                    cache.put(stored[at], json.dumps(wished).encode())
                wishes += wished
            sizes = tuple(sorted(agree(wishes).items()))
            for at in ours:
                if at[2] in numbers:
                    name = key_of("page check", keys[at], sizes)
                    result = page_from_bytes(cache.get(name))
                    job = _job(folder, inputs, at, sizes)
                    checking[at] = name, result or workers.submit(keys[at], check_job, job)
        found: list[PageResult] = []
        for name, task in checking.values():
            if isinstance(task, Task):
                found.append(workers.finish(task))
                cache.put(name, page_to_bytes(found[-1]))
            else:
                found.append(task)
    return found


def _page_key(panel: Panel, key: str) -> str:
    """Findings point at lines and columns, so that the whole text counts here."""
    return key_of(key, places_key([panel], (key,)))


def _job(folder: Path, inputs: str, at: Place, sizes: Sizes = ()) -> PageJob:
    return PageJob(folder, inputs, at[1], at[0], at[2], sizes)


def _documents(exhibition: Exhibition) -> Iterator[Document]:
    """The files whose comments count."""
    named: list[tuple[str, str | None]] = [("exhibition", None), ("theme", exhibition.theme)]
    named += [("layout", panel.layout) for panel in exhibition.panels]
    named += [("format", name) for name in exhibition.formats]
    for kind, name in dict.fromkeys(named):
        document = exhibition.document(kind, name)
        if document is not None:
            yield document
    for panel in exhibition.panels:
        if panel.document is not None:
            yield panel.document


def _allowed(found: Diagnostic, by: Allowance) -> dict[str, Any]:
    return {
        "code": found.code,
        "message": found.message,
        "reason": by.reason,
        "file": str(by.span.file),
        "line": by.span.line,
    }


def _counted(
    exhibition: Exhibition, panels: Sequence[Panel], pairs: Sequence[tuple[str, str]]
) -> str:
    """`12 panels, 2 languages, 3 formats`; how many panels could not be laid out, first."""
    missing = len(exhibition.numbers) - len(exhibition.panels)
    counts = (
        (len(panels), "panel"),
        (len({language for _, language in pairs}), "language"),
        (len({name for name, _ in pairs}), "format"),
    )
    looked_at = [counted(count, noun) for count, noun in counts]
    if missing:
        looked_at[0] += f" ({missing} more cannot be laid out yet)"
    return ", ".join(looked_at)
