"""Everything is in printing colours.

What it does: allows DeviceCMYK, DeviceGray, Separation and DeviceN, as colour spaces and as what
they fall back on, and nothing else. Soft masks count too.

Why it is bad: RGB, Lab and profiled colours are converted on the printer's machine, with settings
that nobody proofed.

How to fix it: convert all colours to the output condition before export.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-R0027"


ALLOWED: Final = frozenset({"DeviceCMYK", "DeviceGray", "Separation", "DeviceN"})


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per kind of element and space."""
    del ask
    for page, element in facts.elements(masks=True):
        for sort in dict.fromkeys(leaf.sort for leaf in element.paint.space.leaves()):
            if sort not in ALLOWED:
                yield Found(
                    f"{sort} is used; only CMYK, gray and inks may be",
                    page.number,
                    element.box,
                    {"colour_space": sort},
                    count=element.count,
                )
