"""The grid of a layout on one format: rows and columns in mm, and each slot's rectangle.

Row tops are snapped to the baseline unit counted from the top margin, so that text in any row
shares one panel-wide baseline grid, and so that rows of the same name hang at the same height on
every panel of a format.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cimaise.geometry import Rect
from cimaise.model.format import Format
from cimaise.model.layout import Layout, Slot
from cimaise.model.lengths import Length
from cimaise.units import mm_from_pt


@dataclass(frozen=True)
class Grid:
    """Where things stand, mm from the top left of the trim. `unit` is one baseline step."""

    trim: Rect
    visible: Rect
    live: Rect
    bleed_mm: float
    unit: float
    columns: tuple[tuple[float, float], ...]
    """Left and right edge of each column."""
    rows: Mapping[str, tuple[float, float]]
    """Top and bottom edge of each row; rows without content have no height."""
    slots: Mapping[str, Rect]
    """The rectangle of every slot that has content, bleed included where the slot bleeds."""


def resolve(layout: Layout, format_: Format, bleed_mm: float, present: Collection[str]) -> Grid:
    """Lay the grid of `layout` over `format_`.

    `present` names the slots that have content: rows that hold none of them collapse, and an
    absent slot's room goes to the slot it yields to.
    """
    scale = format_.scale
    width, height = format_.trim
    hidden = format_.hidden
    trim = Rect(0, 0, width, height)
    visible = trim.inset(hidden.left, hidden.top, hidden.right, hidden.foot)
    margins = layout.grid.margins
    live = visible.inset(
        _mm(margins.left, width, scale),
        _mm(margins.top, height, scale),
        _mm(margins.right, width, scale),
        _mm(margins.foot, height, scale),
    )
    unit = mm_from_pt(layout.grid.baseline_pt) * scale
    gutter = _mm(layout.grid.gutter, width, scale)
    columns = _columns(live, layout.grid.columns, gutter)
    rows = _rows(layout, live, unit, scale, height, present)
    rects = {
        name: _cell(slot, columns, rows) for name, slot in layout.slots.items() if name in present
    }
    for name, slot in layout.slots.items():
        if slot.yields_to and name not in present and slot.yields_to in rects:
            rects[slot.yields_to] = rects[slot.yields_to].union(_cell(slot, columns, rows))
    bled = {
        name: bleed_out(rect, layout.slots[name].bleed, live, trim, bleed_mm)
        for name, rect in rects.items()
    }
    return Grid(trim, visible, live, bleed_mm, unit, columns, rows, bled)


def bleed_out(rect: Rect, sides: Collection[str], live: Rect, trim: Rect, bleed_mm: float) -> Rect:
    """Carry `rect` over the trim on each of `sides` where it touches the live area's edge."""
    touch = 0.01
    left, top, right, foot = rect.x, rect.y, rect.right, rect.bottom
    if "left" in sides and left <= live.x + touch:
        left = trim.x - bleed_mm
    if "right" in sides and right >= live.right - touch:
        right = trim.right + bleed_mm
    if "top" in sides and top <= live.y + touch:
        top = trim.y - bleed_mm
    if "foot" in sides and foot >= live.bottom - touch:
        foot = trim.bottom + bleed_mm
    return Rect(left, top, right - left, foot - top)


def area_of(
    grid: Grid, columns: tuple[int, int], rows: tuple[str, str], sides: Collection[str] = ()
) -> Rect:
    """The rectangle from one column to another and from one row to another, both included."""
    rect = _area(grid.columns, grid.rows, columns, rows)
    return bleed_out(rect, sides, grid.live, grid.trim, grid.bleed_mm)


def _mm(length: Length, whole_mm: float, scale: float) -> float:
    return whole_mm * length.value / 100 if length.unit == "%" else length.value * scale


def _columns(live: Rect, count: int, gutter: float) -> tuple[tuple[float, float], ...]:
    width = (live.width - gutter * (count - 1)) / count
    lefts = [live.x + index * (width + gutter) for index in range(count)]
    return tuple((left, left + width) for left in lefts)


def _rows(
    layout: Layout,
    live: Rect,
    unit: float,
    scale: float,
    height: float,
    present: Collection[str],
) -> dict[str, tuple[float, float]]:
    """Tops and bottoms: fixed rows first, then shares of what is left; snapped to the unit."""
    names = [row.name for row in layout.rows]
    used = {
        name
        for slot_name, slot in layout.slots.items()
        if slot_name in present
        for name in names[names.index(slot.rows[0]) : names.index(slot.rows[1]) + 1]
    }
    kept = [row for row in layout.rows if row.name in used or row.keep]
    gaps = {
        row.name: _mm(row.gap, height, scale) if index else 0.0 for index, row in enumerate(kept)
    }
    fixed = {row.name: _mm(row.height, height, scale) for row in kept if row.height.unit != "fr"}
    shares = sum(row.height.value for row in kept if row.height.unit == "fr")
    left_over = max(0.0, live.height - sum(gaps.values()) - sum(fixed.values()))
    edges: dict[str, tuple[float, float]] = {}
    y = live.y
    for row in layout.rows:
        if row.name not in gaps:
            edges[row.name] = (_snapped(y, live.y, unit), _snapped(y, live.y, unit))
            continue
        top = y + gaps[row.name]
        share = row.height.value / shares if row.height.unit == "fr" else 0.0
        bottom = top + fixed.get(row.name, left_over * share)
        edges[row.name] = (_snapped(top, live.y, unit), _snapped(bottom, live.y, unit))
        y = bottom
    return edges


def _snapped(y: float, origin: float, unit: float) -> float:
    return origin + round((y - origin) / unit) * unit


def _cell(
    slot: Slot,
    columns: tuple[tuple[float, float], ...],
    rows: Mapping[str, tuple[float, float]],
) -> Rect:
    return _area(columns, rows, slot.columns, slot.rows)


def _area(
    columns: tuple[tuple[float, float], ...],
    rows: Mapping[str, tuple[float, float]],
    across: tuple[int, int],
    down: tuple[str, str],
) -> Rect:
    left, right = columns[across[0] - 1][0], columns[across[1] - 1][1]
    top, bottom = rows[down[0]][0], rows[down[1]][1]
    return Rect(left, top, right - left, bottom - top)
