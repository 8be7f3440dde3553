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
MIDDLE: Final = 0.18
"""The luminance on which black and white letters stand out alike."""


def find(page: PageSubject) -> Iterator[Finding]:
    """A warning per role, ink and ground below the limit; over pictures, per text."""
    grounds, enough = Grounds(page), value("contrast-large")
    told: set[tuple[str, str, str]] = set()
    roles: dict[tuple[object, ...], tuple[Role | None, Kind]] = {}
    for placed in page.runs:
        if not placed.run.text.strip():
            continue
        look = (placed.slot, placed.run.face, placed.run.size_pt, placed.run.ink)
        if look not in roles:
            roles[look] = _role_of(page, placed)
        role, kind = roles[look]
        least = _least(page, placed, role, kind)
        for ground in grounds.under(placed):
            found = ratio(grounds.colour(placed.run.ink), ground)
            if found >= least - SHOWN_SHORT:
                continue
            name = role.name if role else placed.slot
            key = f"{name} {placed.run.ink} {ground.name}"
            if (placed.slot, key, str(ground.is_picture)) in told:
                continue
            told.add((placed.slot, key, str(ground.is_picture)))
            yield Finding(
                CODE,
                Severity.INFO
                if kind in ("near", "small") and found >= enough
                else Severity.WARNING,
                f"`{name}` in {placed.run.ink} on {ground.name} has a contrast of "
                f"{found:.1f} : 1; {least:g} : 1 is the least",
                _span(page, placed, role, ground),
                placed.slot if ground.is_picture else None,
                "set it in a darker ink, or lighten what lies under it"
                if ground.luminance > MIDDLE
                else "set it in a lighter ink, or darken what lies under it",
                {"contrast": round(found, 2), "required_contrast": least, "role": name},
                key=key,
                weight=least / found,
                shared=not ground.is_picture,
            )


def _role_of(page: PageSubject, placed: SlotRun) -> tuple[Role | None, Kind]:
    """The role that a run is set in: of the slot's, the one with its size, then with its ink."""
    slot = page.layout.slots.get(placed.slot)
    if slot is None:
        return None, "read"
    used = [each for each in page.used_roles if each.slot == placed.slot]
    if not used:
        return None, kind_of(slot.block, slot.role_name, slot.role_name)
    run = placed.run

    def unlike(index: int) -> tuple[bool, float, bool]:
        faces = used[index].role.style.faces
        families = (faces.regular, faces.italic, faces.bold, faces.bold_italic)
        return (
            run.face not in families,
            abs(used[index].size_pt - run.size_pt),
            used[index].role.ink != run.ink,
        )

    best = used[min(range(len(used)), key=unlike)]
    return best.role, best.kind


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
        paths = [fit.path for fit in page.fits(placed.slot)]
        return page.panel.span(*paths[0]) if paths else page.panel.key_span("images")
    slot = page.layout.slots.get(placed.slot)
    if slot is not None and slot.ink is not None:
        return slot_span(page.exhibition, page.panel.layout, placed.slot, "ink")
    name = role.name if role else ""
    return theme_span(page.exhibition, "roles", name, "ink")
