"""Small text hangs too high or too low to be read by all.

What it does: hangs the panel with its middle at the format's `centre_mm`, else at the usual height
(a roll-up, and what is too tall to hang so, stands on the floor), and asks where the texts of
reading size come. Titles and leads are large and read from afar; they are left alone, and so is
small print.

Why it is bad: who sits in a wheelchair, and every child, reads between 0.90 m and 1.60 m; beyond
it, letters are foreshortened and lamps are mirrored in the panel.

How to fix it: move the text slot in the layout, or plan another height, `centre_mm` in the format.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor
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
# Nobody hangs a panel by the millimetre.
STEP_MM: Final = 10


def find(page: PageSubject) -> Iterator[Finding]:
    """An info per slot of which more than a third is outside the zone."""
    hanging, seen = page.edition.format.hanging, page.edition.format.visible
    centre = hanging.centre_mm
    middle = f"with its middle at {centre / 1000:.2f} m"
    hung = "standing on the floor" if hanging.stands else middle
    low, high = value("zone-foot"), value("zone-top")
    for name, slot in page.layout.slots.items():
        if slot.block not in BLOCKS:
            continue
        lines = page.lines(name)
        heights = [hanging.top_mm - (line.box.centre.y - seen.y) for line in lines]
        outside = [height for height in heights if not low <= height <= high]
        if not lines or len(outside) <= len(lines) * SHARE_OUTSIDE:
            continue
        worst = max(outside, key=lambda height: max(low - height, height - high))
        yield Finding(
            CODE,
            Severity.INFO,
            f"lines of slot `{name}` hang at {worst / 1000:.2f} m, the panel {hung}; "
            f"{low / 1000:.2f} to {high / 1000:.2f} m can be read by all",
            slot_span(page.exhibition, page.panel.layout, name),
            name,
            f"move the slot {'lower' if worst > high else 'higher'} in layout `{page.panel.layout}`"
            + ("" if hanging.stands else _height_that_helps(page, centre, heights)),
            {
                "height_mm": round(worst),
                "zone_mm": [low, high],
                "centre_mm": round(centre),
                "lines": len(lines),
                "lines_outside": len(outside),
            },
            key=name,
            weight=max(low - worst, worst - high),
            shared=True,
        )


def _height_that_helps(page: PageSubject, centre: float, heights: list[float]) -> str:
    """The nearest height of the panel's middle at which all lines are in the zone, if there is."""
    low, high = value("zone-foot"), value("zone-top")
    if max(heights) > high:
        moved, way = floor((centre - max(heights) + high) / STEP_MM) * STEP_MM, "lower"
    else:
        moved, way = ceil((centre - min(heights) + low) / STEP_MM) * STEP_MM, "higher"
    shift = moved - centre
    is_cure = min(heights) + shift >= low and max(heights) + shift <= high
    if not is_cure or moved < page.edition.format.visible.height / 2:
        return ""
    return f", or hang the panel {way}: `centre_mm: {moved}` in format `{page.edition.format_name}`"
