"""Every font is embedded.

What it does: looks for fonts that paint glyphs and are not in the file.

Why it is bad: the printer's machine puts another font in its place, and lines break or overlap.

How to fix it: embed all fonts on export; convert text in a font that may not be embedded to paths.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-x4-font-embedded"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per font."""
    del ask
    for font in facts.fonts:
        if not font.embedded:
            yield Found(
                f"the font {font.name or 'of some text'} is not embedded",
                font.page,
                figures={"font": font.name, "type": font.kind},
            )
