"""Where eyelets are punched into a panel, as the printer profile asks, in mm of the trim."""

from __future__ import annotations

from math import ceil

from cimaise.geometry import Rect
from cimaise.model.printer import Printer


def eyelet_places(
    width_mm: float, height_mm: float, printer: Printer
) -> tuple[tuple[float, float], ...]:
    """Centres of the eyelets: one in each corner, the rest evenly, never farther than asked."""
    most = printer.eyelets_every_mm
    if most is None:
        return ()
    inset = printer.eyelet_inset_mm
    area = Rect(0, 0, width_mm, height_mm).outset(-inset)
    across = [area.x + part for part in _even(area.width, most)]
    down = [area.y + part for part in _even(area.height, most)]
    free = [side for side in ("top", "foot") if side not in printer.pocket_sides]
    if printer.pocket_mm is None:
        free = ["top", "foot"]
    else:
        # A pole, no rope, holds the sides with a pocket; the others start beyond it.
        low = printer.pocket_mm + inset if "top" in printer.pocket_sides else area.y
        high = area.bottom
        if "foot" in printer.pocket_sides:
            high = height_mm - printer.pocket_mm - inset
        down = [low + part for part in _even(max(0.0, high - low), most)]
    rows = {"top": area.y, "foot": area.bottom}
    places = [(x, rows[side]) for side in free for x in across]
    places += [(x, y) for x in (area.x, area.right) for y in down]
    return tuple(dict.fromkeys((round(x, 3), round(y, 3)) for x, y in places))


def _even(length: float, most: float) -> list[float]:
    count = max(1, ceil(length / most - 1e-6))
    return [length * place / count for place in range(count + 1)]
