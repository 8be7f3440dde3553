"""The size that cures an overset text: one for all the editions in which it is overset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from cimaise.diagnostics import Figure
from cimaise.layout.overset import room_hint, size_hint

# Sizes are told to two digits.
ROUNDING_PT = 0.005


class Cure(Struct, frozen=True):
    """At what size one edition's text would fit, if at any, and from what size it can be read.

    Sizes are on the edition's paper, but for the theme's.
    """

    role: str
    slot: str
    layout: str
    format_name: str
    scale: float
    distance_m: float
    readable_pt: float | None
    size_pt: float | None
    theme_pt: float | None
    remark: str = ""
    """What the hint ends with: why the text is long."""

    @property
    def own_hint(self) -> str:
        """The size as this edition's hint tells it."""
        return self.hint_at(self.theme_pt) if self.theme_pt else ""

    def paper_pt(self, theme_pt: float) -> float:
        """What a size of the theme is on this edition's paper."""
        own = self.size_pt if theme_pt == self.theme_pt else None
        return own or theme_pt * self.scale

    def hint_at(self, theme_pt: float) -> str:
        """The size of the theme, and what it is in the edition's format."""
        in_format = self.format_name if self.scale != 1 else ""
        return size_hint(self.role, theme_pt, self.paper_pt(theme_pt), in_format)


def cured(cures: Sequence[Cure], worst: Cure) -> tuple[str, Mapping[str, Figure]]:
    """The end of the hint, and its figures, for editions that are told as one; `worst` words it.

    The least size is told, as the others fit at it too; none where one of them fits at no size.
    """
    figures: dict[str, Figure] = {}
    if worst.readable_pt:
        figures["readable_pt"] = round(worst.readable_pt, 2)
    sizes = [cure.theme_pt for cure in cures if cure.theme_pt]
    if len(sizes) < len(cures):
        # The worst one's own hint says so already where it is itself without.
        told = room_hint(worst.slot, worst.layout) if worst.theme_pt else ""
        return told + worst.remark, figures
    least = min(sizes)
    figures["size_that_fits_pt"] = round(worst.paper_pt(least), 2)
    figures["theme_size_pt"] = least
    return worst.hint_at(least) + _unreadable(cures, least) + worst.remark, figures


def _unreadable(cures: Sequence[Cure], theme_pt: float) -> str:
    """Where nobody can read that size of the theme; of several formats, the one to ask most."""
    readable = {
        cure.readable_pt / cure.scale: cure
        for cure in cures
        if cure.readable_pt and cure.paper_pt(theme_pt) < cure.readable_pt - ROUNDING_PT
    }
    if not readable:
        return ""
    cure = readable[max(readable)]
    several = len({cure.format_name for cure in cures}) > 1
    where = f" in {cure.format_name}" if several else ""
    return f"; under {cure.readable_pt:.3g} pt it cannot be read from {cure.distance_m:g} m{where}"
