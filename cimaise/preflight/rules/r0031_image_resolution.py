"""Colour and gray images have enough pixels.

What it does: counts pixels per placed inch on the worse axis, for images of more than 16 pixels on
both sides. Two limits: an error and a warning; for large format both are divided by the reading
distance in metres and multiplied by the scale.

Why it is bad: too few pixels show as a blur or as squares.

How to fix it: take a larger scan, place the image smaller, or crop less.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.diagnostics import Severity
from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found
from cimaise.preflight.limits import CONTONE_PPI, IGNORED_PIXELS
from cimaise.preflight.sharpness import sharper

CODE: Final = "pdf-R0031"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per image below a limit, as an error or a warning."""
    for page, picture in facts.pictures():
        if picture.is_line_art or min(picture.pixels) <= IGNORED_PIXELS:
            continue
        worst, wanted = (ask.least_ppi(limit, page) for limit in CONTONE_PPI[ask.profile])
        if round(picture.ppi, 3) > wanted:
            continue
        is_error = round(picture.ppi, 3) <= worst
        limit = worst if is_error else wanted
        width, height = picture.pixels
        yield Found(
            f"an image has {picture.ppi:.1f} ppi; it should have more than {limit:.0f} ppi",
            page.number,
            picture.box,
            {
                "effective_ppi": picture.ppi,
                "limit_ppi": limit,
                "pixels": [float(width), float(height)],
            },
            Severity.ERROR if is_error else Severity.WARNING,
            picture.count,
            hint=sharper(picture, limit),
        )
