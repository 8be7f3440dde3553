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
    return json.dumps(report, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


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
