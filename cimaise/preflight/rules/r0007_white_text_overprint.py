"""White text does not overprint.

What it does: looks for text with no ink that is set to overprint.

Why it is bad: overprinted white is nothing at all: the text is there on screen and gone on paper.

How to fix it: switch overprint off for white text, so that it knocks out of what lies beneath.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-R0007"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per kind of overprinting white text."""
    del ask
    for page, text in facts.texts():
        if text.paint.is_white and text.paint.overprint:
            yield Found(
                f"white text at {text.size_pt:.4g} pt overprints, so it will vanish",
                page.number,
                text.box,
                {"size_pt": text.size_pt, "font": text.font},
                count=text.count,
            )
