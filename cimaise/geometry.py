"""Points, rectangles and paths, in mm from the top left of the trim, y downwards."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from itertools import chain, islice, repeat
from operator import itemgetter
from typing import Final, Literal, NamedTuple, overload

from msgspec import Struct


class Point(NamedTuple):
    """A place on the page, mm."""

    x: float
    y: float


class Rect(Struct, frozen=True):
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


Path = Sequence[Segment]


class TracedPath(Sequence[Segment]):
    """A path held as what each step is, and the coordinates of all points: x and y in turn.

    A map has tens of thousands of points, which are drawn, kept, sent and painted as numbers:
    steps are made of them only for who asks. Raises ValueError where the two do not agree.
    """

    __slots__ = ("letters", "numbers")

    def __init__(self, letters: str, numbers: array[float]) -> None:
        counts = {op: letters.count(op) for op in OPS}
        if sum(counts.values()) != len(letters) or len(numbers) != numbers_in(letters):
            raise ValueError("the steps of a path and its points do not agree")
        self.letters = letters
        self.numbers = numbers

    def __len__(self) -> int:
        return len(self.letters)

    def __iter__(self) -> Iterator[Segment]:
        # Points and steps are made without a Python call for each.
        pairs = zip(self.numbers[::2], self.numbers[1::2], strict=True)
        points: Iterator[Point] = map(tuple.__new__, repeat(Point), pairs)
        for run in RUNS.findall(self.letters):
            each, count = OPS[run[0]], len(run)
            # Tuples of as many points as the step has; of none for Z.
            ends = islice(zip(*[points] * each, strict=True) if each else repeat(()), count)
            yield from map(tuple.__new__, repeat(Segment), zip(run, ends, strict=True))

    @overload
    def __getitem__(self, place: int) -> Segment: ...
    @overload
    def __getitem__(self, place: slice) -> Path: ...
    def __getitem__(self, place: int | slice) -> Segment | Path:
        return tuple(self)[place]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, TracedPath):
            return self.letters == other.letters and self.numbers == other.numbers
        return tuple(self) == other

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


def numbers_in(letters: str) -> int:
    """How many coordinates a path of these steps has."""
    return 2 * sum(letters.count(op) * points for op, points in OPS.items())


def letters_of(path: Path) -> str:
    """What each step of a path is."""
    return path.letters if isinstance(path, TracedPath) else "".join(map(itemgetter(0), path))


def numbers_of(path: Path) -> array[float]:
    """The coordinates of all points of a path, x and y in turn."""
    if isinstance(path, TracedPath):
        return path.numbers
    return array("d", chain.from_iterable(chain.from_iterable(map(itemgetter(1), path))))


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


def bounds(path: Path) -> Rect:
    """The box of a path's points, controls included. Raises ValueError where there are none."""
    numbers = numbers_of(path)
    if not numbers:
        raise ValueError("a path without points has no bounds")
    xs, ys = numbers[::2], numbers[1::2]
    left, top = min(xs), min(ys)
    return Rect(left, top, max(xs) - left, max(ys) - top)
