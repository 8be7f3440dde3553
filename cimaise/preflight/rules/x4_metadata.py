"""Info and XMP are there and agree.

What it does: asks for title, creation and modification date, and compares them, creator and
producer between the information dictionary and the XMP packet. Dates are compared as instants.

Why it is bad: the printer's workflow files the job by these; two answers are none.

How to fix it: export as PDF/X, and do not edit the metadata of only one place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.dates import same_instant
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-x4-metadata"


_PAIRS: Final = {
    "Title": "dc:title",
    "CreationDate": "xmp:CreateDate",
    "ModDate": "xmp:ModifyDate",
    "Creator": "xmp:CreatorTool",
    "Producer": "pdf:Producer",
}
_REQUIRED: Final = ("Title", "CreationDate", "ModDate")


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per missing or differing entry."""
    if facts.xmp is None and ask.flavour == "x-4":
        yield Found("the file has no readable XMP metadata")
        return
    xmp = facts.xmp or {}
    for key, property_ in _PAIRS.items():
        asked = xmp.get(property_) if ask.flavour == "x-4" else facts.info.get(key)
        where = "XMP packet" if ask.flavour == "x-4" else "Info dictionary"
        if key in _REQUIRED and not asked:
            yield Found(f"the {where} has no {key}", figures={"key": key})
        elif facts.xmp is not None and key in facts.info:
            yield from _difference(key, facts.info[key], xmp.get(property_, ""))


def _difference(key: str, info: str, xmp: str) -> Iterator[Found]:
    if not _agree(key, info, xmp):
        said = f"'{xmp[:60]}'" if xmp else "missing"
        yield Found(f"{key} is '{info[:60]}' in Info and {said} in XMP", figures={"key": key})


def _agree(key: str, info: str, xmp: str) -> bool:
    return same_instant(info, xmp) if key.endswith("Date") else info.strip() == xmp.strip()
