"""Partners' logos: one height of eye, side by side from the left, spaced by their own height."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from cimaise.diagnostics import Diagnostic, InputError, Span
from cimaise.geometry import Point, Rect, Segment, bounds, rectangle
from cimaise.inks import BLACK, Ink
from cimaise.layout.context import Context
from cimaise.layout.marks import Group, Mark, PathMark, PictureMark
from cimaise.layout.setting import Laid
from cimaise.model.exhibition import Exhibition
from cimaise.model.paths import picture_file
from cimaise.resources.cache import cache_for
from cimaise.resources.known_pictures import facts
from cimaise.resources.pdf_pages import pdf_shapes
from cimaise.resources.profiles import (
    Profile,
    press_colour,
    printers_profile,
    screen_colour,
)
from cimaise.resources.vector_pictures import Colour, VectorPicture, VectorShape, vector_picture
from cimaise.units import PT_PER_MM

# Between two logos, in heights of the row.
GAP = 0.6
# Thinner strokes break on the plate (Ghent Workgroup 2022, fine lines).
LEAST_STROKE_PT = 0.25

Drawing = tuple[float, Callable[[Rect], Mark]]
"""Width by height of a logo, and how it is drawn in a frame of that shape."""


def lay_out_logos(context: Context) -> Laid:
    """All logos in one row that fills at most the slot: as high as the slot, or less to fit."""
    area = context.cell.inner
    placed: list[Drawing] = []
    diagnostics: list[Diagnostic] = []
    for index, logo in enumerate(context.panel.logos):
        file = picture_file(context.exhibition.folder, logo.file)
        if not isinstance(file, Path):
            continue  # loading has reported it
        span, alt = context.span("logos", index, "file"), context.text(logo.alt)
        try:
            placed.append(logo_drawing(context.exhibition, file, span, alt, index))
        except InputError as problem:
            diagnostics += problem.diagnostics
    if not placed:
        return Laid(diagnostics=tuple(diagnostics))
    gaps = (len(placed) - 1) * GAP
    tall = min(area.height, area.width / (sum(aspect for aspect, _ in placed) + gaps))
    y = area.bottom - tall if context.slot.align == "foot" else area.y
    marks: list[Mark] = []
    x = area.x
    for aspect, draw in placed:
        mark = draw(Rect(x, y, tall * aspect, tall))
        if isinstance(mark, PictureMark):
            mark = replace(mark, paper=context.setting.paper)
        marks.append(mark)
        x += tall * (aspect + GAP)
    return Laid(tuple(marks), tall, tuple(diagnostics))


def logo_drawing(
    exhibition: Exhibition, file: Path, span: Span | None, alt: str, index: int
) -> Drawing:
    """A logo's shape, and how it is drawn in a frame; SVG and PDF as paths, all else as a picture.

    A PDF that holds more than paths is a picture, too. Raises InputError for a file that cannot be
    drawn.
    """
    kind = file.suffix.lower()
    picture = None
    if kind == ".svg":
        picture = vector_picture(file, span)
    elif kind == ".pdf":
        picture = pdf_shapes(file, span)
    if picture is not None:
        printer = exhibition.named_printer
        shown, profile = picture, printers_profile(exhibition.folder, printer.profile)
        return shown.width / shown.height, lambda frame: _drawn(shown, frame, alt, profile)
    known = facts(file, span, cache_for(exhibition.folder))
    width, height = known.pixels
    # A page drawn in black and grays is printed in black ink alone, as its paths would be.
    ink = BLACK if kind == ".pdf" and known.mode == "LA" else None
    return width / height, lambda frame: PictureMark(frame, file, alt=alt, index=index, ink=ink)


def _drawn(picture: VectorPicture, frame: Rect, alt: str, profile: Profile) -> Group:
    marks = tuple(
        _mark(shape, frame, frame.width / picture.width, profile) for shape in picture.shapes
    )
    within = all(
        frame.contains(bounds(mark.path).outset(mark.width_pt / PT_PER_MM / 2)) for mark in marks
    )
    return Group("logo", marks, None if within else rectangle(frame), title=alt)


def _mark(shape: VectorShape, frame: Rect, scale: float, profile: Profile) -> PathMark:
    path = tuple(
        Segment(op, tuple(Point(frame.x + p.x * scale, frame.y + p.y * scale) for p in points))
        for op, points in shape.path
    )
    fill, stroke = (
        None if colour is None else _ink(colour, profile) for colour in (shape.fill, shape.stroke)
    )
    width = max(shape.stroke_width * scale * PT_PER_MM, LEAST_STROKE_PT) if stroke else 0.0
    return PathMark(path, fill, stroke, width, round_ends=shape.round_ends, even_odd=shape.even_odd)


def _ink(colour: Colour, profile: Profile) -> Ink:
    if len(colour) == 4:
        name = "cmyk " + " ".join(f"{part * 100:.0f}" for part in colour)
        return Ink(name, colour, screen_colour(colour, profile))
    return Ink("#" + bytes(colour).hex(), press_colour(colour, profile), colour)
