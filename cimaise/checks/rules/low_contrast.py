"""Letters stand out too little from what lies under them.

What it does: takes every line of text, asks what was painted under it last (paper, bands, shapes of
a map, a halo, pictures), sends both colours through the printer's profile, and compares the WCAG
contrast with the limit: higher for texts and labels, lower for large type. A caption or label that
keeps the lower limit is an info. Over a picture the tenth of it that is worst counts.

Why it is bad: one visitor in ten sees contrast poorly, and lamps, glare and dust take the rest.

How to fix it: set the role in a darker ink (`ink` in the theme, or in the layout's slot), lighten
the ground, or move the text off the picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from cimaise.checks.contrast import Ground, ratio
from cimaise.checks.findings import Finding
from cimaise.checks.grounds import Grounds
from cimaise.checks.limits import value
from cimaise.checks.places import slot_span, theme_span
from cimaise.checks.reading_kinds import Kind, kind_of
from cimaise.checks.subject import PageSubject, SlotRun
from cimaise.diagnostics import Severity, Span
from cimaise.layout.setting import Role

CODE: Final = "low-contrast"
SHOWN_SHORT: Final = 0.05
MOST_GROUNDS: Final = 3
"""How many grounds are named beside the worst."""


def find(page: PageSubject) -> Iterator[Finding]:
    """A warning per role and ink below the limit, on its worst ground; over pictures, per text."""
    grounds = Grounds(page)
    pale: dict[tuple[str, ...], list[_Pale]] = {}
    looks: dict[tuple[object, ...], tuple[Role | None, Kind, float, Ground]] = {}
    # A word that runs out of its slot stands on what lies beside it.
    runs = [
        placed
        for placed in page.runs
        if placed.run.text.strip() and placed.slot not in page.run_out
    ]
    for placed, under in zip(runs, grounds.under(runs), strict=True):
        run = placed.run
        look = (placed.slot, run.role, run.size_pt, run.ink)
        if look not in looks:
            role, kind = _role_of(page, placed)
            looks[look] = role, kind, _least(page, placed, role, kind), grounds.colour(run.ink)
        role, kind, least, letters = looks[look]
        for ground in under:
            found = ratio(letters, ground)
            if found < least - SHOWN_SHORT:
                where = ground.name if ground.is_picture else ""
                each = _Pale(placed, _inked_by(page, placed, role), kind, least, ground, found)
                pale.setdefault((placed.slot, each.name, str(run.ink), where), []).append(each)
    for group in pale.values():
        yield _told(page, group)


class _Pale(Struct, frozen=True):
    """A run that stands out too little from one ground."""

    placed: SlotRun
    role: Role | None
    """Whose ink it has."""
    kind: Kind
    least: float
    ground: Ground
    found: float

    @property
    def name(self) -> str:
        return self.role.name if self.role else self.placed.slot

    @property
    def is_faint(self) -> bool:
        """Whether even large type would stand out too little, or the text is one to be read."""
        return self.kind not in ("near", "small") or self.found < value("contrast-large")


def _told(page: PageSubject, group: list[_Pale]) -> Finding:
    """One finding of all that a role in one ink stands on."""
    group = sorted(group, key=lambda each: each.found / each.least)
    worst = group[0]
    ground, ink = worst.ground, worst.placed.run.ink
    others = list(dict.fromkeys(each.ground.name for each in group))[1:]
    also = ""
    if others:
        named = others[:MOST_GROUNDS]
        rest = len(others) - len(named)
        also = f", too little on {', '.join(named)}{f' and {rest} more' if rest else ''} as well"
    return Finding(
        CODE,
        Severity.WARNING if any(each.is_faint for each in group) else Severity.INFO,
        f"`{worst.name}` in {ink} on {ground.name} has a contrast of {worst.found:.1f} : 1; "
        f"{worst.least:g} : 1 is the least{also}",
        _span(page, worst.placed, worst.role, ground),
        worst.placed.slot if ground.is_picture else None,
        "set it in a darker ink, or lighten what lies under it"
        if ground.is_light
        else "set it in a lighter ink, or darken what lies under it",
        {"contrast": round(worst.found, 2), "required_contrast": worst.least, "role": worst.name},
        key=f"{worst.name} {ink} {ground.name if ground.is_picture else ''}",
        weight=worst.least / worst.found,
        shared=not ground.is_picture,
    )


def _role_of(page: PageSubject, placed: SlotRun) -> tuple[Role | None, Kind]:
    """The role that a run is set in, and how it is read."""
    slot = page.layout.slots.get(placed.slot)
    role = page.edition.setting.roles.get(placed.run.role)
    if slot is None:
        return role, "read"
    return role, kind_of(slot.block, placed.run.role, slot.role_name)


def _inked_by(page: PageSubject, placed: SlotRun, role: Role | None) -> Role | None:
    """The role whose ink a run has: its own, but the band's key dates have that of key dates."""
    key = page.edition.setting.roles.get("date-key")
    if page.block(placed.slot) != "band" or key is None or role is None:
        return role
    return key if placed.run.ink.name == key.ink.name != role.ink.name else role


def _least(page: PageSubject, placed: SlotRun, role: Role | None, kind: Kind) -> float:
    if kind == "display":
        return value("contrast-large")
    if kind == "near":
        bold = role is not None and role.style.base.startswith("bold")
        from_pt = value("large-bold-type" if bold else "large-type") * page.distance_m
        if placed.run.size_pt >= from_pt:
            return value("contrast-large")
    return value("contrast-read")


def _span(page: PageSubject, placed: SlotRun, role: Role | None, ground: Ground) -> Span | None:
    if ground.is_picture:
        fits = [fit for fit in page.fits(placed.slot) if not fit.of_exhibition]
        # A quotation and who said it, a picture's caption and credit stand in one slot.
        fits.sort(key=lambda fit: fit.role != placed.run.role)
        return page.panel.span(*fits[0].path) if fits else page.panel.key_span("images")
    slot = page.layout.slots.get(placed.slot)
    # Figures keep inks of their own where the slot has one.
    if slot is not None and slot.ink is not None and slot.ink.name == placed.run.ink.name:
        return slot_span(page.exhibition, page.panel.layout, placed.slot, "ink")
    name = role.name if role else ""
    return theme_span(page.exhibition, "roles", name, "ink")
