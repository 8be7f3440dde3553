"""A picture's colours may not come out as they were meant.

What it does: looks at the colour mode and the ICC profile in a picture's header. A CMYK picture
without a profile, or separated for another press than the printer's, is a warning; a colour picture
without a profile is taken for sRGB, which is told as an info; so is an alpha channel: what it
makes transparent is laid on the paper's colour.

Why it is bad: CMYK values are a recipe for one press and paper; on another they print too dark, too
red, or with too much ink.

How to fix it: ask for the RGB original with its profile; Cimaise separates it for your printer.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.pictures import File, files_of
from cimaise.diagnostics import InputError, Severity
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.model.paths import profile_file
from cimaise.resources.profiles import load_profile

CODE: Final = "image-colour"
GRAY_MODES: Final = ("1", "L", "LA", "I;16", "I", "I;16B")


def find(exhibition: Exhibition, panel: Panel) -> Iterator[Finding]:
    """A warning or an info per picture whose colours are in doubt."""
    for file in files_of(exhibition, panel):
        for severity, key, message, hint in _doubts(exhibition, file):
            yield Finding(
                CODE,
                severity,
                f"{file.path.name} {message}",
                panel.span(file.field, file.index, "file"),
                None,
                hint,
                {"mode": file.facts.mode, "profile": file.facts.profile or ""},
                key=key,
            )


def _doubts(exhibition: Exhibition, file: File) -> Iterator[tuple[Severity, str, str, str]]:
    facts = file.facts
    if facts.mode == "CMYK":
        condition = exhibition.printers[exhibition.printer].condition
        wanted = _printer_profile(exhibition)
        hint = "ask for the RGB original with its profile"
        if facts.profile is None:
            message = f"is CMYK without a profile: it is taken for {condition}"
            yield Severity.WARNING, "cmyk", message, hint
        elif wanted is not None and facts.profile != wanted:
            message = f"is CMYK for “{facts.profile}”, the printer prints {condition}"
            yield Severity.WARNING, "cmyk", message, hint
    elif facts.profile is None and facts.mode not in GRAY_MODES and file.field == "images":
        yield (
            Severity.INFO,
            "profile",
            "has no colour profile: it is taken for sRGB",
            "ask how it was made; save it with its profile",
        )
    if facts.has_alpha and file.field == "images":
        yield (
            Severity.INFO,
            "alpha",
            "has an alpha channel: where it is transparent, the paper shows",
            "flatten it where that is not meant",
        )


def _printer_profile(exhibition: Exhibition) -> str | None:
    file = profile_file(exhibition.folder, exhibition.printers[exhibition.printer].profile)
    try:
        return load_profile(file).name if isinstance(file, Path) else None
    except InputError:
        return None
