"""The panels on a wall, to scale: how long the row is, how high it hangs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from cimaise.geometry import Rect, polyline, rectangle
from cimaise.inks import BLACK
from cimaise.layout.marks import PathMark
from cimaise.layout.sheets.paper import HAIRLINE_PT, Crop, Paper
from cimaise.layout.sheets.words import Words, metres, number

PER_ROW = 12
# Beside the wall, the heights are told; under its floor, the length.
HEIGHTS_MM = 20.0
LENGTH_MM = 8.5
# A panel alone must not fill the sheet.
WIDEST_MM = 36.0


class Hung(Struct, frozen=True):
    """How every panel hangs, in true mm: what is seen of it, its edges above the floor, the gap."""

    width_mm: float
    top_mm: float
    foot_mm: float
    gap_mm: float
    crop: Crop
    """What is seen of its picture."""

    def length_mm(self, panels: int) -> float:
        """So many of them beside each other."""
        return panels * self.width_mm + (panels - 1) * self.gap_mm


def draw_elevation(
    paper: Paper, panels: Sequence[Path | None], hung: Hung, words: Words, area: Rect
) -> float:
    """Draw rows of panels from the area's top on, all of them within it; the y of what ends lowest.

    `panels` are their pictures, where they have one.
    """
    rows = [panels[start : start + PER_ROW] for start in range(0, len(panels), PER_ROW)]
    longest = hung.length_mm(max(len(row) for row in rows))
    scale = min(
        (area.width - HEIGHTS_MM) / longest,
        WIDEST_MM / hung.width_mm,
        (area.height / len(rows) - LENGTH_MM) / hung.top_mm,
    )
    y = area.y
    for row in rows:
        y = _row(paper, row, hung, scale, words, (area.x, y))
    return y


def _row(
    paper: Paper,
    row: Sequence[Path | None],
    hung: Hung,
    scale: float,
    words: Words,
    at: tuple[float, float],
) -> float:
    left, top = at
    floor = top + hung.top_mm * scale
    length = hung.length_mm(len(row))
    right = left + length * scale
    paper.marks.append(
        PathMark(polyline([(left, floor), (right, floor)]), stroke=BLACK, width_pt=1)
    )
    for place, thumbnail in enumerate(row):
        x = left + place * (hung.width_mm + hung.gap_mm) * scale
        frame = Rect(x, top, hung.width_mm * scale, (hung.top_mm - hung.foot_mm) * scale)
        if thumbnail is not None:
            paper.picture(thumbnail, frame, hung.crop)
        else:
            paper.marks.append(PathMark(rectangle(frame), stroke=BLACK, width_pt=HAIRLINE_PT))
    _heights(paper, hung, floor, scale, right, words)
    return _length(paper, length, (left, right), floor, words)


def _heights(
    paper: Paper, hung: Hung, floor: float, scale: float, right: float, words: Words
) -> None:
    """Top, middle and foot of the panels above the floor, in mm, each at its height."""
    told = [hung.top_mm]
    if hung.foot_mm > 0:
        told += [(hung.top_mm + hung.foot_mm) / 2, hung.foot_mm]
    raised = paper.cap("running") / 2
    for height in told:
        y = floor - height * scale
        tick = polyline([(right + 1.5, y), (right + 4.0, y)])
        paper.marks.append(PathMark(tick, stroke=BLACK, width_pt=HAIRLINE_PT))
        paper.line(f"{number(height, words)} mm", "running", (right + 5.0, y + raised))


def _length(
    paper: Paper, length: float, ends: tuple[float, float], floor: float, words: Words
) -> float:
    """The row's true length under the floor, between two ticks."""
    left, right = ends
    y = floor + 4.5
    label = f"{metres(length, words)} m"
    middle = (left + right) / 2
    half = paper.line(label, "running", (middle, y + paper.cap("running") / 2), anchor="middle") / 2
    for x, inner in ((left, middle - half - 2), (right, middle + half + 2)):
        ends_at = polyline([(x, y - 1.2), (x, y + 1.2)])
        paper.marks.append(PathMark(ends_at, stroke=BLACK, width_pt=HAIRLINE_PT))
        line = polyline([(x, y), (inner, y)])
        paper.marks.append(PathMark(line, stroke=BLACK, width_pt=HAIRLINE_PT))
    return floor + LENGTH_MM
