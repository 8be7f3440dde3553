"""A built panel before other people's readers: qpdf, poppler, Ghostscript, PDFium."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from cimaise.cli import main
from cimaise.model.loading import load_exhibition
from cimaise.paint.previews import render_trim
from cimaise.paint.soft_proof import screen_copy
from tests.programs import needed

SMALL = Path(__file__).resolve().parents[1] / "small"
DPI = 50
PX = DPI / 25.4
# 8 bits and a renderer's rounding.
TOLERANCE = 3


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small exhibition with a photograph in rich colours on its second panel."""
    folder = tmp_path_factory.mktemp("print") / "small"
    shutil.copytree(SMALL, folder)
    (folder / "images").mkdir(exist_ok=True)
    spread = Image.linear_gradient("L").resize((1800, 1200))
    turned = spread.transpose(Image.Transpose.ROTATE_180)
    dark = Image.merge(
        "RGB", (spread, turned.point(lambda v: v // 2), spread.point(lambda v: v // 3))
    )
    dark.save(folder / "images/dark.jpg", quality=95)
    panel = folder / "panels/02-the-garden.yaml"
    text = re.sub(r"layout: \S+", "layout: picture-led", panel.read_text("utf-8"), count=1)
    images = "\nimages:\n  - {file: dark.jpg, caption: C., credit: Us, rights: CC0, alt: Dark.}\n"
    panel.write_text(re.sub(r"(?ms)^images:.*?(?=^\S|\Z)", "", text) + images, "utf-8")
    with pytest.raises(SystemExit) as end:
        main(["build", str(folder), "--only", "panels", "--format", "a3"])
    assert end.value.code == 0
    return folder


def panels(built: Path) -> list[Path]:
    return sorted((built / "dist/panels").rglob("*.pdf"))


def said(*command: object) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, check=True)
    return done.stdout.decode()


def qpdf_finds_nothing_wrong(built: Path, folder: Path) -> None:
    for pdf in panels(built):
        assert "No syntax or stream encoding errors found" in said("qpdf", "--check", pdf)


def every_font_is_embedded_as_outlines(built: Path, folder: Path) -> None:
    for pdf in panels(built):
        rows = said("pdffonts", pdf).splitlines()[2:]
        assert rows
        for row in rows:
            assert "Type 3" not in row
            # Embedded, subset, with a map to Unicode.
            assert row.split()[-5:-2] == ["yes", "yes", "yes"]


def the_boxes_are_those_of_the_format(built: Path, folder: Path) -> None:
    for pdf in panels(built):
        told = said("pdfinfo", "-box", pdf)
        boxes = {
            name: [float(part) / 72 * 25.4 for part in values.split()]
            for name, values in re.findall(r"^(\w+Box): +(.+)$", told, re.MULTILINE)
        }
        left, bottom, right, top = boxes["TrimBox"]
        assert (right - left, top - bottom) == pytest.approx((297, 420), abs=0.01)
        bleed = [left - 3, bottom - 3, right + 3, top + 3]
        assert boxes["BleedBox"] == pytest.approx(bleed, abs=0.01)
        assert boxes["CropBox"] == boxes["MediaBox"]
        assert "PDF/X-4" in told


def plates(pdf: Path, folder: Path) -> list[Image.Image]:
    """A panel's four plates within the bleed, 255 where the ink is full."""
    said("gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", f"-r{DPI}",
         f"-sOutputFile={folder}/p%d.tif", pdf)  # fmt: skip
    edge = round(14.0 * PX)  # room for marks outside the bleed
    found: list[Image.Image] = []
    for ink in ("Cyan", "Magenta", "Yellow", "Black"):
        with Image.open(folder / f"p1({ink}).tif") as plate:
            inks = ImageChops.invert(plate.convert("L"))
        width, height = inks.size
        found.append(inks.crop((edge, edge, width - edge, height - edge)))
    return found


def no_dot_has_more_ink_than_the_printer_takes(built: Path, folder: Path) -> None:
    for pdf in panels(built):
        sums = zip(*(plate.tobytes() for plate in plates(pdf, folder)), strict=True)
        assert max(map(sum, sums)) / 255 <= 3.0 + 0.02


def body_text_is_on_the_black_plate_alone(built: Path, folder: Path) -> None:
    """Where black ink is nearly full in the column of text, the others are the paper's own."""
    cyan, magenta, yellow, black = plates(panels(built)[0], folder)
    paper = [plate.getpixel((2, 2)) for plate in (cyan, magenta, yellow)]
    width, height = black.size
    column = (int(width * 0.05), int(height * 0.29), int(width * 0.95), int(height * 0.6))
    assert black.crop(column).getextrema()[1] > 150, "no text there"
    for plate, plain in zip((cyan, magenta, yellow), paper, strict=True):
        low, high = plate.crop(column).getextrema()
        # Overprinting leaves the paper's ink under small text; large text takes it away.
        assert high <= plain + TOLERANCE
        assert low >= 0


@pytest.mark.slow
def test_the_soft_proof_shows_the_themes_inks(built: Path) -> None:
    """The paper and the title's ink, as the screen twins in the theme say that they look."""
    exhibition, _ = load_exhibition(built)
    assert exhibition is not None
    theme = exhibition.named_theme
    pdf = panels(built)[0]
    seen = render_trim(screen_copy(pdf, 900), 900)
    paper = theme.inks[theme.paper].resolved("paper").srgb
    assert seen.getpixel((5, 5)) == pytest.approx(paper, abs=TOLERANCE)
    title = theme.ink(theme.roles["title"].ink).srgb
    colours = {colour for _, colour in seen.getcolors(900 * 1300) or ()}
    assert any(near(colour, title) for colour in colours), "the title's ink is nowhere"


def near(one: object, other: tuple[int, int, int]) -> bool:
    assert isinstance(one, tuple)
    return all(abs(a - b) <= TOLERANCE for a, b in zip(one, other, strict=True))


def poppler_and_pdfium_see_the_same_page(built: Path, folder: Path) -> None:
    """The copy for the screen is drawn alike by both, but for the edges of letters."""
    pdf = panels(built)[1]
    copy = folder / "screen.pdf"
    copy.write_bytes(screen_copy(pdf, 600))
    theirs = Image.open(io.BytesIO(ppm(copy))).convert("RGB")
    ours = render_trim(screen_copy(pdf, 600), theirs.width)
    small = (60, 85)
    pairs = pixels(ours.resize(small), theirs.resize(small))
    far = sum(any(abs(a - b) > 24 for a, b in zip(*pair, strict=True)) for pair in pairs)
    assert far <= 0.01 * small[0] * small[1]


def ppm(pdf: Path) -> bytes:
    trimmed = ["-x", str(round(17 * PX)), "-y", str(round(17 * PX))]
    size = ["-W", str(round(297 * PX)), "-H", str(round(420 * PX))]
    command = ["pdftoppm", "-r", str(DPI), *trimmed, *size, str(pdf)]
    return subprocess.run(command, capture_output=True, check=True).stdout


def pixels(*pictures: Image.Image) -> Iterator[tuple[tuple[int, int, int], ...]]:
    width, height = pictures[0].size
    for y in range(height):
        for x in range(width):
            yield tuple(picture.getpixel((x, y)) for picture in pictures)  # type: ignore[misc]  # RGB


CHECKS: tuple[tuple[str, bool, Callable[[Path, Path], None]], ...] = (
    ("qpdf", False, qpdf_finds_nothing_wrong),
    ("pdffonts", False, every_font_is_embedded_as_outlines),
    ("pdfinfo", False, the_boxes_are_those_of_the_format),
    ("gs", True, no_dot_has_more_ink_than_the_printer_takes),
    ("gs", True, body_text_is_on_the_black_plate_alone),
    ("pdftoppm", True, poppler_and_pdfium_see_the_same_page),
)


@pytest.mark.parametrize(
    ("tool", "check"),
    [
        pytest.param(tool, check, id=check.__name__, marks=[pytest.mark.slow] if slow else [])
        for tool, slow, check in CHECKS
    ],
)
def test_other_programs_agree(
    built: Path, tmp_path: Path, tool: str, check: Callable[[Path, Path], None]
) -> None:
    needed(tool)
    check(built, tmp_path)
