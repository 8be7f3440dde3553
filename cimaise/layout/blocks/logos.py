"""Partners' logos: one height of eye, side by side from the left, spaced by their own height."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from cimaise.diagnostics import Diagnostic, InputError, error
from cimaise.geometry import Point, Rect, Segment, bounds, rectangle
from cimaise.inks import Ink
from cimaise.layout.context import Context
from cimaise.layout.marks import Group, Mark, PathMark, PictureMark
from cimaise.layout.setting import Laid
from cimaise.model.paths import picture_file, profile_file
from cimaise.resources.pictures import facts
from cimaise.resources.profiles import Profile, carried_cmyk, load_profile, press_colour
from cimaise.resources.vector_pictures import VectorPicture, VectorShape, vector_picture
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
        try:
            placed.append(KINDS.get(file.suffix.lower(), _picture)(context, index, file))
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
        marks.append(draw(Rect(x, y, tall * aspect, tall)))
        x += tall * (aspect + GAP)
    return Laid(tuple(marks), tall, tuple(diagnostics))


def _picture(context: Context, index: int, file: Path) -> Drawing:
    width, height = facts(file, context.span("logos", index, "file")).pixels
    alt = _alt(context, index)
    return width / height, lambda frame: PictureMark(frame, file, alt=alt, index=index)


def _vectors(context: Context, index: int, file: Path) -> Drawing:
    picture = vector_picture(file, context.span("logos", index, "file"))
    alt, profile = _alt(context, index), _profile(context)
    return picture.width / picture.height, lambda frame: _drawn(picture, frame, alt, profile)


def _document(context: Context, index: int, file: Path) -> Drawing:
    found = error(
        "logo-unsupported",
        f"logo {file.name} cannot be drawn: it is a PDF",
        context.span("logos", index, "file"),
        hint="save it as SVG of plain paths, or as PNG at 300 ppi",
    )
    raise InputError([found])


KINDS: Final = {".svg": _vectors, ".pdf": _document}


def _alt(context: Context, index: int) -> str:
    return context.text(context.panel.logos[index].alt)


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
        None if rgb is None else Ink("#" + bytes(rgb).hex(), press_colour(rgb, profile), rgb)
        for rgb in (shape.fill, shape.stroke)
    )
    width = max(shape.stroke_width * scale * PT_PER_MM, LEAST_STROKE_PT) if stroke else 0.0
    return PathMark(path, fill, stroke, width, round_ends=shape.round_ends, even_odd=shape.even_odd)


def _profile(context: Context) -> Profile:
    """The printer's profile; the one that Cimaise carries where it cannot be read."""
    exhibition = context.exhibition
    file = profile_file(exhibition.folder, exhibition.printers[exhibition.printer].profile)
    try:
        profile = load_profile(file) if isinstance(file, Path) else carried_cmyk()
    except InputError:
        return carried_cmyk()  # painting reports it
    return profile if profile.space == "CMYK" else carried_cmyk()
