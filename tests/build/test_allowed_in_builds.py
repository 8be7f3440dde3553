"""What comments allow, `build` lets pass as `check` does: the only surviving print is printed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

Run = Callable[..., Any]

PICTURE = """
images:
  - file: print.png
    alt: A face.
"""
MAP = """layout: map-led
title: A map
map:
  alt: The north.
  area: nord-pas-de-calais
  places:
    - {name: Lille, at: [3.06, 50.63]}
"""
COMMENT = "  # cimaise: allow image-low-resolution (the only surviving print)\n"
ALLOWED = PICTURE.replace("  - file", f"{COMMENT}  - file")


@pytest.fixture
def faded(small: Path) -> Path:
    """The small exhibition with room for a picture that is far too small."""
    (small / "images").mkdir()
    Image.linear_gradient("L").resize((300, 400)).save(small / "images" / "print.png")
    return small


def write(folder: Path, images: str, panel: str = "01-the-house") -> None:
    """Give a panel these pictures."""
    file = folder / "panels" / f"{panel}.yaml"
    file.write_text(file.read_text("utf-8").partition("\nimages:")[0] + images, "utf-8")


def built(run: Run, folder: Path, *more: str) -> tuple[int, dict[str, str]]:
    """The exit code, and how severe what was found of pixels is, by file."""
    ran = run("build", folder, "--jobs", 1, "--report", "json", *more)
    found = json.loads(ran.out)["diagnostics"]
    severe = {
        Path(each["file"]).name: each["severity"] for each in found if "ppi" in each["message"]
    }
    return ran.code, severe


def test_what_a_comment_allows_is_printed_and_told_as_a_remark(run: Run, faded: Path) -> None:
    panels = ("--only", "panels", "--format", "80x120", "--strict")
    pdf = faded / "dist" / "panels" / "80x120" / "en" / "01-the-house.pdf"
    write(faded, PICTURE)
    assert built(run, faded, *panels) == (1, {pdf.name: "error"})
    assert not pdf.exists()
    write(faded, ALLOWED)
    assert built(run, faded, *panels) == (0, {pdf.name: "info"})
    with pikepdf.open(pdf) as made:
        streams = [each for each in made.objects if isinstance(each, pikepdf.Stream)]
        assert 300 in [each.get("/Width") for each in streams]


def test_a_comment_speaks_for_its_own_picture_alone(run: Run, faded: Path) -> None:
    write(faded, ALLOWED + PICTURE.partition("images:\n")[2])
    write(faded, PICTURE, "02-the-garden")
    code, severe = built(run, faded, "--only", "panels", "--format", "80x120")
    assert (code, severe) == (1, {"01-the-house.pdf": "error", "02-the-garden.pdf": "error"})


def test_a_warning_that_a_comment_allows_is_none_in_a_strict_build(run: Run, small: Path) -> None:
    file = small / "panels" / "02-the-garden.yaml"
    place = "    - {name: Rome, at: [12.5, 41.9]}"
    allowed = f"    # cimaise: allow place-off-map (the text speaks of it)\n{place}"
    for written, code in ((place, 1), (allowed, 0), (place, 1)):
        file.write_text(MAP + written + "\n", "utf-8")
        ran = run("build", small, "--only", "panels", "--format", "80x120", "--strict", "--jobs", 1)
        assert ran.code == code
        assert ("place-off-map" in ran.err) == bool(code)


def test_the_printer_reads_why_it_is_allowed(run: Run, faded: Path) -> None:
    write(faded, ALLOWED)
    kit = ("--only", "kit", "--format", "80x120")
    assert built(run, faded, *kit)[0] == 0
    reports = json.loads((faded / "dist" / "kit" / "preflight.json").read_text("utf-8"))
    (told,) = [each for each in reports[0]["findings"] if "ppi" in each["message"]]
    assert told["severity"] == "info"
    assert told["hint"] == "a comment allows it: the only surviving print"


@pytest.mark.slow
def test_the_booklet_is_printed_too(run: Run, faded: Path) -> None:
    press = faded / "dist" / "booklet" / "en" / "booklet-press.pdf"
    write(faded, PICTURE)
    assert built(run, faded, "--only", "booklet") == (1, {press.name: "error"})
    assert not press.exists()
    write(faded, ALLOWED)
    assert built(run, faded, "--only", "booklet") == (0, {press.name: "info"})
    assert press.exists()
