"""A picture has more pixels than detail.

What it does: decodes the picture once and looks for two traces. Interpolation leaves a rhythm:
neighbouring pixels differ more and less in turns, along both sides alike, and beyond the detail
that the picture once had there is nearly none. And in a picture that was enlarged twice or more the
finest detail, of one or two pixels, is nearly empty beside detail twice as large. On pictures made
for the purpose the first finds nine in ten of those enlarged 1.25 to 2 times (bilinear, bicubic,
Lanczos; sharpened or not), half to three quarters of those saved as JPEG afterwards, and none that
was not enlarged; of photographs three in four enlarged 4 to 6 times, one in five enlarged 8 times.
It misses what was enlarged by a ratio that falls in with JPEG's squares (1.6 always; 4, 8 and 1.33
if saved as JPEG afterwards), by repeating pixels, by a program that invents detail, or was reduced
again. Pictures that are flat everywhere, of 1 bit, or under 512 pixels are left alone; one that was
blurred by a pixel may look enlarged.

Small and large ratios leave the same rhythm: 4 that of 1.33, 6 that of 1.2. The finding names the
smaller, and the most detail that there can be: the original may have much less.

Why it is bad: enlarging adds pixels and no detail. The resolution looks right in numbers and the
print is soft.

How to fix it: ask for the original scan. If the picture is out of focus on purpose, allow it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.limits import value
from cimaise.checks.pictures import files_of
from cimaise.diagnostics import Figure, Severity
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel

CODE: Final = "image-upscaled"


def find(exhibition: Exhibition, panel: Panel) -> Iterator[Finding]:
    """A warning per picture with either trace."""
    # numpy takes longer to load than most checks to run, and many panels have no picture.
    from cimaise.resources.picture_traces import traces

    least = value("finest-detail")
    for file in files_of(exhibition, panel):
        found = traces(file.facts)
        is_coarse = found.finest_percent is not None and found.finest_percent < least
        if found.enlarged is None and not is_coarse:
            continue
        times = round(found.enlarged or 1.0, 2)
        # Without its finest detail a picture halved would lose nothing.
        coarser = max(times, 2.0) if is_coarse else times
        width, height = file.facts.pixels
        figures: dict[str, Figure] = {}
        if found.enlarged is not None:
            figures["times"] = times
            told = f"it was enlarged at least {times:.2g} times, or blurred"
        else:
            told = "it was enlarged, or is out of focus"
        if found.finest_percent is not None:
            figures |= {
                "finest_detail_percent": round(found.finest_percent, 1),
                "least_percent": least,
            }
        yield Finding(
            CODE,
            Severity.WARNING,
            f"{file.path.name} has {width} × {height} pixels and the detail of at most "
            f"about {width / coarser:.0f} × {height / coarser:.0f}: {told}",
            panel.span(file.field, file.index, "file"),
            None,
            "ask for the original scan",
            figures,
        )
