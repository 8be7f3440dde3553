"""The exhibition and the editions that a command asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

from cimaise.diagnostics import Diagnostic, InputError, Severity, has_errors
from cimaise.layout.editions import Edition
from cimaise.model.exhibition import Exhibition
from cimaise.model.layout_references import layout_format_problems
from cimaise.model.library import TABLES
from cimaise.model.loading import load_exhibition
from cimaise.model.panel import Panel
from cimaise.model.problems import diagnostics_of
from cimaise.report.places import named

LEFT_BLANK = ("missing-file", "unsafe-path")
"""Errors whose picture is left out of the page; all else of the panel can be looked at."""


class UsageError(Exception):
    """A command line that cannot be carried out: a name that is nowhere."""


def read(folder: Path) -> tuple[Exhibition, tuple[Diagnostic, ...]]:
    """The exhibition, and what is doubtful in it.

    Raises UsageError where the folder is no exhibition, InputError where its files have errors.
    """
    exhibition, diagnostics = _loaded(folder)
    if exhibition is None or has_errors(diagnostics):
        raise InputError(diagnostics)
    return exhibition, diagnostics


def read_sound(folder: Path) -> tuple[Exhibition, tuple[Diagnostic, ...]]:
    """The exhibition with the panels that can be laid out, and all that is wrong or doubtful.

    A mistake in one panel or layout, or a picture that is not there yet, keeps no other from being
    looked at; one in exhibition.yaml none, where panels come out the same without it. Raises
    UsageError as `read`, InputError where the mistakes leave nothing to look at, with the reason.
    """
    exhibition, diagnostics = _loaded(folder)
    errors = [found for found in diagnostics if found.severity is Severity.ERROR]
    deciding = [
        found for found in errors if not (_is_in_panel(found, folder) or _layout(found, folder))
    ]
    if exhibition is not None and exhibition.is_settled:
        own = folder / "exhibition.yaml"
        deciding = [found for found in deciding if found.span is None or found.span.file != own]
    if deciding or exhibition is None:
        raise InputError(diagnostics, mend_first(deciding, folder))
    broken = {found.panel for found in errors if keeps_out(found, folder)}
    layouts = {_layout(found, folder) for found in errors}
    sound = tuple(
        panel
        for panel in exhibition.panels
        if panel.label not in broken and panel.layout not in layouts
    )
    if errors and not sound:
        raise InputError(diagnostics, "every one has errors, or its layout has")
    return exhibition.with_panels(sound), diagnostics


def keeps_out(found: Diagnostic, folder: Path) -> bool:
    """Whether an error keeps panels from being laid out."""
    if _layout(found, folder):
        return True
    return _is_in_panel(found, folder) and found.code not in LEFT_BLANK


def mend_first(errors: Iterable[Diagnostic], folder: Path) -> str:
    """What errors in files that all panels depend on leave to do; nothing where no panel is."""
    files = [found.span.file for found in errors if found.span and found.code != "no-panels"]
    names = ", ".join(named(file, folder) for file in dict.fromkeys(files))
    return f"mend {names} first" if names else ""


def read_usable(folder: Path) -> tuple[Exhibition | None, tuple[Diagnostic, ...]]:
    """The exhibition with every panel that has its form, whatever it refers to, and all mistakes.

    None where exhibition.yaml cannot be used, whatever is left aside. Raises UsageError as `read`,
    and no InputError.
    """
    return _loaded(folder)


def read_shelves(folder: Path) -> Exhibition:
    """The exhibition without its panels, whatever is wrong with them; raises as `read`."""
    exhibition, diagnostics = _loaded(folder)
    elsewhere = [found for found in diagnostics if not _concerns_panels(found, folder)]
    if exhibition is None or has_errors(elsewhere):
        raise InputError(elsewhere)
    return exhibition.with_panels(())


def _loaded(folder: Path) -> tuple[Exhibition | None, tuple[Diagnostic, ...]]:
    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}")
    if not (folder / "exhibition.yaml").is_file():
        raise UsageError(
            f"{folder.resolve()} holds no exhibition.yaml\n"
            "hint: name an exhibition's folder, or make one with `make_panels.py new FOLDER`"
        )
    return load_exhibition(folder)


def _is_in_panel(found: Diagnostic, folder: Path) -> bool:
    return found.span is not None and found.span.file.parent == folder / "panels"


def _layout(found: Diagnostic, folder: Path) -> str | None:
    """The layout in whose file it is; None where it is in no layout's."""
    file = found.span.file if found.span else folder
    is_layout = file.parent == folder / "layouts" and file.stem not in TABLES
    return file.stem if is_layout else None


def _concerns_panels(found: Diagnostic, folder: Path) -> bool:
    """Whether it is of a panel, or that there is none."""
    shelf = folder / "panels"
    return found.span is not None and shelf in (found.span.file, found.span.file.parent)


def editions(
    exhibition: Exhibition, languages: Sequence[str], formats: Sequence[str]
) -> tuple[Edition, ...]:
    """The editions asked for; all of the exhibition's where nothing is.

    Raises UsageError for a name that is nowhere, InputError as `refuse_bare` does.
    """
    for language in languages:
        if language not in exhibition.languages:
            raise UsageError(_unknown("language", language, exhibition.languages))
    for name in formats:
        if name not in exhibition.formats_table:
            raise UsageError(_unknown("format", name, exhibition.formats_table))
    # Of formats that the exhibition lists, reading has told it.
    unlisted = [name for name in formats if name not in exhibition.formats]
    refuse_bare(exhibition, {panel.layout for panel in exhibition.panels}, unlisted)
    return tuple(
        Edition(exhibition, language, name)
        for name in formats or exhibition.formats
        for language in languages or exhibition.languages
    )


def refuse_bare(exhibition: Exhibition, layouts: Collection[str], formats: Collection[str]) -> None:
    """Raise InputError for layouts whose margins leave nothing of one of the formats."""
    table = {name: exhibition.formats_table[name] for name in formats}
    found: list[Diagnostic] = []
    for name in sorted(layouts):
        if document := exhibition.document("layout", name):
            problems = layout_format_problems(exhibition.layouts[name], table)
            found += diagnostics_of(problems, document)
    if found:
        raise InputError(found)


def chosen(exhibition: Exhibition, names: Sequence[str]) -> tuple[Panel, ...]:
    """The panels asked for, by number, slug or both, or as their files are called; all where
    nothing is. Raises UsageError."""
    if not names:
        return exhibition.panels
    found: list[Panel] = []
    for name in names:
        matching = [panel for panel in exhibition.panels if name in _names_of(panel.label)]
        # Numbers count the panels; a file may have another in its name.
        matching = matching or [
            panel
            for panel in exhibition.panels
            if panel.document is not None and name in _names_of(panel.document.file.stem)
        ]
        if not matching:
            raise UsageError(_unknown("panel", name, [panel.label for panel in exhibition.panels]))
        found += matching
    return tuple(panel for panel in exhibition.panels if panel in found)


def is_unread(name: str, diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether a file of panels/ with errors may be the panel of that name."""
    for found in diagnostics:
        if found.severity is not Severity.ERROR:
            continue
        of_panels = found.span is not None and found.span.file.parent.name == "panels"
        stems = [found.panel, found.span.file.stem if found.span and of_panels else None]
        if any(stem and name in _names_of(stem) for stem in stems):
            return True
    return False


def _names_of(stem: str) -> tuple[str, ...]:
    """What a panel may be called of which `03-sabotages` is the label or the file."""
    number, _, slug = stem.partition("-")
    return stem, number, number.lstrip("0"), slug


def resource_errors(exhibition: Exhibition) -> tuple[Diagnostic, ...]:
    """What is wrong with the theme's fonts and the printer's profile, all at once."""
    from cimaise.model.paths import profile_file
    from cimaise.resources.fonts import faces_of
    from cimaise.resources.profile_headers import unsuitable

    found: list[Diagnostic] = []
    name = exhibition.printer
    document = exhibition.document("printer", name)
    span = document.span(name, "profile") if document else None
    profile = profile_file(exhibition.folder, exhibition.named_printer.profile)
    # That it is not there was told with the printer.
    if isinstance(profile, Path) and (wrong := unsuitable(profile, span)):
        found.append(wrong)
    for font in exhibition.named_theme.fonts.values():
        try:
            faces_of(font, exhibition.folder)
        except InputError as problem:
            found += problem.diagnostics
    return tuple(found)


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    names = list(known)
    close = get_close_matches(name, names, 1)
    meant = f"did you mean {close[0]}?" if close else f"there are {', '.join(names)}"
    return f"unknown {what} “{name}”\nhint: {meant}"
