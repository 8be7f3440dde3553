"""Cutting lines, eyelets and pockets as a machine reads them; PDF/X-1a from end to end."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from cimaise.build.finishing import with_finishing
from cimaise.layout.eyelets import eyelet_places
from cimaise.layout.marks import Page
from cimaise.model.printer import Printer

# Nearly each test builds panels and reads them back.
pytestmark = pytest.mark.slow

Run = Callable[..., Any]
PT = 72 / 25.4
PRINTERS = """\
shop:
  bleed_mm: 5
  profile: ISOcoated_v2_300_bas.icc
"""


def printed(run: Run, small: Path, asks: str, format_name: str = "80x120") -> Path:
    """The first panel for a printer who also asks for `asks`."""
    (small / "layouts").mkdir(exist_ok=True)
    (small / "layouts/printers.yaml").write_text(PRINTERS + asks, "utf-8")
    file = small / "exhibition.yaml"
    file.write_text(file.read_text("utf-8").replace("printer: default", "printer: shop"), "utf-8")
    ran = run("build", small, "--only", "panels", "--format", format_name)
    assert ran.code == 0, ran.err
    return small / f"dist/panels/{format_name}/en/01-the-house.pdf"


@dataclass(frozen=True)
class Stroke:
    """A path stroked with a spot: its points in mm from the trim's top left."""

    spot: str
    points: list[tuple[float, float]]
    overprints: bool


def strokes(file: Path) -> Iterator[Stroke]:
    """Every path stroked with a spot ink, registration apart, as a reader of the file finds it."""
    with pikepdf.open(file) as pdf:
        page = pdf.pages[0]
        left, _, _, top = (float(edge) for edge in page.trimbox)
        spaces = dict(page.Resources.get("/ColorSpace", {}).items())
        states = page.Resources.get("/ExtGState", {})
        spot, overprints, points = "", False, []
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "CS":
                    space = spaces[str(operands[0])]
                    spot = str(space[1])[1:]
                case "K" | "G":
                    spot = ""
                case "gs":
                    state = states[str(operands[0])]
                    overprints = bool(state.get("/OP", overprints))
                case "m" | "l" | "c":
                    numbers = [float(part) for part in operands]
                    places = zip(numbers[::2], numbers[1::2], strict=True)
                    points += [((x - left) / PT, (top - y) / PT) for x, y in places]
                case "S":
                    if spot and spot != "All":
                        yield Stroke(spot, points, overprints)
                    points = []
                case "f" | "f*" | "n" | "B":
                    points = []


def box(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))


def test_the_cutting_line_runs_along_the_trim_and_overprints(run: Run, small: Path) -> None:
    file = printed(run, small, "  cut_contour: true\n")
    found = [stroke for stroke in strokes(file) if stroke.spot == "CutContour"]
    assert len(found) == 1
    assert box(found[0].points) == pytest.approx((0, 0, 800, 1200), abs=0.01)
    assert found[0].overprints
    ran = run("preflight", file, "--distance", "1.5", "--strict", "--report", "json")
    assert ran.code == 0, ran.out
    told = json.loads((small / "dist/manifest.json").read_text("utf-8"))["files"]
    assert told["panels/80x120/en/01-the-house.pdf"]["spots"] == ["CutContour"]


def test_eyelets_stand_in_the_corners_and_no_farther_apart_than_asked(
    run: Run, small: Path
) -> None:
    asks = "  eyelets_every_mm: 500\n  eyelet_inset_mm: 20\n  eyelet_diameter_mm: 12\n"
    found = [each for each in strokes(printed(run, small, asks)) if each.spot == "Eyelets"]
    boxes = [box(each.points) for each in found]
    centres = {(round((b[0] + b[2]) / 2, 1), round((b[1] + b[3]) / 2, 1)) for b in boxes}
    assert centres == {
        (20, 20), (400, 20), (780, 20),
        (20, 406.7), (780, 406.7), (20, 793.3), (780, 793.3),
        (20, 1180), (400, 1180), (780, 1180),
    }  # fmt: skip
    assert all(b[2] - b[0] == pytest.approx(12, abs=0.05) for b in boxes)
    assert all(each.overprints for each in found)


def test_pockets_are_welded_where_the_printer_says(run: Run, small: Path) -> None:
    file = printed(run, small, "  pocket_mm: 80\n  pocket_sides: [top]\n")
    found = [each for each in strokes(file) if each.spot == "Pockets"]
    assert [box(each.points) for each in found] == [pytest.approx((0, 80, 800, 80), abs=0.01)]


def test_a_tenth_of_the_size_keeps_the_places(run: Run, small: Path) -> None:
    file = printed(run, small, "  scale: 10\n  cut_contour: true\n")
    found = [each for each in strokes(file) if each.spot == "CutContour"]
    assert box(found[0].points) == pytest.approx((0, 0, 80, 120), abs=0.01)


def test_a_sheetfed_press_gets_no_plate_for_it(run: Run, small: Path) -> None:
    file = printed(run, small, "  cut_contour: true\n  eyelets_every_mm: 500\n", "a3")
    assert list(strokes(file)) == []


@pytest.mark.parametrize("name", ["banner", "banner-poles"])
def test_the_banners_that_come_with_cimaise_pass(run: Run, small: Path, name: str) -> None:
    file = small / "exhibition.yaml"
    file.write_text(
        file.read_text("utf-8").replace("printer: default", f"printer: {name}"), "utf-8"
    )
    ran = run("build", small, "--only", "panels", "--format", "80x120")
    assert ran.code == 0, ran.err
    pdf = small / "dist/panels/80x120/en/01-the-house.pdf"
    assert {each.spot for each in strokes(pdf)} >= {"CutContour"}
    ran = run("preflight", pdf, "--scale", 10, "--distance", 1.5, "--max-ink", 280, "--strict")
    assert ran.code == 0, ran.err


def test_a_page_for_which_nothing_is_asked_stays_itself() -> None:
    page = Page(800, 1200, 5, ())
    assert with_finishing(page, Printer()) is page
    assert eyelet_places(800, 1200, Printer()) == ()


def test_eyelets_leave_the_sides_to_pockets() -> None:
    places = eyelet_places(1000, 2000, Printer(eyelets_every_mm=700.0, pocket_mm=80.0))
    assert min(y for _, y in places) == 100
    assert max(y for _, y in places) == 1900
    assert {x for x, _ in places} == {20, 980}


def test_x1a_from_the_printer_profile_to_the_file(run: Run, small: Path) -> None:
    file = printed(run, small, "  pdfx: x-1a\n")
    ran = run(
        "preflight", file, "--flavour", "x-1a", "--distance", "1.5", "--max-ink", 300, "--strict"
    )
    assert (ran.code, ran.err) == (0, "")
    data = file.read_bytes()
    assert data.startswith(b"%PDF-1.4")
    assert b"/Group" not in data
    with pikepdf.open(file) as pdf:
        assert str(pdf.docinfo["/GTS_PDFXVersion"]) == "PDF/X-1a:2003"
        used = {str(each.operator) for each in pikepdf.parse_content_stream(pdf.pages[0])}
        assert not used & {"rg", "RG", "sh"}
        for state in pdf.pages[0].Resources.get("/ExtGState", {}).values():
            assert not set(state.keys()) & {"/SMask", "/ca", "/CA", "/BM"}
