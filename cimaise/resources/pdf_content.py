"""A PDF page's content → paths with their plain colours, in points from the page's top left.

What a logo is made of, and no more; anything else raises BeyondPathsError, for half a logo is worse
than none. Runs in a process of its own: see `pdf_child`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import pikepdf

from cimaise.resources.pdf_colours import Space, colour_of, space_of
from cimaise.resources.pdf_graphics import (
    BeyondPathsError,
    Drawing,
    Matrix,
    Shape,
    State,
    numbers,
)

MOST_OPERATORS = 200_000
DEEPEST = 12


def shapes_of(page: pikepdf.Page, placed: Matrix) -> list[Shape]:
    """The shapes of a page; `placed` leads from its units to points from its top left."""
    drawing = Drawing(State(placed))
    _draw(drawing, page.obj, page.obj.get("/Resources", pikepdf.Dictionary()), 0)
    return drawing.shapes


def _draw(drawing: Drawing, content: Any, resources: Any, depth: int) -> None:
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


def _form(drawing: Drawing, resources: Any, name: Any, depth: int) -> None:
    form = resources.get("/XObject", {}).get(str(name))
    if form is None or form.get("/Subtype") != "/Form":
        raise BeyondPathsError("a picture")
    if "/OC" in form:
        raise BeyondPathsError("layers")
    before, stack = drawing.state, drawing.stack
    drawing.transform(numbers(form.get("/Matrix", [1, 0, 0, 1, 0, 0]), 6))
    drawing.stack = []
    left, foot, right, top = numbers(form.BBox, 4)
    drawing.clip([drawing.moved(x, y) for x in (left, right) for y in (foot, top)])
    _draw(drawing, form, form.get("/Resources", resources), depth + 1)
    drawing.state, drawing.stack, drawing.path = before, stack, []


def _rectangle(drawing: Drawing, given: Sequence[Any]) -> None:
    x, y, width, height = numbers(given, 4)
    drawing.step("M", x, y)
    for corner in ((x + width, y), (x + width, y + height), (x, y + height)):
        drawing.step("L", *corner)
    drawing.step("Z")
    drawing.at = (x, y)


def _painted(
    *, fill: bool = False, stroke: bool = False, even_odd: bool = False, closed: bool = False
) -> Callable[..., None]:
    def paint(drawing: Drawing, _: Sequence[Any]) -> None:
        drawing.paint(fill=fill, stroke=stroke, even_odd=even_odd, closed=closed)

    return paint


def _clipped(drawing: Drawing, _: Sequence[Any]) -> None:
    drawing.clipping = True


def _saved(drawing: Drawing, _: Sequence[Any]) -> None:
    drawing.stack.append(drawing.state)
    if len(drawing.stack) > MOST_OPERATORS // 100:
        raise BeyondPathsError("more than a logo draws")


def _restored(drawing: Drawing, _: Sequence[Any]) -> None:
    if drawing.stack:
        drawing.state = drawing.stack.pop()


def _transformed(drawing: Drawing, given: Sequence[Any]) -> None:
    drawing.transform(numbers(given, 6))


def _set(name: str, value: Callable[[Sequence[Any]], Any]) -> Callable[..., None]:
    def change(drawing: Drawing, given: Sequence[Any]) -> None:
        drawing.change(**{name: value(given)})

    return change


def _coloured(which: str, space: Space | None) -> Callable[..., None]:
    def change(drawing: Drawing, given: Sequence[Any]) -> None:
        used = space if space is not None else getattr(drawing.state, f"{which}_space")
        found = colour_of(used, given)
        if found is None:
            raise BeyondPathsError("a colour of an unusual kind, a gradient or a pattern")
        drawing.change(**{which: found, f"{which}_space": used})

    return change


def _spaced(which: str) -> Callable[..., None]:
    def change(drawing: Drawing, resources: Any, given: Sequence[Any]) -> None:
        space = space_of(given[0], resources.get("/ColorSpace", {}))
        black = (0.0, 0.0, 0.0, 1.0)
        drawing.change(**{f"{which}_space": space, which: black})

    return change


def _extended(drawing: Drawing, resources: Any, given: Sequence[Any]) -> None:
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
        drawing.change(dashed=dashed)
    for key, name in (("/LW", "width"), ("/LC", "cap"), ("/LJ", "join")):
        if key in found:
            drawing.change(**{name: float(found[key])})


_NAMED: Final[Mapping[str, Callable[..., None]]] = {
    "cs": _spaced("fill"),
    "CS": _spaced("stroke"),
    "gs": _extended,
}
_PLAIN: Final[Mapping[str, Callable[..., None]]] = {
    "q": _saved,
    "Q": _restored,
    "cm": _transformed,
    "w": _set("width", lambda given: numbers(given, 1)[0]),
    "J": _set("cap", lambda given: int(given[0])),
    "j": _set("join", lambda given: int(given[0])),
    "d": _set("dashed", lambda given: len(given[0]) > 0),
    "m": lambda drawing, given: drawing.step("M", *given),
    "l": lambda drawing, given: drawing.step("L", *given),
    "c": lambda drawing, given: drawing.step("C", *given),
    "v": lambda drawing, given: drawing.step("C", *drawing.at, *given),
    "y": lambda drawing, given: drawing.step("C", *given, *given[-2:]),
    "h": lambda drawing, given: drawing.step("Z") if drawing.path else None,
    "re": _rectangle,
    "n": _painted(),
    "f": _painted(fill=True),
    "F": _painted(fill=True),
    "f*": _painted(fill=True, even_odd=True),
    "S": _painted(stroke=True),
    "s": _painted(stroke=True, closed=True),
    "B": _painted(fill=True, stroke=True),
    "B*": _painted(fill=True, stroke=True, even_odd=True),
    "b": _painted(fill=True, stroke=True, closed=True),
    "b*": _painted(fill=True, stroke=True, even_odd=True, closed=True),
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
