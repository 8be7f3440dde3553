"""What a content stream draws from its resources: graphics state dictionaries, forms, images,
patterns, shadings, soft masks and Type 3 glyphs. Each is walked with its own resources.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

import pikepdf

from cimaise.preflight.budget import FORM_DEPTH
from cimaise.preflight.facts import Picture, Shade
from cimaise.preflight.graphics_state_dictionary import note_restrictions
from cimaise.preflight.images import Image, read_inline_image
from cimaise.preflight.matrix import Box, Matrix, common, mapped_box, product, x_stretch, y_stretch
from cimaise.preflight.objects import entry, identity, integer, items, name, number, numbers
from cimaise.preflight.state import Ink, State
from cimaise.preflight.streams import decoded
from cimaise.preflight.text import TextContent

_UNIT: Box = (0.0, 0.0, 1.0, 1.0)
_DEPTHS = (1, 2, 4, 8, 16)


class NestedContent(TextContent):
    """The operators that draw by name."""

    @abstractmethod
    def walk_nested(
        self, data: bytes, resources: Any, state: State, stream: Any, colour_locked: bool = False
    ) -> None:
        """Walk another stream in `state`, one level deeper."""

    def op_graphics_state(self, operands: list[Any]) -> None:
        """Apply a graphics state dictionary (gs)."""
        found = self.scope.named("/ExtGState", str(operands[-1]))
        state = self.state
        width = number(entry(found, "/LW"))
        if width is not None:
            state.line_width = abs(width)
        font = entry(found, "/Font")
        if isinstance(font, pikepdf.Array) and len(font) == 2:
            state.font = self.reading.program(font[0])
            state.size = number(font[1]) or 0.0
        strokes, fills = entry(found, "/OP"), entry(found, "/op")
        if isinstance(strokes, bool):
            state.stroke.overprint = strokes
            state.fill.overprint = strokes
        if isinstance(fills, bool):
            state.fill.overprint = fills
        state.overprint_mode = integer(entry(found, "/OPM"), state.overprint_mode)
        for ink, key in ((state.stroke, "/CA"), (state.fill, "/ca")):
            alpha = number(entry(found, key))
            if alpha is not None:
                ink.alpha = alpha
        note_restrictions(found, self.reading)
        mask = entry(found, "/SMask")
        if isinstance(mask, pikepdf.Dictionary):
            self._walk_mask(mask)

    def _walk_mask(self, mask: Any) -> None:
        if self.recorder.met(mask, self.state.ctm, (), self.state.clip):
            return
        outer = self.recorder.mask
        self.recorder.mask = name(entry(mask, "/S")) or "Alpha"
        try:
            self._draw_form(entry(mask, "/G"), "a soft mask")
        finally:
            self.recorder.mask = outer

    def op_draw(self, operands: list[Any]) -> None:
        """Draw an image or a form (Do)."""
        key = str(operands[-1])
        found = self.scope.named("/XObject", key)
        if found is None:
            self.reading.fault(f"XObject {key} is missing")
            return
        hides = self.reading.layers.hides(entry(found, "/OC"))
        self.recorder.hidden += hides
        try:
            self._draw(key, found)
        finally:
            self.recorder.hidden -= hides

    def _draw(self, key: str, found: Any) -> None:
        subtype = name(entry(found, "/Subtype"))
        if entry(found, "/OPI") is not None:
            self.reading.feature("opi", f"XObject {key}")
        if subtype == "PS" or name(entry(found, "/Subtype2")) == "PS":
            self.reading.feature("postscript", f"XObject {key}")
        elif subtype == "Image":
            self._note_image(key, found)
            self._place_image(self.scope.image(key, found))
        elif subtype == "Form":
            if entry(found, "/Ref") is not None:
                self.reading.feature("reference", f"form {key}")
            self._draw_form(found, f"form {key}")

    def _note_image(self, key: str, found: Any) -> None:
        self.reading.note_filters(found, f"image {key}")
        for alternate in items(entry(found, "/Alternates"), 100):
            if entry(alternate, "/DefaultForPrinting") is True:
                self.reading.feature("alternate-image", f"image {key}")
        if "JPXDecode" in self.scope.image(key, found).filters:
            self.reading.feature("jpeg2000", f"image {key}")
        if self.scope.image(key, found).soft_mask:
            box = self.recorder.in_mm(mapped_box(self.state.ctm, _UNIT))
            self.reading.feature("transparency", "an image with a soft mask", box)

    def op_inline_image(self, operands: list[Any]) -> None:
        """Draw an inline image (BI … ID … EI)."""
        keys, _ = operands
        image = read_inline_image(keys, self.reading.spaces, self.scope.resources)
        if "LZWDecode" in image.filters:
            self.reading.feature("lzw", "an inline image")
        self._place_image(image)

    def _place_image(self, image: Image) -> None:
        state = self.state
        if min(image.width, image.height) < 1 or image.bits not in _DEPTHS:
            self.reading.fault(
                f"an image of {image.width} × {image.height} pixels of {image.bits} bits"
            )
        across, along = x_stretch(state.ctm) / 72, y_stretch(state.ctm) / 72
        ppi = min(image.width / max(across, 1e-9), image.height / max(along, 1e-9))
        recorder = self.recorder
        if image.stencil:
            paint = recorder.paint(state.fill, state.overprint_mode)
        else:
            paint = recorder.paint_of(image.space, (), state.fill.overprint, state.overprint_mode)
        box = mapped_box(state.ctm, _UNIT)
        recorder.add(
            Picture,
            paint,
            box,
            state.clip,
            state.fill.alpha > 0,
            pixels=(image.width, image.height),
            bits=image.bits,
            stencil=image.stencil,
            ppi=round(ppi, 6),
            filters=image.filters,
        )
        if image.stencil:
            self.paint_pattern(state.fill, box)

    def op_shading(self, operands: list[Any]) -> None:
        """Fill the clip with a shading (sh)."""
        self._add_shade(self.scope.named("/Shading", str(operands[-1])), self.state.clip)

    def _add_shade(self, shading: Any, box: Box) -> None:
        state = self.state
        space = self.reading.spaces.resolve(entry(shading, "/ColorSpace"), self.scope.resources)
        paint = self.recorder.paint_of(space, (), state.fill.overprint, state.overprint_mode)
        self.recorder.add(Shade, paint, box, state.clip, state.fill.alpha > 0)

    def paint_pattern(self, ink: Ink, box: Box) -> None:
        """Walk the pattern that an ink paints `box` with, if any."""
        pattern = ink.pattern
        if pattern is None or ink.space.family != "Pattern":
            return
        if integer(entry(pattern, "/PatternType")) == 2:
            self._add_shade(entry(pattern, "/Shading"), box)
            return
        if self.recorder.met(pattern, self.base, ink.values, common(self.state.clip, box)):
            return
        state = State(self.base, common(self.state.clip, box))
        uncoloured = integer(entry(pattern, "/PaintType"), 1) == 2
        if uncoloured and ink.space.base is not None:
            for each in (state.fill, state.stroke):
                each.space, each.values = ink.space.base, ink.values
        matrix = _matrix(pattern)
        if matrix is not None:
            state.ctm = product(matrix, state.ctm)
        outer = self.recorder.place
        self.recorder.place = outer or box
        try:
            self._walk_stream(pattern, state, "a pattern", colour_locked=uncoloured)
        finally:
            self.recorder.place = outer

    def _draw_form(self, form: Any, what: str) -> None:
        # Drawing the same form in the same way again records nothing new, but costs the same.
        budget, key = self.reading.budget, identity(form)
        way = (key, self.state.ctm, self.state.colours(), self.state.clip, *self.recorder.mode)
        known = self.recorder.costs.get(way) if key is not None else None
        if known is not None:
            budget.spend_operators(known)
            return
        before = budget.spent_operators
        self._walk_form(form, what)
        self.recorder.costs[way] = budget.spent_operators - before

    def _walk_form(self, form: Any, what: str) -> None:
        state = self.state.saved()
        matrix = _matrix(form)
        if matrix is not None:
            state.ctm = product(matrix, state.ctm)
        box = numbers(entry(form, "/BBox"), 4)
        if box is not None:
            upright = (
                min(box[0], box[2]),
                min(box[1], box[3]),
                max(box[0], box[2]),
                max(box[1], box[3]),
            )
            state.clip = common(state.clip, mapped_box(state.ctm, upright))
        group = entry(form, "/Group")
        if name(entry(group, "/S")) == "Transparency":
            stated = entry(group, "/CS")
            resources = entry(form, "/Resources")
            space = None if stated is None else self.reading.spaces.resolve(stated, resources)
            self.recorder.add_group(space, state.clip)
            self.reading.feature("transparency", "a transparency group")
        self._walk_stream(form, state, what)

    def draw_glyphs(self, codes: list[int], matrix: Matrix, box: Box) -> None:
        """Walk the glyph procedures of a Type 3 font, each once per call."""
        font = self.state.font
        outer = self.recorder.place, self.recorder.pictures_only
        self.recorder.place = outer[0] or box
        try:
            for code in dict.fromkeys(codes):
                glyph = entry(font.glyphs, "/" + font.glyph_names.get(code, ".notdef"))
                shape = (*matrix[:4], 0.0, 0.0)
                colour = (self.state.fill.space, self.state.fill.values)
                if glyph is not None and not self.recorder.met(glyph, shape, colour, box):
                    state = self.state.saved()
                    state.ctm = matrix
                    self._walk_stream(glyph, state, "a glyph", resources=font.resources)
                    self.recorder.pictures_only = outer[1]
        finally:
            self.recorder.place, self.recorder.pictures_only = outer

    def op_uncoloured_glyph(self, _: list[Any]) -> None:
        """The glyph takes the text's colour (d1): its shapes are the text already counted."""
        self.colour_locked = True
        self.recorder.pictures_only = self.recorder.place is not None

    def _walk_stream(
        self,
        stream: Any,
        state: State,
        what: str,
        *,
        resources: Any = None,
        colour_locked: bool = False,
    ) -> None:
        key = identity(stream)
        if self.depth >= FORM_DEPTH or (key is not None and key in self.active):
            self.reading.fault(f"{what} draws itself or is nested deeper than {FORM_DEPTH}")
            return
        self.reading.note_filters(stream, what)
        data, fault = decoded(stream, self.reading.budget)
        if fault is not None:
            self.reading.fault(f"{what}: {fault}")
        own = entry(stream, "/Resources") or resources
        self.walk_nested(
            data,
            self.scope.resources if own is None else own,
            state,
            stream,
            colour_locked or self.colour_locked,
        )


def _matrix(stream: Any) -> Matrix | None:
    found = numbers(entry(stream, "/Matrix"), 6)
    if found is None:
        return None
    a, b, c, d, e, f = found
    return (a, b, c, d, e, f)
