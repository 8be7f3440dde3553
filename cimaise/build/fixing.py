"""`check --fix`: typography corrected in the YAML files, scalar by scalar, comments kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import unified_diff
from pathlib import Path

from pydantic import BaseModel

from cimaise.build.reading import chosen, read
from cimaise.checks.corrections import applied, edits
from cimaise.model.exhibition import Exhibition
from cimaise.resources.atomic import write_whole
from cimaise.source import Document


def fix(folder: Path, panels: Sequence[str]) -> str:
    """Rewrite the texts that typography wants otherwise; the change as a unified diff.

    With `panels`, those files alone. Raises UsageError and InputError as reading does; a file of
    the package's own is never touched.
    """
    exhibition, _ = read(folder)
    changes: list[str] = []
    for record, document in _files(exhibition, panels):
        text = document.text
        new = applied(text, edits(record, document, exhibition.languages))
        if new == text:
            continue
        write_whole(document.file, new.encode("utf-8"))
        name = document.file.relative_to(folder).as_posix()
        before, after = text.splitlines(keepends=True), new.splitlines(keepends=True)
        changes += unified_diff(before, after, f"a/{name}", f"b/{name}", n=1)
    return "".join(changes)


def _files(exhibition: Exhibition, panels: Sequence[str]) -> Iterator[tuple[BaseModel, Document]]:
    document = exhibition.document("exhibition")
    if document is not None and not panels:
        yield exhibition, document
    for panel in chosen(exhibition, panels):
        if panel.document is not None:
            yield panel, panel.document
