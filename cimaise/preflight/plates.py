"""Rendered separations, as measured: how much ink lies on average where it lies thickest."""

from __future__ import annotations

from dataclasses import dataclass

from cimaise.geometry import Rect


@dataclass(frozen=True, slots=True)
class InkPeak:
    """The densest square of a page: mean C+M+Y+K there (3.0 is 300 %), and where."""

    page: int
    mean_ink: float
    box: Rect


@dataclass(frozen=True, slots=True)
class Plates:
    """The densest square of each page. `estimated`: not rendered, but reckoned from elements."""

    peaks: tuple[InkPeak, ...]
    estimated: bool
