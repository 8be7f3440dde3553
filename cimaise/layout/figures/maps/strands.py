"""Lines on the page that labels keep clear of: shapes in, what boxes and surfaces meet out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import shapely
from msgspec import Struct
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from cimaise.layout.figures.maps.raster import Edges, Numbers, touching

Places = NDArray[np.intp]
Shapes = NDArray[np.object_]

# So many pieces make a strand.
STRAND = 6


class Strands(Struct, frozen=True, eq=False, dict=True):
    """Lines cut at every point into pieces; a few of these, one after the other, are a strand.

    Only strands are shapes, to be found by place: a map has tens of thousands of pieces, which as
    shapes take long to make, and to forget.
    """

    shapes: Shapes
    nuisance: Numbers
    """How much it disturbs to cross each strand, per mm."""
    first: Places
    """Each strand's first piece, and after the last strand the number of pieces."""
    pieces: Edges

    @classmethod
    def of(cls, shapes: Sequence[BaseGeometry], nuisance: Sequence[float]) -> Strands:
        """The lines of shapes, each shape of its own nuisance."""
        lines, kind = shapely.get_parts(shapes, return_index=True)
        xy, line = shapely.get_coordinates(lines, return_index=True)
        same = line[1:] == line[:-1]
        pieces, line = np.hstack([xy[:-1][same], xy[1:][same]]), line[1:][same]
        nth = np.arange(len(line)) - np.searchsorted(line, line)
        first = np.flatnonzero(nth % STRAND == 0)
        edges = np.append(first, len(pieces))
        last = edges[1:] - 1
        # Where each piece starts; between two strands stands the point at which the former ends.
        strand = np.repeat(np.arange(len(first)), np.diff(edges))
        points = np.empty((len(pieces) + len(first), 2))
        at = np.arange(len(pieces)) + strand
        points[at], points[at[last] + 1] = pieces[:, :2], pieces[last, 2:]
        owners = np.repeat(np.arange(len(first)), np.diff(edges) + 1)
        return cls(
            np.asarray(shapely.linestrings(points, indices=owners)),
            np.asarray(nuisance, dtype=np.float64)[kind[line[first]]],
            edges,
            pieces,
        )

    @cached_property
    def tree(self) -> shapely.STRtree:
        """The strands by place."""
        return shapely.STRtree(self.shapes)

    @cached_property
    def harm(self) -> Numbers:
        """The length of each piece, mm, and its strand's nuisance: (2, n)."""
        dx, dy = self.pieces[:, 2] - self.pieces[:, 0], self.pieces[:, 3] - self.pieces[:, 1]
        return np.stack([np.sqrt(dx * dx + dy * dy), np.repeat(self.nuisance, np.diff(self.first))])

    def met(self, boxes: Shapes) -> tuple[Places, Places]:
        """Which upright boxes touch which pieces: the places of both, in pairs."""
        box, strand = self.tree.query(boxes)
        count = self.first[strand + 1] - self.first[strand]
        within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        box, piece = np.repeat(box, count), np.repeat(self.first[strand], count) + within
        touched = touching(self.pieces[piece], shapely.bounds(boxes)[box])
        return box[touched], piece[touched]
