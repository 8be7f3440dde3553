"""The file was read to its end.

What it does: says so where reading stopped at a bound: operators, decoded bytes, pages or time.

Why it is bad: what was not read was not judged, and a file that large stops the printer's machine
too.

How to fix it: simplify the drawing, or replace very dense vectors by an image.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-too-complex"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding where reading stopped."""
    del ask
    if facts.unread is not None:
        yield Found(f"the file was judged only in part: {facts.unread}", len(facts.pages) + 1)
