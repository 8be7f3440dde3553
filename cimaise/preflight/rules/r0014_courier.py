"""No font is called exactly Courier.

What it does: looks for a font in use named Courier and nothing more.

Why it is bad: programs put Courier where they did not find the right font, so it is the sign of a
substitution that nobody saw.

How to fix it: find the missing font. Where Courier is wanted, use one with a fuller name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-R0014"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding where Courier paints glyphs."""
    del ask
    for font in facts.fonts:
        if font.name == "Courier":
            yield Found(
                "text is set in Courier, which often stands in for a missing font", font.page
            )
