"""What every block is given besides its own model: language, scale, type roles, inks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from cimaise.diagnostics import Diagnostic
from cimaise.geometry import Point
from cimaise.inks import Ink
from cimaise.layout.marks import GlyphRun, Mark
from cimaise.model.inkuse import InkUse
from cimaise.resources.cache import key_of
from cimaise.typography.lines import Glyph, Line
from cimaise.typography.micro import typeset
from cimaise.typography.shaping import FIXED_SPACES, shape, space, space_mm
from cimaise.typography.styles import TypeStyle

Anchor = Literal["start", "middle", "end"]

SPACES = re.compile(f"([ {''.join(FIXED_SPACES)}])")


class Role(Struct, frozen=True):
    """A type role at the panel's scale: how it is set, its ink, the size it may shrink to."""

    name: str
    style: TypeStyle
    ink: Ink
    min_size_pt: float

    def speaking(self, language: str) -> Role:
        """The role for words in `language`: their hyphens, spaces and quotation marks."""
        if language == self.style.language:
            return self
        return replace(self, style=replace(self.style, language=language))


class Setting(Struct, frozen=True, dict=True):
    """The surroundings of a block. `scale` is the panel's size relative to 80×120 cm."""

    language: str
    scale: float
    roles: Mapping[str, Role]
    inks: Mapping[str, Ink]
    paper: Ink
    folder: Path = field(default_factory=Path)

    @cached_property
    def look(self) -> str:
        """A key of all that decides how a figure looks."""
        type_ = (self.language, self.scale, sorted(self.roles.items()))
        return key_of(*type_, sorted(self.inks.items()), self.paper)

    def role(self, name: str) -> Role:
        """The role of that name; the text role where the theme has none of it."""
        return self.roles.get(name) or self.roles["text"]

    def ink(self, use: InkUse | str) -> Ink:
        """What a theme or layout names as `garance` or `garance 45%`."""
        wanted = InkUse.of(use) if isinstance(use, str) else use
        ink = self.inks[wanted.name]
        return ink if wanted.tint_percent == 100 else ink.tinted(wanted.tint_percent / 100)


class Overset(Struct, frozen=True):
    """What does not fit at the role's present size. `words` counts from the text's end."""

    words: int
    lines: int
    height_mm: float


class SlotFit(Struct, frozen=True):
    """How full a text slot is."""

    slot: str
    role: str
    size_pt: float
    min_size_pt: float
    words: int
    lines: int
    capacity_lines: float
    used_lines: float
    """Lines and the spaces between paragraphs, in lines."""
    room_words: int
    """About how many words more there is room for."""
    overset: Overset | None = None
    path: tuple[str | int, ...] = ()
    """The keys of the text in the panel's file."""
    of_exhibition: bool = False
    """Whether they are keys of exhibition.yaml instead."""

    @property
    def fill(self) -> float:
        """Height used over height that there is; above 1 where overset."""
        over = self.overset.lines if self.overset else 0
        fill = (self.used_lines + over) / self.capacity_lines if self.capacity_lines else 0.0
        # Lines that must stay together leave room that they cannot use: then words tell.
        return max(fill, 1 + self.overset.words / max(self.words, 1)) if self.overset else fill

    @property
    def capacity_words(self) -> int:
        """How many of an overset text's words the slot holds; about how many, of another."""
        return self.words - self.overset.words if self.overset else self.words + self.room_words


class Laid(Struct, frozen=True):
    """What a block became: marks, the height it used in mm, what was wrong, how full it is."""

    marks: tuple[Mark, ...] = ()
    height_mm: float = 0.0
    diagnostics: tuple[Diagnostic, ...] = ()
    fits: tuple[SlotFit, ...] = ()
    roles: frozenset[str] | None = None
    """The type roles that have a part in it, where they were noted."""

    @property
    def is_overset(self) -> bool:
        """Whether some text of it does not fit."""
        return any(fit.overset for fit in self.fits)

    def holds_at(self, sizes: Mapping[str, float]) -> bool:
        """Whether it is the same with the roles named in `sizes` at other sizes."""
        return not sizes or (self.roles is not None and self.roles.isdisjoint(sizes))


def together(parts: Sequence[Laid], height_mm: float) -> Laid:
    """What several parts of a block are as one."""
    return Laid(
        tuple(mark for part in parts for mark in part.marks),
        height_mm,
        tuple(found for part in parts for found in part.diagnostics),
        tuple(fit for part in parts for fit in part.fits),
    )


def glyphs_of(text: str, role: Role) -> tuple[Glyph, ...]:
    """One line of text as shaped glyphs, after micro-typography, in the role's base face."""
    style = role.style
    face = style.base_face
    text = typeset(text, style.language).text
    features = style.features
    if style.case == "upper":
        text = text.upper()
    elif style.case == "small-caps":
        features = (*features, ("smcp", 1))
    glyphs: list[Glyph] = []
    for piece in SPACES.split(text):
        if SPACES.fullmatch(piece):
            glyphs.append(space(face, space_mm(piece, face, style.size_pt, style.tracking)))
        elif piece:
            glyphs += shape(piece, face, style.size_pt, features, style.language, style.tracking)
    return tuple(glyphs)


def line_of(
    text: str, role: Role, at: tuple[float, float], anchor: Anchor = "start", ink: Ink | None = None
) -> GlyphRun:
    """One line of text, never broken. `at` is its baseline's start, middle or end, as `anchor`."""
    glyphs = glyphs_of(text, role)
    width = sum(glyph.advance_mm for glyph in glyphs)
    shift = {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    return GlyphRun(
        Point(at[0] - shift, at[1]),
        role.style.base_face,
        role.style.size_pt,
        glyphs,
        ink or role.ink,
        role=role.name,
    )


def runs_of(
    line: Line, x_mm: float, baseline_mm: float, role: Role, ink: Ink | None = None
) -> tuple[GlyphRun, ...]:
    """A broken line of a role as marks; `x_mm` is the left edge of its measure."""
    return tuple(
        GlyphRun(
            Point(x_mm + run.x_mm, baseline_mm - run.rise_mm),
            run.face,
            run.size_pt,
            run.glyphs,
            ink or role.ink,
            link=run.link,
            role=role.name,
        )
        for run in line.runs
    )
