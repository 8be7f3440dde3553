"""Pictures cut, brought to fewer pixels and sharpened for print, by libvips.

libvips reduces and sharpens strip by strip with the processor's vector instructions: a tenth of
the time that Pillow takes, and no whole picture between two steps.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Literal

import pyvips
from PIL import Image

from cimaise.resources.picture_facts import Crop

# A reduction by box first, where it is far from the final size, costs a third and shows nowhere.
REDUCING_GAP = 3.0
# Output sharpening that is felt, not seen: half strength at most, from pixel to pixel.
SHARPEN_SHARE = 0.5
SHARPEN_PPI_PER_PIXEL = 250
SHARPEN_MIN_SIGMA_PX = 0.5
# So many libvips adds up exactly in short integers, which is ten times as quick.
SHARPEN_STEPS = 32

# Both cores work on pictures of their own, and no picture is asked for twice.
pyvips.concurrency_set(1)
pyvips.cache_set_max(0)


def reduced(
    picture: Image.Image, size: tuple[int, int], crop: Crop, sharpen_ppi: float | None
) -> Image.Image:
    """The part of `picture` in `crop` (fractions) at `size`, sharpened for print at `sharpen_ppi`.

    Modes with 8 bits a component: `L`, `LA`, `RGB`, `RGBA`, `CMYK`, `LAB`; the same comes back.
    """
    if picture.mode in ("LA", "RGBA"):
        # Colours weigh as much as they cover, so what is transparent leaves no seam.
        mode = picture.mode
        whole = reduced(picture.convert(mode[:-1] + "a"), size, crop, None).convert(mode)
        colour = whole.convert(mode[:-1])
        if sharpen_ppi is not None:
            colour = _pillow(_sharpened(_vips(colour), sharpen_ppi), colour.mode)
        colour.putalpha(whole.getchannel("A"))
        return colour
    if picture.mode == "LAB":
        # Written out, a and b are signed; in their own bands they are not.
        bands = [reduced(band, size, crop, None) for band in picture.split()]
        return Image.merge("LAB", bands)
    return _pillow(_reduced(_vips(picture), size, crop, sharpen_ppi), picture.mode)


def part_of_file(
    file: Path,
    kind: Literal["JPEG", "PNG"],
    mode: str,
    size: tuple[int, int],
    crop: Crop,
    factor: float,
    sharpen_ppi: float,
) -> Image.Image:
    """The same straight out of a JPEG or PNG of mode `L` or `RGB`, never held whole.

    `factor`: new pixels per old one; 1 takes them as they are. Raises ValueError where the file
    is damaged.
    """
    strict = {"access": "sequential", "fail_on": "truncated"}
    try:
        if kind == "JPEG":
            # The decoder halves, quarters or eighths a picture for less than decoding it costs.
            shrink = next(each for each in (8, 4, 2, 1) if each * factor <= 1)
            whole = pyvips.Image.jpegload(str(file), shrink=shrink, **strict)
        else:
            whole = pyvips.Image.pngload(str(file), **strict)
        if factor < 1:
            part = _reduced(whole, size, crop, sharpen_ppi)
        else:
            part = whole.crop(*corner_of(crop, (whole.width, whole.height), size), *size)
        return _pillow(part, mode)
    except pyvips.Error as problem:
        raise ValueError(problem.detail.strip().splitlines()[-1]) from None


def corner_of(crop: Crop, sides: tuple[int, int], size: tuple[int, int]) -> tuple[int, int]:
    """Where a part of `size` pixels begins in a picture of `sides`, so that it lies inside."""
    left, top = (min(round(crop[at] * sides[at]), sides[at] - size[at]) for at in (0, 1))
    return left, top


def _reduced(
    picture: pyvips.Image, size: tuple[int, int], crop: Crop, sharpen_ppi: float | None
) -> pyvips.Image:
    sides = (picture.width, picture.height)
    left, top = (math.floor(crop[at] * side + 0.5) for at, side in enumerate(sides))
    right, bottom = (math.ceil(crop[at + 2] * side - 0.5) for at, side in enumerate(sides))
    if (left, top, right, bottom) != (0, 0, *sides):
        picture = picture.crop(left, top, max(1, right - left), max(1, bottom - top))
    across, down = (
        new / old for new, old in zip(size, (picture.width, picture.height), strict=True)
    )
    picture = picture.resize(across, vscale=down, kernel="lanczos3", gap=REDUCING_GAP)
    return picture if sharpen_ppi is None else _sharpened(picture, sharpen_ppi)


def _sharpened(picture: pyvips.Image, ppi: float) -> pyvips.Image:
    """The picture less half of its blurred self, by Gauss's curve, as one mask of whole numbers."""
    sigma = max(SHARPEN_MIN_SIGMA_PX, ppi / SHARPEN_PPI_PER_PIXEL)
    curve = [math.exp(-x * x / (2 * sigma * sigma)) for x in (-1, 0, 1)]
    share = SHARPEN_SHARE * SHARPEN_STEPS / sum(curve) ** 2
    mask = [[-round(share * across * down) for across in curve] for down in curve]
    mask[1][1] += SHARPEN_STEPS - sum(map(sum, mask))
    weights = pyvips.Image.new_from_array(mask, scale=SHARPEN_STEPS)
    return picture.conv(weights, precision="integer")


def _vips(picture: Image.Image) -> pyvips.Image:
    bands = len(picture.getbands())
    return pyvips.Image.new_from_memory(picture.tobytes(), *picture.size, bands, "uchar")


def _pillow(picture: pyvips.Image, mode: str) -> Image.Image:
    size = (picture.width, picture.height)
    data = picture.write_to_memory()
    if mode in ("L", "CMYK"):
        # Pillow holds these as libvips does, and takes them where they lie.
        return Image.frombuffer(mode, size, data, "raw", mode, 0, 1)
    blank = Image.new(mode, size, None)
    blank.frombytes(data)
    return blank
