"""Diagnostics, fit and picture figures → JSON, for editors, dashboards and scripts."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from cimaise.diagnostics import Diagnostic
from cimaise.report.places import in_order, named


def as_json(
    diagnostics: Iterable[Diagnostic],
    fit: Sequence[Mapping[str, object]] = (),
    images: Sequence[Mapping[str, object]] = (),
    *,
    allowed: Sequence[Mapping[str, object]] = (),
    root: Path,
) -> str:
    """One JSON object with the lists `diagnostics`, `fit` and `images`; files named from `root`.

    A finding without a place has null for file, line and column. What comments allow is listed
    under `allowed`, where there is any.
    """
    report: dict[str, object] = {
        "diagnostics": [_one(found, root) for found in in_order(diagnostics)],
        "fit": [_plain(row) for row in fit],
        "images": [_plain(row) for row in images],
    }
    if allowed:
        report["allowed"] = [_plain(_named(row, root)) for row in allowed]
    return by_line(report)


def by_line(told: Mapping[str, object]) -> str:
    """A JSON object whose lists and objects have one line for each thing they hold.

    Easier to search and to compare than one value a line, and Python writes it ten times as fast.
    """
    parts: list[str] = []
    for name, value in told.items():
        lines, ends = [_compact(value)], ("", "")
        if value and isinstance(value, list):
            lines, ends = [_compact(each) for each in value], ("[\n  ", "\n ]")
        elif value and isinstance(value, Mapping):
            lines = [f"{_compact(key)}: {_compact(each)}" for key, each in value.items()]
            ends = ("{\n  ", "\n }")
        parts.append(f" {_compact(name)}: {ends[0]}" + ",\n  ".join(lines) + ends[1])
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _one(found: Diagnostic, root: Path) -> dict[str, object]:
    span = found.span
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message,
        "file": named(span.file, root) if span is not None else None,
        "line": span.line if span is not None else None,
        "column": span.column if span is not None else None,
        "panel": found.panel,
        "slot": found.slot,
        "hint": found.hint,
        "figures": _plain(found.figures),
    }


def _named(row: Mapping[str, object], root: Path) -> dict[str, object]:
    return {**row, "file": named(Path(str(row["file"])), root)}


def _plain(value: object) -> object:
    """What JSON can hold: numbers that are none become null, paths and the like become text."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, bool | int | str):
        return value
    return str(value)
