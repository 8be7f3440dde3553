"""A picture does not say who made it or who owns it.

What it does: asks every picture of a panel for `credit`.

Why it is bad: naming the author is a duty in law in France and in most countries.

How to fix it: write the author's name, then the collection and its call number.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.missing_words import without
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel

CODE: Final = "image-no-credit"


def find(exhibition: Exhibition, panel: Panel) -> Iterator[Finding]:
    """A warning per picture without it."""
    yield from without(CODE, panel, "credit", "who made it, and who keeps it")
