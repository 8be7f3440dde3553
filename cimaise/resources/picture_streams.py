"""Pictures as a PDF holds them: JPEG, or Flate with PNG's predictor, plain or with a palette."""

from __future__ import annotations

import io
import json
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from PIL import Image

from cimaise.inks import Ink

Space = Literal["CMYK", "RGB"]
Filter = Literal["DCT", "Flate"]

MAX_NIBBLE_PALETTE = 16
# Within 6 % of the best size for hatching, in 40 % of the time.
DEFLATE_LEVEL = 4
STRIP_ROWS = 64
# The byte before a PNG's row that says: as it is.
NO_FILTER = b"\0"


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


def jpeg(
    data: bytes, size: tuple[int, int], space: Space, inverted: bool, digest: str
) -> PreparedPicture:
    """A picture whose JPEG bytes are ready."""
    return PreparedPicture(
        *size, space, 8, "DCT", inverted, None, None, None, digest, data
    )  # fmt: skip


def lossless(colour: Image.Image, space: Space, digest: str) -> PreparedPicture:
    """A drawing in flat colours: every sample kept, no JPEG mist around its edges."""
    # PNG knows no CMYK, but its rows of four components are all that is taken from it.
    rows = Image.merge("RGBA", colour.split()) if space == "CMYK" else colour
    colors = 4 if space == "CMYK" else 3
    data = _predicted(rows)
    return PreparedPicture(
        *colour.size, space, 8, "Flate", False, colors, None, None, digest, data
    )  # fmt: skip


def indexed(
    picture: Image.Image, levels: Sequence[int], inks: list[Ink], space: Space, digest: str
) -> PreparedPicture:
    """Samples that point into a palette: 1 bit for bilevel pictures, else 4 or 8.

    `levels`: the gray value that each of `inks` stands for, all 256 where there are more than 16.
    """
    bits = 1 if picture.mode == "1" else 4 if len(inks) <= MAX_NIBBLE_PALETTE else 8
    if space == "CMYK":
        palette = bytes(round(part * 255) for ink in inks for part in ink.cmyk)
    else:
        palette = bytes(part for ink in inks for part in ink.srgb)
    most = max(ink.coverage_percent for ink in inks) if space == "CMYK" else None
    data = _nibbles(picture, levels) if bits == 4 else _predicted(picture)
    return PreparedPicture(
        *picture.size, space, bits, "Flate", False, 1, palette, most, digest, data
    )  # fmt: skip


def _nibbles(picture: Image.Image, levels: Sequence[int]) -> bytes:
    """Rows of places among `levels`, 4 bits each, as a PNG's IDAT without a filter.

    By strips: a wall's engraving takes thirty megabytes, and would be held twice.
    """
    width, height = picture.size
    place = {level: place for place, level in enumerate(levels)}
    places = [place.get(level, 0) for level in range(256)]
    row = (width + 1) // 2
    deflated = zlib.compressobj(DEFLATE_LEVEL)
    parts: list[bytes] = []
    for top in range(0, height, STRIP_ROWS):
        strip = picture.crop((0, top, width, min(height, top + STRIP_ROWS))).point(places)
        # In its place: the same bytes under another name, that of the packer.
        strip.putpalette(bytes(3 * MAX_NIBBLE_PALETTE))
        packed_rows = strip.tobytes("raw", "P;4")
        rows = [packed_rows[at : at + row] for at in range(0, len(packed_rows), row)]
        parts.append(deflated.compress(b"".join(NO_FILTER + each for each in rows)))
    return b"".join([*parts, deflated.flush()])


def _predicted(picture: Image.Image) -> bytes:
    """The picture's rows as a PNG's IDAT: what PDF calls Flate with predictor 15."""
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=DEFLATE_LEVEL)
    png = buffer.getbuffer()
    rows: list[memoryview] = []
    place = 8
    while place < len(png):
        length, kind = struct.unpack_from(">I4s", png, place)
        if kind == b"IDAT":
            rows.append(png[place + 8 : place + 8 + length])
        place += 12 + length
    return b"".join(rows)


def packed(picture: PreparedPicture) -> bytes:
    """The picture as an entry of the cache."""
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


def unpacked(stored: bytes, digest: str) -> PreparedPicture | None:
    """The picture in an entry of the cache; None where another version wrote it."""
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
