"""What is shared while one file is read: bounds, caches, and what was met on the way."""

from __future__ import annotations

from typing import Any

from cimaise.geometry import Rect
from cimaise.preflight.budget import Budget
from cimaise.preflight.colour_spaces import ColourSpaces
from cimaise.preflight.facts import Feature, Font
from cimaise.preflight.fonts import FontProgram, read_font
from cimaise.preflight.layers import LayerStates
from cimaise.preflight.objects import ObjGen, identity
from cimaise.preflight.streams import filters

_MOST_FAULTS = 50


class Reading:
    """One file being read."""

    def __init__(self, budget: Budget, layers: LayerStates) -> None:
        self.budget = budget
        self.layers = layers
        self.spaces = ColourSpaces(budget)
        self.page = 0
        self._programs: dict[ObjGen, FontProgram] = {}
        self._fonts: dict[tuple[str, str, bool], Font] = {}
        self._features: dict[tuple[str, str, int], Feature] = {}
        self._faults: dict[str, None] = {}

    def program(self, dictionary: Any) -> FontProgram:
        """The font of a dictionary; indirect ones are read once."""
        key = identity(dictionary)
        if key is None:
            return read_font(dictionary)
        if key not in self._programs:
            self._programs[key] = read_font(dictionary)
        return self._programs[key]

    def use_font(self, font: FontProgram) -> None:
        """Record that a font paints glyphs."""
        key = (font.name, font.kind, font.embedded)
        if key not in self._fonts:
            self._fonts[key] = Font(font.name, font.kind, font.embedded, font.subset, self.page)

    def feature(self, kind: str, detail: str, box: Rect | None = None) -> None:
        """Record a restricted feature; the same on the same page once."""
        key = (kind, detail, self.page)
        if key not in self._features:
            self._features[key] = Feature(kind, detail, self.page or None, box)

    def note_filters(self, stream: Any, what: str) -> None:
        """Record the filters of a stream in use that a standard may forbid."""
        if "LZWDecode" in filters(stream):
            self.feature("lzw", what)

    def fault(self, message: str) -> None:
        """Record something broken; bounded, the same once."""
        if len(self._faults) < _MOST_FAULTS:
            self._faults[f"page {self.page}: {message}" if self.page else message] = None

    @property
    def fonts(self) -> tuple[Font, ...]:
        """Every font in use."""
        return tuple(self._fonts.values())

    @property
    def features(self) -> tuple[Feature, ...]:
        """Every restricted feature in use."""
        return tuple(self._features.values())

    @property
    def faults(self) -> tuple[str, ...]:
        """Everything found broken."""
        return tuple(self._faults)
