"""Nothing printed uses the registration ink All.

What it does: looks for the ink All inside trim and bleed.

Why it is bad: All prints on every plate at once, up to 400 % of ink. It is meant for marks outside
the page.

How to fix it: use black, or a rich black within the ink limit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-R0024"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per kind of element in All."""
    del ask
    for page, element in facts.elements():
        if "All" in element.paint.space.inks:
            yield Found(
                "something on the page is in the registration ink All",
                page.number,
                element.box,
                count=element.count,
            )
