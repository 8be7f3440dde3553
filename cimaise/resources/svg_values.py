"""Values of SVG attributes: lengths, colours, transforms and the properties that are inherited."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from fontTools.misc.transform import Identity, Transform
from PIL import ImageColor

from cimaise.diagnostics import counted

Rgb = tuple[int, int, int]

# What a shape takes from the groups around it, and where none of them says anything.
INHERITED = {
    "fill": "black",
    "fill-rule": "nonzero",
    "fill-opacity": "1",
    "stroke": "none",
    "stroke-width": "1",
    "stroke-opacity": "1",
    "stroke-linecap": "butt",
    "stroke-linejoin": "miter",
    "stroke-dasharray": "none",
    "color": "black",
    "visibility": "visible",
}
OWN = {
    "opacity": "1",
    "display": "inline",
    "clip-path": "none",
    "mask": "none",
    "filter": "none",
    "mix-blend-mode": "normal",
    "marker": "none",
    "marker-start": "none",
    "marker-mid": "none",
    "marker-end": "none",
}
# CSS Values and Units, level 3: 96 px to the inch.
PX_PER = {
    "": 1.0,
    "px": 1.0,
    "in": 96.0,
    "mm": 96 / 25.4,
    "cm": 960 / 25.4,
    "pt": 96 / 72,
    "pc": 16.0,
}
# Nothing is tried twice (++), so that a megabyte of digits takes no longer than it must.
NUMBER = r"[-+]?(?:\d++(?:\.\d*+)?|\.\d++)(?:[eE][-+]?\d++)?"
_NUMBER = re.compile(NUMBER)
_LENGTH = re.compile(rf"\s*({NUMBER})\s*([a-z]*|%)\s*")
_FUNCTION = re.compile(r"[\s,]*([a-zA-Z]+)\s*\(([^()]*)\)")


def numbers_in(text: str) -> list[float]:
    """The numbers of a list. Raises ValueError for one that has no end."""
    found = [float(part) for part in _NUMBER.findall(text)]
    if not all(map(math.isfinite, found)):
        raise ValueError(f"“{text[:40]}” is beyond all measure")
    return found


def length(text: str, whole: float) -> float:
    """A length in user units; percentages are of `whole`. Raises ValueError."""
    found = _LENGTH.fullmatch(text)
    if found is None or found[2] not in {*PX_PER, "%"}:
        raise ValueError(f"“{text[:40]}” is no length")
    (number,) = numbers_in(found[1])
    return number * (whole / 100 if found[2] == "%" else PX_PER[found[2]])


def share(text: str) -> float:
    """An opacity, 0–1. Raises ValueError."""
    return min(max(length(text, 1.0), 0.0), 1.0)


def colour(text: str, current: str) -> Rgb | None:
    """The sRGB of a paint, 0–255, or None for no paint; `current` is what currentColor means.

    Raises ValueError where it is no opaque colour.
    """
    name = text.strip().lower()
    if name in ("none", "transparent"):
        return None
    if name == "currentcolor":
        name = current.strip().lower()
    found = ImageColor.getrgb("black" if name == "currentcolor" else name)
    if len(found) == 4:
        if found[3] != 255:
            raise ValueError("a colour that lets others shine through")
        return found[:3]
    return found


def transform(text: str) -> Transform:
    """The transform of a `transform` attribute. Raises ValueError."""
    whole = Identity
    text = text.rstrip(" \t\r\n,")
    at = 0
    while at < len(text):
        found = _FUNCTION.match(text, at)
        if found is None:
            raise ValueError(f"“{text[:40]}” is no transform")
        whole = whole.transform(_function(found[1], numbers_in(found[2])))
        at = found.end()
    return whole


def _function(name: str, given: list[float]) -> Transform:
    match name, given:
        case "matrix", [_, _, _, _, _, _]:
            return Transform(*given)
        case "translate", [x]:
            return Identity.translate(x, 0)
        case "translate", [x, y]:
            return Identity.translate(x, y)
        case "scale", [x]:
            return Identity.scale(x)
        case "scale", [x, y]:
            return Identity.scale(x, y)
        case "rotate", [angle]:
            return Identity.rotate(math.radians(angle))
        case "rotate", [angle, x, y]:
            return Identity.translate(x, y).rotate(math.radians(angle)).translate(-x, -y)
        case "skewX", [angle]:
            return Identity.skew(math.radians(angle), 0)
        case "skewY", [angle]:
            return Identity.skew(0, math.radians(angle))
    raise ValueError(f"“{name}” with {counted(len(given), 'number')} is no transform")


def properties(attributes: Mapping[str, str], around: Mapping[str, str]) -> dict[str, str]:
    """What an element is painted with: its style, else its attributes, else what is `around` it."""
    known = {**INHERITED, **OWN}
    said = {name: text for name, text in attributes.items() if name in known}
    for declaration in attributes.get("style", "").split(";"):
        name, _, text = declaration.partition(":")
        if name.strip() in known:
            said[name.strip()] = text.partition("!")[0]  # !important changes nothing here
        elif name.strip() == "transform":
            raise ValueError("a transform in a style")
    said = {name: text.strip() for name, text in said.items()}
    own = {
        name: around.get(name, INHERITED.get(name, "")) if text == "inherit" else text
        for name, text in said.items()
    }
    inherited = {name: around.get(name, first) for name, first in INHERITED.items()}
    return {**OWN, **inherited, **own}
