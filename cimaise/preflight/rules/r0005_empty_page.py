"""No page is wholly empty.

What it does: looks for pages on whose printed surface nothing visible is painted.

Why it is bad: an empty page is paid for, and more often a mistake than a wish.

How to fix it: delete the page, or tell the printer that it is meant to be white.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-R0005"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per empty page."""
    del ask
    for page in facts.pages:
        if not any(each.judged and not each.in_mask for each in page.elements):
            yield Found("nothing is printed on this page", page.number)
