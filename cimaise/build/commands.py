"""What each command but `build` does: from its options to its exit code.

Results go to stdout, the rest to stderr. What `check` finds is its result.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

from cimaise.build.telling import FINE, PROBLEMS, USAGE, columns, guarded, told
from cimaise.diagnostics import InputError, Severity, counted
from cimaise.resources.stopping import held

if TYPE_CHECKING:
    from cimaise.build.checking import Asked


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
        from cimaise.build.checking import Asked, check, still_asked
        from cimaise.report.tables import allowed_list, image_table

        asked = Asked(panels, formats, languages, only, ignore, os.cpu_count() or 1)
        if fix:
            _fix(folder, asked, report)
        try:
            checked = check(folder, asked)
        except InputError as problem:
            found = problem.diagnostics
            mistakes = [each for each in found if each.severity is Severity.ERROR]
            shown = still_asked(found, mistakes, asked)
            told(shown, report, strict, folder, is_result=True)
            why = f": {problem.because}" if problem.because else ""
            if hidden := sorted({each.code for each in mistakes if each not in shown}):
                why += f" (not told, as asked: {', '.join(hidden)})"
            if why:
                print(f"no panel was looked at{why}", file=_beside(report))
            return PROBLEMS
        if images and report == "text":
            print(image_table(checked.images, columns()))
        if checked.allowed and report == "text":
            print(allowed_list(checked.allowed, folder))
        return told(
            checked.diagnostics,
            report,
            strict,
            folder,
            checked.fits,
            checked.images,
            checked.allowed,
            checked.counted,
            is_result=True,
        )

    return guarded(run, report, strict, folder, is_result=True)


def _beside(report: str) -> TextIO:
    """Where `check` tells in words what its report does not hold: programs read that alone."""
    return sys.stdout if report == "text" else sys.stderr


def _fix(folder: Path, asked: Asked, report: str) -> None:
    from cimaise.build.check_run import refuse_unknown
    from cimaise.build.fixing import fix

    refuse_unknown((*asked.only, *asked.ignore))
    fixed = fix(folder, asked)
    stream = _beside(report)
    stream.write(fixed.diff)
    # Where both streams end in one file, what is said of the diff comes after it.
    stream.flush()
    for line in fixed.left_alone:
        print(line, file=sys.stderr)
    if not fixed.diff and not fixed.left_alone:
        print("nothing to fix", file=sys.stderr)


def fit(
    folder: Path,
    *,
    panels: tuple[str, ...],
    layouts: tuple[str, ...],
    formats: tuple[str, ...],
    languages: tuple[str, ...],
) -> int:
    """Print the table of slots."""
    if layouts:
        return _refused("--layout is for --budget alone", "write --budget too, or leave it out")
    folder = folder.resolve()

    def run() -> int:
        from cimaise.build.checking import Asked, check
        from cimaise.report.tables import fit_table

        checked = check(folder, Asked(panels, formats, languages, jobs=os.cpu_count() or 1))
        print(fit_table(checked.fits, columns()))
        status = told(checked.unread, "text", False, folder)
        return PROBLEMS if any(row["words_over"] for row in checked.fits) else status

    return guarded(run, "text", False, folder)


def budget(
    folder: Path,
    *,
    panels: tuple[str, ...],
    layouts: tuple[str, ...],
    formats: tuple[str, ...],
    languages: tuple[str, ...],
) -> int:
    """Print how many words each slot holds before any is written."""
    if panels:
        hint = "leave --budget out, or name the panel's layout: --layout map-led"
        return _refused("--budget measures layouts, not the panels that --panel names", hint)
    folder = folder.resolve()

    def run() -> int:
        from cimaise.build.budget import budget as measured
        from cimaise.report.tables import budget_table

        print(budget_table(measured(folder, layouts, formats, languages)))
        return FINE

    return guarded(run, "text", False, folder)


def _refused(message: str, hint: str) -> int:
    """Options that cannot be followed, or cannot stand together."""
    print(f"error: {message}\nhint: {hint}", file=sys.stderr)
    return USAGE


def explain(code: str | None) -> int:
    """Print the page of a code; without one, all codes with what each is about."""
    from cimaise.checks.documentation import PAGES, list_of_codes, page_of
    from cimaise.model.shape import nearest

    if code is None:
        print(list_of_codes())
        return FINE
    if code not in PAGES:
        meant = nearest(code, tuple(PAGES))
        hint = f"did you mean {meant}?" if meant else "make_panels.py explain lists them"
        print(f"error: there is no code “{code}”\nhint: {hint}", file=sys.stderr)
        return USAGE
    print(page_of(code))
    return FINE


def impose(file: Path, scheme: str, thickness_mm: float, out: Path | None) -> int:
    """Lay the pages of a PDF out on sheets; raises KeyError for a scheme that there is not."""
    target = out or file.with_name(f"{file.stem}-{scheme}.pdf")
    if _is_same(file, target):
        hint = "name another file with --out, or leave --out away"
        return _refused(
            f"the sheets would take the place of {file}, which they are made from", hint
        )

    def run() -> int:
        from cimaise.booklet.sheets import impose as lay_on_sheets

        made = lay_on_sheets(file, target, scheme, thickness_mm=thickness_mm)
        status = told(made.diagnostics, "text", False, file.parent)
        pages, sheets = counted(made.pages, "page"), counted(made.sheets, "sheet")
        print(f"{pages} on {sheets}: {target}", file=sys.stderr)
        return status

    return guarded(run, "text", False, file.parent)


def _is_same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file, through links too."""
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there
        return False


def new(folder: Path) -> int:
    """Copy the small exhibition that the package carries into a folder that is new or empty."""
    from cimaise.build.reading import UsageError

    def run() -> int:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UsageError(f"{folder} is there already and is not empty\nhint: name a new folder")
        template = Path(__file__).resolve().parent.parent / "data" / "new"
        try:
            with held():
                shutil.copytree(template, folder, dirs_exist_ok=True)
        except shutil.Error as problem:
            # Of each file that was not copied: from where, to where, why.
            _, _, why = problem.args[0][0]
            raise UsageError(
                f"{folder} cannot be made: {why}\nhint: name a folder on a disk with room for it"
            ) from None
        print(f"made {folder}; build it with: make_panels.py build {folder}", file=sys.stderr)
        return FINE

    return guarded(run, "text", False, folder)


def list_(what: str, folder: Path) -> int:
    """Print the names there are and what each is for; the exhibition's own where there is one."""
    from cimaise.build.listing import listing

    folder = folder.resolve()

    def run() -> int:
        print(listing(what, folder, columns()))
        return FINE

    return guarded(run, "text", False, folder)


def schema(kind: str) -> int:
    """Print a JSON Schema. Raises KeyError for a kind that has none."""
    if kind in REPORTS:
        print(report_schema(kind), end="")
        return FINE
    from cimaise.model.schema import Kind, json_schema

    print(json.dumps(json_schema(cast(Kind, kind)), indent=2, ensure_ascii=False))
    return FINE


REPORTS = ("report", "preflight")


def report_schema(kind: str) -> str:
    """The JSON Schema of what `--report json` prints: of a build or a check, or of preflight."""
    data = Path(__file__).resolve().parent.parent / "data"
    return (data / f"{kind}.schema.json").read_text("utf-8")
