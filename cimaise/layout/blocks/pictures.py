"""Pictures: cropped to their slot around the focus, their caption and credit under them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from cimaise.diagnostics import Diagnostic, InputError, Span, error
from cimaise.geometry import Rect
from cimaise.layout.blocks.display import below
from cimaise.layout.blocks.prose import Prose, prose_of, set_prose
from cimaise.layout.context import Context
from cimaise.layout.marks import PictureMark
from cimaise.layout.setting import Laid, together
from cimaise.model.panel import Picture
from cimaise.model.paths import picture_file
from cimaise.resources.cache import cache_for
from cimaise.resources.known_pictures import facts

Crop = tuple[float, float, float, float]

# A picture keeps this share of its slot's height, however much is said under it.
LEAST_SHARE = 1 / 3
# Between a caption and its credit, in steps of the grid.
CREDIT_GAP = 0.35


def lay_out_image(context: Context) -> Laid:
    """The slot's picture; its caption too, unless the layout has a caption slot for it."""
    index = context.slot.index - 1
    picture = context.panel.images[index]
    if _captioned_elsewhere(context):
        return _framed(context, picture, index, context.cell.outer)
    inner, outer = context.cell.inner, context.cell.outer
    gap = context.grid.unit
    top = Rect(outer.x, outer.y, outer.width, inner.y + inner.height * LEAST_SHARE - outer.y)
    if context.slot.fit == "whole":
        top = _whole(context, picture, top)
    most = inner.bottom - top.bottom
    caption = _caption(context, picture, index, replace(inner, height=max(0.0, most - gap)))
    room = _room(context, [caption], most)
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
    return together((framed, under), inner.height)


def lay_out_images(context: Context) -> Laid:
    """All pictures from the slot's index on, side by side, captions under them."""
    first = context.slot.index - 1
    pictures = context.panel.images[first:]
    gutter = context.layout.grid.gutter.mm(context.setting.scale, context.grid.trim.width)
    inner = context.cell.inner
    width = (inner.width - gutter * (len(pictures) - 1)) / len(pictures)
    areas = [
        Rect(inner.x + place * (width + gutter), inner.y, width, inner.height)
        for place in range(len(pictures))
    ]
    gap, most = context.grid.unit, inner.height * (1 - LEAST_SHARE)
    captions = [
        _caption(context, picture, first + place, replace(area, height=max(0.0, most - gap)))
        for place, (picture, area) in enumerate(zip(pictures, areas, strict=True))
    ]
    room = _room(context, captions, most)
    parts: list[Laid] = []
    for place, (picture, area) in enumerate(zip(pictures, areas, strict=True)):
        frame = Rect(area.x, area.y, area.width, area.height - room)
        parts.append(_framed(context, picture, first + place, frame))
        under = Rect(area.x, frame.bottom + gap, area.width, max(0.0, room - gap))
        parts.append(_caption(context, picture, first + place, under))
    return together(parts, inner.height)


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
    if frame.width <= 0 or frame.height <= 0:
        return Laid(diagnostics=(_no_room(context, span),))
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


def _no_room(context: Context, span: Span | None) -> Diagnostic:
    return error(
        "no-room",
        f"slot `{context.name}` has no room for its picture",
        span,
        panel=context.panel.label,
        slot=context.name,
        hint=f"give slot `{context.name}` more room in layout `{context.panel.layout}`",
    )


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
    """The caption, its credit under it: what one takes, the other has not.

    The credit takes its room first; one line is the caption's in any case.
    """
    parts: list[Prose] = []
    for field, text in (("caption", picture.caption), ("credit", picture.credit)):
        if text:
            role = context.inked(context.setting.role(field))
            parts.append(prose_of(context, text, role, "images", index, field))
    if not parts:
        return Laid()
    gap = context.grid.unit * CREDIT_GAP
    upper, *lower = parts
    room = area.height
    for credit in lower:
        # At the caption's least size: what the credit is told must not hang on its present one.
        line = upper.role.style.cap_mm * upper.role.min_size_pt / upper.role.style.size_pt
        taken = set_prose(context, credit, below(area, line + gap))
        over = taken.is_overset
        room = min(room, line) if over else room - gap - taken.height_mm
    laid = [set_prose(context, upper, replace(area, height=room))]
    used = laid[0].height_mm
    for credit in lower:
        start = used + gap if used else 0.0
        laid.append(set_prose(context, credit, below(area, start)))
        used = start + laid[1].height_mm if laid[1].height_mm else used
    return together(laid, used)


def _room(context: Context, captions: Sequence[Laid], most: float) -> float:
    """What captions take of the slot's height, with the gap over them: at `most` if overset."""
    if any(caption.is_overset for caption in captions):
        return most
    height = max(caption.height_mm for caption in captions)
    return min(_stepped(height + context.grid.unit, context.grid.unit), most) if height else 0.0


def _captioned_elsewhere(context: Context) -> bool:
    return any(
        slot.block == "caption" and slot.index == context.slot.index
        for slot in context.layout.slots.values()
    )


def _stepped(height: float, unit: float) -> float:
    """`height` rounded up to whole baseline steps, so that pictures end on the grid."""
    return -(-height // unit) * unit
