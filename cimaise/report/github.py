"""Diagnostics → GitHub's workflow commands, which show them beside the lines of a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from cimaise.diagnostics import Diagnostic, Severity
from cimaise.report.places import in_order, named

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(diagnostics: Iterable[Diagnostic], *, root: Path) -> str:
    """One command a line; files named from `root`, the top of the repository."""
    return "".join(_one(found, root) + "\n" for found in in_order(diagnostics))


def allowed(rows: Iterable[Mapping[str, object]], *, root: Path) -> str:
    """A notice for each finding that a comment silences, at the comment, with its reason."""
    return "".join(
        _command(
            "notice",
            {
                "file": named(Path(str(row["file"])), root),
                "line": str(row["line"]),
                "title": f"{row['code']} (allowed)",
            },
            f"{row['message']}\nallowed: {row['reason']}",
        )
        + "\n"
        for row in rows
    )


def _one(found: Diagnostic, root: Path) -> str:
    properties: dict[str, str | int] = {}
    span = found.span
    if span is not None:
        properties |= {"file": named(span.file, root), "line": span.line, "col": span.column}
        if span.end_line == span.line and span.end_column > span.column:
            properties |= {"endLine": span.end_line, "endColumn": span.end_column}
    properties["title"] = found.code
    message = found.message if found.hint is None else f"{found.message}\nhint: {found.hint}"
    return _command(_COMMANDS[found.severity], properties, message)


def _command(command: str, properties: Mapping[str, str | int], message: str) -> str:
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{command} {listed}::{_data(message)}"


def _data(text: str) -> str:
    """Escaped as the runner's parser undoes it: percent first."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
