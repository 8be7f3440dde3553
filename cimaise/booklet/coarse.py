"""Pictures that have too few pixels for the press edition, and whether comments allow them."""

from __future__ import annotations

from collections.abc import Iterable

from cimaise.booklet.figures import Figure, picture_key
from cimaise.checks.accepted import why_allowed
from cimaise.checks.pictures import ppi_of
from cimaise.layout.marks import PictureMark
from cimaise.model.exhibition import Exhibition
from cimaise.preflight.limits import CONTONE_PPI, LINE_ART_PPI
from cimaise.resources.known_pictures import facts


def why_coarse(exhibition: Exhibition, figures: Iterable[Figure], zoom: float) -> str:
    """The reasons for which they are printed all the same; empty where one has no comment."""
    named = {
        picture_key(panel, at): (panel.document, panel.span("images", at, "file"))
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
    limits = LINE_ART_PPI if known.bits == 1 else CONTONE_PPI
    return ppi_of(mark, known) / zoom <= limits["sheetfed"][0]
