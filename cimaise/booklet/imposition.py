"""Imposition: a number of pages → which page stands where on which sheet. Pure, in mm.

A sheet carries two pages on each side. Its back is what one sees after turning it over its short
edge, as duplex printers do with landscape sheets: back left lies behind front right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

PAGES_PER_SHEET = 4


class Cell(Struct, frozen=True):
    """Half a side: the page it carries, counted from 0 (None: left blank), and its creep.

    `creep_mm` is how far the page moves towards the fold.
    """

    page: int | None
    creep_mm: float = 0.0


class Side(Struct, frozen=True):
    """One side of a sheet, as one looks at it."""

    left: Cell
    right: Cell


class Sheet(Struct, frozen=True):
    """A sheet of four pages; of saddle-stitched ones, the first is the outermost."""

    front: Side
    back: Side


class Imposition(Struct, frozen=True):
    """All sheets in the order in which they are printed, and how many blank pages were added."""

    sheets: tuple[Sheet, ...]
    blanks: int


def padded(pages: int) -> int:
    """The number of pages with the blanks that fill the last sheet."""
    return -(-pages // PAGES_PER_SHEET) * PAGES_PER_SHEET


def saddle(pages: int, thickness_mm: float = 0.0) -> Imposition:
    """Sheets laid into each other, folded once and stitched through the fold.

    The inner sheets stick out by their number times the paper's thickness and are trimmed flush,
    so their pages move by that much towards the fold: nought on the outermost sheet, thickness ×
    (sheets − 1) on the innermost. Raises ValueError without pages.
    """
    total = _checked(pages)

    def cell(page: int, sheet: int) -> Cell:
        return Cell(page if page < pages else None, sheet * thickness_mm)

    sheets = tuple(
        Sheet(
            Side(cell(total - 1 - 2 * at, at), cell(2 * at, at)),
            Side(cell(2 * at + 1, at), cell(total - 2 - 2 * at, at)),
        )
        for at in range(total // PAGES_PER_SHEET)
    )
    return Imposition(sheets, total - pages)


def two_up(pages: int, thickness_mm: float = 0.0) -> Imposition:
    """The same order for an office printer, which trims nothing: no creep."""
    return saddle(pages)


def perfect(pages: int, thickness_mm: float = 0.0) -> Imposition:
    """Sheets folded once each, gathered one behind the other and glued along the fold."""
    total = _checked(pages)

    def cell(page: int) -> Cell:
        return Cell(page if page < pages else None)

    sheets = tuple(
        Sheet(Side(cell(at + 3), cell(at)), Side(cell(at + 1), cell(at + 2)))
        for at in range(0, total, PAGES_PER_SHEET)
    )
    return Imposition(sheets, total - pages)


SCHEMES: Mapping[str, Callable[[int, float], Imposition]] = {
    "saddle": saddle,
    "2up": two_up,
    "perfect": perfect,
}


def spine_mm(pages: int, thickness_mm: float) -> float:
    """The width of a glued spine: a leaf for every two pages."""
    return padded(pages) / 2 * thickness_mm


def _checked(pages: int) -> int:
    if pages < 1:
        raise ValueError("there are no pages to impose")
    return padded(pages)
