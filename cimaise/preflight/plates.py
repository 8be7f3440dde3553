"""Rendered separations, as measured: how much ink lies on average where it lies thickest."""

from __future__ import annotations

from msgspec import Struct

from cimaise.geometry import Rect


class InkPeak(Struct, frozen=True):
    """The densest square of a page: mean C+M+Y+K there (3.0 is 300 %), and where."""

    page: int
    mean_ink: float
    box: Rect


class Plates(Struct, frozen=True):
    """The densest square of each page. `estimated`: not rendered, but reckoned from elements."""

    peaks: tuple[InkPeak, ...]
    estimated: bool
    left_out: tuple[str, ...] = ()
    """What an estimate could not reckon, and how many there are."""
