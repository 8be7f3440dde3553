"""Lengths: everything inside Cimaise is in millimetres, type sizes and line widths in points."""

from math import ceil, floor, log10
from typing import Final

MM_PER_INCH: Final = 25.4
PT_PER_INCH: Final = 72.0
MM_PER_PT: Final = MM_PER_INCH / PT_PER_INCH
PT_PER_MM: Final = PT_PER_INCH / MM_PER_INCH


def mm_from_pt(points: float) -> float:
    """Millimetres in a length given in DTP points (1/72 inch)."""
    return points * MM_PER_PT


def pt_from_mm(millimetres: float) -> float:
    """DTP points (1/72 inch) in a length given in millimetres."""
    return millimetres * PT_PER_MM


def ppi(pixels: float, length_mm: float) -> float:
    """Pixels per inch of `pixels` laid over `length_mm` of paper."""
    return pixels * MM_PER_INCH / length_mm


def rounded_up(value: float, digits: int = 3) -> float:
    """The least number of so many significant digits that is not under `value` (above 0)."""
    place = digits - 1 - floor(log10(value))
    return round(ceil(value * 10.0**place - 1e-6) / 10.0**place, max(place, 0))


def rounded_down(value: float, digits: int = 3) -> float:
    """The greatest number of so many significant digits that is not over `value` (above 0)."""
    place = digits - 1 - floor(log10(value))
    return round(floor(value * 10.0**place + 1e-6) / 10.0**place, max(place, 0))
