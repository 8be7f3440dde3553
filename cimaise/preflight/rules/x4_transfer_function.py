"""No transfer functions.

What it does: looks for TR, and TR2 other than Default, in graphics states that are used.

Why it is bad: a transfer function changes the tone values on the way to the plate, after the proof.

How to fix it: apply the curve to the picture itself, and remove the function.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-x4-transfer-function"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per use."""
    del ask
    for feature in facts.having("transfer-function"):
        yield Found(f"a transfer function ({feature.detail}) is set", feature.page, feature.box)
