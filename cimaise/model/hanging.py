"""How high a panel hangs or stands: the one place that says so, in mm above the floor."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

# The centre line of labels on walls, 54 inches, for eyes seated and standing: Smithsonian
# Guidelines for Accessible Exhibition Design, III, Label Design and Text.
USUAL_CENTRE_MM: Final = 1370.0


class Hanging(Struct, frozen=True):
    """Where what is seen of a panel comes. `stands`: its foot is on the floor."""

    centre_mm: float
    height_mm: float
    stands: bool

    @property
    def top_mm(self) -> float:
        """The upper edge."""
        return self.centre_mm + self.height_mm / 2

    @property
    def foot_mm(self) -> float:
        """The lower edge."""
        return self.centre_mm - self.height_mm / 2


def hanging(height_mm: float, planned_centre_mm: float | None, hides_foot: bool) -> Hanging:
    """What is planned, else the usual height.

    What hides its foot is a roll-up, and stands. So does what is so tall that it would reach
    through the floor: a banner of 3 m cannot have its middle at 1.37 m.
    """
    if planned_centre_mm is not None:
        return Hanging(planned_centre_mm, height_mm, stands=False)
    if hides_foot or height_mm / 2 > USUAL_CENTRE_MM:
        return Hanging(height_mm / 2, height_mm, stands=True)
    return Hanging(USUAL_CENTRE_MM, height_mm, stands=False)
