"""The file is sound PDF.

What it does: lists what had to be repaired or could not be read: broken cross-references, wrong
stream lengths, damaged data, operators with wrong operands, forms that draw themselves.

Why it is bad: each program repairs a broken file in its own way, so what is printed is luck.

How to fix it: export the file again from its source.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-x4-syntax"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per kind of damage."""
    del ask
    for damage in facts.damage:
        yield Found(f"the file is damaged: {damage}")
