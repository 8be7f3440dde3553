"""Collects what one page paints: places it in mm, decides if it is judged, joins what is alike.

Joining keeps a map of 10^5 strokes at a handful of elements, so rules stay instant.
"""

from __future__ import annotations

from typing import Any

from cimaise.geometry import Rect
from cimaise.preflight.budget import ELEMENTS, Budget, ExhaustedError
from cimaise.preflight.colour import ColourSpace, Paint, inks_of
from cimaise.preflight.facts import Element, Group
from cimaise.preflight.matrix import Box, Matrix, common, is_empty
from cimaise.preflight.objects import identity
from cimaise.preflight.state import Ink
from cimaise.units import mm_from_pt

# A mark that ends exactly on the bleed's edge does not touch the printed surface.
_TOUCH_PT = 0.01


class Recorder:
    """The elements of one page, while its content is read."""

    def __init__(self, finished: Box, printed: Box, budget: Budget) -> None:
        self._finished, self._printed, self._budget = finished, printed, budget
        self._paints: dict[tuple[Any, ...], Paint] = {}
        self._found: dict[tuple[Any, ...], list[Any]] = {}
        self._groups: dict[tuple[Any, ...], Group] = {}
        self._met: set[tuple[Any, ...]] = set()
        self.costs: dict[tuple[Any, ...], int] = {}
        """Operators that a form took to draw, by form and way of drawing it."""
        self.place: Box | None = None
        """Where patterns and glyphs count as painted, instead of their own coordinates."""
        self.hidden = 0
        """How many enclosing layers are off."""
        self.mask: str | None = None
        """`Luminosity` or `Alpha` while a soft mask is read."""
        self.pictures_only = False
        """Inside an uncoloured Type 3 glyph, whose shapes were counted as text."""

    def paint(self, ink: Ink, overprint_mode: int) -> Paint:
        """The paint of an ink; the same object for the same paint."""
        return self.paint_of(ink.space, ink.values, ink.overprint, overprint_mode)

    def paint_of(
        self, space: ColourSpace, values: tuple[float, ...], overprint: bool, mode: int
    ) -> Paint:
        """The paint of a colour; the same object for the same paint."""
        key = (space, values, overprint, mode)
        found = self._paints.get(key)
        if found is None:
            found = Paint(space, values, overprint, mode, inks_of(space, values))
            self._paints[key] = found
        return found

    def add(
        self, kind: type[Element], paint: Paint, box: Box, clip: Box, visible: bool, **more: Any
    ) -> None:
        """Record one painting of `box` (pt, default user space) within `clip`."""
        shown = common(self.place or box, clip)
        nothing = is_empty(shown)
        if nothing:
            shown = (self.place or box) if not is_empty(box) else (0.0, 0.0, 0.0, 0.0)
        if self.place is not None and self.pictures_only and "pixels" not in more:
            return
        judged = (
            visible
            and not nothing
            and not self.hidden
            and not (paint.inks is not None and not paint.inks)
            and self._touches(shown)
        )
        key = (kind, id(paint), judged, self.mask, *more.values())
        known = self._found.get(key)
        if known is None:
            if len(self._found) >= ELEMENTS:
                raise ExhaustedError(f"more than {ELEMENTS:,} kinds of element on a page")
            self._found[key] = [shown, 1, shown, paint, more]
            return
        known[1] += 1
        if _area(shown) > _area(known[2]):
            known[2] = shown

    def add_group(self, space: ColourSpace | None, box: Box | None) -> None:
        """Record one transparency group."""
        luminosity = self.mask == "Luminosity"
        place = self.in_mm(box) if box is not None and not is_empty(box) else None
        self._groups.setdefault((space, luminosity), Group(space, luminosity, place))

    @property
    def mode(self) -> tuple[bool, str | None, Box | None, bool]:
        """What decides, besides a stream's own state, how its elements are recorded."""
        return (self.hidden > 0, self.mask, self.place, self.pictures_only)

    def met(self, stream: Any, matrix: Matrix, colour: tuple[Any, ...], box: Box) -> bool:
        """Whether a nested stream was read before in the same way, so reading it tells no more."""
        key = identity(stream)
        if key is None:
            return False
        way = (key, matrix, colour, self._touches(box), *self.mode)
        if way in self._met:
            return True
        self._met.add(way)
        return False

    def _touches(self, box: Box) -> bool:
        left, bottom, right, top = self._printed
        return (
            box[2] > left + _TOUCH_PT
            and box[0] < right - _TOUCH_PT
            and box[3] > bottom + _TOUCH_PT
            and box[1] < top - _TOUCH_PT
        )

    def in_mm(self, box: Box) -> Rect:
        """`box` in mm from the top left of the trimmed page."""
        left, top = self._finished[0], self._finished[3]
        return Rect(
            mm_from_pt(box[0] - left),
            mm_from_pt(top - box[3]),
            mm_from_pt(box[2] - box[0]),
            mm_from_pt(box[3] - box[1]),
        )

    def elements(self) -> tuple[Element, ...]:
        """Everything recorded, in the order of first painting."""
        return tuple(
            key[0](
                paint=paint,
                box=self.in_mm(first),
                judged=key[2],
                in_mask=key[3] is not None,
                count=count,
                largest=self.in_mm(largest),
                **more,
            )
            for key, (first, count, largest, paint, more) in self._found.items()
        )

    def groups(self) -> tuple[Group, ...]:
        """Every kind of transparency group recorded."""
        return tuple(self._groups.values())


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
