"""Glyphs carry the text that they stand for, and missing characters are named."""

import pytest

from cimaise.typography.breaking import set_single
from cimaise.typography.lines import Line, Run
from cimaise.typography.shaping import missing, shape, substitutes, width
from cimaise.typography.spans import Span
from cimaise.typography.styles import Faces, TypeStyle
from cimaise.units import mm_from_pt


def single(span: Span, style: TypeStyle) -> Line:
    line = set_single([span], style)
    assert line is not None
    return line


def gids(run: Run) -> list[int]:
    return [glyph.gid for glyph in run.glyphs]


def test_ligatures_and_marks_keep_their_letters(serif: Faces) -> None:
    glyphs = shape("officiel", serif.regular, 30)
    assert [glyph.text for glyph in glyphs] == ["o", "ffi", "c", "i", "e", "l"]
    decomposed = shape("cafe\u0301", serif.regular, 30)
    assert [glyph.text for glyph in decomposed] == ["c", "a", "f", "e\u0301"]
    stacked = shape("A\u0327\u0323x", serif.regular, 30)
    assert "".join(glyph.text for glyph in stacked) == "A\u0327\u0323x"
    assert stacked[-1].text == "x"


def test_kerning_size_and_tracking(serif: Faces) -> None:
    apart = width("A", serif.regular, 30) + width("V", serif.regular, 30)
    assert width("AV", serif.regular, 30) < apart
    assert width("AV", serif.regular, 60) == pytest.approx(2 * width("AV", serif.regular, 30))
    tracked = width("AV", serif.regular, 30, tracking=50)
    assert tracked == pytest.approx(width("AV", serif.regular, 30) + 2 * 0.05 * mm_from_pt(30))


def test_old_style_figures_extract_as_figures(serif: Faces) -> None:
    plain = shape("1944", serif.regular, 30)
    old = shape("1944", serif.regular, 30, (("onum", 1),))
    assert [glyph.text for glyph in old] == list("1944")
    assert all(a.gid != b.gid for a, b in zip(plain, old, strict=True))
    assert substitutes("1944", serif.regular, "onum")
    assert not substitutes("1944", serif.regular, "lnum")


def test_what_a_face_lacks_is_named_and_never_dropped(serif: Faces) -> None:
    assert (
        missing("Été 44 — 北京, 北!\u202f\u00a0\u00ad\u200d\u2011\u2060", serif.regular) == "北京"
    )
    glyphs = shape("a北b", serif.regular, 30)
    assert [(glyph.gid == 0, glyph.text) for glyph in glyphs] == [
        (False, "a"),
        (True, "北"),
        (False, "b"),
    ]


def test_a_stand_in_keeps_the_text(serif: Faces) -> None:
    assert 0x2011 not in serif.regular.coverage
    assert gids(single(Span("a\u2011b"), TypeStyle(serif, 30, 36)).runs[0])[1] == (
        shape("-", serif.regular, 30)[0].gid
    )


def test_small_capitals_are_real_where_the_face_has_them(serif: Faces, body: TypeStyle) -> None:
    line = single(Span("Les FFI, l’OCM et M.O.I."), body)
    assert line.text == "Les FFI, l’OCM et M.O.I."
    assert "".join(run.text for run in line.runs) == line.text
    real = {glyph.gid for glyph in shape("FFI", serif.regular, 38, (("c2sc", 1), ("smcp", 1)))}
    assert real <= {glyph.gid for run in line.runs for glyph in run.glyphs}
    assert {run.size_pt for run in line.runs} == {38}
    italic = single(Span("les FFI", italic=True), body)
    assert gids(italic.runs[0])[-3:] == [g.gid for g in shape("FFI", serif.italic, 38)]


def test_small_capitals_are_scaled_where_the_face_has_none(serif: Faces) -> None:
    style = TypeStyle(serif, 30, 36)
    line = single(Span("xx", small_caps=True, italic=True), style)
    run = line.runs[0]
    assert run.size_pt < 30
    assert gids(run) == [glyph.gid for glyph in shape("XX", serif.italic, 30)]
    assert run.text == "xx"


def test_capitals_extract_as_written(barlow: Faces) -> None:
    line = single(Span("Straße, Été"), TypeStyle(barlow, 60, 60, case="upper"))
    assert line.runs[0].text == "Straße, Été"
    assert gids(line.runs[0])[:4] == [g.gid for g in shape("STRA", barlow.regular, 60)]
    # ß is set as two letters; the first carries it, so no extraction doubles it.
    assert len(line.runs[0].glyphs) == len("Straße, Été") + 1


def test_superiors_from_the_font_or_scaled(serif: Faces, barlow: Faces) -> None:
    spans = [Span("1"), Span("er", superior=True)]
    real = set_single(spans, TypeStyle(serif, 30, 36))
    scaled = set_single(spans, TypeStyle(barlow, 30, 36))
    assert real is not None
    assert scaled is not None
    assert [(run.text, run.size_pt, run.rise_mm) for run in real.runs] == [("1er", 30, 0)]
    assert gids(real.runs[0])[1:] == [g.gid for g in shape("er", serif.regular, 30, (("sups", 1),))]
    assert [run.text for run in scaled.runs] == ["1", "er"]
    assert scaled.runs[1].size_pt < 30
    assert scaled.runs[1].rise_mm > 0


def test_fine_spaces_need_no_glyph_of_the_face(barlow: Faces) -> None:
    assert 0x202F not in barlow.regular.coverage
    line = single(Span("Oui\u202f!"), TypeStyle(barlow, 60, 60))
    fine = line.runs[0].glyphs[3]
    assert (fine.gid, fine.text) == (barlow.regular.space_gid, " ")
    assert fine.advance_mm == pytest.approx(mm_from_pt(60) / 6)
    assert line.text == "Oui\u202f!"


def test_links_are_runs_of_their_own(body: TypeStyle) -> None:
    line = set_single([Span("voir "), Span("le musée", link="https://x.fr"), Span(".")], body)
    assert line is not None
    assert [(run.text, run.link) for run in line.runs] == [
        ("voir ", None),
        ("le musée", "https://x.fr"),
        (".", None),
    ]
    assert line.runs[1].x_mm == pytest.approx(line.runs[0].width_mm)
