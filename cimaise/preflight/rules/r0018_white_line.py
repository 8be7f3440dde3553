"""White lines are wide enough.

What it does: compares the effective width of strokes and filled rectangles without ink with the
profile's minimum (divided by the scale).

Why it is bad: a thin white line is left out of the inks around it, and ink closes it.

How to fix it: draw white lines wider.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask, below
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found
from cimaise.preflight.limits import MIN_FINE_LINE_PT

CODE: Final = "pdf-R0018"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per kind of thin white line."""
    for page, shape in facts.shapes():
        limit = ask.least_pt(MIN_FINE_LINE_PT[ask.profile], page)
        if shape.width_pt is not None and shape.paint.is_white and below(shape.width_pt, limit):
            yield Found(
                f"a white line of {shape.width_pt:.3g} pt; at least {limit:g} pt",
                page.number,
                shape.box,
                {"width_pt": shape.width_pt, "limit_pt": limit},
                count=shape.count,
            )
