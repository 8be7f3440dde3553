"""Where the map lies in its frame, and where caption, legend, scale bar and locator stand on it.

They stand on a calm part of the map, sea above all. Where the subject leaves none, it is moved
aside within the frame; where even that does not help, they go below the map, along the foot.
"""

from __future__ import annotations

from collections.abc import Sequence

from cimaise.geometry import Rect
from cimaise.layout.figures.maps import calm
from cimaise.layout.figures.maps.fitting import Canvas, alignments, extent_of, fitted
from cimaise.layout.figures.maps.foot_strip import with_foot
from cimaise.layout.figures.maps.furniture import Composition, DrawnFurniture, Furniture
from cimaise.layout.figures.maps.ground import reaches_beyond
from cimaise.layout.figures.maps.kinds import role_of
from cimaise.layout.figures.maps.pieces import Piece, Stack
from cimaise.layout.figures.maps.projection import Projection
from cimaise.layout.figures.maps.scale_bar import draw_locator
from cimaise.layout.figures.maps.subject import Subject
from cimaise.layout.setting import Setting
from cimaise.resources import map_data

# Measures of the caption, in its type sizes, the best first: 45 to 50 characters.
MEASURES_EM = (21.0, 17.0, 25.0, 14.0)
# What it costs to take a worse measure, to set the legend beside the caption instead of below, or
# in a room of its own; in the unrest of rooms.
RANK_COST, BESIDE_COST, APART_COST = 0.06, 0.15, 0.3


def compose(
    subject: Subject, furniture: Furniture, canvas: Canvas, setting: Setting
) -> Composition:
    """Fit the subject and find a room for each piece of furniture."""
    extent = extent_of(subject)
    edge = map_data.style()["label"]["edge_mm"] * setting.scale
    inner = _within(canvas.frame, canvas.bleed.outset(-4 * edge))
    best: Composition | None = None
    drawn = DrawnFurniture(furniture, setting)
    held = _held(subject, setting)
    for rank, align in enumerate(alignments(extent, subject, canvas, setting)):
        projection = fitted(subject, extent, canvas, setting, align)
        # Never moved so far aside that the page shows where the carried layers end.
        if rank and subject.layers and reaches_beyond(projection.window(canvas.bleed)):
            continue
        unrest = calm.unrest_of(projection, inner, subject.area, held, canvas.clear, subject.layers)
        found = _on_the_map(drawn, projection, unrest, canvas, setting)
        if found is not None:
            locator = _located(furniture, projection, unrest, canvas, found, setting)
            pieces = (*found, *locator)
            best = Composition(projection, canvas.frame, canvas.bleed, pieces, bool(locator))
            break
    return best or with_foot(subject, extent, drawn, canvas, setting)


def _within(frame: Rect, room: Rect) -> Rect:
    """What frame and room share: texts keep off the map's own edges too."""
    left, top = max(frame.x, room.x), max(frame.y, room.y)
    right, bottom = min(frame.right, room.right), min(frame.bottom, room.bottom)
    if right <= left or bottom <= top:
        return frame
    return Rect(left, top, right - left, bottom - top)


def _held(subject: Subject, setting: Setting) -> calm.Held:
    lines = [
        1 + (found.date is not None) + (found.place.note is not None) for found in subject.places
    ]
    return calm.Held(
        tuple(found.place.at for found in subject.places),
        tuple(lines),
        tuple(known.route.via for known in subject.routes),
        tuple(known.zone.polygon for known in subject.zones),
        role_of(setting, "map-town").style.size_mm,
    )


def _on_the_map(
    drawn: DrawnFurniture,
    projection: Projection,
    unrest: calm.Unrest,
    canvas: Canvas,
    setting: Setting,
) -> tuple[tuple[Rect, Piece], ...] | None:
    """Rooms for everything in one column; in two where one finds none; None where neither does."""
    frame = canvas.frame
    gap = map_data.style()["furniture_gap_mm"] * setting.scale
    key = drawn.key(projection, frame)
    best: tuple[float, Sequence[tuple[Rect, Stack]]] | None = None
    for rank, measure in enumerate(MEASURES_EM):
        # No room costs less than nothing.
        if best is not None and best[0] <= RANK_COST * rank:
            break
        caption = drawn.caption(measure, frame.width)
        for stacks, more in (
            ([Stack((caption, key), gap)], 0.0),
            ([Stack((caption, key), 2 * gap, beside=True)], BESIDE_COST),
            ([Stack((caption,), gap), Stack((key,), gap)], APART_COST),
        ):
            found = _rooms([stack for stack in stacks if stack.height], unrest)
            if found is None:
                continue
            cost = found[0] + RANK_COST * rank + more
            if best is None or cost < best[0]:
                best = (cost, found[1])
    if best is None:
        return None
    return tuple((rect, stack.drawn()) for rect, stack in best[1])


def _rooms(
    stacks: Sequence[Stack], unrest: calm.Unrest
) -> tuple[float, Sequence[tuple[Rect, Stack]]] | None:
    """The rooms for these pieces and how restless they are; None where one is not calm."""
    found: list[tuple[Rect, Stack]] = []
    total = area = 0.0
    air = unrest.margin
    for stack in stacks:
        room = unrest.calmest(
            stack.width + 2 * air, stack.height + 2 * air, [rect for rect, _ in found]
        )
        if room is None or room[1] > calm.CALM:
            return None
        rect = room[0].inset(air, air, air, air)
        found.append((rect, stack))
        total += room[1] * rect.width * rect.height
        area += rect.width * rect.height
    return total / max(area, 1e-9), found


def _located(
    furniture: Furniture,
    projection: Projection,
    unrest: calm.Unrest,
    canvas: Canvas,
    taken: Sequence[tuple[Rect, Piece]],
    setting: Setting,
) -> tuple[tuple[Rect, Piece], ...]:
    if not furniture.locator:
        return ()
    piece = draw_locator(projection, canvas.bleed, setting)
    if not piece.height:
        return ()
    air = unrest.margin
    room = unrest.calmest(
        piece.width + 2 * air, piece.height + 2 * air, [rect for rect, _ in taken]
    )
    if room is None or room[1] >= calm.TAKEN / 8:
        return ()
    return ((room[0].inset(air, air, air, air), piece),)
