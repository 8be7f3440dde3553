"""Numbers as PDF wants them: no exponent, no more digits than a press can tell apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

NUMBER: Final = "%.10g"
"""How a length of `rounded` is written: the shortest way."""


def rounded(values: Iterable[float]) -> list[float]:
    """Lengths in points to 0.001 (0.35 µm); nought without a sign."""
    return [round(value, 3) + 0.0 for value in values]


def number(value: float) -> str:
    """A length in points to 0.001, the shortest way."""
    return f"{round(value, 3) + 0.0:.10g}"


def numbers(values: Iterable[float]) -> str:
    """Lengths in points, with spaces between."""
    return " ".join([f"{value:.10g}" for value in rounded(values)])


def share(value: float) -> str:
    """A share of 1 to 0.0001, as inks have."""
    return f"{round(value, 4) + 0.0:.10g}"


def shares(values: Iterable[float]) -> str:
    """Shares of 1, with spaces between."""
    return " ".join([f"{round(value, 4) + 0.0:.10g}" for value in values])


def matrix_part(value: float) -> str:
    """A sine, cosine or scale to 0.000001: 0.001 mm at the end of a line of a metre."""
    return f"{round(value, 6) + 0.0:.6f}".rstrip("0").rstrip(".")
