"""A page of marks → the panel's PDF, ready for the printer, and the facts about it."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct, field

from cimaise.geometry import rectangle
from cimaise.inks import Ink
from cimaise.layout.marks import GlyphRun, Page, walk
from cimaise.paint.boxes import Box, PageBoxes, page_boxes
from cimaise.paint.embedded_fonts import FontBook
from cimaise.paint.painter import Colour, MarkPainter, PanelCanvas
from cimaise.paint.pdfx import REGISTRY, Flavour, Identity, finish
from cimaise.paint.pictures_used import PictureBook, PlacedPicture
from cimaise.paint.press_marks import REGISTRATION, press_marks, slug_line
from cimaise.resources.atomic import whole_file
from cimaise.resources.cache import NO_CACHE, Cache
from cimaise.resources.prepared import Output
from cimaise.resources.profiles import Profile, carried_cmyk
from cimaise.typography.faces import Face
from cimaise.units import MM_PER_PT

# A date must be given for the file to say when it was made; the clock is never asked.
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


class PanelPdfOptions(Struct, frozen=True):
    """How a panel's PDF is made. `reduction` 10 draws it at 1:10, its marks at full size."""

    profile: Profile = field(default_factory=carried_cmyk)
    condition: str = "FOGRA39"
    registry: str = REGISTRY
    flavour: Flavour = "x-4"
    reduction: int = 1
    marks: bool = True
    slug: bool = True
    slug_face: Face | None = None
    """The slug line's face; the first face on the page where there is none."""
    max_ppi: float = 200.0
    tac_percent: float | None = None
    title: str | None = None
    """The document's title; the page's own where there is none."""
    exhibition: str = ""
    panel: str = ""
    finishing: str = ""
    date: datetime = UNDATED
    proof: bool = False
    """A proof says so in its slug line and does not claim to be PDF/X."""
    colour: Colour = "cmyk"
    """`srgb` paints the same marks for a screen; such a file claims to be no PDF/X either."""


class PanelPdfFacts(Struct, frozen=True):
    """What was written. Boxes in mm of the file: left, bottom, right, top."""

    path: Path
    fonts: tuple[str, ...]
    inks: tuple[str, ...]
    spots: tuple[str, ...]
    max_flat_tac_percent: float
    pictures: tuple[PlacedPicture, ...]
    trim_mm: Box
    bleed_mm: Box
    media_mm: Box
    reduction: int
    pdfx: Flavour | None

    @property
    def smallest_ppi(self) -> float | None:
        """Of the pictures with more than one bit, at final size; None where there is none."""
        return min((p.ppi for p in self.pictures if p.bits > 1), default=None)


def write_panel_pdf(
    page: Page, target: Path, options: PanelPdfOptions | None = None, cache: Cache = NO_CACHE
) -> PanelPdfFacts:
    """Paint a page and write it whole or not at all.

    The bytes depend on the arguments and the files they name only. Raises InputError for a picture
    or font that cannot be used, ValueError for a page larger than a PDF can hold, OSError.
    """
    chosen = options or PanelPdfOptions()
    boxes = page_boxes(
        page.trim, page.bleed_mm, reduction=chosen.reduction, marks=chosen.marks or chosen.slug
    )
    on_screen = chosen.colour == "srgb"
    output = Output(None if on_screen else chosen.profile, chosen.max_ppi, chosen.tac_percent)
    fonts, pictures = FontBook(), PictureBook(output, cache)
    buffer = io.BytesIO()
    canvas = _canvas(buffer, boxes, page)
    panel = MarkPainter(canvas, boxes.on_page, fonts, pictures, chosen.colour)
    panel.paint_within(rectangle(page.trim.outset(page.bleed_mm)), page.marks)
    around = MarkPainter(canvas, boxes.in_file, fonts, pictures, chosen.colour)
    if chosen.marks:
        around.paint(press_marks(boxes))
    face = chosen.slug_face or _first_face(page)
    if chosen.slug and face is not None:
        around.paint(slug_line(boxes, slug_text(page, chosen), face))
    canvas._doc.delayedFonts.extend(fonts.all())
    canvas.showPage()
    canvas.save()
    claims = None if chosen.proof or on_screen else chosen.flavour
    identity = Identity(
        title=chosen.title or page.title or "untitled",
        date=_moment(chosen.date),
        flavour=claims,
        condition=chosen.condition,
        profile=output.profile,
        language=page.language,
        registry=chosen.registry,
    )
    with whole_file(target) as part:
        finish(buffer.getvalue(), pictures.named(), identity, part, cache)
    return PanelPdfFacts(
        path=target,
        fonts=tuple(sorted(font.face.postscript_name for font in fonts.all())),
        inks=tuple(sorted(panel.inks)),
        spots=_spots(panel.inks.values()),
        max_flat_tac_percent=_most_ink(panel.inks.values(), pictures),
        pictures=tuple(pictures.placed),
        trim_mm=_in_mm(boxes.trim),
        bleed_mm=_in_mm(boxes.bleed),
        media_mm=_in_mm(boxes.media),
        reduction=chosen.reduction,
        pdfx=claims,
    )


def slug_text(page: Page, options: PanelPdfOptions) -> str:
    """What the slug line says: which panel, how large, drawn how, when, for which condition."""
    parts = [
        "PROOF, NOT FOR PRINT" if options.proof else "",
        options.exhibition,
        options.panel,
        options.title or page.title,
        f"{page.width_mm:g} × {page.height_mm:g} mm + {page.bleed_mm:g} mm bleed",
        f"1:{options.reduction}",
        page.language,
        _moment(options.date).strftime("%Y-%m-%d"),
        f"{options.condition} ({options.profile.name})",
        options.finishing,
    ]
    return " · ".join(part for part in parts if part)


def _moment(date: datetime) -> datetime:
    """The date in UTC, wherever the machine stands; one without a zone is in UTC already."""
    return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)


def _canvas(buffer: io.BytesIO, boxes: PageBoxes, page: Page) -> PanelCanvas:
    canvas = PanelCanvas(
        buffer,
        pagesize=boxes.media[2:],
        pageCompression=0,
        invariant=1,
        pdfVersion=(1, 4),
        cropBox=boxes.media,
        trimBox=boxes.trim,
        bleedBox=boxes.bleed,
        initialFontName="none",
        lang=page.language,
    )
    canvas.setTitle(page.title)
    return canvas


def _first_face(page: Page) -> Face | None:
    return next((mark.face for mark in walk(page.marks) if isinstance(mark, GlyphRun)), None)


def _spots(inks: Iterable[Ink]) -> tuple[str, ...]:
    return tuple(sorted({i.spot for i in inks if i.spot and i.spot != REGISTRATION.spot}))


def _most_ink(inks: Iterable[Ink], pictures: PictureBook) -> float:
    flat = [ink.coverage_percent for ink in inks if ink.spot is None]
    toned = [p.max_ink_percent for _, p in pictures.named() if p.max_ink_percent is not None]
    return max([*flat, *toned], default=0.0)


def _in_mm(box: Box) -> Box:
    left, bottom, right, top = (round(edge * MM_PER_PT, 4) for edge in box)
    return (left, bottom, right, top)
