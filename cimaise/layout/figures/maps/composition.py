"""Where the map lies in its frame, and where caption, legend, scale bar and locator stand on it.

They stand on a calm part of the map, sea above all. Where the subject leaves none, it is moved
aside within the frame; where even that does not help, they go below the map, along the foot.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import shapely
from msgspec import Struct, field
from msgspec.structs import replace

from cimaise.geometry import Rect
from cimaise.layout.cut import least_cut
from cimaise.layout.figures.maps import calm
from cimaise.layout.figures.maps.areas import is_shown
from cimaise.layout.figures.maps.ground import reaches_beyond
from cimaise.layout.figures.maps.kinds import role_of
from cimaise.layout.figures.maps.legend import Entry, draw_legend
from cimaise.layout.figures.maps.pieces import Piece, Stack, column, row
from cimaise.layout.figures.maps.projection import (
    Coordinates,
    Projection,
    along,
    crs_for,
    fit_metres,
    project,
)
from cimaise.layout.figures.maps.scale_bar import draw_locator, draw_north, draw_scale_bar
from cimaise.layout.figures.maps.subject import Subject
from cimaise.layout.figures.maps.text import paragraph_block
from cimaise.layout.setting import Setting
from cimaise.resources import map_data
from cimaise.typography.counting import count_words
from cimaise.typography.markdown import parse

# Measures of the caption, in its type sizes, the best first: 45 to 50 characters.
MEASURES_EM = (21.0, 17.0, 25.0, 14.0)
# Shares of the free room left of the subject (and above it), the best first.
ALIGNMENTS = (0.5, 0.7, 0.3, 1.0, 0.0)
# What it costs to take a worse measure, to set the legend beside the caption instead of below, or
# in a room of its own; in the unrest of rooms.
RANK_COST, BESIDE_COST, APART_COST = 0.06, 0.15, 0.3
NOTHING = Piece((), 0.0, 0.0)
# The caption below the map takes this share of its width at most.
FOOT_SHARE = 0.62
# What stands below the map takes this share of the frame's height at most: the map first.
FOOT_MOST = 0.45


class Furniture(Struct, frozen=True):
    """What is to stand on the map: the caption and attribution in words, the legend's rows."""

    caption: str
    caption_language: str
    attribution: str
    entries: tuple[Entry, ...]
    scale: bool
    locator: bool

    @property
    def key_names(self) -> tuple[str, ...]:
        """What explains the map besides words."""
        return ("its legend",) * bool(self.entries) + ("its scale bar",) * self.scale


class LeftOut(Struct, frozen=True):
    """What found no room: words of the caption, from its end; the pieces, by their names."""

    words: int = 0
    height_mm: float = 0.0
    """What the whole caption needs more than there is."""
    pieces: tuple[str, ...] = ()


class Composition(Struct, frozen=True):
    """The fitted projection, the frame for labels, what land and sea fill, pieces in place."""

    projection: Projection
    frame: Rect
    bleed: Rect
    pieces: tuple[tuple[Rect, Piece], ...]
    has_locator: bool = False
    left_out: LeftOut = LeftOut()


class Canvas(Struct, frozen=True):
    """The room for a map, and what it must keep clear of."""

    frame: Rect
    bleed: Rect
    clear: tuple[Rect, ...]


def compose(
    subject: Subject, furniture: Furniture, canvas: Canvas, setting: Setting
) -> Composition:
    """Fit the subject and find a room for each piece of furniture."""
    extent = _extent(subject)
    edge = map_data.style()["label"]["edge_mm"] * setting.scale
    inner = _within(canvas.frame, canvas.bleed.outset(-4 * edge))
    best: Composition | None = None
    drawn = _Drawn(furniture, setting)
    held = _held(subject, setting)
    for rank, align in enumerate(_alignments(extent, subject, canvas, setting)):
        projection = _fitted(subject, extent, canvas, setting, align)
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
    return best or _with_foot(subject, extent, drawn, canvas, setting)


def _within(frame: Rect, room: Rect) -> Rect:
    """What frame and room share: texts keep off the map's own edges too."""
    left, top = max(frame.x, room.x), max(frame.y, room.y)
    right, bottom = min(frame.right, room.right), min(frame.bottom, room.bottom)
    if right <= left or bottom <= top:
        return frame
    return Rect(left, top, right - left, bottom - top)


def _extent(subject: Subject) -> Coordinates:
    """The points that must be seen, in metres: the area, and what lies in or near it."""
    points = [
        along(subject.box)
        if subject.outline is None
        else shapely.get_coordinates(shapely.simplify(subject.outline, 0.02))
    ]
    points += [
        np.array([found.place.at])
        for found in subject.places
        if is_shown(found.place.at, subject.box)
    ]
    return project(crs_for(subject.box), np.concatenate(points))


def _fitted(
    subject: Subject,
    extent: Coordinates,
    canvas: Canvas,
    setting: Setting,
    align: tuple[float, float],
) -> Projection:
    pad = map_data.style()["padding_mm"] * setting.scale
    pad = min(pad, canvas.frame.width * 0.06, canvas.frame.height * 0.06)
    return fit_metres(crs_for(subject.box), extent, canvas.frame.outset(-pad), align)


def _alignments(
    extent: Coordinates, subject: Subject, canvas: Canvas, setting: Setting
) -> list[tuple[float, float]]:
    """The ways to share out the free room; just one where there is hardly any."""
    middle = _fitted(subject, extent, canvas, setting, (0.5, 0.5))
    page = middle.placed(extent)
    free_x = canvas.frame.width - np.ptp(page[:, 0])
    free_y = canvas.frame.height - np.ptp(page[:, 1])
    if free_x > canvas.frame.width * 0.12:
        return [(share, 0.5) for share in ALIGNMENTS]
    if free_y > canvas.frame.height * 0.12:
        return [(0.5, share) for share in ALIGNMENTS]
    return [(0.5, 0.5)]


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
    drawn: _Drawn,
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


class _Drawn(Struct, dict=True):
    """The furniture's pieces, each drawn once though tried in many rooms."""

    furniture: Furniture
    setting: Setting
    _captions: dict[tuple[float, float, int | None], Piece] = field(default_factory=dict)

    @cached_property
    def legend(self) -> Piece:
        """What is used, explained."""
        return draw_legend(self.furniture.entries, self.setting)

    def caption(self, measure_em: float, most_mm: float, words: int | None = None) -> Piece:
        """The caption or its first words and, below it and small, whose base map it is."""
        asked = (measure_em, most_mm, words)
        known = self._captions.get(asked)
        if known is None:
            known = self._captions[asked] = self._caption(*asked)
        return known

    def _caption(self, measure_em: float, most_mm: float, words: int | None) -> Piece:
        role = role_of(self.setting, "caption").speaking(self.furniture.caption_language)
        small = role_of(self.setting, "credit")
        width = min(measure_em * role.style.size_mm, most_mm)
        texts = (self.furniture.caption, role, words), (self.furniture.attribution, small, None)
        blocks = [
            paragraph_block(text, use, width, most)
            for text, use, most in texts
            if text and most != 0
        ]
        pieces = [Piece(block.runs, block.width, block.height) for block in blocks]
        return column(pieces, small.style.size_mm * 0.55)

    def key(self, projection: Projection, frame: Rect) -> Piece:
        """Legend and scale bar, and north where it is not up."""
        pieces = [self.legend]
        gap = map_data.style()["furniture_gap_mm"] * self.setting.scale
        if self.furniture.scale:
            km_per_mm = projection.km_per_mm(frame.centre)
            bar = draw_scale_bar(km_per_mm, frame.width, self.setting)
            north = draw_north(projection.north_deg(frame.centre), self.setting)
            pieces.append(row([bar, north], gap))
        return column(pieces, gap * 0.8)


def _with_foot(
    subject: Subject,
    extent: Coordinates,
    drawn: _Drawn,
    canvas: Canvas,
    setting: Setting,
) -> Composition:
    """The map shortened, and caption, legend and scale bar in a strip below it."""
    frame = canvas.frame
    gap = map_data.style()["furniture_gap_mm"] * setting.scale
    draft = _fitted(subject, extent, canvas, setting, (0.5, 0.5))
    key = drawn.key(draft, frame)
    em = role_of(setting, "caption").style.size_mm
    most = frame.height * FOOT_MOST - gap
    dropped: list[str] = []
    if key.height > most:
        dropped += drawn.furniture.key_names
        key = NOTHING
    room = min(frame.width * FOOT_SHARE, frame.width - key.width - 2 * gap, 26 * em)
    caption, over = _caption_within(drawn, max(room, 8 * em) / em, frame.width, most)
    if drawn.furniture.attribution and not caption.height:
        dropped.append("the credit of its base map")
    strip = row([caption, key], 2 * gap)
    height = strip.height + gap if strip.height else 0.0
    shorter = Rect(frame.x, frame.y, frame.width, frame.height - height)
    foot = shorter.bottom if height else canvas.bleed.bottom
    bleed = Rect(
        canvas.bleed.x, canvas.bleed.y, canvas.bleed.width, max(foot - canvas.bleed.y, 1e-3)
    )
    smaller = Canvas(shorter, bleed, canvas.clear)
    projection = _fitted(subject, extent, smaller, setting, (0.5, 0.5))
    pieces: list[tuple[Rect, Piece]] = []
    if strip.height:
        if key.height:
            # Drawn anew: the scale is that of the shortened map.
            key = drawn.key(projection, frame)
        y = shorter.bottom + gap
        pieces.append((Rect(frame.x, y, caption.width, caption.height), caption))
        if key.height:
            at = Rect(frame.right - key.width, y, key.width, key.height)
            pieces.append((at, key))
    left_out = replace(over, pieces=tuple(dropped))
    return Composition(projection, shorter, bleed, tuple(pieces), left_out=left_out)


def _caption_within(
    drawn: _Drawn, measure_em: float, width_mm: float, most_mm: float
) -> tuple[Piece, LeftOut]:
    """As much of the caption as is no higher than `most_mm`, and what is left out of it."""
    whole = drawn.caption(measure_em, width_mm)
    if whole.height <= most_mm:
        return whole, LeftOut()
    words = sum(count_words(block.text) for block in parse(drawn.furniture.caption))
    over = words

    def fits(kept: int) -> bool:
        return drawn.caption(measure_em, width_mm, kept).height <= most_mm

    if words and fits(0):
        over = least_cut(fits, words, 1)
    piece = drawn.caption(measure_em, width_mm, words - over)
    return piece if piece.height <= most_mm else NOTHING, LeftOut(over, whole.height - most_mm)
