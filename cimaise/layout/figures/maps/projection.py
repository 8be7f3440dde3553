"""Degrees → mm on the page: the projection that suits an area, fitted to a frame.

Lambert-93 for what lies in and around France; elsewhere a Lambert conformal conic with its
standard parallels at 1/6 and 5/6 of the height (Deetz & Adams' rule), or Mercator about the
equator.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
import pyproj
import shapely
from msgspec import Struct
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from cimaise.geometry import Point, Rect
from cimaise.layout.figures.maps.areas import Box, LonLat
from cimaise.model.map import HALF_TURN

Coordinates = NDArray[np.float64]

LAMBERT_93: Final = "EPSG:2154"
# Where Lambert-93 keeps its scale within about 1 % and north within 8° of up.
AROUND_FRANCE: Final[Box] = (-9.0, 39.5, 13.5, 54.0)
# A longitude this much (degrees) short of where a projection is torn lies on its own side.
BEFORE_TEAR: Final = 1e-6


class Projection(Struct, frozen=True):
    """A projection fitted to a page: mm = (metre - origin) × scale, y turned downwards."""

    crs: str
    mm_per_metre: float
    x_metre: float
    y_metre: float
    """The projected coordinates of the page's origin."""

    def to_page(self, lon_lat: Sequence[LonLat] | Coordinates) -> Coordinates:
        """Page coordinates of an (n, 2) array of degrees."""
        return self.placed(project(self.crs, np.asarray(lon_lat, dtype=float).reshape(-1, 2)))

    def placed(self, metres: Coordinates) -> Coordinates:
        """Page coordinates of an (n, 2) array of the projection's metres."""
        page = np.empty_like(metres)
        page[:, 0] = (metres[:, 0] - self.x_metre) * self.mm_per_metre
        page[:, 1] = (self.y_metre - metres[:, 1]) * self.mm_per_metre
        return page

    def point(self, lon_lat: tuple[float, float]) -> Point:
        """One place on the page."""
        x, y = self.to_page([lon_lat])[0]
        return Point(float(x), float(y))

    def to_degrees(self, page: Coordinates) -> Coordinates:
        """The (n, 2) degrees of page coordinates: `to_page` undone."""
        x = page[:, 0] / self.mm_per_metre + self.x_metre
        y = self.y_metre - page[:, 1] / self.mm_per_metre
        lon, lat = _transformer(self.crs).transform(x, y, direction="INVERSE")
        return np.column_stack([lon, lat])

    def shape(self, degrees: BaseGeometry) -> BaseGeometry:
        """A geometry on the page."""
        return shapely.transform(degrees, self.to_page)

    def window(self, area: Rect) -> Box:
        """The box in degrees that holds all of `area`, a little more on every side."""
        xs, ys = np.linspace(area.x, area.right, 17), np.linspace(area.y, area.bottom, 17)
        degrees = self.to_degrees(np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2))
        degrees = degrees[np.isfinite(degrees).all(axis=1)]
        # Eastings run on past 180° there: a window has its west left of its east.
        degrees[:, 0] = turned(degrees[:, 0], self.to_degrees(np.array([area.centre]))[0, 0])
        west, south = degrees.min(axis=0)
        east, north = degrees.max(axis=0)
        margin = max(east - west, north - south) * 0.03
        west, east = west - margin, east + margin
        if east - west > HALF_TURN:
            # So wide a map is Mercator's, with x 0 in its middle; half a turn away it is torn.
            middle = self.to_degrees(np.array([(-self.x_metre * self.mm_per_metre, area.centre.y)]))
            (torn,) = turned(middle[:, 0], (west + east) / 2)
            west = max(west, torn - HALF_TURN + BEFORE_TEAR)
            east = min(east, torn + HALF_TURN - BEFORE_TEAR)
        return float(west), south - margin, float(east), north + margin

    def north_deg(self, at: Point) -> float:
        """The angle from up to north at a place on the page, clockwise."""
        here = self.to_degrees(np.array([at]))
        dx, dy = self.to_page(here + np.array([0, 0.01]))[0] - at
        return float(np.degrees(np.arctan2(dx, -dy)))

    def km_per_mm(self, at: Point) -> float:
        """How many km on the ground one horizontal mm at a place on the page stands for."""
        ends = self.to_degrees(np.array([(at.x - 1, at.y), (at.x + 1, at.y)]))
        _, _, metres = pyproj.Geod(ellps="GRS80").inv(*ends[0], *ends[1])
        return float(metres) / 2000


def crs_for(box: Box) -> str:
    """The projection that suits a box in degrees."""
    west, south, east, north = box
    inside = AROUND_FRANCE
    if west >= inside[0] and south >= inside[1] and east <= inside[2] and north <= inside[3]:
        return LAMBERT_93
    middle = (west + east) / 2
    if abs(south + north) / 2 < 15 or south < 0 < north or east - west > 120:
        return f"+proj=merc +lon_0={middle:.4f} +lat_ts={(south + north) / 2:.4f} +ellps=GRS80"
    sixth = (north - south) / 6
    return (
        f"+proj=lcc +lat_1={south + sixth:.4f} +lat_2={north - sixth:.4f} "
        f"+lat_0={(south + north) / 2:.4f} +lon_0={middle:.4f} +ellps=GRS80"
    )


def turned(lons: NDArray[np.float64], middle: float) -> NDArray[np.float64]:
    """Longitudes within half a turn of `middle`, past 180° if need be."""
    found: NDArray[np.float64] = lons + 2 * HALF_TURN * np.round((middle - lons) / (2 * HALF_TURN))
    return found


def fit(
    crs: str, subject: Coordinates, frame: Rect, align: tuple[float, float] = (0.5, 0.5)
) -> Projection:
    """The projection at the scale at which `subject` (degrees) just fills `frame`."""
    return fit_metres(crs, project(crs, subject), frame, align)


def fit_metres(
    crs: str, subject: Coordinates, frame: Rect, align: tuple[float, float]
) -> Projection:
    """`fit` for a subject in the projection's metres.

    `align` shares out the room that is left: 0 sets the subject at the left or top, 1 at the
    right or foot.
    """
    x, y = subject.T
    width, height = np.ptp(x), np.ptp(y)
    scale = min(frame.width / max(width, 1.0), frame.height / max(height, 1.0))
    left = frame.x + (frame.width - width * scale) * align[0]
    top = frame.y + (frame.height - height * scale) * align[1]
    return Projection(
        crs, float(scale), float(x.min() - left / scale), float(y.max() + top / scale)
    )


def along(box: Box, steps: int = 24) -> Coordinates:
    """Points along a box's sides, for its shape after projection."""
    west, south, east, north = box
    lons, lats = np.linspace(west, east, steps), np.linspace(south, north, steps)
    return np.concatenate(
        [
            np.column_stack([lons, np.full(steps, south)]),
            np.column_stack([lons, np.full(steps, north)]),
            np.column_stack([np.full(steps, west), lats]),
            np.column_stack([np.full(steps, east), lats]),
        ]
    )


def project(crs: str, degrees: Coordinates) -> Coordinates:
    """Metres of an (n, 2) array of degrees."""
    return np.column_stack(_transformer(crs).transform(degrees[:, 0], degrees[:, 1]))


@lru_cache(maxsize=32)
def _transformer(crs: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs("EPSG:4326", crs, always_xy=True)
