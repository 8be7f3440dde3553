"""The text of one slot is printed over that of another.

What it does: compares the boxes of all lines of text of different slots, from the top of the
capitals to the foot of letters such as g.

Why it is bad: neither can be read.

How to fix it: give the slots rows or columns of their own in the layout.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.places import slot_span
from cimaise.checks.subject import PageSubject
from cimaise.diagnostics import Severity
from cimaise.geometry import Rect

CODE: Final = "text-over-text"
# A line's descenders may reach into the next one's capitals by this share of the lower of the two.
LEAST_SHARE: Final = 0.3


def find(page: PageSubject) -> Iterator[Finding]:
    """An error per pair of slots, at the one that is painted later."""
    cells = page.grid.cells
    for under, over in combinations(cells, 2):
        # What runs out of its slot is overset, which is told.
        if not cells[under].inner.overlaps(cells[over].inner):
            continue
        pairs = product(page.lines(under), page.lines(over))
        met = next((pair for pair in pairs if _meet(pair[0].box, pair[1].box)), None)
        if met:
            yield Finding(
                CODE,
                Severity.ERROR,
                f"“{met[1].shown}” in slot `{over}` is printed over “{met[0].shown}” in slot "
                f"`{under}`",
                slot_span(page.exhibition, page.panel.layout, over),
                over,
                f"give slots `{under}` and `{over}` of layout `{page.panel.layout}` rows or "
                "columns of their own",
                {"under": under, "over": over},
                key=f"{under} {over}",
                shared=True,
            )


def _meet(one: Rect, other: Rect) -> bool:
    reach = min(one.bottom, other.bottom) - max(one.y, other.y)
    return one.overlaps(other) and reach > LEAST_SHARE * min(one.height, other.height)
