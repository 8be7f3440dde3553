"""Painted text stands where shaping put it and reads as it was written."""

from __future__ import annotations

import math
import subprocess
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from painted import (
    BARE,
    CONDENSED,
    PAPER,
    SANS,
    SERIF,
    character_origins,
    content,
    glyph_origins,
    paint,
    raster,
    read_text,
    set_text,
)
from PIL import Image

from cimaise.diagnostics import InputError
from cimaise.geometry import Point
from cimaise.inks import BLACK
from cimaise.layout.marks import GlyphRun
from cimaise.paint.embedded_fonts import EmbeddedFont
from cimaise.typography.faces import load_face
from cimaise.typography.lines import Glyph
from cimaise.units import PT_PER_MM, mm_from_pt

SENTENCE = "L’office du fleuve : « Béthune », 1 200 m, fjord efficace."


@pytest.mark.parametrize("face", [SERIF, SANS, CONDENSED])
def test_a_sentence_with_ligatures_and_accents_extracts_as_written(tmp_path, face):
    facts = paint(tmp_path, [set_text(SENTENCE, 5, 20, face, 12)], width=200)
    assert read_text(facts.path).strip() == SENTENCE


def test_small_capitals_and_old_style_figures_extract_as_the_letters_written(tmp_path):
    plain = set_text("ffi FTP 1944", 5, 20)
    changed = set_text("ffi FTP 1944", 5, 40, features=(("smcp", 1), ("c2sc", 1), ("onum", 1)))
    assert {g.gid for g in plain.glyphs}.isdisjoint(
        {g.gid for g in changed.glyphs if g.text.strip()}
    )
    facts = paint(tmp_path, [plain, changed])
    assert read_text(facts.path).split("\n")[:2] == ["ffi FTP 1944", "ffi FTP 1944"]


def test_one_glyph_that_stands_for_two_texts_reads_as_both(tmp_path):
    capital = set_text("ET", 5, 20, features=(("c2sc", 1),))
    small = set_text("et", 5, 40, features=(("smcp", 1),))
    assert [g.gid for g in capital.glyphs] == [g.gid for g in small.glyphs]
    facts = paint(tmp_path, [capital, small])
    assert read_text(facts.path).split() == ["ET", "et"]
    with pikepdf.open(facts.path) as pdf:
        font = pdf.pages[0].Resources.Font.F1.DescendantFonts[0]
        assert isinstance(font.CIDToGIDMap, pikepdf.Stream)


@pytest.mark.parametrize(("size", "drawn"), [(690.0, 0), (1400.0, 1)])
def test_letters_too_large_for_some_readers_are_paths_and_read_all_the_same(tmp_path, size, drawn):
    """Poppler's rasteriser leaves out text of more than ten inches."""
    marks = [set_text("44", 5, 550, CONDENSED, size), set_text("Été", 5, 580, CONDENSED, 60)]
    facts = paint(tmp_path, marks, width=600, height=600)
    assert content(facts.path).count("BT 3 Tr") == content(facts.path).count("0 Tr ET") == drawn
    assert read_text(facts.path).split() == ["44", "Été"]
    seen = raster(facts.path, 300).convert("L").point(lambda level: 255 * (level < 128))
    subprocess.run(
        ["pdftoppm", "-png", "-singlefile", "-scale-to-x", str(seen.width), "-scale-to-y",
         str(seen.height), facts.path, tmp_path / "poppler"],
        check=True,
    )  # fmt: skip
    with Image.open(tmp_path / "poppler.png") as picture:
        other = picture.convert("L").point(lambda level: 255 * (level < 128))
    ours, theirs = seen.histogram()[255], other.histogram()[255]
    assert theirs == pytest.approx(ours, rel=0.05)
    # The digits take a good part of the page: they are there at all.
    assert ours > 0.04 * seen.width * seen.height


def test_a_cluster_of_several_glyphs_reads_as_its_text(tmp_path):
    gid = SERIF_GIDS["e"]
    glyphs = (Glyph(gid, "Ə́", 6.0), Glyph(SERIF_GIDS["n"], "", 6.0), Glyph(gid, "e", 6.0))
    facts = paint(tmp_path, [GlyphRun(Point(5, 20), SERIF, 38, glyphs, BLACK)])
    assert read_text(facts.path).strip() == "Ə́e"


def test_a_glyph_without_text_adds_nothing(tmp_path):
    words = set_text("Résis", 5, 20)
    hyphen = Glyph(SERIF_GIDS["-"], "", 3.0)
    run = GlyphRun(words.origin, SERIF, 38, (*words.glyphs[:1], *words.glyphs[1:]), BLACK)
    tail = GlyphRun(Point(40, 20), SERIF, 38, (hyphen,), BLACK)
    facts = paint(tmp_path, [run, tail])
    assert read_text(facts.path).split() == ["Résis"]


def test_widely_tracked_capitals_stay_one_word(tmp_path):
    facts = paint(tmp_path, [set_text("LES CANAUX", 5, 20, SANS, 12, tracking=220)])
    assert read_text(facts.path).strip() == "LES CANAUX"


@pytest.mark.parametrize("angle", [-62.0, -18.0, 23.0, 90.0, 141.0])
def test_slanted_words_stay_whole(tmp_path, angle):
    run = set_text("Béthune", 50, 30, SANS, 14, angle_deg=angle)
    assert read_text(paint(tmp_path, [run]).path).split() == ["Béthune"]


def test_a_halo_is_painted_under_the_letters_and_read_once(tmp_path):
    run = set_text("Lille", 5, 20, SANS, 24, halo=PAPER, halo_mm=1)
    facts = paint(tmp_path, [run])
    assert read_text(facts.path).strip() == "Lille"
    operators = content(facts.path)
    assert operators.rindex(" S Q") < operators.index("BT")
    assert " Tr" not in operators


@pytest.mark.parametrize(("face", "size"), [(SERIF, 9), (CONDENSED, 300), (SANS, 27)])
@pytest.mark.parametrize("angle", [0.0, 37.0])
def test_every_glyph_stands_within_a_hundredth_of_a_millimetre(tmp_path, face, size, angle):
    run = set_text("AVANT To Way", 40, 150, face, size, tracking=-7, angle_deg=angle)
    facts = paint(tmp_path, [run], width=900, height=900)
    expected = []
    pen = 0.0
    turn = math.radians(angle)
    for glyph in run.glyphs:
        expected.append((
            (40 + 3 + pen * math.cos(turn)) * PT_PER_MM,
            (900 + 3 - 150 - pen * math.sin(turn)) * PT_PER_MM,
        ))  # fmt: skip
        pen += glyph.advance_mm
    found = glyph_origins(facts.path)
    for (x, y), (wanted_x, wanted_y) in zip(found, expected, strict=True):
        assert mm_from_pt(math.hypot(x - wanted_x, y - wanted_y)) < 0.01
    if not angle:
        # Upright lines can be asked of a reader that is not ours, too.
        for place, wanted in zip(character_origins(facts.path), expected, strict=True):
            assert mm_from_pt(math.dist(place[1:], wanted)) < 0.01


def test_offsets_of_glyphs_move_them_right_and_down(tmp_path):
    glyphs = (
        Glyph(SERIF_GIDS["e"], "e", 10.0),
        Glyph(SERIF_GIDS["n"], "n", 10.0, 1.5, 2.5),
        Glyph(SERIF_GIDS["e"], "e", 10.0),
    )
    facts = paint(tmp_path, [GlyphRun(Point(7, 17), SERIF, 38, glyphs, BLACK)])
    found = [(mm_from_pt(x) - 3, 63 - mm_from_pt(y)) for x, y in glyph_origins(facts.path)]
    for place, wanted in zip(found, [(7, 17), (18.5, 19.5), (27, 17)], strict=True):
        assert place == pytest.approx(wanted, abs=0.01)


def test_at_a_tenth_the_glyphs_stand_at_a_tenth(tmp_path):
    run = set_text("Lille", 40, 150, SANS, 240)
    facts = paint(tmp_path, [run], replace(BARE, reduction=10), width=900, height=900)
    found = character_origins(facts.path)
    pens = [sum(g.advance_mm for g in run.glyphs[:count]) for count in range(len(run.glyphs))]
    for (_, x, y), pen in zip(found, pens, strict=True):
        assert mm_from_pt(x) == pytest.approx((40 + 3 + pen) / 10, abs=0.01)
        assert mm_from_pt(y) == pytest.approx((903 - 150) / 10, abs=0.01)


def test_only_our_fonts_are_listed_and_all_are_embedded_subsets(tmp_path):
    facts = paint(tmp_path, [set_text("Un", 5, 20), set_text("deux", 5, 40, CONDENSED)])
    with pikepdf.open(facts.path) as pdf:
        fonts = pdf.pages[0].Resources.Font
        assert len(fonts) == 2
        for font in fonts.values():
            assert font.Encoding == "/Identity-H"
            name = str(font.BaseFont)
            assert name[7] == "+"
            assert name[1:7].isupper()
            program = font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()
            assert len(program) < 30_000
    assert facts.fonts == ("BarlowCondensed-Bold", "SourceSerif4-Regular")


def test_a_font_whose_licence_forbids_embedding_is_refused(tmp_path):
    data = bytearray((Path(SANS.path)).read_bytes())
    count = int.from_bytes(data[4:6], "big")
    records = {bytes(data[12 + 16 * n : 16 + 16 * n]): 12 + 16 * n for n in range(count)}
    offset = int.from_bytes(data[records[b"OS/2"] + 8 : records[b"OS/2"] + 12], "big")
    data[offset + 8 : offset + 10] = (0x0002).to_bytes(2, "big")
    path = tmp_path / "restricted.ttf"
    path.write_bytes(bytes(data))
    with pytest.raises(InputError, match="may not be embedded"):
        EmbeddedFont(load_face(path), "F1")


LETTERS = sorted(
    chr(code)
    for code in SERIF.coverage & SANS.coverage
    # Latin, French punctuation, digits; letters whose case or compatibility forms fold are in.
    if 0x21 <= code <= 0x17F and chr(code).isprintable() and code not in (0xA0, 0xAD)
)
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=9), min_size=1, max_size=6)


@given(words=WORDS, face=st.sampled_from([SERIF, SANS]), tracking=st.sampled_from([0.0, 40.0]))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_text_extracts_word_for_word(tmp_path, words, face, tracking):
    run = set_text(" ".join(words), 5, 20, face, 10, tracking=tracking)
    facts = paint(tmp_path, [run], width=600)
    assert read_text(facts.path).split() == words


SERIF_GIDS = {char: set_text(char, 0, 0).glyphs[0].gid for char in "en-"}
