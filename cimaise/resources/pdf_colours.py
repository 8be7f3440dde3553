"""Colours as PDF content names them → K, RGB or CMYK; inks with names by their printing mixture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf
from msgspec import Struct

Colour = tuple[float, float, float] | tuple[float, float, float, float]
"""RGB, or CMYK, in 0–1. Grays are black ink alone."""

DEEPEST = 4


class Tint(Struct, frozen=True):
    """An ink with a name: full strength in `space`, from `none`, bent by `power`."""

    space: str
    none: tuple[float, ...]
    full: tuple[float, ...]
    power: float


Space = str | Tint
"""`DeviceGray`, `DeviceRGB`, `DeviceCMYK`, an ink with a name, or "" for anything else."""

_OF_COMPONENTS = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}
_DEVICE = {
    "/DeviceGray": "DeviceGray",
    "/CalGray": "DeviceGray",
    "/G": "DeviceGray",
    "/DeviceRGB": "DeviceRGB",
    "/CalRGB": "DeviceRGB",
    "/RGB": "DeviceRGB",
    "/DeviceCMYK": "DeviceCMYK",
    "/CMYK": "DeviceCMYK",
}


def space_of(named: Any, resources: Any, depth: int = 0) -> Space:
    """What a colour space comes to; "" where it is no plain one."""
    is_list = isinstance(named, pikepdf.Array)
    key = str(named[0] if is_list else named)
    if key in _DEVICE:
        return _DEVICE[key]
    if not is_list:
        found = resources.get(key) if depth == 0 else None
        return "" if found is None else space_of(found, {}, depth + 1)
    if key == "/ICCBased":
        return _OF_COMPONENTS.get(int(named[1].get("/N", 0)), "")
    if key == "/Separation" and depth < DEEPEST:
        return _tint(named, depth)
    return ""


def _tint(named: Any, depth: int) -> Space:
    name, function = str(named[1]), named[3]
    base = space_of(named[2], {}, depth + 1)
    if name == "/Black":
        return Tint("DeviceCMYK", (0, 0, 0, 0), (0, 0, 0, 1), 1)
    if name in ("/All", "/None") or not isinstance(base, str) or not base:
        return ""
    if int(function.get("/FunctionType", -1)) != 2:
        return ""
    none = tuple(float(part) for part in function.get("/C0", [0]))
    full = tuple(float(part) for part in function.get("/C1", [1]))
    return Tint(base, none, full, float(function.get("/N", 1)))


def colour_of(space: Space, given: Sequence[Any]) -> Colour | None:
    """The colour of components in a space; None where it is no plain one."""
    try:
        parts = tuple(min(1.0, max(0.0, float(part))) for part in given)
    except (TypeError, ValueError):
        return None  # a pattern's name
    if isinstance(space, Tint):
        if len(parts) != 1:
            return None
        strength = parts[0] ** space.power
        mixed = [a + strength * (b - a) for a, b in zip(space.none, space.full, strict=True)]
        return colour_of(space.space, mixed)
    match (space, parts):
        case ("DeviceGray", (gray,)):
            return 0.0, 0.0, 0.0, 1.0 - gray
        case ("DeviceRGB", (red, green, blue)):
            return red, green, blue
        case ("DeviceCMYK", (cyan, magenta, yellow, black)):
            return cyan, magenta, yellow, black
    return None
