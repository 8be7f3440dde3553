"""A picture's pixels: decoded once, cropped, turned, brought to the useful resolution, in its ink.

In: a file, a crop, a placed size. Out: Pillow images, one of printing colours and one of alpha.
"""

from __future__ import annotations

import io
import math
from typing import Literal

from msgspec import Struct
from PIL import Image, ImageChops, ImageCms, ImageFile, ImageMath

from cimaise.inks import Ink
from cimaise.resources.picture_facts import Crop, PictureFacts
from cimaise.resources.pictures import opened
from cimaise.resources.profiles import (
    Profile,
    carried_cmyk,
    carried_srgb,
    profile_from,
    transform,
)
from cimaise.units import MM_PER_INCH

LOSSLESS_FORMATS = ("PNG", "GIF", "BMP", "TIFF", "PPM", "WEBP")
# A drawing has few colours and fills most of its area with fewer still; a gray photograph has few
# as well, but spread.
FLAT_COLOURS = 256
FLAT_MAIN_COLOURS = 8
FLAT_SHARE = 0.8

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class Sampling(Struct, frozen=True):
    """Which pixels of a file are wanted, and how many. Boxes as stored, before EXIF rotation."""

    box: Crop
    """Left, top, right, bottom as fractions of the stored picture."""
    size: tuple[int, int]
    """Pixels to make of it, still unturned."""
    factor: float
    """New pixels per old one; 1 where nothing is resampled."""
    ppi: float
    """Of the result, as placed."""


def sampling(
    facts: PictureFacts, crop: Crop, size_mm: tuple[float, float], max_ppi: float
) -> Sampling:
    """Where to cut and how far to reduce: never enlarges, never below one pixel."""
    width, height = facts.pixels
    across = max(1.0, (crop[2] - crop[0]) * width)
    down = max(1.0, (crop[3] - crop[1]) * height)
    inches = (size_mm[0] / MM_PER_INCH, size_mm[1] / MM_PER_INCH)
    factor = min(1.0, max(inches[0] * max_ppi / across, inches[1] * max_ppi / down))
    upright = (max(1, round(across * factor)), max(1, round(down * factor)))
    turned = facts.orientation >= 5
    return Sampling(
        box=_as_stored(crop, facts.orientation),
        size=(upright[1], upright[0]) if turned else upright,
        factor=factor,
        ppi=min(upright[0] / inches[0], upright[1] / inches[1]),
    )


def _as_stored(crop: Crop, orientation: int) -> Crop:
    """A box of the upright picture in the stored one (EXIF 2.3, figure of orientations)."""
    left, top, right, bottom = crop
    boxes: dict[int, Crop] = {
        1: crop,
        2: (1 - right, top, 1 - left, bottom),
        3: (1 - right, 1 - bottom, 1 - left, 1 - top),
        4: (left, 1 - bottom, right, 1 - top),
        5: (top, left, bottom, right),
        6: (top, 1 - right, bottom, 1 - left),
        7: (1 - bottom, 1 - right, 1 - top, 1 - left),
        8: (1 - bottom, left, 1 - top, right),
    }
    return boxes[orientation]


def sampled(facts: PictureFacts, wanted: Sampling) -> Image.Image:
    """The wanted pixels, upright, in mode `1`, `L`, `LA`, `RGB`, `RGBA`, `CMYK` or `LAB`.

    `1` and pictures of few colours keep every pixel when `wanted.factor` is 1. Raises ValueError,
    saying why, where the file cannot be decoded.
    """
    with opened(facts.path) as picture:
        try:
            return _sampled(picture, facts, wanted)
        except MemoryError:
            raise ValueError("there is not memory enough for it") from None
        # A damaged file makes decoders raise nearly anything.
        except Exception as problem:
            raise ValueError(f"its pixels are damaged ({problem})") from None


def _sampled(picture: ImageFile.ImageFile, facts: PictureFacts, wanted: Sampling) -> Image.Image:
    part = _part(picture, facts, wanted)
    turn = TURNS.get(facts.orientation)
    return part if turn is None else part.transpose(turn)


def _part(picture: ImageFile.ImageFile, facts: PictureFacts, wanted: Sampling) -> Image.Image:
    # Imported here, for most runs have every picture ready.
    from cimaise.resources.resampling import corner_of, part_of_file, reduced

    jpeg = picture.format in ("JPEG", "MPO")
    # Of a PNG, the raw mode tells depth and order of what is stored.
    plain = jpeg or (picture.format == "PNG" and picture.tile[0].args == picture.mode)
    # A PDF's page comes as a PNG that is in no file.
    plain = plain and not isinstance(picture.fp, io.BytesIO)
    if plain and picture.mode in ("L", "RGB") and "transparency" not in picture.info:
        kind: Literal["JPEG", "PNG"] = "JPEG" if jpeg else "PNG"
        return part_of_file(
            facts.path, kind, picture.mode, wanted.size, wanted.box, wanted.factor, wanted.ppi
        )
    if jpeg and wanted.factor < 1:
        width, height = (math.ceil(side * wanted.factor) for side in picture.size)
        picture.draft(picture.mode, (width, height))
    part = _plain_mode(_loaded(picture, facts))
    if wanted.factor < 1 and part.mode != "1":
        return reduced(part, wanted.size, wanted.box, wanted.ppi if part.mode != "CMYK" else None)
    if part.size == wanted.size:
        return part
    left, top = corner_of(wanted.box, part.size, wanted.size)
    return part.crop((left, top, left + wanted.size[0], top + wanted.size[1]))


def _loaded(picture: Image.Image, facts: PictureFacts) -> Image.Image:
    # WeasyPrint tells Pillow, for the whole process, to fill up what is missing of a picture.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    picture.load()
    if picture.mode == "CMYK" and facts.format in ("JPEG", "MPO") and not facts.adobe_jpeg:
        # Pillow takes every CMYK JPEG for Adobe's inverted kind.
        return ImageChops.invert(picture)
    return picture


def _plain_mode(picture: Image.Image) -> Image.Image:
    """The picture in a mode with 8 bits a component, alpha apart from colour, no palette."""
    mode = picture.mode
    if mode in ("1", "L", "RGB") and "transparency" in picture.info:
        return picture.convert("RGBA" if mode == "RGB" else "LA")
    if mode in ("1", "L", "LA", "RGB", "RGBA", "CMYK", "LAB"):
        return picture
    if mode in ("P", "PA"):
        transparent = mode == "PA" or "transparency" in picture.info
        return picture.convert("RGBA" if transparent else "RGB")
    if mode in ("I;16", "I;16L", "I;16B", "I;16N"):
        # Pillow's own conversion cuts everything above 255; the high bytes are what is meant.
        little = picture.convert("I;16") if mode != "I;16" else picture
        return Image.frombytes("L", picture.size, little.tobytes()[1::2])
    return picture.convert("RGBA" if mode.endswith("a") else "RGB")


def source_profile(facts: PictureFacts, mode: str) -> Profile:
    """The profile that a picture's colours are meant in: its own, else the usual one of its kind.

    A gray picture without one is taken for the gray axis of sRGB.
    """
    if facts.icc is not None:
        try:
            own = profile_from(facts.icc)
        except ValueError:
            own = None
        if own is not None and own.mode == mode:
            return own
    return carried_cmyk() if mode == "CMYK" else carried_srgb()


def in_space(picture: Image.Image, facts: PictureFacts, output: Profile) -> Image.Image:
    """The picture's colours, alpha left out, in the output profile's space.

    CMYK stays as it is under a CMYK output. Raises ValueError where a profile cannot be used.
    """
    colour = picture.convert(picture.mode[:-1]) if picture.mode in ("LA", "RGBA") else picture
    if colour.mode == "1":
        colour = colour.convert("L")
    if colour.mode == output.mode == "CMYK":
        return colour
    if colour.mode == "LAB":
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        source = profile_from(lab.tobytes())
    else:
        source = source_profile(facts, colour.mode)
        if source.mode == "RGB":
            colour = colour.convert("RGB")
    if source.digest == output.digest:
        return colour
    converted = ImageCms.applyTransform(colour, transform(source, output))
    assert converted is not None
    return converted


def on_paper(colour: Image.Image, alpha: Image.Image, paper: Ink) -> Image.Image:
    """Colours laid over the paper's ink, by their alpha; in the space the colours are in."""
    flat = paper.srgb if colour.mode == "RGB" else tuple(round(p * 255) for p in paper.cmyk)
    return Image.composite(colour, Image.new(colour.mode, colour.size, flat), alpha)


def within_ink_limit(picture: Image.Image, percent: float) -> Image.Image:
    """A CMYK picture with C, M and Y lowered, in proportion, where the four sum to too much."""
    limit = math.floor(percent * 2.55)
    cyan, magenta, yellow, black = picture.split()

    def lowered(full: Image.Image) -> Image.Image:
        plate: Image.Image = ImageMath.lambda_eval(
            lambda bands: bands["convert"](
                bands["p"]
                - bands["max"](bands["c"] + bands["m"] + bands["y"] + bands["k"] - limit, 0)
                * bands["p"]
                / bands["max"](bands["c"] + bands["m"] + bands["y"], 1),
                "L",
            ),
            p=full.convert("F"),
            c=cyan.convert("F"),
            m=magenta.convert("F"),
            y=yellow.convert("F"),
            k=black.convert("F"),
        )
        return plate

    return Image.merge("CMYK", (lowered(cyan), lowered(magenta), lowered(yellow), black))


def is_flat_drawing(picture: Image.Image, facts: PictureFacts) -> bool:
    """Whether a picture is drawn in flat colours, so that JPEG would blur more than it saves."""
    if facts.format not in LOSSLESS_FORMATS:
        return False
    colours = picture.getcolors(FLAT_COLOURS)
    if colours is None:
        return False
    counts = sorted((count for count, _ in colours), reverse=True)
    return sum(counts[:FLAT_MAIN_COLOURS]) >= FLAT_SHARE * sum(counts)
