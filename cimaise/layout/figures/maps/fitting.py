"""Where the map lies in its frame: the area, and what lies in or near it, as large as they go."""

from __future__ import annotations

import numpy as np
import shapely
from msgspec import Struct

from cimaise.geometry import Rect
from cimaise.layout.figures.maps.areas import is_shown
from cimaise.layout.figures.maps.projection import (
    Coordinates,
    Projection,
    along,
    crs_for,
    fit_metres,
    project,
)
from cimaise.layout.figures.maps.subject import Subject
from cimaise.layout.setting import Setting
from cimaise.resources import map_data

# Shares of the free room left of the subject (and above it), the best first.
ALIGNMENTS = (0.5, 0.7, 0.3, 1.0, 0.0)


class Canvas(Struct, frozen=True):
    """The room for a map, and what it must keep clear of."""

    frame: Rect
    bleed: Rect
    clear: tuple[Rect, ...]


def extent_of(subject: Subject) -> Coordinates:
    """The points that must be seen, in metres: the area, and what lies in or near it."""
    points = [
        along(subject.box)
        if subject.outline is None
        else shapely.get_coordinates(shapely.simplify(subject.outline, 0.02))
    ]
    points += [
        np.array([found.place.at])
        for found in subject.places
        if is_shown(found.place.at, subject.box)
    ]
    return project(crs_for(subject.box), np.concatenate(points))


def fitted(
    subject: Subject,
    extent: Coordinates,
    canvas: Canvas,
    setting: Setting,
    align: tuple[float, float],
) -> Projection:
    """The projection that fits these points; `align` shares out the free room."""
    pad = map_data.style()["padding_mm"] * setting.scale
    pad = min(pad, canvas.frame.width * 0.06, canvas.frame.height * 0.06)
    return fit_metres(crs_for(subject.box), extent, canvas.frame.outset(-pad), align)


def alignments(
    extent: Coordinates, subject: Subject, canvas: Canvas, setting: Setting
) -> list[tuple[float, float]]:
    """The ways to share out the free room; just one where there is hardly any."""
    middle = fitted(subject, extent, canvas, setting, (0.5, 0.5))
    page = middle.placed(extent)
    free_x = canvas.frame.width - np.ptp(page[:, 0])
    free_y = canvas.frame.height - np.ptp(page[:, 1])
    if free_x > canvas.frame.width * 0.12:
        return [(share, 0.5) for share in ALIGNMENTS]
    if free_y > canvas.frame.height * 0.12:
        return [(0.5, share) for share in ALIGNMENTS]
    return [(0.5, 0.5)]
