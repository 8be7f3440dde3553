"""The CropBox is absent or equal to the MediaBox.

What it does: compares the two boxes of each page.

Why it is bad: imposition programs place a page by its CropBox, so a smaller one cuts off bleed and
marks.

How to fix it: export without a CropBox; set trim and bleed instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-R0003"


_SLACK_PT: Final = 0.01


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per page whose CropBox differs."""
    del ask
    for page in facts.pages:
        if page.crop is None or page.media is None:
            continue
        apart = max(abs(a - b) for a, b in zip(page.crop, page.media, strict=True))
        if apart > _SLACK_PT:
            yield Found(
                f"the CropBox differs from the MediaBox by up to {apart:.2f} pt",
                page.number,
                figures={"crop_box": list(page.crop), "media_box": list(page.media)},
            )
