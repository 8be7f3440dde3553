"""Type is too small for the distance that it is read from.

What it does: compares the size of every role in use, after the whole exhibition agreed on it, with
a least size that grows with the format's reading distance. Texts that are read through want more
than captions and labels, to which a visitor steps nearer.

Why it is bad: whoever sees less well, and everybody in a dim room, gives up on the text.

How to fix it: raise `size_pt` or `min_size_pt` of the role in the theme, cut the text that forced
the whole exhibition to shrink, or, if visitors do come nearer, say so with `reading_distance_m` in
exhibition.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.limits import value
from cimaise.checks.places import theme_span
from cimaise.checks.reading_kinds import SIZE_LIMITS
from cimaise.checks.subject import PageSubject
from cimaise.diagnostics import Severity
from cimaise.units import rounded_down, rounded_up

CODE: Final = "text-too-small"


def find(page: PageSubject) -> Iterator[Finding]:
    """A warning per role below the least size."""
    distance = page.distance_m
    for used in page.used_roles:
        per_metre = value(SIZE_LIMITS[used.kind])
        least = per_metre * distance
        if used.size_pt >= least - 0.005:
            continue
        full = used.role.style.size_pt
        shrunk = used.size_pt < full - 0.005
        key = "min_size_pt" if shrunk else "size_pt"
        wanted = rounded_up(least / page.scale)
        sizes = f"`{key}: {wanted:g}`"
        if shrunk and wanted > full / page.scale:
            sizes = f"`size_pt` and `min_size_pt` to {wanted:g}"
        cause = f"shrunk from {full:.3g} pt to {used.size_pt:.3g}" if shrunk else "set"
        size = "" if shrunk else f" at {used.size_pt:.3g}"
        yield Finding(
            CODE,
            Severity.WARNING,
            f"role `{used.role.name}` is {cause}{size} pt, where {least:.3g} pt is the least "
            f"to be read from {distance:g} m",
            theme_span(page.exhibition, "roles", used.role.name, key),
            None,
            f"set {sizes} or more in the theme, or "
            f"`reading_distance_m: {rounded_down(used.size_pt / per_metre, 2):g}` in "
            "exhibition.yaml if it is read from there",
            {
                "size_pt": round(used.size_pt, 2),
                "required_pt": round(least, 2),
                "distance_m": distance,
                "role": used.role.name,
            },
            key=used.role.name,
            weight=least / used.size_pt,
            shared=True,
        )
