"""How much ink an image lays down, from its samples as they are stored, never from a conversion.

JPEG and JPEG 2000 are read small, plain Flate row by row, and nothing is unpacked that is larger
than was asked: a hostile image costs no more than a heavy one.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

import pikepdf
from PIL import Image as Raster

from cimaise.preflight.budget import Budget
from cimaise.preflight.colour import PROCESS_INKS, ColourSpace, inks_of
from cimaise.preflight.images import Image
from cimaise.preflight.objects import entry, integer, items, number
from cimaise.preflight.streams import decoded
from cimaise.resources.pictures import nothing_made_up

MOST_PARTS: Final = 48
_SAMPLE: Final = 2 * MOST_PARTS
"""Pixels a side that tell enough of an image."""
_MOST_PIXELS: Final = 100_000_000
_MOST_UNPACKED_PIXELS: Final = 40_000_000
"""Of what can only be unpacked whole."""
_CHUNK: Final = 1 << 20
# PNG 1.2, 4.1.1: the colour type that has as many components, and that of places in a table.
_PNG_TYPES: Final = {1: 0, 2: 4, 3: 2, 4: 6}
_PNG_TABLE: Final = 3
_JPX_STREAM, _JPX_CODING = b"\xff\x4f\xff\x51", b"\xff\x52"
_JPX_LEVELS_AT: Final = 9
"""ITU-T T.800, A.6.1: where the coding style's marker tells how often sizes are halved."""

_Bands = tuple[Raster.Image, ...]
Parts = tuple[int, int]


def densest_part(stream: Any, image: Image, parts: Parts, budget: Budget) -> float | None:
    """The mean C+M+Y+K of the densest of so many parts across and up an image, 3.0 for 300 %.

    At most MOST_PARTS either way. None where its samples cannot be read, or say nothing of inks.
    """
    if not 0 < image.width * image.height <= _MOST_PIXELS:
        return None
    try:
        with warnings.catch_warnings(), nothing_made_up():
            warnings.simplefilter("ignore", Raster.DecompressionBombWarning)
            bands = _bands(stream, image, budget)
            if bands is None or len(bands) != image.space.components:
                return None
            bounds = _bounds(stream, image)
            if image.space.family == "Indexed":
                return None if bounds is not None else _of_indices(bands[0], image.space, parts)
            return _of_tints(bands, image.space, bounds, parts)
    # Damaged data make decoders raise nearly anything.
    except Exception:
        return None


def _bands(stream: Any, image: Image, budget: Budget) -> _Bands | None:
    """One raster of 8 bits for each component, of some or all of the image's pixels."""
    last = image.filters[-1] if image.filters else ""
    if last == "DCTDecode":
        return _of_jpeg(_encoded(stream, image, budget), image)
    if last == "JPXDecode":
        return _of_jpx(_encoded(stream, image, budget), image)
    parameters = entry(stream, "/DecodeParms", "/DP")
    if image.filters == ("FlateDecode",):
        # One filter may have its parameters in an array of one.
        if isinstance(parameters, pikepdf.Array):
            parameters = next(items(parameters), None)
        predictor = integer(entry(parameters, "/Predictor"), 1)
        if predictor == 1:
            return _of_rows(b"".join(_some_rows(stream, image)), image)
        return _of_png(bytes(stream.read_raw_bytes()), parameters, image) if predictor > 9 else None
    each = list(items(parameters)) if isinstance(parameters, pikepdf.Array) else [parameters]
    if any(integer(entry(one, "/Predictor"), 1) == 2 for one in each):
        return None
    data, wrong = decoded(stream, budget)
    return None if wrong else _of_rows(data, image)


def _encoded(stream: Any, image: Image, budget: Budget) -> bytes:
    """The bytes of a picture format, out of what was put around them."""
    if len(image.filters) == 1:
        return bytes(stream.read_raw_bytes())
    return decoded(stream, budget, but_last=True)[0]


def _of_jpeg(data: bytes, image: Image) -> _Bands | None:
    with Raster.open(io.BytesIO(data), formats=("JPEG",)) as picture:
        if picture.size != (image.width, image.height):
            return None
        # Pillow turns every CMYK JPEG round, as Adobe's are; PDF takes samples as they are stored.
        inverted = picture.mode == "CMYK"
        picture.draft(picture.mode, (_SAMPLE, _SAMPLE))
        bands = picture.split()
    return tuple(band.point(lambda value: 255 - value) for band in bands) if inverted else bands


def _of_jpx(data: bytes, image: Image) -> _Bands | None:
    with Raster.open(io.BytesIO(data), formats=("JPEG2000",)) as picture:
        if picture.size != (image.width, image.height):
            return None
        # Before the code stream, a profile may hold any bytes.
        levels = data[data.index(_JPX_CODING, data.index(_JPX_STREAM)) + _JPX_LEVELS_AT]
        wanted = (min(picture.size) // _SAMPLE).bit_length() - 1
        halvings = max(0, min(levels, wanted))
        if image.width * image.height >> 2 * halvings > _MOST_UNPACKED_PIXELS:
            return None
        picture.reduce = halvings  # type: ignore[method-assign,assignment]  # hides the method
        # What comes after the colours is transparency.
        return picture.split()[: image.space.components]


def _some_rows(stream: Any, image: Image) -> Iterator[bytes]:
    """Some rows of a Flate image, without ever unpacking all of it."""
    row = _row_bytes(image)
    step = max(1, image.height // _SAMPLE)
    engine, data = zlib.decompressobj(), bytes(stream.read_raw_bytes())
    held, tail, index, at = b"", b"", 0, 0
    while (tail or at < len(data)) and index < image.height:
        if not tail:
            tail, at = data[at : at + _CHUNK], at + _CHUNK
        held += engine.decompress(tail, _CHUNK)
        tail = engine.unconsumed_tail
        whole = min(len(held) // row, image.height - index)
        for line in range(whole):
            if (index + line) % step == 0:
                yield held[line * row : (line + 1) * row]
        held, index = held[whole * row :], index + whole


def _row_bytes(image: Image) -> int:
    return (image.width * image.space.components * image.bits + 7) // 8


def _of_rows(data: bytes, image: Image) -> _Bands | None:
    """Rows as they are stored, the first bits first."""
    size = (image.width, min(image.height, len(data) // _row_bytes(image)))
    count = image.space.components
    if not size[1]:
        return None
    data = data[: size[1] * _row_bytes(image)]
    if image.bits == 16:
        data = data[::2]
    elif image.bits < 8:
        # Of several components in a byte, nobody makes images.
        return (
            (Raster.frombytes("P", size, data, "raw", f"P;{image.bits}"),) if count == 1 else None
        )
    return tuple(Raster.frombytes("L", size, data[band::count]) for band in range(count))


def _of_png(data: bytes, parameters: Any, image: Image) -> _Bands | None:
    """Rows that are told from each other as PNG does it: with a head they are a PNG file."""
    count = image.space.components
    told = (
        integer(entry(parameters, "/Colors"), 1),
        integer(entry(parameters, "/BitsPerComponent"), 8),
        integer(entry(parameters, "/Columns"), 1),
    )
    fits = image.width * image.height <= _MOST_UNPACKED_PIXELS
    if not fits or told != (count, image.bits, image.width) or count not in _PNG_TYPES:
        return None
    kind = _PNG_TABLE if image.space.family == "Indexed" else _PNG_TYPES[count]
    if image.bits > 8 or (image.bits < 8 and kind != _PNG_TABLE):
        return None
    head = struct.pack(">IIBBBBB", image.width, image.height, image.bits, kind, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    file = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )
    with Raster.open(io.BytesIO(file), formats=("PNG",)) as picture:
        return picture.split()


def _bounds(stream: Any, image: Image) -> tuple[float, ...] | None:
    """The Decode array, least and most of each component; None where it is the usual one."""
    # ISO 32000-1, 7.4.9: of JPEG 2000 it is not asked.
    if "JPXDecode" in image.filters:
        return None
    found = tuple(number(each) or 0.0 for each in items(entry(stream, "/Decode"), 64))
    indexed = image.space.family == "Indexed"
    usual = (0.0, float(2**image.bits - 1) if indexed else 1.0) * image.space.components
    return None if not found or found == usual else found


def _of_tints(
    bands: _Bands, space: ColourSpace, bounds: tuple[float, ...] | None, parts: Parts
) -> float | None:
    """Of components that are inks, or their want: the mean of a part is as good as its pixels."""
    bounds = bounds or (0.0, 1.0) * len(bands)
    means = [band.resize(parts, Raster.Resampling.BOX).tobytes() for band in bands]
    most = 0.0
    for cell in set(zip(*means, strict=True)):
        values = tuple(
            low + value / 255 * (high - low)
            for value, low, high in zip(cell, bounds[::2], bounds[1::2], strict=True)
        )
        inks = inks_of(space, values)
        if inks is None:
            return None
        most = max(most, _process_sum(inks))
    return most


def _of_indices(band: Raster.Image, space: ColourSpace, parts: Parts) -> float | None:
    """Of places in a table of colours: each pixel counts with the sum of its colour's inks."""
    table = [inks_of(space, (float(index),)) for index in range(256)]
    if any(count and table[index] is None for index, count in enumerate(band.histogram())):
        return None
    sums = [round(_process_sum(inks or {}) / len(PROCESS_INKS) * 255) for inks in table]
    means = band.point(sums, "L").resize(parts, Raster.Resampling.BOX)
    return max(means.tobytes()) / 255 * len(PROCESS_INKS)


def _process_sum(inks: Mapping[str, float]) -> float:
    return sum(inks.get(ink, 0.0) for ink in PROCESS_INKS)
