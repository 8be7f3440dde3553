"""Walks a content stream with its graphics state: the operators of paths, colour and state.

Text is in text.py, what is drawn from resources (forms, images, patterns, masks) in nested.py;
walker.py joins the three. Operands of a wrong type raise TypeError or ValueError, which the walker
notes as a fault of the file.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from cimaise.preflight.budget import SAVED_STATES
from cimaise.preflight.colour import ColourSpace, first_values
from cimaise.preflight.facts import Shape
from cimaise.preflight.matrix import Box, Matrix, common, least_stretch, product
from cimaise.preflight.objects import ObjGen
from cimaise.preflight.paths import PathInProgress
from cimaise.preflight.reading import Reading
from cimaise.preflight.recorder import Recorder
from cimaise.preflight.scope import Scope
from cimaise.preflight.state import Ink, State


def real(value: Any) -> float:
    """A number operand; raises TypeError for anything else."""
    if not isinstance(value, float):
        raise TypeError("no number")
    return value


def six(operands: list[Any]) -> Matrix:
    """A matrix of the last six operands."""
    a, b, c, d, e, f = (real(value) for value in operands[-6:])
    return (a, b, c, d, e, f)


class Content(ABC):
    """State and the simple operators of one content stream."""

    def __init__(
        self,
        reading: Reading,
        recorder: Recorder,
        resources: Any,
        state: State,
        depth: int = 0,
        active: frozenset[ObjGen] = frozenset(),
        colour_locked: bool = False,
    ) -> None:
        self.reading, self.recorder = reading, recorder
        self.scope = Scope(resources, reading)
        self.state = state
        self.base = state.ctm
        self.depth, self.active = depth, active
        self.colour_locked = colour_locked
        self.path = PathInProgress()
        self._saved: list[State] = []
        self._too_deep = 0
        self._clip_next = False
        self._marked: list[bool] = []

    # --- state -------------------------------------------------------------------------------

    def op_save(self, _: list[Any]) -> None:
        """Keep the state (q)."""
        if len(self._saved) >= SAVED_STATES:
            self._too_deep += 1
            self.reading.fault(f"q is nested deeper than {SAVED_STATES}")
        else:
            self._saved.append(self.state.saved())

    def op_restore(self, _: list[Any]) -> None:
        """Take the kept state (Q)."""
        if self._too_deep:
            self._too_deep -= 1
        elif self._saved:
            self.state = self._saved.pop()

    def op_concat(self, operands: list[Any]) -> None:
        """Change the coordinates (cm)."""
        self.state.ctm = product(six(operands), self.state.ctm)

    def op_line_width(self, operands: list[Any]) -> None:
        """Set the line width (w)."""
        self.state.line_width = abs(real(operands[-1]))

    def op_begin_marked(self, operands: list[Any]) -> None:
        """Begin marked content (BDC, BMC); a hidden layer hides what follows."""
        hides = False
        if len(operands) > 1 and operands[0] == "OC" and isinstance(operands[1], str):
            hides = self.reading.layers.hides(self.scope.named("/Properties", operands[1]))
        self._marked.append(hides)
        self.recorder.hidden += hides

    def op_end_marked(self, _: list[Any]) -> None:
        """End marked content (EMC)."""
        if self._marked:
            self.recorder.hidden -= self._marked.pop()

    def finish(self) -> None:
        """Close what the stream left open, so that the next stream starts clean."""
        while self._marked:
            self.op_end_marked([])

    # --- colour ------------------------------------------------------------------------------

    def set_space(self, ink: Ink, operands: list[Any]) -> None:
        """Choose a colour space (cs, CS)."""
        if isinstance(operands[-1], str) and not self.colour_locked:
            ink.space = self.scope.space(operands[-1])
            ink.values, ink.pattern = first_values(ink.space), None

    def set_values(self, ink: Ink, operands: list[Any]) -> None:
        """Choose a colour in the current space (sc, scn, SC, SCN)."""
        if self.colour_locked:
            return
        if operands and isinstance(operands[-1], str):
            ink.pattern = self.scope.named("/Pattern", operands[-1])
            operands = operands[:-1]
        else:
            ink.pattern = None
        ink.values = tuple(real(value) for value in operands)

    def set_device(self, ink: Ink, device: str, operands: list[Any]) -> None:
        """Choose a device space and a colour in it (g, rg, k and the like)."""
        if not self.colour_locked:
            space: ColourSpace = self.scope.space(device)
            values = tuple(real(value) for value in operands[-space.components :])
            if len(values) != space.components:
                raise ValueError("too few operands")
            ink.space, ink.values, ink.pattern = space, values, None

    # --- paths -------------------------------------------------------------------------------

    def op_move(self, operands: list[Any]) -> None:
        """Begin a subpath (m)."""
        x, y = operands
        self.path.move(x, y)

    def op_line(self, operands: list[Any]) -> None:
        """A straight line (l)."""
        x, y = operands
        self.path.line(x, y)

    def op_curve(self, operands: list[Any]) -> None:
        """A curve (c, v, y)."""
        if len(operands) not in (4, 6):
            raise ValueError("a curve has four or six numbers")
        self.path.curve(*operands)

    def op_rectangle(self, operands: list[Any]) -> None:
        """A rectangle (re)."""
        x, y, width, height = operands
        self.path.rectangle(x, y, width, height)

    def op_close(self, _: list[Any]) -> None:
        """Close the subpath (h)."""
        self.path.close()

    def op_clip(self, _: list[Any]) -> None:
        """Clip by the path that is about to be painted (W, W*)."""
        self._clip_next = True

    def paint_path(self, *, fill: bool, stroke: bool, close: bool = False) -> None:
        """Paint the path and forget it."""
        path, self.path = self.path, PathInProgress()
        clips, self._clip_next = self._clip_next, False
        if close:
            path.close()
        state = self.state
        box = path.bounds(state.ctm)
        if box is None:
            return
        if fill:
            paint = self.recorder.paint(state.fill, state.overprint_mode)
            thickness = path.thinnest_rectangle(state.ctm)
            width = None if thickness is None else round(thickness, 6)
            self.recorder.add(
                Shape,
                paint,
                box,
                state.clip,
                state.fill.alpha > 0,
                stroked=False,
                width_pt=width,
            )
            self.paint_pattern(state.fill, box)
        if stroke:
            width = round(state.line_width * least_stretch(state.ctm), 6)
            half = width / 2
            grown = (box[0] - half, box[1] - half, box[2] + half, box[3] + half)
            paint = self.recorder.paint(state.stroke, state.overprint_mode)
            self.recorder.add(
                Shape,
                paint,
                grown,
                state.clip,
                state.stroke.alpha > 0,
                stroked=True,
                width_pt=width,
            )
            self.paint_pattern(state.stroke, grown)
        if clips:
            state.clip = common(state.clip, box)

    @abstractmethod
    def paint_pattern(self, ink: Ink, box: Box) -> None:
        """Walk the pattern that an ink paints `box` with, if any."""

    @abstractmethod
    def draw_glyphs(self, codes: list[int], matrix: Matrix, box: Box) -> None:
        """Walk the glyph procedures of a Type 3 font."""
