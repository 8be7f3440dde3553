"""The trailer has an ID.

What it does: looks for the two identifiers in the trailer.

Why it is bad: they tell one state of a file from another; PDF/X asks for them.

How to fix it: export as PDF/X.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-x4-trailer-id"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding where the ID is missing."""
    del ask
    if not facts.trailer_id:
        yield Found("the file has no ID in its trailer")
