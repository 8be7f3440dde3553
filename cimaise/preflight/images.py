"""Images read from their dictionaries, never decoded: size, depth, colour space, filters."""

from __future__ import annotations

from typing import Any, Final

import pikepdf
from msgspec import Struct

from cimaise.preflight.budget import Budget
from cimaise.preflight.colour import CMYK, GRAY, RGB, UNKNOWN, ColourSpace
from cimaise.preflight.colour_spaces import ColourSpaces
from cimaise.preflight.icc import parse_profile
from cimaise.preflight.objects import entry, integer
from cimaise.preflight.streams import ABBREVIATIONS, filters

_JPX_HEAD_BYTES = 64 * 1024
# ITU-T T.800, I.5.3.3: the enumerated colour spaces of a JP2 colour box.
_JPX_SPACES: Final = {12: CMYK, 16: RGB, 17: GRAY, 18: RGB}


class Image(Struct, frozen=True):
    """One image as stored."""

    width: int
    height: int
    bits: int
    stencil: bool
    space: ColourSpace
    filters: tuple[str, ...]
    soft_mask: bool = False


def read_image(stream: Any, spaces: ColourSpaces, resources: Any, budget: Budget) -> Image:
    """The image of an image XObject."""
    budget.check_time()
    chain = filters(stream)
    width, height = integer(entry(stream, "/Width")), integer(entry(stream, "/Height"))
    masked = isinstance(entry(stream, "/SMask"), pikepdf.Stream)
    if entry(stream, "/ImageMask") is True:
        return Image(width, height, 1, True, GRAY, chain)
    stated = entry(stream, "/ColorSpace")
    bits = integer(entry(stream, "/BitsPerComponent"), 8)
    if "JPXDecode" in chain:
        masked = masked or integer(entry(stream, "/SMaskInData")) > 0
        space = _jpx_space(stream) if stated is None else spaces.resolve(stated, resources)
        return Image(width, height, max(bits, 8), False, space, chain, masked)
    space = spaces.resolve(stated, resources) if stated is not None else UNKNOWN
    return Image(width, height, bits, False, space, chain, masked)


def read_inline_image(keys: dict[str, Any], spaces: ColourSpaces, resources: Any) -> Image:
    """The image of an inline image's dictionary, abbreviations expanded."""

    def whole(*names: str, otherwise: int = 0) -> int:
        found = next((keys[key] for key in names if key in keys), None)
        return int(found) if isinstance(found, float) else otherwise

    chain = keys.get("F", keys.get("Filter", []))
    chain = [chain] if isinstance(chain, str) else chain if isinstance(chain, list) else []
    full = tuple(ABBREVIATIONS.get(str(each), str(each)) for each in chain)
    width, height = whole("W", "Width"), whole("H", "Height")
    if keys.get("IM", keys.get("ImageMask")) == 1.0:
        return Image(width, height, 1, True, GRAY, full)
    stated = keys.get("CS", keys.get("ColorSpace"))
    space = UNKNOWN
    if isinstance(stated, str) and stated:
        space = spaces.resolve(pikepdf.Name("/" + stated), resources)
    elif isinstance(stated, list) and len(stated) > 1 and isinstance(stated[1], str):
        base = spaces.resolve(pikepdf.Name("/" + stated[1]), resources)
        space = ColourSpace("Indexed", 1, base.inks, base)
    return Image(width, height, whole("BPC", "BitsPerComponent", otherwise=8), False, space, full)


def _jpx_space(stream: Any) -> ColourSpace:
    try:
        data = bytes(stream.read_raw_bytes()[:_JPX_HEAD_BYTES])
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return UNKNOWN
    at = data.find(b"colr")
    if at < 0:
        return UNKNOWN
    if data[at + 4 : at + 5] == b"\x01":
        return _JPX_SPACES.get(int.from_bytes(data[at + 7 : at + 11], "big"), UNKNOWN)
    profile = parse_profile(data[at + 7 :])
    count = {"GRAY": 1, "RGB": 3, "CMYK": 4}.get(profile.space, 3) if profile else 3
    return ColourSpace("ICCBased", count, profile=profile)
