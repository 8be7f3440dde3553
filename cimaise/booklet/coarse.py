"""Pictures that have too few pixels for the press edition, and whether comments allow them."""

from __future__ import annotations

from collections.abc import Iterable

from cimaise.booklet.figures import Figure
from cimaise.checks.accepted import why_allowed
from cimaise.layout.marks import PictureMark
from cimaise.model.exhibition import Exhibition
from cimaise.preflight.limits import CONTONE_PPI, LINE_ART_PPI
from cimaise.resources.known_pictures import facts
from cimaise.units import ppi


def why_coarse(exhibition: Exhibition, figures: Iterable[Figure], zoom: float) -> str:
    """The reasons for which they are printed all the same; empty where one has no comment."""
    named = {
        f"{panel.label}-picture-{at + 1}": (panel.document, panel.span("images", at, "file"))
        for panel in exhibition.panels
        for at in range(len(panel.images))
    }
    return why_allowed(
        named.get(figure.key, (None, None))
        for figure in figures
        for mark in figure.marks
        if isinstance(mark, PictureMark) and _is_coarse(mark, zoom)
    )


def _is_coarse(mark: PictureMark, zoom: float) -> bool:
    """Whether the preflight will find it so."""
    known = facts(mark.file)
    left, top, right, bottom = mark.crop
    across = ppi((right - left) * known.pixels[0], mark.frame.width * zoom)
    down = ppi((bottom - top) * known.pixels[1], mark.frame.height * zoom)
    limits = LINE_ART_PPI if known.bits == 1 else CONTONE_PPI
    return min(across, down) <= limits["sheetfed"][0]
