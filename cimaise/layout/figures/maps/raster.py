"""Surfaces and lines on a grid of square cells. Edges in mm in, masks of cells out."""

from __future__ import annotations

import numpy as np
import shapely
from msgspec import Struct
from numpy.typing import NDArray

from cimaise.geometry import Rect

Mask = NDArray[np.bool_]
Numbers = NDArray[np.float64]
Edges = NDArray[np.float64]
"""Pieces of lines, rows of (x, y, x, y)."""


def edges_of(shapes: object) -> Edges:
    """The edges of all lines and rings of a geometry, or of an array of them."""
    parts = shapely.get_parts(np.atleast_1d(np.asarray(shapes, dtype=object)))
    while (shapely.get_type_id(parts) > 3).any():
        parts = shapely.get_parts(parts)
    surfaces = shapely.get_type_id(parts) == 3
    lines = np.concatenate([parts[~surfaces], shapely.get_rings(parts[surfaces])])
    xy, owner = shapely.get_coordinates(lines, return_index=True)
    same = owner[1:] == owner[:-1]
    return np.hstack([xy[:-1][same], xy[1:][same]])


def touching(edges: Edges, boxes: Numbers) -> Mask:
    """Which edges touch which upright boxes (left, top, right, bottom), row by row."""
    x1, y1, x2, y2 = edges.T
    left, top, right, foot = boxes.T
    found = (np.minimum(x1, x2) <= right) & (np.maximum(x1, x2) >= left)
    found &= (np.minimum(y1, y2) <= foot) & (np.maximum(y1, y2) >= top)
    # Their bounds meet; so do they, unless the box lies on one side of the edge's line.
    dx, dy = x2 - x1, y2 - y1
    off = np.abs(dy * ((left + right) / 2 - x1) - dx * ((top + foot) / 2 - y1))
    found &= off <= np.abs(dy) * (right - left) / 2 + np.abs(dx) * (foot - top) / 2
    return np.asarray(found)


def crossing(one: Edges, many: Edges) -> Mask:
    """Which of many edges touch the one."""
    ax, ay, bx, by = one
    cx, cy, dx, dy = many.T
    found = (np.minimum(cx, dx) <= max(ax, bx)) & (np.maximum(cx, dx) >= min(ax, bx))
    found &= (np.minimum(cy, dy) <= max(ay, by)) & (np.maximum(cy, dy) >= min(ay, by))
    # Neither has both its ends on one side of the other's line.
    c = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    d = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax)
    a = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx)
    b = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx)
    return np.asarray(found & (c * d <= 0) & (a * b <= 0))


class Raster(Struct, frozen=True):
    """A grid over a frame, rows from the top. What is left over at the right and foot is idle."""

    frame: Rect
    cell: float
    columns: int
    rows: int

    @classmethod
    def over(cls, frame: Rect, cell: float) -> Raster:
        """The grid whose cells are `cell` mm wide."""
        return cls(frame, cell, max(1, int(frame.width / cell)), max(1, int(frame.height / cell)))

    @property
    def middles(self) -> tuple[Numbers, Numbers]:
        """The x of the columns' middles, the y of the rows'."""
        x = self.frame.x + (np.arange(self.columns, dtype=np.float64) + 0.5) * self.cell
        y = self.frame.y + (np.arange(self.rows, dtype=np.float64) + 0.5) * self.cell
        return x, y

    def inside(self, edges: Edges) -> Mask:
        """The cells whose middle lies in the surface that these edges bound (even-odd)."""
        # In cells, so that row j has its middle at y = j and column i at x = i.
        x1, x2 = ((edges[:, k] - self.frame.x) / self.cell - 0.5 for k in (0, 2))
        y1, y2 = ((edges[:, k] - self.frame.y) / self.cell - 0.5 for k in (1, 3))
        top = np.ceil(np.clip(np.minimum(y1, y2), 0, self.rows)).astype(int)
        end = np.ceil(np.clip(np.maximum(y1, y2), 0, self.rows)).astype(int)
        count = end - top
        crossing = np.flatnonzero(count)
        count = count[crossing]
        # One row of the arrays below for each crossing of an edge with a row's middle.
        owner = np.repeat(crossing, count)
        row = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count) + top[owner]
        slope = (x2[owner] - x1[owner]) / (y2[owner] - y1[owner])
        x = x1[owner] + (row - y1[owner]) * slope
        column = np.ceil(np.clip(x, 0, self.columns)).astype(int)
        width = self.columns + 1
        flips = np.bincount(row * width + column, minlength=self.rows * width)
        found: Mask = flips.reshape(self.rows, width)[:, :-1].cumsum(axis=1) % 2 == 1
        return found

    def crossed(self, edges: Edges) -> Mask:
        """The cells that lines run through, sampled at every half cell."""
        x1, y1, x2, y2 = edges.T
        near = (np.maximum(x1, x2) >= self.frame.x) & (np.minimum(x1, x2) <= self.frame.right)
        near &= (np.maximum(y1, y2) >= self.frame.y) & (np.minimum(y1, y2) <= self.frame.bottom)
        x1, y1, x2, y2 = edges[near].T
        count = np.maximum(np.ceil(np.hypot(x2 - x1, y2 - y1) / (self.cell / 2)), 1).astype(int)
        owner = np.repeat(np.arange(len(count)), count + 1)
        share = np.arange(len(owner)) - np.repeat(np.cumsum(count + 1) - count - 1, count + 1)
        part = share / count[owner]
        x, y = x1[owner] + (x2 - x1)[owner] * part, y1[owner] + (y2 - y1)[owner] * part
        i = np.floor((x - self.frame.x) / self.cell).astype(int)
        j = np.floor((y - self.frame.y) / self.cell).astype(int)
        inside = (i >= 0) & (j >= 0) & (i < self.columns) & (j < self.rows)
        found = np.zeros((self.rows, self.columns), dtype=bool)
        found[j[inside], i[inside]] = True
        return found
