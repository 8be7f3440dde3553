"""Text in more than one ink is large enough.

What it does: compares the effective size of text in two inks or more with the profile's minimum
(divided by the scale).

Why it is bad: each ink comes from its own plate; small letters in several never meet exactly, and
read as blurred.

How to fix it: set small text in one ink, best in black.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask, below
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found
from cimaise.preflight.limits import MIN_FINE_TEXT_PT

CODE: Final = "pdf-R0017"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per kind of small text in several inks."""
    for page, text in facts.texts():
        limit = ask.least_pt(MIN_FINE_TEXT_PT[ask.profile], page)
        inks = text.paint.used_inks
        if len(inks) > 1 and below(text.size_pt, limit):
            yield Found(
                f"text at {text.size_pt:.4g} pt in {len(inks)} inks ({text.paint.in_words()}); "
                f"at least {limit:g} pt",
                page.number,
                text.box,
                {"size_pt": text.size_pt, "limit_pt": limit, "inks": list(inks)},
                count=text.count,
            )
