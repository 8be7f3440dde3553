"""How well two inks can be told apart on the screen, as WCAG 2.2 defines it."""

from __future__ import annotations

from cimaise import inks
from cimaise.inks import Ink


def contrast(ink: Ink, paper: Ink) -> float:
    """The ratio of two inks' luminances on the screen, 1–21."""
    return inks.contrast(lightness(ink), lightness(paper))


def lightness(ink: Ink) -> float:
    """Relative luminance of the sRGB twin."""
    return inks.luminance(ink.srgb)
