"""Affine maps as six numbers (a, b, c, d, e, f), row vectors, as PDF writes them. Lengths in pt."""

from __future__ import annotations

import math
from typing import Final

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
"""left, bottom, right, top in default user space, pt, y upwards."""

IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
EVERYWHERE: Final[Box] = (-1e9, -1e9, 1e9, 1e9)
NOWHERE: Final[Box] = (1e9, 1e9, -1e9, -1e9)
_FARTHEST = 1e9


def product(first: Matrix, then: Matrix) -> Matrix:
    """The map that applies `first`, then `then`; coefficients are clamped to ±10^9."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    found = (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )
    if max(found) < _FARTHEST and min(found) > -_FARTHEST:
        return found
    p, q, r, s, t, u = (clamped(value) for value in found)
    return (p, q, r, s, t, u)


def clamped(value: float) -> float:
    """`value` within ±10^9; 0 where it is no number."""
    if value != value:
        return 0.0
    return max(-_FARTHEST, min(_FARTHEST, value))


def mapped_box(matrix: Matrix, box: Box) -> Box:
    """The upright box around the image of `box`."""
    a, b, c, d, e, f = matrix
    left, bottom, right, top = box
    if b == 0 and c == 0:
        x0, x1 = a * left + e, a * right + e
        y0, y1 = d * bottom + f, d * top + f
        return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return (min(xs), min(ys), max(xs), max(ys))


def common(first: Box, second: Box) -> Box:
    """The intersection; left > right or bottom > top where there is none."""
    return (
        max(first[0], second[0]),
        max(first[1], second[1]),
        min(first[2], second[2]),
        min(first[3], second[3]),
    )


def is_empty(box: Box) -> bool:
    """Whether nothing lies inside, also where a side is no number."""
    return not (box[0] <= box[2] and box[1] <= box[3])


def x_stretch(matrix: Matrix) -> float:
    """How long the map makes a unit along x."""
    return math.hypot(matrix[0], matrix[1])


def y_stretch(matrix: Matrix) -> float:
    """How long the map makes a unit along y."""
    return math.hypot(matrix[2], matrix[3])


def least_stretch(matrix: Matrix) -> float:
    """The smaller singular value: the thinnest that a line of width 1 becomes."""
    a, b, c, d = matrix[:4]
    total = a * a + b * b + c * c + d * d
    det = a * d - b * c
    root = math.sqrt(max(0.0, total * total / 4 - det * det))
    # The larger value first: subtracting nearly equal squares would lose all digits.
    largest = math.sqrt(max(0.0, total / 2 + root))
    return abs(det) / largest if largest else 0.0
