"""Small pages made by hand, painted and read back."""

from __future__ import annotations

import ctypes
import io
import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
from PIL import Image

from cimaise.geometry import Point
from cimaise.inks import BLACK, Ink
from cimaise.layout.marks import GlyphRun, Mark, Page
from cimaise.paint.panel_pdf import PanelPdfFacts, PanelPdfOptions, write_panel_pdf
from cimaise.typography.faces import Face, load_face
from cimaise.typography.lines import Glyph
from cimaise.typography.shaping import shape, space, space_mm

FONTS = Path(__file__).parents[2] / "fonts"
SERIF = load_face(FONTS / "SourceSerif4_400Regular.ttf")
CONDENSED = load_face(FONTS / "BarlowCondensed_700Bold.ttf")
SANS = load_face(FONTS / "SourceSans3_400Regular.ttf")

PAPER = Ink("paper", (0, 0.02, 0.07, 0), (255, 250, 241))
BLUE = Ink("bleu nuit", (0.95, 0.70, 0.35, 0.45), (14, 52, 82))
RED = Ink("garance", (0.05, 0.92, 0.78, 0.08), (209, 39, 47))
DATE = datetime(2024, 6, 6, 8, 30, tzinfo=UTC)
BARE = PanelPdfOptions(marks=False, slug=False, date=DATE)


def set_text(
    text: str,
    x: float,
    y: float,
    face: Face = SERIF,
    size_pt: float = 38,
    *,
    ink: Ink = BLACK,
    features: tuple[tuple[str, int], ...] = (),
    tracking: float = 0.0,
    angle_deg: float = 0.0,
    halo: Ink | None = None,
    halo_mm: float = 0.0,
) -> GlyphRun:
    glyphs: list[Glyph] = []
    for place, word in enumerate(text.split(" ")):
        if place:
            glyphs.append(space(face, space_mm(" ", face, size_pt, tracking)))
        if word:
            glyphs += shape(word, face, size_pt, features, "fr", tracking)
    return GlyphRun(Point(x, y), face, size_pt, tuple(glyphs), ink, angle_deg, halo, halo_mm)


def page_of(*marks: Mark, width: float = 100, height: float = 60, bleed: float = 3) -> Page:
    return Page(width, height, bleed, marks, title="Été 44 & après", language="fr")


def paint(
    folder: Path, marks: Iterable[Mark], options: PanelPdfOptions = BARE, **size: float
) -> PanelPdfFacts:
    return write_panel_pdf(page_of(*marks, **size), folder / "panel.pdf", options)


def read_text(pdf: Path) -> str:
    command = ["pdftotext", "-raw", "-enc", "UTF-8", str(pdf), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def content(pdf: Path) -> str:
    with pikepdf.open(pdf) as opened:
        return opened.pages[0].Contents.read_bytes().decode("ascii")


def raster(pdf: Path | bytes, width_px: int) -> Image.Image:
    document = pdfium.PdfDocument(pdf)
    page = document[0]
    picture = page.render(scale=width_px / page.get_width()).to_pil().convert("RGB").copy()
    document.close()
    return picture


def character_origins(pdf: Path) -> list[tuple[str, float, float]]:
    """Every character that PDFium reads, with its origin in pt, as PDFium works it out."""
    document = pdfium.PdfDocument(pdf)
    text = document[0].get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    origins = []
    for place in range(text.count_chars()):
        if pdfium.raw.FPDFText_IsGenerated(text, place) == 1:
            continue
        pdfium.raw.FPDFText_GetCharOrigin(text, place, x, y)
        code = pdfium.raw.FPDFText_GetUnicode(text, place)
        origins.append((chr(code), x.value, y.value))
    text.close()
    document.close()
    return origins


def saved(picture: Image.Image, path: Path, **options: object) -> Path:
    buffer = io.BytesIO()
    picture.save(buffer, path.suffix[1:].upper().replace("JPG", "JPEG"), **options)
    path.write_bytes(buffer.getvalue())
    return path


def glyph_origins(pdf: Path) -> list[tuple[float, float]]:
    """Where each glyph is put, in pt, by the rules of ISO 32000-1, 9.4.4."""
    with pikepdf.open(pdf) as opened:
        page = opened.pages[0]
        widths = {str(name): _widths(font) for name, font in page.Resources.Font.items()}
        font, size, rise, pen = "", 0.0, 0.0, 0.0
        matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
        origins = []
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "BT":
                    matrix, pen = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], 0.0
                case "Tf":
                    font, size = str(operands[0]), float(operands[1])
                case "Ts":
                    rise = float(operands[0])
                case "Tm":
                    matrix, pen = [float(part) for part in operands], 0.0
                case "TJ":
                    for part in operands[0]:
                        if not isinstance(part, pikepdf.String):
                            pen -= float(part) / 1000 * size
                            continue
                        codes = bytes(part)
                        for place in range(0, len(codes), 2):
                            a, b, c, d, e, f = matrix
                            origins.append((a * pen + c * rise + e, b * pen + d * rise + f))
                            code = int.from_bytes(codes[place : place + 2], "big")
                            pen += widths[font][code] / 1000 * size
        return origins


def _widths(font: pikepdf.Object) -> dict[int, float]:
    widths: dict[int, float] = {}
    row = list(font.DescendantFonts[0].W)
    for first, listed in zip(row[::2], row[1::2], strict=True):
        for place, width in enumerate(listed):
            widths[int(first) + place] = float(width)
    return widths
