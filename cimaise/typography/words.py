"""Spans → words: what line breaking moves about. A word is everything between two places where
a line may simply end, so `14 juillet 1944`, tied, is one word of three pieces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cimaise.typography.faces import Face
from cimaise.typography.lines import Glyph
from cimaise.typography.shaping import (
    FIXED_SPACES,
    Features,
    shape,
    space,
    space_mm,
    substitutes,
)
from cimaise.typography.spans import Span
from cimaise.typography.styles import TypeStyle
from cimaise.units import mm_from_pt

SOFT_HYPHEN = "\u00ad"
# Small capitals need a little air, as capitals do.
SMALL_CAPS_TRACKING = 25.0
# Superiors and small capitals made by scaling, where the font has none (fractions of the size).
SUPERIOR_SCALE = 0.62
SMALL_CAPS_SCALE_OVER_X_HEIGHT = 1.08
# Above this tracking a ligature would look like a knot between spaced letters.
LIGATURE_MAX_TRACKING = 10.0

_ACRONYM = re.compile(r"(?<![\w’'])(?:[A-ZÀ-ÖØ-Þ]{2,}|(?:[A-Z]\.){2,}(?:[A-Z]\b)?)(?![\w])")
_ACRONYM_AFTER_ELISION = re.compile(r"(?<=[’'])[A-Z]{2,}(?!\w)")
_FIXED = "".join(FIXED_SPACES)
_TOKENS = re.compile(
    f"(?P<break>\n)|(?P<space>[ \t\r\f\v\u1680\u205f\u3000]+)|(?P<open>\u200b)"
    f"|(?P<fixed>[{_FIXED}])|(?P<word>[^ \t\r\f\v\n\u1680\u205f\u3000\u200b{_FIXED}]+)"
)
_JOINERS = dict.fromkeys(map(ord, "\u2060\ufeff"))


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


class Piece(NamedTuple):
    """Text in one look, or one fixed space (`is_space`)."""

    text: str
    look: Look
    is_space: bool = False

    @property
    def width_mm(self) -> float:
        """Its advance, mm."""
        if self.is_space:
            look = self.look
            return space_mm(self.text, look.face, look.size_pt, look.tracking)
        return sum(glyph.advance_mm for glyph in piece_glyphs(self.text, self.look))


@dataclass(frozen=True, slots=True)
class Word:
    """Pieces that stay together unless divided, and the glue that follows.

    `glue_mm` is 0 where the next word may begin a line but no space stands between.
    `soft_breaks` are (piece, offset) of soft hyphens that were written.
    """

    pieces: tuple[Piece, ...]
    width_mm: float
    glue_mm: float
    glue_look: Look | None
    soft_breaks: tuple[tuple[int, int], ...] = ()

    @property
    def text(self) -> str:
        """The word as typeset."""
        return "".join(piece.text for piece in self.pieces)


def paragraphs(spans: Sequence[Span], style: TypeStyle) -> tuple[tuple[Word, ...], ...]:
    """Words of each stretch between kept line breaks; spaces in a row count as one."""
    stretches: list[tuple[Word, ...]] = []
    words: list[Word] = []
    pieces: list[Piece] = []
    softs: list[tuple[int, int]] = []

    def close(glue: Look | None = None) -> None:
        if pieces:
            width_mm = sum(piece.width_mm for piece in pieces)
            glue_mm = space_mm(" ", glue.face, glue.size_pt, glue.tracking) if glue else 0.0
            words.append(Word(tuple(pieces), width_mm, glue_mm, glue, tuple(softs)))
            pieces.clear()
            softs.clear()
        elif words and glue and words[-1].glue_look is None:
            # A space that opens a span, after a word that ended with the span before.
            last = words.pop()
            glue_mm = space_mm(" ", glue.face, glue.size_pt, glue.tracking)
            words.append(Word(last.pieces, last.width_mm, glue_mm, glue, last.soft_breaks))

    for span in spans:
        for text, look in _looks(span, style):
            for token in _TOKENS.finditer(text):
                kind = token.lastgroup
                if kind == "word":
                    _add_text(token.group().translate(_JOINERS), look, pieces, softs)
                elif kind == "fixed":
                    pieces.append(Piece(token.group(), look, is_space=True))
                elif kind == "break":
                    close()
                    stretches.append(tuple(words))
                    words.clear()
                else:
                    close(look if kind == "space" else None)
    close()
    stretches.append(tuple(words))
    return tuple(stretch for stretch in stretches if stretch)


def _add_text(text: str, look: Look, pieces: list[Piece], softs: list[tuple[int, int]]) -> None:
    parts = text.split(SOFT_HYPHEN)
    joined = "".join(parts)
    if not joined:
        return
    start = 0
    if pieces and not pieces[-1].is_space and pieces[-1].look == look:
        before = pieces.pop()
        start = len(before.text)
        joined = before.text + joined
    for part in parts[:-1]:
        start += len(part)
        if 0 < start < len(joined):
            softs.append((len(pieces), start))
    pieces.append(Piece(joined, look))


def _looks(span: Span, style: TypeStyle) -> list[tuple[str, Look]]:
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


def piece_glyphs(text: str, look: Look) -> tuple[Glyph, ...]:
    """Glyphs of a stretch of a piece; capitals made of small letters keep these as their text."""
    if look.case == "upper":
        return _capitals(text, look)
    return shape(text, look.face, look.size_pt, look.features, look.language, look.tracking)


@lru_cache(maxsize=16384)
def _capitals(text: str, look: Look) -> tuple[Glyph, ...]:
    sources: list[str] = []
    for char in text:
        upper = char.upper()
        # ß becomes SS: the first S carries the ß, the second nothing.
        sources += [char] + [""] * (len(upper) - 1)
    glyphs = shape(
        text.upper(), look.face, look.size_pt, look.features, look.language, look.tracking
    )
    out: list[Glyph] = []
    at = 0
    for glyph in glyphs:
        out.append(glyph._replace(text="".join(sources[at : at + len(glyph.text)])))
        at += len(glyph.text)
    return tuple(out)


def space_glyph(look: Look, width_mm: float) -> Glyph:
    """Glue as a glyph, in the face of the text before it."""
    return space(look.face, width_mm)
