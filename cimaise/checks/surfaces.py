"""The surface of a path, to ask whether a point lies in it."""

from __future__ import annotations

from cimaise.geometry import Path, Point

# Sides are looked up by the strips of the page that they cross.
STRIP_MM = 8.0

Side = tuple[float, float, float, float]


class Surface:
    """A path's rings, curves replaced by chords.

    Even-odd and winding differ only where a path crosses itself, which drawn shapes do not.
    """

    def __init__(self, path: Path) -> None:
        self._strips: dict[int, list[Side]] = {}
        first = last = Point(0.0, 0.0)
        for step in path:
            if step.op == "M":
                self._add(last, first)
                first = last = step.points[0]
            elif step.op == "L":
                self._add(last, step.points[0])
                last = step.points[0]
            elif step.op == "C":
                for point in _chords(last, *step.points):
                    self._add(last, point)
                    last = point
        self._add(last, first)

    def contains(self, at: Point) -> bool:
        """Whether a ray to the right of the point leaves the surface an odd number of times."""
        x, y = at
        inside = False
        for left, top, right, foot in self._strips.get(int(y // STRIP_MM), ()):
            if (top > y) != (foot > y):
                inside = inside is not (x < left + (y - top) / (foot - top) * (right - left))
        return inside

    def _add(self, start: Point, end: Point) -> None:
        if start.y == end.y:
            return
        side = (start.x, start.y, end.x, end.y)
        low, high = sorted((start.y, end.y))
        for strip in range(int(low // STRIP_MM), int(high // STRIP_MM) + 1):
            self._strips.setdefault(strip, []).append(side)


def _chords(start: Point, first: Point, second: Point, end: Point) -> list[Point]:
    points = []
    for share in (0.25, 0.5, 0.75, 1.0):
        rest = 1 - share
        a, b, c, d = rest**3, 3 * rest * rest * share, 3 * rest * share * share, share**3
        points.append(
            Point(
                a * start.x + b * first.x + c * second.x + d * end.x,
                a * start.y + b * first.y + c * second.y + d * end.y,
            )
        )
    return points
