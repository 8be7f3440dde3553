"""A picture has no caption.

What it does: asks every picture of a panel for `caption`; logos need none.

Why it is bad: visitors read captions first; without one they guess what a picture shows and when.

How to fix it: say what it shows, where and when, in a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.missing_words import without
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel

CODE: Final = "image-no-caption"


def find(exhibition: Exhibition, panel: Panel) -> Iterator[Finding]:
    """A warning per picture without it, unless it only decorates."""
    wanted = "what it shows, where and when"
    yield from without(CODE, panel, "caption", wanted, decorative=False)
