"""How well two inks can be told apart on the screen, as WCAG 2.2 defines it."""

from __future__ import annotations

from cimaise.inks import Ink


def contrast(ink: Ink, paper: Ink) -> float:
    """The ratio of two inks' luminances on the screen, 1–21."""
    light, dark = sorted((lightness(ink), lightness(paper)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lightness(ink: Ink) -> float:
    """Relative luminance of the sRGB twin."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in ink.srgb)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
