"""1-bit images have enough pixels.

What it does: counts pixels per placed inch on the worse axis, for 1-bit images and stencils of more
than 16 pixels on both sides. Two limits: an error and a warning; for large format both are divided
by the reading distance in metres and multiplied by the scale.

Why it is bad: an image of black and white alone has no grays to soften its stairs, so it needs more
pixels than a photograph.

How to fix it: scan line art at 800 ppi or more, or draw it as paths.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.diagnostics import Severity
from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found
from cimaise.preflight.limits import IGNORED_PIXELS, LINE_ART_PPI
from cimaise.preflight.sharpness import sharper

CODE: Final = "pdf-R0032"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per image below a limit, as an error or a warning."""
    for page, picture in facts.pictures():
        if not picture.is_line_art or min(picture.pixels) <= IGNORED_PIXELS:
            continue
        worst, wanted = (ask.least_ppi(limit, page) for limit in LINE_ART_PPI[ask.profile])
        if round(picture.ppi, 3) > wanted:
            continue
        is_error = round(picture.ppi, 3) <= worst
        limit = worst if is_error else wanted
        width, height = picture.pixels
        yield Found(
            f"a 1-bit image has {picture.ppi:.1f} ppi; it should have more than {limit:.0f} ppi",
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
