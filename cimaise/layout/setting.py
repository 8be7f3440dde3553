"""What every block is given besides its own model: language, scale, type roles, inks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cimaise.diagnostics import Diagnostic
from cimaise.geometry import Point
from cimaise.inks import Ink
from cimaise.layout.marks import GlyphRun, Mark
from cimaise.typography.micro import typeset
from cimaise.typography.shaping import Glyph, shape
from cimaise.typography.styles import TypeStyle


@dataclass(frozen=True, slots=True)
class Role:
    """A type role at the panel's scale: how it is set, its ink, the size it may shrink to."""

    name: str
    style: TypeStyle
    ink: Ink
    min_size_pt: float


@dataclass(frozen=True)
class Setting:
    """The surroundings of a block. `scale` is the panel's size relative to 80×120 cm."""

    language: str
    scale: float
    roles: Mapping[str, Role]
    inks: Mapping[str, Ink]
    paper: Ink
    folder: Path = field(default_factory=Path)

    def role(self, name: str) -> Role:
        """The role of that name; the text role where the theme has none of it."""
        return self.roles.get(name) or self.roles["text"]

    def ink(self, reference: str) -> Ink:
        """The ink that a theme or layout writes as `name` or `name 45%`."""
        name, _, share = reference.partition(" ")
        ink = self.inks[name]
        return ink.tinted(float(share.rstrip("% ")) / 100) if share else ink


@dataclass(frozen=True, slots=True)
class Laid:
    """What a block became: marks, the height it used in mm, and what was wrong."""

    marks: tuple[Mark, ...] = ()
    height_mm: float = 0.0
    diagnostics: tuple[Diagnostic, ...] = ()


def glyphs_of(text: str, role: Role) -> tuple[Glyph, ...]:
    """One line of text as shaped glyphs, after micro-typography, in the role's upright face."""
    style = role.style
    text = typeset(text, style.language).text
    if style.case == "upper":
        text = text.upper()
    return shape(text, style.base, style.size_pt, style.features, style.language, style.tracking)


def line_of(
    text: str, role: Role, at: tuple[float, float], anchor: str = "start", ink: Ink | None = None
) -> GlyphRun:
    """One line of text, never broken. `at` is its baseline's start, middle or end, as `anchor`."""
    glyphs = glyphs_of(text, role)
    width = sum(glyph.advance_mm for glyph in glyphs)
    shift = {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    return GlyphRun(
        Point(at[0] - shift, at[1]), role.style.base, role.style.size_pt, glyphs, ink or role.ink
    )
