"""Every rule on every edition: diagnostics told once, rows of fit, rows of pictures.

Nothing is written but what was found, remembered by the contents that it follows from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cimaise.build.figures import fit_row, image_rows
from cimaise.build.reading import UsageError, chosen, editions, font_errors, no_panels, read
from cimaise.checks.allowing import Allowance, judge
from cimaise.checks.codes import ALLOWABLE, CHECKS
from cimaise.checks.engine import check_exhibition, check_page, check_panel
from cimaise.checks.findings import Finding
from cimaise.checks.merging import told_once
from cimaise.diagnostics import Diagnostic, InputError
from cimaise.layout.panels import lay_out
from cimaise.model.exhibition import Exhibition
from cimaise.model.shape import nearest
from cimaise.source import Document


@dataclass(frozen=True)
class Asked:
    """What to look at and which codes to tell; empty filters mean everything."""

    panels: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True)
class Checked:
    """What was found, how full the slots are, how sharp the pictures."""

    diagnostics: tuple[Diagnostic, ...]
    fits: tuple[Mapping[str, Any], ...] = ()
    images: tuple[Mapping[str, Any], ...] = ()
    allowed: tuple[Mapping[str, Any], ...] = ()
    """What comments in the files silence, with their reasons."""
    counted: str = ""
    """`12 panels, 2 languages, 3 formats`."""


def check(folder: Path, asked: Asked) -> Checked:
    """Lay out what is asked for and run every rule on it.

    Raises UsageError and InputError as reading does, UsageError for a code that is none.
    """
    for code in (*asked.only, *asked.ignore):
        if code not in CHECKS:
            meant = nearest(code, tuple(CHECKS))
            hint = f"did you mean {meant}?" if meant else "docs/checks.md lists them"
            raise UsageError(f"unknown code “{code}”\nhint: {hint}")
    exhibition, read_diagnostics = read(folder)
    if not exhibition.panels:
        raise InputError([*read_diagnostics, no_panels(folder)])
    if unusable := font_errors(exhibition):
        raise InputError([*read_diagnostics, *unusable])
    panels = chosen(exhibition, asked.panels)
    wanted = {panel.label for panel in panels}
    looked_at = editions(exhibition, asked.languages, asked.formats)
    findings: list[Finding] = []
    fits: list[Mapping[str, Any]] = []
    images: list[Mapping[str, Any]] = []
    for edition in looked_at:
        for laid in lay_out(edition, exhibition.panels):
            if laid.panel.label not in wanted:
                continue
            findings += check_page(edition, laid)
            fits += [fit_row(edition, laid.panel, slot_fit) for slot_fit in laid.fits]
            images += image_rows(edition, laid)
    for panel in panels:
        findings += check_panel(exhibition, panel)
    findings += check_exhibition(exhibition)
    pairs = [(edition.format_name, edition.language) for edition in looked_at]
    everything = (*read_diagnostics, *told_once(findings, pairs))
    judged = judge(everything, _documents(exhibition), ALLOWABLE)
    return Checked(
        tuple(each for each in judged.told if _is_asked(each.code, asked)),
        tuple(fits),
        tuple(images),
        tuple(_allowed(each, by) for each, by in judged.allowed if _is_asked(each.code, asked)),
        _counted(panels, pairs),
    )


def _is_asked(code: str, asked: Asked) -> bool:
    return code not in asked.ignore and (not asked.only or code in asked.only)


def _documents(exhibition: Exhibition) -> Iterator[Document]:
    """The files whose comments count."""
    named = [("exhibition", None), ("theme", exhibition.theme)]
    named += [("layout", panel.layout) for panel in exhibition.panels]
    named += [("format", name) for name in exhibition.formats]
    for kind, name in dict.fromkeys(named):
        document = exhibition.document(kind, name)
        if document is not None:
            yield document
    for panel in exhibition.panels:
        if panel.document is not None:
            yield panel.document


def _allowed(found: Diagnostic, by: Allowance) -> dict[str, Any]:
    return {
        "code": found.code,
        "message": found.message,
        "reason": by.reason,
        "file": by.span.file,
        "line": by.span.line,
    }


def _counted(panels: Sequence[object], pairs: Sequence[tuple[str, str]]) -> str:
    counts = (
        (len(panels), "panel"),
        (len({language for _, language in pairs}), "language"),
        (len({name for name, _ in pairs}), "format"),
    )
    return ", ".join(f"{count} {noun}{'s' if count != 1 else ''}" for count, noun in counts)
