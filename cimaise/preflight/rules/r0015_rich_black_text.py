"""Rich black text does not carry too much ink.

What it does: looks for text with at least 85 % black whose C+M+Y+K exceeds 280 %.

Why it is bad: letters in four heavy inks blur with the least misregister, and set off on the next
sheet.

How to fix it: set text in black alone, or with a light support of one other ink.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask, above, below
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found
from cimaise.preflight.limits import MAX_RICH_BLACK_SUM, RICH_BLACK_FROM_K

CODE: Final = "pdf-R0015"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per kind of over-inked black text."""
    del ask
    for page, text in facts.texts():
        paint = text.paint
        if below((paint.inks or {}).get("Black", 0.0), RICH_BLACK_FROM_K):
            continue
        if above(paint.process_sum, MAX_RICH_BLACK_SUM):
            yield Found(
                f"black text has {paint.process_sum:.0%} of ink ({paint.in_words()}); "
                f"at most {MAX_RICH_BLACK_SUM:.0%}",
                page.number,
                text.box,
                {"ink_percent": paint.process_sum * 100, "size_pt": text.size_pt},
                count=text.count,
            )
