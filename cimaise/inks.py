"""Resolved inks: what a mark is painted with, in CMYK for the press and sRGB for the screen."""

from __future__ import annotations

from msgspec import Struct


class Ink(Struct, frozen=True):
    """One colour. `cmyk` in 0–1, `srgb` in 0–255; `spot` names a separation, if it is one."""

    name: str
    cmyk: tuple[float, float, float, float]
    srgb: tuple[int, int, int]
    spot: str | None = None
    tint: float = 1.0

    def tinted(self, share: float) -> Ink:
        """The same ink at `share` (0–1) of its strength, on white."""
        c, m, y, k = (round(part * share, 4) for part in self.cmyk)
        red, green, blue = (round(255 - (255 - part) * share) for part in self.srgb)
        return Ink(self.name, (c, m, y, k), (red, green, blue), self.spot, self.tint * share)

    def mixed(self, other: Ink, share: float) -> Ink:
        """The process colour `share` (0–1) of the way from this ink to `other`."""
        c, m, y, k = (
            round(a + (b - a) * share, 4) for a, b in zip(self.cmyk, other.cmyk, strict=True)
        )
        red, green, blue = (
            round(a + (b - a) * share) for a, b in zip(self.srgb, other.srgb, strict=True)
        )
        return Ink(f"{self.name}–{other.name}", (c, m, y, k), (red, green, blue))

    @property
    def is_black_only(self) -> bool:
        """Whether only the black plate carries it."""
        return self.spot is None and self.cmyk[:3] == (0, 0, 0)

    @property
    def coverage_percent(self) -> float:
        """Total area coverage: C + M + Y + K, in %."""
        return sum(self.cmyk) * 100

    def __str__(self) -> str:
        return self.name if self.tint == 1 else f"{self.name} {self.tint:.0%}"


BLACK = Ink("black", (0, 0, 0, 1), (29, 29, 27))
WHITE = Ink("white", (0, 0, 0, 0), (255, 255, 255))


def luminance(srgb: tuple[int, int, int]) -> float:
    """Relative luminance of an sRGB colour (0–255), WCAG 2.2."""
    red, green, blue = (_linear(part / 255) for part in srgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: float, second: float) -> float:
    """The contrast ratio of two relative luminances, 1 to 21, WCAG 2.2."""
    light, dark = max(first, second), min(first, second)
    return (light + 0.05) / (dark + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
