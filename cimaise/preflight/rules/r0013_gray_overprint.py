"""DeviceGray does not overprint.

What it does: looks for anything in DeviceGray that is set to overprint.

Why it is bad: programs disagree on what overprinting gray does to the colours beneath; some drop
the overprint, some drop the colours.

How to fix it: use the black of CMYK for what must overprint, and no overprint for gray.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-R0013"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per kind of overprinting gray element."""
    del ask
    for page, element in facts.elements():
        space = element.paint.space
        if space.family == "Indexed" and space.base is not None:
            space = space.base
        if space.family == "DeviceGray" and element.paint.overprint:
            yield Found(
                "something in DeviceGray overprints; it may not",
                page.number,
                element.box,
                count=element.count,
            )
