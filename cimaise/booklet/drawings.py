"""Figures → files that stand alone: drawings as SVG with their letters, pictures for a screen."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator

import uharfbuzz as hb
from fontTools.ttLib import TTFont
from msgspec import Struct

from cimaise.booklet.figures import Figure
from cimaise.geometry import Rect
from cimaise.layout.kept import encoded
from cimaise.layout.marks import GlyphRun, Group, PictureMark, walk
from cimaise.layout.setting import Laid
from cimaise.paint.svg import css_font, group_svg
from cimaise.resources.cache import NO_CACHE, Cache, key_of
from cimaise.resources.screen_pictures import screen_picture
from cimaise.typography.faces import Face, harfbuzz_font

MARGIN_MM = 1.5
PICTURE_PPI = 200.0
# Copyright and licence stay in a subset; its maker's name for it, which may be reserved, does not.
NAMES_KEPT = (0, 13, 14)
# Changes when the same figure would be drawn otherwise.
RECIPE = 3


class FigureFile(Struct, frozen=True):
    """A file's bytes, its media type and its suffix with the dot."""

    data: bytes
    media_type: str
    suffix: str


def figure_file(figure: Figure, language: str, cache: Cache = NO_CACHE) -> FigureFile:
    """A figure as a file of its own. Raises InputError for a picture that cannot be used."""
    svg = drawing(figure, language, cache)
    if svg is not None:
        return FigureFile(svg.encode(), "image/svg+xml", ".svg")
    mark = next(mark for mark in figure.marks if isinstance(mark, PictureMark))
    size = (mark.frame.width, mark.frame.height)
    made = screen_picture(
        mark.file, size, PICTURE_PPI, crop=mark.crop, ink=mark.ink, paper=mark.paper, cache=cache
    )
    suffix = ".png" if made.media_type == "image/png" else ".jpg"
    return FigureFile(made.data, made.media_type, suffix)


def drawing(figure: Figure, language: str, cache: Cache = NO_CACHE) -> str | None:
    """A figure as SVG; None for pictures, which need none."""
    group = next((mark for mark in figure.marks if isinstance(mark, Group)), None)
    if group is None:
        return None
    # As numbers, so that a figure that was kept and one just drawn are the same.
    marks = encoded(Laid(figure.marks, figure.height_mm)) or repr(figure.marks)
    key = key_of("drawing", RECIPE, figure.width_mm, marks, language)
    stored = cache.get(key)
    if stored is None:
        stored = _drawn(figure, group, language).encode()
        cache.put(key, stored)
    return stored.decode()


def _drawn(figure: Figure, group: Group, language: str) -> str:
    lettered = any(isinstance(mark, GlyphRun) for mark in walk((group,)))
    area = Rect(0, 0, figure.width_mm, figure.height_mm)
    svg = group_svg(group, area.outset(MARGIN_MM) if lettered else area, language=language)
    faces: dict[Face, set[str]] = {}
    for mark in walk((group,)):
        if isinstance(mark, GlyphRun):
            faces.setdefault(mark.face, set()).update(mark.text)
    if not faces:
        return svg
    rules = "".join(_rules(faces))
    head, close, rest = svg.partition(">\n")
    return f"{head}{close}<style>{rules}</style>\n{rest}"


def _rules(faces: dict[Face, set[str]]) -> Iterator[str]:
    """A picture on a page may not ask for a font file: each drawing carries the letters it uses."""
    for face, letters in faces.items():
        family, weight, slope = css_font(face)
        data = base64.b64encode(_letters(face, letters)).decode("ascii")
        yield (
            f"@font-face{{font-family:{family};font-weight:{weight};font-style:{slope};"
            f"src:url(data:font/woff2;base64,{data})}}"
        )


def _letters(face: Face, letters: set[str]) -> bytes:
    """A font of these letters alone, packed for the web; HarfBuzz takes a hundredth of the time
    that fontTools takes to find them."""
    asked = hb.SubsetInput()
    asked.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    asked.unicode_set.set({ord(letter) for letter in letters})
    asked.name_id_set.set(set(NAMES_KEPT))
    subset = hb.subset(harfbuzz_font(face).face, asked).blob.data
    # The font's own date of change would be the clock's.
    with TTFont(io.BytesIO(subset), recalcTimestamp=False) as font:
        font.flavor = "woff2"
        buffer = io.BytesIO()
        font.save(buffer)
    return buffer.getvalue()
