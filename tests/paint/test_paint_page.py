"""Boxes, inks, overprint, clips and marks around the page, read back from the file."""

from __future__ import annotations

import pikepdf
import pytest
from msgspec.structs import replace
from painted import (
    BARE,
    BLUE,
    PAPER,
    RED,
    SANS,
    content,
    page_of,
    paint,
    raster,
    read_text,
    set_text,
)

from cimaise.geometry import Rect, circle, polyline, rectangle
from cimaise.inks import BLACK, WHITE, Ink
from cimaise.layout.marks import Group, PathMark
from cimaise.paint.boxes import least_reduction, page_boxes
from cimaise.paint.panel_pdf import write_panel_pdf
from cimaise.units import mm_from_pt

CUT = Ink("cut", (0, 1, 0, 0), (230, 0, 120), spot="CutContour")
FULL = rectangle(Rect(0, 0, 100, 60))


def boxes_mm(path, key):
    with pikepdf.open(path) as pdf:
        return [round(mm_from_pt(float(edge)), 3) for edge in pdf.pages[0].obj[key]]


@pytest.mark.parametrize("marks", [False, True])
def test_trim_and_bleed_are_exact_and_the_crop_box_is_the_media_box(tmp_path, marks):
    options = replace(BARE, marks=marks)
    facts = paint(tmp_path, [], options, width=800, height=1200, bleed=5)
    media, bleed, trim = (boxes_mm(facts.path, f"/{box}Box") for box in ("Media", "Bleed", "Trim"))
    assert media == boxes_mm(facts.path, "/CropBox")
    assert media[:2] == [0, 0]
    assert [trim[2] - trim[0], trim[3] - trim[1]] == pytest.approx([800, 1200], abs=0.001)
    assert bleed == pytest.approx([trim[0] - 5, trim[1] - 5, trim[2] + 5, trim[3] + 5], abs=0.001)
    assert (media[2] - bleed[2] > 10) is marks
    assert list(facts.trim_mm) == pytest.approx(trim, abs=0.001)


def test_at_a_tenth_everything_but_the_room_for_marks_is_a_tenth(tmp_path):
    options = replace(BARE, reduction=10, marks=True)
    facts = paint(tmp_path, [], options, width=6000, height=2000, bleed=20)
    trim, bleed = boxes_mm(facts.path, "/TrimBox"), boxes_mm(facts.path, "/BleedBox")
    assert [trim[2] - trim[0], trim[3] - trim[1]] == pytest.approx([600, 200], abs=0.001)
    assert trim[0] - bleed[0] == pytest.approx(2, abs=0.001)
    with pikepdf.open(facts.path) as pdf:
        assert "/UserUnit" not in pdf.pages[0].obj


def test_a_page_too_long_for_pdf_is_refused_and_fits_at_a_tenth():
    trim = Rect(0, 0, 5200, 1000)
    with pytest.raises(ValueError, match="1:10"):
        page_boxes(trim, 5, marks=True)
    assert least_reduction(trim, 5, marks=True) == 10
    assert least_reduction(Rect(0, 0, 800, 1200), 5, marks=True) == 1
    assert page_boxes(trim, 5, reduction=10, marks=True).width_mm == 520


def test_inks_are_written_as_the_theme_has_them(tmp_path):
    marks = [PathMark(FULL, fill=BLUE), PathMark(FULL, stroke=RED.tinted(0.2), width_pt=4)]
    facts = paint(tmp_path, marks)
    operators = content(facts.path)
    assert ".95 .7 .35 .45 k" in operators
    assert ".01 .184 .156 .016 K" in operators
    assert " rg" not in operators
    assert " g\n" not in operators
    assert facts.inks == ("bleu nuit", "garance 20%")
    assert facts.max_flat_tac_percent == pytest.approx(245)


def test_black_text_is_the_black_plate_alone(tmp_path):
    facts = paint(tmp_path, [set_text("noir", 5, 20)])
    assert "0 0 0 1 k" in content(facts.path)


@pytest.mark.parametrize(
    ("mark", "overprints"),
    [
        (set_text("crédit", 5, 20, SANS, 11), True),
        (set_text("crédit", 5, 20, SANS, 12), False),
        (set_text("crédit", 5, 20, SANS, 11, ink=WHITE), False),
        (set_text("crédit", 5, 20, SANS, 11, ink=BLACK.tinted(0.5)), False),
        (set_text("crédit", 5, 20, SANS, 11, ink=BLUE), False),
        (PathMark(FULL, stroke=BLACK, width_pt=0.5), True),
        (PathMark(FULL, stroke=BLACK, width_pt=2.0), False),
        (PathMark(FULL, fill=BLACK), False),
        (PathMark(FULL, stroke=CUT, width_pt=3), True),
    ],
)
def test_small_black_and_cutting_lines_overprint_and_nothing_else(tmp_path, mark, overprints):
    facts = paint(tmp_path, [PathMark(FULL, fill=PAPER), mark, PathMark(FULL, fill=PAPER)])
    with pikepdf.open(facts.path) as pdf:
        page = pdf.pages[0]
        states = page.Resources.get("/ExtGState", {})
        now, seen = {}, []
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "gs":
                now.update(states[str(operands[0])].items())
            if str(operator) in ("TJ", "f", "S"):
                seen.append((bool(now.get("/OP")), bool(now.get("/op")), int(now.get("/OPM", 0))))
    assert seen[0] == seen[-1] == (False, False, 0)
    assert all(state == ((True, True, 1) if overprints else (False, False, 0))
               for state in seen[1:-1])  # fmt: skip


def test_a_thin_black_edge_overprints_and_the_paper_within_it_knocks_out(tmp_path):
    ring = PathMark(circle((50, 30), 5), fill=PAPER, stroke=BLACK, width_pt=0.5)
    facts = paint(tmp_path, [PathMark(FULL, fill=BLUE), ring])
    with pikepdf.open(facts.path) as pdf:
        page = pdf.pages[0]
        now, seen = {}, []
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "gs":
                now.update(page.Resources.ExtGState[str(operands[0])].items())
            if str(operator) == "B":
                seen.append((now.get("/OP"), now.get("/op"), now.get("/OPM")))
    assert seen == [(True, False, 1)]


def test_a_cutting_line_is_a_separation_of_its_own(tmp_path):
    facts = paint(tmp_path, [PathMark(FULL, stroke=CUT, width_pt=1)])
    assert facts.spots == ("CutContour",)
    with pikepdf.open(facts.path) as pdf:
        space = pdf.pages[0].Resources.ColorSpace["/CutContour"]
        assert [str(part) for part in space[:3]] == ["/Separation", "/CutContour", "/DeviceCMYK"]
    assert "/CutContour CS 1 SCN" in content(facts.path)


def test_a_tinted_spot_keeps_its_full_ink_as_alternate(tmp_path):
    facts = paint(tmp_path, [PathMark(FULL, fill=CUT.tinted(0.4))])
    assert "/CutContour cs .4 scn" in content(facts.path)
    with pikepdf.open(facts.path) as pdf:
        function = pdf.pages[0].Resources.ColorSpace["/CutContour"][3].read_bytes()
    assert b"dup 1.0 mul" in function


def test_groups_clip_and_what_runs_out_of_the_bleed_is_cut(tmp_path):
    square = rectangle(Rect(0, 0, 20, 20))
    marks = [
        PathMark(rectangle(Rect(-50, -50, 300, 300)), fill=BLUE),
        Group("map", (PathMark(FULL, fill=RED),), clip=square),
    ]
    facts = paint(tmp_path, marks, replace(BARE, marks=True))
    picture = raster(facts.path, 500)
    scale = 500 / facts.media_mm[2]

    def at(x, y):
        left, top = facts.trim_mm[0] + x, facts.media_mm[3] - facts.trim_mm[3] + y
        return picture.getpixel((round(left * scale), round(top * scale)))

    assert at(10, 10)[0] > 180
    assert at(22, 10)[0] < 40
    assert at(-2.5, 30)[0] < 40
    assert at(-4, 40) == (255, 255, 255)


def test_even_odd_fill_leaves_the_hole_and_the_winding_rule_does_not(tmp_path):
    outer, inner = rectangle(Rect(0, 0, 100, 60)), rectangle(Rect(40, 20, 20, 20))
    for even_odd, hollow in ((True, True), (False, False)):
        mark = PathMark(outer + inner, fill=BLUE, even_odd=even_odd)
        picture = raster(paint(tmp_path, [mark]).path, 106)
        assert (picture.getpixel((53, 33)) == (255, 255, 255)) is hollow


def test_dashes_ends_and_curves_are_written(tmp_path):
    line = PathMark(
        polyline([(5, 5), (95, 5)]), stroke=BLUE, width_pt=3, dash_mm=(4, 2), round_ends=True
    )
    plain = PathMark(circle((50, 30), 10), stroke=BLUE, width_pt=3)
    operators = content(paint(tmp_path, [line, plain]).path)
    assert "3 w [11.339 5.669] 0 d 1 J 1 j" in operators
    assert "3 w [] 0 d 0 J 0 j" in operators
    assert operators.count(" c ") == 4


def test_marks_stand_outside_the_bleed_in_registration_ink(tmp_path):
    facts = paint(tmp_path, [], replace(BARE, marks=True), width=800, height=1200)
    with pikepdf.open(facts.path) as pdf:
        assert str(pdf.pages[0].Resources.ColorSpace["/All"][1]) == "/All"
    assert facts.spots == ()
    picture = raster(facts.path, 826 + 28 - 20)
    bleed = [round(edge * picture.width / facts.media_mm[2]) for edge in facts.bleed_mm]
    inside = picture.crop((bleed[0] + 1, bleed[1] + 1, bleed[2] - 1, bleed[3] - 1))
    assert inside.getextrema() == ((255, 255),) * 3
    assert picture.getextrema()[0][0] < 100


def test_the_slug_says_which_panel_and_a_proof_says_so(tmp_path):
    options = replace(
        BARE, slug=True, slug_face=SANS, exhibition="Été 44", panel="03-sabotages", reduction=10
    )
    facts = paint(tmp_path, [], options, width=800, height=1200)
    line = read_text(facts.path)
    for words in ("Été 44", "03-sabotages", "Été 44 & après", "1:10", "800 × 1200 mm", "FOGRA39",
                  "2024-06-06", "ISO Coated v2 300%"):  # fmt: skip
        assert words in line
    assert "PROOF" not in line
    proof = paint(tmp_path, [], replace(options, proof=True), width=800, height=1200)
    assert read_text(proof.path).startswith("PROOF")
    assert proof.pdfx is None


def test_a_failed_painting_leaves_the_old_file_and_no_other(tmp_path):
    target = tmp_path / "panel.pdf"
    target.write_bytes(b"the last good one")
    too_long = page_of(width=9000)
    with pytest.raises(ValueError, match="1:10"):
        write_panel_pdf(too_long, target, BARE)
    assert target.read_bytes() == b"the last good one"
    assert list(tmp_path.iterdir()) == [target]
