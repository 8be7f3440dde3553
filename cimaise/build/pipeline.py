"""The build: what changed is measured, sizes are agreed, what they change is painted.

The exhibition comes in, files in `out` and a report go out. Every file appears whole; a panel
with errors leaves the file of an earlier build where it is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from itertools import chain, groupby, product
from operator import attrgetter
from pathlib import Path
from typing import Any

from msgspec import Raw, Struct
from msgspec.structs import replace

from cimaise.build.keys import common_places_key, panel_keys, places_key
from cimaise.build.memory import Memory, Remembered, still_there
from cimaise.build.options import BuildOptions
from cimaise.build.painter import Painter
from cimaise.build.panel_job import HERE, Job, Made, exhibition_of, make, measure, place_of, preview
from cimaise.build.reading import chosen, editions
from cimaise.build.workers import FEWEST_TO_SHARE, Task, Workers
from cimaise.checks.findings import Finding
from cimaise.diagnostics import Diagnostic
from cimaise.layout.editions import Edition
from cimaise.layout.panels import agree
from cimaise.model.loading import slug_of
from cimaise.model.panel import Panel
from cimaise.resources.cache import key_of
from cimaise.resources.remembered import from_bytes, to_bytes

Progress = Callable[[str, int, int], None]


class Built(Struct, frozen=True):
    """What a build left, old files that are still right included."""

    outputs: Mapping[str, Any]
    findings: tuple[Finding, ...]
    """Of panels, by edition; not merged yet."""
    fits: tuple[Mapping[str, Any], ...]
    images: tuple[Mapping[str, Any], ...]
    memory: Memory
    painted: int
    """How many panels' PDFs were written anew."""
    editions: tuple[tuple[str, str], ...] = ()
    """Format and language of all that was asked for."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """Of booklets and the site."""


def build(
    folder: Path,
    inputs: str,
    options: BuildOptions,
    memory: Memory,
    progress: Progress,
    painter: Painter = HERE,
) -> Built:
    """Make what `options` ask for. `inputs` is the digest of the files' state.

    A panel alone is left to the painter; of many, each is laid out and painted by one process.

    Raises UsageError and InputError as reading does.
    """
    exhibition = exhibition_of(folder, inputs)
    common = common_places_key(exhibition)
    wanted = editions(exhibition, options.languages, options.formats)
    panels = chosen(exhibition, options.panels)
    panel_of = {
        entry_name(edition, panel): panel for edition in wanted for panel in exhibition.panels
    }
    keys = {
        entry_name(edition, panel): key
        for edition, panel, key in panel_keys(wanted, exhibition.panels)
    }
    stale = [name for name, key in keys.items() if not _is_known(memory, name, key)]
    if len(stale) >= FEWEST_TO_SHARE:
        painter.dismiss()
        # What all workers need is loaded once, before they are forked.
        import cimaise.build.painting  # for what loading does

        if options.wants("previews"):
            import cimaise.paint.previews  # noqa: F401  # likewise
    wishes: dict[str, tuple[tuple[str, float], ...]] = {}
    painting: dict[str, tuple[str, Task[Made]]] = {}
    showing: dict[str, tuple[Remembered, Task[dict[str, Any]]]] = {}
    kept: dict[str, Remembered] = {}
    remembered = dict(memory.panels)
    # Panels with maps go to the same processes: the others do without the libraries for maps.
    places = dict.fromkeys(
        place_of(edition.format_name, panel.number)
        for panel, edition in product(
            sorted(exhibition.panels, key=lambda panel: panel.map is None), wanted
        )
        if entry_name(edition, panel) in stale
    )
    with Workers(options.jobs, len(stale), places=tuple(places)) as workers:
        measuring: dict[str, Task[tuple[tuple[str, float], ...]]] = {}
        formats = [tuple(group) for _, group in groupby(wanted, attrgetter("format_name"))]
        for group, following in zip([(), *formats], [*formats, ()], strict=True):
            # The next format is begun before this one is awaited, so that no process waits.
            measuring |= _measure(folder, inputs, following, stale, workers)
            sizes: dict[str, Mapping[str, float]] = {}
            for edition in group:
                names = [entry_name(edition, panel) for panel in exhibition.panels]
                for name in names:
                    known = memory.panels.get(name)
                    wishes[name] = (
                        workers.finish(measuring[name])
                        if name in measuring
                        else known.wishes
                        if known
                        else ()
                    )
                sizes[edition.language] = agree(chain.from_iterable(wishes[name] for name in names))
            # What a map draws is the same in all languages, which therefore follow each other.
            for panel, edition in product(panels, group):
                name = entry_name(edition, panel)
                job = _job(folder, inputs, edition, panel, sizes[edition.language], options)
                painted_key = key_of(keys[name], job.sizes, job.pdf, job.allow_overset, job.epoch)
                known = memory.panels.get(name)
                if known is None or not _is_right(known, painted_key, common, panel):
                    painting[name] = (
                        painted_key,
                        workers.submit(job.place, partial(make, painter=painter), job),
                    )
                elif job.png and known.outputs and not _is_there(known, job.png):
                    showing[name] = (known, workers.submit(job.place, preview, job))
                else:
                    kept[name] = known
                done = sum(task.done for _, task in painting.values())
                progress(name, done, max(len(stale), len(painting), 1))
        for done, (name, (painted_key, task)) in enumerate(painting.items(), 1):
            result = workers.finish(task)
            panel = panel_of[name]
            remembered[name] = kept[name] = Remembered(
                keys[name],
                wishes[name],
                painted_key,
                result.outputs,
                (),
                result.fits,
                result.images,
                places_key(common, [panel], result.findings),
                Raw(to_bytes(result.findings)),
            )
            progress(name, done, len(painting))
        for name, (known, shown) in showing.items():
            png = workers.finish(shown)
            remembered[name] = kept[name] = replace(known, outputs={**known.outputs, **png})
    for name, key in keys.items():
        if name not in kept:
            known = memory.panels.get(name)
            base = known if known and known.key == key else Remembered(key)
            remembered[name] = replace(base, key=key, wishes=wishes[name])
    ordered = [kept[entry_name(edition, panel)] for edition in wanted for panel in panels]
    return Built(
        {
            path: facts
            for entry in ordered
            for path, facts in entry.outputs.items()
            if _is_pdf(path) or options.wants("previews")
        },
        tuple(found for entry in ordered for found in _findings(entry)),
        tuple(fit for entry in ordered for fit in entry.fits),
        tuple(image for entry in ordered for image in entry.images),
        Memory(remembered, memory.runs),
        sum(bool(kept[name].outputs) for name in painting),
        tuple((edition.format_name, edition.language) for edition in wanted),
    )


def _findings(entry: Remembered) -> tuple[Finding, ...]:
    """What was said of a panel of an edition."""
    return from_bytes(entry.findings, tuple[Finding, ...]) or ()


def _is_right(known: Remembered, painted_key: str, common: str, panel: Panel) -> bool:
    """Whether the PDF that was painted, and what was said of it, would come out the same."""
    return (
        known.painted_key == painted_key
        and known.places_key == places_key(common, [panel], _findings(known))
        and still_there({path: facts for path, facts in known.outputs.items() if _is_pdf(path)})
    )


def _is_there(known: Remembered, file: Path) -> bool:
    facts = known.outputs.get(str(file))
    return facts is not None and still_there({str(file): facts})


def _is_pdf(path: str) -> bool:
    return path.endswith(".pdf")


def _is_known(memory: Memory, name: str, key: str) -> bool:
    known = memory.panels.get(name)
    return known is not None and known.key == key


def _measure(
    folder: Path,
    inputs: str,
    group: Sequence[Edition],
    stale: Collection[str],
    workers: Workers,
) -> dict[str, Task[tuple[tuple[str, float], ...]]]:
    """Have the panels of editions measured whose sizes are not known; the tasks by name."""
    return {
        name: workers.submit(job.place, measure, job)
        for edition in group
        for panel in edition.exhibition.panels
        if (name := entry_name(edition, panel)) in stale
        for job in [Job(folder, inputs, edition.language, edition.format_name, panel.number)]
    }


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
    # Previews show the format that the exhibition is shown in, or the only one asked for.
    shown = edition.exhibition.shown_format
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
