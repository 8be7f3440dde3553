"""The inputs that manifest.json tells of: every file that the exhibition's folder gives."""

from __future__ import annotations

import shutil
from pathlib import Path

from PIL import Image

from cimaise.build.results import _inputs
from cimaise.model.loading import load_exhibition
from tests.conftest import ROOT

FONT = "SourceSerif4_400Regular.ttf"
PROFILE = "ISOcoated_v2_300_bas.icc"
GIVEN = {
    "exhibition.yaml",
    "fonts/" + FONT,
    "images/house.png",
    "images/logos/town.svg",
    "layouts/printers.yaml",
    "maps/walk.geojson",
    "panels/01-the-house.yaml",
    "panels/02-the-garden.yml",
    "profiles/" + PROFILE,
}


def test_everything_that_the_folder_gives_is_an_input(small: Path) -> None:
    for name in ("fonts", "images/logos", "layouts", "maps", "profiles"):
        (small / name).mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "fonts" / FONT, small / "fonts")
    shutil.copy(ROOT / "cimaise/data/icc" / PROFILE, small / "profiles")
    shutil.copy(ROOT / "layouts/printers.yaml", small / "layouts")
    Image.new("RGB", (20, 20)).save(small / "images/house.png")
    Image.new("RGB", (20, 20)).save(small / "images/unused.png")
    (small / "images/README.md").write_text("where they come from", "utf-8")
    square = '<path d="M0 0h1v1z"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{square}</svg>'
    (small / "images/logos/town.svg").write_text(svg, "utf-8")
    (small / "maps/walk.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    garden = small / "panels/02-the-garden.yaml"
    panel = """layout: text-led
title: The garden
text: Words.
images: [{file: house.png, alt: A house.}]
map: {area: [1.5, 49.9, 4.3, 51.1], layers: [{file: walk.geojson}]}
"""
    garden.with_suffix(".yml").write_text(panel, "utf-8")
    garden.unlink()
    with (small / "exhibition.yaml").open("a", encoding="utf-8") as file:
        file.write("\nlogos: [{file: logos/town.svg, alt: The town}]\n")
    exhibition, _ = load_exhibition(small)
    assert exhibition is not None
    assert {file.relative_to(small).as_posix() for file in _inputs(exhibition)} == GIVEN
