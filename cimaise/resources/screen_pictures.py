"""Pictures for screens: cropped, turned, in sRGB, as PNG or JPEG files in memory."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from PIL import Image

from cimaise.diagnostics import InputError, Span
from cimaise.inks import WHITE, Ink
from cimaise.resources.cache import NO_CACHE, Cache, content_digest, key_of
from cimaise.resources.known_pictures import facts, unusable
from cimaise.resources.picture_facts import Crop
from cimaise.resources.pixels import (
    FLAT_COLOURS,
    in_space,
    is_flat_drawing,
    on_paper,
    sampled,
    sampling,
)
from cimaise.resources.profiles import carried_srgb

WHOLE: Crop = (0.0, 0.0, 1.0, 1.0)
JPEG_QUALITY = 85
RECIPE = 3


@dataclass(frozen=True, slots=True)
class ScreenPicture:
    """An encoded picture file."""

    media_type: Literal["image/png", "image/jpeg"]
    data: bytes = field(repr=False)


def screen_picture(
    file: Path,
    size_mm: tuple[float, float],
    max_ppi: float,
    *,
    crop: Crop = WHOLE,
    ink: Ink | None = None,
    paper: Ink | None = None,
    cache: Cache = NO_CACHE,
    span: Span | None = None,
) -> ScreenPicture:
    """The picture as a screen shows it at `size_mm` and `max_ppi`; arguments as `prepare` takes.

    Raises InputError: `missing-file`, `image-unreadable`.
    """
    known = facts(file, span)
    key = key_of("screen", RECIPE, content_digest(file, cache), crop, size_mm, max_ppi, ink, paper)
    stored = cache.get(key)
    if stored is None:
        try:
            wanted = sampling(known, crop, size_mm, max_ppi)
            picture = sampled(known, wanted)
            if ink is not None:
                colour = _toned(picture, ink, paper or WHITE)
            else:
                colour = in_space(picture, known, carried_srgb()).convert("RGB")
            if picture.mode in ("LA", "RGBA"):
                colour = on_paper(colour, picture.getchannel("A"), paper or WHITE)
        except ValueError as problem:
            raise InputError([unusable(file, problem, span)]) from None
        stored = _encoded(colour, lossless=is_flat_drawing(colour, known))
        cache.put(key, stored)
    kind: Literal["image/png", "image/jpeg"] = (
        "image/png" if stored.startswith(b"\x89PNG") else "image/jpeg"
    )
    return ScreenPicture(kind, stored)


def _toned(picture: Image.Image, ink: Ink, paper: Ink) -> Image.Image:
    """Tones between the two inks' sRGB twins."""
    opaque = picture.convert(picture.mode[:-1]) if picture.mode in ("LA", "RGBA") else picture
    gray = opaque.convert("L")
    ramps = [
        [round(dark + (light - dark) * level / 255) for level in range(256)]
        for dark, light in zip(ink.srgb, paper.srgb, strict=True)
    ]
    return Image.merge("RGB", [gray.point(ramp) for ramp in ramps])


def _encoded(picture: Image.Image, *, lossless: bool) -> bytes:
    buffer = io.BytesIO()
    if lossless:
        picture.quantize(FLAT_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
            buffer, "PNG"
        )
    else:
        picture.save(buffer, "JPEG", quality=JPEG_QUALITY)
    return buffer.getvalue()
