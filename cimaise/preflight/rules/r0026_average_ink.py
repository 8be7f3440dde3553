"""The inks stay under the limit on average over any square of 15 mm.

What it does: slides a square of 15 mm over the rendered separations of each page and takes the mean
of C+M+Y+K, at most 320 %. Without rendered separations it estimates from the elements, and says so,
and how many pictures it had to leave out.

Why it is bad: too much ink does not dry, sets off on the next sheet and glues pages together.

How to fix it: convert pictures with the printer's profile, and lighten rich blacks.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found
from cimaise.preflight.limits import AVERAGED_OVER_MM, MAX_AVERAGE_INK

CODE: Final = "pdf-R0026"


_ROUNDING: Final = 0.01
"""Rasters of 8 bits cannot tell a difference of one percent."""


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per page whose densest square is over the limit."""
    del facts
    if ask.plates is None:
        return
    for peak in ask.plates.peaks:
        if peak.mean_ink > MAX_AVERAGE_INK + _ROUNDING:
            yield Found(
                f"{'an estimated ' if ask.plates.estimated else ''}{peak.mean_ink:.0%} of ink "
                f"on average over {AVERAGED_OVER_MM:g} mm; at most {MAX_AVERAGE_INK:.0%}",
                peak.page,
                peak.box,
                {
                    "ink_percent": peak.mean_ink * 100,
                    "limit_percent": MAX_AVERAGE_INK * 100,
                    "estimated": int(ask.plates.estimated),
                },
            )
