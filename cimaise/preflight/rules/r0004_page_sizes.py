"""All pages have the same trimmed size, and none is rotated.

What it does: compares each page's TrimBox size with the first page's, and looks for /Rotate.

Why it is bad: one page of another size or turned on its side is usually a stray one, and imposes
wrongly.

How to fix it: set all pages to the same trim, and rotate the content rather than the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found
from cimaise.units import mm_from_pt

CODE: Final = "pdf-R0004"


_SLACK_MM: Final = 0.05


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per page of another size, one per rotated page."""
    del ask
    sizes = [
        (mm_from_pt(box[2] - box[0]), mm_from_pt(box[3] - box[1]))
        for box in (page.finished for page in facts.pages)
    ]
    for page, (width, height) in zip(facts.pages, sizes, strict=True):
        first_width, first_height = sizes[0]
        if max(abs(width - first_width), abs(height - first_height)) > _SLACK_MM:
            yield Found(
                f"the page is {width:.1f} × {height:.1f} mm; "
                f"the first is {first_width:.1f} × {first_height:.1f} mm",
                page.number,
                figures={"width_mm": width, "height_mm": height},
            )
        if page.rotate % 360:
            yield Found(
                f"the page is rotated by {page.rotate}°; it may not be",
                page.number,
                figures={"rotate": page.rotate},
            )
