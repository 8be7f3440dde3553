"""What a panel's slots stand on: its paper, and the coloured bands of its layout."""

from __future__ import annotations

from cimaise.geometry import Rect
from cimaise.inks import Ink
from cimaise.layout.grid import Grid
from cimaise.layout.setting import Setting
from cimaise.model.layout import Layout


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


def ground_of(area: Rect, layout: Layout, grid: Grid, setting: Setting) -> Ink:
    """The ink of the uppermost band that lies under all of `area`; else the paper."""
    found = [ink for ground, ink in ground_areas(layout, grid, setting) if ground.contains(area)]
    return found[-1] if found else setting.paper
