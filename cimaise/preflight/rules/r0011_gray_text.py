"""Text below 12 pt is not in DeviceGray.

What it does: looks for text in DeviceGray below 12 pt (divided by the scale).

Why it is bad: gray cannot be told to overprint the way the black of CMYK can, so small gray letters
knock out and get white edges.

How to fix it: set black text as CMYK 0 0 0 100, overprinting.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask, below
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found
from cimaise.preflight.limits import MIN_OVERPRINTING_TEXT_PT

CODE: Final = "pdf-R0011"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per kind of small gray text."""
    for page, text in facts.texts():
        limit = ask.least_pt(MIN_OVERPRINTING_TEXT_PT, page)
        if text.paint.space.family == "DeviceGray" and below(text.size_pt, limit):
            yield Found(
                f"text at {text.size_pt:.4g} pt is in DeviceGray "
                f"(below {limit:g} pt it should be CMYK)",
                page.number,
                text.box,
                {"size_pt": text.size_pt, "limit_pt": limit, "font": text.font},
                count=text.count,
            )
