"""A glyph run as PDF text: every glyph where shaping put it, every word as it was written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import cos, radians, sin

from msgspec import Struct

from cimaise.layout.marks import GlyphRun
from cimaise.paint.boxes import Placement
from cimaise.paint.embedded_fonts import EmbeddedFont
from cimaise.paint.numbers import matrix_part, number
from cimaise.typography.lines import Glyph
from cimaise.units import PT_PER_MM

# In 1/1000 em: at 300 pt this is 0.005 mm.
NEGLIGIBLE = 0.05
# Readers take a gap above a tenth of an em for a space, and cannot follow a slanted line: words
# set so name their own text.
LOOSE = 80.0


class Piece(Struct, frozen=True):
    """Glyphs shown in a row. `actual` is their text where the codes alone would not tell it."""

    glyphs: tuple[Glyph, ...]
    actual: str | None = None


def pieces(glyphs: tuple[Glyph, ...], loose: frozenset[int] = frozenset()) -> Iterator[Piece]:
    """Glyphs in rows that read right by their codes, and clusters or words that need help.

    A cluster of several glyphs needs its text told, so does a glyph without any, and a word whose
    letters stand far apart; `loose` holds the places of the glyphs followed by such a gap.
    """
    row: list[Glyph] = []
    for cluster, spaced in _clusters(glyphs, loose):
        if len(cluster) == 1 and cluster[0].text and not spaced:
            row.append(cluster[0])
            continue
        if row:
            yield Piece(tuple(row))
            row = []
        yield Piece(tuple(cluster), "".join(glyph.text for glyph in cluster))
    if row:
        yield Piece(tuple(row))


def _clusters(
    glyphs: tuple[Glyph, ...], loose: frozenset[int]
) -> Iterator[tuple[list[Glyph], bool]]:
    """Glyphs that share a text, or a loosely set word; and whether it is such a word."""
    cluster: list[Glyph] = []
    spaced = False
    for place, glyph in enumerate(glyphs):
        goes_on = not glyph.text or (spaced and not glyph.text.isspace())
        if cluster and not goes_on:
            yield cluster, spaced
            cluster, spaced = [], False
        cluster.append(glyph)
        spaced = spaced or (place in loose and not glyph.text.isspace())
    if cluster:
        yield cluster, spaced


def text_operators(run: GlyphRun, font: EmbeddedFont, placement: Placement) -> list[str]:
    """The operators between BT and ET that show a run. Ink and font are set by the caller."""
    turn = radians(run.angle_deg)
    # A turn looks the same to the eye on both sides of the flip of y, so its sine changes sign.
    along, down, up = (matrix_part(part) for part in (cos(turn), -sin(turn), sin(turn)))
    x, y = number(placement.x(run.origin.x)), number(placement.y(run.origin.y))
    operators = [f"{along} {down} {up} {along} {x} {y} Tm"]
    em_mm = run.size_pt / PT_PER_MM
    unit = 1000 / em_mm
    # Where the next glyph should stand, and where the reader's pen is, in 1/1000 em.
    wanted = shown = 0.0
    rise = 0.0
    for piece in pieces(run.glyphs, _loose(run, font, unit)):
        if piece.actual is not None:
            text = piece.actual.encode("utf-16-be", "replace").hex().upper()
            operators.append(f"/Span <</ActualText <FEFF{text}>>> BDC")
        shows: list[str] = []
        codes: list[str] = []
        for glyph in piece.glyphs:
            if glyph.dy_mm != rise:
                _flush(shows, codes, operators)
                rise = glyph.dy_mm
                operators.append(f"{number(-placement.length(rise))} Ts")
            gap = shown - (wanted + glyph.dx_mm * unit)
            if abs(gap) > NEGLIGIBLE:
                if codes:
                    shows.append(f"<{''.join(codes)}>")
                    codes.clear()
                gap = round(gap, 2)
                shows.append(f"{gap:.10g}")
                shown -= gap
            codes.append(f"{font.code(glyph.gid, glyph.text):04X}")
            shown += font.width(glyph.gid)
            wanted += glyph.advance_mm * unit
        _flush(shows, codes, operators)
        if piece.actual is not None:
            operators.append("EMC")
    if rise:
        operators.append("0 Ts")
    return operators


def _flush(shows: list[str], codes: list[str], operators: list[str]) -> None:
    if codes:
        shows.append(f"<{''.join(codes)}>")
        codes.clear()
    if shows:
        operators.append(f"[{' '.join(shows)}] TJ")
        shows.clear()


def _loose(run: GlyphRun, font: EmbeddedFont, unit: float) -> frozenset[int]:
    """Places of glyphs in words whose letters a reader would take apart."""
    slanted = run.angle_deg % 90 != 0
    return frozenset(
        place
        for place, (glyph, after) in enumerate(pairwise(run.glyphs))
        if (slanted or glyph.advance_mm * unit - font.width(glyph.gid) > LOOSE)
        and not glyph.text.isspace()
        and not after.text.isspace()
    )
