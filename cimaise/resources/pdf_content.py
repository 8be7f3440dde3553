"""A PDF page's content → paths with their plain colours, in points from the page's top left.

What a logo is made of, and no more; anything else raises BeyondPathsError, for half a logo is worse
than none. Runs in a process of its own: see `pdf_child`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import pikepdf
from msgspec import Struct, field
from msgspec.structs import replace

from cimaise.resources.pdf_colours import Colour, Space, colour_of, space_of

MOST_OPERATORS = 200_000
MOST_SEGMENTS = 200_000
DEEPEST = 12
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


class _State(Struct, frozen=True):
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


class _Drawing(Struct):
    """What is gathered while the operators are read."""

    state: _State
    stack: list[_State] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    path: list[Step] = field(default_factory=list)
    at: tuple[float, float] = (0.0, 0.0)
    clipping: bool = False
    operators: int = 0
    segments: int = 0


def shapes_of(page: pikepdf.Page, placed: Matrix) -> list[Shape]:
    """The shapes of a page; `placed` leads from its units to points from its top left."""
    drawing = _Drawing(_State(placed))
    _draw(drawing, page.obj, page.obj.get("/Resources", pikepdf.Dictionary()), 0)
    return drawing.shapes


def _draw(drawing: _Drawing, content: Any, resources: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise BeyondPathsError("forms within forms")
    for instruction in pikepdf.parse_content_stream(content):
        operands: Any = instruction.operands
        operator = instruction.operator
        name = str(operator)
        drawing.operators += 1
        if drawing.operators > MOST_OPERATORS:
            raise BeyondPathsError("more than a logo draws")
        if name == "Do":
            _form(drawing, resources, operands[0], depth)
        elif name in ("cs", "CS", "gs"):
            _NAMED[name](drawing, resources, operands)
        elif name in _PLAIN:
            _PLAIN[name](drawing, list(operands))
        elif name not in _IGNORED:
            raise BeyondPathsError(_NAMES.get(name, f"the operator {name[:20]}"))


def _change(drawing: _Drawing, **values: Any) -> None:
    drawing.state = replace(drawing.state, **values)


def _form(drawing: _Drawing, resources: Any, name: Any, depth: int) -> None:
    form = resources.get("/XObject", {}).get(str(name))
    if form is None or form.get("/Subtype") != "/Form":
        raise BeyondPathsError("a picture")
    if "/OC" in form:
        raise BeyondPathsError("layers")
    before, stack = drawing.state, drawing.stack
    matrix = _numbers(form.get("/Matrix", [1, 0, 0, 1, 0, 0]), 6)
    drawing.state = replace(before, matrix=_times(matrix, before.matrix))
    drawing.stack = []
    left, foot, right, top = _numbers(form.BBox, 4)
    _clip(drawing, _box([_moved(drawing, x, y) for x in (left, right) for y in (foot, top)]))
    _draw(drawing, form, form.get("/Resources", resources), depth + 1)
    drawing.state, drawing.stack, drawing.path = before, stack, []


def _numbers(values: Any, count: int) -> list[float]:
    found = [float(value) for value in values]
    if len(found) != count or not all(math.isfinite(value) for value in found):
        raise ValueError("its numbers are damaged")
    return found


def _times(one: Sequence[float], other: Sequence[float]) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def _moved(drawing: _Drawing, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = drawing.state.matrix
    return a * x + c * y + e, b * x + d * y + f


def _box(points: Sequence[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _clip(drawing: _Drawing, box: Box) -> None:
    old = drawing.state.clip
    new = (max(old[0], box[0]), max(old[1], box[1]), min(old[2], box[2]), min(old[3], box[3]))
    _change(drawing, clip=new)


def _step(drawing: _Drawing, op: str, *points: float) -> None:
    numbers = _numbers(points, len(points))
    pairs = list(zip(numbers[0::2], numbers[1::2], strict=True))
    if not drawing.path and op != "M":
        raise ValueError("a path has no beginning")
    drawing.segments += 1
    if drawing.segments > MOST_SEGMENTS:
        raise BeyondPathsError("more than a logo draws")
    drawing.path.append((op, tuple(_moved(drawing, x, y) for x, y in pairs)))
    if pairs:
        drawing.at = pairs[-1]


def _rectangle(drawing: _Drawing, given: Sequence[Any]) -> None:
    x, y, width, height = _numbers(given, 4)
    _step(drawing, "M", x, y)
    for corner in ((x + width, y), (x + width, y + height), (x, y + height)):
        _step(drawing, "L", *corner)
    _step(drawing, "Z")
    drawing.at = (x, y)


def _painted(fill: bool, stroke: bool, even_odd: bool, closed: bool) -> Callable[..., None]:
    def paint(drawing: _Drawing, _: Sequence[Any]) -> None:
        state = drawing.state
        if closed and drawing.path:
            _step(drawing, "Z")
        points = [point for _, pairs in drawing.path for point in pairs]
        if points and (fill or stroke):
            width = _pen(state) if stroke else 0.0
            _refuse_cut(_box(points), state.clip, width / 2)
            rounded = stroke and 1 in (state.cap, state.join)
            drawing.shapes.append(
                Shape(
                    tuple(drawing.path),
                    state.fill if fill else None,
                    even_odd,
                    state.stroke if stroke else None,
                    width,
                    rounded,
                )
            )
        if drawing.clipping and points:
            if not _is_upright_box(drawing.path):
                raise BeyondPathsError("a clipping path")
            _clip(drawing, _box(points))
        drawing.path, drawing.clipping = [], False

    return paint


def _pen(state: _State) -> float:
    if state.dashed:
        raise BeyondPathsError("a dashed stroke")
    if state.cap == 2 or state.join == 2:
        raise BeyondPathsError("a stroke with square ends or cut corners")
    a, b, c, d, _, _ = state.matrix
    across, along = math.hypot(a, b), math.hypot(c, d)
    if max(across, along) > STRETCH * min(across, along):
        raise BeyondPathsError("a stroke that a transform stretches")
    return state.width * across


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


def _clipped(drawing: _Drawing, _: Sequence[Any]) -> None:
    drawing.clipping = True


def _saved(drawing: _Drawing, _: Sequence[Any]) -> None:
    drawing.stack.append(drawing.state)
    if len(drawing.stack) > MOST_OPERATORS // 100:
        raise BeyondPathsError("more than a logo draws")


def _restored(drawing: _Drawing, _: Sequence[Any]) -> None:
    if drawing.stack:
        drawing.state = drawing.stack.pop()


def _transformed(drawing: _Drawing, given: Sequence[Any]) -> None:
    matrix = _times(_numbers(given, 6), drawing.state.matrix)
    _change(drawing, matrix=matrix)


def _set(name: str, value: Callable[[Sequence[Any]], Any]) -> Callable[..., None]:
    def change(drawing: _Drawing, given: Sequence[Any]) -> None:
        _change(drawing, **{name: value(given)})

    return change


def _coloured(which: str, space: Space | None) -> Callable[..., None]:
    def change(drawing: _Drawing, given: Sequence[Any]) -> None:
        used = space if space is not None else getattr(drawing.state, f"{which}_space")
        found = colour_of(used, given)
        if found is None:
            raise BeyondPathsError("a colour of an unusual kind, a gradient or a pattern")
        _change(drawing, **{which: found, f"{which}_space": used})

    return change


def _spaced(which: str) -> Callable[..., None]:
    def change(drawing: _Drawing, resources: Any, given: Sequence[Any]) -> None:
        space = space_of(given[0], resources.get("/ColorSpace", {}))
        black = (0.0, 0.0, 0.0, 1.0)
        _change(drawing, **{f"{which}_space": space, which: black})

    return change


def _extended(drawing: _Drawing, resources: Any, given: Sequence[Any]) -> None:
    """An extended graphics state: taken where it changes nothing about plain paint."""
    found = resources.get("/ExtGState", {}).get(str(given[0]), {})
    for key in ("/ca", "/CA"):
        if float(found.get(key, 1)) < 1:
            raise BeyondPathsError("transparency")
    if str(found.get("/BM", "/Normal")) not in ("/Normal", "/Compatible"):
        raise BeyondPathsError("a blend mode")
    if str(found.get("/SMask", "/None")) != "/None":
        raise BeyondPathsError("a soft mask")
    if "/D" in found:
        dashed = len(found["/D"][0]) > 0
        _change(drawing, dashed=dashed)
    for key, name in (("/LW", "width"), ("/LC", "cap"), ("/LJ", "join")):
        if key in found:
            _change(drawing, **{name: float(found[key])})


_NAMED: Final[Mapping[str, Callable[..., None]]] = {
    "cs": _spaced("fill"),
    "CS": _spaced("stroke"),
    "gs": _extended,
}
_PLAIN: Final[Mapping[str, Callable[..., None]]] = {
    "q": _saved,
    "Q": _restored,
    "cm": _transformed,
    "w": _set("width", lambda given: _numbers(given, 1)[0]),
    "J": _set("cap", lambda given: int(given[0])),
    "j": _set("join", lambda given: int(given[0])),
    "d": _set("dashed", lambda given: len(given[0]) > 0),
    "m": lambda drawing, given: _step(drawing, "M", *given),
    "l": lambda drawing, given: _step(drawing, "L", *given),
    "c": lambda drawing, given: _step(drawing, "C", *given),
    "v": lambda drawing, given: _step(drawing, "C", *drawing.at, *given),
    "y": lambda drawing, given: _step(drawing, "C", *given, *given[-2:]),
    "h": lambda drawing, given: _step(drawing, "Z") if drawing.path else None,
    "re": _rectangle,
    "n": _painted(False, False, False, False),
    "f": _painted(True, False, False, False),
    "F": _painted(True, False, False, False),
    "f*": _painted(True, False, True, False),
    "S": _painted(False, True, False, False),
    "s": _painted(False, True, False, True),
    "B": _painted(True, True, False, False),
    "B*": _painted(True, True, True, False),
    "b": _painted(True, True, False, True),
    "b*": _painted(True, True, True, True),
    "W": _clipped,
    "W*": _clipped,
    "g": _coloured("fill", "DeviceGray"),
    "G": _coloured("stroke", "DeviceGray"),
    "rg": _coloured("fill", "DeviceRGB"),
    "RG": _coloured("stroke", "DeviceRGB"),
    "k": _coloured("fill", "DeviceCMYK"),
    "K": _coloured("stroke", "DeviceCMYK"),
    "sc": _coloured("fill", None),
    "scn": _coloured("fill", None),
    "SC": _coloured("stroke", None),
    "SCN": _coloured("stroke", None),
}
_IGNORED: Final = frozenset(("M", "ri", "i", "BMC", "EMC", "MP", "DP", "BX", "EX"))
_NAMES: Final[Mapping[str, str]] = {
    "BT": "text",
    "BDC": "layers",
    "sh": "a gradient",
    "BI": "a picture",
    "INLINE IMAGE": "a picture",
}
