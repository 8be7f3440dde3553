"""Streams decoded within a bound, checked while decoding and not after: no bomb goes off here."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Mapping
from typing import Any, Final

import pikepdf

from cimaise.preflight.budget import STREAM_BYTES, Budget, ExhaustedError
from cimaise.preflight.objects import entry, integer, items, names

ABBREVIATIONS: Final = {
    "AHx": "ASCIIHexDecode",
    "A85": "ASCII85Decode",
    "LZW": "LZWDecode",
    "Fl": "FlateDecode",
    "RL": "RunLengthDecode",
    "CCF": "CCITTFaxDecode",
    "DCT": "DCTDecode",
}
_MOST_FILTERS = 8
_FROM_85: Final = bytes((value - 33) % 256 for value in range(256))


def filters(stream: Any) -> tuple[str, ...]:
    """The stream's filters by their full names, in the order of decoding."""
    return tuple(ABBREVIATIONS.get(found, found) for found in names(entry(stream, "/Filter", "/F")))


def decoded(
    stream: Any, budget: Budget, most: int = STREAM_BYTES, *, but_last: bool = False
) -> tuple[bytes, str | None]:
    """The decoded bytes of a stream and what was wrong with them, if anything.

    `but_last` leaves the last filter to another decoder: a picture's. Damaged data gives what could
    be read. Raises ExhaustedError where there would be more than `most` bytes, so that nobody takes
    a part for the whole.
    """
    if not isinstance(stream, pikepdf.Stream):
        return b"", "a stream is missing"
    if integer(entry(stream, "/Length")) > most:
        raise ExhaustedError(f"a stream is longer than {most // 2**20} MB")
    try:
        data = bytes(stream.read_raw_bytes())
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return b"", "a stream cannot be read"
    chain = filters(stream)
    if len(chain) > _MOST_FILTERS:
        return b"", f"a stream has {len(chain)} filters"
    parameters = entry(stream, "/DecodeParms", "/DP")
    each = list(items(parameters)) if isinstance(parameters, pikepdf.Array) else [parameters]
    fault: str | None = None
    for index, filter_ in enumerate(chain[:-1] if but_last else chain):
        asked = each[index] if index < len(each) else None
        data, wrong = _apply(filter_, data, asked, most)
        if integer(entry(asked, "/Predictor"), 1) >= 10:
            data = _png_rows(data, asked, budget)
        fault = fault or wrong
    budget.spend_bytes(len(data))
    return data, fault


def _apply(filter_: str, data: bytes, parameters: Any, most: int) -> tuple[bytes, str | None]:
    decode = _DECODERS.get(filter_)
    if decode is None:
        return b"", f"a stream has the filter {filter_}"
    if filter_ == "LZWDecode":
        return _lzw(data, most, integer(entry(parameters, "/EarlyChange"), 1))
    return decode(data, most)


def inflated(data: bytes, most: int) -> tuple[bytes, str | None]:
    """Zlib data, whole; raises ExhaustedError past `most` bytes."""
    engine = zlib.decompressobj()
    try:
        out = engine.decompress(data, most + 1)
    except zlib.error:
        return _inflated_as_far_as_possible(data, most), "compressed data are damaged"
    if len(out) > most:
        raise ExhaustedError(f"a stream unpacks to more than {most // 2**20} MB")
    return out, None if engine.eof else "compressed data are cut short"


def head(data: bytes, most: int) -> bytes:
    """The first `most` bytes of zlib data, or as many as can be read."""
    try:
        return zlib.decompressobj().decompress(data, most)
    except zlib.error:
        return _inflated_as_far_as_possible(data, most)


def _inflated_as_far_as_possible(data: bytes, most: int) -> bytes:
    engine, out = zlib.decompressobj(), bytearray()
    for start in range(0, len(data), 256):
        try:
            out += engine.decompress(data[start : start + 256], most + 1 - len(out))
        except zlib.error:
            break
        if len(out) > most:
            raise ExhaustedError(f"a stream unpacks to more than {most // 2**20} MB")
    return bytes(out)


def _ascii85(data: bytes, most: int) -> tuple[bytes, str | None]:
    # A "z" stands for four zero bytes; any other character carries four fifths of a byte.
    if data.count(b"z") * 4 + len(data) * 4 // 5 > most:
        raise ExhaustedError(f"a stream is longer than {most // 2**20} MB")
    body = data.split(b"~>", 1)[0].translate(None, b"\0\t\n\f\r ").removeprefix(b"<~")
    body = body.replace(b"z", b"!!!!!")
    missing = -len(body) % 5
    digits = (body + b"u" * missing).translate(_FROM_85)
    # Whole columns at a time: the standard library's decoder is four times slower.
    words = [
        (((a * 85 + b) * 85 + c) * 85 + d) * 85 + e
        for a, b, c, d, e in zip(*(digits[first::5] for first in range(5)), strict=True)
    ]
    if words and max(words) >= 1 << 32:
        return b"", "ASCII85 data are damaged"
    out = struct.pack(f">{len(words)}I", *words)
    return out[: len(out) - missing], None


def _ascii_hex(data: bytes, most: int) -> tuple[bytes, str | None]:
    del most  # hexadecimal text only shrinks
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", data.split(b">", 1)[0])
    try:
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")), None
    except ValueError:
        return b"", "hexadecimal data are damaged"


def _run_length(data: bytes, most: int) -> tuple[bytes, str | None]:
    out, at = bytearray(), 0
    while at < len(data) and data[at] != 128:
        length = data[at]
        if length < 128:
            out += data[at + 1 : at + 2 + length]
            at += length + 2
        else:
            out += data[at + 1 : at + 2] * (257 - length)
            at += 2
        if len(out) > most:
            raise ExhaustedError(f"a stream unpacks to more than {most // 2**20} MB")
    return bytes(out), None


def _lzw(data: bytes, most: int, early: int = 1) -> tuple[bytes, str | None]:
    single = [bytes([value]) for value in range(256)] + [b"", b""]
    table, out, previous = list(single), bytearray(), b""
    bits, held, width = 0, 0, 9
    for byte in data:
        held, bits = (held << 8 | byte) & 0xFFFFFF, bits + 8
        if bits < width:
            continue
        bits -= width
        code = held >> bits & ((1 << width) - 1)
        if code == 257:
            return bytes(out), None
        if code == 256:
            table, previous, width = list(single), b"", 9
            continue
        if code < len(table):
            piece = table[code]
        elif code == len(table) and previous:
            piece = previous + previous[:1]
        else:
            return bytes(out), "LZW data are damaged"
        out += piece
        if len(out) > most:
            raise ExhaustedError(f"a stream unpacks to more than {most // 2**20} MB")
        if previous and len(table) < 4096:
            table.append(previous + piece[:1])
        previous = piece
        width = min(12, max(9, (len(table) + early).bit_length()))
    return bytes(out), None


def _png_rows(data: bytes, parameters: Any, budget: Budget) -> bytes:
    """PNG predictors undone (RFC 2083, section 6)."""
    colours = max(1, integer(entry(parameters, "/Colors"), 1))
    depth = max(1, integer(entry(parameters, "/BitsPerComponent"), 8))
    pixel = max(1, colours * depth // 8)
    length = (colours * depth * max(1, integer(entry(parameters, "/Columns"), 1)) + 7) // 8
    out, above = bytearray(), bytearray(length)
    for start in range(0, len(data) - length, length + 1):
        budget.check_time()
        kind, row = data[start], bytearray(data[start + 1 : start + 1 + length])
        for at in range(length if kind else 0):
            left = row[at - pixel] if at >= pixel else 0
            corner = above[at - pixel] if at >= pixel else 0
            row[at] = (row[at] + _predicted(kind, left, above[at], corner)) & 0xFF
        out += row
        above = row
    return bytes(out)


def _predicted(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 1:
        return left
    if kind == 2:
        return up
    if kind == 3:
        return (left + up) // 2
    guess = left + up - corner
    return min((left, up, corner), key=lambda value: abs(guess - value))


_DECODERS: Final[Mapping[str, Callable[[bytes, int], tuple[bytes, str | None]]]] = {
    "FlateDecode": inflated,
    "LZWDecode": _lzw,
    "ASCII85Decode": _ascii85,
    "ASCIIHexDecode": _ascii_hex,
    "RunLengthDecode": _run_length,
}
