"""Contrast of two printed colours, as WCAG 2.2 reckons it, seen through the printer's profile."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cimaise.inks import Ink
from cimaise.resources.profiles import Profile, screen_colour


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies under letters: its name, and its relative luminance, 0 black to 1 white."""

    name: str
    luminance: float
    is_picture: bool = False


def luminance(srgb: tuple[int, int, int]) -> float:
    """Relative luminance of an sRGB colour (0–255), WCAG 2.2."""
    red, green, blue = (_linear(part / 255) for part in srgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(letters: Ground, under: Ground) -> float:
    """The contrast ratio, 1 to 21, WCAG 2.2."""
    light, dark = sorted((letters.luminance, under.luminance), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=512)
def seen(ink: Ink, profile: Profile) -> Ground:
    """An ink as it looks in print: through the profile, the paper taken as white."""
    return Ground(str(ink), luminance(screen_colour(ink.cmyk, profile)))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
