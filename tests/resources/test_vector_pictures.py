"""SVG logos: what is read as shapes, what is refused by name, and how they are printed."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml

from cimaise.diagnostics import InputError
from cimaise.geometry import Rect, bounds
from cimaise.layout.editions import Edition
from cimaise.layout.marks import Group, PathMark, PictureMark, walk
from cimaise.layout.panels import LaidPanel, lay_out
from cimaise.model.loading import load_exhibition
from cimaise.resources.profiles import carried_cmyk, press_colour, screen_colour
from cimaise.resources.vector_pictures import VectorPicture, VectorShape, vector_picture

LOGO = """<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="10 20 200 100">
  <title>Ville</title>
  <rect x="10" y="20" width="200" height="100" fill="white"/>
  <g transform="translate(60 70)" fill="#c8102e"><circle r="40"/></g>
  <path d="M120 40h60v60h-60z m20 20v20h20v-20z" fill-rule="evenodd"/>
  <path d="M20 110h40" stroke="#808080" stroke-width="4" fill="none"/>
</svg>
"""


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], VectorPicture]:
    """Reads what stands in an SVG of 100 × 100, or a whole file."""

    def reader(content: str) -> VectorPicture:
        whole = content.lstrip().startswith(("<?xml", "<svg", "<!"))
        file = tmp_path / "logo.svg"
        head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        file.write_text(content if whole else f"{head}{content}</svg>", "utf-8")
        return vector_picture(file)

    return reader


Read = Callable[[str], VectorPicture]


def box(shape: VectorShape) -> tuple[float, ...]:
    rect = bounds(shape.path)
    return tuple(round(part, 6) for part in (rect.x, rect.y, rect.right, rect.bottom))


def only(picture: VectorPicture) -> VectorShape:
    (shape,) = picture.shapes
    return shape


def test_a_logo_is_read_from_the_corner_of_its_view_box(read: Read) -> None:
    picture = read(LOGO)
    assert (picture.width, picture.height) == (200, 100)
    ground, disc, frame, line = picture.shapes
    assert (box(ground), ground.fill) == ((0, 0, 200, 100), (255, 255, 255))
    assert (box(disc), disc.fill) == ((10, 10, 90, 90), (200, 16, 46))
    assert (box(frame), frame.fill, frame.even_odd) == ((110, 20, 170, 80), (0, 0, 0), True)
    assert (line.fill, line.stroke, line.stroke_width) == (None, (128, 128, 128), 4)


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ('<rect width="50%" height="10"/>', (0, 0, 50, 10)),
        ('<rect x="10" y="10" width="20" height="10" rx="3"/>', (10, 10, 30, 20)),
        ('<rect x="10" y="10" width="20" height="10" rx="99"/>', (10, 10, 30, 20)),
        ('<ellipse cx="50" cy="50" rx="20" ry="5"/>', (30, 45, 70, 55)),
        ('<circle cx="1in" r="24pt"/>', (64, -32, 128, 32)),
        ('<polygon points="0,0 10,0 10,10"/>', (0, 0, 10, 10)),
        ('<line x1="1" y1="2" x2="3" y2="4" stroke="red"/>', (1, 2, 3, 4)),
        ('<path d="M0 0a10 10 0 0 1\n20 0z"/>', (0, -10, 20, 0)),
        ('<path transform="scale(2,3) translate(1 1)" d="M0 0H1V1z"/>', (2, 3, 4, 6)),
        ('<path transform="rotate(90 10 10)" d="M10 10H20V12z"/>', (8, 10, 10, 20)),
        ('<path transform="matrix(1 0 0 1 5 6)" d="M0 0H1V1z"/>', (5, 6, 6, 7)),
        ('<g transform="scale(10)"><g transform="skewX(45)"><path d="M0 0V1h1z"/></g></g>',
         (0, 0, 20, 10)),
    ],
)  # fmt: skip
def test_shapes_and_transforms(read: Read, shape: str, expected: tuple[float, ...]) -> None:
    assert box(only(read(shape))) == pytest.approx(expected)


def test_a_quadratic_curve_passes_where_it_should(read: Read) -> None:
    start, curve = only(read('<path d="M0 0Q30 60 60 0"/>')).path
    (a,), (b, c, d) = start.points, curve.points
    assert (a.y + 3 * b.y + 3 * c.y + d.y) / 8 == pytest.approx(30)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('fill="#f80"', (255, 136, 0)),
        ('fill="rgb(1, 2, 3)"', (1, 2, 3)),
        ('style="fill:#0A0B0C"', (10, 11, 12)),
        ('fill="red" style="fill: Navy !important"', (0, 0, 128)),
        ('fill="currentColor"', (0, 0, 0)),
        ('fill="inherit"', (0, 0, 255)),
        ("", (0, 0, 255)),
        ('fill="none" stroke="red"', None),
    ],
)
def test_fills(read: Read, said: str, expected: tuple[int, int, int] | None) -> None:
    shape = only(read(f'<g fill="blue"><path d="M0 0H9V9z" {said}/></g>'))
    assert shape.fill == expected


def test_a_stroke_grows_with_its_group(read: Read) -> None:
    group = '<g transform="rotate(30) scale(3)" stroke="#000" stroke-linecap="round">{}</g>'
    shape = only(read(group.format('<path d="M0 0H9" fill="none" stroke-width="2"/>')))
    assert shape.stroke_width == pytest.approx(6)
    assert shape.round_ends


def test_what_is_not_seen_is_not_drawn(read: Read) -> None:
    picture = read(
        '<defs><linearGradient id="a"/></defs><rect width="9" height="9" display="none"/>'
        '<g visibility="hidden"><rect width="9" height="9"/></g>'
        '<rect width="9" height="9" fill="none"/><rect width="0" height="9"/><style> </style>'
        '<x:namedview xmlns:x="urn:editor"/><rect width="8" height="8"/>'
    )
    assert box(only(picture)) == (0, 0, 8, 8)


PATH = '<path d="M0 0H9V9z" {}/>'
UNSUPPORTED = {
    "<text>Ville</text>": "<text>",
    '<image href="a.png"/>': "<image>",
    '<use href="#a"/>': "<use>",
    "<foreignObject/>": "<foreignObject>",
    "<style>path{fill:red}</style>": "<style>",
    "<defs><style>path{fill:red}</style></defs>": "<style>",
    "<g><svg/></g>": "<svg>",
    PATH.format('fill="url(#a)"'): "gradient",
    PATH.format('style="clip-path:url(#a)"'): "clip-path",
    PATH.format('filter="url(#a)"'): "filter",
    PATH.format('mask="url(#a)"'): "mask",
    PATH.format('opacity="0.5"'): "opacity",
    PATH.format('fill="#11223344"'): "shine through",
    PATH.format('fill="device-cmyk(1 0 0 0)"'): "<path>",
    PATH.format('stroke="red" stroke-dasharray="2 1"'): "dashed",
    PATH.format('stroke="red" transform="scale(1 2)"'): "stretches",
    PATH.format('stroke="red" transform="skewX(30)"'): "stretches",
    PATH.format('transform="spin(3)"'): "spin",
    '<path d="M0 0L"/>': "cannot be read",
    '<path d="M0 0L1e999 1"/>': "measure",
    '<rect width="a" height="3"/>': "length",
    '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>': "DOCTYPE",
}


@pytest.mark.parametrize("content", UNSUPPORTED)
def test_what_is_no_plain_shape_is_named(read: Read, content: str) -> None:
    with pytest.raises(InputError) as refused:
        read(content)
    (found,) = refused.value.diagnostics
    assert found.code == "logo-unsupported"
    assert UNSUPPORTED[content] in found.message
    assert found.hint == "save it as plain paths, as PDF, or as PNG at 600 ppi"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "nothing is drawn"),
        ("<svg", "no XML"),
        ('<?xml version="1.0" encoding="klingon"?><svg/>', "no XML"),
        ('<?xml version="1.0"?><html/>', "no SVG"),
        ("<svg/>", "no size"),
        ('<svg viewBox="0 0 0 9"/>', "no size"),
        ('<svg viewBox="0 0 9 1e999"/>', "measure"),
        ("<g>" * 80 + "</g>" * 80, "nested"),
        (f"<desc>{' ' * 2 * 1024**2}</desc>", "larger than 2 MB"),
    ],
)
def test_what_is_no_sound_svg_is_refused(read: Read, content: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as refused:
        read(content)
    assert [found.code for found in refused.value.diagnostics] == ["image-unreadable"]


@pytest.mark.parametrize(
    "attribute",
    [
        'width="{}!"'.format("1" * 10**6),
        'style="fill:red{}x"'.format(" " * 10**6),
        'transform="{}!"'.format("a" * 10**6),
        'transform="{}!"'.format("scale(1)" * 10**5),
        'fill="rgb({}"'.format("1" * 10**6),
    ],
    ids=["digits", "spaces", "letters", "transforms", "colour"],
)
def test_a_file_made_to_stall_is_refused_at_once(read: Read, attribute: str) -> None:
    began = time.perf_counter()
    with pytest.raises(InputError):
        read(f'<rect height="9" width="9" {attribute}/>'.replace('width="9" width', "width"))
    assert time.perf_counter() - began < 5


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        vector_picture(tmp_path / "none.svg")
    assert [found.code for found in refused.value.diagnostics] == ["missing-file"]


def test_grays_are_black_ink_and_colours_come_back_from_the_press() -> None:
    profile = carried_cmyk()
    assert press_colour((0, 0, 0), profile) == (0, 0, 0, 1)
    assert press_colour((255, 255, 255), profile) == (0, 0, 0, 0)
    assert press_colour((102, 102, 102), profile) == (0, 0, 0, 0.6)
    red = (200, 60, 50)
    seen = screen_colour(press_colour(red, profile), profile)
    assert math.dist(seen, red) < 8


def with_logos(small: Path, *files: str) -> None:
    file = small / "panels/01-the-house.yaml"
    written = yaml.safe_load(file.read_text("utf-8"))
    logos = [{"file": name, "alt": "Ville de Lille"} for name in files]
    shown = {"layout": "closing", "title": written["title"], "logos": logos}
    file.write_text(yaml.safe_dump(shown, allow_unicode=True), "utf-8")


def put_logo(small: Path, content: str = LOGO) -> None:
    (small / "images").mkdir(exist_ok=True)
    (small / "images/ville.svg").write_text(content, "utf-8")


def laid(small: Path) -> LaidPanel:
    exhibition, diagnostics = load_exhibition(small)
    assert exhibition is not None, diagnostics
    return lay_out(Edition(exhibition, "en", "80x120"), exhibition.panels)[0]


def logos(panel: LaidPanel) -> list[Group]:
    return [
        mark for mark in walk(panel.page.marks) if isinstance(mark, Group) and mark.name == "logo"
    ]


def frame_of(logo: Group) -> Rect:
    ground = logo.marks[0]
    assert isinstance(ground, PathMark)
    return bounds(ground.path)


def test_a_logo_stands_in_its_slot_as_paths(small: Path) -> None:
    put_logo(small)
    with_logos(small, "ville.svg", "ville.svg")
    panel = laid(small)
    first, second = logos(panel)
    assert first.title == "Ville de Lille"
    assert first.clip is None
    ground, disc, frame, line = (mark for mark in first.marks if isinstance(mark, PathMark))
    place, next_place = (frame_of(group) for group in (first, second))
    assert place.width == pytest.approx(2 * place.height)
    assert next_place.x == pytest.approx(place.right + 0.6 * place.height)
    assert bounds(disc.path).height == pytest.approx(0.8 * place.height)
    assert ground.fill is not None
    assert ground.fill.cmyk == (0, 0, 0, 0)
    assert frame.fill is not None
    assert frame.fill.cmyk == (0, 0, 0, 1)
    assert disc.fill is not None
    assert disc.fill.srgb == (200, 16, 46)
    assert disc.fill.coverage_percent <= 300
    assert line.width_pt == pytest.approx(0.04 * place.height * 72 / 25.4)
    assert not any(isinstance(mark, PictureMark) for mark in walk(panel.page.marks))


def test_what_hangs_out_of_the_view_box_is_cut(small: Path) -> None:
    put_logo(small, LOGO.replace('circle r="40"', 'circle r="90"'))
    with_logos(small, "ville.svg")
    (logo,) = logos(laid(small))
    assert logo.clip is not None
    assert bounds(logo.clip).width == pytest.approx(2 * bounds(logo.clip).height)


@pytest.mark.slow
def test_a_panel_with_an_svg_logo_is_built_and_holds_no_image(
    run: Callable[..., Any], small: Path
) -> None:
    put_logo(small)
    with_logos(small, "ville.svg")
    ran = run("build", small)
    assert ran.code == 0, ran.err
    file = small / "dist/panels/80x120/en/01-the-house.pdf"
    with pikepdf.open(file) as pdf:
        assert not list(pdf.pages[0].get_images())
        assert b"f*" in pdf.pages[0].Contents.read_bytes()
    ran = run("preflight", file, "--profile", "large-format")
    assert ran.code == 0, ran.out + ran.err
