"""Figures → form objects of a PDF, painted as panels are: shaped letters, right inks.

Each form fills the unit square, as a picture does, so that it can stand in a picture's place.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import pikepdf
from pikepdf import Array, Dictionary

from cimaise.booklet.figures import Figure
from cimaise.layout.marks import PictureMark
from cimaise.paint.boxes import Placement
from cimaise.paint.embedded_fonts import FontBook
from cimaise.paint.painter import Colour, MarkPainter, PanelCanvas
from cimaise.paint.pdfx import picture_stream
from cimaise.paint.pictures_used import PictureBook
from cimaise.resources.cache import Cache
from cimaise.resources.prepared import LINE_ART_PPI_FACTOR, Output
from cimaise.units import PT_PER_MM

# Letters may hang a little outside a figure that says something; ornaments end at their box.
OVERHANG_MM = 1.5


@dataclass
class TwoKinds(PictureBook):
    """Pictures at the output's resolution, whether they are of tones or of lines.

    Panels keep twice as much of line art; a screen shows no more of it than of a photograph.
    """

    def use(self, mark: PictureMark) -> str:
        """As `PictureBook.use`."""
        asked = self.output
        if mark.ink is not None and asked.profile is None:
            self.output = replace(asked, max_ppi=asked.max_ppi / LINE_ART_PPI_FACTOR)
        try:
            return super().use(mark)
        finally:
            self.output = asked


def forms_in(
    pdf: pikepdf.Pdf,
    figures: Sequence[Figure],
    colour: Colour,
    output: Output,
    cache: Cache,
    zoom: float,
) -> Mapping[str, pikepdf.Object]:
    """Paint figures into `pdf`: form objects by the figures' keys.

    `zoom` enlarges them, so that pictures get the pixels that they need. Raises InputError for a
    picture that cannot be used.
    """
    # Frames are as the page is set; enlarged, they need as many more pixels.
    enlarged = replace(output, max_ppi=output.max_ppi * zoom)
    fonts, pictures = FontBook(), TwoKinds(enlarged, cache)
    buffer = io.BytesIO()
    scale = PT_PER_MM * zoom
    canvas = PanelCanvas(buffer, pageCompression=0, invariant=1, initialFontName="none")
    for figure in figures:
        canvas.setPageSize((figure.width_mm * scale, figure.height_mm * scale))
        placement = Placement(0.0, figure.height_mm * scale, scale)
        MarkPainter(canvas, placement, fonts, pictures, colour).paint(figure.marks)
        canvas.showPage()
    canvas._doc.delayedFonts.extend(fonts.all())
    if not figures:
        return {}
    canvas.save()
    with pikepdf.open(io.BytesIO(buffer.getvalue())) as painted:
        streams = Dictionary()
        for name, prepared in pictures.named():
            streams[f"/{name}"] = painted.make_indirect(picture_stream(painted, prepared))
        forms: dict[str, pikepdf.Object] = {}
        for page, figure in zip(painted.pages, figures, strict=True):
            if b" Do" in page.obj.Contents.read_bytes():
                page.obj.Resources.XObject = streams
            form = page.as_form_xobject()
            width, height = figure.width_mm * scale, figure.height_mm * scale
            over = OVERHANG_MM * scale if figure.is_lettered else 0.0
            form.Matrix = Array([_exactly(1 / width), 0, 0, _exactly(1 / height), 0, 0])
            form.BBox = Array([-over, -over, width + over, height + over])
            forms[figure.key] = pdf.copy_foreign(painted.make_indirect(form))
    return forms


def _exactly(number: float) -> Decimal:
    """A small number in full: six decimals would make 8 pt of type 7.99."""
    return Decimal(f"{number:.12f}")
