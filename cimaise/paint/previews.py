"""Previews: the finished panel PDF as the visitor sees it, and all panels side by side."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium
from msgspec import Struct
from PIL import Image, ImageDraw, ImageFont

from cimaise.paint.soft_proof import screen_copy
from cimaise.resources.atomic import write_whole
from cimaise.resources.cache import NO_CACHE, Cache, content_digest, key_of
from cimaise.typography.faces import Face

# PDFium keeps global state: one thread at a time.
_ONE_RENDERING = threading.Lock()
# Of engraved panels the quickest level makes the smaller files, too.
PNG_LEVEL = 1
ROUNDING = 1e-5
BACKGROUND = (244, 243, 240)
CAPTION_COLOUR = (60, 60, 58)


class Preview(Struct, frozen=True):
    """A panel's picture for the contact sheet, and what stands under it."""

    png: Path
    caption: str = ""


def write_preview(source: Path, target: Path, width_px: int) -> tuple[int, int]:
    """Rasterise the first page of a PDF, its trim area only, to a PNG; its size in pixels.

    Colours go through the file's own output intent. Raises OSError and what pikepdf and PDFium
    raise for a file that is no PDF.
    """
    picture = render_trim(screen_copy(source, width_px), width_px)
    write_whole(target, _png(picture), durable=False)
    return picture.size


def render_trim(data: bytes, width_px: int) -> Image.Image:
    """The first page's trim area, `width_px` wide."""
    with _ONE_RENDERING:
        document = pdfium.PdfDocument(data)
        try:
            page = document[0]
            left, bottom, right, top = page.get_trimbox()
            page.set_cropbox(left, bottom, right, top)
            # PDFium rounds the size up: a hair less than asked for gives what was asked for.
            scale = width_px / (right - left) * (1 - ROUNDING)
            bitmap = page.render(scale=scale)
        finally:
            # Before its pixels are copied, for it holds as many of the page's own pictures.
            document.close()
        picture: Image.Image = bitmap.to_pil()
        return picture


def write_contact_sheet(
    previews: Sequence[Preview],
    target: Path,
    *,
    columns: int = 6,
    width_px: int = 2400,
    face: Face | None = None,
    cache: Cache = NO_CACHE,
) -> tuple[int, int]:
    """All panels in reading order on one sheet, `columns` in a row; its size in pixels.

    Pictures of panels that did not change are remembered in `cache` at the sheet's size.
    Raises ValueError where there is nothing to show.
    """
    if not previews:
        raise ValueError("a contact sheet needs at least one preview")
    columns = min(columns, len(previews))
    gap = max(8, width_px // 60)
    cell = (width_px - gap * (columns + 1)) // columns
    pictures = [_thumbnail(preview.png, cell, cache) for preview in previews]
    captioned = face is not None and any(preview.caption for preview in previews)
    size = max(10, cell // 16)
    foot = size * 2 if captioned else 0
    rows = [pictures[start : start + columns] for start in range(0, len(pictures), columns)]
    heights = [max(picture.height for picture in row) + foot for row in rows]
    sheet = Image.new("RGB", (width_px, sum(heights) + gap * (len(rows) + 1)), BACKGROUND)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(str(face.path), size) if captioned and face else None
    top = gap
    for number, (row, height) in enumerate(zip(rows, heights, strict=True)):
        for place, picture in enumerate(row):
            left = gap + place * (cell + gap)
            sheet.paste(picture, (left, top))
            if font is not None:
                caption = _fitted(previews[number * columns + place].caption, font, cell)
                draw.text((left, top + picture.height + size // 2), caption, CAPTION_COLOUR, font)
        top += height + gap
    write_whole(target, _png(sheet), durable=False)
    return sheet.size


def _thumbnail(png: Path, width: int, cache: Cache) -> Image.Image:
    key = key_of("thumbnail", content_digest(png, cache), width)
    known = cache.get(key)
    # Rows of a known width tell the height themselves.
    if known and len(known) % (3 * width) == 0:
        return Image.frombytes("RGB", (width, len(known) // (3 * width)), known)
    with Image.open(png, formats=("PNG",)) as picture:
        height = max(1, round(picture.height * width / picture.width))
        small = picture.convert("RGB").resize(
            (width, height), Image.Resampling.LANCZOS, reducing_gap=3.0
        )
    cache.put(key, small.tobytes())
    return small


def _fitted(caption: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """The caption, its end given up for an ellipsis where it is wider than its picture."""
    if font.getlength(caption) <= width:
        return caption
    shorter = caption
    while shorter and font.getlength(shorter + "…") > width:
        shorter = shorter[:-1]
    return shorter.rstrip() + "…"


def _png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=PNG_LEVEL)
    return buffer.getvalue()
