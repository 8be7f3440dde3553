"""The exhibition of the benchmark `r12`: 12 panels, 36 photographs of 24 megapixels.

Made once, kept in `benchmarks/.data/`. The photographs are noise on several scales, which a JPEG
packs about as badly as leaves and gravel.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms

from cimaise.resources.profiles import carried_cmyk, carried_srgb, transform

DATA = Path(__file__).resolve().parent / ".data"
FOLDER = DATA / "r12"
TYPST = DATA / "r12-typst"
SIZE = (6000, 4000)
PANELS, PER_PANEL = 12, 3
PPI = 150
# The frames of the layout below, mm: one wide picture, two narrow ones.
FRAMES = ((700.0, 467.0), (342.0, 228.0), (342.0, 228.0))
WORD, OTHER = "kilometre", "mile"
TEXT = (
    "Before dawn the convoy had covered its first kilometre, and nobody on the bridge had seen it "
    "leave. The men of the lock counted lorries by the sound of their brakes; they counted well. "
    "What they wrote down that night was on a table in London two days later, and a month after "
    "that the bridge was in the canal. Of those who counted, four came back."
)

EXHIBITION = """\
title: Thirty-six photographs
languages: [en]
format: 80x120
formats: [80x120]
theme: ete44
printer: default
reading_distance_m: 2
date: 2026-01-01
"""

LAYOUT = """\
about: Three photographs and a text
grid:
  columns: 12
  gutter: 16
  margins: {left: 50, right: 50, top: 55, foot: 48}
  baseline_pt: 26
rows:
  - {name: title, height: 130}
  - {name: wide, height: 467, gap: 20}
  - {name: pair, height: 228, gap: 20}
  - {name: text, height: 1fr, gap: 30}
slots:
  title: {block: title, columns: [1, 12], rows: title}
  first: {block: image, columns: [1, 12], rows: wide}
  second: {block: image, index: 2, columns: [1, 6], rows: pair}
  third: {block: image, index: 3, columns: [7, 12], rows: pair}
  text: {block: text, columns: [1, 12], flow: 2, rows: text}
"""


def photograph(number: int) -> str:
    """The file name of a photograph, counted from 0."""
    return f"photograph-{number + 1:02}.jpg"


def made() -> None:
    """Make what is not there yet."""
    pictures = [(number, FOLDER / "images" / photograph(number)) for number in range(36)]
    (FOLDER / "images").mkdir(parents=True, exist_ok=True)
    (FOLDER / "panels").mkdir(exist_ok=True)
    (FOLDER / "layouts").mkdir(exist_ok=True)
    (FOLDER / "exhibition.yaml").write_text(EXHIBITION, "utf-8")
    (FOLDER / "layouts" / "photographs.yaml").write_text(LAYOUT, "utf-8")
    for panel in range(PANELS):
        (FOLDER / "panels" / f"{panel + 1:02}-panel.yaml").write_text(_panel(panel), "utf-8")
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_photograph, pictures))
        (TYPST / "rgb").mkdir(parents=True, exist_ok=True)
        (TYPST / "cmyk").mkdir(exist_ok=True)
        list(pool.map(_ready_for_typst, pictures))
    fonts = TYPST / "fonts"
    if not fonts.exists():
        shutil.copytree(Path(__file__).resolve().parents[1] / "fonts", fonts)
    for kind in ("rgb", "cmyk"):
        (TYPST / f"{kind}.typ").write_text("\n".join(_typst(kind)), "utf-8")


def _panel(panel: int) -> str:
    images = "\n".join(
        f"  - {{file: {photograph(panel * PER_PANEL + place)}, caption: A photograph., "
        "credit: Benchmark, rights: CC0, alt: Noise.}"
        for place in range(PER_PANEL)
    )
    text = "\n".join(f"  {TEXT}\n" for _ in range(2))
    return f"layout: photographs\ntitle: Panel {panel + 1}\ntext: |\n{text}images:\n{images}\n"


def _photograph(job: tuple[int, Path]) -> None:
    number, file = job
    if file.exists():
        return
    chance = np.random.default_rng(number)
    picture = np.zeros((SIZE[1], SIZE[0], 3), np.float32)
    for step, weight in ((500, 60.0), (125, 30.0), (25, 18.0), (5, 10.0)):
        coarse = chance.normal(0, weight, (SIZE[1] // step, SIZE[0] // step, 3))
        for band in range(3):
            plane = Image.fromarray(coarse[..., band].astype(np.float32), "F")
            picture[..., band] += np.asarray(plane.resize(SIZE, Image.Resampling.BICUBIC))
    pixels = np.clip(picture + 120, 0, 255).astype(np.uint8)
    part = file.with_suffix(".part")
    Image.fromarray(pixels).save(part, "JPEG", quality=90)
    part.rename(file)


def _ready_for_typst(job: tuple[int, Path]) -> None:
    """A link to the photograph, and the same at 150 ppi in the CMYK of FOGRA39."""
    number, file = job
    link, ready = TYPST / "rgb" / file.name, TYPST / "cmyk" / file.name
    if not link.exists():
        link.hardlink_to(file)
    if ready.exists():
        return
    width, height = (round(side / 25.4 * PPI) for side in FRAMES[number % PER_PANEL])
    with Image.open(file) as picture:
        small = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    inks = ImageCms.applyTransform(small, transform(carried_srgb(), carried_cmyk()))
    assert inks is not None
    part = ready.with_suffix(".part")
    inks.save(part, "JPEG", quality=93, subsampling=0)
    part.rename(ready)


def _typst(kind: str) -> Iterator[str]:
    """The same panels for Typst: page, title, pictures, text in two columns."""
    yield "#set page(width: 800mm, height: 1200mm, margin: (x: 50mm, top: 55mm, bottom: 48mm))"
    yield '#set text(font: "Source Serif 4", size: 38pt, lang: "en", fill: cmyk(0%,0%,0%,100%))'
    for panel in range(PANELS):
        if panel:
            yield "#pagebreak()"
        yield f'#text(font: "Barlow Condensed", weight: 700, size: 220pt)[Panel {panel + 1}]'
        names = [f"{kind}/{photograph(panel * PER_PANEL + place)}" for place in range(PER_PANEL)]
        yield f'#image("{names[0]}", width: 700mm, height: 467mm)'
        yield "#grid(columns: 2, gutter: 16mm,"
        yield f'  image("{names[1]}", width: 342mm), image("{names[2]}", width: 342mm))'
        yield f"#columns(2, gutter: 16mm)[{TEXT}\n\n{TEXT}]"
