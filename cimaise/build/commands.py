"""What each command does: from its options to its exit code. Results go to stdout, the rest to
stderr."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from cimaise.build.fingerprint import stat_digest
from cimaise.build.memory import (
    Memory,
    diagnostic_from_plain,
    diagnostic_to_plain,
    recall,
    remember,
    stamp,
    still_there,
)
from cimaise.build.options import BuildOptions
from cimaise.build.progress import Progress
from cimaise.diagnostics import Diagnostic, InputError, Severity, error, has_errors
from cimaise.resources.cache import key_of

FINE, PROBLEMS, USAGE = 0, 1, 2


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
        return _told(problem.diagnostics, report, strict, folder)
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
    if known and known["inputs"] == inputs and still_there(known["outputs"]):
        diagnostics = tuple(diagnostic_from_plain(found) for found in known["diagnostics"])
        status = _told(diagnostics, report, strict, folder, known["fits"], known["images"])
        print(f"{len(known['outputs'])} files are up to date in {options.out}", file=sys.stderr)
        return status
    return _guarded(
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
    from cimaise.build import results
    from cimaise.build.panel_job import reading_of
    from cimaise.build.pipeline import Built
    from cimaise.build.pipeline import build as run_build
    from cimaise.build.reading import font_errors, no_panels
    from cimaise.build.theme_errors import theme_errors

    exhibition, diagnostics = reading_of(folder, inputs)
    if not exhibition.panels:
        raise InputError([*diagnostics, no_panels(folder)])
    if unusable := font_errors(exhibition) or theme_errors(exhibition):
        raise InputError([*diagnostics, *unusable])
    progress = Progress(sys.stderr.isatty())
    built = Built({}, (), (), (), memory, 0)
    if options.paints_panels:
        shown = options
        if options.only == ("site",) and not options.formats:
            # The site shows one format, whichever there are.
            shown = replace(options, formats=(exhibition.format,))
        built = run_build(folder, inputs, shown, memory, progress)
        progress.end()
    kit_outputs: Mapping[str, Any] = {}
    kit_runs: Mapping[str, Any] = {}
    if options.makes_kit and not has_errors(built.diagnostics):
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
    everything = (*diagnostics, *built.diagnostics)
    outputs = results.write_results(exhibition, options, built, everything, memory, kit_outputs)
    runs = {
        run_key: {
            "inputs": inputs,
            "outputs": {path: {"stamp": stamp(Path(path))} for path in outputs},
            "diagnostics": [diagnostic_to_plain(found) for found in everything],
            "fits": list(built.fits),
            "images": list(built.images),
        }
    }
    remember(folder, Memory(built.memory.panels, {**built.memory.runs, **kit_runs, **runs}))
    status = _told(everything, report, strict, folder, built.fits, built.images)
    print(f"{len(outputs)} files in {options.out}, {built.painted} panels painted", file=sys.stderr)
    return status


def check(
    folder: Path,
    *,
    panels: tuple[str, ...],
    formats: tuple[str, ...],
    languages: tuple[str, ...],
    only: tuple[str, ...],
    ignore: tuple[str, ...],
    images: bool,
    fix: bool,
    report: str,
    strict: bool,
) -> int:
    """Lay everything out and say what is wrong; no output is written."""
    folder = folder.resolve()

    def run() -> int:
        from cimaise.build.checking import Asked, check
        from cimaise.report.tables import allowed_list, image_table

        if fix:
            _fix(folder, panels, report)
        checked = check(
            folder, Asked(panels, formats, languages, only, ignore, os.cpu_count() or 1)
        )
        if images and report == "text":
            print(image_table(checked.images, _columns()))
        if checked.allowed and report == "text":
            print(allowed_list(checked.allowed, folder), file=sys.stderr)
        return _told(
            checked.diagnostics,
            report,
            strict,
            folder,
            checked.fits,
            checked.images,
            checked.allowed,
            checked.counted,
        )

    return _guarded(run, report, strict, folder)


def _fix(folder: Path, panels: Sequence[str], report: str) -> None:
    from cimaise.build.fixing import fix

    changes = fix(folder, panels)
    stream = sys.stdout if report == "text" else sys.stderr
    stream.write(changes)
    if not changes:
        print("nothing to fix", file=sys.stderr)


def fit(
    folder: Path, *, panels: tuple[str, ...], formats: tuple[str, ...], languages: tuple[str, ...]
) -> int:
    """Print the table of slots."""
    folder = folder.resolve()

    def run() -> int:
        from cimaise.build.checking import Asked, check
        from cimaise.report.tables import fit_table

        checked = check(folder, Asked(panels, formats, languages, jobs=os.cpu_count() or 1))
        print(fit_table(checked.fits, _columns()))
        status = _told(checked.unread, "text", False, folder)
        return PROBLEMS if any(row["words_over"] for row in checked.fits) else status

    return _guarded(run, "text", False, folder)


def budget(
    folder: Path,
    *,
    layouts: tuple[str, ...],
    formats: tuple[str, ...],
    languages: tuple[str, ...],
) -> int:
    """Print how many words each slot holds before any is written."""
    folder = folder.resolve()

    def run() -> int:
        from cimaise.build.budget import budget as measured
        from cimaise.report.tables import budget_table

        print(budget_table(measured(folder, layouts, formats, languages)))
        return FINE

    return _guarded(run, "text", False, folder)


def explain(code: str) -> int:
    """Print the page of a code."""
    from cimaise.checks.documentation import PAGES, page_of
    from cimaise.model.shape import nearest

    if code not in PAGES:
        meant = nearest(code, tuple(PAGES))
        hint = f"did you mean {meant}?" if meant else "docs/checks.md lists them"
        print(f"error: there is no code “{code}”\nhint: {hint}", file=sys.stderr)
        return USAGE
    print(page_of(code))
    return FINE


def impose(file: Path, scheme: str, thickness_mm: float, out: Path | None) -> int:
    """Lay the pages of a PDF out on sheets; raises KeyError for a scheme that there is not."""

    def run() -> int:
        from cimaise.booklet.sheets import impose as lay_on_sheets

        target = out or file.with_name(f"{file.stem}-{scheme}.pdf")
        made = lay_on_sheets(file, target, scheme, thickness_mm=thickness_mm)
        status = _told(made.diagnostics, "text", False, file.parent)
        print(f"{made.pages} pages on {made.sheets} sheets: {target}", file=sys.stderr)
        return status

    return _guarded(run, "text", False, file.parent)


def new(folder: Path) -> int:
    """Copy the small exhibition that the package carries into a folder that is new or empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        print(
            f"error: {folder} is there already and is not empty\nhint: name a new folder",
            file=sys.stderr,
        )
        return USAGE
    template = Path(__file__).resolve().parent.parent / "data" / "new"
    try:
        shutil.copytree(template, folder, dirs_exist_ok=True)
    except OSError as problem:
        print(f"error: {folder} cannot be made: {problem.strerror}", file=sys.stderr)
        return USAGE
    print(f"made {folder}; build it with: make_panels.py build {folder}", file=sys.stderr)
    return FINE


def list_(what: str, folder: Path) -> int:
    """Print the names there are and what each is for; the exhibition's own where there is one."""
    from cimaise.build.listing import listing

    folder = folder.resolve()

    def run() -> int:
        print(listing(what, folder, _columns()))
        return FINE

    return _guarded(run, "text", False, folder)


def schema(kind: str) -> int:
    """Print a JSON Schema. Raises KeyError for a kind that has none."""
    if kind == "report":
        print(report_schema(), end="")
        return FINE
    from cimaise.model.schema import Kind, json_schema

    print(json.dumps(json_schema(cast(Kind, kind)), indent=2, ensure_ascii=False))
    return FINE


def report_schema() -> str:
    """The JSON Schema of what `--report json` prints."""
    data = Path(__file__).resolve().parent.parent / "data"
    return (data / "report.schema.json").read_text("utf-8")


def _guarded(run: Callable[[], int], report: str, strict: bool, folder: Path) -> int:
    from cimaise.build.reading import UsageError

    try:
        return run()
    except UsageError as problem:
        print(f"error: {problem}", file=sys.stderr)
        return USAGE
    except InputError as problem:
        return _told(problem.diagnostics, report, strict, folder)
    except BrokenPipeError:
        raise  # `| head` has read enough: no fault of anybody's
    except OSError as problem:
        where = f" {problem.filename}" if problem.filename else ""
        print(f"error: {problem.strerror or problem}:{where}", file=sys.stderr)
        return USAGE


def _told(
    diagnostics: Sequence[Diagnostic],
    report: str,
    strict: bool,
    folder: Path,
    fits: Sequence[Mapping[str, Any]] = (),
    images: Sequence[Mapping[str, Any]] = (),
    allowed: Sequence[Mapping[str, Any]] = (),
    looked_at: str = "",
) -> int:
    """Print diagnostics the way that is asked for; the exit code that they make."""
    if report == "json":
        from cimaise.report.json import as_json

        sys.stdout.write(as_json(diagnostics, fits, images, allowed=allowed, root=folder))
    elif report == "github":
        from cimaise.report import github

        sys.stdout.write(github.render(diagnostics, root=_repository(folder)))
    elif diagnostics:
        from cimaise.report.text import render

        colour = sys.stderr.isatty() and "NO_COLOR" not in os.environ
        told = render(
            diagnostics, width=_columns(), colour=colour, root=folder, looked_at=looked_at
        )
        sys.stderr.write(told)
    elif looked_at:
        print(f"nothing to report in {looked_at}", file=sys.stderr)
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return PROBLEMS if any(found.severity in bad for found in diagnostics) else FINE


def _repository(folder: Path) -> Path:
    """From where GitHub names files: its workspace, else the current folder, where we are in it."""
    top = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    return top if folder.is_relative_to(top) else folder


def _columns() -> int:
    return shutil.get_terminal_size((100, 24)).columns


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
