"""No colour is left undefined, and no CMYK or gray is converted twice.

What it does: refuses images in DeviceRGB, CalGray or ICC gray, and other elements in DeviceRGB, Cal
spaces, ICC CMYK or ICC gray.

Why it is bad: RGB without a profile prints as anything. Gray and CMYK with a profile are converted
once more on the way, so black text becomes four inks.

How to fix it: tag RGB with its profile; make CMYK and gray plain device colours.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Element, Facts, Picture
from cimaise.preflight.findings import Found

CODE: Final = "pdf-R0029"


_NOT_FOR_IMAGES: Final = frozenset({"DeviceRGB", "CalGray", "ICC gray"})
_NOT_FOR_OTHERS: Final = _NOT_FOR_IMAGES | {"CalRGB", "ICC CMYK"}


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
    return sort in _NOT_FOR_OTHERS
