"""A picture has too few pixels for the size at which it is printed.

What it does: counts the pixels per printed inch after crop and scaling, on the worse axis, for
every picture in every format, and compares them with what can be seen from the format's reading
distance (large format: a limit at one metre, divided by the distance) or with what a press wants.

Why it is bad: too few pixels show as a blur or as steps, and only once the panel hangs.

How to fix it: ask for a larger scan, give the picture a smaller slot, crop less, or print the panel
smaller. The message says how many pixels are needed and how large this file can be printed. Where
there is no better one, a comment that says so lets `build` print it: the finding is a remark then.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from cimaise.checks import accepted
from cimaise.checks.findings import Finding
from cimaise.checks.pictures import Placed, limits_ppi, placed_pictures
from cimaise.checks.subject import PageSubject
from cimaise.diagnostics import Severity
from cimaise.units import MM_PER_INCH

CODE: Final = accepted.CODE


def find(page: PageSubject) -> Iterator[Finding]:
    """An error or a warning per placed picture below a limit."""
    for placed in placed_pictures(page):
        worst, wanted = limits_ppi(page, placed.facts)
        if placed.ppi >= wanted:
            continue
        width, height = placed.mark.frame.width, placed.mark.frame.height
        needed = [math.ceil(side * wanted / MM_PER_INCH) for side in (width, height)]
        across, down = placed.pixels
        largest = placed.largest_mm(wanted)
        yield Finding(
            CODE,
            Severity.ERROR if placed.ppi < worst else Severity.WARNING,
            f"{placed.mark.file.name} has {math.floor(placed.ppi)} ppi at "
            f"{width:.0f} × {height:.0f} mm; {math.ceil(wanted)} ppi are wanted, "
            f"{math.ceil(worst)} are the least",
            page.panel.span(placed.field, placed.index, "file"),
            placed.slot,
            f"{needed[0]} × {needed[1]} pixels are needed, {across:.0f} × {down:.0f} are shown; "
            f"it can be printed up to {int(largest[0])} × {int(largest[1])} mm" + _lie(placed),
            {
                "effective_ppi": round(placed.ppi, 1),
                "required_ppi": round(wanted, 1),
                "least_ppi": round(worst, 1),
                "placed_mm": [round(width, 1), round(height, 1)],
                "pixels": [float(round(across)), float(round(down))],
                "needed_pixels": [float(side) for side in needed],
                "largest_mm": largest,
            },
            key=f"{placed.field} {placed.index}",
            weight=wanted / placed.ppi,
        )


def _lie(placed: Placed) -> str:
    """What to think of the file's own word, where it promises more than it holds."""
    stated = placed.facts.dpi
    if stated is None or min(stated) < placed.ppi * 1.5:
        return ""
    width, height = placed.facts.pixels
    return (
        f"; its “{min(stated):.0f} dpi” is true at {width / stated[0] * MM_PER_INCH:.0f} × "
        f"{height / stated[1] * MM_PER_INCH:.0f} mm only"
    )
