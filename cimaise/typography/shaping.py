"""Text in one face → glyphs with advances, by HarfBuzz. Shaped once per word and cached."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice

import uharfbuzz as hb

from cimaise.typography.faces import Face, harfbuzz_font
from cimaise.typography.lines import Glyph
from cimaise.units import mm_from_pt

Features = tuple[tuple[str, int], ...]
Unit = tuple[int, str, int, int, int]
"""A glyph in font units: its number, source text, advance, dx, dy."""

# Fixed spaces, in em; None is the face's own word space. They are glue, so that a face without
# U+202F still sets « » right.
FIXED_SPACES: dict[str, float | None] = {
    "\u00a0": None,
    "\u2002": 1 / 2,
    "\u2003": 1.0,
    "\u2004": 1 / 3,
    "\u2005": 1 / 4,
    "\u2006": 1 / 6,
    "\u2007": None,
    "\u2008": None,
    "\u2009": 1 / 6,
    "\u200a": 1 / 12,
    "\u202f": 1 / 6,
}
# Characters that steer the setting and need no glyph.
INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\n\t\r")
# Of missing characters, as many are named in a message.
MOST_NAMED = 12
# A face that lacks the first sets the second, which looks and reads the same.
STAND_INS = {"\u2011": "-", "\u2010": "-", "\u02bc": "\u2019"}


def shape(
    text: str,
    face: Face,
    size_pt: float,
    features: Features = (),
    language: str = "fr",
    tracking: float = 0.0,
) -> tuple[Glyph, ...]:
    """Glyphs of a text that holds no glue: advances in mm, tracking (1/1000 em) added to each.

    A ligature carries all its letters in `text`; the second glyph of a cluster carries none. A
    character that the face lacks comes out as glyph 0 with its text: see `missing`.
    """
    em_mm = mm_from_pt(size_pt)
    sized = _sized(em_mm / face.units_per_em, em_mm * tracking / 1000)
    return tuple([sized[unit] for unit in _in_units(text, face, features, language)])


def width(
    text: str,
    face: Face,
    size_pt: float,
    features: Features = (),
    language: str = "fr",
    tracking: float = 0.0,
) -> float:
    """Sum of the advances of `shape`, mm."""
    return sum(
        glyph.advance_mm for glyph in shape(text, face, size_pt, features, language, tracking)
    )


class _Sized(dict[Unit, Glyph]):
    """Glyphs at a size, made as they are asked for: of a text's thousands, few are different."""

    def __init__(self, unit_mm: float, extra_mm: float) -> None:
        self._unit_mm = unit_mm
        self._extra_mm = extra_mm

    def __missing__(self, unit: Unit) -> Glyph:
        gid, source, advance, dx, dy = unit
        self[unit] = glyph = Glyph(
            gid,
            source,
            advance * self._unit_mm + self._extra_mm if advance else 0.0,
            dx * self._unit_mm if dx else 0.0,
            -dy * self._unit_mm if dy else 0.0,
        )
        return glyph


_sized = lru_cache(maxsize=1024)(_Sized)


@lru_cache(maxsize=65536)
def _in_units(text: str, face: Face, features: Features, language: str) -> tuple[Unit, ...]:
    """The glyphs in font units, independent of size."""
    buffer = hb.Buffer()
    # HarfBuzz's own cluster level keeps marks with their base: one cluster, one text.
    buffer.add_str(_drawable(text, face))
    buffer.guess_segment_properties()
    buffer.language = language
    hb.shape(harfbuzz_font(face), buffer, dict(features))
    infos = buffer.glyph_infos
    clusters = [info.cluster for info in infos]
    sources: Sequence[str] = text
    # In most words there is one glyph for each character.
    if clusters != list(range(len(text))):
        starts = sorted(set(clusters))
        ends = [*starts[1:], len(text)]
        texts = {start: text[start:end] for start, end in zip(starts, ends, strict=True)}
        # `pop`: a cluster's first glyph carries its text, the others none.
        sources = [texts.pop(at, "") for at in clusters]
    units = [
        (info.codepoint, source, place.x_advance, place.x_offset, place.y_offset)
        for info, source, place in zip(infos, sources, buffer.glyph_positions, strict=True)
    ]
    known = _known_units(face)
    return tuple([known.setdefault(unit, unit) for unit in units])


@lru_cache(maxsize=256)
def _known_units(_face: Face) -> dict[Unit, Unit]:
    # Equal ones are kept once: they recur in every word.
    return {}


def _drawable(text: str, face: Face) -> str:
    if STAND_INS.keys().isdisjoint(text):
        return text
    return "".join(
        char if ord(char) in face.coverage else STAND_INS.get(char, char) for char in text
    )


@lru_cache(maxsize=4096)
def substitutes(text: str, face: Face, feature: str, language: str = "fr") -> bool:
    """Whether a feature changes every glyph of `text` (are there superiors of these letters?)."""
    if feature not in face.features:
        return False
    plain = _in_units(text, face, (), language)
    changed = _in_units(text, face, ((feature, 1),), language)
    return len(plain) == len(changed) and all(
        before[0] != after[0] for before, after in zip(plain, changed, strict=True)
    )


@lru_cache(maxsize=4096)
def missing(text: str, face: Face) -> str:
    """The characters of `text` that the face cannot show, each once, in order.

    Spaces of all kinds, soft hyphens and joiners are never missing, nor are characters whose
    parts the face has (é as e and U+0301).
    """
    return "".join([char for char in dict.fromkeys(text) if not _shown(char, face)])


def named(lacking: Iterable[str]) -> str:
    """Characters as a message names them, with their numbers; of many the first."""
    return ", ".join(f"{char} (U+{ord(char[0]):04X})" for char in islice(lacking, MOST_NAMED))


def _shown(char: str, face: Face) -> bool:
    if char in INVISIBLE or char in FIXED_SPACES or char == " ":
        return True
    if ord(_drawable(char, face)) in face.coverage:
        return True
    parts = unicodedata.normalize("NFD", char)
    return len(parts) > 1 and all(ord(part) in face.coverage for part in parts)


def space_mm(char: str, face: Face, size_pt: float, tracking: float = 0.0) -> float:
    """Width of a space of any kind, mm, with the tracking that the text around it has."""
    em_mm = mm_from_pt(size_pt)
    ems = FIXED_SPACES.get(char)
    return em_mm * ((face.space_advance if ems is None else ems) + tracking / 1000)


def space(face: Face, width_mm: float) -> Glyph:
    """A space as the painter shows it: the face's glyph, its glue as advance."""
    return Glyph(face.space_gid, " ", width_mm)
