"""A picture has no description for those who cannot see it.

What it does: asks every picture and logo, of panels and of the exhibition, for `alt`; not those
that say `decorative: true`.

Why it is bad: the booklet is read aloud to blind visitors; a picture without words is silence, and
the booklet cannot be an accessible PDF. `build` makes none, whatever a comment allows.

How to fix it: say in one or two sentences what is to be seen, not what it means; the caption does
that. Of a picture that shows nothing one would miss, say `decorative: true`: no one is told of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from cimaise.checks.findings import Finding
from cimaise.model.alt_text import logo_without_alt, logos_of, picture_without_alt
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel

CODE: Final = "image-no-alt"


def find(exhibition: Exhibition, panel: Panel) -> Iterator[Finding]:
    """An error per picture without it."""
    for index in range(len(panel.images)):
        if found := picture_without_alt(panel, index):
            yield replace(Finding.of(found), key=f"images {index}")


def find_shared(exhibition: Exhibition) -> Iterator[Finding]:
    """An error per logo without it, of the exhibition and of its panels."""
    for number, (logo, span, label) in enumerate(logos_of(exhibition)):
        if found := logo_without_alt(logo, span, label):
            yield replace(Finding.of(found), key=f"logos {number}")
