"""Pages of marks → one PDF for the office: sRGB, several pages, titled, no marks around."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from cimaise.layout.marks import Page
from cimaise.paint.boxes import page_boxes
from cimaise.paint.embedded_fonts import FontBook
from cimaise.paint.painter import MarkPainter, PanelCanvas
from cimaise.paint.pdfx import PRODUCER, picture_stream
from cimaise.paint.pictures_used import PictureBook
from cimaise.resources.atomic import whole_file
from cimaise.resources.cache import NO_CACHE, Cache
from cimaise.resources.prepared import Output
from cimaise.resources.profiles import carried_srgb

# Enough for a picture of a few centimetres, looked at closely.
SHEET_PPI = 200.0


def write_sheet_pdf(
    pages: Sequence[Page], target: Path, *, date: datetime, cache: Cache = NO_CACHE
) -> None:
    """Paint the pages and write the file whole or not at all; the same bytes for the same input.

    It has the first page's title and language. Raises ValueError without a page, InputError for a
    picture or font that cannot be used.
    """
    if not pages:
        raise ValueError("a sheet needs a page")
    buffer = io.BytesIO()
    fonts, pictures = FontBook(), PictureBook(Output(None, SHEET_PPI), cache)
    canvas = PanelCanvas(
        buffer,
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 4),
        initialFontName="none",
        lang=pages[0].language,
    )
    canvas.setTitle(pages[0].title)
    for page in pages:
        boxes = page_boxes(page.trim, 0.0, marks=False)
        canvas.setPageSize(boxes.media[2:])
        MarkPainter(canvas, boxes.on_page, fonts, pictures, "srgb").paint(page.marks)
        if page is pages[-1]:
            canvas._doc.delayedFonts.extend(fonts.all())
        canvas.showPage()
    canvas.save()
    with whole_file(target) as part:
        _finish(buffer.getvalue(), pictures, pages[0], date, part)


def _finish(
    painted: bytes, pictures: PictureBook, first: Page, date: datetime, target: Path
) -> None:
    with pikepdf.open(io.BytesIO(painted)) as pdf:
        streams = Dictionary()
        for name, picture in pictures.named():
            streams[f"/{name}"] = picture_stream(pdf, picture)
        for page in pdf.pages:
            used = [f"/{name}" for name in _used(page) if f"/{name}" in streams]
            if used:
                page.obj.Resources.XObject = Dictionary({name: streams[name] for name in used})
        profile = pdf.make_stream(carried_srgb().data, N=3)
        pdf.Root.OutputIntents = Array(
            [
                Dictionary(
                    Type=Name.OutputIntent,
                    S=Name.GTS_PDFA1,
                    OutputConditionIdentifier=String("sRGB"),
                    Info=String("sRGB"),
                    DestOutputProfile=profile,
                )
            ]
        )
        pdf.Root.Lang = String(first.language)
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        if "/PageMode" in pdf.Root:
            del pdf.Root["/PageMode"]
        moment = date.astimezone(UTC).strftime("D:%Y%m%d%H%M%S+00'00'")
        pdf.trailer.Info = pdf.make_indirect(
            Dictionary(
                Title=String(first.title),
                Creator=String(PRODUCER),
                Producer=String(PRODUCER),
                CreationDate=String(moment),
                ModDate=String(moment),
            )
        )
        del pdf.trailer["/ID"]
        pdf.save(target, force_version="1.6", deterministic_id=True)


def _used(page: pikepdf.Page) -> list[str]:
    """The pictures that a page draws, by resource name."""
    words = page.obj.Contents.read_bytes().decode("latin-1").split()
    return [word[1:] for word, after in pairwise(words) if after == "Do"]
