"""A picture has no description for those who cannot see it.

What it does: asks every picture, logo and map of a panel for `alt`.

Why it is bad: the booklet is read aloud to blind visitors; a picture without words is silence, and
the booklet cannot be an accessible PDF.

How to fix it: say in one or two sentences what is to be seen, not what it means; the caption does
that. Where a comment allows it, panels are made, and `build` still refuses the booklet.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.missing_words import without_alt
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel

CODE: Final = "image-no-alt"


def find(exhibition: Exhibition, panel: Panel) -> Iterator[Finding]:
    """A warning per picture without it."""
    yield from without_alt(CODE, panel)
