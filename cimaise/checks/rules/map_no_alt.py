"""A map has no description of its own for those who cannot see it.

What it does: asks every map for `alt`.

Why it is bad: the booklet reads out what stands on the map, place by place; what the map shows as
a whole, and why, nobody says.

How to fix it: say in one or two sentences what the map shows. Places, routes and zones follow it by
themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.diagnostics import Severity
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel

CODE: Final = "map-no-alt"


def find(exhibition: Exhibition, panel: Panel) -> Iterator[Finding]:
    """A warning where the panel's map has none."""
    if panel.map is not None and panel.map.alt is None:
        hint = "write `alt:` with what the map shows, in a sentence or two"
        place = panel.key_span("map")
        yield Finding(CODE, Severity.WARNING, "the map has no alt", place, None, hint)
