"""Pictures made ready for the page: cropped, sized, in the inks of the output, encoded, cached.

In: a picture file and how it is placed. Out: a stream as a PDF holds it, and its facts.
"""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

from msgspec import Struct
from PIL import Image, ImageCms

from cimaise.diagnostics import InputError, Span
from cimaise.inks import BLACK, WHITE, Ink
from cimaise.resources.cache import NO_CACHE, Cache, content_digest, key_of
from cimaise.resources.known_pictures import facts, unusable
from cimaise.resources.memory import give_back
from cimaise.resources.picture_facts import Crop, PictureFacts
from cimaise.resources.picture_streams import (
    MAX_NIBBLE_PALETTE,
    PreparedPicture,
    Space,
    indexed,
    jpeg,
    lossless,
    packed,
    unpacked,
)
from cimaise.resources.pixels import (
    Sampling,
    in_space,
    is_flat_drawing,
    on_paper,
    sampled,
    sampling,
    within_ink_limit,
)
from cimaise.resources.profiles import Profile, carried_srgb, transform

WHOLE: Crop = (0.0, 0.0, 1.0, 1.0)
JPEG_QUALITY = 93
SCREEN_JPEG_QUALITY = 88
# Hatching suffers from resampling and packs well, so it keeps up to twice the useful resolution.
LINE_ART_PPI_FACTOR = 2.0
# Changes when the same picture would be prepared otherwise, so that old entries are not used.
RECIPE = 4


class Output(Struct, frozen=True):
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
        picture = unpacked(stored, key)
        if picture is not None:
            return picture
    try:
        picture = _prepare(known, size_mm, output, crop, ink, paper or WHITE, key)
    except ValueError as problem:
        raise InputError([unusable(file, problem, span)]) from None
    # What decoding took is not to stand beside what writing and showing the page take.
    give_back()
    cache.put(key, packed(picture))
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
        return jpeg(data, known.pixels, "CMYK", known.adobe_jpeg, digest)
    picture = sampled(known, wanted)
    if picture.mode == "1":
        return indexed(picture, (0, 255), [ink or BLACK, paper], output.space, digest)
    if ink is not None:
        return _toned(picture, ink, paper, output.space, digest)
    colour = in_space(picture, known, output.target)
    if picture.mode in ("LA", "RGBA"):
        colour = on_paper(colour, picture.getchannel("A"), paper)
    if _needs_limit(output, picture.mode):
        assert output.tac_percent is not None
        colour = within_ink_limit(colour, output.tac_percent)
    if is_flat_drawing(colour, known):
        return lossless(colour, output.space, digest)
    buffer = io.BytesIO()
    quality = JPEG_QUALITY if output.profile else SCREEN_JPEG_QUALITY
    colour.save(buffer, "JPEG", quality=quality, subsampling=0)
    return jpeg(buffer.getvalue(), colour.size, output.space, output.space == "CMYK", digest)


def _can_pass_through(known: PictureFacts, wanted: Sampling, output: Output, crop: Crop) -> bool:
    return (
        known.format == "JPEG"
        and known.mode == "CMYK"
        and output.space == "CMYK"
        and crop == WHOLE
        and wanted.factor == 1
        and known.orientation == 1
    )


def _toned(
    picture: Image.Image, ink: Ink, paper: Ink, space: Space, digest: str
) -> PreparedPicture:
    """Tones between an ink and the paper: gray values become indices into a ramp."""
    if picture.mode in ("LA", "RGBA"):
        alpha = picture.getchannel("A")
        gray = picture.convert(picture.mode[:-1]).convert("L")
        gray = Image.composite(gray, Image.new("L", gray.size, 255), alpha)
    else:
        # A gray picture is not copied: one of a wall's size takes tens of megabytes.
        gray = picture if picture.mode == "L" else picture.convert("L")
    levels = [level for level, count in enumerate(gray.histogram()) if count]
    if len(levels) > MAX_NIBBLE_PALETTE:
        levels = list(range(256))
    inks = [ink.mixed(paper, level / 255) for level in levels]
    return indexed(gray, levels, inks, space, digest)


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
