"""Points, rectangles and paths, in mm from the top left of the trim, y downwards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, repeat
from operator import itemgetter
from typing import Final, Literal, NamedTuple


class Point(NamedTuple):
    """A place on the page, mm."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Rect:
    """An upright rectangle, mm; `x`, `y` are its top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """x of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """y of the bottom side."""
        return self.y + self.height

    @property
    def centre(self) -> Point:
        """The middle point."""
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    def inset(self, left: float, top: float, right: float, bottom: float) -> Rect:
        """The rectangle with its sides moved inwards (outwards where negative)."""
        return Rect(
            self.x + left, self.y + top, self.width - left - right, self.height - top - bottom
        )

    def outset(self, by: float) -> Rect:
        """The rectangle grown by the same length on every side."""
        return self.inset(-by, -by, -by, -by)

    def moved(self, dx: float, dy: float) -> Rect:
        """The same rectangle elsewhere."""
        return Rect(self.x + dx, self.y + dy, self.width, self.height)

    def union(self, other: Rect) -> Rect:
        """The smallest rectangle that holds both."""
        left, top = min(self.x, other.x), min(self.y, other.y)
        return Rect(
            left, top, max(self.right, other.right) - left, max(self.bottom, other.bottom) - top
        )

    def contains(self, other: Rect, tolerance: float = 1e-6) -> bool:
        """Whether `other` lies inside, sides included."""
        return (
            other.x >= self.x - tolerance
            and other.y >= self.y - tolerance
            and other.right <= self.right + tolerance
            and other.bottom <= self.bottom + tolerance
        )

    def overlaps(self, other: Rect, tolerance: float = 1e-6) -> bool:
        """Whether the two share more than a side."""
        return (
            self.x < other.x + other.width - tolerance
            and other.x < self.x + self.width - tolerance
            and self.y < other.y + other.height - tolerance
            and other.y < self.y + self.height - tolerance
        )


Op = Literal["M", "L", "C", "Z"]
OPS: Final[dict[Op, int]] = {"M": 1, "L": 1, "C": 3, "Z": 0}
"""How many points each step has."""
RUNS: Final = re.compile("M+|L+|C+|Z+")


class Segment(NamedTuple):
    """One step of a path: M move, L line, C cubic curve (two controls, then the end), Z close."""

    op: Op
    points: tuple[Point, ...] = ()


# A map has tens of thousands of points: both are made without a Python call for each.
def points_of(pairs: Iterable[Sequence[float]]) -> Iterator[Point]:
    """A point of each pair of x and y."""
    return map(tuple.__new__, repeat(Point), pairs)


def segments_of(op: Op, ends: Iterable[tuple[Point, ...]]) -> Iterator[Segment]:
    """A step of the same kind to each of `ends`."""
    return map(tuple.__new__, repeat(Segment), zip(repeat(op), ends))


Path = tuple[Segment, ...]


def letters_of(path: Path) -> str:
    """What each step of a path is."""
    return "".join(map(itemgetter(0), path))


def numbers_of(path: Path) -> Iterator[float]:
    """The coordinates of all points of a path, x and y in turn."""
    return chain.from_iterable(chain.from_iterable(map(itemgetter(1), path)))


def path_of(letters: str, points: Iterator[Point]) -> Path:
    """The path of these steps and the next of `points`. Raises ValueError where they do not do."""
    steps: list[Segment] = []
    for run in RUNS.findall(letters):
        op, count = run[0], len(run)
        each = OPS[op]
        row = list(islice(points, count * each))
        if len(row) < count * each:
            raise ValueError("points are missing")
        # Tuples of as many points as the step has; of none for Z.
        ends = zip(*[iter(row)] * each, strict=True) if each else repeat((), count)
        steps += segments_of(op, ends)
    if len(steps) != len(letters):
        raise ValueError(letters)
    return tuple(steps)


def polyline(points: Sequence[tuple[float, float]], *, closed: bool = False) -> Path:
    """The path through `points`; empty for fewer than two."""
    if len(points) < 2:
        return ()
    steps = [Segment("M", (Point(*points[0]),))]
    steps += [Segment("L", (Point(*point),)) for point in points[1:]]
    if closed:
        steps.append(Segment("Z"))
    return tuple(steps)


def rectangle(rect: Rect) -> Path:
    """The closed path along a rectangle's sides."""
    return polyline(
        [
            (rect.x, rect.y),
            (rect.right, rect.y),
            (rect.right, rect.bottom),
            (rect.x, rect.bottom),
        ],
        closed=True,
    )


# Control distance at which four cubics differ from a circle by 0.03 % of its radius.
CIRCLE_CONTROL = 0.5522847498


def circle(centre: tuple[float, float], radius: float) -> Path:
    """The closed path of a circle, as four cubic curves."""
    x, y = centre
    k = radius * CIRCLE_CONTROL
    return (
        Segment("M", (Point(x + radius, y),)),
        Segment("C", (Point(x + radius, y + k), Point(x + k, y + radius), Point(x, y + radius))),
        Segment("C", (Point(x - k, y + radius), Point(x - radius, y + k), Point(x - radius, y))),
        Segment("C", (Point(x - radius, y - k), Point(x - k, y - radius), Point(x, y - radius))),
        Segment("C", (Point(x + k, y - radius), Point(x + radius, y - k), Point(x + radius, y))),
        Segment("Z"),
    )


def bounds(path: Iterable[Segment]) -> Rect:
    """The box of a path's points, controls included. Raises ValueError where there are none."""
    points = [point for step in path for point in step.points]
    if not points:
        raise ValueError("a path without points has no bounds")
    xs, ys = [p.x for p in points], [p.y for p in points]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
