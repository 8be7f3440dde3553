"""No alternate image prints by default.

What it does: looks for alternates with DefaultForPrinting in images that are drawn.

Why it is bad: another image is printed than the one seen and judged.

How to fix it: remove the alternates.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-x4-alternate-image"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per use."""
    del ask
    for feature in facts.having("alternate-image"):
        yield Found(
            f"{feature.detail} has an alternate that prints in its place", feature.page, feature.box
        )
