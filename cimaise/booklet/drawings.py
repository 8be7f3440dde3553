"""Maps and chronologies → SVG files that stand alone: the same marks, with their letters."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator

from fontTools import subset
from fontTools.ttLib import TTFont

from cimaise.booklet.figures import Figure
from cimaise.geometry import Rect
from cimaise.layout.marks import GlyphRun, Group, walk
from cimaise.paint.svg import group_svg
from cimaise.typography.faces import Face

MARGIN_MM = 1.5
_FAMILY = re.compile(r'font-family="([^"\']+)"')


def drawing(figure: Figure, language: str) -> str | None:
    """A figure as SVG; None for pictures, which need none."""
    group = next((mark for mark in figure.marks if isinstance(mark, Group)), None)
    if group is None:
        return None
    area = Rect(0, 0, figure.width_mm, figure.height_mm).outset(MARGIN_MM)
    svg = group_svg(group, area, language=language)
    faces: dict[Face, set[str]] = {}
    for mark in walk((group,)):
        if isinstance(mark, GlyphRun):
            faces.setdefault(mark.face, set()).update(mark.text)
    rules = "".join(_rules(faces))
    head, close, rest = svg.partition(">\n")
    # A browser takes a family name that ends in a number only between quotes.
    quoted = _FAMILY.sub(r"""font-family="'\1'" """.rstrip(), rest)
    return f"{head}{close}<style>{rules}</style>\n{quoted}"


def _rules(faces: dict[Face, set[str]]) -> Iterator[str]:
    """A picture on a page may not ask for a font file: each drawing carries the letters it uses."""
    for face, letters in faces.items():
        with TTFont(face.path, lazy=True) as font:
            name = font["name"]
            family = name.getDebugName(16) or name.getDebugName(1) or face.postscript_name
            weight = font["OS/2"].usWeightClass
            slope = "italic" if font["OS/2"].fsSelection & 1 else "normal"
            options = subset.Options(flavor="woff2", layout_features=["kern", "liga", "mark"])
            options.notdef_outline = True
            subsetter = subset.Subsetter(options)
            subsetter.populate(text="".join(sorted(letters)))
            subsetter.subset(font)
            font.flavor = "woff2"
            # The font's own date of change would be the clock's.
            font.recalcTimestamp = False
            buffer = io.BytesIO()
            font.save(buffer)
        data = base64.b64encode(buffer.getvalue()).decode("ascii")
        yield (
            f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{slope};'
            f"src:url(data:font/woff2;base64,{data})}}"
        )
