"""Figures → form objects of a PDF, painted as panels are: shaped letters, right inks.

Each form fills the unit square, as a picture does, so that it can stand in a picture's place.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal

import pikepdf
from msgspec import Struct
from msgspec.structs import replace
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


class Painted(Struct, frozen=True):
    """Figures painted, a page each: a PDF, and each page's figure by its key, size and overhang."""

    pdf: bytes
    figures: tuple[tuple[str, float, float, float], ...]
    """(key, width, height, overhang), in pt as painted."""


def paint(
    figures: Sequence[Figure], colour: Colour, output: Output, cache: Cache, zoom: float
) -> Painted:
    """Paint figures, each on a page of its own.

    `zoom` enlarges them, so that pictures get the pixels that they need. Raises InputError for a
    picture that cannot be used.
    """
    if not figures:
        return Painted(b"", ())
    # Frames are as the page is set; enlarged, they need as many more pixels.
    enlarged = replace(output, max_ppi=output.max_ppi * zoom)
    fonts, pictures = FontBook(), TwoKinds(enlarged, cache)
    buffer = io.BytesIO()
    scale = PT_PER_MM * zoom
    canvas = PanelCanvas(buffer, pageCompression=0, invariant=1, initialFontName="none")
    told: list[tuple[str, float, float, float]] = []
    for figure in figures:
        width, height = figure.width_mm * scale, figure.height_mm * scale
        canvas.setPageSize((width, height))
        placement = Placement(0.0, height, scale)
        MarkPainter(canvas, placement, fonts, pictures, colour).paint(figure.marks)
        canvas.showPage()
        told.append((figure.key, width, height, OVERHANG_MM * scale if figure.is_lettered else 0.0))
    canvas._doc.delayedFonts.extend(fonts.all())
    canvas.save()
    with pikepdf.open(io.BytesIO(buffer.getvalue())) as painted:
        streams = Dictionary()
        for name, prepared in pictures.named():
            streams[f"/{name}"] = painted.make_indirect(picture_stream(painted, prepared))
        for page in painted.pages:
            if b" Do" in page.obj.Contents.read_bytes():
                page.obj.Resources.XObject = streams
        whole = io.BytesIO()
        painted.save(whole, compress_streams=False, static_id=True)
    return Painted(whole.getvalue(), tuple(told))


def forms_of(pdf: pikepdf.Pdf, painted: Painted) -> Mapping[str, pikepdf.Object]:
    """What was painted as form objects of `pdf`, by the figures' keys."""
    if not painted.figures:
        return {}
    forms: dict[str, pikepdf.Object] = {}
    with pikepdf.open(io.BytesIO(painted.pdf)) as source:
        for page, (key, width, height, over) in zip(source.pages, painted.figures, strict=True):
            form = page.as_form_xobject()
            form.Matrix = Array([_exactly(1 / width), 0, 0, _exactly(1 / height), 0, 0])
            form.BBox = Array([-over, -over, width + over, height + over])
            forms[key] = pdf.copy_foreign(source.make_indirect(form))
    return forms


def _exactly(number: float) -> Decimal:
    """A small number in full: six decimals would make 8 pt of type 7.99."""
    return Decimal(f"{number:.12f}")
