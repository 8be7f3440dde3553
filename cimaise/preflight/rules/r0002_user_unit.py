"""No page has a UserUnit.

What it does: looks for a UserUnit on each page.

Why it is bad: a UserUnit enlarges the page, and many programs ignore it, so a banner is printed at
a tenth of its size. Large format printing knows it, and is warned only.

How to fix it: export at 1:1, or at a round scale such as 1:10 without UserUnit and say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-R0002"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per page with a UserUnit."""
    del ask
    for page in facts.pages:
        if page.user_unit is not None:
            yield Found(
                f"the page has a UserUnit of {page.user_unit:g}; it may have none",
                page.number,
                figures={"user_unit": page.user_unit},
            )
