"""The graphics state of a content stream, as far as a preflight asks (ISO 32000-1, 8.4 and 9.3)."""

from __future__ import annotations

from copy import copy
from typing import Any

from cimaise.preflight.colour import GRAY, ColourSpace
from cimaise.preflight.fonts import NO_FONT, FontProgram
from cimaise.preflight.matrix import EVERYWHERE, IDENTITY, Box, Matrix


class Ink:
    """The colour of fills or of strokes: space, values, the pattern if there is one."""

    __slots__ = ("alpha", "overprint", "pattern", "space", "values")

    def __init__(self) -> None:
        self.space: ColourSpace = GRAY
        self.values: tuple[float, ...] = (0.0,)
        self.pattern: Any = None
        self.overprint = False
        self.alpha = 1.0


class State:
    """One graphics state; q copies it."""

    __slots__ = (
        "char_space",
        "clip",
        "ctm",
        "fill",
        "font",
        "h_scale",
        "leading",
        "line_width",
        "overprint_mode",
        "render_mode",
        "rise",
        "size",
        "stroke",
        "word_space",
    )

    def __init__(self, ctm: Matrix = IDENTITY, clip: Box = EVERYWHERE) -> None:
        self.ctm = ctm
        self.clip = clip
        self.fill = Ink()
        self.stroke = Ink()
        self.line_width = 1.0
        self.overprint_mode = 0
        self.font: FontProgram = NO_FONT
        self.size = 0.0
        self.char_space = 0.0
        self.word_space = 0.0
        self.h_scale = 1.0
        self.leading = 0.0
        self.rise = 0.0
        self.render_mode = 0

    def colours(self) -> tuple[object, ...]:
        """What a form inherits of the colours: the same key, the same painting."""
        return (
            self.fill.space,
            self.fill.values,
            self.fill.overprint,
            self.fill.alpha,
            self.stroke.space,
            self.stroke.values,
            self.stroke.overprint,
            self.stroke.alpha,
            self.overprint_mode,
            self.line_width,
        )

    def saved(self) -> State:
        """A copy that later changes to this state do not reach."""
        kept = copy(self)
        kept.fill = copy(self.fill)
        kept.stroke = copy(self.stroke)
        return kept
