"""What a form of chronology gives back: its marks, or how much more room it needs."""

from __future__ import annotations

from msgspec import Struct

from cimaise.layout.figures.chronologies.labels import Label
from cimaise.layout.marks import Mark


class Needs(Struct, frozen=True):
    """The length that the labels need and the length that they have, mm; the labels as set."""

    needed_mm: float
    room_mm: float
    labels: tuple[Label, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether they need more than there is."""
        return self.needed_mm > self.room_mm + 1e-6


class Drawn(Struct, frozen=True):
    """A form, drawn; without marks where its labels do not fit."""

    marks: tuple[Mark, ...]
    height_mm: float
    needs: Needs
