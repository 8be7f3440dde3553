"""The ink of pictures, estimated where no separations can be rendered."""

from __future__ import annotations

import subprocess
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import ImageFile

from cimaise.preflight.engine import preflight
from cimaise.preflight.ink_estimate import estimated_plates
from cimaise.preflight.pdf_facts import inspect
from cimaise.preflight.separations import rendered_plates
from preflight.making import GOOD, MEDIA, Draft, Edit
from preflight.pictures_made import (
    DENSEST,
    IN_PROFILE,
    STATED,
    UNREADABLE,
    Make,
    bare_jpeg_2000,
    image,
    jpeg,
)
from preflight.rule_cases import drawn
from tests.programs import needed

SIZE = 60
DRAWN = "q 100 0 0 100 100 100 cm /Im Do Q"
BESIDE = "q 100 0 0 100 220 220 cm /Im2 Do Q"


def picture(pdf: Pdf, value: int, space: Name = Name.DeviceCMYK, **entries: object) -> Stream:
    """A square picture of one value in every component."""
    components = 4 if space == Name.DeviceCMYK else 3
    return pdf.make_stream(
        zlib.compress(bytes([value]) * SIZE * SIZE * components),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=SIZE,
        Height=SIZE,
        BitsPerComponent=8,
        ColorSpace=space,
        Filter=Name.FlateDecode,
        **entries,
    )


def ink(path: Path) -> float:
    """The heaviest ink on the file's pages; 4.0 is 400 %."""
    return max((peak.mean_ink for peak in estimated_plates(inspect(path)).peaks), default=0.0)


def direct(pdf: Pdf, page: Dictionary) -> None:
    page.Resources.XObject.Im = picture(pdf, 255)


def in_a_nested_tree(pdf: Pdf, page: Dictionary) -> None:
    """The page hangs two nodes deep and has its resources from the lower one."""
    direct(pdf, page)
    root = pdf.Root.Pages
    inner = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=1, Kids=Array([page])))
    outer = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=1, Kids=Array([inner])))
    inner.Parent, outer.Parent, page.Parent = outer, root, inner
    inner.Resources = pdf.make_indirect(page.Resources)
    del page.Resources
    root.Kids = Array([outer])


def in_forms(pdf: Pdf, page: Dictionary) -> None:
    """The picture stands in a form in a form."""
    made: Stream = picture(pdf, 255)
    for _ in range(2):
        resources = Dictionary(XObject=Dictionary(Im=made))
        content = DRAWN if made.Subtype == Name.Image else "/Im Do"
        made = pdf.make_stream(
            content.encode(),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array(MEDIA),
            Resources=resources,
        )
    page.Resources.XObject.Form = made


@pytest.mark.parametrize(
    ("edit", "content"),
    [(direct, DRAWN), (in_a_nested_tree, DRAWN), (in_forms, "/Form Do")],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_picture_counts_wherever_its_page_hangs(edit: Edit, content: str, tmp_path: Path) -> None:
    assert ink(drawn(content, edit).write(tmp_path / "sheet.pdf")) == pytest.approx(4.0)


def test_a_white_picture_in_rgb_is_no_ink(tmp_path: Path) -> None:
    def edit(pdf: Pdf, page: Dictionary) -> None:
        page.Resources.XObject.Im = picture(pdf, 0)
        page.Resources.XObject.Im2 = picture(pdf, 255, Name.DeviceRGB)

    assert ink(drawn(f"{DRAWN} {BESIDE}", edit).write(tmp_path / "sheet.pdf")) < 1.5


def test_a_picture_in_rgb_has_not_the_ink_of_another_of_its_size(tmp_path: Path) -> None:
    """The heavy one lies hidden: its page draws it no larger than a dot."""

    def edit(pdf: Pdf, page: Dictionary) -> None:
        page.Resources.XObject.Im = picture(pdf, 255)
        page.Resources.XObject.Im2 = picture(pdf, 255, Name.DeviceRGB)

    dot = DRAWN.replace("100 0 0 100", "2 0 0 2")
    assert ink(drawn(f"{dot} {BESIDE}", edit).write(tmp_path / "sheet.pdf")) < 1.5


def test_a_picture_has_not_the_ink_of_one_on_another_page(tmp_path: Path) -> None:
    def edit(pdf: Pdf, page: Dictionary) -> None:
        first = pdf.pages[0].obj
        first.Resources.XObject.Im = picture(pdf, 0)
        page.Resources.XObject.Im = picture(pdf, 255)

    file = Draft(f"{GOOD} {DRAWN}", (edit,), pages=2).write(tmp_path / "sheet.pdf")
    light, heavy = estimated_plates(inspect(file)).peaks
    assert (light.page, heavy.page) == (1, 2)
    assert light.mean_ink < 1.5 < heavy.mean_ink


def test_rows_told_from_the_row_above_are_not_taken_for_ink(tmp_path: Path) -> None:
    """Of a PNG predictor in an array too: its rows are differences, with a byte before each."""

    def edit(pdf: Pdf, page: Dictionary) -> None:
        white = zlib.compress((b"\x02" + bytes([1]) * SIZE * 4) * SIZE)
        parameters = Dictionary(Predictor=15, Colors=4, Columns=SIZE)
        made = picture(pdf, 0)
        made.write(white, filter=Name.FlateDecode)
        made.DecodeParms = Array([parameters])
        page.Resources.XObject.Im = made

    file = drawn(DRAWN, edit).write(tmp_path / "sheet.pdf")
    # Differences of 1 add up from row to row; the lower half of the rows has 45 of 255 in each ink.
    assert ink(file) == pytest.approx(4 * 45.5 / 255, abs=0.02)


WHOLE = "q 280 0 0 280 60 60 cm /Im Do Q"


def placed(make: Make) -> Draft:
    """A picture that fills the trim."""

    def edit(pdf: Pdf, page: Dictionary) -> None:
        page.Resources.XObject.Im = make(pdf)

    return Draft(WHOLE, (edit,))


@pytest.mark.parametrize("make", STATED, ids=lambda make: make.__name__)
def test_a_picture_has_the_ink_that_ghostscript_renders(make: Make, tmp_path: Path) -> None:
    needed("gs")
    facts = inspect(placed(make).write(tmp_path / "sheet.pdf"))
    estimated, rendered = estimated_plates(facts), rendered_plates(facts)
    assert rendered is not None
    assert not estimated.left_out
    assert estimated.peaks[0].mean_ink == pytest.approx(DENSEST, abs=0.03)
    assert rendered.peaks[0].mean_ink == pytest.approx(DENSEST, abs=0.03)


def test_a_bare_code_stream_has_the_inks_of_its_components(tmp_path: Path) -> None:
    """PDFium and poppler show it so; Ghostscript 10.00 takes four components for something else."""
    file = placed(bare_jpeg_2000).write(tmp_path / "sheet.pdf")
    assert ink(file) == pytest.approx(DENSEST, abs=0.03)


def test_pictures_of_a_file_that_is_encrypted_are_read(tmp_path: Path) -> None:
    file = replace(placed(jpeg), locked=True).write(tmp_path / "sheet.pdf")
    assert inspect(file).encrypted
    assert ink(file) == pytest.approx(DENSEST, abs=0.03)


@pytest.mark.parametrize("make", IN_PROFILE, ids=lambda make: make.__name__)
def test_a_picture_with_a_profile_of_inks_has_those_inks(make: Make, tmp_path: Path) -> None:
    """As a press prints it whose condition that profile is: Ghostscript is told to take it so."""
    file = placed(make).write(tmp_path / "sheet.pdf")
    assert ink(file) == pytest.approx(DENSEST, abs=0.03)
    command = [needed("gs"), "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=ink_cov", "-dOverrideICC"]
    told = subprocess.run([*command, "-o-", file], capture_output=True, text=True, check=True)
    page = (280 / 400) ** 2
    mean = sum(map(float, told.stdout.split()[:4])) / 100 / page
    assert mean == pytest.approx((8 * 0.4 + DENSEST) / 9, abs=0.03)


@pytest.mark.parametrize("make", UNREADABLE, ids=lambda make: make.__name__)
def test_a_picture_that_cannot_be_read_is_told_and_has_no_ink(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As WeasyPrint leaves it: what is cut short would be made up.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    plates = estimated_plates(inspect(placed(make).write(tmp_path / "sheet.pdf")))
    assert not plates.peaks
    assert plates.left_out == ("1 picture that could not be read",)


def test_what_the_estimate_leaves_out_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two in RGB, one in the content stream itself, a shading; not one in gray, nor a small one."""

    def edit(pdf: Pdf, page: Dictionary) -> None:
        objects, shading = page.Resources.XObject, Dictionary(ShadingType=2, Extend=[True, True])
        objects.Im = picture(pdf, 255)
        objects.Rgb = picture(pdf, 255, Name.DeviceRGB)
        objects.Lab = picture(pdf, 255, page.Resources.ColorSpace.Lab)
        objects.Gray = image(pdf, b"", Name.JBIG2Decode, ColorSpace=Name.DeviceGray)
        shading.ColorSpace, shading.Coords = Name.DeviceCMYK, Array([0, 0, 400, 0])
        shading.Function = Dictionary(
            FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1
        )
        page.Resources.Shading = Dictionary(Sh=shading)

    small = "q 10 0 0 10 60 60 cm /Rgb Do Q"
    inline = "q 100 0 0 100 220 60 cm BI /W 1 /H 1 /CS /CMYK /BPC 8 ID \xff\xff\xff\xff EI Q"
    drawings = " ".join(BESIDE.replace("Im2", name) for name in ("Rgb", "Lab", "Gray"))
    shade = "q 60 220 100 100 re W n /Sh sh Q"
    file = drawn(f"{DRAWN} {drawings} {small} {inline} {shade}", edit).write(tmp_path / "sheet.pdf")
    assert ink(file) == pytest.approx(4.0)
    monkeypatch.setenv("PATH", str(tmp_path))
    notes = preflight(file, "large-format", max_ink=3.0).notes
    assert (
        "in sheet.pdf the estimate leaves out 2 pictures in RGB or Lab, whose inks the printer's "
        "conversion decides, 1 picture that could not be read, 1 smooth shading"
    ) in notes
