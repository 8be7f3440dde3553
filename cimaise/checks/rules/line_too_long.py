"""Lines of a text hold too many characters.

What it does: counts the characters of the longer half of the lines that a text is set in, spaces
included, and takes their average. Texts of fewer than three lines are left alone.

Why it is bad: at the end of a long line the eye does not find the next one; standing readers tire
of it first.

How to fix it: let the text run through more columns (`flow` in the layout), make its slot narrower
or its type larger.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.limits import value
from cimaise.checks.reading_kinds import kind_of
from cimaise.checks.subject import SAME_SIZE, PageSubject
from cimaise.checks.texts import text_span
from cimaise.diagnostics import Severity

CODE: Final = "line-too-long"
FEWEST_LINES: Final = 3


def find(page: PageSubject) -> Iterator[Finding]:
    """A warning per text above the limit."""
    most = value("line-characters")
    for fit in page.laid.fits:
        slot = page.layout.slots.get(fit.slot)
        if not slot or fit.lines < FEWEST_LINES:
            continue
        kind = kind_of(slot.block, fit.role, slot.role_name)
        if kind in ("display", "small") or slot.block in ("map", "chronology", "band"):
            continue
        lengths = sorted(
            len(line.text)
            for line in page.lines(fit.slot)
            if abs(line.size_pt - fit.size_pt) <= SAME_SIZE * fit.size_pt
        )
        longer = lengths[len(lengths) // 2 :]
        if not longer:
            continue
        average = sum(longer) / len(longer)
        if average <= most:
            continue
        yield Finding(
            CODE,
            Severity.WARNING,
            f"lines of slot `{fit.slot}` hold {average:.0f} characters on average; "
            f"{most:.0f} is the most, 45 to 50 read best",
            text_span(page.panel, fit.path),
            fit.slot,
            f"give the slot `flow: {max(2, round(slot.flow * average / 50))}` in layout "
            f"`{page.panel.layout}`, or fewer columns of the grid",
            {"characters": round(average, 1), "most_characters": most},
            weight=average,
        )
