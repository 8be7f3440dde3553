"""What every command ends with: diagnostics told as they were asked for, and an exit code."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from cimaise.diagnostics import Diagnostic, InputError, Severity

FINE, PROBLEMS, USAGE = 0, 1, 2


def guarded(
    run: Callable[[], int], report: str, strict: bool, folder: Path, *, is_result: bool = False
) -> int:
    """The exit code of `run`, or what is told of the input that it could not use.

    `is_result` as in `told`.
    """
    from cimaise.build.reading import UsageError

    try:
        return run()
    except UsageError as problem:
        print(f"error: {problem}", file=sys.stderr)
        return USAGE
    except InputError as problem:
        return told(problem.diagnostics, report, strict, folder, is_result=is_result)
    except BrokenPipeError:
        return FINE  # `| head` has read enough: no fault of anybody's
    except OSError as problem:
        where = f" {problem.filename}" if problem.filename else ""
        print(f"error: {problem.strerror or problem}:{where}", file=sys.stderr)
        return USAGE


def told(
    diagnostics: Sequence[Diagnostic],
    report: str,
    strict: bool,
    folder: Path,
    fits: Sequence[Mapping[str, Any]] = (),
    images: Sequence[Mapping[str, Any]] = (),
    allowed: Sequence[Mapping[str, Any]] = (),
    looked_at: str = "",
    *,
    is_result: bool = False,
) -> int:
    """Print diagnostics the way that is asked for; the exit code that they make.

    A report for programs goes to stdout. So does text where the diagnostics are what the command
    was run for (`is_result`), so that it can be kept and paged; else it is a message, on stderr.
    """
    stream = sys.stdout if is_result else sys.stderr
    if report == "json":
        from cimaise.report.json import as_json

        sys.stdout.write(as_json(diagnostics, fits, images, allowed=allowed, root=folder))
    elif report == "github":
        from cimaise.report import github

        top = _repository(folder)
        sys.stdout.write(github.render(diagnostics, root=top) + github.allowed(allowed, root=top))
    elif diagnostics:
        from cimaise.report.text import render

        colour = stream.isatty() and "NO_COLOR" not in os.environ
        text = render(
            diagnostics,
            width=columns(),
            colour=colour,
            root=folder,
            looked_at=looked_at,
            allowed=len(allowed),
        )
        stream.write(text)
    elif looked_at:
        besides = f", {len(allowed)} allowed" if allowed else ""
        print(f"nothing to report{besides} in {looked_at}", file=stream)
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return PROBLEMS if any(found.severity in bad for found in diagnostics) else FINE


def _repository(folder: Path) -> Path:
    """From where GitHub names files: its workspace, else the current folder, where we are in it."""
    top = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    return top if folder.is_relative_to(top) else folder


def columns() -> int:
    """How wide the terminal is."""
    return shutil.get_terminal_size((100, 24)).columns
