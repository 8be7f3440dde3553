"""`check --fix`: typography corrected in the YAML files, scalar by scalar, comments kept."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from os.path import realpath
from pathlib import Path
from stat import S_IMODE

from msgspec import Struct
from pydantic import BaseModel

from cimaise.build.checking import Asked, is_asked
from cimaise.build.reading import UsageError, chosen, editions, is_unread, read_usable
from cimaise.checks.allowing import allowances_of
from cimaise.checks.corrections import allowing, applied, edits
from cimaise.checks.rules.typography import CODE
from cimaise.diagnostics import Diagnostic, Severity
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.resources.atomic import write_whole
from cimaise.source import Document


class Fixed(Struct, frozen=True):
    """The change as a unified diff, and what was not looked at, a line each."""

    diff: str
    left_alone: tuple[str, ...] = ()


def fix(folder: Path, asked: Asked) -> Fixed:
    """Rewrite the texts that typography wants otherwise, but those that a comment allows.

    Of the panels and languages asked for; nothing where typography is not. A file whose mistakes
    keep it from being used is left as it is; the others are rewritten all the same, and the check
    that follows tells the mistakes.
    A file keeps its mode and its byte order mark; a link stays one, to the file that it names.
    Raises UsageError as reading does; a file of the package's own is never touched.
    """
    exhibition, diagnostics = read_usable(folder)
    if exhibition is None:
        reason = "exhibition.yaml, which names the languages, has errors"
        return Fixed("", (f"nothing is fixed: {reason}",))
    editions(exhibition, asked.languages, asked.formats)  # refuses names that are none
    if not is_asked(CODE, asked):
        return Fixed("")
    panels = asked.panels
    changes: list[str] = []
    usable: set[Path] = set()
    written: set[Path] = set()
    for record, document in _files(exhibition, panels, diagnostics):
        # One file may stand under two names.
        target = document.file.resolve()
        if target in written:
            usable.add(document.file)
            continue
        allowances = allowances_of(document, CODE)
        wanted = (
            edit
            for edit in edits(record, document, exhibition.languages)
            if edit.language in (asked.languages or exhibition.languages)
            and allowing(allowances, document, edit) < 0
        )
        new = applied(document.text, wanted)
        before = target.read_bytes()
        # Control characters were read as spaces, which are not to be kept.
        if before.decode("utf-8-sig") != document.text:
            continue
        usable.add(document.file)
        if new == document.text:
            continue
        mark = BOM_UTF8 if before.startswith(BOM_UTF8) else b""
        # The file that a link names is replaced, not the link; both lie inside the exhibition.
        write_whole(target, mark + new.encode("utf-8"), mode=S_IMODE(target.stat().st_mode))
        written.add(target)
        changes += _change(_name(document.file, folder), document.text, new)
    left_alone: list[str] = []
    if not panels:
        left_alone += (
            f"{_name(file, folder)} is not fixed: {_reason(file, folder)}"
            for file in _mistaken(folder, diagnostics)
            if file not in usable
        )
    return Fixed("".join(changes), tuple(left_alone))


def _change(name: str, before: str, after: str) -> Iterator[str]:
    """The lines of a file's unified diff."""
    lines = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return unified_diff(*lines, f"a/{name}", f"b/{name}", n=1)


def _files(
    exhibition: Exhibition, panels: Sequence[str], diagnostics: Sequence[Diagnostic]
) -> Iterator[tuple[BaseModel, Document]]:
    document = exhibition.document("exhibition")
    if document is not None and exhibition.is_whole and not panels:
        yield exhibition, document
    numbers = {panel.number for panel in _asked(exhibition, panels, diagnostics)}
    for panel in exhibition.panels:
        if panel.document is not None and panel.number in numbers:
            yield panel, panel.document


def _asked(
    exhibition: Exhibition, names: Sequence[str], diagnostics: Sequence[Diagnostic]
) -> Iterator[Panel]:
    """The panels asked for; one that is not there may be there and mistaken."""
    if not names:
        yield from exhibition.panels
    for name in names:
        try:
            yield from chosen(exhibition, [name])
        except UsageError:
            if not is_unread(name, diagnostics):
                raise


def _mistaken(folder: Path, diagnostics: Sequence[Diagnostic]) -> tuple[Path, ...]:
    """The files with errors among those that texts are read from, each once."""
    files = (
        found.span.file
        for found in diagnostics
        if found.span is not None and found.severity is Severity.ERROR
    )
    own = (folder, folder / "panels")
    return tuple(dict.fromkeys(file for file in files if file.parent in own))


def _reason(file: Path, folder: Path) -> str:
    # `resolve` raises where links go round in a circle.
    if file.is_symlink() and not Path(realpath(file)).is_relative_to(folder):
        return f"it is a link that leads out of {folder.name}/"
    return "it has errors"


def _name(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix()
