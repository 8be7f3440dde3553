"""The legend, made of what the map uses: one row a kind, one row a class of dates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely
from msgspec import Struct

from cimaise.geometry import Rect, rectangle
from cimaise.layout.figures.maps.kinds import Row, ink_of, role_of
from cimaise.layout.figures.maps.pieces import Piece
from cimaise.layout.figures.maps.routes import draw_route
from cimaise.layout.figures.maps.symbols import Symbol, draw_symbol
from cimaise.layout.figures.maps.zones import draw_zone, tint_of
from cimaise.layout.marks import Mark, PathMark
from cimaise.layout.setting import Setting, line_of
from cimaise.model.inkuse import InkUse
from cimaise.resources import map_data

SWATCH_MM = 15.0
GAP_MM = 5.0
# Distance of the symbols of a scale, in radii.
RAMP_STEP = 1.5


class Entry(Struct, frozen=True):
    """One row: its text, and the symbol, route or zone that it explains; a heading has none."""

    text: str
    language: str
    symbols: tuple[Symbol, ...] = ()
    """One as on the map; several stand for a scale of tints, the first on the left."""
    route: Row | None = None
    zone: Row | None = None
    ink: InkUse | None = None
    """A designer's layer may have an ink of its own."""


def draw_legend(entries: Sequence[Entry], setting: Setting) -> Piece:
    """The rows below each other, swatches in one column, texts in another."""
    role = role_of(setting, "map-legend")
    scale, leading = setting.scale, role.style.leading_mm
    cap = role.style.cap_mm
    swatch, gap = SWATCH_MM * scale, GAP_MM * scale
    # Symbols alone need less room than lines and surfaces.
    if all(entry.route is None and entry.zone is None for entry in entries):
        swatch = gap = 0.0
    swatch = max(swatch, *(_ramp_width(entry.symbols) for entry in entries), 0.0)
    gap = gap or 0.8 * GAP_MM * scale
    marks: list[Mark] = []
    width = 0.0
    for index, entry in enumerate(entries):
        baseline = cap + index * leading
        level = baseline - cap / 2
        marks += _swatch(entry, swatch, level, cap, setting)
        bare = not entry.symbols and entry.route is None and entry.zone is None
        at = (0 if bare else swatch + gap, baseline)
        run = line_of(entry.text, role.speaking(entry.language), at)
        marks.append(run)
        width = max(width, run.origin.x + run.width_mm)
    height = cap + (len(entries) - 1) * leading + role.style.size_mm * 0.22
    return Piece(tuple(marks), width, height if entries else 0.0)


def _ramp_width(symbols: Sequence[Symbol]) -> float:
    if not symbols:
        return 0.0
    return symbols[0].radius_mm * (2 + RAMP_STEP * (len(symbols) - 1))


def _swatch(
    entry: Entry, width: float, level: float, cap: float, setting: Setting
) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    if entry.symbols:
        start = (width - _ramp_width(entry.symbols)) / 2
        for index, symbol in enumerate(entry.symbols):
            at = start + symbol.radius_mm * (1 + RAMP_STEP * index)
            marks += draw_symbol(symbol, (at, level))
        return tuple(marks)
    if entry.route is not None:
        row = dict(entry.route)
        if row["line"] == "arrow":
            # As thick as on the map would be all head on so short a line.
            row |= {"neck_mm": min(row["neck_mm"], 2.2), "tail_mm": min(row["tail_mm"], 0.5)}
            if "dash_mm" in row:
                row |= {"dash_mm": [2.6, 1.2], "tail_mm": 0.9}
        via = np.array([(0.0, level), (width / 2, level), (width, level)])
        if entry.ink is not None:
            row |= {"ink": str(entry.ink)}
        return draw_route(via, row, setting).marks
    if entry.zone is not None:
        half = cap * 0.62
        box = shapely.box(0, level - half, width, level + half)
        marks += draw_zone(box, entry.zone, setting, ink=entry.ink).marks
        tint = tint_of(entry.zone, setting, entry.ink)
        if tint is not None:
            # A tint may be that of the ground below the legend.
            edge = map_data.style()["lines"]["coast"]
            path = rectangle(Rect(0, level - half, width, 2 * half))
            stroke, width_pt = ink_of(setting, edge["ink"]), edge["width_pt"] * setting.scale
            marks.append(PathMark(path, fill=tint, stroke=stroke, width_pt=width_pt))
        return tuple(marks)
    return ()
