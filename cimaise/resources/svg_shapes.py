"""SVG's path and basic shapes → paths in user units."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Final

from fontTools.misc.transform import Transform
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path

from cimaise.geometry import CIRCLE_CONTROL, Path, Point, Segment, circle, polyline
from cimaise.resources.svg_values import length, numbers_in

Attributes = Mapping[str, str]
Size = tuple[float, float]


def path_of(name: str, attributes: Attributes, size: Size) -> Path:
    """The path of a shape; `size` is what percentages are of. Raises ValueError."""
    return SHAPES[name](attributes, size)


def transformed(path: Path, placed: Transform) -> Path:
    """The path moved by a transform. Raises ValueError where it leaves all measure."""
    moved = tuple(
        Segment(op, tuple(Point(*placed.transformPoint(point)) for point in points))
        for op, points in path
    )
    if not all(math.isfinite(part) for step in moved for point in step.points for part in point):
        raise ValueError("numbers beyond all measure")
    return moved


def _path(attributes: Attributes, _: Size) -> Path:
    pen = RecordingPen()
    try:
        parse_path(attributes.get("d", "").replace("\n", " ").replace("\r", " "), pen)
    # Arcs of senseless radii end in arithmetic errors.
    except (ValueError, ArithmeticError, TypeError) as problem:
        raise ValueError(f"a path that cannot be read ({str(problem)[:80]})") from None
    steps: list[Segment] = []
    last = Point(0.0, 0.0)
    for operator, given in pen.value:
        points = tuple(Point(*point) for point in given)
        match operator:
            case "moveTo":
                steps.append(Segment("M", points))
            case "lineTo":
                steps.append(Segment("L", points))
            case "curveTo":
                steps.append(Segment("C", points))
            case "qCurveTo":
                steps.append(_cubic(last, *points))
            case "closePath":
                steps.append(Segment("Z"))
        last = points[-1] if points else last
    return tuple(steps)


def _cubic(start: Point, control: Point, end: Point) -> Segment:
    """A quadratic curve, its degree raised."""
    first, second = (
        Point(near.x + (control.x - near.x) * 2 / 3, near.y + (control.y - near.y) * 2 / 3)
        for near in (start, end)
    )
    return Segment("C", (first, second, end))


def _rect(attributes: Attributes, size: Size) -> Path:
    x, y = _place(attributes, size, "x", "y")
    width, height = _place(attributes, size, "width", "height")
    if width <= 0 or height <= 0:
        return ()
    asked = [attributes.get(name, "auto").strip() for name in ("rx", "ry")]
    if asked == ["auto", "auto"]:
        asked = ["0", "0"]
    across, down = (
        length(asked[1 - at] if asked[at] == "auto" else asked[at], size[at]) for at in (0, 1)
    )
    rx, ry = min(max(across, 0.0), width / 2), min(max(down, 0.0), height / 2)
    right, foot = x + width, y + height
    if rx == 0 or ry == 0:
        return polyline([(x, y), (right, y), (right, foot), (x, foot)], closed=True)
    kx, ky = rx * (1 - CIRCLE_CONTROL), ry * (1 - CIRCLE_CONTROL)
    return (
        Segment("M", (Point(x + rx, y),)),
        Segment("L", (Point(right - rx, y),)),
        Segment("C", (Point(right - kx, y), Point(right, y + ky), Point(right, y + ry))),
        Segment("L", (Point(right, foot - ry),)),
        Segment("C", (Point(right, foot - ky), Point(right - kx, foot), Point(right - rx, foot))),
        Segment("L", (Point(x + rx, foot),)),
        Segment("C", (Point(x + kx, foot), Point(x, foot - ky), Point(x, foot - ry))),
        Segment("L", (Point(x, y + ry),)),
        Segment("C", (Point(x, y + ky), Point(x + kx, y), Point(x + rx, y))),
        Segment("Z"),
    )


def _circle(attributes: Attributes, size: Size) -> Path:
    centre = _place(attributes, size, "cx", "cy")
    diagonal = math.hypot(*size) / math.sqrt(2)
    radius = length(attributes.get("r", "0"), diagonal)
    return circle(centre, radius) if radius > 0 else ()


def _ellipse(attributes: Attributes, size: Size) -> Path:
    x, y = _place(attributes, size, "cx", "cy")
    rx, ry = _place(attributes, size, "rx", "ry")
    if rx <= 0 or ry <= 0:
        return ()
    return transformed(circle((0.0, 0.0), 1.0), Transform(rx, 0, 0, ry, x, y))


def _line(attributes: Attributes, size: Size) -> Path:
    return polyline([_place(attributes, size, "x1", "y1"), _place(attributes, size, "x2", "y2")])


def _polyline(attributes: Attributes, _: Size) -> Path:
    return polyline(_points(attributes))


def _polygon(attributes: Attributes, _: Size) -> Path:
    return polyline(_points(attributes), closed=True)


def _points(attributes: Attributes) -> list[tuple[float, float]]:
    numbers = numbers_in(attributes.get("points", ""))
    return list(zip(numbers[::2], numbers[1::2], strict=False))


def _place(attributes: Attributes, size: Size, across: str, down: str) -> tuple[float, float]:
    return (
        length(attributes.get(across, "0"), size[0]),
        length(attributes.get(down, "0"), size[1]),
    )


SHAPES: Final[Mapping[str, Callable[[Attributes, Size], Path]]] = {
    "path": _path,
    "rect": _rect,
    "circle": _circle,
    "ellipse": _ellipse,
    "line": _line,
    "polyline": _polyline,
    "polygon": _polygon,
}
