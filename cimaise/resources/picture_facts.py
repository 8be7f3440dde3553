"""What is known of a picture without decoding it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

# 2 m × 3 m at 150 ppi is 210 million; a file that claims more is a mistake or an attack.
MAX_PIXELS = 300_000_000

Crop = tuple[float, float, float, float]
"""Left, top, right, bottom of a part, as fractions of the picture."""


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What a picture's header says. `pixels` is as it is looked at, after EXIF rotation."""

    path: Path
    pixels: tuple[int, int]
    format: str
    mode: str
    """Pillow's mode: `1`, `L`, `P`, `RGB`, `RGBA`, `CMYK`, `I;16`…"""
    bits: int
    """Bits of one component in the file."""
    has_alpha: bool
    profile: str | None
    """Name of the embedded ICC profile, if there is a sound one."""
    dpi: tuple[float, float] | None
    orientation: int
    """EXIF orientation that is still to be applied, 1–8."""
    jpeg_quality: int | None
    """Estimated on libjpeg's scale of 1–100."""
    adobe_jpeg: bool
    """Whether a JPEG carries Adobe's marker: then its CMYK is stored inverted."""
    icc: bytes | None = field(default=None, repr=False)
