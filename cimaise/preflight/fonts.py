"""Fonts read from PDF objects: what is needed to place glyphs, and whether they are embedded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import pikepdf
from msgspec import Struct, field

from cimaise.preflight.matrix import IDENTITY, Matrix
from cimaise.preflight.objects import entry, integer, items, name, number, numbers

_SUBSET: Final = re.compile(r"[A-Z]{6}\+")
_MOST_WIDTHS = 70_000
_EMBEDDED: Final = ("/FontFile", "/FontFile2", "/FontFile3")


class FontProgram(Struct, frozen=True):
    """A font as a content stream uses it. Widths are in text space for size 1."""

    name: str
    kind: str
    embedded: bool
    subset: bool
    two_bytes: bool = False
    widths: Mapping[int, float] = field(default_factory=dict)
    usual_width: float = 0.5
    ascent: float = 0.8
    descent: float = -0.2
    glyphs: Any = None
    """The CharProcs of a Type 3 font."""
    glyph_names: Mapping[int, str] = field(default_factory=dict)
    matrix: Matrix = IDENTITY
    resources: Any = None

    def codes(self, text: bytes) -> list[int]:
        """The character codes of a string."""
        if not self.two_bytes:
            return list(text)
        return [high << 8 | low for high, low in zip(text[::2], text[1::2], strict=False)]


NO_FONT: Final = FontProgram("", "none", False, False)


def read_font(dictionary: Any) -> FontProgram:
    """The font of a font dictionary; NO_FONT where it is none."""
    kind = name(entry(dictionary, "/Subtype"))
    if kind is None:
        return NO_FONT
    base = name(entry(dictionary, "/BaseFont")) or name(entry(dictionary, "/Name")) or "unnamed"
    if kind == "Type0":
        return _composite(dictionary, base)
    if kind == "Type3":
        return _type3(dictionary, base)
    descriptor = entry(dictionary, "/FontDescriptor")
    ascent, descent = _heights(descriptor)
    first = integer(entry(dictionary, "/FirstChar"))
    return FontProgram(
        _SUBSET.sub("", base, count=1),
        kind,
        _is_embedded(descriptor),
        bool(_SUBSET.match(base)),
        widths={
            first + index: (number(width) or 0.0) / 1000
            for index, width in enumerate(items(entry(dictionary, "/Widths"), 256))
        },
        usual_width=(number(entry(descriptor, "/MissingWidth")) or 500.0) / 1000,
        ascent=ascent,
        descent=descent,
    )


def _composite(dictionary: Any, base: str) -> FontProgram:
    descendant = next(items(entry(dictionary, "/DescendantFonts"), 1), None)
    descriptor = entry(descendant, "/FontDescriptor")
    ascent, descent = _heights(descriptor)
    usual = number(entry(descendant, "/DW"))
    return FontProgram(
        _SUBSET.sub("", base, count=1),
        name(entry(descendant, "/Subtype")) or "Type0",
        _is_embedded(descriptor),
        bool(_SUBSET.match(base)),
        two_bytes=True,
        widths=_cid_widths(entry(descendant, "/W")),
        usual_width=(1000.0 if usual is None else usual) / 1000,
        ascent=ascent,
        descent=descent,
    )


def _cid_widths(array: Any) -> dict[int, float]:
    """The widths of `c [w …]` and `first last w` runs (ISO 32000-1, 9.7.4.3)."""
    found: dict[int, float] = {}
    run: list[int] = []
    for item in items(array):
        if len(found) > _MOST_WIDTHS:
            break
        if isinstance(item, pikepdf.Array):
            if len(run) == 1:
                for index, width in enumerate(items(item, _MOST_WIDTHS)):
                    found[run[0] + index] = (number(width) or 0.0) / 1000
            run = []
        elif len(run) == 2:
            last = min(run[1], run[0] + _MOST_WIDTHS)
            found.update(dict.fromkeys(range(run[0], last + 1), (number(item) or 0.0) / 1000))
            run = []
        else:
            run.append(integer(item))
    return found


def _type3(dictionary: Any, base: str) -> FontProgram:
    matrix = numbers(entry(dictionary, "/FontMatrix"), 6) or (0.001, 0.0, 0.0, 0.001, 0.0, 0.0)
    a, b, c, d, e, f = matrix
    first = integer(entry(dictionary, "/FirstChar"))
    box = numbers(entry(dictionary, "/FontBBox"), 4)
    high = box[3] * d if box and box[3] > box[1] else 0.8
    low = box[1] * d if box and box[3] > box[1] else -0.2
    return FontProgram(
        base,
        "Type3",
        True,
        False,
        widths={
            first + index: (number(width) or 0.0) * a
            for index, width in enumerate(items(entry(dictionary, "/Widths"), 256))
        },
        usual_width=0.0,
        ascent=max(high, low),
        descent=min(high, low),
        glyphs=entry(dictionary, "/CharProcs"),
        glyph_names=_differences(entry(entry(dictionary, "/Encoding"), "/Differences")),
        matrix=(a, b, c, d, e, f),
        resources=entry(dictionary, "/Resources"),
    )


def _differences(array: Any) -> dict[int, str]:
    found: dict[int, str] = {}
    code = 0
    for item in items(array, 1024):
        named = name(item)
        if named is None:
            code = integer(item)
        else:
            found[code] = named
            code += 1
    return found


def _heights(descriptor: Any) -> tuple[float, float]:
    ascent = number(entry(descriptor, "/Ascent")) or 800.0
    descent = number(entry(descriptor, "/Descent")) or -200.0
    return ascent / 1000, -abs(descent) / 1000


def _is_embedded(descriptor: Any) -> bool:
    program = entry(descriptor, *_EMBEDDED)
    return isinstance(program, pikepdf.Stream) and entry(program, "/Length") != 0
