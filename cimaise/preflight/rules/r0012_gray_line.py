"""Lines below 2 pt are not in DeviceGray.

What it does: looks for strokes and thin filled rectangles in DeviceGray below 2 pt (divided by the
scale).

Why it is bad: gray cannot be told to overprint the way the black of CMYK can.

How to fix it: draw black lines as CMYK 0 0 0 100, overprinting.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask, below
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found
from cimaise.preflight.limits import MIN_OVERPRINTING_LINE_PT

CODE: Final = "pdf-R0012"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per kind of thin gray line."""
    for page, shape in facts.shapes():
        limit = ask.least_pt(MIN_OVERPRINTING_LINE_PT, page)
        if shape.paint.space.family != "DeviceGray" or shape.width_pt is None:
            continue
        if below(shape.width_pt, limit):
            yield Found(
                f"a line of {shape.width_pt:.3g} pt is in DeviceGray "
                f"(below {limit:g} pt it should be CMYK)",
                page.number,
                shape.box,
                {"width_pt": shape.width_pt, "limit_pt": limit},
                count=shape.count,
            )
