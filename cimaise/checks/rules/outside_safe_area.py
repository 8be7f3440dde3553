"""Text stands too near to the cut, or where the finished object hides it.

What it does: compares the box of every line of text with the format's safe area, with the part
of the sheet that is in sight, and with the printer's pockets for poles and eyelets. A figure drawn
to be cut by the edge is left alone.

Why it is bad: a cut is never exact, hems and grommets need room, and the cassette of a roll-up
swallows 150 to 200 mm of its foot: letters are lost.

How to fix it: move the slot in the layout, or enlarge the grid's margins; if the printer needs
less, lower `safe_mm` of the format, or the printer's `pocket_mm` or `eyelet_inset_mm`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.places import slot_span
from cimaise.checks.subject import PageSubject, SlotRun
from cimaise.diagnostics import Severity
from cimaise.geometry import Rect

CODE: Final = "outside-safe-area"
TOLERANCE_MM: Final = 0.5


def find(page: PageSubject) -> Iterator[Finding]:
    """Per slot, an error for text out of sight, a warning for text near the cut."""
    # What runs out of its slot is overset, which is told.
    runs = [placed for placed in page.runs if placed.slot not in page.run_out]
    safe = page.edition.safe
    near: dict[str, list[SlotRun]] = {}
    for placed in runs:
        if not safe.contains(placed.box, TOLERANCE_MM):
            near.setdefault(placed.slot, []).append(placed)
    for slot, found in near.items():
        yield _near_the_edge(page, slot, found)
    punched: dict[str, tuple[SlotRun, Rect]] = {}
    for placed, eyelet in product(runs, page.edition.eyelets):
        if placed.slot not in near and placed.box.overlaps(eyelet):
            punched.setdefault(placed.slot, (placed, eyelet))
    for placed, eyelet in punched.values():
        yield _punched(page, placed, eyelet)


def _near_the_edge(page: PageSubject, slot: str, found: Sequence[SlotRun]) -> Finding:
    safe, seen, visible = page.edition.safe, page.edition.seen, page.edition.format.visible
    worst = max(found, key=lambda placed: (_over(placed.box, safe), placed.run.text))
    over = _over(worst.box, safe)
    hidden = [each for each in found if not seen.contains(each.box, TOLERANCE_MM)]
    margin = page.edition.safe_mm
    if hidden:
        is_welded = visible.contains(hidden[0].box, TOLERANCE_MM)
        how = "welded into a pocket" if is_welded else _how(page)
        message = f"“{hidden[0].shown}” in slot `{slot}` stands where the panel is {how}"
    else:
        message = (
            f"“{worst.shown}” in slot `{slot}` stands {margin - over:.0f} mm from the edge; "
            f"{margin:.0f} mm is the least"
        )
    return _finding(page, slot, over, message, Severity.ERROR if hidden else Severity.WARNING)


def _punched(page: PageSubject, placed: SlotRun, eyelet: Rect) -> Finding:
    box, slot = placed.box, placed.slot
    # The shortest way out of the eyelet, along one side.
    across = min(box.right - eyelet.x, eyelet.right - box.x)
    over = min(across, box.bottom - eyelet.y, eyelet.bottom - box.y)
    message = f"an eyelet is punched through “{placed.shown}” in slot `{slot}`"
    return _finding(page, slot, over, message, Severity.ERROR)


def _finding(
    page: PageSubject, slot: str, over: float, message: str, severity: Severity
) -> Finding:
    return Finding(
        CODE,
        severity,
        message,
        slot_span(page.exhibition, page.panel.layout, slot),
        slot,
        f"move slot `{slot}` of layout `{page.panel.layout}` by {over:.0f} mm",
        {"over_mm": round(over, 1), "safe_mm": round(page.edition.safe_mm, 1)},
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
