"""The surface of a path, to ask whether a point lies in it."""

from __future__ import annotations

from cimaise.geometry import Path, Point


class Surface:
    """A path's rings, curves replaced by chords.

    Even-odd and winding differ only where a path crosses itself, which drawn shapes do not.
    """

    def __init__(self, path: Path) -> None:
        self._rings: list[list[Point]] = []
        for step in path:
            if step.op == "M":
                self._rings.append([step.points[0]])
            elif step.op == "L":
                self._rings[-1].append(step.points[0])
            elif step.op == "C":
                self._rings[-1] += _chords(self._rings[-1][-1], *step.points)

    def contains(self, at: Point) -> bool:
        """Whether a ray to the right of the point leaves the surface an odd number of times."""
        x, y = at
        inside = False
        for ring in self._rings:
            before = ring[-1]
            for point in ring:
                if (before.y > y) != (point.y > y):
                    cut = before.x + (y - before.y) / (point.y - before.y) * (point.x - before.x)
                    inside = inside is not (x < cut)
                before = point
        return inside


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
