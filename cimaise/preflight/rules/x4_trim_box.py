"""Each page has a TrimBox or an ArtBox, not both.

What it does: counts the two.

Why it is bad: the trim is where the printer cuts; without it the size of the page is a guess, with
two it is a contradiction.

How to fix it: export with a TrimBox.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-x4-trim-box"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per page with neither or both."""
    del ask
    for page in facts.pages:
        if page.trim is None and page.art is None:
            yield Found("the page has no TrimBox", page.number)
        elif page.trim is not None and page.art is not None:
            yield Found("the page has a TrimBox and an ArtBox; it may have one", page.number)
