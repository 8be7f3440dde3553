"""What a file is judged by: profile, distance, scale, flavour; and comparisons with limits."""

from __future__ import annotations

from msgspec import Struct

from cimaise.preflight.facts import Page
from cimaise.preflight.limits import Flavour, Profile
from cimaise.preflight.plates import Plates
from cimaise.units import mm_from_pt

# A page of a usual size is that size to a millimetre, upright or across.
_SAME_MM = 1.0
# PDF writers round to a few decimals; a limit met to one part in ten thousand is met.
_SLACK = 1e-4


class UsualSize(Struct, frozen=True):
    """A size that prints have, and from how far such a print is read."""

    name: str
    trim_mm: tuple[float, float]
    distance_m: float


class Ask(Struct, frozen=True):
    """The question. `scale` 10 means 1:10; `broken` lists the PDF/X rules found broken so far."""

    profile: Profile
    distance_m: float | None = 1.0
    """None: as the page's size among `usual` says, else 1 m."""
    scale: float = 1.0
    flavour: Flavour = "x-4"
    max_ink: float | None = None
    """The printer's own total ink limit (3.0 is 300 %), over that of the profile."""
    plates: Plates | None = None
    broken: tuple[str, ...] = ()
    usual: tuple[UsualSize, ...] = ()

    def scale_of(self, page: Page) -> float:
        """How much larger the page is printed: its UserUnit where it has one (R0037)."""
        return page.user_unit if page.user_unit and page.user_unit > 0 else self.scale

    def least_pt(self, limit_pt: float, page: Page) -> float:
        """A limit for lines or type, at the page's scale."""
        return limit_pt / self.scale_of(page)

    def least_ppi(self, limit_ppi: float, page: Page) -> float:
        """A limit for images, at the page's scale and, for large format, the reading distance."""
        distance = self.distance_of(page) if self.profile == "large-format" else 1.0
        return limit_ppi / distance * self.scale_of(page)

    def distance_of(self, page: Page) -> float:
        """From how far the page is read, in metres."""
        if self.distance_m is not None:
            return self.distance_m
        usual = self.usual_size(page)
        return usual.distance_m if usual else 1.0

    def usual_size(self, page: Page) -> UsualSize | None:
        """The usual size that the page is trimmed to, at its scale."""
        left, bottom, right, top = page.finished
        sides = [mm_from_pt(side) * self.scale_of(page) for side in (right - left, top - bottom)]
        for usual in self.usual:
            pairs = zip(sorted(sides), sorted(usual.trim_mm), strict=True)
            if all(abs(side - wanted) <= _SAME_MM for side, wanted in pairs):
                return usual
        return None


def below(value: float, limit: float) -> bool:
    """Whether `value` is under `limit` by more than a writer's rounding."""
    return value < limit * (1 - _SLACK)


def above(value: float, limit: float) -> bool:
    """Whether `value` is over `limit` by more than a writer's rounding."""
    return value > limit * (1 + _SLACK)
