"""Where diagnostics stand: their order, and files as they are named to readers."""

from __future__ import annotations

from collections.abc import Iterable
from os.path import realpath
from pathlib import Path

from msgspec.structs import replace

from cimaise.diagnostics import Diagnostic, Span
from cimaise.model.defaults import defaults_folder


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """By file, line, column, code; those without a place first. The same thing is told once.

    It is the same at one place of one file, which may stand under two names: `panels/` may hold
    links. Of two panels, where it has no place, it is two.
    """
    told: dict[tuple[object, ...], Diagnostic] = {}
    for found in diagnostics:
        where = found.panel if found.span is None else real(found.span)
        told.setdefault((found.code, found.message, found.hint, where), found)
    return sorted(told.values(), key=_place)


def real(span: Span) -> Span:
    """The place in the file itself, whatever links lead to it."""
    return replace(span, file=Path(realpath(span.file)))


def named(file: Path, root: Path) -> str:
    """The file relative to `root` where it lies inside, with slashes on every system."""
    try:
        inside = file.resolve().relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError):
        inside = file
    # A name that is no UTF-8 reaches Python as halves of characters, which no terminal takes.
    return inside.as_posix().encode("utf-8", "replace").decode("utf-8")


def inherited(diagnostics: Iterable[Diagnostic], root: Path) -> dict[Path, str]:
    """The files concerned that every exhibition inherits, and where in `root` its own would stand.

    Nobody should look for them among the exhibition's files, nor change them where they are.
    """
    defaults = defaults_folder()
    if root.resolve() == defaults.resolve():
        return {}
    files = dict.fromkeys(found.span.file for found in diagnostics if found.span is not None)
    shelf = defaults / "layouts"
    return {file: named(file, defaults) for file in files if file.is_relative_to(shelf)}


def _place(found: Diagnostic) -> tuple[str, int, int, str, str]:
    span = found.span
    if span is None:
        return ("", 0, 0, found.code, found.message)
    return (str(span.file), span.line, span.column, found.code, found.message)
