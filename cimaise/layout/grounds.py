"""What a panel's slots stand on: its paper, and the coloured bands of its layout."""

from __future__ import annotations

from msgspec.structs import replace

from cimaise.geometry import Rect
from cimaise.inks import Ink
from cimaise.layout.grid import Grid
from cimaise.layout.setting import Setting
from cimaise.model.layout import Layout
from cimaise.units import mm_from_pt


def ground_areas(layout: Layout, grid: Grid, setting: Setting) -> tuple[tuple[Rect, Ink], ...]:
    """The layout's bands as areas of the page in mm, each with its ink; the first undermost."""
    sheet = grid.trim.outset(grid.bleed_mm)
    return tuple(
        (
            sheet
            if band.rows is None and band.columns is None and len(set(band.bleed)) == 4
            else grid.area(band.columns, layout.row_range(band.rows), band.bleed),
            setting.ink(band.ink),
        )
        for band in layout.bands
    )


def rule_areas(layout: Layout, grid: Grid, setting: Setting) -> tuple[tuple[Rect, Ink], ...]:
    """The layout's rules as areas of the page in mm, each with its ink.

    They run in the gap beside their row, half a line off where it has the room: what stands in
    the row begins at its very edge.
    """
    found = []
    for rule in layout.rules:
        at, _ = rows = layout.row_range((rule.row, rule.row))
        area = grid.area(rule.columns, rows)
        width = mm_from_pt(rule.width_pt) * setting.scale
        above = grid.rows[at - 1][1] if at else grid.visible.y
        below = grid.rows[at + 1][0] if at + 1 < len(grid.rows) else grid.visible.bottom
        gap = area.y - above if rule.edge == "top" else below - area.bottom
        off = min(grid.unit / 2, max(0.0, (gap - width) / 2))
        y = area.y - off - width if rule.edge == "top" else area.bottom + off
        found.append((replace(area, y=y, height=width), setting.ink(rule.ink)))
    return tuple(found)


def ground_of(area: Rect, layout: Layout, grid: Grid, setting: Setting) -> Ink:
    """The ink of the uppermost band that lies under all of `area`; else the paper."""
    found = [ink for ground, ink in ground_areas(layout, grid, setting) if ground.contains(area)]
    return found[-1] if found else setting.paper
