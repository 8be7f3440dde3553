"""The page boxes lie inside each other.

What it does: asks for a MediaBox, and that it holds the BleedBox, which holds the TrimBox.

Why it is bad: a trim outside the bleed or the sheet cannot be cut.

How to fix it: set trim, bleed and media anew in the program that made the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts, Page
from cimaise.preflight.findings import Found
from cimaise.preflight.matrix import Box

CODE: Final = "pdf-x4-page-boxes"


_SLACK_PT: Final = 0.01


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per pair of boxes in the wrong order."""
    del ask
    for page in facts.pages:
        if page.media is None:
            yield Found("the page has no MediaBox", page.number)
        for (outer_name, outer), (inner_name, inner) in _pairs(page):
            if outer is not None and inner is not None and not _holds(outer, inner):
                yield Found(
                    f"the {inner_name} lies partly outside the {outer_name}",
                    page.number,
                    figures={inner_name: list(inner), outer_name: list(outer)},
                )


def _pairs(page: Page) -> Iterator[tuple[tuple[str, Box | None], tuple[str, Box | None]]]:
    media, bleed = ("MediaBox", page.media), ("BleedBox", page.bleed)
    inner = ("TrimBox", page.trim) if page.trim is not None else ("ArtBox", page.art)
    yield media, bleed
    yield (bleed if page.bleed is not None else media), inner


def _holds(outer: Box, inner: Box) -> bool:
    return (
        inner[0] >= outer[0] - _SLACK_PT
        and inner[1] >= outer[1] - _SLACK_PT
        and inner[2] <= outer[2] + _SLACK_PT
        and inner[3] <= outer[3] + _SLACK_PT
    )
