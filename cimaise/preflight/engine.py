"""A finished PDF → findings: facts, rules in their order, severities from the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf
from pathlib import Path

from msgspec.structs import replace

from cimaise.diagnostics import Severity
from cimaise.preflight.ask import Ask, UsualSize
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Finding, Findings, finding, grouped
from cimaise.preflight.ink_estimate import estimated_plates
from cimaise.preflight.limits import ASKED, ISO_RULES, PROFILES, Flavour, Profile
from cimaise.preflight.pdf_facts import inspect
from cimaise.preflight.plates import Plates
from cimaise.preflight.rules import HINTS, RULES
from cimaise.preflight.separations import rendered_plates

_NEEDS_PLATES = "pdf-R0026"


def preflight(
    path: Path,
    profile: Profile,
    *,
    distance_m: float | None = 1.0,
    scale: float = 1.0,
    flavour: Flavour = "x-4",
    separations: bool = True,
    max_ink: float | None = None,
    usual: Sequence[UsualSize] = (),
) -> Findings:
    """Judge a finished PDF.

    `distance_m`: reading distance, counted for large format; None for that of the page's size among
    `usual`, else 1 m. `scale`: 10 for a file at 1:10.
    `separations`: render or estimate the ink where the profile limits it (slow). `max_ink`: the
    printer's own limit, 3.0 for 300 %. Raises InputError where the file cannot be read, ValueError
    for an unknown profile, or a distance, scale or ink that is no positive number.
    """
    if profile not in PROFILES:
        raise ValueError(f"unknown profile {profile!r}; there are {', '.join(PROFILES)}")
    asked = {"scale": scale, "distance": distance_m, "greatest ink": max_ink}
    for what, number in asked.items():
        if number is not None and not 0 < number < inf:
            raise ValueError(f"the {what} must be a positive number")
    facts = inspect(path)
    ask = Ask(profile, distance_m, scale, flavour, max_ink, usual=tuple(usual))
    notes = _distances(facts, ask)
    if separations and (profile in ASKED[_NEEDS_PLATES] or max_ink is not None):
        ask = replace(ask, plates=_plates(facts, notes))
    elif profile in ASKED[_NEEDS_PLATES]:
        notes.append("the average ink was not measured")
    return Findings(path, judge(facts, ask), tuple(notes))


def _distances(facts: Facts, ask: Ask) -> list[str]:
    """What is taken for granted of the reading distance."""
    if ask.distance_m is not None or ask.profile != "large-format":
        return []
    sizes = dict.fromkeys(ask.usual_size(page) for page in facts.pages)
    return [
        f"read from {size.distance_m:g} m, as {size.name} is; --distance says otherwise"
        for size in sizes
        if size is not None
    ]


def judge(facts: Facts, ask: Ask) -> tuple[Finding, ...]:
    """All findings on facts already read, repetitions joined, errors first."""
    iso = [each for code in ISO_RULES for each in _run(code, facts, ask)]
    asked = replace(ask, broken=tuple(dict.fromkeys(each.code for each in iso)))
    others = [each for code in ASKED for each in _run(code, facts, asked)]
    return grouped([*others, *iso])


def _run(code: str, facts: Facts, ask: Ask) -> Iterator[Finding]:
    severity = _severity(code, ask)
    if severity is not None:
        for found in RULES[code](facts, ask):
            yield finding(code, severity, found, HINTS[code])


def _severity(code: str, ask: Ask) -> Severity | None:
    """How bad breaking the rule is for this profile and flavour; None where it is not asked."""
    if code in ISO_RULES:
        return Severity.ERROR if ask.flavour in ISO_RULES[code] else None
    return ASKED[code].get(ask.profile)


def _plates(facts: Facts, notes: list[str]) -> Plates:
    plates = rendered_plates(facts) if facts.unread is None else None
    if plates is None:
        notes.append(
            "the average ink is an estimate from colours and pictures: "
            "no separations could be rendered"
        )
        plates = estimated_plates(facts)
        if plates.left_out:
            # Each file's own: of several, notes that are alike are told once.
            left_out = ", ".join(plates.left_out)
            notes.append(f"in {facts.file.name} the estimate leaves out {left_out}")
    return plates
