"""The parts of a picture that are looked at, as gray levels from 0 to 255, rows first."""

from __future__ import annotations

from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from PIL import Image

Array = NDArray[np.floating[Any]]

SQUARE_PX = 256
SQUARES_AT = ((0.5, 0.5), (0.3, 0.3), (0.7, 0.3), (0.3, 0.7), (0.7, 0.7))
STRIP_PX = 256
STRIPS_AT = (0.3, 0.5, 0.7)
# Below this many levels of 255 there is no detail to compare.
LEAST_DETAIL = 2.0


class Course(Struct, frozen=True):
    """How gray levels run along a strip's rows, on average over them, from pixel to pixel."""

    steps: Array
    """How much neighbours differ."""
    bends: Array
    """How much these differences differ: the second ones."""


def squares_of(picture: Image.Image) -> list[Array]:
    """Five squares of the picture, each (256, 256), on the grid of JPEG's blocks."""
    width, height = picture.size
    found = []
    for across, down in SQUARES_AT:
        left = (int(width * across) - SQUARE_PX // 2) // 8 * 8
        top = (int(height * down) - SQUARE_PX // 2) // 8 * 8
        square = _gray(picture, (left, top, left + SQUARE_PX, top + SQUARE_PX))
        found.append(square.astype(np.float32))
    return found


def courses_across(picture: Image.Image) -> list[Course]:
    """How gray levels run along three strips from left to right."""
    width, height = picture.size
    strips = [(0, start, width, start + STRIP_PX) for start in _starts(height)]
    return [_course(_gray(picture, strip)) for strip in strips]


def courses_down(picture: Image.Image) -> list[Course]:
    """The same from the top down."""
    width, height = picture.size
    strips = [(start, 0, start + STRIP_PX, height) for start in _starts(width)]
    return [_course(_gray(picture, strip).T) for strip in strips]


def _starts(side: int) -> list[int]:
    return [int(side * at) - STRIP_PX // 2 for at in STRIPS_AT]


def _course(strip: NDArray[np.uint8]) -> Course:
    steps = np.diff(strip.astype(np.float32), axis=1)
    bends = np.diff(steps, axis=1)
    return Course(np.abs(steps).mean(axis=0), np.abs(bends).mean(axis=0))


def _gray(picture: Image.Image, box: tuple[int, int, int, int]) -> NDArray[np.uint8]:
    """A part of the picture, left, top, right, bottom in pixels."""
    return np.asarray(picture.crop(box).convert("L"))
