"""No colour exceeds the printer's own ink limit.

What it does: where the printer profile sets a limit for C+M+Y+K, compares every stated colour with
it, and the densest square of the rendered separations where they were made.

Why it is bad: paper and press of that printer cannot dry more ink.

How to fix it: lighten the theme's inks, and convert pictures with the printer's profile.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-ink-limit"


_ROUNDING: Final = 0.01


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per kind of element over the limit, one per page of separations."""
    if ask.max_ink is None:
        return
    for page, element in facts.elements():
        total = element.paint.process_sum
        if total > ask.max_ink + _ROUNDING:
            yield Found(
                f"a colour has {total:.0%} of ink ({element.paint.in_words()}); "
                f"at most {ask.max_ink:.0%}",
                page.number,
                element.box,
                {"ink_percent": total * 100, "limit_percent": ask.max_ink * 100},
                count=element.count,
                hint=f"take {100 * (total - ask.max_ink):.0f} % off its inks, cyan, magenta and "
                "yellow first",
            )
    for peak in ask.plates.peaks if ask.plates is not None else ():
        if peak.mean_ink > ask.max_ink + _ROUNDING:
            yield Found(
                f"{peak.mean_ink:.0%} of ink on average; at most {ask.max_ink:.0%}",
                peak.page,
                peak.box,
                {"ink_percent": peak.mean_ink * 100, "limit_percent": ask.max_ink * 100},
            )
