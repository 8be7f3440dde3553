"""The output intent's profile is embedded, and a printer's.

What it does: asks for an ICC profile of class `prtr`, or, where none is embedded, a condition
registered by name.

Why it is bad: a scanner's or monitor's profile describes no paper; a broken one cannot be used.

How to fix it: embed the profile that the printer gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-x4-output-profile"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per intent without a usable profile."""
    del ask
    for intent in facts.pdfx_intents:
        if intent.has_profile and intent.profile is None:
            yield Found("the output intent's profile cannot be read as ICC")
        elif intent.profile is not None and intent.profile.profile_class != "prtr":
            yield Found(
                f"the output intent's profile has the class '{intent.profile.profile_class}'; "
                "it must be a printer's ('prtr')",
                figures={"class": intent.profile.profile_class},
            )
        elif not intent.has_profile and not intent.registry:
            yield Found("the output intent has neither a profile nor a registered name")
