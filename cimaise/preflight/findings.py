"""What the preflight of one file found, and its JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from cimaise.diagnostics import Diagnostic, Figure, Severity, Span
from cimaise.geometry import Rect

MOST_OF_ONE_CODE: Final = 10
"""More findings of a code than this become one line that counts the rest."""


class Found(Struct, frozen=True):
    """What a rule yields; the engine adds code, severity and hint, where it has none of its own.

    `severity` overrides the profile's.
    """

    message: str
    page: int | None = None
    box: Rect | None = None
    figures: Mapping[str, Figure] = field(default_factory=dict)
    severity: Severity | None = None
    count: int = 1
    hint: str | None = None
    """What to do, in numbers; by default what the rule's page says."""


class Finding(Struct, frozen=True):
    """One finding: the first place, and in `figures["count"]` how many places are like it.

    `bbox_mm`: left, top, width, height from the top left of the TrimBox.
    """

    code: str
    severity: Severity
    page: int | None
    bbox_mm: tuple[float, float, float, float] | None
    message: str
    hint: str | None = None
    figures: Mapping[str, Figure] = field(default_factory=dict)

    def as_diagnostic(self, file: Path | None = None) -> Diagnostic:
        """The finding as the one type that every report prints; the place goes into the message."""
        place = f"page {self.page}" if self.page is not None else ""
        if self.bbox_mm is not None:
            x, y, width, height = self.bbox_mm
            place += f", {round(x)} mm from the left, {round(y)} mm from the top"
            place += f" ({width:.1f} × {height:.1f} mm)"
        if place and _count(self) > 1:
            place = f"first of {_count(self):,}: {place}"
        figures = dict(self.figures)
        if self.page is not None:
            figures["page"] = self.page
        if self.bbox_mm is not None:
            figures["bbox_mm"] = list(self.bbox_mm)
        return Diagnostic(
            self.code,
            self.severity,
            f"{self.message} [{place}]" if place else self.message,
            Span(file) if file is not None else None,
            hint=self.hint,
            figures=figures,
        )


class Findings(Struct, frozen=True):
    """All findings of one file, errors first. `notes` say what was estimated or not looked at."""

    file: Path
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether any finding is an error."""
        return any(each.severity is Severity.ERROR for each in self.findings)

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every finding as a diagnostic of the file."""
        return tuple(each.as_diagnostic(self.file) for each in self.findings)


def finding(code: str, severity: Severity, found: Found, hint: str) -> Finding:
    """A rule's find with its code; numbers rounded for reading, never infinite.

    `hint` where it has none of its own.
    """
    box = None
    if found.box is not None:
        sides = (found.box.x, found.box.y, found.box.width, found.box.height)
        box = tuple(_plain(side) for side in sides)
    figures = dict(found.figures)
    if found.count > 1:
        figures["count"] = found.count
    return Finding(
        code,
        found.severity or severity,
        found.page,
        (box[0], box[1], box[2], box[3]) if box is not None else None,
        found.message,
        found.hint or hint,
        {key: _plain(each) if isinstance(each, float) else each for key, each in figures.items()},
    )


def _plain(value: float) -> float:
    # Adding nothing makes a plain zero of a negative one.
    return round(value, 3) + 0.0 if math.isfinite(value) and abs(value) < 1e9 else 0.0


def grouped(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The same findings with repetitions joined: first place, and a count of places and pages.

    The same code, severity and message become one; of one code and severity, the first
    MOST_OF_ONE_CODE stay and the last of them counts the rest.
    """
    kept: dict[tuple[str, Severity], dict[str, list[Finding]]] = {}
    for each in findings:
        rows = kept.setdefault((each.code, each.severity), {})
        if each.message not in rows and len(rows) >= MOST_OF_ONE_CODE:
            rows[next(reversed(rows))].append(each)
        else:
            rows.setdefault(each.message, []).append(each)
    flat = [_joined(same) for rows in kept.values() for same in rows.values()]
    return tuple(sorted(flat, key=lambda each: (each.severity is not Severity.ERROR, each.code)))


def _joined(same: list[Finding]) -> Finding:
    if len(same) == 1:
        return same[0]
    figures = {**same[0].figures, "count": sum(_count(each) for each in same)}
    pages = {each.page for each in same}
    if len(pages) > 1:
        figures["pages"] = len(pages)
    return replace(same[0], figures=figures)


def _count(each: Finding) -> int:
    count = each.figures.get("count", 1)
    return count if isinstance(count, int) else 1


def report_json(findings: Findings) -> str:
    """The findings as JSON: file, findings, notes."""
    return json.dumps(
        {
            "file": str(findings.file),
            "findings": [
                {
                    "code": each.code,
                    "severity": str(each.severity),
                    "page": each.page,
                    "bbox_mm": list(each.bbox_mm) if each.bbox_mm is not None else None,
                    "message": each.message,
                    "hint": each.hint,
                    "figures": dict(each.figures),
                }
                for each in findings.findings
            ],
            "notes": list(findings.notes),
        },
        ensure_ascii=False,
        indent=2,
        allow_nan=False,
    )
