"""A picture's colours may not come out as they were meant.

What it does: looks at the colour mode and the ICC profile in a picture's header. A CMYK picture
without a profile, or separated for another press than the printer's, is a warning; a profile of
another maker for the same printing condition (FOGRA39, GRACoL 2006) is right. A colour picture
without a profile is taken for sRGB, which is told as an info; so are transparent pixels: they are
laid on the paper's colour. An alpha channel that makes nothing transparent does no harm.

Why it is bad: CMYK values are a recipe for one press and paper; on another they print too dark, too
red, or with too much ink.

How to fix it: ask for the RGB original with its profile; Cimaise separates it for your printer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.pictures import File, files_of
from cimaise.diagnostics import Severity
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.resources.picture_facts import PictureFacts
from cimaise.resources.profiles import printers_profile

CODE: Final = "image-colour"
GRAY_MODES: Final = ("1", "L", "LA", "I;16", "I", "I;16B")
# Names of profiles that do not say, or say otherwise, which registered condition they are for.
_ALIASES: Final = {
    "fogra39": re.compile(r"iso ?coated[ _]?v2"),
    "fogra47": re.compile(r"pso ?uncoated[ _]iso ?12647"),
    "fogra51": re.compile(r"pso ?coated[ _]?v3"),
    "fogra52": re.compile(r"pso ?uncoated[ _]?v3"),
    "cgatstr001": re.compile(r"web coated \(swop\)"),
    "cgatstr003": re.compile(r"swop ?2006[ _]?coated ?3"),
    "cgatstr005": re.compile(r"swop ?2006[ _]?coated ?5"),
    "cgatstr006": re.compile(r"gracol ?2006"),
    "cgats21crpc6": re.compile(r"gracol ?2013(?!.?unc)"),
}
_PARTS = re.compile(r"[^\W\d_]+|\d+")


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
        printer = exhibition.named_printer
        condition = printer.condition
        wanted = printers_profile(exhibition.folder, printer.profile).name
        hint = "ask for the RGB original with its profile"
        if facts.profile is None:
            message = f"is CMYK without a profile: it is taken for {condition}"
            yield Severity.WARNING, "cmyk", message, hint
        elif wanted != facts.profile and not _is_for(facts.profile, condition):
            message = f"is CMYK for “{facts.profile}”, the printer prints {condition}"
            yield Severity.WARNING, "cmyk", message, hint
    elif facts.profile is None and facts.mode not in GRAY_MODES and file.field == "images":
        yield (
            Severity.INFO,
            "profile",
            "has no colour profile: it is taken for sRGB",
            "ask how it was made; save it with its profile",
        )
    if facts.has_alpha and file.field == "images" and not _is_opaque(facts):
        yield (
            Severity.INFO,
            "alpha",
            "is transparent in places: there the paper shows",
            "flatten it where that is not meant",
        )


def _is_opaque(facts: PictureFacts) -> bool:
    """Whether an alpha channel makes nothing transparent; its pixels are decoded once for all."""
    # numpy takes longer to load than most checks to run.
    from cimaise.resources.picture_traces import traces

    return traces(facts).is_opaque


def _is_for(profile: str, condition: str) -> bool:
    """Whether a profile's name says that it is for a registered printing condition."""
    name = profile.casefold()
    parts = _PARTS.findall(condition.casefold())
    # The characterisation data of a condition have an L after its name.
    if parts and re.search(rf"{r'[ _-]*'.join(parts)}l?(?![^\W_])", name):
        return True
    alias = _ALIASES.get("".join(parts))
    return alias is not None and alias.search(name) is not None
