"""An A4 page being set: text by role, rules and pictures, in mm from the top left.

A sheet's own words are set by the rules of its language, what it quotes by those of that text's.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from cimaise.geometry import Rect, rectangle
from cimaise.inks import BLACK, Ink
from cimaise.layout.cut import least_cut
from cimaise.layout.editions import resized
from cimaise.layout.marks import Group, Mark, Page, PathMark, PictureMark
from cimaise.layout.setting import Anchor, Role, Setting, line_of, runs_of
from cimaise.layout.sheets.words import spoken_in
from cimaise.typography.breaking import break_paragraph
from cimaise.typography.lines import Line
from cimaise.typography.micro import typeset_spans
from cimaise.typography.spans import Span
from cimaise.units import mm_from_pt

A4_MM = (210.0, 297.0)
LEFT_MM, RIGHT_MM, TOP_MM, FOOT_MM = 20.0, 20.0, 20.0, 20.0
# The theme's roles at the sizes of a page held in the hand, pt.
SIZES_PT: Mapping[str, float] = {
    "title": 44,
    "subtitle": 16,
    "heading": 13,
    "number": 11,
    "text": 9.5,
    "label": 8,
    "caption": 8,
    "running": 7,
}
# Leadings as shares of the size, where the theme's own is made for walls.
LEADINGS: Mapping[str, float] = {
    "title": 0.95,
    "subtitle": 1.2,
    "heading": 1.25,
    "number": 1.2,
    "text": 1.4,
    "label": 1.3,
    "caption": 1.3,
    "running": 1.3,
}
# Paler than this sum of sRGB, an ink is made for dark grounds; these sheets are white.
PALEST = 480
HAIRLINE_PT = 0.4

Crop = tuple[float, float, float, float]
"""Left, top, right and bottom as shares of a picture."""
WHOLE: Crop = (0.0, 0.0, 1.0, 1.0)


class Quoted(Struct, frozen=True):
    """Words out of the exhibition, and the language that they are written in."""

    text: str
    language: str


def sheet_setting(setting: Setting) -> Setting:
    """An edition's setting at the sizes of a sheet, in inks that show on white paper.

    Its roles speak the language of the sheet's own words, which is not always the edition's.
    """
    language = spoken_in(setting.language)
    named = {name: replace(setting.role(name), name=name) for name in SIZES_PT}
    sized = resized(replace(setting, roles={**setting.roles, **named}), SIZES_PT)
    roles = {name: _on_white(name, role.speaking(language)) for name, role in sized.roles.items()}
    return replace(sized, roles=roles)


def _on_white(name: str, role: Role) -> Role:
    ink = BLACK if sum(role.ink.srgb) > PALEST else role.ink
    leading = LEADINGS.get(name)
    if leading is None:
        return replace(role, ink=ink)
    # Sizes and heights stand in tables: lining figures, whatever suits running text.
    features = tuple(each for each in role.style.features if each[0] != "onum")
    style = replace(
        role.style,
        leading_pt=role.style.size_pt * leading,
        align="left",
        features=features,
    )
    return replace(role, ink=ink, style=style)


class Paper(Struct):
    """One page. Text is asked for by role; `baseline` counts from the top of the page."""

    setting: Setting
    title: str = ""
    marks: list[Mark] = field(default_factory=list)
    width_mm: float = A4_MM[0]
    height_mm: float = A4_MM[1]

    @property
    def left(self) -> float:
        """Where text begins."""
        return LEFT_MM

    @property
    def right(self) -> float:
        """Where text ends."""
        return self.width_mm - RIGHT_MM

    @property
    def measure(self) -> float:
        """The width that text takes."""
        return self.right - self.left

    @property
    def foot(self) -> float:
        """Where content ends."""
        return self.height_mm - FOOT_MM

    def role(self, name: str) -> Role:
        """A role at the sheet's size."""
        return self.setting.role(name)

    def leading(self, name: str) -> float:
        """From line to line of a role, mm."""
        return self.role(name).style.leading_mm

    def cap(self, name: str) -> float:
        """The height of a role's capitals, mm."""
        return self.role(name).style.cap_mm

    def line(
        self,
        text: str | Quoted,
        name: str,
        at: tuple[float, float],
        *,
        anchor: Anchor = "start",
        ink: Ink | None = None,
    ) -> float:
        """Set one line; its width."""
        run = line_of(_words(text), self._role_of(text, name), at, anchor, ink)
        self.marks.append(run)
        return run.width_mm

    def titled(self, title: Quoted, said: str, name: str, at: tuple[float, float]) -> None:
        """Set the exhibition's title and what the sheet is, in one line."""
        x, y = at
        self.line(f" – {said}", name, (x + self.line(title, name, at), y))

    def text(
        self,
        text: str | Quoted,
        name: str,
        at: tuple[float, float],
        width: float,
        *,
        most: int | None = None,
        ink: Ink | None = None,
        verbatim: bool = False,
    ) -> float:
        """Set a paragraph from its first baseline on; the baseline after its last line.

        Of more than `most` lines the rest is given up for an ellipsis. `verbatim` sets names of
        files, fonts and profiles as they are, whatever typography would make of them.
        """
        role = self._role_of(text, name)
        lines = _broken(_words(text), role, width, verbatim)
        if most is not None and len(lines) > most:
            words = _words(text).split()

            def first(count: int) -> tuple[Line, ...]:
                return _broken(" ".join(words[:count]).rstrip(" ,;:.") + "…", role, width, verbatim)

            cut = least_cut(lambda count: len(first(count)) <= most, len(words), 1)
            lines = first(len(words) - cut)
        x, y = at
        for line in lines:
            self.marks += runs_of(line, x, y, role, ink)
            y += role.style.leading_mm
        return y

    def lines_of(self, text: str | Quoted, name: str, width: float) -> int:
        """How many lines a paragraph takes."""
        return len(_broken(_words(text), self._role_of(text, name), width, verbatim=False))

    def rule(self, y: float) -> None:
        """A hairline across."""
        line = Rect(self.left, y, self.right - self.left, mm_from_pt(HAIRLINE_PT))
        self.marks.append(PathMark(rectangle(line), fill=BLACK))

    def picture(self, file: Path, frame: Rect, crop: Crop = WHOLE) -> None:
        """A picture, with a hairline around so that pale panels end somewhere."""
        edge = PathMark(rectangle(frame), stroke=BLACK.tinted(0.45), width_pt=HAIRLINE_PT)
        self.marks += [PictureMark(frame, file, crop), edge]

    def page(self, language: str) -> Page:
        """What was set, as a page of marks."""
        content = (Group("sheet", tuple(self.marks), title=self.title),)
        return Page(self.width_mm, self.height_mm, 0.0, content, self.title, language)

    def _role_of(self, text: str | Quoted, name: str) -> Role:
        role = self.role(name)
        return role.speaking(text.language) if isinstance(text, Quoted) else role


def _words(text: str | Quoted) -> str:
    return text.text if isinstance(text, Quoted) else text


def _broken(text: str, role: Role, width: float, verbatim: bool) -> tuple[Line, ...]:
    spans: tuple[Span, ...] = (Span(text),)
    if not verbatim:
        spans = typeset_spans(spans, role.style.language).spans
    return break_paragraph(spans, role.style, width)
