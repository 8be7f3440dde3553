"""The booklet's page: size, margins, grid. Lengths in mm, type in points."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, sqrt
from typing import Final

from msgspec import Struct

from cimaise.units import mm_from_pt

LEADING_PT: Final = 14.0
BAND_GAP_MM: Final = 5.0
BLEED_MM: Final = 3.0


class BookPage(Struct, frozen=True):
    """A page as it is set. `zoom` enlarges the whole of it, type and all, to its final size."""

    width_mm: float
    height_mm: float
    zoom: float = 1.0
    inner_mm: float = 16.0
    outer_mm: float = 14.0
    head_mm: float = 14.0
    foot_mm: float = 20.0
    lines: int = 35

    @property
    def measure_mm(self) -> float:
        """The width of the text."""
        return self.width_mm - self.inner_mm - self.outer_mm

    @property
    def depth_mm(self) -> float:
        """The height of the text: a whole number of lines."""
        return mm_from_pt(LEADING_PT) * self.lines

    def band_lines(self, band_mm: float) -> int:
        """How many lines of text the band takes from the page that it stands on."""
        return ceil((band_mm + BAND_GAP_MM) / mm_from_pt(LEADING_PT)) if band_mm else 0

    @property
    def bleed_mm(self) -> float:
        """The bleed as it is set: 3 mm once enlarged."""
        return BLEED_MM / self.zoom

    def text_left_mm(self, *, is_left_page: bool) -> float:
        """Where the text begins on a left or a right page."""
        return self.outer_mm if is_left_page else self.inner_mm


PAGES: Final[Mapping[str, BookPage]] = {
    "a5": BookPage(148.0, 210.0),
    # The same page enlarged: an edition in large type for those who read with difficulty.
    "a4": BookPage(210.0 / sqrt(2), 297.0 / sqrt(2), zoom=sqrt(2)),
}
