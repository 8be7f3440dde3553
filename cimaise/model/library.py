"""Layouts, formats, themes and printers: the package's own, overlaid by the exhibition's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, field
from pydantic import BaseModel

from cimaise.diagnostics import Diagnostic
from cimaise.model.complaints import describe
from cimaise.model.defaults import defaults_folder
from cimaise.model.format import Format
from cimaise.model.layout import Layout
from cimaise.model.printer import Printer
from cimaise.model.problems import Problem, diagnostics_of
from cimaise.model.theme import Theme
from cimaise.model.validating import validate
from cimaise.source import Document, read

M = TypeVar("M", bound=BaseModel)

TABLES = ("formats", "printers")
"""Files of `layouts/` that are tables, not layouts."""


class Library(Struct, frozen=True):
    """What exhibitions refer to, by name, and the files it was read from."""

    layouts: Mapping[str, Layout] = field(default_factory=dict)
    formats: Mapping[str, Format] = field(default_factory=dict)
    themes: Mapping[str, Theme] = field(default_factory=dict)
    printers: Mapping[str, Printer] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    """By kind and name: "layout:map-led", "format:a3", "theme:ete44", "printer:default"."""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Every name written, by kind: what is there but mistaken is not reported as unknown."""


def load_library(folder: Path | None = None) -> tuple[Library, tuple[Diagnostic, ...]]:
    """The package's library, overlaid by that of the exhibition in `folder`, and all mistakes."""
    defaults = defaults_folder()
    carried, mistakes = _carried(defaults, _state_of(defaults))
    if folder is None or folder.resolve() == defaults.resolve():
        return carried, mistakes
    own, own_mistakes = _read(folder)
    kinds = dict.fromkeys((*carried.names, *own.names))
    names = {
        kind: tuple(dict.fromkeys((*carried.names.get(kind, ()), *own.names.get(kind, ()))))
        for kind in kinds
    }
    library = Library(
        layouts=_meant(carried.layouts, own.layouts, own.names.get("layout", ())),
        formats={**carried.formats, **own.formats},
        themes=_meant(carried.themes, own.themes, own.names.get("theme", ())),
        printers={**carried.printers, **own.printers},
        documents={**carried.documents, **own.documents},
        names=names,
    )
    return library, (*mistakes, *own_mistakes)


def _meant(carried: Mapping[str, M], own: Mapping[str, M], written: Sequence[str]) -> dict[str, M]:
    """Where one's own is mistaken, an inherited one of that name is not what is meant."""
    return {**{name: one for name, one in carried.items() if name not in written}, **own}


@lru_cache(maxsize=1)
def _carried(
    defaults: Path, _state: tuple[tuple[str, int, int], ...]
) -> tuple[Library, tuple[Diagnostic, ...]]:
    """The package's own, read once: it changes under nobody's hands but its developers'."""
    return _read(defaults)


def _state_of(root: Path) -> tuple[tuple[str, int, int], ...]:
    """Name, size and time of change of each file of a library, which is read anew where one is."""
    shelf = root / "layouts"
    found = [file for file in (*yaml_files(shelf), *yaml_files(shelf / "themes")) if file.exists()]
    files = [(file, file.stat()) for file in found]
    return tuple((str(file), facts.st_size, facts.st_mtime_ns) for file, facts in files)


def _read(root: Path) -> tuple[Library, tuple[Diagnostic, ...]]:
    """The library of one folder, and all mistakes in its files."""
    reading = _Reading()
    layouts: dict[str, Layout] = {}
    themes: dict[str, Theme] = {}
    shelf = root / "layouts"
    for file in yaml_files(shelf):
        if file.stem not in TABLES:
            layouts |= reading.one("layout", Layout, file, root)
    for file in yaml_files(shelf / "themes"):
        themes |= reading.one("theme", Theme, file, root)
    formats = reading.table("format", Format, shelf / "formats.yaml", root)
    printers = reading.table("printer", Printer, shelf / "printers.yaml", root)
    names = {kind: tuple(written) for kind, written in reading.names.items()}
    library = Library(layouts, formats, themes, printers, reading.documents, names)
    return library, tuple(reading.found)


class _Reading(Struct):
    """What is gathered while the files are read one by one."""

    documents: dict[str, Document] = field(default_factory=dict)
    names: dict[str, dict[str, None]] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)

    def one(self, kind: str, model: type[M], file: Path, root: Path) -> dict[str, M]:
        """The thing that a file holds, under the file's name; nothing where it is mistaken."""
        self.names.setdefault(kind, {})[file.stem] = None
        document, mistakes = read(file, root)
        self.found += mistakes
        if document is None:
            return {}
        thing, problems = validate(model, document.data)
        self.found += diagnostics_of(problems, document)
        self.documents[f"{kind}:{file.stem}"] = document
        return {file.stem: thing} if thing is not None and not document.lacks else {}

    def table(self, kind: str, model: type[M], file: Path, root: Path) -> dict[str, M]:
        """The things that a file holds by name, without the mistaken ones."""
        if not file.is_file():
            return {}
        document, mistakes = read(file, root)
        self.found += mistakes
        if document is None:
            return {}
        if not isinstance(document.data, dict):
            message = f"the file holds {describe(document.data)}, where {kind}s by name are wanted"
            problem = Problem("wrong-type", message, (), "write `name:` and its keys under it")
            self.found += diagnostics_of([problem], document)
            return {}
        things: dict[str, M] = {}
        problems: list[Problem] = []
        for name, data in document.data.items():
            self.names.setdefault(kind, {})[name] = None
            self.documents[f"{kind}:{name}"] = document
            thing, mistaken = validate(model, data, (name,))
            problems += mistaken
            if thing is not None and all(path[:1] != (name,) for path in document.lacks):
                things[name] = thing
        self.found += diagnostics_of(problems, document)
        return things


def yaml_files(folder: Path) -> Iterator[Path]:
    """The YAML files right in `folder`, by name; none where there is no folder to look into."""
    try:
        files = sorted(folder.iterdir())
    except OSError:
        return
    for file in files:
        if file.suffix.lower() in (".yaml", ".yml") and not file.name.startswith("."):
            yield file
