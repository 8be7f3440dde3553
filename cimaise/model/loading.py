"""A folder → an Exhibition with all it refers to, and every mistake of every file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from cimaise.diagnostics import Diagnostic, Span, error
from cimaise.model.exhibition import Exhibition, Loaded
from cimaise.model.languages import language_problems
from cimaise.model.layout_references import layout_problems, layout_theme_problems
from cimaise.model.library import Library, load_library, yaml_files
from cimaise.model.panel import Panel
from cimaise.model.problems import Problem, diagnostics_of, shortened
from cimaise.model.references import (
    exhibition_problems,
    format_problems,
    panel_problems,
    printer_problems,
    theme_problems,
)
from cimaise.model.validating import validate
from cimaise.source import Document, read

LONGEST_SLUG = 60
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o"})


def load_exhibition(folder: Path) -> tuple[Exhibition | None, tuple[Diagnostic, ...]]:
    """The exhibition in `folder`, and all mistakes of all its files.

    None where exhibition.yaml cannot be used. A mistaken panel is left out; the others keep their
    numbers.
    """
    if not _is_folder(folder):
        message = f"there is no folder {shortened(folder.name or str(folder))}"
        return None, (error("missing-file", message, Span(folder)),)
    library, found = load_library(folder)
    diagnostics = list(found)
    document, mistakes = read(folder / "exhibition.yaml", folder)
    diagnostics += _with_hint(mistakes)
    exhibition = None
    if document is not None:
        exhibition, problems = validate(Exhibition, document.data)
        diagnostics += diagnostics_of(problems, document)
    panels = _load_panels(folder, diagnostics)
    diagnostics += _checked(exhibition, document, panels, folder, library)
    if exhibition is None or document is None:
        return None, tuple(diagnostics)
    loaded = Loaded(
        folder,
        panels,
        library.layouts,
        library.formats,
        library.themes,
        library.printers,
        {**library.documents, "exhibition": document},
    )
    return exhibition.with_loaded(loaded), tuple(diagnostics)


def _is_folder(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except (OSError, ValueError):  # a name too long for the disk, for instance
        return False


def slug_of(name: str) -> str:
    """A file's name without its number, in ASCII letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name.translate(_LIGATURES))
    letters = plain.encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    return re.sub(r"^\d+-", "", words)[:LONGEST_SLUG].strip("-") or "panel"


def _load_panels(folder: Path, diagnostics: list[Diagnostic]) -> tuple[Panel, ...]:
    """The panels that can be used; what is wrong with the others is added to `diagnostics`."""
    files = sorted(yaml_files(folder / "panels"), key=_natural)
    if not files:
        hint = "write the first one: panels/01-opening.yaml"
        place = Span(folder / "panels")
        diagnostics.append(error("missing-file", "there is no panel in panels/", place, hint=hint))
    panels = []
    for number, file in enumerate(files, start=1):
        slug = slug_of(file.stem)
        document, mistakes = read(file, folder)
        diagnostics += mistakes
        if document is None:
            continue
        panel, problems = validate(Panel, document.data)
        diagnostics += diagnostics_of(problems, document, f"{number:02}-{slug}")
        if panel is not None:
            panels.append(panel.placed(number, slug, document))
    return tuple(panels)


def _checked(
    exhibition: Exhibition | None,
    document: Document | None,
    panels: tuple[Panel, ...],
    folder: Path,
    library: Library,
) -> list[Diagnostic]:
    """What is wrong between the files. Without an exhibition, what can be said without it."""
    found: list[Diagnostic] = []
    theme = library.themes.get(exhibition.theme) if exhibition is not None else None
    if exhibition is not None and document is not None:
        found += diagnostics_of(exhibition_problems(exhibition, folder, library), document)
        found += diagnostics_of(language_problems(exhibition, exhibition.languages), document)
    for panel in panels:
        problems: list[Problem] = list(panel_problems(panel, folder, library, theme))
        if exhibition is not None:
            problems += language_problems(panel, exhibition.languages)
        if panel.document is not None:
            found += diagnostics_of(problems, panel.document, panel.label)
    used = {panel.layout for panel in panels}
    for name, layout in library.layouts.items():
        problems = list(layout_problems(layout))
        if theme is not None and name in used:
            problems += layout_theme_problems(layout, theme)
        found += _in(library, f"layout:{name}", problems)
    for name, each in library.themes.items():
        found += _in(library, f"theme:{name}", theme_problems(each, folder))
    for name, format_ in library.formats.items():
        found += _in(library, f"format:{name}", format_problems(format_, (name,)))
    for name, printer in library.printers.items():
        found += _in(library, f"printer:{name}", printer_problems(printer, folder, (name,)))
    return found


def _in(library: Library, key: str, problems: Iterable[Problem]) -> tuple[Diagnostic, ...]:
    document = library.documents.get(key)
    return diagnostics_of(problems, document) if document is not None else ()


def _with_hint(mistakes: tuple[Diagnostic, ...]) -> list[Diagnostic]:
    """The mistakes in reading exhibition.yaml; where it is missing, with what to do."""
    hint = "name a folder that holds one, or make one: make_panels.py new FOLDER"
    return [
        error(found.code, found.message, found.span, hint=hint)
        if found.code == "missing-file"
        else found
        for found in mistakes
    ]


def _natural(file: Path) -> list[tuple[int, str]]:
    """A sort key in which 2 comes before 10."""
    parts = re.split(r"(\d+)", file.name)
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]
