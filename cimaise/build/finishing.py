"""What a machine does to a panel after the press, drawn as spot paths that print nothing.

Cutting line, eyelets and pole pockets, in mm of the panel, as the printer profile asks. Each lies
on a plate of its own (`CutContour`, `Eyelets`, `Pockets`) and overprints, so that it knocks
nothing out.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from cimaise.geometry import circle, polyline, rectangle
from cimaise.inks import Ink
from cimaise.layout.eyelets import eyelet_places
from cimaise.layout.marks import Group, Page, PathMark
from cimaise.model.printer import Printer

# How a spot looks where it is not known as one; print shops use these so that lines are seen.
CUT = Ink("CutContour", (0, 1, 0, 0), (230, 0, 126), "CutContour")
EYELETS = Ink("Eyelets", (1, 0, 0, 0), (0, 158, 227), "Eyelets")
POCKETS = Ink("Pockets", (0, 0.5, 1, 0), (243, 146, 0), "Pockets")
LINE_PT = 0.25
DASH_MM = (20.0, 10.0)


def with_finishing(page: Page, printer: Printer) -> Page:
    """The page with the spot paths that the printer asks for; the same page where it asks none."""
    marks = (*_cut(page, printer), *_pockets(page, printer), *_eyelets(page, printer))
    if not marks:
        return page
    return replace(page, marks=(*page.marks, Group("finishing", marks)))


def _cut(page: Page, printer: Printer) -> Iterator[PathMark]:
    if printer.cut_contour:
        yield PathMark(rectangle(page.trim), stroke=CUT, width_pt=LINE_PT)


def _eyelets(page: Page, printer: Printer) -> Iterator[PathMark]:
    radius = printer.eyelet_diameter_mm / 2
    for place in eyelet_places(page.width_mm, page.height_mm, printer):
        yield PathMark(circle(place, radius), stroke=EYELETS, width_pt=LINE_PT)


def _pockets(page: Page, printer: Printer) -> Iterator[PathMark]:
    """The line where the sheet is folded back and welded."""
    if printer.pocket_mm is None:
        return
    lines = {"top": printer.pocket_mm, "foot": page.height_mm - printer.pocket_mm}
    for side in printer.pocket_sides:
        ends = [(0.0, lines[side]), (page.width_mm, lines[side])]
        yield PathMark(polyline(ends), stroke=POCKETS, width_pt=LINE_PT, dash_mm=DASH_MM)
