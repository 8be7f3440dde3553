"""A text fills too little of its slot.

What it does: compares the lines set, spaces between paragraphs included, with the lines that the
slot has room for, in slots of the panel's lead and text that hold at least five lines. Titles,
quotations, captions, chronologies and lists of sources end where they end: the space after them
looks meant, and is not told of.

Why it is bad: a hole of half a slot looks like a text that was forgotten; the eye stops there, and
the room is missing elsewhere.

How to fix it: write more, choose a layout with a smaller text slot, or give the room to a picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.limits import value
from cimaise.checks.subject import PageSubject
from cimaise.checks.texts import text_span
from cimaise.diagnostics import Severity

CODE: Final = "text-underfull"
READ_THROUGH: Final = ("lead", "text")
# Of fewer, one line less is a large share and a small hole.
FEWEST_LINES: Final = 5


def find(page: PageSubject) -> Iterator[Finding]:
    """An info per text below the limit."""
    least = value("underfull")
    for fit in page.laid.fits:
        if page.block(fit.slot) not in READ_THROUGH or fit.overset:
            continue
        if fit.capacity_lines < FEWEST_LINES:
            continue
        percent = fit.fill * 100
        if percent >= least:
            continue
        free = fit.capacity_lines - fit.used_lines
        leading = page.edition.setting.role(fit.role).style.leading_mm
        yield Finding(
            CODE,
            Severity.INFO,
            f"the text fills {math.floor(percent)} % of slot `{fit.slot}` "
            f"({fit.used_lines:g} of {fit.capacity_lines:g} lines); {least:.0f} % is the least",
            text_span(page.panel, fit.path),
            fit.slot,
            "give its room to a picture, choose a layout with less room for text, or write more",
            {
                "fill_percent": round(percent),
                "words": fit.words,
                "room_words": fit.room_words,
                "room_lines": free,
                "room_mm": round(free * leading, 1),
            },
            weight=-percent,
        )
