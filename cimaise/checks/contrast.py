"""Contrast of two printed colours, as WCAG 2.2 reckons it, seen through the printer's profile."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from msgspec import Struct

from cimaise.inks import Ink, contrast, luminance
from cimaise.resources.profiles import Profile, screen_colour

MIDDLE: Final = 0.18
"""The luminance on which black and white letters stand out alike."""


class Ground(Struct, frozen=True):
    """What lies under letters: its name, and its relative luminance, 0 black to 1 white."""

    name: str
    luminance: float
    is_picture: bool = False
    usual: float | None = None
    """Of a picture, the luminance of its middle, where `luminance` is that of its worst tenth."""

    @property
    def is_light(self) -> bool:
        """Whether black letters stand out better on it than white ones."""
        return (self.luminance if self.usual is None else self.usual) > MIDDLE


def ratio(letters: Ground, under: Ground) -> float:
    """The contrast ratio, 1 to 21, WCAG 2.2."""
    return contrast(letters.luminance, under.luminance)


@lru_cache(maxsize=512)
def seen(ink: Ink, profile: Profile) -> Ground:
    """An ink as it looks in print: through the profile, the paper taken as white."""
    return Ground(str(ink), luminance(screen_colour(ink.cmyk, profile)))
