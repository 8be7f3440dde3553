"""What line breaking holds for every text and measure."""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cimaise.typography.breaking import _path, break_paragraph, first_fit, set_single
from cimaise.typography.demerits import demerits
from cimaise.typography.faces import load_face
from cimaise.typography.spans import Span
from cimaise.typography.styles import Align, Faces, TypeStyle
from cimaise.typography.words import paragraphs

FONTS = Path(__file__).resolve().parents[2] / "fonts"

WORDS = st.sampled_from(
    [
        "le", "la", "à", "résistants", "insurrection", "télégraphiques", "FFI", "FTP-M.O.I.",
        "Nord–Pas-de-Calais", "14\u00a0juillet\u00a01944", "l’Artois", "«\u202fPas\u202f»,",
        "https://museemrjmoi.com/un/chemin", "anticonstitutionnellement", "10\u202f000", "Lille.",
        "com\u00admu\u00adniste", "disent-ils\u202f;", "e\u0301te\u0301", "a", "officiel",
    ]
)  # fmt: skip
SPANS = st.lists(
    st.tuples(st.lists(WORDS, min_size=1, max_size=9), st.booleans()), min_size=1, max_size=5
).map(lambda parts: tuple(Span(" ".join(words) + " ", italic=italic) for words, italic in parts))
MEASURES = st.floats(20, 400)
# No word is wider: a word that is has to be divided as often as it must.
WIDE_MEASURES = st.floats(230, 400)
ALIGNS: st.SearchStrategy[Align] = st.sampled_from(["left", "justify", "center", "right"])


@cache
def styled(align: Align) -> TypeStyle:
    """Text of a panel. No fixture: Hypothesis would print every field of every face."""
    regular, italic = (
        load_face(FONTS / f"SourceSerif4_400Regular{name}.ttf") for name in ("", "_Italic")
    )
    faces = Faces(regular, italic, regular, italic)
    return TypeStyle(faces, 38, 52, features=(("onum", 1),), small_caps_acronyms=True, align=align)


def letters(text: str) -> str:
    return re.sub(r"[\s\u00ad]", "", text)


@settings(max_examples=120, deadline=None)
@given(SPANS, MEASURES, ALIGNS)
@example((Span("anticonstitutionnellement"),), 20.0, "justify")
def test_nothing_is_lost_or_doubled(
    spans: tuple[Span, ...], measure_mm: float, align: Align
) -> None:
    style = styled(align)
    source = "".join(span.text for span in spans)
    for lines in (break_paragraph(spans, style, measure_mm), first_fit(spans, style, measure_mm)):
        text = "".join(line.text[: -1 if line.hyphenated else None] for line in lines)
        assert letters(text) == letters(source)
        for line in lines:
            drawn = "".join(run.text for run in line.runs)
            assert drawn == re.sub("[\u00a0\u202f]", " ", line.text)
            assert drawn == "".join(glyph.text for run in line.runs for glyph in run.glyphs)
            assert not line.hyphenated or line.text.endswith("-")
        assert [line.ends_paragraph for line in lines] == [False] * (len(lines) - 1) + [True]


@settings(max_examples=120, deadline=None)
@given(SPANS, MEASURES, MEASURES, ALIGNS)
def test_a_wider_measure_never_needs_more_lines(
    spans: tuple[Span, ...], one: float, other: float, align: Align
) -> None:
    style = styled(align)
    narrow, wide = sorted((one, other))
    assert len(break_paragraph(spans, style, wide)) <= len(break_paragraph(spans, style, narrow))


def demerits_of(
    spans: tuple[Span, ...], style: TypeStyle, measure_mm: float, *, total_fit: bool
) -> float:
    """The demerits that a way of breaking collects."""
    total = 0.0
    for words in paragraphs(spans, style):
        measure, found, path = _path(words, style, measure_mm, 0.0, total_fit=total_fit)
        total += demerits(found, path, measure)
    return total


@settings(max_examples=120, deadline=None)
@given(SPANS, MEASURES, ALIGNS)
def test_total_fit_is_never_worse_than_first_fit(
    spans: tuple[Span, ...], measure_mm: float, align: Align
) -> None:
    style = styled(align)
    best = demerits_of(spans, style, measure_mm, total_fit=True)
    greedy = demerits_of(spans, style, measure_mm, total_fit=False)
    lines = len(break_paragraph(spans, style, measure_mm))
    greedy_lines = len(first_fit(spans, style, measure_mm))
    assert lines <= greedy_lines
    # Where first-fit squanders a line, its looser lines may look better one by one.
    if lines == greedy_lines:
        assert best <= greedy


@settings(max_examples=120, deadline=None)
@given(SPANS, MEASURES, ALIGNS)
def test_lines_are_as_wide_as_their_glyphs_and_fit(
    spans: tuple[Span, ...], measure_mm: float, align: Align
) -> None:
    style = styled(align)
    for line in break_paragraph(spans, style, measure_mm):
        advances = [glyph.advance_mm for run in line.runs for glyph in run.glyphs]
        assert sum(advances) == pytest.approx(line.width_mm)
        assert line.runs[0].x_mm == line.x_mm
        for before, after in pairwise(line.runs):
            assert after.x_mm == pytest.approx(before.x_mm + before.width_mm)
        hanging_mm = 0.3 * style.size_mm if align in ("justify", "right") else 0.0
        assert line.emergency or line.x_mm + line.width_mm <= measure_mm + hanging_mm + 1e-6


@settings(max_examples=120, deadline=None)
@given(SPANS, MEASURES, ALIGNS)
def test_no_emergency_where_every_word_fits(
    spans: tuple[Span, ...], measure_mm: float, align: Align
) -> None:
    style = styled(align)
    words = [
        set_single([replace(span, text=word)], style)
        for span in spans
        for word in span.text.split(" ")
        if word
    ]
    widest_mm = max(word.width_mm for word in words if word)
    lines = break_paragraph(spans, style, max(measure_mm, widest_mm + 1e-3))
    assert not any(line.emergency for line in lines)


@settings(max_examples=80, deadline=None)
@given(SPANS, WIDE_MEASURES, ALIGNS)
def test_no_third_hyphen_in_a_row(spans: tuple[Span, ...], measure_mm: float, align: Align) -> None:
    lines = break_paragraph(spans, styled(align), measure_mm)
    rows = "".join("h" if line.hyphenated else "-" for line in lines)
    assert "hhh" not in rows
