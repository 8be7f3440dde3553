"""PDF/X-1a has only CMYK, gray and inks.

What it does: looks at every colour space of anything drawn, alternates and bases included, also
outside the bleed.

Why it is bad: a PDF/X-1a machine does not convert; RGB, Lab and profiled colours are errors to it.

How to fix it: convert all colours to the output condition before export.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found
from cimaise.preflight.rules.r0027_early_binding import ALLOWED

CODE: Final = "pdf-x1a-colour"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per kind of element and space."""
    del ask
    for page, element in facts.drawn():
        for sort in dict.fromkeys(leaf.sort for leaf in element.paint.space.leaves()):
            if sort not in ALLOWED:
                yield Found(
                    f"{sort} is used; PDF/X-1a allows only CMYK, gray and inks",
                    page.number,
                    element.box,
                    {"colour_space": sort},
                    count=element.count,
                )
