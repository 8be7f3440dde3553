"""The grid of a layout on one format: rows and columns in mm, and each slot's rectangle.

Row tops are snapped to the baseline unit counted from the top margin, so that text in any row
shares one panel-wide baseline grid, and so that rows of the same name hang at the same height on
every panel of a format.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from msgspec import Struct

from cimaise.geometry import Rect
from cimaise.model.format import Format
from cimaise.model.layout import Layout, Slot
from cimaise.units import mm_from_pt

Spans = tuple[tuple[float, float], ...]
"""(start, end) of each column or row, mm."""


class Cell(Struct, frozen=True):
    """A slot's place: `inner` on the grid, `outer` with its bleed, `columns` for a text's flow."""

    inner: Rect
    outer: Rect
    columns: tuple[Rect, ...]


class Grid(Struct, frozen=True):
    """Where things stand, mm from the top left of the trim. `unit` is one baseline step."""

    trim: Rect
    visible: Rect
    live: Rect
    bleed_mm: float
    unit: float
    columns: Spans
    rows: Spans
    cells: Mapping[str, Cell]
    """The place of every slot that has content."""

    def area(
        self, columns: tuple[int, int] | None, rows: tuple[int, int], sides: Collection[str] = ()
    ) -> Rect:
        """From one column (from 1) and row (from 0) to another; over the trim on `sides`."""
        rect = _area(self.columns, self.rows, columns or (1, len(self.columns)), rows)
        return self.bled(rect, sides)

    def bled(self, rect: Rect, sides: Collection[str]) -> Rect:
        """Carry `rect` over the trim on each of `sides` where it touches the live area's edge."""
        touch = 0.01
        left, top, right, foot = rect.x, rect.y, rect.right, rect.bottom
        if "left" in sides and left <= self.live.x + touch:
            left = self.trim.x - self.bleed_mm
        if "right" in sides and right >= self.live.right - touch:
            right = self.trim.right + self.bleed_mm
        if "top" in sides and top <= self.live.y + touch:
            top = self.trim.y - self.bleed_mm
        if "foot" in sides and foot >= self.live.bottom - self.unit:
            foot = self.trim.bottom + self.bleed_mm
        return Rect(left, top, right - left, foot - top)


def resolve(layout: Layout, format_: Format, bleed_mm: float, present: Collection[str]) -> Grid:
    """Lay the grid of `layout` over `format_`.

    `present` names the slots that have content; an absent slot's room goes to the slot that it
    yields to, whose text then runs through more columns of the same width.
    """
    scale = format_.scale
    width, height = format_.trim
    visible, live = format_.visible, layout.grid.live(format_)
    gutter = layout.grid.gutter_mm(format_)
    unit = mm_from_pt(layout.grid.baseline_pt) * scale
    columns = _columns(live, layout.grid.columns, gutter)
    rows = _rows(layout, live, unit, scale, height)
    bare = Grid(Rect(0, 0, width, height), visible, live, bleed_mm, unit, columns, rows, {})
    own = {
        name: _area(columns, rows, slot.columns, layout.row_range(slot.rows))
        for name, slot in layout.slots.items()
    }
    widened = {name: own[name] for name in layout.slots if name in present}
    for name, slot in layout.slots.items():
        if name not in present and slot.yields_to in widened:
            widened[slot.yields_to] = widened[slot.yields_to].union(own[name])
    cells = {
        name: _cell(bare, layout.slots[name], rect, own[name].width, gutter)
        for name, rect in widened.items()
    }
    return Grid(bare.trim, visible, live, bleed_mm, unit, columns, rows, cells)


def _cell(grid: Grid, slot: Slot, rect: Rect, own_width: float, gutter: float) -> Cell:
    flow = max(1, round(slot.flow * (rect.width + gutter) / (own_width + gutter)))
    width = (rect.width - gutter * (flow - 1)) / flow
    columns = tuple(
        Rect(rect.x + index * (width + gutter), rect.y, width, rect.height) for index in range(flow)
    )
    return Cell(rect, grid.bled(rect, slot.bleed), columns)


def _columns(live: Rect, count: int, gutter: float) -> Spans:
    width = (live.width - gutter * (count - 1)) / count
    lefts = [live.x + index * (width + gutter) for index in range(count)]
    return tuple((left, left + width) for left in lefts)


def _rows(layout: Layout, live: Rect, unit: float, scale: float, height: float) -> Spans:
    """Fixed rows first, then shares of what is left, each at its most; edges on the unit."""
    gaps = [row.gap.mm(scale, height) for row in layout.rows]
    heights = [
        0.0 if row.height.unit == "fr" else row.height.mm(scale, height) for row in layout.rows
    ]
    left_over = max(0.0, live.height - sum(gaps) - sum(heights))
    shares = sum(row.height.value for row in layout.rows if row.height.unit == "fr") or 1.0
    for index, row in enumerate(layout.rows):
        if row.height.unit == "fr":
            share = left_over * row.height.value / shares
            heights[index] = min(share, row.most.mm(scale, height)) if row.most else share
    spare = max(0.0, live.height - sum(gaps) - sum(heights))
    growth = sum(row.grow for row in layout.rows)
    if growth:
        heights = [
            length + spare * row.grow / growth
            for row, length in zip(layout.rows, heights, strict=True)
        ]
        spare = 0.0
    footing = next((i for i, row in enumerate(layout.rows) if row.stands == "foot"), None)
    spans: list[tuple[float, float]] = []
    y = live.y
    for index, (gap, length) in enumerate(zip(gaps, heights, strict=True)):
        top = y + gap + (spare if index == footing else 0.0)
        y = top + length
        spans.append((_snapped(top, live.y, unit), _snapped(y, live.y, unit)))
    return tuple(spans)


def _snapped(y: float, origin: float, unit: float) -> float:
    return origin + round((y - origin) / unit) * unit


def _area(columns: Spans, rows: Spans, across: tuple[int, int], down: tuple[int, int]) -> Rect:
    left, right = columns[across[0] - 1][0], columns[across[1] - 1][1]
    top, bottom = rows[down[0]][0], rows[down[1]][1]
    return Rect(left, top, right - left, bottom - top)
