"""Every layer starts visible.

What it does: looks for optional content groups that are off when the file is opened.

Why it is bad: a hidden layer is printed by one machine and not by the next.

How to fix it: delete the layers that should not print, and show the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-R0036"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per hidden layer."""
    del ask
    for layer in facts.layers:
        if not layer.initially_on:
            yield Found(f"the layer '{layer.name}' is hidden", figures={"layer": layer.name})
