"""Numbers as PDF wants them: no exponent, no more digits than a press can tell apart."""

from __future__ import annotations

from collections.abc import Iterable


def number(value: float) -> str:
    """A length in points to 0.001 (0.35 µm), the shortest way."""
    return f"{round(value, 3) + 0.0:.10g}"


def numbers(values: Iterable[float]) -> str:
    """Lengths in points, with spaces between."""
    return " ".join([f"{round(value, 3) + 0.0:.10g}" for value in values])


def share(value: float) -> str:
    """A share of 1 to 0.0001, as inks have."""
    return f"{round(value, 4) + 0.0:.10g}"


def shares(values: Iterable[float]) -> str:
    """Shares of 1, with spaces between."""
    return " ".join([f"{round(value, 4) + 0.0:.10g}" for value in values])


def matrix_part(value: float) -> str:
    """A sine, cosine or scale to 0.000001: 0.001 mm at the end of a line of a metre."""
    return f"{round(value, 6) + 0.0:.6f}".rstrip("0").rstrip(".")
