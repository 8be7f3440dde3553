"""PDF logos: paths kept as paths, all else as pixels; hostile files refused in bounds."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from pikepdf import Array, Dictionary, Name, Stream

from cimaise.diagnostics import InputError
from cimaise.geometry import bounds
from cimaise.layout.editions import Edition
from cimaise.layout.marks import Group, PathMark, PictureMark, walk
from cimaise.layout.panels import LaidPanel, lay_out
from cimaise.model.loading import load_exhibition
from cimaise.resources import pdf_pages
from cimaise.resources.known_pictures import facts
from cimaise.resources.pdf_pages import pdf_shapes
from cimaise.resources.vector_pictures import VectorPicture

PLAIN = b"0 0 0 1 k 10 10 80 30 re f  1 0 0 rg 20 15 m 40 15 l 30 35 l h f"


def write(
    file: Path,
    content: bytes = PLAIN,
    *,
    box: tuple[float, ...] = (0, 0, 100, 50),
    resources: dict[str, Any] | None = None,
    **saved: Any,
) -> Path:
    """A PDF of one page."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(100, 50))
        page.obj.MediaBox = Array(list(box))
        page.obj.Contents = Stream(pdf, content)
        made = {key: Dictionary(value) for key, value in (resources or {}).items()}
        page.obj.Resources = pdf.make_indirect(Dictionary(made))
        pdf.save(file, **saved)
    return file


@pytest.fixture
def logo(tmp_path: Path) -> Callable[..., VectorPicture | None]:
    """Reads a page of that content."""

    def read(content: bytes = PLAIN, **given: Any) -> VectorPicture | None:
        return pdf_shapes(write(tmp_path / "logo.pdf", content, **given))

    return read


Read = Callable[..., VectorPicture | None]


def test_paths_from_the_top_left(logo: Read) -> None:
    picture = logo(box=(0, 0, 100, 50))
    assert picture is not None
    assert (picture.width, picture.height) == (100, 50)
    bar, wedge = picture.shapes
    assert bar.fill == (0, 0, 0, 1)
    assert wedge.fill == (255, 0, 0)
    rect = bounds(bar.path)
    assert (rect.x, rect.y, rect.right, rect.bottom) == (10, 10, 90, 40)
    moved = logo(box=(10, 10, 90, 40))
    assert moved is not None
    assert bounds(moved.shapes[0].path).x == 0


@pytest.mark.parametrize(
    ("content", "fill"),
    [
        (b"0.4 g 1 1 9 9 re f", (0, 0, 0, 0.6)),
        (b"0 0 1 rg 1 1 9 9 re f", (0, 0, 255)),
        (b"1 .5 0 .1 k 1 1 9 9 re f", (1, 0.5, 0, 0.1)),
        (b"/DeviceCMYK cs 0 1 0 0 scn 1 1 9 9 re f", (0, 1, 0, 0)),
        (b"/Icc cs 1 0 0 sc 1 1 9 9 re f", (255, 0, 0)),
        (b"/Spot cs 0.5 scn 1 1 9 9 re f", (0.45, 0.3, 0.0, 0.05)),
        (b"/Black cs 1 scn 1 1 9 9 re f", (0, 0, 0, 1)),
        (b"q 1 0 0 rg Q 1 1 9 9 re f", (0, 0, 0, 1)),
    ],
)
def test_colours(logo: Read, content: bytes, fill: tuple[float, ...]) -> None:
    function = Dictionary(
        FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0.9, 0.6, 0, 0.1], N=1
    )
    spaces = {
        "/Icc": Array([Name.ICCBased, Dictionary(N=3)]),
        "/Spot": Array([Name.Separation, Name("/PANTONE 286 C"), Name.DeviceCMYK, function]),
        "/Black": Array([Name.Separation, Name.Black, Name.DeviceCMYK, function]),
    }
    picture = logo(content, resources={"/ColorSpace": spaces})
    assert picture is not None
    assert picture.shapes[0].fill == pytest.approx(fill)


def test_strokes_curves_transforms_and_clips(logo: Read) -> None:
    content = (
        b"q 0 0 100 50 re W n 2 0 0 2 10 5 cm 1 J 1.5 w 0 G 0 0 m 5 5 10 5 15 0 c S "
        b"0 0 m 3 4 6 0 v s 0 0 m 3 4 6 0 y B* Q"
    )
    picture = logo(content)
    assert picture is not None
    first, second, third = picture.shapes
    assert (first.stroke, first.stroke_width, first.round_ends) == ((0, 0, 0, 1), 3, True)
    assert first.fill is None
    assert [step.op for step in second.path] == ["M", "C", "Z"]
    assert third.even_odd
    assert first.path[0].points[0] == (10, 45)


@pytest.mark.parametrize(
    "content",
    [
        b"BT /F1 12 Tf (A) Tj ET",
        b"/Sh sh",
        b"/P cs /Pat scn 1 1 9 9 re f",
        b"[3 2] 0 d 1 1 m 9 9 l S",
        b"10 10 m 50 40 l 90 10 l h W n 0 0 100 50 re f",
        b"20 20 40 10 re W n 0 0 100 50 re f",
        b"/Clear gs 1 1 9 9 re f",
        b"1 0 0 3 0 0 cm 1 1 m 9 9 l S",
        b"1 1 9 9 re f /Im Do",
        b"q 5 0 0 5 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q",
    ],
)
def test_what_is_more_than_paths_becomes_a_picture(logo: Read, content: bytes) -> None:
    assert logo(content, resources={"/ExtGState": {"/Clear": Dictionary(ca=0.5)}}) is None


def test_forms_are_drawn_where_they_stand(tmp_path: Path) -> None:
    file = tmp_path / "form.pdf"
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(100, 50))
        form = Stream(pdf, b"0 1 0 0 k 0 0 10 10 re f")
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox, form.Matrix = Array([0, 0, 10, 10]), Array([2, 0, 0, 2, 0, 0])
        page.obj.Resources = Dictionary(XObject=Dictionary(Fm=form))
        page.obj.Contents = Stream(pdf, b"q 1 0 0 1 30 5 cm /Fm Do Q /Fm Do")
        pdf.save(file)
    picture = pdf_shapes(file)
    assert picture is not None
    boxes = [bounds(shape.path) for shape in picture.shapes]
    assert [(box.x, box.y, box.width) for box in boxes] == [(30, 25, 20), (0, 30, 20)]


@pytest.mark.slow
def test_pixels_of_a_page_with_text(tmp_path: Path) -> None:
    file = write(tmp_path / "t.pdf", b"BT 20 20 Td ET 0.5 g 10 10 80 30 re f /Im Do")
    assert pdf_shapes(file) is None
    known = facts(file)
    assert known.pixels == (4000, 2000)
    assert known.mode == "LA"
    coloured = facts(write(tmp_path / "c.pdf", b"BT ET 1 0 0 rg 10 10 80 30 re f"))
    assert coloured.mode == "RGBA"


def locked(file: Path) -> None:
    write(file, encryption=pikepdf.Encryption(user="geheim", owner="geheim"))


def cut_short(file: Path) -> None:
    whole = write(file, object_stream_mode=pikepdf.ObjectStreamMode.generate).read_bytes()
    file.write_bytes(whole[: len(whole) // 3])


def huge_page(file: Path) -> None:
    write(file, box=(0, 0, 1e9, 10))


def no_page(file: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.save(file)


def empty_page(file: Path) -> None:
    write(file, b"")


def head_alone(file: Path) -> None:
    file.write_bytes(b"%PDF-1.7\n%%EOF")


def too_large(file: Path) -> None:
    file.write_bytes(b"%PDF-1.7\n" + bytes(21 * 1024**2))


def swelling(file: Path) -> None:
    """A content stream of a few kilobytes that swells to gigabytes, twice packed."""
    write(file)
    once = zlib.compress(b"0 0 m 1 1 l S " * (10 * 1024**2), 9)
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        stream = Stream(pdf, b"")
        stream.write(zlib.compress(once * 64, 9), filter=Array([Name.FlateDecode] * 2))
        pdf.pages[0].obj.Contents = stream
        pdf.save(file, compress_streams=False)


def endless_forms(file: Path) -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(100, 50))
        form = pdf.make_indirect(Stream(pdf, b"/Fm Do /Fm Do"))
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 10, 10])
        form.Resources = Dictionary(XObject=Dictionary(Fm=form))
        page.obj.Resources = Dictionary(XObject=Dictionary(Fm=form))
        page.obj.Contents = Stream(pdf, b"/Fm Do")
        pdf.save(file)


REFUSED = {
    locked: "password",
    cut_short: "damaged",
    huge_page: "its page is",
    no_page: "no page",
    empty_page: "nothing is drawn",
    head_alone: "",
    too_large: "larger than 20 MB",
}


@pytest.mark.parametrize("make", REFUSED, ids=lambda make: make.__name__)
def test_hostile_files_are_refused(make: Callable[[Path], None], tmp_path: Path) -> None:
    file = tmp_path / "logo.pdf"
    make(file)
    with pytest.raises(InputError) as refused:
        facts(file) if pdf_shapes(file) is None else None
    (found,) = refused.value.diagnostics
    assert found.code == "image-unreadable"
    assert "logo.pdf cannot be used: " in found.message
    assert REFUSED[make] in found.message


def test_why_a_pdf_is_damaged_is_told_without_stray_signs(tmp_path: Path) -> None:
    file = tmp_path / "logo.pdf"
    file.write_bytes(b"%PDF-1.4\nno more than that")
    with pytest.raises(InputError) as refused:
        facts(file)
    (found,) = refused.value.diagnostics
    assert found.message.endswith("cannot be used: it is damaged (Data format error)")


@pytest.mark.slow
@pytest.mark.parametrize("make", [swelling, endless_forms], ids=lambda make: make.__name__)
def test_files_made_to_stall_end_in_bounds(
    make: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_pages, "MOST_SECONDS", 3)
    file = tmp_path / "logo.pdf"
    make(file)
    begun = time.monotonic()
    with suppress(InputError):
        assert pdf_shapes(file) is None
        facts(file)
    assert time.monotonic() - begun < 9


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        pdf_shapes(tmp_path / "logo.pdf")
    assert refused.value.diagnostics[0].code == "missing-file"


# In panels, and in print.


def with_logo(small: Path, content: bytes) -> None:
    (small / "images").mkdir(exist_ok=True)
    write(small / "images/ville.pdf", content)
    file = small / "panels/01-the-house.yaml"
    logos = [{"file": "ville.pdf", "alt": "The town"}]
    shown = {"layout": "closing", "title": "The house", "logos": logos}
    file.write_text(yaml.safe_dump(shown), "utf-8")


def laid(small: Path) -> LaidPanel:
    exhibition, found = load_exhibition(small)
    assert exhibition is not None, found
    return lay_out(Edition(exhibition, "en", "80x120"), exhibition.panels)[0]


def test_a_pdf_logo_stands_in_its_slot_as_paths(small: Path) -> None:
    with_logo(small, PLAIN)
    panel = laid(small)
    (logo,) = [
        mark for mark in walk(panel.page.marks) if isinstance(mark, Group) and mark.name == "logo"
    ]
    assert logo.title == "The town"
    bar, wedge = [mark for mark in logo.marks if isinstance(mark, PathMark)]
    assert [mark.fill.cmyk if mark.fill else None for mark in (bar,)] == [(0, 0, 0, 1)]
    assert [mark.fill.srgb if mark.fill else None for mark in (wedge,)] == [(255, 0, 0)]
    assert not any(isinstance(mark, PictureMark) for mark in walk(panel.page.marks))


def built_with_logo(run: Callable[..., Any], small: Path, content: bytes) -> Path:
    """The first panel's PDF, built with a logo of that content."""
    with_logo(small, content)
    ran = run("build", small, "--only", "panels")
    assert ran.code == 0, ran.err
    return small / "dist/panels/80x120/en/01-the-house.pdf"


@pytest.mark.slow
def test_a_built_panel_holds_a_pdf_logo_as_paths_in_its_inks(
    run: Callable[..., Any], small: Path
) -> None:
    content = b"1 .5 0 .1 k 10 10 80 30 re f 0.25 g 20 15 m 40 15 l 30 35 l h f"
    with pikepdf.open(built_with_logo(run, small, content)) as pdf:
        assert not list(pdf.pages[0].get_images())
        inks = {
            tuple(float(part) for part in instruction.operands)
            for instruction in pikepdf.parse_content_stream(pdf.pages[0])
            if str(instruction.operator) == "k"
        }
    assert (1, 0.5, 0, 0.1) in inks
    assert (0, 0, 0, 0.75) in inks


@pytest.mark.slow
def test_a_gray_page_with_text_is_printed_in_black_alone(
    run: Callable[..., Any], small: Path
) -> None:
    content = b"BT ET 0.3 g 10 10 80 30 re f"
    with pikepdf.open(built_with_logo(run, small, content)) as pdf:
        (image,) = pdf.pages[0].get_images().values()
        space = image.ColorSpace
        assert space[0] == Name.Indexed
        palette = bytes(space[3]) if isinstance(space[3], pikepdf.String) else space[3].read_bytes()
    # Besides black there is the paper's own ink, where the page is bare.
    inks = [tuple(palette[at : at + 3]) for at in range(0, len(palette), 4)]
    assert (0, 5, 18) in inks
    assert all(cyan == 0 and magenta <= 5 and yellow <= 18 for cyan, magenta, yellow in inks)
    assert any(palette[at] > 100 for at in range(3, len(palette), 4))


def test_a_pdf_logo_that_cannot_be_read_is_told_at_its_line(small: Path) -> None:
    with_logo(small, PLAIN)
    locked(small / "images/ville.pdf")
    (found,) = (each for each in laid(small).diagnostics if each.code == "image-unreadable")
    assert found.span is not None
    assert "ville.pdf" in found.span.text
    assert "password" in found.message
