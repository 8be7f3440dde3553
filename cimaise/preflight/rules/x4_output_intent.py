"""Exactly one output intent names the printing condition.

What it does: counts the output intents of type GTS_PDFX, and asks for its identifier, and for an
Info text where no registry is named.

Why it is bad: without one condition, CMYK values have no defined colour.

How to fix it: export as PDF/X and choose the printer's profile.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-x4-output-intent"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per thing missing."""
    del ask
    intents = facts.pdfx_intents
    if len(intents) != 1:
        yield Found(
            f"{len(intents) or 'no'} output intents for PDF/X; there must be exactly one",
            figures={"intents": len(intents)},
        )
    for intent in intents:
        if not intent.identifier:
            yield Found("the output intent has no OutputConditionIdentifier")
        if not intent.registry and not intent.info:
            yield Found("the output intent names no registry, so it needs an Info text")
