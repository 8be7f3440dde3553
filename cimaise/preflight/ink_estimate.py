"""Ink reckoned from the elements alone, for where no separations can be rendered.

An estimate, and called one: it takes the heaviest colour or picture that fills a square of the
averaging size, and knows nothing of what lies above or beneath it.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

import pikepdf
from PIL import Image

from cimaise.geometry import Rect
from cimaise.preflight.budget import FORM_DEPTH, Budget, ExhaustedError
from cimaise.preflight.facts import Facts, Page, Picture, Shape
from cimaise.preflight.layers import LayerStates
from cimaise.preflight.limits import AVERAGED_OVER_MM
from cimaise.preflight.objects import ObjGen, entries, entry, identity, integer, items, name
from cimaise.preflight.opening import opened
from cimaise.preflight.pages import leaves
from cimaise.preflight.plates import InkPeak, Plates
from cimaise.preflight.reading import Reading
from cimaise.preflight.streams import filters

_Drawn = tuple[int, tuple[int, int]]
"""A page's number, and the pixels of a picture on it."""
_INKS: Final = "DeviceCMYK"
_SAMPLE: Final = (96, 96)
_MOST_PIXELS: Final = 100_000_000
_MOST_IMAGES: Final = 200
_CHUNK: Final = 1 << 20


def estimated_plates(facts: Facts) -> Plates:
    """The heaviest colour or CMYK picture of each page, as if it lay alone."""
    pictures = _picture_inks(facts)
    peaks = [peak for page in facts.pages if (peak := _heaviest(page, pictures)) is not None]
    return Plates(tuple(peaks), estimated=True)


def _heaviest(page: Page, pictures: dict[_Drawn, float]) -> InkPeak | None:
    found: list[tuple[float, Rect]] = []
    for element in page.elements:
        if not element.judged or element.in_mask:
            continue
        box = element.largest
        if min(box.width, box.height) < AVERAGED_OVER_MM:
            continue
        if isinstance(element, Picture) and not element.stencil:
            if element.paint.space.family == _INKS:
                found.append((pictures.get((page.number, element.pixels), 0.0), box))
        elif isinstance(element, Shape) and not element.stroked:
            found.append((element.paint.process_sum, box))
    if not found:
        return None
    ink, box = max(found, key=lambda each: each[0])
    return InkPeak(page.number, ink, box)


def _picture_inks(facts: Facts) -> dict[_Drawn, float]:
    """Mean ink of the densest ninth of the DeviceCMYK images of each page, by size in pixels."""
    wanted = {
        (page.number, element.pixels)
        for page, element in facts.pictures()
        if element.paint.space.family == _INKS
    }
    found: dict[_Drawn, float] = {}
    if not wanted:
        return found
    known: dict[ObjGen | None, float] = {}
    with opened(facts.file) as (pdf, _, _):
        # All are looked for before any is unpacked, which is no part of the time to look.
        for number, stream in tuple(_images(pdf)):
            size = (integer(entry(stream, "/Width")), integer(entry(stream, "/Height")))
            if (number, size) not in wanted or size[0] * size[1] > _MOST_PIXELS:
                continue
            key = identity(stream)
            if key not in known:
                if len(known) == _MOST_IMAGES:
                    break
                sample = _sample(stream, size)
                known[key] = 0.0 if sample is None else _densest_part(sample)
            found[number, size] = max(found.get((number, size), 0.0), known[key])
    return found


def _images(pdf: pikepdf.Pdf) -> Iterator[tuple[int, Any]]:
    """The DeviceCMYK images in the resources of each page, by its number, and of its forms."""
    catalogue = pdf.trailer.get("/Root")
    reading = Reading(Budget(), LayerStates(catalogue))
    with suppress(ExhaustedError):
        for number, leaf in enumerate(leaves(catalogue, reading), 1):
            met: set[ObjGen | None] = set()
            waiting = [(leaf.get("/Resources"), 0)]
            while waiting:
                resources, depth = waiting.pop()
                for _, drawn in entries(entry(resources, "/XObject")):
                    reading.budget.check_time()
                    if (key := identity(drawn)) in met:
                        continue
                    met.add(key)
                    if name(entry(drawn, "/Subtype")) == "Image":
                        space = reading.spaces.resolve(entry(drawn, "/ColorSpace"), resources)
                        if space.family == _INKS:
                            yield number, drawn
                    elif depth < FORM_DEPTH:
                        waiting.append((entry(drawn, "/Resources"), depth + 1))


def _sample(stream: Any, size: tuple[int, int]) -> Image.Image | None:
    chain = filters(stream)
    try:
        if chain == ("DCTDecode",):
            with Image.open(io.BytesIO(bytes(stream.read_raw_bytes()))) as picture:
                if picture.mode != "CMYK" or picture.size != size:
                    return None
                # Pillow turns Adobe's inverted samples round; PDF takes them as they are stored.
                stored_inverted = "adobe" in picture.info
                picture.draft("CMYK", _SAMPLE)
                small = picture.resize(_SAMPLE, Image.Resampling.BOX)
        elif chain == ("FlateDecode",) and integer(entry(stream, "/BitsPerComponent")) == 8:
            small_ = _flate_sample(stream, size)
            if small_ is None:
                return None
            small, stored_inverted = small_, False
        else:
            return None
    except (OSError, ValueError, SyntaxError, pikepdf.PdfError, ExhaustedError, zlib.error):
        return None
    decode = [float(each) for each in items(entry(stream, "/Decode"), 8)]
    if stored_inverted != (decode[:2] == [1.0, 0.0]):
        small = small.point(lambda value: 255 - value)
    return small


def _flate_sample(stream: Any, size: tuple[int, int]) -> Image.Image | None:
    """Some rows of the image, without ever unpacking all of it."""
    parameters = entry(stream, "/DecodeParms", "/DP")
    # One filter may have its parameters in an array of one.
    if isinstance(parameters, pikepdf.Array):
        parameters = next(items(parameters), None)
    if entry(parameters, "/Predictor") not in (None, 1):
        return None
    width, height = size
    row, step = width * 4, max(1, height // _SAMPLE[1])
    engine, data = zlib.decompressobj(), bytes(stream.read_raw_bytes())
    kept, held, index, at = bytearray(), b"", 0, 0
    tail = b""
    while (tail or at < len(data)) and index < height:
        if not tail:
            tail, at = data[at : at + _CHUNK], at + _CHUNK
        held += engine.decompress(tail, _CHUNK)
        tail = engine.unconsumed_tail
        whole = len(held) // row
        for line in range(whole):
            if (index + line) % step == 0:
                kept += held[line * row : (line + 1) * row]
        held, index = held[whole * row :], index + whole
    rows = len(kept) // row
    if not rows:
        return None
    picture = Image.frombytes("CMYK", (width, rows), bytes(kept))
    return picture.resize(_SAMPLE, Image.Resampling.BOX)


def _densest_part(sample: Image.Image) -> float:
    """The mean C+M+Y+K of the densest of 3 × 3 parts; 3.0 is 300 %."""
    parts = sample.resize((3, 3), Image.Resampling.BOX)
    cells = [parts.getpixel((x, y)) for x in range(3) for y in range(3)]
    return max(sum(cell) / 255 for cell in cells if isinstance(cell, tuple))
