"""Every rule on every edition. Panels that did not change are remembered by their contents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, product
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from cimaise.build.check_jobs import (
    Findings,
    Inputs,
    PageJob,
    PageResult,
    PanelJob,
    Sizes,
    check_exhibition_job,
    check_job,
    check_panel_job,
    measure_job,
    sound_of,
)
from cimaise.build.checking import Asked, Checked
from cimaise.build.keys import (
    all_documents,
    common_places_key,
    panel_keys,
    places_key,
)
from cimaise.build.reading import (
    UsageError,
    chosen,
    editions,
    is_unread,
    keeps_out,
    mend_first,
    resource_errors,
)
from cimaise.build.workers import FEWEST_JOBS, Task, Workers
from cimaise.checks.allowing import Allowance, judge
from cimaise.checks.codes import ALLOWABLE, CHECKS, REFUSED
from cimaise.checks.merging import concerns, of_languages, told_once
from cimaise.diagnostics import Diagnostic, InputError, Severity, counted
from cimaise.layout.editions import Edition
from cimaise.layout.panels import agree
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.model.shape import nearest
from cimaise.report.places import real
from cimaise.resources.cache import Cache, key_of
from cimaise.resources.notebook import Notebook

Result = TypeVar("Result")
Place = tuple[str, str, int]
"""Format, language, and the panel's place among all."""


def refuse_unknown(codes: Sequence[str]) -> None:
    """Raises UsageError for a code that `check` never tells."""
    for code in codes:
        if code not in CHECKS:
            meant = nearest(code, tuple(CHECKS))
            hint = f"did you mean {meant}?" if meant else "make_panels.py explain lists them"
            raise UsageError(f"unknown code “{code}”\nhint: {hint}")


def run(folder: Path, inputs: str, asked: Asked, cache: Cache) -> Checked:
    """Check what is asked for; `inputs` is the digest of the files' state."""
    exhibition, read_diagnostics = sound_of(Inputs(folder, inputs))
    unread = tuple(each for each in read_diagnostics if each.severity is Severity.ERROR)
    if unusable := resource_errors(exhibition):
        raise InputError([*read_diagnostics, *unusable], mend_first(unusable, folder))
    looked_at = editions(exhibition, asked.languages, asked.formats)
    try:
        panels = chosen(exhibition, asked.panels)
    except UsageError:
        for name in asked.panels:
            if not is_unread(name, unread):
                chosen(exhibition, [name])
        # They are there, and mistaken.
        raise InputError(read_diagnostics, "those asked for have errors") from None
    place = {panel.number: at for at, panel in enumerate(exhibition.panels)}
    common = common_places_key(exhibition)
    keys = {
        (edition.format_name, edition.language, place[panel.number]): _page_key(common, panel, key)
        for edition, panel, key in panel_keys(looked_at, exhibition.panels)
    }
    numbers = sorted(place[panel.number] for panel in panels)
    with (
        Notebook(cache, f"check {folder.resolve()}") as notes,
        Workers(asked.jobs, fewest=FEWEST_JOBS, keeps_memory=True) as workers,
    ):
        desk = _Desk(Inputs(folder, inputs), workers, notes)
        # Asked for first: pages wait for each other, and no process is to wait with them.
        whole = workers.submit("", check_exhibition_job, desk.inputs)
        by_panel = _panels(desk, exhibition, numbers, looked_at[0], keys)
        results = _pages(desk, numbers, looked_at, keys)
        findings = [found for result in results for found in result.findings]
        for found in desk.finished(by_panel):
            findings += found
        of_all = workers.finish(whole)
        findings += of_all
    pairs = [(edition.format_name, edition.language) for edition in looked_at]
    known = {(each.code, each.span) for each in read_diagnostics}
    asked_for = of_languages(findings, asked.languages)
    told = (each for each in told_once(asked_for, pairs) if (each.code, each.span) not in known)
    labels = {panel.label for panel in panels}
    everything = tuple(
        each
        for each in (*read_diagnostics, *told)
        if each in unread or concerns(each, labels, asked.languages)
    )
    is_all = not (asked.panels or asked.formats or asked.languages or unread)
    judged = judge(everything, all_documents(exhibition), ALLOWABLE, REFUSED, is_all=is_all)
    return Checked(
        judged.told,
        tuple(fit for result in results for fit in result.fits),
        tuple(image for result in results for image in result.images),
        _allowed(judged.allowed),
        _counted(exhibition, panels, pairs),
        unread,
        tuple(each for each in unread if keeps_out(each, folder)),
    )


class _Desk(Struct, frozen=True):
    """Where work is handed out and its results are kept."""

    inputs: Inputs
    workers: Workers
    notes: Notebook

    def finished(
        self,
        asked: Iterable[tuple[str, Result | Task[Result]]],
    ) -> list[Result]:
        """The results by the names they are kept under: known ones, and those now awaited."""
        found: list[Result] = []
        for name, result in asked:
            if isinstance(result, Task):
                found.append(self.workers.finish(result))
                self.notes.put(name, found[-1])
            else:
                found.append(result)
        return found


def _panels(
    desk: _Desk,
    exhibition: Exhibition,
    numbers: Sequence[int],
    edition: Edition,
    keys: Mapping[Place, str],
) -> list[tuple[str, Findings | Task[Findings]]]:
    """What the rules say of panels' words and files; a panel's key in any edition stands for it."""
    asked: list[tuple[str, Findings | Task[Findings]]] = []
    for number in numbers:
        key = keys[edition.format_name, edition.language, number]
        name = key_of("panel check", key, exhibition.numbers)
        known = desk.notes.get(name, Findings)
        if known is None:
            job = PanelJob(desk.inputs, number)
            asked.append((name, desk.workers.submit(str(number), check_panel_job, job)))
        else:
            asked.append((name, known))
    return asked


def _pages(
    desk: _Desk,
    numbers: Sequence[int],
    looked_at: Sequence[Edition],
    keys: Mapping[Place, str],
) -> list[PageResult]:
    """Every page at the sizes that its whole edition agrees on."""
    workers, notes = desk.workers, desk.notes
    stored = {at: key_of("page sizes", key) for at, key in keys.items()}
    known = {at: notes.get(name, Sizes) for at, name in stored.items()}
    stale = {at[2] for at, sizes in known.items() if sizes is None}
    maps = [number for number in stale if looked_at[0].exhibition.panels[number].map]
    if maps and len(stale) >= FEWEST_JOBS:
        # Loaded once, before processes are forked; where a panel changed its map may be kept.
        import cimaise.layout.figures.maps.figure  # noqa: F401  # for what loading does
    # One process for a panel in all its editions: much of a map is the same in every language.
    measuring = {
        at: workers.submit(str(at[2]), measure_job, _job(desk, at))
        for at, sizes in known.items()
        if sizes is None
    }
    checking: dict[Place, tuple[str, PageResult | Task[PageResult]]] = {}
    for format_name, group in groupby(looked_at, attrgetter("format_name")):
        agreed: dict[str, Sizes] = {}
        for edition in group:
            wishes: list[tuple[str, float]] = []
            for at in (at for at in keys if at[:2] == (format_name, edition.language)):
                wished = known[at]
                if wished is None:
                    wished = workers.finish(measuring[at])
                    notes.put(stored[at], wished)
                wishes += wished
            agreed[edition.language] = tuple(sorted(agree(wishes).items()))
        # The ground of a map is remembered until the next is drawn: languages follow each other.
        for number, (language, sizes) in product(sorted(numbers), agreed.items()):
            at = (format_name, language, number)
            name = key_of("page check", keys[at], sizes)
            result = notes.get(name, PageResult)
            job = _job(desk, at, sizes)
            checking[at] = name, result or workers.submit(str(number), check_job, job)
    # Finished in the order in which they were asked for: one process alone works as it is awaited.
    found = dict(zip(checking, desk.finished(checking.values()), strict=True))
    return [found[at] for at in keys if at in found]


def _page_key(common: str, panel: Panel, key: str) -> str:
    """Findings point at lines and columns, so that whole texts count here."""
    return key_of(key, places_key(common, [panel], (key,)))


def _job(desk: _Desk, at: Place, sizes: Sizes = ()) -> PageJob:
    return PageJob(desk.inputs, at[1], at[0], at[2], sizes)


def _allowed(silenced: Iterable[tuple[Diagnostic, Allowance]]) -> tuple[dict[str, Any], ...]:
    """A row for each finding that a comment silences, once where its file has two names."""
    rows: dict[tuple[object, ...], dict[str, Any]] = {}
    for found, by in silenced:
        row = {
            "code": found.code,
            "message": found.message,
            "reason": by.reason,
            "file": str(by.span.file),
            "line": by.span.line,
        }
        rows.setdefault((found.code, found.message, real(found.span or by.span)), row)
    return tuple(rows.values())


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
