"""Pictures: the facts in a file's header, read without decoding it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from PIL import Image, ImageFile, UnidentifiedImageError

from cimaise.resources.picture_facts import MAX_PIXELS, PictureFacts
from cimaise.resources.profiles import profile_from

# Formats that Pillow decodes by itself: no PostScript, no format that runs another program.
FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "JPEG2000", "AVIF", "PPM")
FORMATS_IN_WORDS = "JPEG, PNG, TIFF, WebP, AVIF, GIF, BMP or JPEG 2000"
# Pillow warns above this and refuses above twice of it; we refuse, with a sentence, above it.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS

PDF = b"%PDF-"
# Whole or real numbers of 32 bits: nobody says which of them is white.
DEEP_MODES = ("I", "F")
EXIF_ORIENTATION = 0x0112
TIFF_BITS_PER_SAMPLE = 258
TURNED_ORIENTATIONS = (5, 6, 7, 8)
# Sum of the luminance table that libjpeg calls quality 50 (ITU T.81, table K.1).
LUMINANCE_SUM_AT_50 = 3688


def header(path: Path) -> PictureFacts:
    """What the header of a picture says. Raises ValueError and OSError as `opened` does."""
    with opened(path) as picture:
        orientation = _orientation(picture)
        width, height = picture.size
        icc = picture.info.get("icc_profile") or None
        quantization = getattr(picture, "quantization", None)
        return PictureFacts(
            path=path,
            pixels=(height, width) if orientation in TURNED_ORIENTATIONS else (width, height),
            format=picture.format or "",
            mode=picture.mode,
            bits=_bits(picture),
            has_alpha=picture.mode in ("RGBA", "LA", "PA", "La", "RGBa")
            or "transparency" in picture.info,
            profile=_profile_name(icc),
            dpi=_dpi(picture),
            orientation=orientation,
            jpeg_quality=_jpeg_quality(quantization) if quantization else None,
            adobe_jpeg="adobe" in picture.info,
            icc=icc,
        )


@contextmanager
def opened(path: Path) -> Iterator[ImageFile.ImageFile]:
    """A picture whose header is read and whose pixels are not.

    Raises ValueError, saying why, where it cannot be used; OSError where there is no such file.
    """
    with path.open("rb") as opened_file:
        file: IO[bytes] = opened_file
        if file.read(len(PDF)) == PDF:
            # Few exhibitions have one, and it starts another process.
            from cimaise.resources.pdf_pages import pdf_png

            file = io.BytesIO(pdf_png(path))
        file.seek(0)
        try:
            picture = Image.open(file, formats=FORMATS)
        except UnidentifiedImageError:
            raise ValueError(f"it is no {FORMATS_IN_WORDS}") from None
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise ValueError(_too_large()) from None
        except MemoryError:
            raise ValueError("there is not memory enough for it") from None
        # A damaged file makes decoders raise nearly anything.
        except Exception as problem:
            raise ValueError(f"it is damaged ({problem})") from None
        width, height = picture.size
        if width * height > MAX_PIXELS:
            raise ValueError(_too_large())
        if picture.mode in DEEP_MODES:
            raise ValueError("its pixels have 32 bits a component: save it with 8 or 16")
        with nothing_made_up():
            yield picture


@contextmanager
def nothing_made_up() -> Iterator[None]:
    """Pillow decodes only what is there: WeasyPrint, once it is loaded, has it make up the rest."""
    lenient = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _too_large() -> str:
    return f"it has more than {MAX_PIXELS // 10**6} million pixels"


def _orientation(picture: Image.Image) -> int:
    # Pillow turns TIFF by itself, and would decode a whole PNG to look for EXIF at its end.
    if picture.format == "TIFF" or (picture.format == "PNG" and "exif" not in picture.info):
        return 1
    try:
        value = picture.getexif().get(EXIF_ORIENTATION, 1)
    # EXIF blocks are damaged as often as not; an upright picture is the best guess then.
    except Exception:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _bits(picture: Image.Image) -> int:
    if picture.mode == "1":
        return 1
    tags = getattr(picture, "tag_v2", None)
    if tags is not None:
        stated = tags.get(TIFF_BITS_PER_SAMPLE, (8,))
        return int(stated[0] if isinstance(stated, tuple) else stated)
    if picture.mode.startswith("I") or "16" in str(getattr(picture, "tile", "")):
        return 16
    return 32 if picture.mode == "F" else 8


def _profile_name(icc: bytes | None) -> str | None:
    if icc is None:
        return None
    try:
        return profile_from(icc).name
    except ValueError:
        return None


def _dpi(picture: Image.Image) -> tuple[float, float] | None:
    stated = picture.info.get("dpi")
    try:
        across, down = (float(part) for part in stated) if stated else (0.0, 0.0)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return (across, down) if across > 0 and down > 0 else None


def _jpeg_quality(tables: dict[int, list[int]]) -> int | None:
    """libjpeg's quality from the sum of the first table, undoing its own scaling rule."""
    if 0 not in tables:
        return None
    percent = sum(tables[0]) * 100 / LUMINANCE_SUM_AT_50
    quality = (200 - percent) / 2 if percent <= 100 else 5000 / percent
    return max(1, min(100, round(quality)))
