"""No PostScript inside.

What it does: looks for PostScript XObjects that are drawn.

Why it is bad: PDF viewers and modern presses do not run it, so it prints or not.

How to fix it: place the graphic as PDF.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-x4-postscript"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per use."""
    del ask
    for feature in facts.having("postscript"):
        yield Found(f"embedded PostScript is drawn ({feature.detail})", feature.page, feature.box)
