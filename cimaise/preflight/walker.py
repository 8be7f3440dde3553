"""Runs the instructions of a content stream through the table of operators."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import pikepdf

from cimaise.preflight.lexer import instructions
from cimaise.preflight.nested import NestedContent
from cimaise.preflight.objects import ObjGen, identity
from cimaise.preflight.state import State

_BATCH = 512


class Walker(NestedContent):
    """A content stream with every operator."""

    def walk(self, data: bytes) -> None:
        """Execute a content stream; raises ExhaustedError where a bound is reached."""
        budget, count = self.reading.budget, 0
        budget.check_time()
        for operator, operands in instructions(data):
            count += 1
            if count % _BATCH == 0:
                budget.spend_operators(_BATCH)
            run = OPERATORS.get(operator)
            if run is None:
                continue
            try:
                run(self, operands)
            except RecursionError:
                raise
            except (TypeError, ValueError, IndexError, OverflowError):
                self.reading.fault(f"operator {operator.decode('latin-1')} has wrong operands")
            except (pikepdf.PdfError, RuntimeError) as error:
                self.reading.fault(f"operator {operator.decode('latin-1')}: {error}")
        budget.spend_operators(count % _BATCH)
        self.finish()

    def walk_nested(
        self, data: bytes, resources: Any, state: State, stream: Any, colour_locked: bool = False
    ) -> None:
        """Walk another stream in `state`, one level deeper."""
        key: ObjGen | None = identity(stream)
        active = self.active if key is None else self.active | {key}
        Walker(
            self.reading, self.recorder, resources, state, self.depth + 1, active, colour_locked
        ).walk(data)


Run = Callable[[Walker, list[Any]], None]

OPERATORS: Final[Mapping[bytes, Run]] = {
    b"q": Walker.op_save,
    b"Q": Walker.op_restore,
    b"cm": Walker.op_concat,
    b"w": Walker.op_line_width,
    b"gs": Walker.op_graphics_state,
    b"BDC": Walker.op_begin_marked,
    b"BMC": Walker.op_begin_marked,
    b"EMC": Walker.op_end_marked,
    b"cs": lambda walker, operands: walker.set_space(walker.state.fill, operands),
    b"CS": lambda walker, operands: walker.set_space(walker.state.stroke, operands),
    b"sc": lambda walker, operands: walker.set_values(walker.state.fill, operands),
    b"SC": lambda walker, operands: walker.set_values(walker.state.stroke, operands),
    b"scn": lambda walker, operands: walker.set_values(walker.state.fill, operands),
    b"SCN": lambda walker, operands: walker.set_values(walker.state.stroke, operands),
    b"g": lambda walker, operands: walker.set_device(walker.state.fill, "DeviceGray", operands),
    b"G": lambda walker, operands: walker.set_device(walker.state.stroke, "DeviceGray", operands),
    b"rg": lambda walker, operands: walker.set_device(walker.state.fill, "DeviceRGB", operands),
    b"RG": lambda walker, operands: walker.set_device(walker.state.stroke, "DeviceRGB", operands),
    b"k": lambda walker, operands: walker.set_device(walker.state.fill, "DeviceCMYK", operands),
    b"K": lambda walker, operands: walker.set_device(walker.state.stroke, "DeviceCMYK", operands),
    b"m": Walker.op_move,
    b"l": Walker.op_line,
    b"c": Walker.op_curve,
    b"v": Walker.op_curve,
    b"y": Walker.op_curve,
    b"re": Walker.op_rectangle,
    b"h": Walker.op_close,
    b"W": Walker.op_clip,
    b"W*": Walker.op_clip,
    b"S": lambda walker, _: walker.paint_path(fill=False, stroke=True),
    b"s": lambda walker, _: walker.paint_path(fill=False, stroke=True, close=True),
    b"f": lambda walker, _: walker.paint_path(fill=True, stroke=False),
    b"F": lambda walker, _: walker.paint_path(fill=True, stroke=False),
    b"f*": lambda walker, _: walker.paint_path(fill=True, stroke=False),
    b"B": lambda walker, _: walker.paint_path(fill=True, stroke=True),
    b"B*": lambda walker, _: walker.paint_path(fill=True, stroke=True),
    b"b": lambda walker, _: walker.paint_path(fill=True, stroke=True, close=True),
    b"b*": lambda walker, _: walker.paint_path(fill=True, stroke=True, close=True),
    b"n": lambda walker, _: walker.paint_path(fill=False, stroke=False),
    b"sh": Walker.op_shading,
    b"Do": Walker.op_draw,
    b"BI": Walker.op_inline_image,
    b"BT": Walker.op_begin_text,
    b"Tf": Walker.op_font,
    b"Tc": lambda walker, operands: walker.op_text_state("char_space", operands),
    b"Tw": lambda walker, operands: walker.op_text_state("word_space", operands),
    b"Tz": lambda walker, operands: walker.op_text_state("h_scale", operands, 0.01),
    b"TL": lambda walker, operands: walker.op_text_state("leading", operands),
    b"Ts": lambda walker, operands: walker.op_text_state("rise", operands),
    b"Tr": Walker.op_render_mode,
    b"Tm": Walker.op_text_matrix,
    b"Td": Walker.op_next_line,
    b"TD": Walker.op_next_line_leading,
    b"T*": Walker.op_new_line,
    b"Tj": Walker.op_show,
    b"TJ": Walker.op_show,
    b"'": Walker.op_show_next,
    b'"': Walker.op_show_spaced,
    b"d1": Walker.op_uncoloured_glyph,
}
