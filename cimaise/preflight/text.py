"""The text operators: what is set, where, and how large it really is (ISO 32000-1, 9.4)."""

from __future__ import annotations

from typing import Any

from cimaise.preflight.content import Content, real, six
from cimaise.preflight.facts import Text
from cimaise.preflight.matrix import IDENTITY, Matrix, mapped_box, product, y_stretch

_INVISIBLE = (3, 7)
_FILLED = (0, 2, 4, 6)
_STROKED = (1, 2, 5, 6)


class TextContent(Content):
    """A content stream's text object and text state."""

    _matrix: Matrix = IDENTITY
    _line_matrix: Matrix = IDENTITY

    def op_begin_text(self, _: list[Any]) -> None:
        """Begin a text object (BT)."""
        self._matrix = self._line_matrix = IDENTITY

    def op_font(self, operands: list[Any]) -> None:
        """Choose font and size (Tf)."""
        key, size = operands
        if not isinstance(key, str):
            raise TypeError("no font name")
        self.state.font, self.state.size = self.scope.font(key), real(size)

    def op_text_state(self, attribute: str, operands: list[Any], unit: float = 1.0) -> None:
        """Set one number of the text state (Tc, Tw, Tz, TL, Ts)."""
        setattr(self.state, attribute, real(operands[-1]) * unit)

    def op_render_mode(self, operands: list[Any]) -> None:
        """Choose filling, stroking or neither (Tr)."""
        self.state.render_mode = int(real(operands[-1]))

    def op_text_matrix(self, operands: list[Any]) -> None:
        """Place the line (Tm)."""
        self._matrix = self._line_matrix = six(operands)

    def op_next_line(self, operands: list[Any]) -> None:
        """Move to the next line (Td)."""
        x, y = operands
        self._line_matrix = product((1.0, 0.0, 0.0, 1.0, real(x), real(y)), self._line_matrix)
        self._matrix = self._line_matrix

    def op_next_line_leading(self, operands: list[Any]) -> None:
        """Move to the next line and remember the leading (TD)."""
        self.state.leading = -real(operands[-1])
        self.op_next_line(operands)

    def op_new_line(self, _: list[Any]) -> None:
        """Move down by the leading (T*)."""
        self.op_next_line([0.0, -self.state.leading])

    def op_show(self, operands: list[Any]) -> None:
        """Set a string, or an array of strings and shifts (Tj, TJ)."""
        self._show(operands[-1] if isinstance(operands[-1], list) else [operands[-1]])

    def op_show_next(self, operands: list[Any]) -> None:
        """Set a string on the next line (')."""
        self.op_new_line([])
        self.op_show(operands)

    def op_show_spaced(self, operands: list[Any]) -> None:
        """Set a string on the next line with spacing (")."""
        word, char, text = operands
        self.state.word_space, self.state.char_space = real(word), real(char)
        self.op_show_next([text])

    def _show(self, parts: list[Any]) -> None:
        state = self.state
        font, size = state.font, state.size
        width, usual = font.widths.get, font.usual_width
        x, codes, blank = 0.0, list[int](), True
        for part in parts:
            if isinstance(part, bytes):
                new = font.codes(part)
                codes += new
                x += sum(width(code, usual) for code in new) * size + len(new) * state.char_space
                if not font.two_bytes:
                    spaces = part.count(b" ")
                    x += spaces * state.word_space
                    blank = blank and spaces == len(part)
                else:
                    blank = blank and not new
            elif isinstance(part, float):
                x -= part * size / 1000
        advance = x * state.h_scale
        whole = product(self._matrix, state.ctm)
        if size and not blank:
            self._record(codes, whole, advance)
        self._matrix = product((1.0, 0.0, 0.0, 1.0, advance, 0.0), self._matrix)

    def _record(self, codes: list[int], whole: Matrix, advance: float) -> None:
        state = self.state
        font, size = state.font, state.size
        box = mapped_box(
            whole,
            (
                min(0.0, advance),
                min(font.descent * size, font.ascent * size) + state.rise,
                max(0.0, advance),
                max(font.descent * size, font.ascent * size) + state.rise,
            ),
        )
        if state.render_mode in _INVISIBLE:
            return
        self.reading.use_font(font)
        effective = round(abs(size) * y_stretch(whole), 6)
        inks = []
        if state.render_mode in _FILLED:
            inks.append((state.fill, False))
        if state.render_mode in _STROKED:
            inks.append((state.stroke, True))
        for ink, stroked in inks:
            self.recorder.add(
                Text,
                self.recorder.paint(ink, state.overprint_mode),
                box,
                state.clip,
                ink.alpha > 0,
                size_pt=effective,
                font=font.name,
                stroked=stroked,
            )
            self.paint_pattern(ink, box)
        if font.glyphs is not None:
            scale = (size * state.h_scale, 0.0, 0.0, size, 0.0, state.rise)
            self.draw_glyphs(codes, product(product(font.matrix, scale), whole), box)
