"""White paths do not overprint.

What it does: looks for strokes and fills with no ink that are set to overprint.

Why it is bad: overprinted white is nothing at all: what it should cover shows through on paper.

How to fix it: switch overprint off for white shapes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-R0008"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per kind of overprinting white path."""
    del ask
    for page, shape in facts.shapes():
        if shape.paint.is_white and shape.paint.overprint:
            yield Found(
                "a white path overprints, so it will vanish",
                page.number,
                shape.box,
                count=shape.count,
            )
