"""Pictures as a PDF holds them: JPEG, or Flate with PNG's predictor, plain or with a palette."""

from __future__ import annotations

import io
import json
import struct
from dataclasses import dataclass, field
from typing import Literal

from PIL import Image

from cimaise.inks import Ink

Space = Literal["CMYK", "RGB"]
Filter = Literal["DCT", "Flate"]

MAX_NIBBLE_PALETTE = 16
# Within 6 % of the best size for hatching, in 40 % of the time.
DEFLATE_LEVEL = 4


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
    data = _predicted(rows, 8)
    return PreparedPicture(
        *colour.size, space, 8, "Flate", False, colors, None, None, digest, data
    )  # fmt: skip


def indexed(indices: Image.Image, inks: list[Ink], space: Space, digest: str) -> PreparedPicture:
    """Samples that point into a palette: 1 bit for bilevel pictures, else 4 or 8."""
    bits = 1 if indices.mode == "1" else 4 if len(inks) <= MAX_NIBBLE_PALETTE else 8
    if space == "CMYK":
        palette = bytes(round(part * 255) for ink in inks for part in ink.cmyk)
    else:
        palette = bytes(part for ink in inks for part in ink.srgb)
    if bits == 4:
        # In its place: the same bytes under another name.
        indices.putpalette(bytes(3 * MAX_NIBBLE_PALETTE))
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
