"""PDF/X-1a uses nothing newer than PDF 1.4.

What it does: looks for object streams, layers, JPEG 2000 and images of 16 bits.

Why it is bad: a PDF/X-1a machine does not know them and stops or leaves them out.

How to fix it: export as PDF/X-1a:2003, for PDF 1.4.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts, Picture
from cimaise.preflight.findings import Found

CODE: Final = "pdf-x1a-newer-feature"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per feature."""
    del ask
    if facts.object_streams:
        yield Found("the file has object streams, which PDF 1.4 does not know")
    if facts.layers:
        yield Found("the file has layers, which PDF 1.4 does not know")
    for feature in facts.having("jpeg2000"):
        yield Found(f"{feature.detail} is JPEG 2000", feature.page)
    for page, element in facts.drawn():
        if isinstance(element, Picture) and element.bits > 8:
            yield Found(f"an image has {element.bits} bits", page.number, element.box)
