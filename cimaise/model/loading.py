"""A folder → an Exhibition with all it refers to, and every mistake of every file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cimaise.diagnostics import Diagnostic, Span, error
from cimaise.model.exhibition import Exhibition, Loaded
from cimaise.model.exhibition_file import read_exhibition
from cimaise.model.languages import language_problems
from cimaise.model.layout import Layout
from cimaise.model.layout_references import (
    layout_format_problems,
    layout_problems,
    layout_theme_problems,
)
from cimaise.model.library import Library, load_library, yaml_files
from cimaise.model.panel import Panel
from cimaise.model.printer import Printer
from cimaise.model.problems import Problem, diagnostics_of, shortened
from cimaise.model.references import (
    format_problems,
    panel_problems,
    printer_problems,
    theme_problems,
)
from cimaise.model.salvage import salvage
from cimaise.model.theme import Theme
from cimaise.model.validating import validate
from cimaise.source import Document, read_parts

LONGEST_SLUG = 60
# Lower-case letters that no decomposition takes apart, as they are written in ASCII.
_IN_ASCII = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)


def load_exhibition(folder: Path) -> tuple[Exhibition | None, tuple[Diagnostic, ...]]:
    """The exhibition in `folder`, and all mistakes of all its files.

    None where exhibition.yaml cannot be used, whatever is left aside of it. A mistaken panel is
    left out; the others keep their numbers.
    """
    if not _is_folder(folder):
        message = f"there is no folder {shortened(folder.name or str(folder))}"
        hint = "name a folder that holds exhibition.yaml; make_panels.py new FOLDER makes one"
        return None, (error("missing-file", message, Span(folder), hint=hint),)
    library, found = load_library(folder)
    diagnostics = list(found)
    file = read_exhibition(folder, library)
    diagnostics += file.mistakes
    panels = _load_panels(folder, diagnostics, library, file.languages, file.theme)
    asked = file.exhibition.formats if file.exhibition else ()
    diagnostics += _of_library(panels, folder, library, file.theme, asked)
    if file.exhibition is None or file.document is None:
        return None, tuple(diagnostics)
    loaded = Loaded(
        folder,
        panels,
        library.layouts,
        library.formats,
        library.themes,
        library.printers,
        {**library.documents, "exhibition": file.document},
        tuple(number for number, _ in enumerate(yaml_files(folder / "panels"), 1)),
        file.is_whole,
        file.is_settled,
    )
    return file.exhibition.with_loaded(loaded), tuple(diagnostics)


def _is_folder(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except (OSError, ValueError):  # a name too long for the disk, for instance
        return False


def slug_of(name: str) -> str:
    """A file's name without its number, in ASCII letters, digits and hyphens."""
    decomposed = unicodedata.normalize("NFKD", name.lower().translate(_IN_ASCII)).lower()
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    words = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    return re.sub(r"^\d+-", "", words)[:LONGEST_SLUG].strip("-") or "panel"


def _load_panels(
    folder: Path,
    diagnostics: list[Diagnostic],
    library: Library,
    languages: Sequence[str],
    theme: Theme | None,
) -> tuple[Panel, ...]:
    """The panels that can be used; what is wrong with any is added to `diagnostics`."""
    files = sorted(yaml_files(folder / "panels"), key=_natural)
    if not files:
        hint = "write the first one: panels/01-opening.yaml; `make_panels.py new FOLDER` shows how"
        place = Span(folder / "panels")
        diagnostics.append(error("no-panels", "there is no panel in panels/", place, hint=hint))
    panels = []
    for number, file in enumerate(files, start=1):
        slug = slug_of(file.stem)
        reading = read_parts(file, folder)
        diagnostics += reading.mistakes
        document = reading.document or reading.recovered
        if document is None:
            continue
        panel, problems = validate(Panel, document.data)
        if document.lacks:
            panel = None  # it is not what would be shown
        found = _of_panel(panel, document, folder, library, languages, theme)
        label = f"{number:02}-{slug}"
        diagnostics += diagnostics_of(_all_told((*problems, *found)), document, label)
        if panel is not None:
            panels.append(panel.placed(number, slug, document))
    return tuple(panels)


def _of_panel(
    panel: Panel | None,
    document: Document,
    folder: Path,
    library: Library,
    languages: Sequence[str],
    theme: Theme | None,
) -> list[Problem]:
    """What is wrong with names, files and languages in a panel, or in its sound parts."""
    if panel is not None:
        problems = list(panel_problems(panel, folder, library, theme))
        return [*problems, *(language_problems(panel, languages) if languages else ())]
    left = salvage(Panel, document.data)
    if left is None:
        return []
    problems = list(panel_problems(left.model, folder, library, theme))
    if languages:
        problems += language_problems(left.model, languages)
    # Which blocks a layout shows can only be said of a panel that is whole.
    problems = [each for each in problems if each.code not in ("slot-empty", "block-not-shown")]
    return [found for each in problems if left.is_sound(found := left.as_written(each))]


def _all_told(problems: Iterable[Problem]) -> list[Problem]:
    """Every problem once."""
    return list(dict.fromkeys(problems))


def _of_library(
    panels: tuple[Panel, ...],
    folder: Path,
    library: Library,
    theme: Theme | None,
    asked: Sequence[str],
) -> list[Diagnostic]:
    """What is wrong with names in layouts, themes, formats and printers."""
    found: list[Diagnostic] = []
    used = {panel.layout for panel in panels}
    formats = {name: library.formats[name] for name in asked if name in library.formats}
    for name, layout in library.layouts.items():
        problems = list(layout_problems(layout))
        if name in used:
            problems += layout_format_problems(layout, formats)
            problems += layout_theme_problems(layout, theme) if theme is not None else ()
        found += _in(library, f"layout:{name}", problems)
    for name, each in library.themes.items():
        found += _in(library, f"theme:{name}", theme_problems(each, folder))
    for name, format_ in library.formats.items():
        found += _in(library, f"format:{name}", format_problems(format_, (name,)))
    for name, printer in library.printers.items():
        found += _in(library, f"printer:{name}", printer_problems(printer, folder, (name,)))
    for key, document in library.documents.items():
        found += diagnostics_of(_of_mistaken(key, document, folder, library), document)
    return found


def _of_mistaken(key: str, document: Document, folder: Path, library: Library) -> Iterator[Problem]:
    """What can be said of the sound parts of a layout, theme or printer that has mistakes."""
    kind, _, name = key.partition(":")
    if kind == "theme" and name not in library.themes:
        theme = salvage(Theme, document.data)
        if theme is not None:
            yield from _among_files(theme_problems(theme.model, folder))
    elif kind == "printer" and name not in library.printers:
        printer = salvage(Printer, document.data.get(name))
        if printer is not None:
            yield from _among_files(printer_problems(printer.model, folder, (name,)))
    elif kind == "layout" and name not in library.layouts:
        layout = salvage(Layout, document.data) if not document.lacks else None
        if layout is not None and layout.is_whole_at("rows") and layout.is_whole_at("grid"):
            for problem in layout_problems(layout.model):
                if layout.is_sound(found := layout.as_written(problem)):
                    yield found


def _among_files(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Names inside the file may be those of what was left out; files are there or are not."""
    return (each for each in problems if each.code in ("missing-file", "unsafe-path"))


def _in(library: Library, key: str, problems: Iterable[Problem]) -> tuple[Diagnostic, ...]:
    document = library.documents.get(key)
    return diagnostics_of(problems, document) if document is not None else ()


def _natural(file: Path) -> list[tuple[int, str]]:
    """A sort key in which 2 comes before 10."""
    parts = re.split(r"(\d+)", file.name)
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]
