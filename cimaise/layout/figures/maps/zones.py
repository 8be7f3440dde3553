"""Zones: hatched or tinted surfaces. A polygon on the page in, marks and its shape out."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely
from msgspec import Struct
from shapely.geometry.base import BaseGeometry

from cimaise.inks import Ink
from cimaise.layout.figures.maps import curves
from cimaise.layout.figures.maps.curves import Points
from cimaise.layout.figures.maps.kinds import Row, ink_of
from cimaise.layout.marks import Mark, PathMark
from cimaise.layout.setting import Setting
from cimaise.model.inkuse import InkUse

# From this many corners on, an outline is a surface drawn by hand and gets a curved edge.
CURVED_FROM = 5
# No hatching has more lines than this: what is closer than print can show becomes a tint.
MOST_LINES = 4000


class DrawnZone(Struct, frozen=True):
    """A zone as marks, and its shape on the page."""

    marks: tuple[Mark, ...]
    shape: BaseGeometry


def outline(corners: Points) -> BaseGeometry:
    """The surface that corners (mm) stand for: curved where there are many, and valid."""
    if len(corners) >= CURVED_FROM:
        corners = curves.spline(corners, 1.0, closed=True)
    return curves.repaired(shapely.polygons(corners))


def draw_zone(
    shape: BaseGeometry,
    row: Row,
    setting: Setting,
    *,
    ink: InkUse | None = None,
    width_pt: float | None = None,
    spared: BaseGeometry | None = None,
) -> DrawnZone:
    """The surface in the manner of its kind, less its tint: hatching, and an edge if it has one.

    Hatching leaves out what is `spared`: no name can be read across it.
    """
    colour = ink_of(setting, ink or row["ink"])
    scale = setting.scale
    marks: list[Mark] = []
    hatch: Mapping[str, Any] | None = row.get("hatch")
    if hatch:
        hatched = shape if spared is None else shapely.difference(shape, spared)
        lines = hatching(hatched, hatch["angle_deg"], hatch["spacing_mm"] * scale)
        path = curves.path_of(lines, math.inf)
        if path:
            width = (width_pt or hatch["width_pt"]) * scale
            marks.append(PathMark(path, stroke=colour, width_pt=width))
    if row.get("edge_pt"):
        marks.append(_edge(shape, row["edge_pt"] * scale, colour))
    return DrawnZone(tuple(marks), shape)


def tint_of(row: Row, setting: Setting, ink: InkUse | None = None) -> Ink | None:
    """What a kind that is not hatched gives the ground."""
    return None if row.get("hatch") else ink_of(setting, ink or row["ink"])


def hatching(shape: BaseGeometry, angle_deg: float, spacing_mm: float) -> BaseGeometry:
    """Parallel lines across a surface. They stand on one grid for the page, so zones agree."""
    left, top, right, bottom = shapely.bounds(shape)
    if not math.isfinite(left):
        return shapely.MultiLineString()
    angle = math.radians(angle_deg)
    along = np.array([math.cos(angle), -math.sin(angle)])
    across = np.array([-along[1], along[0]])
    corners = np.array([(left, top), (right, top), (left, bottom), (right, bottom)])
    reach, side = corners @ across, corners @ along
    low, high = math.floor(reach.min() / spacing_mm), math.ceil(reach.max() / spacing_mm)
    step = max(1, (high - low) // MOST_LINES)
    offsets = np.arange(low, high + 1, step) * spacing_mm
    starts, ends = (across * offsets[:, None] + along * far for far in (side.min(), side.max()))
    lines = np.stack([starts, ends], axis=1)
    return shapely.intersection(shapely.multilinestrings(lines), shape)


def _edge(shape: BaseGeometry, width_pt: float, ink: Ink) -> Mark:
    return PathMark(curves.path_of(shape, math.inf), stroke=ink, width_pt=width_pt)
