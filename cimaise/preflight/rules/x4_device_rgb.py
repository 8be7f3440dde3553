"""No DeviceRGB where the condition is CMYK.

What it does: looks for DeviceRGB in anything drawn, also outside the bleed and in soft masks, while
the output intent is not RGB.

Why it is bad: device colours mean those of the output condition; DeviceRGB then means nothing.

How to fix it: convert to CMYK, or tag RGB with its profile.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-x4-device-rgb"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per kind of element in DeviceRGB."""
    del ask
    profiles = [intent.profile for intent in facts.pdfx_intents]
    if any(profile is not None and profile.space == "RGB" for profile in profiles):
        return
    for page, element in facts.drawn():
        if any(leaf.family == "DeviceRGB" for leaf in element.paint.space.leaves()):
            yield Found(
                "DeviceRGB is drawn, which the output condition does not define",
                page.number,
                element.box,
                count=element.count,
            )
