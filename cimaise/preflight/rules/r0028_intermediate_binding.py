"""Images may be profiled RGB; everything else is in printing colours.

What it does: refuses images in DeviceRGB, CalGray, ICC gray or ICC CMYK, and anything else that is
not DeviceCMYK, DeviceGray, Separation or DeviceN.

Why it is bad: an image without a profile has no defined colour, and a gray or CMYK one with another
profile is converted once more, so black becomes four inks. Text in RGB does too.

How to fix it: tag RGB images with their profile; make CMYK and gray plain device colours.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Element, Facts, Picture
from cimaise.preflight.findings import Found
from cimaise.preflight.rules.r0027_early_binding import ALLOWED

CODE: Final = "pdf-R0028"


_NOT_FOR_IMAGES: Final = frozenset({"DeviceRGB", "CalGray", "ICC gray", "ICC CMYK", "Unknown"})


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per kind of element and space."""
    del ask
    for page, element in facts.elements(masks=True):
        for sort in dict.fromkeys(leaf.sort for leaf in element.paint.space.leaves()):
            if _is_wrong(element, sort):
                what = "an image" if isinstance(element, Picture) else "an element"
                yield Found(
                    f"{what} is in {sort}, which may not be used for it",
                    page.number,
                    element.box,
                    {"colour_space": sort},
                    count=element.count,
                )


def _is_wrong(element: Element, sort: str) -> bool:
    if isinstance(element, Picture) and not element.stencil:
        return sort in _NOT_FOR_IMAGES
    return sort not in ALLOWED
