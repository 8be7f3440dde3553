"""Lines of a text hold too many characters.

What it does: counts the characters of the longer half of the lines that a text is set in, spaces
included, and takes their average. Where the eye goes back but once or never, in texts of two lines
or one, only lines far over that are told.

Why it is bad: at the end of a long line the eye does not find the next one; standing readers tire
of it first.

How to fix it: let a lead, a text, sources or credits run through more columns (`flow` in the
layout); make any other slot narrower, or its type larger.
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
from cimaise.layout.setting import SlotFit
from cimaise.model.layout import FLOWING, Slot
from cimaise.typography.counting import count_words
from cimaise.units import rounded_up

CODE: Final = "line-too-long"
BEST: Final = 50
MOST_FLOW: Final = 6
FEW_LINES: Final = {1: "line-characters-of-one", 2: "line-characters-of-two"}
"""Their own limits: there is little to come back to, and much that is short."""


def find(page: PageSubject) -> Iterator[Finding]:
    """A warning per text above the limit."""
    for fit in page.laid.fits:
        slot = page.layout.slots.get(fit.slot)
        if not slot:
            continue
        most = value(FEW_LINES.get(fit.lines, "line-characters"))
        kind = kind_of(slot.block, fit.role, slot.role_name)
        if kind in ("display", "small") or slot.block in ("map", "chronology", "band"):
            continue
        lengths = sorted(
            len(line.text)
            for line in page.lines(fit.slot)
            if abs(line.size_pt - fit.size_pt) <= SAME_SIZE * fit.size_pt
            # Of several captions in a slot, what has more words than this text is another's.
            and count_words(line.text) <= fit.words
        )
        longer = lengths[len(lengths) // 2 :]
        if not longer:
            continue
        average = sum(longer) / len(longer)
        if average <= most:
            continue
        lines = f"lines of slot `{fit.slot}` hold {average:.0f} characters on average"
        few = ""
        if fit.lines in FEW_LINES:
            lines = f"a line of slot `{fit.slot}` holds {average:.0f} characters"
            few = f" where there {'is one line' if fit.lines == 1 else 'are two'}"
        yield Finding(
            CODE,
            Severity.WARNING,
            f"{lines}; {most:.0f} is the most{few}, 45 to 50 read best",
            text_span(page.panel, fit.path),
            fit.slot,
            _hint(page, slot, fit, average),
            {"characters": round(average, 1), "most_characters": most},
            weight=average,
        )


def _hint(page: PageSubject, slot: Slot, fit: SlotFit, characters: float) -> str:
    """What makes the lines short enough: more columns of text, or a narrower slot."""
    layout, most = page.panel.layout, value("line-characters")
    narrow = _narrower(page, slot, fit.slot, characters)
    if slot.block in FLOWING and slot.flow < MOST_FLOW:
        flow = min(MOST_FLOW, max(slot.flow + 1, round(slot.flow * characters / BEST)))
        also = f", or `{narrow}`" if narrow else ""
        return f"give slot `{fit.slot}` `flow: {flow}` in layout `{layout}`{also}"
    if narrow and slot.block == "image":
        return f"give its caption a slot of its own, `{narrow}`, in layout `{layout}`"
    if narrow:
        return f"give slot `{fit.slot}` `{narrow}` in layout `{layout}`"
    size = rounded_up(fit.size_pt * characters / most / page.scale)
    return (
        f"make slot `{fit.slot}` narrower in layout `{layout}`, or set `size_pt: {size:g}` of role "
        f"`{fit.role}` in the theme"
    )


def _narrower(page: PageSubject, slot: Slot, name: str, characters: float) -> str | None:
    """The columns of the grid on which lines are about the best; None where none are.

    A slot that takes the room of another would take it again.
    """
    if any(other.yields_to == name for other in page.layout.slots.values()):
        return None
    first, last = slot.columns
    own = last - first + 1
    count = max(1, round(own * BEST / characters))
    if characters * count / own > value("line-characters"):
        return None
    return f"columns: [{first}, {first + count - 1}]"
