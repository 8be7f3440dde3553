"""The graphics state of a PDF's content, and the shapes that its paths become."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from cimaise.resources.pdf_colours import Colour, Space

MOST_SEGMENTS = 200_000
# A stroke that a transform stretches is wider one way than the other, which no pen draws.
STRETCH = 1.02
# Clipping that takes away less than this, in points, takes away nothing.
CLIP_TOLERANCE = 0.05

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
Step = tuple[str, tuple[tuple[float, float], ...]]


class BeyondPathsError(Exception):
    """Something that is no plain path; the text names it."""


class Shape(Struct, frozen=True):
    """A path with what fills and strokes it; colours are gray as K, RGB or CMYK, in 0–1."""

    steps: tuple[Step, ...]
    fill: Colour | None
    even_odd: bool
    stroke: Colour | None
    width: float
    round_ends: bool


class State(Struct, frozen=True):
    """The graphics state, as far as paths know it."""

    matrix: Matrix
    fill_space: Space = "DeviceGray"
    stroke_space: Space = "DeviceGray"
    fill: Colour = (0.0, 0.0, 0.0, 1.0)
    stroke: Colour = (0.0, 0.0, 0.0, 1.0)
    width: float = 1.0
    cap: int = 0
    join: int = 0
    dashed: bool = False
    clip: Box = (-math.inf, -math.inf, math.inf, math.inf)

    @property
    def pen(self) -> float:
        """How wide strokes are, in points. Raises BeyondPathsError where no plain pen draws so."""
        if self.dashed:
            raise BeyondPathsError("a dashed stroke")
        if self.cap == 2 or self.join == 2:
            raise BeyondPathsError("a stroke with square ends or cut corners")
        a, b, c, d, _, _ = self.matrix
        across, along = math.hypot(a, b), math.hypot(c, d)
        if max(across, along) > STRETCH * min(across, along):
            raise BeyondPathsError("a stroke that a transform stretches")
        return self.width * across


class Drawing(Struct):
    """What is gathered while the operators are read."""

    state: State
    stack: list[State] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    path: list[Step] = field(default_factory=list)
    at: tuple[float, float] = (0.0, 0.0)
    clipping: bool = False
    operators: int = 0
    segments: int = 0

    def change(self, **values: Any) -> None:
        """Give the state other values."""
        self.state = replace(self.state, **values)

    def transform(self, matrix: Sequence[float]) -> None:
        """Let coordinates pass through a matrix before they pass through the present one."""
        a, b, c, d, e, f = matrix
        p, q, r, s, t, u = self.state.matrix
        self.change(
            matrix=(
                a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
                e * p + f * r + t, e * q + f * s + u,
            )
        )  # fmt: skip

    def clip(self, points: Sequence[tuple[float, float]]) -> None:
        """Let nothing be seen outside the box of these points, in points from the page's top."""
        old, box = self.state.clip, _box(points)
        self.change(
            clip=(
                max(old[0], box[0]),
                max(old[1], box[1]),
                min(old[2], box[2]),
                min(old[3], box[3]),
            )
        )

    def moved(self, x: float, y: float) -> tuple[float, float]:
        """A place, in points from the page's top left."""
        a, b, c, d, e, f = self.state.matrix
        return a * x + c * y + e, b * x + d * y + f

    def step(self, op: str, *points: float) -> None:
        """Go on with the path. Raises ValueError where it has not begun."""
        given = numbers(points, len(points))
        pairs = list(zip(given[0::2], given[1::2], strict=True))
        if not self.path and op != "M":
            raise ValueError("a path has no beginning")
        self.segments += 1
        if self.segments > MOST_SEGMENTS:
            raise BeyondPathsError("more than a logo draws")
        self.path.append((op, tuple(self.moved(x, y) for x, y in pairs)))
        if pairs:
            self.at = pairs[-1]

    def paint(self, *, fill: bool, stroke: bool, even_odd: bool, closed: bool) -> None:
        """End the path: as a shape where it is filled or stroked, as a clip where it is one."""
        state = self.state
        if closed and self.path:
            self.step("Z")
        points = [point for _, pairs in self.path for point in pairs]
        if points and (fill or stroke):
            width = state.pen if stroke else 0.0
            _refuse_cut(_box(points), state.clip, width / 2)
            self.shapes.append(
                Shape(
                    tuple(self.path),
                    state.fill if fill else None,
                    even_odd,
                    state.stroke if stroke else None,
                    width,
                    stroke and 1 in (state.cap, state.join),
                )
            )
        if self.clipping and points:
            if not _is_upright_box(self.path):
                raise BeyondPathsError("a clipping path")
            self.clip(points)
        self.path, self.clipping = [], False


def numbers(values: Any, count: int) -> list[float]:
    """So many operands as numbers. Raises ValueError for others."""
    found = [float(value) for value in values]
    if len(found) != count or not all(math.isfinite(value) for value in found):
        raise ValueError("its numbers are damaged")
    return found


def _box(points: Sequence[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _refuse_cut(box: Box, clip: Box, margin: float) -> None:
    """A shape outside its clip is not seen, one across it would be cut: neither is plain."""
    near = CLIP_TOLERANCE - margin
    if (
        box[0] < clip[0] - near
        or box[1] < clip[1] - near
        or box[2] > clip[2] + near
        or box[3] > clip[3] + near
    ):
        raise BeyondPathsError("a clipping path")


def _is_upright_box(path: Sequence[Step]) -> bool:
    if [op for op, _ in path] not in (["M", "L", "L", "L", "Z"], ["M", "L", "L", "L"]):
        return False
    points = [pairs[0] for op, pairs in path if pairs]
    left, foot, right, top = _box(points)
    near = CLIP_TOLERANCE
    return all(
        min(abs(x - left), abs(x - right)) < near and min(abs(y - foot), abs(y - top)) < near
        for x, y in points
    )
