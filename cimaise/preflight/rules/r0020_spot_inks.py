"""No more spot inks than the printer expects.

What it does: counts the spot inks of everything printed. Cyan, Magenta, Yellow, Black, All and None
are none.

Why it is bad: every spot ink is another plate, paid for and often unwanted; four-colour presses
have no place for it.

How to fix it: convert spot colours to CMYK, or agree on them with the printer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.diagnostics import counted
from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found
from cimaise.preflight.limits import MAX_SPOTS

CODE: Final = "pdf-R0020"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding where there are too many, at the first of them."""
    first = {
        spot: (page, element)
        for page, element in reversed(list(facts.elements()))
        for spot in element.paint.space.spots
    }
    most = int(MAX_SPOTS[ask.profile])
    if len(first) > most:
        spots = sorted(first)
        page, element = first[spots[0]]
        yield Found(
            f"{counted(len(spots), 'spot ink')} ({', '.join(spots)}); at most {most}",
            page.number,
            element.box,
            {"spots": spots, "limit": most},
        )
