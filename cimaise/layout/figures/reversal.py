"""A figure on a coloured ground: that is its paper, and inks that cannot be read there change.

A setting and an ink in, a setting out. Maps need none of it: they bring land and sea.
"""

from __future__ import annotations

from msgspec.structs import replace

from cimaise.inks import BLACK, Ink
from cimaise.layout.figures.contrast import contrast
from cimaise.layout.setting import Role, Setting

# For text of the least size (WCAG 2.2, 1.4.3): the body's 7:1 would leave no accent on dark blue.
LEAST_CONTRAST = 4.5
# Tints that are tried for an ink with a hue, the strongest first.
TINTS = (0.8, 0.7, 0.6, 0.5, 0.45, 0.4, 0.3, 0.2)


def on_ground(setting: Setting, ground: Ink, text: Ink | None = None) -> Setting:
    """The setting whose paper is `ground`.

    On a dark ground, inks that read on it stay; of the others, black and the ground's own ink
    become `text` (the setting's paper where none is given), and inks with a hue of their own a
    tint that reads. On a light ground all stay.
    """
    light = text or setting.paper
    if contrast(BLACK, ground) > contrast(light, ground):
        return replace(setting, paper=ground)

    def readable(ink: Ink) -> Ink:
        if contrast(ink, ground) >= LEAST_CONTRAST:
            return ink
        if ink.is_black_only or ink.name == ground.name:
            return light
        tints = (ink.tinted(share) for share in TINTS)
        return next((tint for tint in tints if contrast(tint, ground) >= LEAST_CONTRAST), light)

    def reversed_role(role: Role) -> Role:
        return replace(role, ink=readable(role.ink))

    return replace(
        setting,
        roles={name: reversed_role(role) for name, role in setting.roles.items()},
        inks={name: readable(ink) for name, ink in setting.inks.items()},
        paper=ground,
    )
