"""What finds no room on a map: in a strip below it, along the foot of its frame."""

from __future__ import annotations

from msgspec.structs import replace

from cimaise.geometry import Rect
from cimaise.layout.cut import least_cut
from cimaise.layout.figures.maps.fitting import Canvas, fitted
from cimaise.layout.figures.maps.furniture import Composition, DrawnFurniture, LeftOut
from cimaise.layout.figures.maps.kinds import role_of
from cimaise.layout.figures.maps.pieces import Piece, row
from cimaise.layout.figures.maps.projection import Coordinates
from cimaise.layout.figures.maps.subject import Subject
from cimaise.layout.setting import Setting
from cimaise.resources import map_data
from cimaise.typography.counting import count_words
from cimaise.typography.markdown import parse

NOTHING = Piece((), 0.0, 0.0)
# The caption below the map takes this share of its width at most.
FOOT_SHARE = 0.62
# What stands below the map takes this share of the frame's height at most: the map first.
FOOT_MOST = 0.45


def with_foot(
    subject: Subject,
    extent: Coordinates,
    drawn: DrawnFurniture,
    canvas: Canvas,
    setting: Setting,
) -> Composition:
    """The map shortened, and caption, legend and scale bar in a strip below it."""
    frame = canvas.frame
    gap = map_data.style()["furniture_gap_mm"] * setting.scale
    draft = fitted(subject, extent, canvas, setting, (0.5, 0.5))
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
    projection = fitted(subject, extent, smaller, setting, (0.5, 0.5))
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
    drawn: DrawnFurniture, measure_em: float, width_mm: float, most_mm: float
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
