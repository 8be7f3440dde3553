"""Nothing is compressed with LZW.

What it does: looks at the filters of everything that is drawn.

Why it is bad: PDF/X forbids it; it was a patented method when the standard began.

How to fix it: export with ZIP (Flate) or JPEG compression.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-x4-lzw"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per use."""
    del ask
    for feature in facts.having("lzw"):
        yield Found(f"LZW compression is used in {feature.detail}", feature.page, feature.box)
