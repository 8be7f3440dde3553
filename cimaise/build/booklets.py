"""The booklets that a build makes: one per language, in processes of their own where that pays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cimaise import __version__
from cimaise.build.fingerprint import PACKAGE, code_digest
from cimaise.build.keys import common_places_key, files_used, in_language, places_key
from cimaise.build.memory import Memory, Remembered, stamp, still_there
from cimaise.build.options import BuildOptions
from cimaise.build.panel_job import exhibition_of, keeping_of
from cimaise.build.pipeline import Built
from cimaise.build.reading import editions
from cimaise.build.workers import shared
from cimaise.checks.accepted import CODE
from cimaise.checks.allowing import allowances_of
from cimaise.diagnostics import Diagnostic, InputError
from cimaise.model.exhibition import Exhibition
from cimaise.resources.cache import Cache, cache_for, content_digest, key_of

UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


class BookletJob(Struct, frozen=True):
    """One language's booklet, into one folder. Plain values: a worker reads the rest itself."""

    folder: Path
    inputs: str
    language: str
    target: Path
    date: datetime
    processes: int = 1
    """How many this job may use."""


def with_booklets(
    built: Built, folder: Path, inputs: str, options: BuildOptions, memory: Memory
) -> Built:
    """What was built, and the booklets that were asked for; those still right are left alone.

    Raises UsageError for a language that the exhibition is not made in.
    """
    exhibition = exhibition_of(folder, inputs)
    languages = dict.fromkeys(
        edition.language for edition in editions(exhibition, options.languages, ())
    )
    jobs: dict[str, tuple[str, BookletJob]] = {}
    kept: dict[str, Remembered] = {}
    common = common_places_key(exhibition)
    for language in languages:
        target = options.out / "booklet" / language
        date = _date(exhibition.date, options.epoch)
        key = key_of(booklet_key(exhibition, language), str(target), date.isoformat())
        name = f"booklet/{language}"
        known = memory.panels.get(name)
        told = places_key(common, exhibition.panels, known.diagnostics if known else ())
        if known and (known.key, known.painted_key) == (key, told) and still_there(known.outputs):
            kept[name] = known
        else:
            jobs[name] = (key, BookletJob(folder, inputs, language, target, date))
    alone = options.jobs if len(jobs) == 1 else 1
    asked = [replace(job, processes=alone) for _, job in jobs.values()]
    results = shared(make, asked, options.jobs, fewest=2)
    for (name, (key, _)), (outputs, diagnostics) in zip(jobs.items(), results, strict=True):
        told = places_key(common, exhibition.panels, diagnostics)
        kept[name] = Remembered(key, (), told, outputs, diagnostics)
    return replace(
        built,
        outputs={**built.outputs, **{p: f for e in kept.values() for p, f in e.outputs.items()}},
        diagnostics=(*built.diagnostics, *(d for e in kept.values() for d in e.diagnostics)),
        memory=Memory({**built.memory.panels, **kept}, built.memory.runs),
    )


def make(job: BookletJob) -> tuple[Mapping[str, Any], tuple[Diagnostic, ...]]:
    """Make one booklet; its files with what the manifest tells of them, and what was wrong."""
    # WeasyPrint loads only where a booklet is made, after what it loads slowly by itself.
    from cimaise.booklet.pango import load_pango

    load_pango()
    from cimaise.booklet.edition import make_booklet

    exhibition = exhibition_of(job.folder, job.inputs)
    try:
        cache = cache_for(job.folder)
        made = make_booklet(
            exhibition,
            job.language,
            job.target,
            job.date,
            cache,
            keeping_of(job.folder),
            job.processes,
        )
    except InputError as problem:
        return {}, problem.diagnostics
    outputs = {
        str(path): {"stamp": stamp(path), "sha256": content_digest(path), **facts}
        for path, facts in made.files.items()
    }
    return outputs, made.diagnostics


def booklet_key(exhibition: Exhibition, language: str) -> str:
    """What decides how a booklet comes out, as one digest of contents."""
    cache = cache_for(exhibition.folder)
    return key_of(
        __version__,
        code_digest(),
        _carried_digests(cache),
        language,
        in_language(exhibition.model_dump(mode="json"), language, exhibition.languages),
        exhibition.named_theme.model_dump_json(),
        exhibition.named_printer.model_dump_json(),
        exhibition.formats_table[exhibition.format].model_dump_json(),
        [
            in_language(panel.model_dump(mode="json"), language, exhibition.languages)
            for panel in exhibition.panels
        ],
        tuple(content_digest(file, cache) for file in files_used(exhibition)),
        [
            (each.reason, each.lines)
            for panel in exhibition.panels
            if panel.document
            for each in allowances_of(panel.document, CODE)
        ],
    )


def _carried_digests(cache: Cache) -> tuple[str, ...]:
    """The booklet's templates and style sheets."""
    folder = PACKAGE / "data" / "booklet"
    return tuple(content_digest(file, cache) for file in sorted(folder.iterdir()))


def _date(written: str | None, epoch: int | None) -> datetime:
    if epoch is not None:
        return datetime.fromtimestamp(epoch, UTC)
    return datetime.fromisoformat(written).replace(tzinfo=UTC) if written else UNDATED
