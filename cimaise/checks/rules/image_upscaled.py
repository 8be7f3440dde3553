"""A picture has more pixels than detail.

What it does: decodes the picture once, takes five squares of it and compares how much stands in the
finest detail, of one or two pixels, with how much stands in detail twice as large. In a photograph
or an engraving both are alike; in one that was enlarged the finest is nearly empty. A picture that
is flat everywhere is left alone.

Why it is bad: enlarging adds pixels and no detail. The resolution looks right in numbers and the
print is soft.

How to fix it: ask for the original scan. If the picture is out of focus on purpose, allow it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PIL import Image, ImageChops, ImageStat

from cimaise.checks.findings import Finding
from cimaise.checks.limits import value
from cimaise.checks.pictures import File, files_of
from cimaise.diagnostics import Severity
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.resources.pictures import opened

CODE: Final = "image-upscaled"
SQUARE_PX: Final = 256
LOOKED_AT: Final = ((0.5, 0.5), (0.3, 0.3), (0.7, 0.3), (0.3, 0.7), (0.7, 0.7))
# Below this many levels of 255 there is no detail to compare.
LEAST_DETAIL: Final = 2.0


def find(exhibition: Exhibition, panel: Panel) -> Iterator[Finding]:
    """A warning per picture below the limit."""
    least = value("finest-detail")
    for file in files_of(exhibition, panel):
        if file.facts.bits == 1 or min(file.facts.pixels) < 2 * SQUARE_PX:
            continue
        percent = _finest_percent(file)
        if percent is None or percent >= least:
            continue
        width, height = file.facts.pixels
        yield Finding(
            CODE,
            Severity.WARNING,
            f"{file.path.name} has {width} × {height} pixels and the detail of about "
            f"{width // 2} × {height // 2}: it was enlarged, or is out of focus",
            panel.span(file.field, file.index, "file"),
            None,
            "ask for the original scan",
            {"finest_detail_percent": round(percent, 1), "least_percent": least},
        )


def _finest_percent(file: File) -> float | None:
    """The finest detail as a share of the next coarser one, where it is strongest."""
    shares: list[float] = []
    try:
        with opened(file.path) as picture:
            gray = picture.convert("L")
    # A damaged file makes decoders raise nearly anything; laying it out or painting tells.
    except Exception:
        return None
    for across, down in LOOKED_AT:
        left = int(gray.width * across - SQUARE_PX / 2)
        top = int(gray.height * down - SQUARE_PX / 2)
        square = gray.crop((left, top, left + SQUARE_PX, top + SQUARE_PX))
        half = square.resize((SQUARE_PX // 2, SQUARE_PX // 2), Image.Resampling.LANCZOS)
        coarse = _detail(half)
        if coarse >= LEAST_DETAIL:
            shares.append(_detail(square) / coarse * 100)
    return max(shares, default=None)


def _detail(square: Image.Image) -> float:
    """The root mean square of what is lost when the square is halved and doubled again."""
    size = square.size
    small = square.resize((size[0] // 2, size[1] // 2), Image.Resampling.LANCZOS)
    blurred = small.resize(size, Image.Resampling.LANCZOS)
    return float(ImageStat.Stat(ImageChops.difference(square, blurred)).rms[0])
