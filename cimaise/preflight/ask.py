"""What a file is judged by: profile, distance, scale, flavour; and comparisons with limits."""

from __future__ import annotations

from dataclasses import dataclass

from cimaise.preflight.facts import Page
from cimaise.preflight.limits import Flavour, Profile
from cimaise.preflight.plates import Plates

# PDF writers round to a few decimals; a limit met to one part in ten thousand is met.
_SLACK = 1e-4


@dataclass(frozen=True, slots=True)
class Ask:
    """The question. `scale` 10 means 1:10; `broken` lists the PDF/X rules found broken so far."""

    profile: Profile
    distance_m: float = 1.0
    scale: float = 1.0
    flavour: Flavour = "x-4"
    max_ink: float | None = None
    """The printer's own total ink limit (3.0 is 300 %), over that of the profile."""
    plates: Plates | None = None
    broken: tuple[str, ...] = ()

    def scale_of(self, page: Page) -> float:
        """How much larger the page is printed: its UserUnit where it has one (R0037)."""
        return page.user_unit if page.user_unit and page.user_unit > 0 else self.scale

    def least_pt(self, limit_pt: float, page: Page) -> float:
        """A limit for lines or type, at the page's scale."""
        return limit_pt / self.scale_of(page)

    def least_ppi(self, limit_ppi: float, page: Page) -> float:
        """A limit for images, at the page's scale and, for large format, the reading distance."""
        distance = self.distance_m if self.profile == "large-format" else 1.0
        return limit_ppi / distance * self.scale_of(page)


def below(value: float, limit: float) -> bool:
    """Whether `value` is under `limit` by more than a writer's rounding."""
    return value < limit * (1 - _SLACK)


def above(value: float, limit: float) -> bool:
    """Whether `value` is over `limit` by more than a writer's rounding."""
    return value > limit * (1 + _SLACK)
