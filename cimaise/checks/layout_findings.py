"""What layout says itself (overset, glyphs that are missing, labels dropped) → findings."""

from __future__ import annotations

import re

from msgspec.structs import replace

from cimaise.checks.cures import Cure
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
# Figures of an overset text that concern every edition in which it is.
TOLD_OF_ALL = frozenset({"size_that_fits_pt", "theme_size_pt"})


def layout_findings(page: PageSubject) -> tuple[Finding, ...]:
    """All that layout says of one panel of one edition."""
    return tuple(
        replace(_as_finding(found, page), panel=page.panel.label, edition=page.edition_name)
        for found in page.laid.diagnostics
    )


def _as_finding(found: Diagnostic, page: PageSubject) -> Finding:
    """A layout's diagnostic as a finding; alike messages that differ in numbers are the same."""
    key = _NUMBER.sub("#", found.message)
    hint, figures, weight, cure = found.hint, dict(found.figures), 0.0, None
    if found.code == "text-overset":
        weight = float(str(figures["words_over"]))
        # A map's caption has no role that a size would cure.
        if "role" in figures:
            # One place overset is one thing wrong, however its numbers are worded.
            key = str(figures["role"])
            cure = _cure(found, page)
            hint = (hint or "").removesuffix(cure.own_hint)
            figures = {name: each for name, each in figures.items() if name not in TOLD_OF_ALL}
    return replace(
        Finding.of(found),
        hint=hint,
        figures=figures,
        key=key,
        weight=weight,
        shared=_is_elsewhere(found, page.panel),
        cure=cure,
    )


def _is_elsewhere(found: Diagnostic, panel: Panel) -> bool:
    """Whether it is written in no panel's file: the band's dates, say, which all panels show."""
    own = panel.document
    return found.span is not None and own is not None and found.span.file != own.file


def _cure(found: Diagnostic, page: PageSubject) -> Cure:
    """What would cure an overset text in this edition."""
    role, size, in_theme = (
        found.figures.get(name) for name in ("role", "size_that_fits_pt", "theme_size_pt")
    )
    longer = _longer(found, page.panel, page.edition.language)
    return Cure(
        str(role),
        found.slot or "",
        page.panel.layout,
        page.edition.format_name,
        page.edition.setting.scale,
        page.distance_m,
        _readable_pt(found.slot or "", str(role), page),
        float(str(size)) if size else None,
        float(str(in_theme)) if in_theme else None,
        f"; {longer}" if longer else "",
    )


def _readable_pt(slot_name: str, role: str, page: PageSubject) -> float | None:
    """The least size at which the overset text can be read from the panel's distance."""
    for fit in page.fits(slot_name):
        if fit.overset and fit.role == role:
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
