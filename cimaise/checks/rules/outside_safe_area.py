"""Text stands too near to the cut, or where the finished object hides it.

What it does: compares the box of every line of text with the format's safe area, and with the part
of the sheet that is in sight. A figure drawn to be cut by the edge is left alone.

Why it is bad: a cut is never exact, hems and grommets need room, and the cassette of a roll-up
swallows 150 to 200 mm of its foot: letters are lost.

How to fix it: move the slot in the layout, or enlarge the grid's margins; if the printer needs
less, lower `safe_mm` of the format.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.places import slot_span
from cimaise.checks.subject import PageSubject
from cimaise.diagnostics import Severity
from cimaise.geometry import Rect

CODE: Final = "outside-safe-area"
TOLERANCE_MM: Final = 0.5


def find(page: PageSubject) -> Iterator[Finding]:
    """Per slot, an error for text out of sight, a warning for text near the cut."""
    safe, seen = page.edition.safe, page.edition.format.visible
    boxes: dict[str, list[tuple[Rect, str]]] = {}
    for placed in page.runs:
        # What runs out of its slot is overset, which is told.
        if placed.slot not in page.run_out and not safe.contains(placed.box, TOLERANCE_MM):
            boxes.setdefault(placed.slot, []).append((placed.box, placed.run.text))
    for slot, found in boxes.items():
        over, text = max((_over(box, safe), text) for box, text in found)
        hidden = [text for box, text in found if not seen.contains(box, TOLERANCE_MM)]
        margin = seen.width - safe.width
        if hidden:
            message = (
                f"“{_short(hidden[0])}” in slot `{slot}` stands where the panel is {_how(page)}"
            )
        else:
            message = (
                f"“{_short(text)}” in slot `{slot}` stands {margin / 2 - over:.0f} mm from the "
                f"edge; {margin / 2:.0f} mm is the least"
            )
        yield Finding(
            CODE,
            Severity.ERROR if hidden else Severity.WARNING,
            message,
            slot_span(page.exhibition, page.panel.layout, slot),
            slot,
            f"move slot `{slot}` of layout `{page.panel.layout}` by {over:.0f} mm",
            {"over_mm": round(over, 1), "safe_mm": round(margin / 2, 1)},
            key=slot,
            weight=over,
            shared=True,
        )


def _over(box: Rect, safe: Rect) -> float:
    return max(
        safe.x - box.x, safe.y - box.y, box.right - safe.right, box.bottom - safe.bottom, 0.0
    )


def _how(page: PageSubject) -> str:
    hidden = page.edition.format.hidden
    if hidden.foot or hidden.top or hidden.left or hidden.right:
        return "hidden or cut"
    return "cut"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 30 else text[:29] + "…"
