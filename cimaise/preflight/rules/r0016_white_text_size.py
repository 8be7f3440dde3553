"""White text is large enough.

What it does: compares the effective size of text without ink with the profile's minimum (divided by
the scale).

Why it is bad: small white letters are left out of the inks around them, and ink runs into them.

How to fix it: set white text larger or bolder.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask, below
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found
from cimaise.preflight.limits import MIN_FINE_TEXT_PT

CODE: Final = "pdf-R0016"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per kind of small white text."""
    for page, text in facts.texts():
        limit = ask.least_pt(MIN_FINE_TEXT_PT[ask.profile], page)
        if text.paint.is_white and below(text.size_pt, limit):
            yield Found(
                f"white text at {text.size_pt:.4g} pt; at least {limit:g} pt",
                page.number,
                text.box,
                {"size_pt": text.size_pt, "limit_pt": limit, "font": text.font},
                count=text.count,
            )
