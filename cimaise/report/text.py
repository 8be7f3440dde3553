"""Diagnostics → text for a terminal: head, place, the line with carets under it, hint."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from cimaise.diagnostics import Diagnostic, Severity, Span, counted
from cimaise.report.places import in_order, inherited, named

TAB = "    "
LEAST_SHOWN = 20
"""Columns of a source line that are shown however narrow the terminal is."""

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
_GUTTER = "34"
_BOLD = "1"


def render(
    diagnostics: Iterable[Diagnostic],
    *,
    width: int,
    colour: bool,
    root: Path,
    looked_at: str = "",
    allowed: int = 0,
) -> str:
    """All of them, sorted by place, and a line that counts them; empty where there are none.

    `looked_at` ends that line: `12 panels, 2 languages`; without it, how many files are concerned.
    What comments allow is counted there too.
    `width` is the terminal's: longer source lines are cut around their carets, messages are not.
    Files are named from `root`; of those that it inherits from Cimaise is said how to change them.
    """
    ordered = in_order(diagnostics)
    if not ordered:
        return ""
    blocks = [_one(found, width, colour, root) for found in ordered]
    blocks += [
        f"{_painted('note', _BOLD, colour)}: {_visible(named(file, root))} is Cimaise's own; "
        f"to change it, copy it to {own} in the exhibition"
        for file, own in inherited(ordered, root).items()
    ]
    return "\n\n".join([*blocks, _summary(ordered, looked_at, allowed)]) + "\n"


def _one(found: Diagnostic, width: int, colour: bool, root: Path) -> str:
    tone = _COLOURS[found.severity]
    head = _painted(f"{found.severity}[{found.code}]", tone, colour)
    lines = [head + _painted(f": {_visible(found.message)}", _BOLD, colour)]
    if found.span is not None:
        lines += _place(found.span, tone, width, colour, root)
    if found.hint is not None:
        lines.append(_painted("hint", _BOLD, colour) + f": {_visible(found.hint)}")
    return "\n".join(lines)


def _place(span: Span, tone: str, width: int, colour: bool, root: Path) -> list[str]:
    name = _visible(named(span.file, root))
    if not span.text.strip():
        at = f":{span.line}:{span.column}" if (span.line, span.column) != (1, 1) else ""
        return [_painted(" --> ", _GUTTER, colour) + name + at]
    number = str(span.line)
    margin = " " * len(number)
    bar = _painted(f"{margin} |", _GUTTER, colour)
    shown, before, carets = _window(span, max(LEAST_SHOWN, width - len(number) - 3))
    return [
        _painted(f"{margin}--> ", _GUTTER, colour) + f"{name}:{span.line}:{span.column}",
        bar,
        _painted(f"{number} |", _GUTTER, colour) + f" {shown}",
        f"{bar} {' ' * before}{_painted('^' * carets, tone, colour)}",
    ]


def _window(span: Span, width: int) -> tuple[str, int, int]:
    """The line cut to `width` columns around the place; columns before the carets; carets."""
    text = span.text.rstrip()
    first = min(span.column - 1, len(text))
    last = span.end_column - 1 if span.end_line == span.line else len(text)
    cells = [_cell(character) for character in text]
    start = 0
    # Show what leads to the place, but no more than a third of the width.
    if sum(columns for _, columns in cells) > width:
        room = width // 3
        start = first
        while start > 0 and room >= cells[start - 1][1]:
            start -= 1
            room -= cells[start][1]
    shown, used, before, carets = ("…" if start else ""), (1 if start else 0), 0, 0
    before = used
    for at in range(start, len(cells)):
        drawn, columns = cells[at]
        if used + columns > width - 1 and at < len(cells) - 1:
            shown += "…"
            break
        shown += drawn
        used += columns
        if at < first:
            before += columns
        elif at < last:
            carets += columns
    return shown, before, max(1, carets)


def _cell(character: str) -> tuple[str, int]:
    """How a character is shown, and over how many columns."""
    if character == "\t":
        return TAB, len(TAB)
    category = unicodedata.category(character)
    if category in ("Cc", "Cs", "Zl", "Zp"):
        return "�", 1
    if category in ("Mn", "Me", "Cf"):
        return character, 0
    return character, 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _visible(text: str) -> str:
    """The text on one line, without what would move a terminal's cursor."""
    return "".join(" " if character in "\t\n\r" else _cell(character)[0] for character in text)


def _summary(ordered: list[Diagnostic], looked_at: str, allowed: int) -> str:
    found_of = Counter(found.severity for found in ordered)
    parts = []
    for severity, noun in (
        (Severity.ERROR, "error"),
        (Severity.WARNING, "warning"),
        (Severity.INFO, "remark"),
    ):
        if found_of[severity]:
            parts.append(counted(found_of[severity], noun))
    if allowed:
        parts.append(f"{allowed} allowed")
    files = len({found.span.file for found in ordered if found.span is not None})
    where = f" in {looked_at or counted(files, 'file')}" if looked_at or files > 1 else ""
    return ", ".join(parts) + where


def _painted(text: str, tone: str, colour: bool) -> str:
    return f"\x1b[{tone}m{text}\x1b[0m" if colour else text
