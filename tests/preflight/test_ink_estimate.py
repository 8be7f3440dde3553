"""The ink of pictures, estimated where no separations can be rendered."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from cimaise.preflight.ink_estimate import estimated_plates
from cimaise.preflight.pdf_facts import inspect
from preflight.making import MEDIA, Edit
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
