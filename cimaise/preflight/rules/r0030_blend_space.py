"""Transparency blends in CMYK.

What it does: looks at the colour space of each transparency group, where it states one: DeviceCMYK,
or DeviceGray inside a luminosity soft mask.

Why it is bad: a group that blends in RGB turns pure black into four inks and shifts every colour in
it.

How to fix it: set the transparency blend space to CMYK before export.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-R0030"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per kind of group."""
    del ask
    for page in facts.pages:
        for group in page.groups:
            if group.space is None or group.space.family == "DeviceCMYK":
                continue
            if group.luminosity_mask and group.space.family == "DeviceGray":
                continue
            yield Found(
                f"a transparency group blends in {group.space.sort}; it should in DeviceCMYK",
                page.number,
                group.box,
                {"colour_space": group.space.sort},
            )
