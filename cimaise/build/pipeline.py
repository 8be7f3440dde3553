"""The build: what changed is measured, sizes are agreed, what they change is painted.

The exhibition comes in, files in `out` and a report go out. Every file appears whole; a panel
with errors leaves the file of an earlier build where it is.
"""

from __future__ import annotations

import multiprocessing
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from cimaise.build.keys import panel_keys
from cimaise.build.memory import Memory, Remembered, still_there
from cimaise.build.options import BuildOptions
from cimaise.build.panel_job import Job, Made, exhibition_of, make, measure
from cimaise.build.reading import chosen, editions
from cimaise.diagnostics import Diagnostic
from cimaise.layout.editions import Edition
from cimaise.layout.panels import agree
from cimaise.model.loading import slug_of
from cimaise.model.panel import Panel
from cimaise.resources.cache import key_of

Result = TypeVar("Result")
Progress = Callable[[str, int, int], None]

# Below this many jobs, starting processes costs more than it saves.
FEWEST_JOBS_TO_SHARE = 5


@dataclass(frozen=True)
class Built:
    """What a build left, old files that are still right included."""

    outputs: Mapping[str, Any]
    diagnostics: tuple[Diagnostic, ...]
    fits: tuple[Mapping[str, Any], ...]
    images: tuple[Mapping[str, Any], ...]
    memory: Memory
    painted: int


def build(
    folder: Path, inputs: str, options: BuildOptions, memory: Memory, progress: Progress
) -> Built:
    """Make what `options` ask for. `inputs` is the digest of the files' state.

    Raises UsageError and InputError as reading does.
    """
    exhibition = exhibition_of(folder, inputs)
    wanted = editions(exhibition, options.languages, options.formats)
    panels = chosen(exhibition, options.panels)
    keys = {
        entry_name(edition, panel): key
        for edition in wanted
        for panel, key in zip(
            exhibition.panels, panel_keys(edition, exhibition.panels), strict=True
        )
    }
    with _runner(options.jobs, len(keys)) as run:
        wishes = _wishes(folder, inputs, wanted, keys, memory, run)
        jobs: list[tuple[str, str, str, Job]] = []
        kept: dict[str, Remembered] = {}
        for edition in wanted:
            sizes = agree(
                wish for panel in exhibition.panels for wish in wishes[entry_name(edition, panel)]
            )
            for panel in panels:
                name = entry_name(edition, panel)
                key = keys[name]
                job = _job(folder, inputs, edition, panel, sizes, options)
                painted_key = key_of(key, job.sizes, job.pdf, job.png, job.allow_overset, job.epoch)
                known = memory.panels.get(name)
                if known and known.painted_key == painted_key and still_there(known.outputs):
                    kept[name] = known
                else:
                    jobs.append((name, key, painted_key, job))
        made: dict[str, Made] = {}
        results = run(make, [job for *_, job in jobs])
        for done, ((name, *_), result) in enumerate(zip(jobs, results, strict=True), 1):
            made[name] = result
            progress(name, done, len(jobs))
    remembered = dict(memory.panels)
    for name, key, painted_key, _ in jobs:
        result = made[name]
        remembered[name] = kept[name] = Remembered(
            key,
            wishes[name],
            painted_key,
            result.outputs,
            result.diagnostics,
            result.fits,
            result.images,
        )
    for name, key in keys.items():
        if name not in kept:
            known = memory.panels.get(name)
            base = known if known and known.key == key else Remembered(key)
            remembered[name] = replace(base, key=key, wishes=wishes[name])
    ordered = [kept[entry_name(edition, panel)] for edition in wanted for panel in panels]
    return Built(
        {path: facts for entry in ordered for path, facts in entry.outputs.items()},
        tuple(found for entry in ordered for found in entry.diagnostics),
        tuple(fit for entry in ordered for fit in entry.fits),
        tuple(image for entry in ordered for image in entry.images),
        Memory(remembered, memory.runs),
        len(jobs),
    )


def _wishes(
    folder: Path,
    inputs: str,
    wanted: Sequence[Edition],
    keys: Mapping[str, str],
    memory: Memory,
    run: Callable[..., Iterator[Any]],
) -> dict[str, tuple[tuple[str, float], ...]]:
    """The sizes that every panel of each edition wants, by name; measured where not known."""
    wishes: dict[str, tuple[tuple[str, float], ...]] = {}
    unknown: list[tuple[str, Job]] = []
    for edition in wanted:
        for panel in edition.exhibition.panels:
            name = entry_name(edition, panel)
            known = memory.panels.get(name)
            if known and known.key == keys[name]:
                wishes[name] = known.wishes
            else:
                job = Job(folder, inputs, edition.language, edition.format_name, panel.number)
                unknown.append((name, job))
    measured = run(measure, [job for _, job in unknown])
    for (name, _), wish in zip(unknown, measured, strict=True):
        wishes[name] = wish
    return wishes


def _job(
    folder: Path,
    inputs: str,
    edition: Edition,
    panel: Panel,
    sizes: Mapping[str, float],
    options: BuildOptions,
) -> Job:
    folder_of_edition = options.out / "panels" / edition.format_name / edition.language
    pdf = folder_of_edition / pdf_name(edition, panel)
    # Previews show the format that the exhibition is designed for, or the only one asked for.
    shown = edition.exhibition.format
    if options.formats and shown not in options.formats:
        shown = options.formats[0]
    png = options.out / "previews" / edition.language / f"{panel.label}.png"
    previewed = options.wants("previews") and edition.format_name == shown
    return Job(
        folder,
        inputs,
        edition.language,
        edition.format_name,
        panel.number,
        tuple(sorted(sizes.items())),
        pdf,
        png if previewed else None,
        options.allow_overset,
        options.epoch,
    )


def pdf_name(edition: Edition, panel: Panel) -> str:
    """The panel's file name as the printer wants it, in ASCII, ending in .pdf."""
    name = edition.printer.naming.format(
        number=f"{panel.number:02}",
        slug=panel.slug,
        format=edition.format_name,
        lang=edition.language,
        title=slug_of(panel.title.get(edition.language)),
    )
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return ascii_name if ascii_name.endswith(".pdf") else f"{ascii_name}.pdf"


def entry_name(edition: Edition, panel: Panel) -> str:
    """What the memory calls a panel of an edition."""
    return f"{edition.format_name}/{edition.language}/{panel.label}"


@contextmanager
def _runner(jobs: int, expected: int) -> Iterator[Callable[..., Iterator[Any]]]:
    """Something like `map` that uses several processes where that pays."""
    pool: list[ProcessPoolExecutor] = []

    def run(function: Callable[[Job], Result], values: Sequence[Job]) -> Iterator[Result]:
        if jobs < 2 or len(values) < FEWEST_JOBS_TO_SHARE:
            return map(function, values)
        if not pool:
            # Forked workers have everything loaded; where forking is unsafe, they load anew.
            method = "fork" if sys.platform == "linux" else "spawn"
            context = multiprocessing.get_context(method)
            pool.append(ProcessPoolExecutor(min(jobs, expected), mp_context=context))
        return pool[0].map(function, values)

    try:
        yield run
    finally:
        for executor in pool:
            executor.shutdown(cancel_futures=True)
