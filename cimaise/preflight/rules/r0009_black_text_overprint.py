"""Black text below 12 pt overprints.

What it does: looks for text in 100 % black alone, in CMYK or the ink Black, below 12 pt (divided by
the scale), that knocks out: overprint is off, or the overprint mode is not 1 for CMYK.

Why it is bad: small black letters that knock out show white edges as soon as the plates are out of
register by a tenth of a millimetre.

How to fix it: switch overprint on for small black text (OP true, OPM 1).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask, below
from cimaise.preflight.facts import Facts, Page, Text
from cimaise.preflight.findings import Found
from cimaise.preflight.limits import MIN_OVERPRINTING_TEXT_PT

CODE: Final = "pdf-R0009"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per kind of small black text that knocks out."""
    for page, text in facts.texts():
        if below(text.size_pt, ask.least_pt(MIN_OVERPRINTING_TEXT_PT, page)) and _knocks_out(text):
            yield _found(page, text, ask.least_pt(MIN_OVERPRINTING_TEXT_PT, page))


def _knocks_out(text: Text) -> bool:
    paint = text.paint
    if not paint.is_pure_black or paint.space.family == "DeviceGray":
        return False
    return not paint.overprint or (paint.space.components == 4 and paint.overprint_mode != 1)


def _found(page: Page, text: Text, limit: float) -> Found:
    return Found(
        f"black text at {text.size_pt:.4g} pt does not overprint (it should below {limit:g} pt)",
        page.number,
        text.box,
        {"size_pt": text.size_pt, "limit_pt": limit, "font": text.font},
        count=text.count,
    )
