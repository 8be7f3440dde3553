"""Scale and reading distance are known and agree.

What it does: every limit for lines, type and images counts the scale and, for images, the reading
distance. A page's UserUnit is its scale, and the limits follow it where no scale is asked for.
Where one other than 1 is, this rule checks that both are the same.

Why it is bad: a banner judged at the wrong scale passes with a tenth of the pixels that it needs,
or is printed at a tenth of its size.

How to fix it: give `--scale` as the printer will enlarge the file, and no UserUnit.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-R0037"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per page whose UserUnit is no scale, or not the one asked for."""
    for page in facts.pages:
        unit = page.user_unit
        if unit is None:
            continue
        if unit <= 0 or (ask.scale != 1.0 and abs(unit - ask.scale) > 1e-6 * unit):
            yield Found(
                f"the page's UserUnit is {unit:g}, but the scale asked for is {ask.scale:g}",
                page.number,
                figures={"user_unit": unit, "scale": ask.scale},
            )
