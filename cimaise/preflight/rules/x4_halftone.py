"""No halftone names, phases or foreign types.

What it does: looks for HTP, halftones by name, and types other than 1 and 5 in graphics states that
are used.

Why it is bad: the screen is the press's affair; a file that sets it prints moiré.

How to fix it: export without halftone settings.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-x4-halftone"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per use."""
    del ask
    for feature in facts.having("halftone"):
        yield Found(f"{feature.detail} is set", feature.page, feature.box)
