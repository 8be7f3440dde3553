"""Black lines and thin shapes below 2 pt overprint.

What it does: looks for strokes and filled rectangles in 100 % black alone, thinner than 2 pt
(divided by the scale), that knock out.

Why it is bad: a thin black line that knocks out gets a white edge as soon as the plates are out of
register.

How to fix it: switch overprint on for thin black lines (OP true, OPM 1).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask, below
from cimaise.preflight.facts import Facts, Shape
from cimaise.preflight.findings import Found
from cimaise.preflight.limits import MIN_OVERPRINTING_LINE_PT

CODE: Final = "pdf-R0010"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per kind of thin black line that knocks out."""
    for page, shape in facts.shapes():
        limit = ask.least_pt(MIN_OVERPRINTING_LINE_PT, page)
        if shape.width_pt is None or not below(shape.width_pt, limit) or not _knocks_out(shape):
            continue
        yield Found(
            f"a black line of {shape.width_pt:.3g} pt does not overprint "
            f"(it should below {limit:g} pt)",
            page.number,
            shape.box,
            {"width_pt": shape.width_pt, "limit_pt": limit},
            count=shape.count,
        )


def _knocks_out(shape: Shape) -> bool:
    paint = shape.paint
    if not paint.is_pure_black or paint.space.family == "DeviceGray":
        return False
    return not paint.overprint or (paint.space.components == 4 and paint.overprint_mode != 1)
