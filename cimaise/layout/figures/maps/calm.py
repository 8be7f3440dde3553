"""Where on a map nothing stands: rooms for caption, legend and locator, found on a fine grid."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import shapely
from msgspec import Struct
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from cimaise.geometry import Rect
from cimaise.layout.figures.maps.areas import LonLat
from cimaise.layout.figures.maps.base_map import edges_on_page
from cimaise.layout.figures.maps.curves import repaired
from cimaise.layout.figures.maps.projection import Projection
from cimaise.layout.figures.maps.raster import Edges, Raster, edges_of
from cimaise.resources import map_data

# What a grid cell costs to cover: plain sea nothing, land abroad a little, the subject much, a
# coast (text across it is hard to read) more, symbols and routes most.
# Rivers cost a little: they are left out below a text, but a room without is better.
SEA, ABROAD, SUBJECT, COAST, BORDER, RIVER, TAKEN = 0.0, 0.6, 6.0, 9.0, 6.0, 4.0, 60.0
# A room whose mean cost is above this is not calm.
CALM = 1.0
CELLS_ACROSS = 130
# The air about a text, in cells.
MARGIN_CELLS = 1.5


class Unrest(Struct, frozen=True):
    """The cost of every cell of a frame, summed from the top left (summed-area tables).

    The frame is larger by `margin` on every side than what furniture may fill: its own air.

    `loud` counts the cells that text must never cover: subject, coast, symbols, routes.
    """

    frame: Rect
    cell: float
    margin: float
    sums: NDArray[np.float64]
    loud: NDArray[np.float64]

    def calmest(
        self, width: float, height: float, taken: Sequence[Rect] = ()
    ) -> tuple[Rect, float] | None:
        """The calmest room of that size, corners and sides preferred, and its mean cost.

        None where every room of that size has a loud cell in it.
        """
        columns, rows = int(np.ceil(width / self.cell)), int(np.ceil(height / self.cell))
        if rows >= self.sums.shape[0] or columns >= self.sums.shape[1]:
            return None
        quiet = _within(self.loud, rows, columns) == 0
        j, i = np.nonzero(quiet)
        if not len(j):
            return None
        sums, below, right = self.sums, j + rows, i + columns
        cost = sums[below, right] - sums[j, right] - sums[below, i] + sums[j, i]
        cost /= rows * columns
        x, y = i / max(1, quiet.shape[1] - 1), j / max(1, quiet.shape[0] - 1)
        # A room in a corner looks meant; one in the middle of the sea looks lost.
        judged = cost + (0.5 * np.minimum(x, 1 - x) + 0.3 * np.minimum(y, 1 - y))
        for other in taken:
            near = other.outset(self.cell * 2)
            left, top = near.x - width - self.frame.x, near.y - height - self.frame.y
            i0, i1 = np.clip([left, near.right - self.frame.x], 0, None) / self.cell
            j0, j1 = np.clip([top, near.bottom - self.frame.y], 0, None) / self.cell
            beside = (i < int(i0)) | (i >= np.ceil(i1)) | (j < int(j0)) | (j >= np.ceil(j1))
            judged[~beside] += TAKEN
        best = int(np.argmin(judged))
        at = Rect(
            min(self.frame.x + int(i[best]) * self.cell, self.frame.right - width),
            min(self.frame.y + int(j[best]) * self.cell, self.frame.bottom - height),
            width,
            height,
        )
        return at, float(cost[best]) if judged[best] < TAKEN / 2 else TAKEN


class Held(Struct, frozen=True):
    """What a map will hold, roughly, in degrees: the same in all languages."""

    places: tuple[LonLat, ...]
    lines: tuple[int, ...]
    """How many each place's label has."""
    routes: tuple[tuple[LonLat, ...], ...]
    zones: tuple[tuple[LonLat, ...], ...]
    em: float
    """The type size of labels, mm."""

    def surface(self, projection: Projection) -> BaseGeometry:
        """The part of the page that symbols with their names, routes and zones take."""
        em = self.em
        x, y = projection.to_page(self.places).T
        lines = np.array(self.lines)
        shapes = [*shapely.box(x - 2.4 * em, y - 1.1 * em, x + 2.4 * em, y + 0.8 * em * lines)]
        for via in self.routes:
            line = shapely.linestrings(projection.to_page(via))
            shapes.append(shapely.buffer(line, 0.8 * em, quad_segs=2))
        for polygon in self.zones:
            shapes.append(repaired(shapely.polygons(projection.to_page(polygon))))
        return shapely.union_all(shapes)


@lru_cache(maxsize=12)
def unrest_of(
    projection: Projection,
    frame: Rect,
    area: str | None,
    held: Held,
    clear: tuple[Rect, ...],
    layers: tuple[str, ...],
) -> Unrest:
    """The unrest of a map before it is drawn: from the layers, and what it will hold.

    Remembered, for it is the same in all languages.
    """
    cell = max(frame.width, frame.height) / CELLS_ACROSS
    raster = Raster.over(frame.outset(MARGIN_CELLS * cell), cell)
    cost, lines = _ground(projection, raster, area, layers)
    cost = cost + TAKEN * raster.inside(edges_of(held.surface(projection)))
    x, y = raster.middles
    for rect in clear:
        across, down = (x > rect.x) & (x < rect.right), (y > rect.y) & (y < rect.bottom)
        cost[np.ix_(down, across)] += TAKEN * 10
    # Rivers and limits may be left out below a text, nothing else: they are not loud.
    loud = (cost >= SUBJECT).astype(float)
    return Unrest(raster.frame, cell, MARGIN_CELLS * cell, _summed(cost + lines), _summed(loud))


def _ground(
    projection: Projection, raster: Raster, area: str | None, layers: tuple[str, ...]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What the layers cost in each cell: surfaces, coasts and borders; rivers and limits."""
    window = projection.window(raster.frame)

    def edges(name: str) -> Edges:
        return edges_on_page(name, projection, window)

    cost = np.full((raster.rows, raster.columns), SEA)
    if "land" in layers:
        on_land = raster.inside(edges("land"))
        own = area if area is not None and map_data.outline(area) is not None else "france"
        cost[on_land] = ABROAD
        cost[raster.inside(edges(own))] = SUBJECT
        edge = np.zeros_like(on_land)
        for here, there in ((np.s_[:-1], np.s_[1:]), (np.s_[:, :-1], np.s_[:, 1:])):
            differs = on_land[here] != on_land[there]
            edge[here] |= differs
            edge[there] |= differs
        cost[edge] = COAST
    if "borders" in layers:
        cost[raster.crossed(edges("borders"))] += BORDER
    lines = np.zeros_like(cost)
    if "rivers" in layers:
        lines[raster.crossed(edges("rivers"))] += RIVER
    if "departments-1944" in layers:
        lines[raster.crossed(edges("department-limits"))] += RIVER / 2
    return cost, lines


def _summed(grid: NDArray[np.float64]) -> NDArray[np.float64]:
    table = np.zeros((grid.shape[0] + 1, grid.shape[1] + 1))
    table[1:, 1:] = grid.cumsum(axis=0).cumsum(axis=1)
    return table


def _within(table: NDArray[np.float64], rows: int, columns: int) -> NDArray[np.float64]:
    """The sum over a room of that many cells at every position."""
    found: NDArray[np.float64] = (
        table[rows:, columns:]
        - table[:-rows, columns:]
        - table[rows:, :-columns]
        + table[:-rows, :-columns]
    )
    return found
