"""Folds printed sheets by hand, so to say: knows paper, not the imposition's formulas."""

from __future__ import annotations

from collections.abc import Sequence

Faces = tuple[str, str, str, str]
"""What is printed front left, front right, back left, back right; back as seen when turned."""


def leaves(sheet: Faces) -> tuple[tuple[str, str], tuple[str, str]]:
    """The two leaves of a sheet folded with its front outside: (first leaf, last leaf).

    A leaf is (its recto, its verso). Turned over the short edge, back left lies behind front
    right.
    """
    front_left, front_right, back_left, back_right = sheet
    return (front_right, back_left), (back_right, front_left)


def nested(sheets: Sequence[Faces]) -> list[str]:
    """Pages in reading order of sheets laid into each other, the first outermost."""
    opening: list[str] = []
    closing: list[str] = []
    for sheet in sheets:
        first, last = leaves(sheet)
        opening += first
        closing = [*last, *closing]
    return opening + closing


def gathered(sheets: Sequence[Faces]) -> list[str]:
    """Pages in reading order of sheets folded one by one and stacked."""
    return [page for sheet in sheets for leaf in leaves(sheet) for page in leaf]
