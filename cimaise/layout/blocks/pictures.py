"""Pictures: cropped to their slot around the focus, their caption and credit under them."""

from __future__ import annotations

from pathlib import Path

from cimaise.diagnostics import Diagnostic, InputError
from cimaise.geometry import Rect
from cimaise.layout.blocks.prose import Prose, prose_of, set_prose
from cimaise.layout.context import Context
from cimaise.layout.marks import Mark, PictureMark
from cimaise.layout.setting import Laid, SlotFit
from cimaise.model.panel import Picture
from cimaise.model.paths import picture_file
from cimaise.resources.cache import cache_for
from cimaise.resources.known_pictures import facts

Crop = tuple[float, float, float, float]


def lay_out_image(context: Context) -> Laid:
    """The slot's picture; its caption too, unless the layout has a caption slot for it."""
    index = context.slot.index - 1
    picture = context.panel.images[index]
    if _captioned_elsewhere(context):
        return _framed(context, picture, index, context.cell.outer)
    caption = _caption(context, picture, index, context.cell.inner)
    inner, outer = context.cell.inner, context.cell.outer
    gap = context.grid.unit if caption.height_mm else 0.0
    room = _stepped(caption.height_mm + gap, context.grid.unit)
    frame = Rect(outer.x, outer.y, outer.width, inner.bottom - room - outer.y)
    if context.slot.fit == "whole":
        frame = _whole(context, picture, frame)
    framed = _framed(context, picture, index, frame)
    under = _caption(
        context,
        picture,
        index,
        Rect(inner.x, frame.bottom + gap, inner.width, inner.bottom - frame.bottom - gap),
    )
    return Laid(
        (*framed.marks, *under.marks),
        inner.height,
        (*framed.diagnostics, *under.diagnostics),
        under.fits,
    )


def lay_out_images(context: Context) -> Laid:
    """All pictures from the slot's index on, side by side, captions under them."""
    first = context.slot.index - 1
    pictures = context.panel.images[first:]
    gutter = context.grid.columns[1][0] - context.grid.columns[0][1] if context.grid.columns else 0
    inner = context.cell.inner
    width = (inner.width - gutter * (len(pictures) - 1)) / len(pictures)
    areas = [
        Rect(inner.x + place * (width + gutter), inner.y, width, inner.height)
        for place in range(len(pictures))
    ]
    heights = [
        _caption(context, picture, first + place, area).height_mm
        for place, (picture, area) in enumerate(zip(pictures, areas, strict=True))
    ]
    gap = context.grid.unit
    room = _stepped(max(heights) + gap, context.grid.unit)
    parts: list[Laid] = []
    for place, (picture, area) in enumerate(zip(pictures, areas, strict=True)):
        frame = Rect(area.x, area.y, area.width, area.height - room)
        parts.append(_framed(context, picture, first + place, frame))
        under = Rect(area.x, frame.bottom + gap, area.width, room - gap)
        parts.append(_caption(context, picture, first + place, under))
    return Laid(
        tuple(mark for part in parts for mark in part.marks),
        inner.height,
        tuple(found for part in parts for found in part.diagnostics),
        tuple(fit for part in parts for fit in part.fits),
    )


def lay_out_caption(context: Context) -> Laid:
    """The caption and credit of the slot's picture, where it stands apart from it."""
    index = context.slot.index - 1
    return _caption(context, context.panel.images[index], index, context.cell.inner)


def crop_to(
    aspect: float, pixels: tuple[int, int], within: Crop, focus: tuple[float, float]
) -> Crop:
    """The largest part of `within` of that width/height, as near as can be to `focus`.

    All in fractions of the picture; `pixels` is its size, which gives the fractions their shape.
    """
    left, top, right, bottom = within
    width, height = (right - left) * pixels[0], (bottom - top) * pixels[1]
    if width / height > aspect:
        width = height * aspect
    else:
        height = width / aspect
    share_x, share_y = width / pixels[0], height / pixels[1]
    x = min(max(focus[0] - share_x / 2, left), right - share_x)
    y = min(max(focus[1] - share_y / 2, top), bottom - share_y)
    return (x, y, x + share_x, y + share_y)


def _framed(context: Context, picture: Picture, index: int, frame: Rect) -> Laid:
    found = picture_file(context.exhibition.folder, picture.file)
    span = context.span("images", index, "file")
    if not isinstance(found, Path):
        return Laid()  # loading has reported it
    try:
        known = facts(found, span, cache_for(context.exhibition.folder))
    except InputError as problem:
        return Laid(diagnostics=problem.diagnostics)
    crop = crop_to(
        frame.width / frame.height,
        known.pixels,
        picture.crop or (0.0, 0.0, 1.0, 1.0),
        picture.focus,
    )
    ink = context.setting.ink(picture.ink) if picture.ink else None
    alt = context.text(picture.alt)
    # The theme's paper is an ink: bare white would stand out where a picture is transparent.
    paper = context.setting.paper if ink or known.has_alpha else None
    mark = PictureMark(frame, found, crop, ink, paper, alt, index)
    return Laid((mark,), frame.height)


def _whole(context: Context, picture: Picture, frame: Rect) -> Rect:
    """The largest rectangle of the picture's own shape at the frame's top left."""
    file = picture_file(context.exhibition.folder, picture.file)
    try:
        cache = cache_for(context.exhibition.folder)
        size = facts(file, cache=cache).pixels if isinstance(file, Path) else (1, 1)
    except InputError:
        return frame  # laying it out reports it
    left, top, right, bottom = picture.crop or (0.0, 0.0, 1.0, 1.0)
    aspect = (right - left) * size[0] / ((bottom - top) * size[1])
    width = min(frame.width, frame.height * aspect)
    return Rect(frame.x, frame.y, width, width / aspect)


def _caption(context: Context, picture: Picture, index: int, area: Rect) -> Laid:
    parts: list[Prose] = []
    for field, text in (("caption", picture.caption), ("credit", picture.credit)):
        if text:
            role = context.inked(context.setting.role(field))
            parts.append(prose_of(context, text, role, "images", index, field))
    if not parts:
        return Laid()
    marks: list[Mark] = []
    fits: list[SlotFit] = []
    diagnostics: list[Diagnostic] = []
    y = area.y
    for part in parts:
        laid = set_prose(context, part, Rect(area.x, y, area.width, area.bottom - y))
        marks += laid.marks
        fits += laid.fits
        diagnostics += laid.diagnostics
        y += laid.height_mm + context.grid.unit * 0.35
    return Laid(
        tuple(marks), y - area.y - context.grid.unit * 0.35, tuple(diagnostics), tuple(fits)
    )


def _captioned_elsewhere(context: Context) -> bool:
    return any(
        slot.block == "caption" and slot.index == context.slot.index
        for slot in context.layout.slots.values()
    )


def _stepped(height: float, unit: float) -> float:
    """`height` rounded up to whole baseline steps, so that pictures end on the grid."""
    return -(-height // unit) * unit
