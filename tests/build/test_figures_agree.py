"""The panel PDF and the booklet's SVG draw the same map and the same chronology."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageFilter

from cimaise.geometry import Rect
from cimaise.layout.editions import Edition
from cimaise.layout.marks import GlyphRun, Group, Page, walk
from cimaise.layout.panels import lay_out
from cimaise.model.loading import load_exhibition
from cimaise.paint.panel_pdf import PanelPdfOptions, write_panel_pdf
from cimaise.paint.svg import group_svg

ROOT = Path(__file__).resolve().parents[2]
WIDTH_PX = 700


def raster(data: bytes | Path) -> np.ndarray:
    """The first page, gray and a little soft: two rasterisers differ at every edge."""
    document = pdfium.PdfDocument(data)
    try:
        page = document[0]
        picture = page.render(scale=WIDTH_PX / page.get_width()).to_pil().convert("L")
    finally:
        document.close()
    return np.asarray(picture.filter(ImageFilter.GaussianBlur(2)), dtype=float)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("panel", "slot"),
    [("07-insurrections", "map"), ("08-marseille", "chronology"), ("02-normandie", "chronology")],
)
def test_pdf_and_svg_draw_the_same_figure(panel: str, slot: str, tmp_path: Path) -> None:
    import weasyprint  # only slow tests load it

    exhibition, _ = load_exhibition(ROOT)
    assert exhibition is not None
    edition = Edition(exhibition, "fr", "a3")
    laid = next(p for p in lay_out(edition, exhibition.panels) if p.panel.label == panel)
    group = laid.page.group(slot)
    assert group is not None
    inner = next((mark for mark in group.marks if isinstance(mark, Group)), group)
    area = Rect(0, 0, laid.page.width_mm, laid.page.height_mm)

    pdf = tmp_path / "figure.pdf"
    alone = Page(area.width, area.height, 0, (inner,), language="fr")
    options = PanelPdfOptions(colour="srgb", marks=False, slug=False)
    write_panel_pdf(alone, pdf, options)

    svg = group_svg(inner, area, language="fr")
    faces = {(run.face.path, run.face.postscript_name) for run in _runs(inner)}
    fonts = "".join(
        f"@font-face {{ font-family: '{name}'; src: url('{path.as_uri()}') }}"
        for path, name in sorted(faces)
    )
    page = f"@page {{ size: {area.width}mm {area.height}mm; margin: 0 }} svg {{ display: block }}"
    html = f"<style>{page} body {{ margin: 0 }} {fonts}</style>{svg}"
    from_svg = weasyprint.HTML(string=html).write_pdf()

    one, two = raster(pdf), raster(from_svg)
    height = min(len(one), len(two))
    difference = np.abs(one[:height] - two[:height])
    drawn = one[:height] < 250
    Image.fromarray(one.astype("uint8")).save(tmp_path / "pdf.png")
    Image.fromarray(two.astype("uint8")).save(tmp_path / "svg.png")
    assert drawn.mean() > 0.005, "nothing is drawn"
    assert difference.mean() < 1.5, tmp_path
    assert np.percentile(difference[drawn], 95) < 60, tmp_path


def _runs(group: Group) -> list[GlyphRun]:
    return [mark for mark in walk(group.marks) if isinstance(mark, GlyphRun)]
