"""Lines in more than one ink are wide enough.

What it does: compares the effective width of strokes and filled rectangles in two inks or more with
the profile's minimum (divided by the scale).

Why it is bad: each ink comes from its own plate; a hairline in several splits into several lines.

How to fix it: draw hairlines in one ink, best in black, or wider.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask, below
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found
from cimaise.preflight.limits import MIN_FINE_LINE_PT

CODE: Final = "pdf-R0019"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per kind of thin line in several inks."""
    for page, shape in facts.shapes():
        limit = ask.least_pt(MIN_FINE_LINE_PT[ask.profile], page)
        inks = shape.paint.used_inks
        if shape.width_pt is not None and len(inks) > 1 and below(shape.width_pt, limit):
            yield Found(
                f"a line of {shape.width_pt:.3g} pt in {len(inks)} inks "
                f"({shape.paint.in_words()}); at least {limit:g} pt",
                page.number,
                shape.box,
                {"width_pt": shape.width_pt, "limit_pt": limit, "inks": list(inks)},
                count=shape.count,
            )
