"""Nobody wrote down on what terms a picture may be printed.

What it does: asks every picture of a panel for `rights`; they are not printed, they are kept with
the file.

Why it is bad: five years later, when the exhibition travels, nobody knows any more whether it may.

How to fix it: write the licence, or who gave permission, for what, and when.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.missing_words import without
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel

CODE: Final = "image-no-rights"


def find(exhibition: Exhibition, panel: Panel) -> Iterator[Finding]:
    """A warning per picture without it."""
    yield from without(CODE, panel, "rights", "the licence, or the permission and its date")
