"""Type and ink of a chronology, from the theme's roles; lengths that follow the type, in mm."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from cimaise.inks import Ink
from cimaise.layout.figures.contrast import contrast, lightness
from cimaise.layout.marks import GlyphRun
from cimaise.layout.setting import Anchor, Role, Setting, runs_of
from cimaise.typography.breaking import set_single
from cimaise.typography.lines import Line
from cimaise.typography.micro import typeset_spans
from cimaise.typography.spans import Span
from cimaise.typography.styles import TypeStyle
from cimaise.units import mm_from_pt

# The weight of lines, in points at 80×120.
HAIRLINE_PT = 0.75
AXIS_PT = 1.5
# A tint that still shows as a line or a bar beside text.
TINT = 0.45
# Descenders of text faces; a font's own figure includes its line gap.
DESCENT_EM = 0.22


class Lettering(Struct, frozen=True, dict=True):
    """What the parts of a chronology are set in. `scale` is the panel's, relative to 80×120."""

    date: Role
    key_date: Role
    text: Role
    place: Role
    tick: Role
    number: Role
    line: Ink
    accent: Ink
    paper: Ink
    scale: float
    language: str

    @cached_property
    def tint(self) -> Ink:
        """The ink of what stands back: leaders, calendar, bars of ordinary events."""
        return faint(self.line, TINT, self.paper)

    def date_role(self, key: bool) -> Role:
        """The role of an entry's date."""
        return self.key_date if key else self.date

    def mm(self, at_full_size: float) -> float:
        """A length given at 80×120, on this panel."""
        return at_full_size * self.scale

    def resized(self, size_pt: float) -> Lettering:
        """The same with the text at another size."""
        return replace(self, text=replace(self.text, style=self.text.style.resized(size_pt)))


def lettering(setting: Setting) -> Lettering:
    """The lettering of a panel's own chronology."""
    date = _role(setting, "date")
    key = setting.roles.get("date-key")
    return _lettering(
        setting,
        date=date,
        key=key or replace(date, ink=_accent(setting, date.ink)),
        text=_role(setting, "event", "chronology", "caption"),
        place=_role(setting, "chronology-place", "caption"),
    )


def band_lettering(setting: Setting) -> Lettering:
    """The lettering of the exhibition's band."""
    date = _role(setting, "band-date", "band", "caption")
    key = setting.roles.get("date-key")
    accent = key.ink if key else _accent(setting, date.ink)
    text = _role(setting, "band", "caption")
    return _lettering(setting, date=date, key=replace(date, ink=accent), text=text, place=text)


def _lettering(setting: Setting, *, date: Role, key: Role, text: Role, place: Role) -> Lettering:
    return Lettering(
        date=date,
        key_date=key,
        text=_undivided(text),
        place=_undivided(place),
        tick=_role(setting, "tick", "band-date", "label", "caption"),
        number=_role(setting, "map-number", "label", "caption"),
        line=date.ink,
        accent=key.ink,
        paper=setting.paper,
        scale=setting.scale,
        language=setting.language,
    )


def _role(setting: Setting, *names: str) -> Role:
    # Another role is not even asked for: what asks for none that shrinks is drawn but once.
    return setting.role(next((name for name in names if name in setting.roles), names[0]))


def _undivided(role: Role) -> Role:
    """The role without hyphens: in texts of a few words they only disturb."""
    return replace(role, style=replace(role.style, hyphenate=False))


def _accent(setting: Setting, otherwise: Ink) -> Ink:
    inks: Mapping[str, Ink] = setting.inks
    return inks.get("accent") or inks.get("garance") or otherwise


def faint(ink: Ink, share: float, paper: Ink) -> Ink:
    """`ink` at `share` of its strength: a tint on light paper, a mixture on a dark ground."""
    if lightness(paper) >= lightness(ink):
        return ink.tinted(share)
    return paper.mixed(ink, share)


def readable(ink: Ink, paper: Ink, ratio: float) -> Ink:
    """The lightest tint of `ink`, in tenths, whose contrast on `paper` is at least `ratio`."""
    for tenths in range(4, 10):
        found = faint(ink, tenths / 10, paper)
        if contrast(found, paper) >= ratio:
            return found
    return ink


def em_mm(role: Role) -> float:
    """A role's type size in mm."""
    return mm_from_pt(role.style.size_pt)


def drop_mm(role: Role) -> float:
    """How far a role's descenders reach under the baseline, in mm."""
    return em_mm(role) * DESCENT_EM


def single(text: str, role: Role, *, bold: bool = False) -> Line:
    """One line of text in a role, never broken, ordinals and signs as the language wants them."""
    return single_line(text, role.style, bold)


@lru_cache(maxsize=4096)
def single_line(text: str, style: TypeStyle, bold: bool = False) -> Line:
    """The same for a role's style."""
    line = set_single(typeset_spans((Span(text, bold=bold),), style.language).spans, style)
    return line or Line((), 0.0, 0.0, 0.0, 0.0, "", False, True)


def width_mm(text: str, role: Role) -> float:
    """The width of one line of text in a role."""
    return single(text, role).width_mm


def text_at(
    text: str, role: Role, at: tuple[float, float], anchor: Anchor = "start", ink: Ink | None = None
) -> tuple[GlyphRun, ...]:
    """One line of text, its baseline's start, middle or end at `at`."""
    line = single(text, role)
    shift = {"start": 0.0, "middle": line.width_mm / 2, "end": line.width_mm}[anchor]
    return runs_of(line, at[0] - shift - line.x_mm, at[1], role, ink)
