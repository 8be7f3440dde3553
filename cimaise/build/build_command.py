"""`build`, from its options to its exit code. Results go to stdout, the rest to stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from cimaise.build.fingerprint import stat_digest
from cimaise.build.memory import (
    Memory,
    Run,
    recall,
    remember,
    stamp,
    still_there,
)
from cimaise.build.options import BuildOptions
from cimaise.build.progress import Progress
from cimaise.build.telling import guarded, told
from cimaise.diagnostics import InputError, counted, error, has_errors
from cimaise.resources.cache import key_of


def build(
    folder: Path,
    *,
    only: tuple[str, ...],
    panels: tuple[str, ...],
    formats: tuple[str, ...],
    languages: tuple[str, ...],
    out: Path | None,
    jobs: int,
    allow_overset: bool,
    report: str,
    strict: bool,
) -> int:
    """Make what is asked for; what is already right is left alone."""
    folder = folder.resolve()
    try:
        epoch = _epoch()
    except InputError as problem:
        return told(problem.diagnostics, report, strict, folder)
    options = BuildOptions(
        (out or folder / "dist").resolve(),
        only,
        panels,
        formats,
        languages,
        jobs,
        allow_overset,
        epoch,
    )
    memory = recall(folder)
    inputs = stat_digest(folder, options.out)
    run_key = key_of(replace(options, jobs=0))
    known = memory.runs.get(run_key)
    if known and known.inputs == inputs and still_there(known.outputs):
        status = told(known.diagnostics, report, strict, folder, known.fits, known.images)
        current = counted(len(known.outputs), "file is", "files are")
        print(f"{current} up to date in {options.out}", file=sys.stderr)
        return status
    return guarded(
        lambda: _build(folder, options, memory, inputs, run_key, report, strict),
        report,
        strict,
        folder,
    )


def _build(
    folder: Path,
    options: BuildOptions,
    memory: Memory,
    inputs: str,
    run_key: str,
    report: str,
    strict: bool,
) -> int:
    # The whole tool loads here; a build with nothing to do has ended before.
    from cimaise.build.painter import Painter
    from cimaise.build.reading import resource_errors

    # After a first build it is mostly one panel that changed. What the painter needs as well is
    # loaded by now; the rest it loads while we load ours.
    with Painter(options.jobs if memory.panels and options.paints_panels else 1) as painter:
        from cimaise.build import results
        from cimaise.build.keys import all_documents
        from cimaise.build.panel_job import reading_of
        from cimaise.build.pipeline import Built
        from cimaise.build.pipeline import build as run_build
        from cimaise.build.theme_errors import theme_errors
        from cimaise.checks.allowing import not_allowed
        from cimaise.checks.codes import ALLOWABLE
        from cimaise.checks.merging import told_once

        exhibition, diagnostics = reading_of(folder, inputs)
        if unusable := resource_errors(exhibition) or theme_errors(exhibition):
            raise InputError([*diagnostics, *unusable])
        progress = Progress(sys.stderr.isatty())
        built = Built({}, (), (), (), memory, 0)
        if options.paints_panels:
            shown = options
            if options.only == ("site",) and not options.formats:
                # The site shows one format, whichever there are.
                shown = replace(options, formats=(exhibition.shown_format,))
            built = run_build(folder, inputs, shown, memory, progress, painter)
            progress.end()
        told_of_panels = not_allowed(
            told_once(built.findings, built.editions), all_documents(exhibition), ALLOWABLE
        )
    kit_outputs: Mapping[str, Any] = {}
    kit_runs: Mapping[str, Any] = {}
    if options.makes_kit and not has_errors(told_of_panels):
        from cimaise.build.kit import make_kit

        kit = make_kit(exhibition, options, built, memory)
        kit_outputs, kit_runs = kit.outputs, kit.runs
    if options.makes_booklet:
        # The booklet's own libraries take longer to load than a panel to paint.
        from cimaise.build.booklets import with_booklets

        built = with_booklets(built, folder, inputs, options, memory)
    if options.makes_site:
        from cimaise.build.sites import with_site

        built = with_site(built, folder, inputs, options, memory)
    everything = (*diagnostics, *told_of_panels, *built.diagnostics)
    outputs = results.write_results(exhibition, options, built, everything, memory, kit_outputs)
    runs = {
        run_key: Run(
            inputs,
            {path: {"stamp": stamp(Path(path))} for path in outputs},
            everything,
            built.fits,
            built.images,
        )
    }
    remember(folder, Memory(built.memory.panels, {**built.memory.runs, **kit_runs, **runs}))
    status = told(everything, report, strict, folder, built.fits, built.images)
    files, painted = counted(len(outputs), "file"), counted(built.painted, "panel")
    print(f"{files} in {options.out}, {painted} painted", file=sys.stderr)
    return status


def _epoch() -> int | None:
    """SOURCE_DATE_EPOCH, where it is set. Raises InputError where it is no date."""
    written = os.environ.get("SOURCE_DATE_EPOCH")
    if not written:
        return None
    if written.isascii() and written.isdigit() and int(written) < 253402300800:
        return int(written)
    raise InputError(
        [
            error(
                "date-invalid",
                f"SOURCE_DATE_EPOCH is “{written[:40]}”, which is no number of seconds since 1970",
                hint="unset it, or set it to a number such as 1732147200",
            )
        ]
    )
