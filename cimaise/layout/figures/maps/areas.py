"""Which degrees a map is asked to show, and what lies in them. Loads no map library."""

from __future__ import annotations

from typing import Final

from cimaise.model.map import HALF_TURN, MapBlock
from cimaise.resources.map_areas import areas

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees; east past 180° where it lies across that meridian."""
LonLat = tuple[float, float]

FURTHEST_LATITUDE: Final = 80.0
# A subject smaller than this (degrees) is a point; it is shown with some land about it.
SMALLEST_SPAN: Final = 0.02
# A place no more than this share of the area's sides outside of it is shown with it.
NEAR: Final = 0.06


def is_shown(at: LonLat, box: Box) -> bool:
    """Whether a map of `box` shows a place whatever its frame: it lies there, or just outside."""
    return lies_in(at, box, NEAR)


def box_of(block: MapBlock) -> Box | None:
    """The box of a block's area; None where nobody knows the area."""
    if not isinstance(block.area, str):
        return usable(block.area)
    known = areas().get(block.area)
    return known.box if known else None


def usable(box: Box) -> Box:
    """The box made fit for a projection: sides in order, not too thin, off the poles.

    One whose west is far east of its east lies across the 180th meridian, as GeoJSON has it: its
    east then runs on past 180°.
    """
    west, east = box[0], box[2]
    if west - east > HALF_TURN:
        east += 2 * HALF_TURN
    west, east = sorted((west, east))
    south, north = sorted((box[1], box[3]))
    south, north = max(south, -FURTHEST_LATITUDE), min(north, FURTHEST_LATITUDE)
    grow_x, grow_y = max(0, SMALLEST_SPAN - east + west) / 2, max(0, SMALLEST_SPAN - north + south)
    return west - grow_x, south - grow_y / 2, east + grow_x, north + grow_y / 2


def lies_in(at: LonLat, box: Box, beyond: float = 0.0) -> bool:
    """Whether a place lies in a box, or no more than this share of its sides outside."""
    west, south, east, north = box
    x, y = (east - west) * beyond, (north - south) * beyond
    lon = at[0] + 2 * HALF_TURN * round(((west + east) / 2 - at[0]) / (2 * HALF_TURN))
    return west - x <= lon <= east + x and south - y <= at[1] <= north + y
