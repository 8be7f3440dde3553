"""Symbols of places: a row of `symbols.yaml` and a point in, marks out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, cast

from msgspec import Struct

from cimaise.geometry import Path, Point, Segment, circle
from cimaise.inks import Ink
from cimaise.layout.marks import Mark, PathMark
from cimaise.resources import map_data
from cimaise.units import pt_from_mm

_TOKEN = re.compile(r"[MLCZ]|-?\d*\.?\d+")


class Symbol(Struct, frozen=True):
    """What is drawn at a place: a shape of `symbols.yaml`, its radius in mm, its inks."""

    shape: str
    radius_mm: float
    ink: Ink
    paper: Ink
    outline: Ink | None = None
    """A line around it, where its tint may be too light to be seen without."""
    outline_pt: float = 0.0


def draw_symbol(symbol: Symbol, at: tuple[float, float]) -> tuple[Mark, ...]:
    """The symbol, its middle at `at`."""
    inks = {"ink": symbol.ink, "paper": symbol.paper}
    marks: list[Mark] = []
    for part in map_data.symbols()["shapes"][symbol.shape]:
        outline = (
            _at(circle((0, 0), part["circle"]), at, symbol.radius_mm)
            if "circle" in part
            else _at(_unit_path(part["path"]), at, symbol.radius_mm)
        )
        stroke = inks[part["stroke"]] if "stroke" in part else symbol.outline
        width = (
            pt_from_mm(part["width"] * symbol.radius_mm) if "width" in part else symbol.outline_pt
        )
        marks.append(
            PathMark(
                outline,
                fill=inks.get(part.get("fill", "")),
                stroke=stroke,
                width_pt=width if stroke else 0.0,
            )
        )
    return tuple(marks)


def _at(path: Path, at: tuple[float, float], radius: float) -> Path:
    return tuple(
        Segment(
            step.op, tuple(Point(at[0] + p.x * radius, at[1] + p.y * radius) for p in step.points)
        )
        for step in path
    )


@lru_cache(maxsize=64)
def _unit_path(written: str) -> Path:
    """The path that `M x y L x y … Z` says: every letter before each of its points."""
    steps: list[Segment] = []
    op, numbers = "", list[float]()
    tokens = [*_TOKEN.findall(written), "end"]
    for token in tokens:
        if token.isalpha():
            if op:
                points = tuple(
                    Point(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)
                )
                steps.append(Segment(cast(Literal["M", "L", "C", "Z"], op), points))
            op, numbers = token, []
        else:
            numbers.append(float(token))
    return tuple(steps)
