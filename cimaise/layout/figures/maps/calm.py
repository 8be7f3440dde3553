"""Where on a map nothing stands: rooms for caption, legend and locator, found on a fine grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from cimaise.geometry import Rect
from cimaise.layout.figures.maps.projection import Projection
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


@dataclass(frozen=True)
class Unrest:
    """The cost of every cell of a frame, summed from the top left (summed-area tables).

    The frame is larger by `margin` on every side than what furniture may fill: its own air.

    `loud` counts the cells that text must never cover: subject, coast, symbols, routes.
    """

    frame: Rect
    cell: float
    margin: float
    sums: NDArray[np.float64]
    loud: NDArray[np.float64]

    def rooms(self, width: float, height: float) -> NDArray[np.float64]:
        """The mean cost of a room at each position, rows from the top; empty if it is too large.

        A room with a loud cell in it costs TAKEN at least.
        """
        columns, rows = int(np.ceil(width / self.cell)), int(np.ceil(height / self.cell))
        if rows >= self.sums.shape[0] or columns >= self.sums.shape[1]:
            return np.empty((0, 0))
        cost, loud = (_within(table, rows, columns) for table in (self.sums, self.loud))
        found: NDArray[np.float64] = cost / (rows * columns) + TAKEN * (loud > 0)
        return found

    def calmest(
        self, width: float, height: float, taken: Sequence[Rect] = ()
    ) -> tuple[Rect, float] | None:
        """The calmest room of that size, corners and sides preferred, and its mean cost."""
        cost = self.rooms(width, height)
        if not cost.size:
            return None
        rows, columns = cost.shape
        x = np.arange(columns) / max(1, columns - 1)
        y = np.arange(rows) / max(1, rows - 1)
        # A room in a corner looks meant; one in the middle of the sea looks lost.
        off = 0.5 * np.minimum(x, 1 - x)[None, :] + 0.3 * np.minimum(y, 1 - y)[:, None]
        judged = cost + off
        for other in taken:
            near = other.outset(self.cell * 2)
            left, top = near.x - width - self.frame.x, near.y - height - self.frame.y
            i0, i1 = np.clip([left, near.right - self.frame.x], 0, None) / self.cell
            j0, j1 = np.clip([top, near.bottom - self.frame.y], 0, None) / self.cell
            judged[int(j0) : int(np.ceil(j1)), int(i0) : int(np.ceil(i1))] += TAKEN
        row, column = divmod(int(np.argmin(judged)), judged.shape[1])
        at = Rect(
            min(self.frame.x + column * self.cell, self.frame.right - width),
            min(self.frame.y + row * self.cell, self.frame.bottom - height),
            width,
            height,
        )
        worst = cost[row, column] if judged[row, column] < TAKEN / 2 else TAKEN
        return at, float(worst)


def unrest_of(
    projection: Projection,
    frame: Rect,
    area: str | None,
    taken: BaseGeometry,
    clear: Sequence[Rect],
    layers: tuple[str, ...],
) -> Unrest:
    """The unrest of a map before it is drawn: from the layers in degrees, and what it will hold.

    `taken` is a surface in mm: symbols with room for their names, routes, zones.
    """
    cell = max(frame.width, frame.height) / CELLS_ACROSS
    frame = frame.outset(MARGIN_CELLS * cell)
    columns, rows = max(1, int(frame.width / cell)), max(1, int(frame.height / cell))
    x = frame.x + (np.arange(columns) + 0.5) * cell
    y = frame.y + (np.arange(rows) + 0.5) * cell
    page = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    degrees = projection.to_degrees(page)
    cost = np.full(len(page), SEA)
    window = projection.window(frame)
    if "land" in layers:
        land = shapely.clip_by_rect(map_data.layer("land"), *window)
        part = map_data.outline(area) if area else None
        own = shapely.clip_by_rect(map_data.layer("france") if part is None else part, *window)
        shapely.prepare([land, own])
        on_land = shapely.contains_xy(land, degrees)
        cost[on_land] = ABROAD
        cost[shapely.contains_xy(own, degrees)] = SUBJECT
        lands = on_land.reshape(rows, columns)
        edge = np.zeros_like(lands)
        for axis in (0, 1):
            differs = np.diff(lands, axis=axis)
            edge[tuple(slice(None, -1) if i == axis else slice(None) for i in (0, 1))] |= differs
            edge[tuple(slice(1, None) if i == axis else slice(None) for i in (0, 1))] |= differs
        cost[edge.reshape(-1)] = COAST
    grid = cost.reshape(rows, columns)
    if "borders" in layers:
        _cross(grid, "borders", projection, frame, cell, BORDER)
    shapely.prepare(taken)
    cost[shapely.contains_xy(taken, page)] += TAKEN
    for rect in clear:
        inside = (
            (page[:, 0] > rect.x)
            & (page[:, 0] < rect.right)
            & (page[:, 1] > rect.y)
            & (page[:, 1] < rect.bottom)
        )
        cost[inside] += TAKEN * 10
    loud = (grid >= SUBJECT).astype(float)
    # Rivers and limits may be left out below a text, nothing else: they are not loud.
    for layer, more in (("rivers", RIVER), ("departments-1944", RIVER / 2)):
        if layer in layers:
            _cross(grid, layer, projection, frame, cell, more)
    return Unrest(frame, cell, MARGIN_CELLS * cell, _summed(grid), _summed(loud))


def _lines(layer: str) -> BaseGeometry:
    if layer == "rivers":
        return shapely.geometrycollections([river.course for river in map_data.rivers()])
    return map_data.layer("department-limits" if layer == "departments-1944" else layer)


def _cross(
    grid: NDArray[np.float64],
    layer: str,
    projection: Projection,
    frame: Rect,
    cell: float,
    more: float,
) -> None:
    """Add `more` to the cells that a layer's lines run through."""
    lines = projection.shape(shapely.clip_by_rect(_lines(layer), *projection.window(frame)))
    near = shapely.get_coordinates(shapely.segmentize(lines, cell * 0.5))
    i = np.floor((near[:, 0] - frame.x) / cell).astype(int)
    j = np.floor((near[:, 1] - frame.y) / cell).astype(int)
    rows, columns = grid.shape
    inside = (i >= 0) & (j >= 0) & (i < columns) & (j < rows)
    hit = np.zeros_like(grid, dtype=bool)
    hit[j[inside], i[inside]] = True
    grid[hit] += more


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
