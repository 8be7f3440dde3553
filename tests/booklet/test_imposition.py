from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cimaise.booklet.imposition import SCHEMES, padded, perfect, saddle, spine_mm, two_up
from cimaise.booklet.sheets import impose
from cimaise.diagnostics import InputError
from tests.booklet.folding import Faces, gathered, nested
from tests.conftest import Ran

FOLDED: dict[str, Callable[[Sequence[Faces]], list[str]]] = {
    "saddle": nested,
    "2up": nested,
    "perfect": gathered,
}


def _faces(scheme: str, pages: int) -> list[Faces]:
    def name(page: int | None) -> str:
        return "" if page is None else str(page)

    return [
        (
            name(sheet.front.left.page),
            name(sheet.front.right.page),
            name(sheet.back.left.page),
            name(sheet.back.right.page),
        )
        for sheet in SCHEMES[scheme](pages, 0.1).sheets
    ]


@pytest.mark.parametrize("scheme", list(SCHEMES))
def test_folding_the_sheets_back_gives_the_pages_in_order(scheme: str) -> None:
    for pages in range(1, 201):
        read = FOLDED[scheme](_faces(scheme, pages))
        blanks = padded(pages) - pages
        assert read == [str(page) for page in range(pages)] + [""] * blanks
        assert SCHEMES[scheme](pages, 0.1).blanks == blanks


@given(st.integers(1, 200), st.floats(0.01, 0.5))
def test_creep_grows_evenly_from_nought_outside_to_thickness_times_sheets_less_one(
    pages: int, thickness: float
) -> None:
    sheets = saddle(pages, thickness).sheets
    for number, sheet in enumerate(sheets):
        cells = (sheet.front.left, sheet.front.right, sheet.back.left, sheet.back.right)
        assert all(cell.creep_mm == pytest.approx(number * thickness) for cell in cells)
    assert sheets[-1].front.left.creep_mm == pytest.approx(thickness * (len(sheets) - 1))


def test_only_saddle_stitching_creeps() -> None:
    for lay in (two_up, perfect):
        assert all(
            side.left.creep_mm == 0 == side.right.creep_mm
            for sheet in lay(40, 0.3).sheets
            for side in (sheet.front, sheet.back)
        )


def test_no_pages_are_refused() -> None:
    with pytest.raises(ValueError, match="no pages"):
        saddle(0)


def test_the_spine_is_as_thick_as_the_leaves() -> None:
    assert spine_mm(48, 0.1) == pytest.approx(2.4)
    assert spine_mm(45, 0.1) == pytest.approx(2.4)


def _numbered(path: Path, pages: int, *, bleed: float = 0.0, rotate: int = 0) -> Path:
    """Pages of 100 × 150 pt, each with a square of 10 pt whose place tells its number."""
    pdf = pikepdf.new()
    for number in range(pages):
        pdf.add_blank_page(page_size=(100 + 2 * bleed, 150 + 2 * bleed))
        page = pdf.pages[-1]
        page.obj.Contents = pdf.make_stream(b"BT /F 8 Tf (%d) Tj ET" % number)
        if bleed:
            page.obj.TrimBox = pikepdf.Array([bleed, bleed, 100 + bleed, 150 + bleed])
            page.obj.BleedBox = page.obj.MediaBox
        if rotate:
            page.obj.Rotate = rotate
    pdf.save(path, static_id=True)
    return path


def _cells(page: pikepdf.Page) -> dict[str, str]:
    """What stands left and right on a side: the text in the form, by where its clip begins."""
    trim = [float(edge) for edge in page.trimbox]
    middle = (trim[0] + trim[2]) / 2
    found = {"left": "", "right": ""}
    shift: list[float] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "cm":
            shift.append(float(operands[4]))
        if str(operator) == "Do":
            form = page.resources.XObject[operands[0]]
            text = form.read_bytes().split(b"(")[1].split(b")")[0].decode()
            box = [float(edge) for edge in form.BBox]
            x = shift[0] + shift[-1] + (box[0] + box[2]) / 2
            found["left" if x < middle else "right"] = text
    return found


@pytest.mark.parametrize("scheme", list(SCHEMES))
@pytest.mark.parametrize("pages", [1, 4, 13, 40])
def test_a_written_file_folds_into_the_source(tmp_path: Path, scheme: str, pages: int) -> None:
    source = _numbered(tmp_path / "in.pdf", pages, bleed=9)
    told = impose(source, tmp_path / "out.pdf", scheme)
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        sides = [_cells(page) for page in pdf.pages]
        sheets: list[Faces] = [
            (front["left"], front["right"], back["left"], back["right"])
            for front, back in zip(sides[::2], sides[1::2], strict=True)
        ]
    blanks = padded(pages) - pages
    assert FOLDED[scheme](sheets) == [str(page) for page in range(pages)] + [""] * blanks
    assert told.blanks == blanks
    assert bool(told.diagnostics) is bool(blanks)
    if blanks:
        assert f"{blanks} blank page" in told.diagnostics[0].message


def test_sheets_keep_bleed_and_stand_in_right_boxes(tmp_path: Path) -> None:
    source = _numbered(tmp_path / "in.pdf", 8, bleed=9)
    impose(source, tmp_path / "out.pdf", "saddle", thickness_mm=0.2)
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        page = pdf.pages[0]
        trim, bleed = ([float(e) for e in box] for box in (page.trimbox, page.bleedbox))
        assert trim[2] - trim[0] == pytest.approx(200)
        assert trim[3] - trim[1] == pytest.approx(150)
        assert trim[0] - bleed[0] == pytest.approx(9)
        assert bleed[3] - trim[3] == pytest.approx(9)
        assert page.obj.get("/CropBox") is None


def test_creep_moves_inner_pages_towards_the_fold(tmp_path: Path) -> None:
    source = _numbered(tmp_path / "in.pdf", 12)
    impose(source, tmp_path / "out.pdf", "saddle", thickness_mm=1.0, marks=False)
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        gaps = []
        for page in list(pdf.pages)[::2]:
            xs = [
                float(operands[4])
                for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) == "cm"
            ][1:]
            gaps.append(xs[1] - xs[0])
    # Left pages move right and right pages left: each sheet's pair stands 2 mm closer.
    assert gaps[0] - gaps[1] == pytest.approx(2 * 72 / 25.4, abs=1e-3)
    assert gaps[1] - gaps[2] == pytest.approx(2 * 72 / 25.4, abs=1e-3)


def test_two_up_stands_on_a4_and_carries_no_marks(tmp_path: Path) -> None:
    source = _numbered(tmp_path / "in.pdf", 4, bleed=9)
    impose(source, tmp_path / "out.pdf", "2up")
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        page = pdf.pages[0]
        size = [float(edge) * 25.4 / 72 for edge in page.mediabox]
        assert size == pytest.approx([0, 0, 297, 210], abs=0.01)
        assert "/ColorSpace" not in page.resources


def test_turned_pages_are_imposed_as_they_are_looked_at(tmp_path: Path) -> None:
    source = _numbered(tmp_path / "in.pdf", 4, rotate=90)
    impose(source, tmp_path / "out.pdf", "saddle", marks=False)
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        assert [float(edge) for edge in pdf.pages[0].mediabox] == pytest.approx([0, 0, 300, 100])


def test_same_bytes_twice(tmp_path: Path) -> None:
    source = _numbered(tmp_path / "in.pdf", 9, bleed=9)
    for name in ("a", "b"):
        impose(source, tmp_path / f"{name}.pdf", "saddle")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_pages_of_another_size_are_told(tmp_path: Path) -> None:
    source = _numbered(tmp_path / "in.pdf", 4)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.pages[2].obj.MediaBox = pikepdf.Array([0, 0, 80, 120])
        pdf.save(source)
    told = impose(source, tmp_path / "out.pdf", "saddle")
    assert [found.code for found in told.diagnostics] == ["page-sizes"]
    assert told.diagnostics[0].message.endswith("it is centred")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_larger_pages_are_shown_whole(tmp_path: Path, scheme: str) -> None:
    source = _numbered(tmp_path / "in.pdf", 4)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        width, height = (float(edge) for edge in pdf.pages[0].mediabox[2:])
        pdf.pages[1].obj.MediaBox = pikepdf.Array([0, 0, 3 * width, height])
        pdf.save(source)
    told = impose(source, tmp_path / "out.pdf", scheme, marks=False)
    assert told.diagnostics[0].message.endswith("it is made smaller to fit")
    with pikepdf.open(tmp_path / "out.pdf") as pdf:
        across, down = (float(edge) for edge in pdf.pages[1].mediabox[2:])
        operations = pikepdf.parse_content_stream(pdf.pages[1])
        placed = [
            [float(part) for part in operands]
            for operands, operator in operations
            if str(operator) == "cm" and abs(float(operands[0]) - 1) > 0.01
        ]
    scale = min(across / 2 / width, down / height) if scheme == "2up" else 1.0
    assert any(matrix[0] == pytest.approx(scale / 3, rel=0.01) for matrix in placed)


def test_turns_and_units_that_mean_nothing_are_left_out(tmp_path: Path) -> None:
    source = _numbered(tmp_path / "in.pdf", 4)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.Rotate = pikepdf.Name.Left
        pdf.pages[1].obj.Rotate = 7
        pdf.pages[2].obj.UserUnit = pikepdf.Name.Mm
        pdf.pages[3].obj.UserUnit = -2
        pdf.save(source)
    assert impose(source, tmp_path / "out.pdf", "saddle").diagnostics == ()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("/OutputIntents", 7),
        ("/OutputIntents", [7]),
        ("/OutputIntents", [{"/S": "/GTS_PDFX", "/DestOutputProfile": 7}]),
        ("/Lang", [7]),
        ("/OCProperties", 7),
        ("/Info", 7),
        ("/Info", {"/Title": 7, "/CreationDate": []}),
    ],
    ids=str,
)
def test_what_a_file_says_of_itself_may_mean_nothing(
    tmp_path: Path, key: str, value: object
) -> None:
    source = _numbered(tmp_path / "in.pdf", 4)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        holder = pdf.trailer if key == "/Info" else pdf.Root
        holder[key] = pdf.make_indirect(_object(value))
        pdf.save(source)
    assert impose(source, tmp_path / "out.pdf", "saddle").diagnostics == ()


def _object(value: object) -> object:
    """As pikepdf has it; a text that begins with a slash is a name."""
    if isinstance(value, dict):
        return pikepdf.Dictionary({key: _object(each) for key, each in value.items()})
    if isinstance(value, list):
        return pikepdf.Array([_object(each) for each in value])
    if isinstance(value, str):
        return pikepdf.Name(value) if value.startswith("/") else pikepdf.String(value)
    return value


def test_a_file_cut_short_is_said_to_be_repaired(tmp_path: Path) -> None:
    source = _numbered(tmp_path / "in.pdf", 8)
    source.write_bytes(source.read_bytes()[:-400])
    told = impose(source, tmp_path / "out.pdf", "2up")
    assert [found.code for found in told.diagnostics] == ["pdf-repaired"]
    assert told.pages == 8


def test_sheets_that_no_pdf_can_hold_are_refused(tmp_path: Path) -> None:
    source = _numbered(tmp_path / "in.pdf", 4)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            page.obj.MediaBox = pikepdf.Array([0, 0, 14_000, 14_000])
        pdf.save(source)
    with pytest.raises(InputError) as refused:
        impose(source, tmp_path / "out.pdf", "perfect")
    assert [found.code for found in refused.value.diagnostics] == ["page-sizes"]


@pytest.mark.parametrize("content", [b"", b"no PDF at all", b"%PDF-1.7\nbroken"])
def test_what_is_no_pdf_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "in.pdf").write_bytes(content)
    with pytest.raises(InputError):
        impose(tmp_path / "in.pdf", tmp_path / "out.pdf", "saddle")
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize("box", [7, [1, 2, 3], ["a", "b", "c", "d"]], ids=str)
def test_a_page_without_a_box_is_told(tmp_path: Path, box: object) -> None:
    source = _numbered(tmp_path / "in.pdf", 1)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.pages[0].obj.TrimBox = pikepdf.Array(box) if isinstance(box, list) else box
        pdf.save(source)
    with pytest.raises(InputError) as refused:
        impose(source, tmp_path / "out.pdf", "saddle")
    assert [found.code for found in refused.value.diagnostics] == ["pdf-unreadable"]


def test_sheets_that_cannot_be_written_are_no_fault_of_the_source(tmp_path: Path) -> None:
    source = _numbered(tmp_path / "in.pdf", 1)
    with pytest.raises(OSError, match=r"in\.pdf"):
        impose(source, source / "out.pdf", "saddle")


def test_one_page_on_one_sheet_is_said_so(tmp_path: Path, run: Callable[..., Ran]) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(300, 400))
        pdf.save(tmp_path / "one.pdf")
    said = run("impose", tmp_path / "one.pdf", "--scheme", "saddle").err
    assert "1 page does not fill a sheet of 4: 3 blank pages added" in said
    assert "\n1 page on 1 sheet: " in said


def test_sheets_never_take_the_place_of_what_they_are_made_from(
    run: Callable[..., Ran], tmp_path: Path
) -> None:
    source = _numbered(tmp_path / "in.pdf", 4)
    before = source.read_bytes()
    soft, hard = tmp_path / "soft.pdf", tmp_path / "hard.pdf"
    soft.symlink_to(source)
    hard.hardlink_to(source)
    for out in (source, soft, hard):
        told = run("impose", source, "--out", out)
        assert told.code == 2
        assert "would take the place of" in told.err
    assert source.read_bytes() == before
    assert soft.is_symlink()
