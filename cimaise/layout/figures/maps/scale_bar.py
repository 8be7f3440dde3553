"""Scale bar with a round length, north arrow where up is not north, and locator."""

from __future__ import annotations

import math

import numpy as np
import shapely

from cimaise.geometry import Point, Rect, polyline
from cimaise.layout.figures.maps.base_map import limits_of_france
from cimaise.layout.figures.maps.curves import path_of
from cimaise.layout.figures.maps.kinds import ink_of, role_of
from cimaise.layout.figures.maps.pieces import Piece
from cimaise.layout.figures.maps.projection import LAMBERT_93, Projection, fit
from cimaise.layout.marks import Mark, PathMark
from cimaise.layout.setting import Setting, line_of
from cimaise.resources import map_data

TICK_MM = 2.6
# North is shown only where it is further off up than this.
TURNED_DEG = 10.0


def round_length(longest_km: float) -> float:
    """The largest of 1, 2, 5 × 10ⁿ km that is not longer."""
    power = 10.0 ** math.floor(math.log10(longest_km))
    return max(step * power for step in (1, 2, 5) if step * power <= longest_km * (1 + 1e-9))


def draw_scale_bar(km_per_mm: float, room_mm: float, setting: Setting) -> Piece:
    """A line with its length in km, or in m below 1 km; a smaller tick halves it."""
    style = map_data.style()["scale_bar"]
    role = role_of(setting, "map-legend")
    scale = setting.scale
    longest = min(style["longest_mm"] * scale, room_mm * 0.6)
    km = round_length(longest * km_per_mm)
    length = km / km_per_mm
    tick = TICK_MM * scale
    cap = role.style.cap_mm
    level = cap / 2
    ink = ink_of(setting, style["ink"])
    steps = [
        *polyline([(0, level - tick / 2), (0, level + tick / 2)]),
        *polyline([(0, level), (length, level)]),
        *polyline([(length, level - tick / 2), (length, level + tick / 2)]),
        *polyline([(length / 2, level - tick / 3), (length / 2, level)]),
    ]
    said = f"{km:g} km" if km >= 1 else f"{km * 1000:g} m"
    run = line_of(said, role, (length + role.style.size_mm * 0.45, cap))
    marks: tuple[Mark, ...] = (
        PathMark(tuple(steps), stroke=ink, width_pt=style["width_pt"] * scale),
        run,
    )
    return Piece(marks, run.origin.x + run.width_mm, cap + role.style.size_mm * 0.1)


def draw_north(north_deg: float, setting: Setting) -> Piece:
    """An arrow to the north; nothing where north is up."""
    if abs(north_deg) <= TURNED_DEG:
        return Piece((), 0.0, 0.0)
    role = role_of(setting, "map-legend")
    side = 14 * setting.scale
    angle = math.radians(north_deg)
    up = np.array([math.sin(angle), -math.cos(angle)])
    across = np.array([-up[1], up[0]])
    middle = np.array([side / 2, side / 2])
    tip, foot = middle + up * side * 0.5, middle - up * side * 0.3
    points = [
        tip,
        foot + across * side * 0.16,
        foot + up * side * 0.12,
        foot - across * side * 0.16,
    ]
    arrow = polyline([(float(x), float(y)) for x, y in points], closed=True)
    run = line_of("N", role, (side * 1.15, side / 2 + role.style.size_mm * 0.33))
    marks: tuple[Mark, ...] = (PathMark(arrow, fill=ink_of(setting, "black")), run)
    return Piece(marks, side * 1.15 + run.width_mm, side)


def draw_locator(projection: Projection, shown: Rect, setting: Setting) -> Piece:
    """France in small with what the map shows marked on it.

    Empty where the map shows half of the country or more, or lies outside it.
    """
    style = map_data.style()["locator"]
    side = style["side_mm"] * setting.scale
    country = limits_of_france()
    frame = Rect(0, 0, side, side)
    small = fit(LAMBERT_93, shapely.get_coordinates(country), frame)
    outline = small.shape(country)
    _, _, right, bottom = shapely.bounds(outline)
    corners = projection.to_degrees(np.array([(x, y) for x, y in _around(shown)], dtype=float))
    if not np.isfinite(corners).all():
        return Piece((), 0.0, 0.0)
    marked = shapely.make_valid(shapely.polygons(small.to_page(corners)))
    seen = shapely.area(shapely.intersection(marked, outline)) / shapely.area(outline)
    if seen > 0.5 or not shapely.intersects(marked, outline):
        return Piece((), 0.0, 0.0)
    paper, line = ink_of(setting, style["land"]), ink_of(setting, "bleu-nuit 45%")
    mark = ink_of(setting, style["mark"])
    width = style["width_pt"] * setting.scale
    marks: tuple[Mark, ...] = (
        PathMark(path_of(outline, math.inf), fill=paper, stroke=line, width_pt=0.8 * setting.scale),
        PathMark(path_of(marked, math.inf), stroke=mark, width_pt=width),
    )
    return Piece(marks, float(right), float(bottom))


def _around(rect: Rect) -> list[Point]:
    steps = np.linspace(0, 1, 9)[:-1]
    corners = [
        Point(rect.x, rect.y),
        Point(rect.right, rect.y),
        Point(rect.right, rect.bottom),
        Point(rect.x, rect.bottom),
    ]
    found = []
    for one, two in zip(corners, [*corners[1:], corners[0]], strict=True):
        found += [
            Point(one.x + (two.x - one.x) * float(t), one.y + (two.y - one.y) * float(t))
            for t in steps
        ]
    return found
