"""A path of the page → the operators that draw it."""

from __future__ import annotations

from typing import Final

from cimaise.geometry import OPS, Path, letters_of, numbers_of
from cimaise.paint.boxes import Placement
from cimaise.paint.numbers import NUMBER, rounded

_OPERATORS = {"M": "m", "L": "l", "C": "c", "Z": "h"}
# What is written for each step, its numbers still to be put in: a map has tens of thousands.
_WRITTEN: Final[dict[int, str]] = {
    ord(op): f"{NUMBER} " * 2 * points + f"{_OPERATORS[op]} " for op, points in OPS.items()
}


def path_operators(path: Path, placement: Placement) -> str:
    """The steps of a path in points of the file, with spaces between."""
    millimetres = numbers_of(path)
    places = [0.0] * len(millimetres)
    places[::2] = rounded(placement.xs(millimetres[::2]))
    places[1::2] = rounded(placement.ys(millimetres[1::2]))
    return (letters_of(path).translate(_WRITTEN) % tuple(places)).rstrip()
