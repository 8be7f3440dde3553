"""What the head of an ICC profile says (ICC.1:2010, section 7.2)."""

from __future__ import annotations

from typing import Any

import pikepdf
from msgspec import Struct

from cimaise.preflight.budget import SMALL_STREAM_BYTES, Budget, ExhaustedError
from cimaise.preflight.streams import decoded, filters, head

_HEAD_BYTES = 256 * 1024


class IccProfile(Struct, frozen=True):
    """Class (`prtr`, `mntr` …), colour space (`CMYK`, `RGB`, `GRAY`, `Lab`), version, name."""

    profile_class: str
    space: str
    version: str
    description: str = ""


def profile_of(stream: Any, budget: Budget) -> IccProfile | None:
    """The profile in a stream; None where it is none. Only its beginning is unpacked."""
    if not isinstance(stream, pikepdf.Stream):
        return None
    try:
        if filters(stream) == ("FlateDecode",) and "/DecodeParms" not in stream:
            raw = bytes(stream.read_raw_bytes())
            data = head(raw, _HEAD_BYTES)
            budget.spend_bytes(len(data))
        else:
            data, _ = decoded(stream, budget, SMALL_STREAM_BYTES)
    except (pikepdf.PdfError, RuntimeError, ValueError, ExhaustedError):
        return None
    return parse_profile(data)


def parse_profile(data: bytes) -> IccProfile | None:
    """The profile that begins with `data`; None where it is none."""
    if len(data) < 128 or data[36:40] != b"acsp":
        return None
    return IccProfile(
        data[12:16].decode("latin-1").strip(),
        data[16:20].decode("latin-1").strip(),
        f"{data[8]}.{data[9] >> 4}",
        _description(data),
    )


def _description(data: bytes) -> str:
    count = min(100, int.from_bytes(data[128:132], "big"))
    for index in range(count):
        tag = data[132 + 12 * index : 144 + 12 * index]
        if tag[:4] != b"desc":
            continue
        at, size = int.from_bytes(tag[4:8], "big"), int.from_bytes(tag[8:12], "big")
        body = data[at : at + min(size, 4096)]
        if body[:4] == b"desc":
            length = int.from_bytes(body[8:12], "big")
            return body[12 : 12 + length].rstrip(b"\0").decode("latin-1")
        if body[:4] == b"mluc" and len(body) >= 28:
            length, start = int.from_bytes(body[20:24], "big"), int.from_bytes(body[24:28], "big")
            return body[start : start + length].decode("utf-16-be", "replace")
    return ""
