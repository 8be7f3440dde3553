"""The exhibition and the editions that a command asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

from cimaise.diagnostics import Diagnostic, InputError, error, has_errors
from cimaise.layout.editions import Edition
from cimaise.model.exhibition import Exhibition
from cimaise.model.loading import load_exhibition
from cimaise.model.panel import Panel


class UsageError(Exception):
    """A command line that cannot be carried out: a name that is nowhere."""


def read(folder: Path) -> tuple[Exhibition, tuple[Diagnostic, ...]]:
    """The exhibition, and what is doubtful in it.

    Raises UsageError where the folder is no exhibition, InputError where its files have errors.
    """
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}")
    if not (folder / "exhibition.yaml").is_file():
        raise UsageError(
            f"{folder.resolve()} holds no exhibition.yaml\n"
            "hint: name an exhibition's folder, or make one with `make_panels.py new FOLDER`"
        )
    exhibition, diagnostics = load_exhibition(folder)
    if exhibition is None or has_errors(diagnostics):
        raise InputError(diagnostics)
    return exhibition, diagnostics


def editions(
    exhibition: Exhibition, languages: Sequence[str], formats: Sequence[str]
) -> tuple[Edition, ...]:
    """The editions asked for; all of the exhibition's where nothing is. Raises UsageError."""
    for language in languages:
        if language not in exhibition.languages:
            raise UsageError(_unknown("language", language, exhibition.languages))
    for name in formats:
        if name not in exhibition.formats_table:
            raise UsageError(_unknown("format", name, exhibition.formats_table))
    return tuple(
        Edition(exhibition, language, name)
        for name in formats or exhibition.formats
        for language in languages or exhibition.languages
    )


def chosen(exhibition: Exhibition, names: Sequence[str]) -> tuple[Panel, ...]:
    """The panels asked for, by number, slug or both; all where nothing is. Raises UsageError."""
    if not names:
        return exhibition.panels
    found: list[Panel] = []
    for name in names:
        matching = [panel for panel in exhibition.panels if _is_called(panel, name)]
        if not matching:
            raise UsageError(_unknown("panel", name, [panel.label for panel in exhibition.panels]))
        found += matching
    return tuple(panel for panel in exhibition.panels if panel in found)


def font_errors(exhibition: Exhibition) -> tuple[Diagnostic, ...]:
    """What is wrong with the theme's fonts, all at once."""
    from cimaise.resources.fonts import faces_of

    found: list[Diagnostic] = []
    for font in exhibition.themes[exhibition.theme].fonts.values():
        try:
            faces_of(font, exhibition.folder)
        except InputError as problem:
            found += problem.diagnostics
    return tuple(found)


def no_panels(folder: Path) -> Diagnostic:
    """The error of an exhibition without panels."""
    return error(
        "no-panels",
        f"{folder.name or folder.resolve().name}/panels holds no .yaml file",
        hint="write panels/01-….yaml; `make_panels.py new FOLDER` shows how",
    )


def _is_called(panel: Panel, name: str) -> bool:
    return name in (panel.label, panel.slug, str(panel.number), f"{panel.number:02}")


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    names = list(known)
    close = get_close_matches(name, names, 1)
    meant = f"did you mean {close[0]}?" if close else f"there are {', '.join(names)}"
    return f"unknown {what} “{name}”\nhint: {meant}"
