"""Other programs' judgement of a painted panel, each asked where it is installed."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from painted import BARE, BLUE, SANS, SERIF, paint, saved, set_text
from PIL import Image

from cimaise.geometry import Rect, rectangle
from cimaise.layout.marks import PathMark, PictureMark
from tests.programs import needed

PX_PER_MM = 200 / 25.4


def run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode()


def sound_to_qpdf(pdf: Path) -> None:
    assert "No syntax or stream encoding errors found" in run("qpdf", "--check", str(pdf))


def fonts_to_poppler(pdf: Path) -> None:
    rows = run("pdffonts", str(pdf)).splitlines()[2:]
    assert len(rows) == 2
    for row in rows:
        assert "CID TrueType" in row
        # Embedded, subset, with a map to Unicode.
        assert row.split()[-5:-2] == ["yes", "yes", "yes"]


def standard_to_poppler(pdf: Path) -> None:
    assert "PDF/X-4" in run("pdfinfo", str(pdf))


def plates_to_ghostscript(pdf: Path) -> None:
    """Small black lies over the blue on the black plate alone; large black knocks it out."""
    plates = pdf.with_name("plate")
    run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=tiffsep", "-r200",
        f"-sOutputFile={plates}%d.tif", str(pdf))  # fmt: skip
    with Image.open(pdf.with_name("plate1(Cyan).tif")) as cyan:
        assert darkest_and_lightest(cyan, Rect(5, 17, 13, 3)) == (12, 12)
        assert darkest_and_lightest(cyan, Rect(5, 30, 40, 10)) == (12, 255)
    with Image.open(pdf.with_name("plate1(Black).tif")) as black:
        assert darkest_and_lightest(black, Rect(5, 17, 13, 3))[0] == 0


def darkest_and_lightest(plate: Image.Image, area: Rect) -> tuple[int, int]:
    bleed = 3
    edges = (area.x, area.y, area.right, area.bottom)
    box = tuple(round((edge + bleed) * PX_PER_MM) for edge in edges)
    return plate.convert("L").crop(box).getextrema()


CHECKS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "syntax": ("qpdf", sound_to_qpdf),
    "fonts": ("pdffonts", fonts_to_poppler),
    "standard": ("pdfinfo", standard_to_poppler),
    "plates": ("gs", plates_to_ghostscript),
}


@pytest.mark.parametrize("name", CHECKS)
def test_other_programs_agree(tmp_path, name):
    tool, check = CHECKS[name]
    needed(tool)
    picture = saved(Image.linear_gradient("L").convert("RGB"), tmp_path / "p.jpg")
    marks = [
        PathMark(rectangle(Rect(-3, -3, 106, 66)), fill=BLUE),
        set_text("MMMM", 5, 20, SANS, 11.5),
        set_text("MMMM", 5, 40, SERIF, 40),
        PictureMark(Rect(60, 10, 30, 30), picture),
    ]
    check(paint(tmp_path, marks, replace(BARE, max_ppi=200)).path)
