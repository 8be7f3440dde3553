"""The panels on a wall, to scale: how long the row is, how high it hangs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cimaise.geometry import Rect, polyline, rectangle
from cimaise.inks import BLACK
from cimaise.layout.marks import PathMark
from cimaise.layout.sheets.paper import HAIRLINE_PT, Paper
from cimaise.layout.sheets.words import Words, metres, number

PER_ROW = 12
# Beside the wall, the heights are told.
HEIGHTS_MM = 20.0
# A panel alone must not fill the sheet.
WIDEST_MM = 36.0


def draw_elevation(
    paper: Paper,
    panels: Sequence[Path | None],
    width_mm: float,
    edges_mm: tuple[float, float],
    gap_mm: float,
    words: Words,
    area: Rect,
) -> float:
    """Draw rows of panels from the area's top on; the y of what ends lowest.

    `panels` are their pictures, where they have one; `width_mm` and `edges_mm` (top and foot above
    the floor) are true lengths.
    """
    rows = [panels[start : start + PER_ROW] for start in range(0, len(panels), PER_ROW)]
    most = max(len(row) for row in rows)
    length = most * width_mm + (most - 1) * gap_mm
    scale = min((area.width - HEIGHTS_MM) / length, WIDEST_MM / width_mm)
    y = area.y
    for row in rows:
        y = _row(paper, row, width_mm, edges_mm, gap_mm, scale, words, (area.x, y))
    return y


def _row(
    paper: Paper,
    row: Sequence[Path | None],
    width_mm: float,
    edges_mm: tuple[float, float],
    gap_mm: float,
    scale: float,
    words: Words,
    at: tuple[float, float],
) -> float:
    left, top = at
    upper, lower = edges_mm
    floor = top + upper * scale
    length = len(row) * width_mm + (len(row) - 1) * gap_mm
    right = left + length * scale
    paper.marks.append(
        PathMark(polyline([(left, floor), (right, floor)]), stroke=BLACK, width_pt=1)
    )
    for place, thumbnail in enumerate(row):
        x = left + place * (width_mm + gap_mm) * scale
        frame = Rect(x, top, width_mm * scale, (upper - lower) * scale)
        if thumbnail is not None:
            paper.picture(thumbnail, frame)
        else:
            paper.marks.append(PathMark(rectangle(frame), stroke=BLACK, width_pt=HAIRLINE_PT))
    _heights(paper, edges_mm, floor, scale, right, words)
    return _length(paper, length, (left, right), floor, words)


def _heights(
    paper: Paper,
    edges_mm: tuple[float, float],
    floor: float,
    scale: float,
    right: float,
    words: Words,
) -> None:
    """Top, middle and foot of the panels above the floor, in mm, each at its height."""
    upper, lower = edges_mm
    told = [upper, lower] if lower > 0 else [upper]
    if lower > 0:
        told.insert(1, (upper + lower) / 2)
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
    return y + 4
