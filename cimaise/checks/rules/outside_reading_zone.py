"""Small text hangs too high or too low to be read by all.

What it does: hangs the panel with its middle at the usual height (a roll-up stands on the floor)
and asks where the texts of reading size come. Titles and leads are large and read from afar; they
are left alone, and so is small print.

Why it is bad: who sits in a wheelchair, and every child, reads between 0.90 m and 1.60 m; beyond
it, letters are foreshortened and lamps are mirrored in the panel.

How to fix it: move the text slot in the layout, or hang the panel at another height.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.limits import value
from cimaise.checks.places import slot_span
from cimaise.checks.subject import PageSubject
from cimaise.diagnostics import Severity

CODE: Final = "outside-reading-zone"
BLOCKS: Final = ("text", "chronology", "sources")
# A line or two beyond the zone are still read.
SHARE_OUTSIDE: Final = 1 / 3


def find(page: PageSubject) -> Iterator[Finding]:
    """An info per slot of which more than a third is outside the zone."""
    seen = page.edition.format.visible
    hidden = page.edition.format.hidden.foot
    top = seen.height if hidden else value("hung-centre") + seen.height / 2
    low, high = value("zone-foot"), value("zone-top")
    for name, slot in page.layout.slots.items():
        if slot.block not in BLOCKS:
            continue
        lines = page.lines(name)
        heights = [top - (line.box.centre.y - seen.y) for line in lines]
        outside = [height for height in heights if not low <= height <= high]
        if not lines or len(outside) <= len(lines) * SHARE_OUTSIDE:
            continue
        worst = max(outside, key=lambda height: max(low - height, height - high))
        yield Finding(
            CODE,
            Severity.INFO,
            f"lines of slot `{name}` hang at {worst / 1000:.2f} m; {low / 1000:.2f} to "
            f"{high / 1000:.2f} m can be read by all",
            slot_span(page.exhibition, page.panel.layout, name),
            name,
            "move the slot towards the panel's middle, or hang the panel "
            f"{'lower' if worst > high else 'higher'}",
            {
                "height_mm": round(worst),
                "zone_mm": [low, high],
                "lines": len(lines),
                "lines_outside": len(outside),
            },
            key=name,
            weight=max(low - worst, worst - high),
            shared=True,
        )
