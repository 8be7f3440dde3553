"""Photographs reduced as JPEG holds them: sharp where eyes are sharp, in luminance.

A JPEG's colour differences are stored coarser than its luminance and seen coarser still, so only
luminance is worth Lanczos and sharpening. That saves a third of the time, and colours get no
fringes from being sharpened apart.
"""

from __future__ import annotations

from PIL import Image, ImageFilter

Box = tuple[float, float, float, float]


def read_as_luminance(picture: Image.Image, wanted: tuple[int, int]) -> bool:
    """Make an unread picture decode to YCbCr, at about `wanted` pixels or more, if it can."""
    # Only these say for sure that the file holds YCbCr: a JPEG may hold RGB as it is.
    told = picture.info.get("adobe_transform")
    stored = told == 1 or (told is None and "jfif" in picture.info)
    if picture.format not in ("JPEG", "MPO") or picture.mode != "RGB" or not stored:
        return False
    picture.draft("YCbCr", wanted)
    return picture.mode == "YCbCr"


def reduced(
    picture: Image.Image,
    size: tuple[int, int],
    box: Box,
    sharpening: ImageFilter.UnsharpMask,
    gap: float,
) -> Image.Image:
    """A YCbCr picture cut to `box` and brought to `size`, as RGB."""
    # One plane at a time: of a large photograph each takes tens of megabytes.
    sharp = picture.getchannel("Y").resize(
        size, Image.Resampling.LANCZOS, box=box, reducing_gap=gap
    )
    sharp = sharp.filter(sharpening)
    soft = [
        picture.getchannel(name).resize(size, Image.Resampling.HAMMING, box=box, reducing_gap=gap)
        for name in ("Cb", "Cr")
    ]
    return Image.merge("YCbCr", (sharp, *soft)).convert("RGB")
