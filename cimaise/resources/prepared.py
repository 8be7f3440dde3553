"""Pictures made ready for the page: cropped, sized, in the inks of the output, encoded, cached.

In: a picture file and how it is placed. Out: a stream as a PDF holds it, and its facts.
"""

from __future__ import annotations

import io
import json
import struct
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

from PIL import Image, ImageCms

from cimaise.diagnostics import InputError, Span, error
from cimaise.inks import BLACK, WHITE, Ink
from cimaise.resources.cache import NO_CACHE, Cache, content_digest, key_of
from cimaise.resources.pictures import PictureFacts, facts
from cimaise.resources.pixels import (
    Crop,
    Sampling,
    in_space,
    is_flat_drawing,
    on_paper,
    sampled,
    sampling,
    within_ink_limit,
)
from cimaise.resources.profiles import Profile, carried_srgb, transform

Space = Literal["CMYK", "RGB"]
Filter = Literal["DCT", "Flate"]

WHOLE: Crop = (0.0, 0.0, 1.0, 1.0)
JPEG_QUALITY = 93
SCREEN_JPEG_QUALITY = 88
# Hatching suffers from resampling and packs well, so it keeps up to twice the useful resolution.
LINE_ART_PPI_FACTOR = 2.0
MAX_NIBBLE_PALETTE = 16
# Within 6 % of the best size for hatching, in 40 % of the time.
DEFLATE_LEVEL = 4
# Changes when the same picture would be prepared otherwise, so that old entries are not used.
RECIPE = 1


@dataclass(frozen=True, slots=True)
class Output:
    """What pictures are made for: a printer's CMYK profile, or the screen where there is none."""

    profile: Profile | None
    max_ppi: float
    """The useful resolution at final size."""
    tac_percent: float | None = None

    @property
    def space(self) -> Space:
        """The colour space of the page."""
        return "CMYK" if self.profile else "RGB"

    @property
    def target(self) -> Profile:
        """The profile that colours end up in."""
        return self.profile or carried_srgb()


@dataclass(frozen=True, slots=True)
class PreparedPicture:
    """An encoded picture. With a palette, samples index it; else they are `space`'s components."""

    width_px: int
    height_px: int
    space: Space
    bits: int
    filter: Filter
    inverted: bool
    """Whether full ink is stored as 0, as Adobe's CMYK JPEGs do."""
    predictor_colors: int | None
    """Components per pixel of PNG-predicted Flate data; None for JPEG."""
    palette: bytes | None
    max_ink_percent: float | None
    """Most ink in a palette entry; None where pixels hold the colours themselves."""
    digest: str
    """Stands for the content: equal pictures have equal digests."""
    data: bytes = field(repr=False, compare=False)

    @property
    def components(self) -> int:
        """Samples per pixel."""
        if self.palette is not None:
            return 1
        return 4 if self.space == "CMYK" else 3


def prepare(
    file: Path,
    size_mm: tuple[float, float],
    output: Output,
    *,
    crop: Crop = WHOLE,
    ink: Ink | None = None,
    paper: Ink | None = None,
    cache: Cache = NO_CACHE,
    span: Span | None = None,
) -> PreparedPicture:
    """Make a picture ready to be placed at `size_mm` (final size, whatever the file's scale).

    With `ink` a picture is printed as tones between that ink and `paper`. Transparent parts show
    `paper`, white where there is none. Raises InputError: `missing-file`, `image-unreadable`.
    """
    known = facts(file, span)
    key = key_of(
        "picture", RECIPE, content_digest(file, cache), crop, size_mm, output.space,
        output.target.digest, output.max_ppi, output.tac_percent, ink, paper,
    )  # fmt: skip
    stored = cache.get(key)
    if stored is not None:
        picture = _unpacked(stored, key)
        if picture is not None:
            return picture
    try:
        picture = _prepare(known, size_mm, output, crop, ink, paper or WHITE, key)
    except ValueError as problem:
        message = f"picture {file.name} cannot be used: {problem}"
        raise InputError([error("image-unreadable", message, span)]) from None
    cache.put(key, _packed(picture))
    return picture


def _prepare(
    known: PictureFacts,
    size_mm: tuple[float, float],
    output: Output,
    crop: Crop,
    ink: Ink | None,
    paper: Ink,
    digest: str,
) -> PreparedPicture:
    line_art = ink is not None or known.mode in ("1", "P")
    most = output.max_ppi * (LINE_ART_PPI_FACTOR if line_art else 1.0)
    wanted = sampling(known, crop, size_mm, float("inf") if known.mode == "1" else most)
    if _can_pass_through(known, wanted, output, crop):
        data = known.path.read_bytes()
        return _jpeg(data, known.pixels, "CMYK", known.adobe_jpeg, digest)
    picture = sampled(known, wanted)
    if picture.mode == "1":
        return _indexed(picture, [ink or BLACK, paper], output.space, digest)
    if ink is not None:
        return _toned(picture, ink, paper, output.space, digest)
    colour = in_space(picture, known, output.target)
    if picture.mode in ("LA", "RGBA"):
        colour = on_paper(colour, picture.getchannel("A"), paper)
    if _needs_limit(output, picture.mode):
        assert output.tac_percent is not None
        colour = within_ink_limit(colour, output.tac_percent)
    if is_flat_drawing(colour, known):
        return _lossless(colour, output.space, digest)
    buffer = io.BytesIO()
    quality = JPEG_QUALITY if output.profile else SCREEN_JPEG_QUALITY
    colour.save(buffer, "JPEG", quality=quality, subsampling=0)
    return _jpeg(buffer.getvalue(), colour.size, output.space, output.space == "CMYK", digest)


def _can_pass_through(known: PictureFacts, wanted: Sampling, output: Output, crop: Crop) -> bool:
    return (
        known.format == "JPEG"
        and known.mode == "CMYK"
        and output.space == "CMYK"
        and crop == WHOLE
        and wanted.factor == 1
        and known.orientation == 1
    )


def _jpeg(
    data: bytes, size: tuple[int, int], space: Space, inverted: bool, digest: str
) -> PreparedPicture:
    return PreparedPicture(
        *size, space, 8, "DCT", inverted, None, None, None, digest, data
    )  # fmt: skip


def _toned(
    picture: Image.Image, ink: Ink, paper: Ink, space: Space, digest: str
) -> PreparedPicture:
    """Tones between an ink and the paper: gray values become indices into a ramp."""
    if picture.mode in ("LA", "RGBA"):
        alpha = picture.getchannel("A")
        gray = picture.convert(picture.mode[:-1]).convert("L")
        gray = Image.composite(gray, Image.new("L", gray.size, 255), alpha)
    else:
        gray = picture.convert("L")
    levels = [level for level, count in enumerate(gray.histogram()) if count]
    if len(levels) > MAX_NIBBLE_PALETTE:
        levels = list(range(256))
    else:
        index = {level: place for place, level in enumerate(levels)}
        gray = gray.point([index.get(level, 0) for level in range(256)])
    return _indexed(gray, [ink.mixed(paper, level / 255) for level in levels], space, digest)


def _lossless(colour: Image.Image, space: Space, digest: str) -> PreparedPicture:
    """A drawing in flat colours: every sample kept, no JPEG mist around its edges."""
    # PNG knows no CMYK, but its rows of four components are all that is taken from it.
    rows = Image.merge("RGBA", colour.split()) if space == "CMYK" else colour
    colors = 4 if space == "CMYK" else 3
    data = _predicted(rows, 8)
    return PreparedPicture(
        *colour.size, space, 8, "Flate", False, colors, None, None, digest, data
    )  # fmt: skip


def _indexed(indices: Image.Image, inks: list[Ink], space: Space, digest: str) -> PreparedPicture:
    """Samples that point into a palette: 1 bit for bilevel pictures, else 4 or 8."""
    bits = 1 if indices.mode == "1" else 4 if len(inks) <= MAX_NIBBLE_PALETTE else 8
    if space == "CMYK":
        palette = bytes(round(part * 255) for ink in inks for part in ink.cmyk)
    else:
        palette = bytes(part for ink in inks for part in ink.srgb)
    if bits == 4:
        named = Image.frombytes("P", indices.size, indices.tobytes())
        named.putpalette(bytes(3 * MAX_NIBBLE_PALETTE))
        indices = named
    most = max(ink.coverage_percent for ink in inks) if space == "CMYK" else None
    data = _predicted(indices, bits)
    return PreparedPicture(
        *indices.size, space, bits, "Flate", False, 1, palette, most, digest, data
    )  # fmt: skip


def _predicted(picture: Image.Image, bits: int) -> bytes:
    """The picture's rows as a PNG's IDAT: what PDF calls Flate with predictor 15."""
    buffer = io.BytesIO()
    if picture.mode == "P":
        picture.save(buffer, "PNG", bits=bits, compress_level=DEFLATE_LEVEL)
    else:
        picture.save(buffer, "PNG", compress_level=DEFLATE_LEVEL)
    png = buffer.getbuffer()
    rows: list[bytes] = []
    place = 8
    while place < len(png):
        length, kind = struct.unpack_from(">I4s", png, place)
        if kind == b"IHDR" and png[place + 16] != bits:
            raise ValueError(f"it was packed with {png[place + 16]} bits, not {bits}")
        if kind == b"IDAT":
            rows.append(bytes(png[place + 8 : place + 8 + length]))
        place += 12 + length
    return b"".join(rows)


def _needs_limit(output: Output, source_mode: str) -> bool:
    if output.tac_percent is None or output.profile is None or source_mode == "CMYK":
        return False
    return max_ink_percent(output.profile) > output.tac_percent + 1


@lru_cache(maxsize=16)
def max_ink_percent(profile: Profile) -> float:
    """The most ink that converting any sRGB colour to `profile` asks for, in %."""
    steps = range(0, 256, 15)
    colours = bytes(part for r in steps for g in steps for b in steps for part in (r, g, b))
    cube = Image.frombytes("RGB", (len(colours) // 3, 1), colours)
    inks = ImageCms.applyTransform(cube, transform(carried_srgb(), profile))
    assert inks is not None
    plates = inks.tobytes()
    return max(sum(plates[at : at + 4]) for at in range(0, len(plates), 4)) / 2.55


def _packed(picture: PreparedPicture) -> bytes:
    head = json.dumps(
        {
            "width_px": picture.width_px,
            "height_px": picture.height_px,
            "space": picture.space,
            "bits": picture.bits,
            "filter": picture.filter,
            "inverted": picture.inverted,
            "predictor_colors": picture.predictor_colors,
            "palette": picture.palette.hex() if picture.palette is not None else None,
            "max_ink_percent": picture.max_ink_percent,
        }
    ).encode()
    return head + b"\n" + picture.data


def _unpacked(stored: bytes, digest: str) -> PreparedPicture | None:
    head, _, data = stored.partition(b"\n")
    try:
        told = json.loads(head)
        palette = told.pop("palette")
        return PreparedPicture(
            **told,
            palette=bytes.fromhex(palette) if palette is not None else None,
            digest=digest,
            data=data,
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
