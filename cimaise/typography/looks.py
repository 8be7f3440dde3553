"""How a stretch of a span is shaped: face, size, rise, features; and its glyphs."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cimaise.typography.faces import Face
from cimaise.typography.lines import Glyph
from cimaise.typography.shaping import Features, shape, space_mm, substitutes
from cimaise.typography.spans import Span
from cimaise.typography.styles import TypeStyle
from cimaise.units import mm_from_pt

# Small capitals need a little air, as capitals do.
SMALL_CAPS_TRACKING = 25.0
# Superiors and small capitals made by scaling, where the font has none (fractions of the size).
SUPERIOR_SCALE = 0.62
SMALL_CAPS_SCALE_OVER_X_HEIGHT = 1.08
# Above this tracking a ligature would look like a knot between spaced letters.
LIGATURE_MAX_TRACKING = 10.0

_ACRONYM = re.compile(r"(?<![\w’'])(?:[A-ZÀ-ÖØ-Þ]{2,}|(?:[A-Z]\.){2,}(?:[A-Z]\b)?)(?![\w])")
_ACRONYM_AFTER_ELISION = re.compile(r"(?<=[’'])[A-Z]{2,}(?!\w)")


class Look(NamedTuple):
    """How a piece is shaped. `rise_mm` upwards."""

    face: Face
    size_pt: float
    rise_mm: float
    features: Features
    tracking: float
    language: str
    case: str
    link: str | None


def looks(span: Span, style: TypeStyle) -> list[tuple[str, Look]]:
    """A span's text in its looks: acronyms apart, where the style sets them in small capitals."""
    plain = _look(span, style, span.small_caps)
    if not style.small_caps_acronyms or span.small_caps or span.superior or style.case != "none":
        return [(span.text, plain)]
    small = _look(span, style, True)
    if small.size_pt != style.size_pt:
        # No small capitals in this face: true capitals look better than scaled ones.
        return [(span.text, plain)]
    found = sorted(
        match.span()
        for pattern in (_ACRONYM, _ACRONYM_AFTER_ELISION)
        for match in pattern.finditer(span.text)
    )
    pieces: list[tuple[str, Look]] = []
    at = 0
    for start, end in found:
        if start > at:
            pieces.append((span.text[at:start], plain))
        pieces.append((span.text[start:end], small))
        at = end
    if at < len(span.text):
        pieces.append((span.text[at:], plain))
    return pieces


@lru_cache(maxsize=4096)
def _manner(
    style: TypeStyle, bold: bool, italic: bool, small_caps: bool, superior: str
) -> tuple[Face, float, float, Features, float, str]:
    face = style.face(bold=bold, italic=italic)
    features = dict(style.features)
    size_pt, rise_mm, tracking, case = style.size_pt, 0.0, style.tracking, "none"
    if superior:
        features.pop("onum", None)
        if substitutes(superior, face, "sups", style.language):
            features["sups"] = 1
        elif substitutes(superior, face, "ordn", style.language):
            features["ordn"] = 1
        else:
            size_pt *= SUPERIOR_SCALE
            rise_mm = mm_from_pt(style.size_pt) * face.cap_height * (1 - SUPERIOR_SCALE)
    elif small_caps or style.case == "small-caps":
        tracking += SMALL_CAPS_TRACKING
        if "smcp" in face.features and "c2sc" in face.features:
            features["smcp"] = 1
            if small_caps:
                features["c2sc"] = 1
        else:
            case = "upper"
            size_pt *= SMALL_CAPS_SCALE_OVER_X_HEIGHT * face.x_height / face.cap_height
    elif style.case == "upper":
        case = "upper"
        if "case" in face.features:
            features["case"] = 1
    if tracking > LIGATURE_MAX_TRACKING:
        features["liga"] = 0
    return face, size_pt, rise_mm, tuple(sorted(features.items())), tracking, case


def _look(span: Span, style: TypeStyle, small_caps: bool) -> Look:
    superior = span.text.strip() if span.superior else ""
    face, size_pt, rise_mm, features, tracking, case = _manner(
        style, span.bold, span.italic, small_caps, superior
    )
    return Look(face, size_pt, rise_mm, features, tracking, style.language, case, span.link)


def glyphs(text: str, look: Look) -> tuple[Glyph, ...]:
    """Glyphs of a stretch of a piece; capitals made of small letters keep these as their text."""
    if look.case == "upper":
        return _capitals(text, look)
    return shape(text, look.face, look.size_pt, look.features, look.language, look.tracking)


def _capitals(text: str, look: Look) -> tuple[Glyph, ...]:
    sources: list[str] = []
    for char in text:
        upper = char.upper()
        # ß becomes SS: the first S carries the ß, the second nothing.
        sources += [char] + [""] * (len(upper) - 1)
    shaped = shape(
        text.upper(), look.face, look.size_pt, look.features, look.language, look.tracking
    )
    out: list[Glyph] = []
    at = 0
    for glyph in shaped:
        out.append(glyph._replace(text="".join(sources[at : at + len(glyph.text)])))
        at += len(glyph.text)
    return tuple(out)


@lru_cache(maxsize=4096)
def space_width(char: str, look: Look) -> float:
    """Width of a space of any kind in a look, mm."""
    return space_mm(char, look.face, look.size_pt, look.tracking)
