"""Facts read from finished PDFs: sizes, colours, places, and what lies nested."""

from __future__ import annotations

import subprocess
import zlib
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen import canvas

from cimaise.diagnostics import InputError
from cimaise.preflight import Facts, inspect
from cimaise.preflight.budget import Budget
from cimaise.preflight.facts import Element, Picture, Shade, Shape, Text
from cimaise.preflight.streams import decoded
from preflight.making import GOOD, Draft, font, form, image, layer, resource
from preflight.rule_cases import bar, drawn, lzw, page, placed, root, soft_mask, stroke
from tests.programs import needed


def facts(draft: Draft, folder: Path) -> Facts:
    return inspect(draft.write(folder / "sheet.pdf"))


def last(draft: Draft, kind: type[Element], folder: Path) -> Element:
    return [each for each in facts(draft, folder).pages[-1].elements if type(each) is kind][-1]


def test_the_good_sheet_is_what_it_says(tmp_path: Path) -> None:
    found = facts(Draft(), tmp_path)
    assert (found.version, found.encrypted, found.trailer_id) == ("1.6", False, True)
    assert found.damage == ()
    assert found.unread is None
    assert found.info["Trapped"] == "False"
    assert found.xmp["dc:title"] == "A sheet"
    (intent,) = found.output_intents
    assert (intent.profile.profile_class, intent.profile.space) == ("prtr", "CMYK")
    assert "Coated" in intent.profile.description
    (face,) = found.fonts
    assert (face.name, face.kind, face.embedded, face.subset) == ("Vera", "TrueType", True, True)
    (element,) = found.pages[0].elements
    assert isinstance(element, Text)
    assert element.size_pt == 14
    assert element.paint.is_pure_black
    assert (element.paint.overprint, element.paint.overprint_mode) == (True, 1)


@pytest.mark.parametrize(
    ("content", "size"),
    [
        ("BT /F1 10 Tf 80 99 Td (V) Tj ET", 10),
        ("BT /F1 1 Tf 10 0 0 10 80 99 Tm (V) Tj ET", 10),
        ("q 2 0 0 2 0 0 cm BT /F1 5 Tf 80 99 Td [(V) -200 (e)] TJ ET Q", 10),
        ("BT /F1 -10 Tf 0 1 -1 0 99 99 Tm (V) Tj ET", 10),
        ("BT /F1 10 Tf 50 Tz 80 99 Td (V) ' ET", 10),
        ('BT /F1 10 Tf 12 TL 80 99 Td 1 2 (V) " ET', 10),
    ],
)
def test_type_size_counts_every_matrix(content: str, size: float, tmp_path: Path) -> None:
    element = last(drawn(content), Text, tmp_path)
    assert element.size_pt == pytest.approx(size)


def test_a_text_is_as_long_as_its_glyphs(tmp_path: Path) -> None:
    element = last(drawn("BT /F1 72 Tf 54 274 Td [(Ve) 500 (ra)] TJ ET"), Text, tmp_path)
    assert element.box.x == pytest.approx(0, abs=1e-6)
    assert element.box.width == pytest.approx(1.5 * 25.4)


def test_glyphs_of_two_bytes_have_their_own_widths(tmp_path: Path) -> None:
    def composite(pdf: pikepdf.Pdf) -> Dictionary:
        plain = font(pdf)
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            FontDescriptor=plain.FontDescriptor,
            DW=1000,
            W=Array([1, Array([250, 750]), 5, 6, 2000]),
        )
        return Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=plain.BaseFont,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
        )

    draft = drawn("BT /F2 72 Tf 54 99 Td <00010002000500090009> Tj ET")
    element = last(Draft(draft.content, (resource("Font", "F2", composite),)), Text, tmp_path)
    assert element.box.width == pytest.approx((0.25 + 0.75 + 2 + 1 + 1) * 25.4)


def test_invisible_text_is_not_there(tmp_path: Path) -> None:
    content = "BT /F1 9 Tf 80 99 Td 3 Tr (V) Tj 0 Tr (   ) Tj ET"
    assert len(facts(Draft(content), tmp_path).pages[0].elements) == 0


@pytest.mark.parametrize(
    ("content", "width"),
    [
        ("3 w 80 200 m 180 200 l S", 3),
        ("q 0.5 0 0 0.5 0 0 cm 3 w 160 400 m 360 400 l S Q", 1.5),
        ("q 0 2 -2 0 300 0 cm 3 w 80 50 m 90 50 l S Q", 6),
        ("q 1 0 0 0.1 0 0 cm 3 w 80 2000 m 90 2000 l S Q", 0.3),
        ("80 200 100 0.2 re f", 0.2),
        ("80 200 m 180 200 l 180 200.2 l 80 200.2 l h f", 0.2),
        ("q 0.7 0.7 -0.7 0.7 100 0 cm 80 200 -10 3 re f Q", 3 * 0.7 * 2**0.5),
        ("80 200 m 180 200 l 130 280 l h f", None),
        ("80 200 50 60 re 80 290 90 1 re f", 1),
        ("0 w 80 200 m 180 200 l S", 0),
    ],
)
def test_line_width_is_what_prints(content: str, width: float | None, tmp_path: Path) -> None:
    element = last(drawn(content), Shape, tmp_path)
    assert element.width_pt == (None if width is None else pytest.approx(width))


def test_resolution_is_the_worse_axis(tmp_path: Path) -> None:
    draft = drawn("q 0 72 -144 0 300 80 cm /Im Do Q", image(300, 300))
    assert last(draft, Picture, tmp_path).ppi == pytest.approx(150)


def test_an_inline_image_counts(tmp_path: Path) -> None:
    samples = " EI " * 4
    draft = drawn(f"q 72 0 0 72 80 80 cm BI /W 4 /H 4 /BPC 8 /CS /G ID {samples} EI Q 0 g")
    element = last(draft, Picture, tmp_path)
    assert (element.pixels, element.paint.space.family) == ((4, 4), "DeviceGray")


@pytest.mark.parametrize(
    ("content", "judged"),
    [
        ("80 80 9 9 re f", True),
        ("0 0 39 39 re f", False),
        ("q 0 0 9 9 re W n 80 80 9 9 re f Q", False),
        ("/OC /L BDC 80 80 9 9 re f EMC", False),
        ("/OC /L BDC EMC 80 80 9 9 re f", True),
        ("/Clear gs 80 80 9 9 re f", False),
    ],
)
def test_only_what_prints_is_judged(content: str, judged: bool, tmp_path: Path) -> None:
    clear = resource("ExtGState", "Clear", lambda _: Dictionary(ca=0))
    element = last(drawn(content, layer(on=False), clear), Shape, tmp_path)
    assert element.judged is judged


def test_forms_patterns_glyphs_and_masks_are_walked(tmp_path: Path) -> None:
    def pattern(pdf: pikepdf.Pdf) -> pikepdf.Stream:
        return pdf.make_stream(
            b"1 0 0 rg 0 0 2 2 re f",
            PatternType=1,
            PaintType=1,
            TilingType=1,
            BBox=[0, 0, 4, 4],
            XStep=4,
            YStep=4,
            Resources=Dictionary(),
        )

    def type3(pdf: pikepdf.Pdf) -> Dictionary:
        glyph = pdf.make_stream(b"500 0 d0 0 1 0 rg 0 0 500 500 re f")
        return Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=[0, 0, 500, 500],
            FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
            CharProcs=Dictionary(a=glyph),
            Encoding=Dictionary(Differences=[97, Name("/a")]),
            FirstChar=97,
            LastChar=97,
            Widths=[500],
            Resources=Dictionary(),
        )

    def used(draft: Draft) -> set[str]:
        return {
            each.paint.space.family
            for _, each in facts(draft, tmp_path).elements(masks=True)
            if isinstance(each, Shape)
        }

    tiled = drawn("/Pattern cs /P scn 80 80 90 90 re f", resource("Pattern", "P", pattern))
    assert "DeviceRGB" in used(tiled)
    glyphs = drawn("BT /T3 20 Tf 80 80 Td (a) Tj ET", resource("Font", "T3", type3))
    assert "DeviceRGB" in used(glyphs)
    nested = drawn("/Fm Do", resource("XObject", "Fm", form("1 0 0 rg 80 80 9 9 re f")))
    assert "DeviceRGB" in used(nested)
    mask = facts(soft_mask(Name.DeviceGray), tmp_path)
    assert any(each.in_mask for each in mask.pages[0].elements)
    assert not any(each.in_mask for _, each in mask.elements())


def test_a_pattern_lies_where_it_is_painted(tmp_path: Path) -> None:
    def pattern(pdf: pikepdf.Pdf) -> pikepdf.Stream:
        entries = {"PatternType": 1, "PaintType": 2, "TilingType": 1, "XStep": 4, "YStep": 4}
        return pdf.make_stream(
            b"0 0 m 4 4 l S", BBox=[0, 0, 4, 4], Resources=Dictionary(), **entries
        )

    content = "/Cs cs 0 1 0 0 /P scn 54 274 72 72 re f"
    space = resource("ColorSpace", "Cs", lambda _: Array([Name.Pattern, Name.DeviceCMYK]))
    element = [
        each
        for each in facts(drawn(content, resource("Pattern", "P", pattern), space), tmp_path)
        .pages[0]
        .elements
        if isinstance(each, Shape) and each.stroked
    ][-1]
    assert element.box.width == pytest.approx(25.4)
    assert element.paint.used_inks == ("Magenta",)


def test_a_shading_has_its_space(tmp_path: Path) -> None:
    shading = resource(
        "Shading",
        "Sh",
        lambda _: Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 9, 9]),
    )
    element = last(drawn("q 80 80 9 9 re W n /Sh sh Q", shading), Shade, tmp_path)
    assert element.paint.space.family == "DeviceRGB"


def test_an_indexed_colour_is_the_inks_of_its_entry(tmp_path: Path) -> None:
    table = bytes([0, 0, 0, 0, 255, 0, 0, 51])
    indexed = resource(
        "ColorSpace",
        "Ix",
        lambda _: Array([Name.Indexed, Name.DeviceCMYK, 1, pikepdf.String(table)]),
    )
    element = last(drawn("/Ix cs 1 sc 80 80 9 9 re f", indexed), Shape, tmp_path)
    assert element.paint.inks == pytest.approx({"Cyan": 1, "Magenta": 0, "Yellow": 0, "Black": 0.2})


def test_a_default_space_takes_the_place_of_a_device_space(tmp_path: Path) -> None:
    def edit(_: pikepdf.Pdf, sheet: Dictionary) -> None:
        sheet.Resources.ColorSpace.DefaultRGB = sheet.Resources.ColorSpace.IccRgb

    assert last(drawn("1 0 0 rg 80 80 9 9 re f", edit), Shape, tmp_path).paint.space.sort == (
        "ICC RGB"
    )


def test_outline_actions_are_found(tmp_path: Path) -> None:
    def outline(pdf: pikepdf.Pdf) -> Dictionary:
        item = pdf.make_indirect(Dictionary(A=Dictionary(S=Name.GoTo)))
        item.Next = item
        return pdf.make_indirect(Dictionary(First=item))

    assert facts(root("Outlines", outline), tmp_path).actions


@pytest.mark.parametrize(
    ("data", "filter_"),
    [
        (zlib.compress(GOOD.encode()), Name.FlateDecode),
        (lzw(GOOD.encode()), Name.LZWDecode),
        (GOOD.encode().hex().encode() + b">", Name.ASCIIHexDecode),
        (bytes([len(GOOD) - 1]) + GOOD.encode() + b"\x80", Name.RunLengthDecode),
    ],
)
def test_every_filter_gives_the_content_back(data: bytes, filter_: Name) -> None:
    with pikepdf.Pdf.new() as pdf:
        stream = pdf.make_stream(data, Filter=filter_)
        assert decoded(stream, Budget()) == (GOOD.encode(), None)


def test_png_predictors_are_undone_as_qpdf_does(tmp_path: Path) -> None:
    rows = b"".join(bytes([kind]) + bytes(range(kind, kind + 8)) for kind in range(5))
    parameters = Dictionary(Predictor=15, Columns=8)
    with pikepdf.Pdf.new() as pdf:
        stream = pdf.make_stream(
            zlib.compress(rows), Filter=Name.FlateDecode, DecodeParms=parameters
        )
        assert decoded(stream, Budget()) == (stream.read_bytes(), None)


def test_a_reportlab_file_reads_as_it_was_drawn(tmp_path: Path) -> None:
    path = tmp_path / "plain.pdf"
    sheet = canvas.Canvas(str(path), pagesize=(283.4646, 283.4646), invariant=1)
    sheet.setFillColorCMYK(0, 0.5, 1, 0)
    sheet.setFont("Helvetica", 24)
    sheet.drawString(28.34646, 100, "Cimaise")
    sheet.setStrokeColorRGB(1, 0, 0)
    sheet.setLineWidth(0.5)
    sheet.line(10, 10, 200, 10)
    sheet.showPage()
    sheet.save()
    found = inspect(path)
    text, line = found.pages[0].elements
    assert isinstance(text, Text)
    assert text.paint.in_words() == "M 50 Y 100"
    assert text.box.x == pytest.approx(10, abs=1e-3)
    assert isinstance(line, Shape)
    assert (line.width_pt, line.paint.space.family) == (0.5, "DeviceRGB")
    assert {each.embedded for each in found.fonts} == {False}


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        inspect(tmp_path / "nowhere.pdf")
    assert [each.code for each in caught.value.diagnostics] == ["missing-file"]


def told_by(*command: str) -> list[list[str]]:
    """The lines of a poppler tool, in words."""
    ended = subprocess.run(
        [needed(command[0]), *command[1:]], capture_output=True, text=True, check=True
    )
    return [line.split() for line in ended.stdout.splitlines()]


def test_fonts_images_and_boxes_agree_with_poppler(tmp_path: Path) -> None:
    draft = drawn("q 144 0 0 72 80 80 cm /Im Do Q", image(300, 225))
    path = draft.write(tmp_path / "sheet.pdf")
    found = inspect(path)
    _, _, row = told_by("pdffonts", str(path))
    (face,) = found.fonts
    assert row[0].endswith(f"+{face.name}")
    assert row[3] == ("yes" if face.embedded else "no")
    row = told_by("pdfimages", "-list", str(path))[-1]
    (picture,) = [each for each in found.pages[0].elements if isinstance(each, Picture)]
    assert min(int(row[12]), int(row[13])) == round(picture.ppi)
    rows = told_by("pdfinfo", "-box", str(path))
    (trim,) = [row for row in rows if row and row[0] == "TrimBox:"]
    assert [float(each) for each in trim[1:]] == list(found.pages[0].trim)


def test_a_long_map_is_a_handful_of_elements(tmp_path: Path) -> None:
    lines = "\n".join(f"80 {200 + y / 100} m 180 {200 + y / 90} l S" for y in range(5000))
    found = facts(drawn(lines), tmp_path)
    assert len(found.pages[0].elements) == 2
    assert found.pages[0].elements[-1].count == 5000


def test_page_attributes_are_inherited(tmp_path: Path) -> None:
    def edit(pdf: pikepdf.Pdf, sheet: Dictionary) -> None:
        pdf.Root.Pages.MediaBox = Array([0, 0, 500, 500])
        pdf.Root.Pages.Rotate = 90
        del sheet.MediaBox

    found = facts(Draft(edits=(edit,)), tmp_path).pages[0]
    assert (found.media, found.rotate) == ((0, 0, 500, 500), 90)


def test_marks_and_page_are_told_apart_without_a_bleed_box(tmp_path: Path) -> None:
    def edit(_: pikepdf.Pdf, sheet: Dictionary) -> None:
        del sheet.BleedBox

    element = last(drawn("42 42 9 9 re f", edit), Shape, tmp_path)
    assert not element.judged


def test_helpers_of_the_cases_draw_what_they_say(tmp_path: Path) -> None:
    assert last(stroke("1 0 0 0 K", 2), Shape, tmp_path).stroked
    assert not last(bar("1 0 0 0 k", 2), Shape, tmp_path).stroked
    assert last(placed(image(30, 30)), Picture, tmp_path).ppi == pytest.approx(30)
    assert facts(page(UserUnit=3), tmp_path).pages[0].user_unit == 3
