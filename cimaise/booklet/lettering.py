"""The theme's roles at the booklet's sizes: what figures are lettered in, what texts are set in."""

from __future__ import annotations

from msgspec.structs import replace

from cimaise.inks import WHITE, Ink
from cimaise.layout.editions import Edition
from cimaise.layout.marks import GlyphRun, Group, Mark, PathMark
from cimaise.layout.setting import Role, Setting
from cimaise.model.exhibition import Exhibition

# A figure as wide as an A5 page's text shows its lines and symbols at this share of a panel's.
SCALE = 0.28
# GWG 2022, sheetfed (R0016, R0017): white and coloured type from 8 pt; black may be smaller.
LEAST_COLOURED_PT = 8.0
LEAST_BLACK_PT = 7.0
MOST_PT = 10.0
# GWG 2022, sheetfed (R0019): lines in several inks from 0.25 pt.
LEAST_LINE_PT = 0.25
# Less ink than this in all is paper, or type that stands for it.
NEARLY_WHITE = 0.2


def figure_setting(exhibition: Exhibition, language: str) -> Setting:
    """The setting of maps, chronologies and bands, on white paper."""
    panels = Edition(exhibition, language, exhibition.format).setting
    roles: dict[str, Role] = {}
    for name, role in panels.roles.items():
        least = LEAST_BLACK_PT if role.ink.is_black_only else LEAST_COLOURED_PT
        # From panel size to 80×120 size, whatever format the exhibition is designed for.
        full = role.style.size_pt / panels.scale
        size = max(least, min(full * SCALE, MOST_PT))
        roles[name] = Role(name, role.style.resized(size), role.ink, size)
    return Setting(language, SCALE, roles, panels.inks, WHITE, panels.folder)


def printable(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """The same marks with no line or letter in several inks finer than a sheetfed press registers.

    Lines grow to the least width; letters, whose size is settled, turn gray.
    """
    return tuple(_printable(mark) for mark in marks)


def _printable(mark: Mark) -> Mark:
    if isinstance(mark, Group):
        return replace(mark, marks=printable(mark.marks))
    if isinstance(mark, PathMark) and mark.stroke and 0 < mark.width_pt < LEAST_LINE_PT:
        return replace(mark, width_pt=LEAST_LINE_PT)
    if isinstance(mark, GlyphRun) and mark.size_pt < LEAST_COLOURED_PT:
        return replace(mark, ink=_gray(mark.ink))
    return mark


def _gray(ink: Ink) -> Ink:
    """As light an ink, on the black plate alone; paper and black stay what they are."""
    if ink.is_black_only or sum(ink.cmyk) < NEARLY_WHITE:
        return ink
    red, green, blue = ink.srgb
    level = round(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    return Ink("gray", (0, 0, 0, round(1 - level / 255, 4)), (level, level, level))


def ink_named(setting: Setting, *names: str) -> Ink:
    """The first of these inks that the theme has; else its first one that is not paper."""
    for name in names:
        if name in setting.inks:
            return setting.inks[name]
    return next((ink for ink in setting.inks.values() if sum(ink.cmyk) > 0.5), WHITE)
