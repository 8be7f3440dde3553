"""Lines of a text stand too close together.

What it does: compares the leading of roles that set two lines or more with their size; titles and
other display lines are left alone.

Why it is bad: the eye that comes back from the end of a line lands on the wrong one.

How to fix it: raise `leading_pt` of the role in the theme.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.limits import value
from cimaise.checks.places import theme_span
from cimaise.checks.reading_kinds import kind_of
from cimaise.checks.subject import PageSubject
from cimaise.diagnostics import Severity
from cimaise.units import rounded_up

CODE: Final = "leading-too-tight"
LABELS: Final = ("map", "band")
"""Their texts are names and dates, a line or two each."""


def find(page: PageSubject) -> Iterator[Finding]:
    """A warning per role below the limit."""
    least = value("leading")
    for name in dict.fromkeys(_roles(page)):
        style = page.edition.setting.role(name).style
        percent = style.leading_pt / style.size_pt * 100
        if percent >= least - 0.05:
            continue
        size = style.size_pt / page.scale
        yield Finding(
            CODE,
            Severity.WARNING,
            f"the leading of role `{name}` is {math.floor(percent)} % of its size; "
            f"{least:.0f} % is the least",
            theme_span(page.exhibition, "roles", name, "leading_pt"),
            None,
            f"set `leading_pt: {rounded_up(size * least / 100):g}` or more in the theme",
            {"leading_percent": round(percent, 1), "required_percent": least, "role": name},
            key=name,
            shared=True,
        )


def _roles(page: PageSubject) -> Iterator[str]:
    for fit in page.laid.fits:
        slot = page.layout.slots.get(fit.slot)
        if not slot or slot.block in LABELS:
            continue
        if fit.lines > 1 and kind_of(slot.block, fit.role, slot.role_name) != "display":
            yield fit.role
