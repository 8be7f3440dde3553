"""What stands on a map or below it: caption, credit, legend, scale bar, north, locator."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct, field

from cimaise.geometry import Rect
from cimaise.layout.figures.maps.kinds import role_of
from cimaise.layout.figures.maps.legend import Entry, draw_legend
from cimaise.layout.figures.maps.pieces import Piece, column, row
from cimaise.layout.figures.maps.projection import Projection
from cimaise.layout.figures.maps.scale_bar import draw_north, draw_scale_bar
from cimaise.layout.figures.maps.text import paragraph_block
from cimaise.layout.setting import Setting
from cimaise.resources import map_data


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


class DrawnFurniture(Struct, dict=True):
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
