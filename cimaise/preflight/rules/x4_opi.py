"""No OPI links.

What it does: looks for OPI entries in forms and images that are drawn.

Why it is bad: OPI stands for a picture that is elsewhere; the printer does not have it.

How to fix it: place the high-resolution picture in the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-x4-opi"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per use."""
    del ask
    for feature in facts.having("opi"):
        yield Found(f"an OPI link is in use ({feature.detail})", feature.page, feature.box)
