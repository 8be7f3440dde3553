"""The ink of pictures, estimated where no separations can be rendered."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from cimaise.preflight.ink_estimate import _picture_inks, estimated_plates
from cimaise.preflight.pdf_facts import inspect
from preflight.making import GOOD, MEDIA, Draft, Edit
from preflight.rule_cases import drawn

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
    assert not any(_picture_inks(inspect(file)).values())
