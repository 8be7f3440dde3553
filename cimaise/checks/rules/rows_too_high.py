"""The rows of a layout are higher than the page.

What it does: adds up the rows of the panel's layout in each format, gaps included, and compares
them with what the margins leave. Rows below which nothing stands are left alone.

Why it is bad: what stands in the last rows hangs over the foot of the panel, and is cut away.

How to fix it: lower the rows; give one of them a share of what is left (`1fr`), or write heights in
percent where the formats differ in shape.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.places import layout_span
from cimaise.checks.subject import PageSubject
from cimaise.diagnostics import Severity

CODE: Final = "rows-too-high"


def find(page: PageSubject) -> Iterator[Finding]:
    """An error for a layout of which a slot that has content ends under the foot margin."""
    grid, layout = page.grid, page.panel.layout
    lowest = max((cell.inner.bottom for cell in grid.cells.values()), default=0.0)
    over = lowest - grid.live.bottom
    # Rows end on the grid's unit, which the page need not be a multiple of.
    if over <= grid.unit:
        return
    wanted = lowest - grid.live.y
    yield Finding(
        CODE,
        Severity.ERROR,
        f"the rows of layout `{layout}` take {wanted:.0f} mm, and {grid.live.height:.0f} mm lie "
        "between its margins",
        layout_span(page.exhibition, layout, "rows"),
        None,
        f"take {over / page.scale:.0f} mm from the rows, or give one a share of the rest: `1fr`",
        {"rows_mm": round(wanted, 1), "room_mm": round(grid.live.height, 1)},
        key=layout,
        weight=over,
        shared=True,
    )
