"""What a picture's pixels tell: enlarged, or compressed before it was saved last; transparent.

A picture is decoded once for all questions.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from PIL import Image

from cimaise.resources.opacity import is_opaque
from cimaise.resources.picture_facts import PictureFacts
from cimaise.resources.pictures import opened
from cimaise.resources.traces.compressing import first_quality
from cimaise.resources.traces.enlarging import doubled, enlarged
from cimaise.resources.traces.levels import SQUARE_PX, courses_across, courses_down, squares_of
from cimaise.resources.traces.spectra import finest_percent, is_woven, power_of, spectrum_of


class Traces(Struct, frozen=True):
    """What was found; None where there is nothing to go by or nothing was done."""

    finest_percent: float | None
    """The finest detail as a share of detail twice as large, where it is strongest."""
    enlarged: float | None
    """How many times at least it was enlarged, from the rhythm that interpolation leaves."""
    first_quality: int | None
    """The quality of a JPEG that it was before, much below that of the file as it is."""
    damage: str | None = None
    """What is wrong with the pixels, where they cannot be decoded."""
    is_opaque: bool = False
    """Whether it has an alpha channel that makes nothing transparent."""


NONE = Traces(None, None, None)


def traces(known: PictureFacts) -> Traces:
    """What the pixels tell; of a picture that is small or of 1 bit, whether they are damaged."""
    try:
        stat = known.path.stat()
    except OSError:
        return NONE
    is_told = known.bits > 1 and min(known.pixels) >= 2 * SQUARE_PX
    version = stat.st_size, stat.st_mtime_ns
    return _traces(known.path, known.jpeg_quality, is_told, known.has_alpha, version)


@lru_cache(maxsize=256)
def _traces(
    path: Path, quality: int | None, is_told: bool, has_alpha: bool, _version: tuple[int, int]
) -> Traces:
    try:
        with opened(path) as picture:
            # A JPEG has its grays apart: its colours need not be decoded.
            picture.draft("L", picture.size)
            picture.load()
    except MemoryError:
        return NONE
    # A damaged file makes decoders raise nearly anything.
    except Exception as problem:
        return Traces(None, None, None, str(problem) or type(problem).__name__)
    found = NONE
    try:
        if has_alpha:
            found = replace(found, is_opaque=is_opaque(picture))
        if is_told:
            found = replace(_told_by(picture, quality), is_opaque=found.is_opaque)
    # A picture that is whole may be of a kind that has no grays, such as Lab.
    except Exception:
        pass
    return found


def _told_by(picture: Image.Image, quality: int | None) -> Traces:
    # Of all pixels only these become numbers.
    squares = squares_of(picture)
    courses = courses_across(picture), courses_down(picture)
    spectra = [spectrum_of(square) for square in squares]
    power = power_of(spectra)
    ratio = enlarged(*courses, power) or (2.0 if doubled(*courses, power) else None)
    finest = None if is_woven(power) else finest_percent(squares, spectra)
    return Traces(finest, ratio, first_quality(squares, quality))
