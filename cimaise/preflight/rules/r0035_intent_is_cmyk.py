"""The output intent is a CMYK printing condition.

What it does: reads the colour space of the output intent's profile.

Why it is bad: with an RGB or gray condition, the file says that it is made for another machine, and
every CMYK value in it has no meaning.

How to fix it: embed the CMYK profile that the printer names.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-R0035"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding where there is no CMYK profile."""
    del ask
    intents = facts.pdfx_intents
    if not intents:
        yield Found("there is no output intent; it should name a CMYK printing condition")
    for intent in intents:
        if intent.profile is not None and intent.profile.space != "CMYK":
            yield Found(
                f"the output intent's profile is {intent.profile.space}; it should be CMYK",
                figures={"colour_space": intent.profile.space},
            )
        elif intent.profile is None and not intent.registry:
            yield Found("the output intent has no profile; it should have a CMYK one")
