"""The file says whether it is trapped.

What it does: asks for Trapped True or False in Info and, for PDF/X-4, the same in XMP.

Why it is bad: trapping twice, or not at all, leaves visible edges between colours.

How to fix it: export as PDF/X; False is right unless you trapped the file yourself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-x4-trapped"


_ANSWERS: Final = ("True", "False")


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding where the answer is missing, unclear or double."""
    info = facts.info.get("Trapped", "")
    xmp = (facts.xmp or {}).get("pdf:Trapped", "")
    if info not in _ANSWERS:
        said = f"'{info}'" if info else "missing"
        yield Found(f"Trapped in Info is {said}; it must be True or False")
    elif ask.flavour == "x-4" and not xmp:
        yield Found(f"Trapped is '{info}' in Info and missing in XMP; they must agree")
    elif xmp and xmp != info:
        yield Found(f"Trapped is '{info}' in Info and '{xmp}' in XMP; they must agree")
