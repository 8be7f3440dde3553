"""The command `preflight`: finished PDFs, ours or anyone's, judged one after the other.

Findings go to stdout, whatever the report, and end as text with a line for each file; what was
estimated goes to stderr.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from cimaise.diagnostics import Diagnostic, InputError, Severity, counted
from cimaise.preflight.ask import UsualSize
from cimaise.preflight.engine import preflight
from cimaise.preflight.findings import Finding, Findings, report_json
from cimaise.preflight.limits import Flavour, Profile

FINE, PROBLEMS, USAGE = 0, 1, 2


class Asked(Struct, frozen=True):
    """How to judge. `distance_m` None: as our format of the page's size is read, else from 1 m.

    `max_ink_percent`: a printer's own limit, over that of the profile.
    """

    profile: Profile = "large-format"
    distance_m: float | None = None
    scale: float = 1.0
    flavour: Flavour = "x-4"
    separations: bool = True
    max_ink_percent: float | None = None


def preflight_files(files: Sequence[Path], asked: Asked, report: str, strict: bool) -> int:
    """Judge every file, say what was found, and give the exit code.

    One file makes one JSON object, several a list of them. A file that cannot be read is an error
    and exit code 2; the others are judged all the same.
    """
    if not files:
        print("error: name at least one PDF file", file=sys.stderr)
        return USAGE
    judged: list[Findings] = []
    is_unread = False
    for file in files:
        try:
            judged.append(_judged(file, asked))
        except ValueError as problem:
            print(f"error: {problem}", file=sys.stderr)
            return USAGE
        except InputError as problem:
            is_unread = True
            judged.append(Findings(file, tuple(map(_as_finding, problem.diagnostics))))
    found = [diagnostic for each in judged for diagnostic in each.diagnostics()]
    if report == "json":
        reports = [json.loads(report_json(each)) for each in judged]
        told = reports[0] if len(files) == 1 else reports
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    elif report == "github":
        from cimaise.report import github

        sys.stdout.write(github.render(found, root=Path.cwd()))
    else:
        _print(judged, found)
    if is_unread:
        return USAGE
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return PROBLEMS if any(diagnostic.severity in bad for diagnostic in found) else FINE


def _judged(file: Path, asked: Asked) -> Findings:
    return preflight(
        file,
        asked.profile,
        distance_m=asked.distance_m,
        scale=asked.scale,
        flavour=asked.flavour,
        separations=asked.separations,
        max_ink=None if asked.max_ink_percent is None else asked.max_ink_percent / 100,
        usual=_usual_sizes() if asked.distance_m is None else (),
    )


@lru_cache(maxsize=1)
def _usual_sizes() -> tuple[UsualSize, ...]:
    # The model loads only where nobody says from how far the print is read.
    from cimaise.model.library import load_library

    formats = load_library()[0].formats.items()
    # What is held in the hand is judged as a sheet, whoever asks.
    return tuple(
        UsualSize(name, each.trim, each.distance_m)
        for name, each in formats
        if each.judged_as == "large-format"
    )


def _as_finding(diagnostic: Diagnostic) -> Finding:
    return Finding(
        diagnostic.code, diagnostic.severity, None, None, diagnostic.message, diagnostic.hint
    )


def _print(judged: Sequence[Findings], found: Sequence[Diagnostic]) -> None:
    if found:
        from cimaise.report.text import render

        width = shutil.get_terminal_size((100, 24)).columns
        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        sys.stdout.write(render(found, width=width, colour=colour, root=Path.cwd()))
        code = found[0].code
        print(f"hint: make_panels.py explain {code} says why it is asked, and by whom")
        # Where both streams end in one file, notes come after what they are about.
        sys.stdout.flush()
    for note in dict.fromkeys(note for each in judged for note in each.notes):
        print(f"note: {note}", file=sys.stderr)
    for each in judged:
        print(f"{each.file}: {_counted(each)}")


def _counted(findings: Findings) -> str:
    counts = Counter(each.severity for each in findings.findings)
    parts = [
        counted(counts[severity], noun)
        for severity, noun in ((Severity.ERROR, "error"), (Severity.WARNING, "warning"))
        if counts[severity]
    ]
    return ", ".join(parts) or "passes without a finding"
