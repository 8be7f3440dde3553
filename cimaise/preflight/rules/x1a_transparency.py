"""PDF/X-1a has no transparency.

What it does: looks for soft masks, opacity below 1, blend modes and transparency groups in use.

Why it is bad: a PDF/X-1a machine does not blend: what shines through on screen is opaque on paper.

How to fix it: flatten transparency on export, or ask the printer for PDF/X-4.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-x1a-transparency"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per use."""
    del ask
    for feature in facts.having("transparency"):
        yield Found(f"transparency is used: {feature.detail}", feature.page, feature.box)
