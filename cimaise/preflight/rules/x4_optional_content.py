"""Layers are set up as PDF/X-4 allows.

What it does: asks each layer configuration for a name of its own and, where it orders the layers,
for all of them; and refuses layers that switch themselves (AS).

Why it is bad: which layers print must not depend on the program.

How to fix it: export the layers anew as PDF/X-4, or merge them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-x4-optional-content"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per fault."""
    del ask
    for fault in facts.layer_faults:
        yield Found(fault)
