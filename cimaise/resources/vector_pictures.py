"""Vector pictures: SVG of plain shapes → paths with their colours.

What a logo is made of, and no more: paths and basic shapes, groups, transforms, plain colours,
simple strokes. Anything else is refused by name, for half a logo is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path as FilePath
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from fontTools.misc.transform import Identity, Transform
from msgspec import Struct

from cimaise.diagnostics import LET_READ, Diagnostic, InputError, Span, error
from cimaise.geometry import Path
from cimaise.resources.svg_shapes import SHAPES, path_of, transformed
from cimaise.resources.svg_values import (
    Rgb,
    colour,
    length,
    numbers_in,
    properties,
    share,
    transform,
)

MAX_BYTES = 2 * 1024**2
MAX_DEPTH = 64
SVG = "http://www.w3.org/2000/svg"
SEPARATOR = " "
# A stroke that a transform stretches is wider one way than the other, which no pen draws.
STRETCH = 1.02
HINT = "save it as plain paths, as PDF, or as PNG at 600 ppi"
GROUPS = frozenset({"svg", "g", "a"})
# Not painted where they stand; what refers to them is refused.
UNSEEN = frozenset(
    (
        "title",
        "desc",
        "metadata",
        "defs",
        "symbol",
        "linearGradient",
        "radialGradient",
        "pattern",
        "clipPath",
        "mask",
        "filter",
        "marker",
        "script",
        "view",
    )
)


class UnsupportedError(Exception):
    """Something that is no plain shape; the text names it."""


Colour = Rgb | tuple[float, float, float, float]
"""A screen's levels, 0 to 255; or CMYK, 0 to 1, that is printed as it is."""


class VectorShape(Struct, frozen=True):
    """A path in the picture's units; `stroke_width` is in them, too."""

    path: Path
    fill: Colour | None = None
    even_odd: bool = False
    stroke: Colour | None = None
    stroke_width: float = 0.0
    round_ends: bool = False


class VectorPicture(Struct, frozen=True):
    """Shapes in painting order, in units from the top left of a `width` × `height` picture."""

    width: float
    height: float
    shapes: tuple[VectorShape, ...]


def vector_picture(path: FilePath, span: Span | None = None) -> VectorPicture:
    """The shapes of an SVG file.

    Raises InputError: `missing-file`; `image-unreadable` where it is no sound SVG, is larger than
    MAX_BYTES or deeper than MAX_DEPTH; `logo-unsupported` where it holds what is no plain shape.
    """
    try:
        stat = path.stat()
        return _read(path, (stat.st_size, stat.st_mtime_ns))
    except UnsupportedError as problem:
        found = error(
            "logo-unsupported", f"logo {path.name} cannot be drawn: {problem}", span, hint=HINT
        )
    except (OSError, ValueError) as problem:
        found = unreadable_logo(path, problem, span, HINT)
    raise InputError([found])


def unreadable_logo(
    path: FilePath, problem: OSError | ValueError, span: Span | None, hint: str
) -> Diagnostic:
    """The error of a logo that is not there, or that its reader could make nothing of."""
    if isinstance(problem, OSError):
        reason = (problem.strerror or "unknown reason").lower()
        message = f"logo {path.name} cannot be read: {reason}"
        return error("missing-file", message, span, hint=LET_READ)
    return error("image-unreadable", f"logo {path.name} cannot be used: {problem}", span, hint=hint)


@lru_cache(maxsize=64)
def _read(path: FilePath, _version: tuple[int, int]) -> VectorPicture:
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ValueError(f"it is larger than {MAX_BYTES // 1024**2} MB")
    root = _parsed(data)
    if _name(root) != "svg":
        raise ValueError("it is no SVG")
    left, top, width, height = _view(root)
    shapes = tuple(_shapes(root, {}, Identity.translate(-left, -top), (width, height)))
    if not shapes:
        raise ValueError("nothing is drawn in it")
    return VectorPicture(width, height, shapes)


def _parsed(data: bytes) -> Element:
    """The tree of an XML file without a document type, hence without entities."""
    builder = TreeBuilder()
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise ValueError(f"its groups are nested more than {MAX_DEPTH} deep")
        builder.start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    def doctype(*_: object) -> None:
        raise UnsupportedError("it holds a <!DOCTYPE>, which may hide entities")

    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    # Unknown encodings end in LookupError.
    except (expat.ExpatError, LookupError) as problem:
        raise ValueError(f"it is no XML ({problem})") from None
    return builder.close()


def _name(element: Element) -> str | None:
    """The element's name in SVG; None for what editors keep beside it."""
    space, _, name = element.tag.rpartition(SEPARATOR)
    return name if space in ("", SVG) else None


def _view(root: Element) -> tuple[float, float, float, float]:
    """Left, top, width and height of what is shown, in user units."""
    box = numbers_in(root.get("viewBox", ""))
    if not box and "width" in root.attrib and "height" in root.attrib:
        box = [0.0, 0.0, length(root.attrib["width"], 0), length(root.attrib["height"], 0)]
    if len(box) != 4 or min(box[2:]) <= 0:
        raise ValueError("it says no size: it has no viewBox")
    left, top, width, height = box
    return left, top, width, height


def _shapes(
    element: Element, around: Mapping[str, str], placed: Transform, size: tuple[float, float]
) -> Iterator[VectorShape]:
    name = _name(element)
    if name is None or name in UNSEEN:
        _refuse_styles(element)
        return
    if name == "style":
        _refuse_styles(element)
        return
    if name not in GROUPS and name not in SHAPES:
        raise UnsupportedError(f"it holds <{name}>")
    if name == "svg" and around:
        raise UnsupportedError("it holds an <svg> within the <svg>")
    try:
        style = properties(element.attrib, around)
        if style["display"] == "none" or share(style["opacity"]) == 0:
            return
        _refuse_effects(style)
        placed = placed.transform(transform(element.get("transform", "")))
        if name in SHAPES:
            yield from _shape(element, name, style, placed, size)
            return
    except ValueError as problem:
        raise UnsupportedError(f"it holds <{name}> with {problem}") from None
    for child in element:
        yield from _shapes(child, style, placed, size)


def _shape(
    element: Element,
    name: str,
    style: Mapping[str, str],
    placed: Transform,
    size: tuple[float, float],
) -> Iterator[VectorShape]:
    if style["visibility"] != "visible":
        return
    fill, stroke = _paint(style, "fill"), _paint(style, "stroke")
    width = 0.0
    if stroke is not None:
        width = length(style["stroke-width"], sum(size) / 2) * _pen_scale(style, placed)
        stroke = stroke if width > 0 else None
    path = transformed(path_of(name, element.attrib, size), placed)
    if not path or (fill is None and stroke is None):
        return
    rounded = stroke is not None and "round" in (style["stroke-linecap"], style["stroke-linejoin"])
    yield VectorShape(path, fill, style["fill-rule"] == "evenodd", stroke, width, rounded)


def _paint(style: Mapping[str, str], which: str) -> Rgb | None:
    if style[which].startswith("url("):
        raise ValueError(f"a gradient or pattern as its {which}")
    found = colour(style[which], style["color"])
    opacity = share(style[f"{which}-opacity"])
    if found is not None and 0 < opacity < 1:
        raise ValueError(f"{which}-opacity")
    return found if opacity else None


def _pen_scale(style: Mapping[str, str], placed: Transform) -> float:
    """How much a stroke is enlarged. Raises ValueError for one that is not simple."""
    if style["stroke-dasharray"] not in ("none", "0", ""):
        raise ValueError("a dashed stroke")
    if style["stroke-linecap"] == "square" or style["stroke-linejoin"] not in ("miter", "round"):
        raise ValueError("a stroke with square ends or cut corners")
    xx, xy, yx, yy, _, _ = placed
    across, along = (xx * xx + xy * xy) ** 0.5, (yx * yx + yy * yy) ** 0.5
    area = float(abs(xx * yy - xy * yx))
    if area * STRETCH < across * along or max(across, along) > STRETCH * min(across, along):
        raise ValueError("a stroke that a transform stretches")
    return float(area**0.5)


def _refuse_effects(style: Mapping[str, str]) -> None:
    for effect in ("clip-path", "mask", "filter", "marker-start", "marker-mid", "marker-end"):
        if style[effect] != "none":
            raise ValueError(effect)
    if style["marker"] != "none":
        raise ValueError("marker")
    if share(style["opacity"]) < 1:
        raise ValueError("opacity")
    if style["mix-blend-mode"] != "normal":
        raise ValueError("mix-blend-mode")


def _refuse_styles(element: Element) -> None:
    """A style sheet counts wherever it stands."""
    for found in element.iter():
        if _name(found) == "style" and (found.text or "").strip():
            raise UnsupportedError("it holds <style>, a style sheet")
