"""Marks → content of one page: inks, paths, clips, text, pictures, in the order of the marks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace
from reportlab.lib.colors import CMYKColorSep
from reportlab.pdfgen.canvas import Canvas

from cimaise.geometry import Path
from cimaise.inks import Ink
from cimaise.layout.marks import GlyphRun, Group, Link, Mark, PathMark, PictureMark
from cimaise.paint.boxes import Placement
from cimaise.paint.embedded_fonts import FontBook
from cimaise.paint.numbers import number, numbers
from cimaise.paint.outlines import halo_operators, letter_operators
from cimaise.paint.paths import path_operators
from cimaise.paint.pictures_used import PictureBook
from cimaise.paint.text import text_operators

Colour = Literal["cmyk", "srgb"]

# Ghent Workgroup 2022, R0009 and R0010: black this small overprints, so that no paper shows.
OVERPRINT_BELOW_TEXT_PT = 12.0
OVERPRINT_BELOW_LINE_PT = 2.0
# Separations that a machine follows and no press prints; they must not knock anything out.
FINISHING_SPOTS = frozenset({"CutContour", "Eyelets", "Pockets"})
# PDF's width 0 is one pixel of the device, which no plate can hold.
HAIRLINE_PT = 0.25
# Readers built on xpdf's and poppler's rasteriser leave out text larger than 10 inches.
LARGEST_TEXT_PT = 700.0
FILL_RULES = {False: "f", True: "f*"}
FILL_AND_STROKE_RULES = {False: "B", True: "B*"}


class PanelCanvas(Canvas):  # type: ignore[misc]  # reportlab is untyped
    """A reportlab canvas that lists no font but ours."""

    def _make_preamble(self) -> None:
        self._preamble = ""


class _State(Struct, frozen=True):
    """What the content stream has set, so that nothing is set twice."""

    fill: tuple[object, ...] | None = None
    stroke: tuple[object, ...] | None = None
    line: tuple[object, ...] | None = None
    font: tuple[str, float] | None = None
    overprint: tuple[bool, bool] = (False, False)
    """Of strokes and of fills: a thin black edge overprints, the paper within it knocks out."""


class MarkPainter(Struct):
    """Paints marks on a canvas. One per page; `inks` and the books collect what was used."""

    canvas: PanelCanvas
    placement: Placement
    fonts: FontBook
    pictures: PictureBook
    colour: Colour = "cmyk"
    inks: dict[str, Ink] = field(default_factory=dict)
    _state: _State = field(default_factory=_State)

    def paint(self, marks: Iterable[Mark]) -> None:
        """Paint marks in order; links have no place on paper."""
        for mark in marks:
            match mark:
                case GlyphRun():
                    self._run(mark)
                case PathMark():
                    self._path(mark)
                case PictureMark():
                    self._picture(mark)
                case Group(clip=None):
                    self.paint(mark.marks)
                case Group(clip=clip):
                    assert clip is not None
                    self.paint_within(clip, mark.marks)
                case Link():
                    pass

    def paint_within(self, clip: Path, marks: Iterable[Mark]) -> None:
        """Paint marks that show inside `clip` only."""
        if not clip:
            return
        kept = self._state
        self.canvas.saveState()
        self.canvas.addLiteral(f"{path_operators(clip, self.placement)} W n")
        self.paint(marks)
        self.canvas.restoreState()
        self._state = kept

    def _run(self, run: GlyphRun) -> None:
        if not run.glyphs:
            return
        if run.halo is not None and run.halo_mm > 0:
            self._set_overprint(stroke=False, fill=False)
            self._set_stroke(run.halo)
            self._set_line(None, (), 1, 1)
            for operators in halo_operators(run, self.placement):
                self.canvas.addLiteral(operators)
        small = run.size_pt < OVERPRINT_BELOW_TEXT_PT
        overprint = _overprints(run.ink, small=small)
        self._set_overprint(stroke=overprint, fill=overprint)
        self._set_fill(run.ink)
        font = self.fonts.font(run.face)
        size = self.placement.points(run.size_pt)
        is_giant = size > LARGEST_TEXT_PT
        if is_giant:
            for operators in letter_operators(run, self.placement):
                self.canvas.addLiteral(operators)
        # Of letters drawn as paths the text is there to be read, and unseen.
        self.canvas.addLiteral("BT 3 Tr" if is_giant else "BT")
        if self._state.font != (font.name, size):
            self.canvas.addLiteral(f"/{font.name} {number(size)} Tf")
            self._state = replace(self._state, font=(font.name, size))
        for operators in text_operators(run, font, self.placement):
            self.canvas.addLiteral(operators)
        self.canvas.addLiteral("0 Tr ET" if is_giant else "ET")

    def _path(self, mark: PathMark) -> None:
        if not mark.path or (mark.fill is None and mark.stroke is None):
            return
        width = mark.width_pt or HAIRLINE_PT
        line = _overprints(mark.stroke, small=width < OVERPRINT_BELOW_LINE_PT)
        surface = _overprints(mark.fill, small=False)
        # What is not painted follows the other: one state less in the file.
        self._set_overprint(
            stroke=surface if mark.stroke is None else line,
            fill=line if mark.fill is None else surface,
        )
        if mark.fill is not None:
            self._set_fill(mark.fill)
        if mark.stroke is not None:
            self._set_stroke(mark.stroke)
            ends = 1 if mark.round_ends else 0
            self._set_line(self.placement.points(width), mark.dash_mm, ends, ends)
        if mark.stroke is None:
            rule = FILL_RULES[mark.even_odd]
        elif mark.fill is None:
            rule = "S"
        else:
            rule = FILL_AND_STROKE_RULES[mark.even_odd]
        self.canvas.addLiteral(f"{path_operators(mark.path, self.placement)} {rule}")

    def _picture(self, mark: PictureMark) -> None:
        frame = mark.frame
        if frame.width <= 0 or frame.height <= 0:
            return
        self._set_overprint(stroke=False, fill=False)
        name = self.pictures.use(mark)
        width, height = self.placement.length(frame.width), self.placement.length(frame.height)
        left, bottom = self.placement.x(frame.x), self.placement.y(frame.bottom)
        self.canvas.addLiteral(
            f"q {number(width)} 0 0 {number(height)} {number(left)} {number(bottom)} cm "
            f"/{name} Do Q"
        )

    def _set_fill(self, ink: Ink) -> None:
        colour = self._colour(ink)
        if self._state.fill != colour:
            self.canvas.setFillColor(_for_canvas(colour))
            self._state = replace(self._state, fill=colour)

    def _set_stroke(self, ink: Ink) -> None:
        colour = self._colour(ink)
        if self._state.stroke != colour:
            self.canvas.setStrokeColor(_for_canvas(colour))
            self._state = replace(self._state, stroke=colour)

    def _colour(self, ink: Ink) -> tuple[object, ...]:
        """What tells colours apart: sRGB or CMYK shares, or a spot's name, full ink and tint."""
        self.inks.setdefault(str(ink), ink)
        if self.colour == "srgb":
            return tuple(part / 255 for part in ink.srgb)
        if ink.spot is None:
            return ink.cmyk
        full = ink.cmyk if ink.tint in (0, 1) else tuple(part / ink.tint for part in ink.cmyk)
        return (ink.spot, full, ink.tint)

    def _set_line(
        self, width: float | None, dash_mm: tuple[float, ...], cap: int, join: int
    ) -> None:
        """Width (unless None: the caller writes it), dash, ends and corners of strokes."""
        line = (width, dash_mm, cap, join)
        if self._state.line == line:
            return
        dash = numbers([self.placement.length(part) for part in dash_mm])
        written = f"{number(width)} w " if width is not None else ""
        self.canvas.addLiteral(f"{written}[{dash}] 0 d {cap} J {join} j")
        self._state = replace(self._state, line=line)

    def _set_overprint(self, *, stroke: bool, fill: bool) -> None:
        if self._state.overprint == (stroke, fill) or self.colour == "srgb":
            return
        self.canvas.setStrokeOverprint(stroke)
        self.canvas.setFillOverprint(fill)
        self.canvas.setOverprintMask(stroke or fill)
        self._state = replace(self._state, overprint=(stroke, fill))


def _overprints(ink: Ink | None, *, small: bool) -> bool:
    """Whether an ink must leave what is under it: small pure black, and finishing lines."""
    if ink is None:
        return False
    if ink.spot is not None:
        return ink.spot in FINISHING_SPOTS
    return small and ink.cmyk == (0, 0, 0, 1)


def _for_canvas(colour: tuple[object, ...]) -> object:
    if isinstance(colour[0], str):
        name, full, tint = colour
        assert isinstance(full, tuple)
        return CMYKColorSep(*full, spotName=name, density=tint)
    return colour
