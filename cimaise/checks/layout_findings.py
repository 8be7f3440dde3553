"""What layout says itself (overset, glyphs that are missing, labels dropped) → findings."""

from __future__ import annotations

import re

from cimaise.checks.findings import Finding
from cimaise.checks.limits import value
from cimaise.checks.reading_kinds import SIZE_LIMITS, kind_of
from cimaise.checks.subject import PageSubject
from cimaise.diagnostics import Diagnostic
from cimaise.model.languages import texts_of
from cimaise.model.panel import Panel
from cimaise.typography.markdown import plain

# Figures differ from format to format where the trouble is one.
_NUMBER = re.compile(r"\d[\d.,  ]*")
WORTH_TELLING_PERCENT = 5.0
MERGED_BY_PLACE = frozenset({"text-overset"})


def as_finding(found: Diagnostic, page: PageSubject) -> Finding:
    """A layout's diagnostic as a finding; alike messages that differ in numbers are the same."""
    key = "" if found.code in MERGED_BY_PLACE else _NUMBER.sub("#", found.message)
    words = found.figures.get("words_over", 0)
    hint, figures = found.hint, dict(found.figures)
    if found.code == "text-overset":
        if readable := _readable_pt(found, page):
            figures["readable_pt"] = round(readable, 2)
            if float(str(figures.get("size_that_fits_pt", readable))) < readable - 0.005:
                hint = (
                    f"{hint}; under {readable:.3g} pt it cannot be read from {page.distance_m:g} m"
                )
        if longer := _longer(found, page.panel, page.edition.language):
            hint = f"{hint}; {longer}"
    return Finding(
        found.code,
        found.severity,
        found.message,
        found.span,
        found.slot,
        hint,
        figures,
        key,
        float(words) if isinstance(words, int | float) else 0.0,
        shared=_is_elsewhere(found, page.panel),
    )


def _is_elsewhere(found: Diagnostic, panel: Panel) -> bool:
    """Whether it is written in no panel's file: the band's dates, say, which all panels show."""
    own = panel.document
    return found.span is not None and own is not None and found.span.file != own.file


def _readable_pt(found: Diagnostic, page: PageSubject) -> float | None:
    """The least size at which the overset text can be read from the panel's distance."""
    for fit in page.fits(found.slot or ""):
        if fit.overset:
            slot = page.layout.slots[fit.slot]
            kind = kind_of(slot.block, fit.role, slot.role_name)
            return value(SIZE_LIMITS[kind]) * page.distance_m
    return None


def _longer(found: Diagnostic, panel: Panel, language: str) -> str | None:
    """By how much an overset text is longer than its shortest other version, where it is."""
    for path, text in texts_of(panel):
        if language not in text.languages or panel.span(*path, language) != found.span:
            continue
        others = {other: len(plain(version)) for other, version in text.versions}
        own = others.pop(language)
        if not others:
            return None
        shortest = min(others, key=lambda other: others[other])
        percent = (own / others[shortest] - 1) * 100 if others[shortest] else 0.0
        if percent >= WORTH_TELLING_PERCENT:
            return f"`{language}` is {percent:.0f} % longer than `{shortest}`"
    return None
