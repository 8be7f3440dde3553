"""The pages of any PDF that is to be imposed: their boxes and their size as they are looked at."""

from __future__ import annotations

import pikepdf
from msgspec import Struct

Box = tuple[float, float, float, float]


class SourcePage(Struct, frozen=True):
    """A page, in points: trim and what lies outside it, as they are looked at."""

    page: pikepdf.Page
    trim: Box
    bleed: Box

    @property
    def size_pt(self) -> tuple[float, float]:
        """Width and height of the trim as it is looked at."""
        unit = float(self.page.obj.get("/UserUnit", 1))
        width, height = self.trim[2] - self.trim[0], self.trim[3] - self.trim[1]
        turned = int(self.page.obj.get("/Rotate", 0)) % 180 == 90
        return (height * unit, width * unit) if turned else (width * unit, height * unit)


def measured(page: pikepdf.Page) -> SourcePage:
    """A page's boxes; what says that it is turned or enlarged is dropped where it means nothing."""
    for key, is_sound in (("/Rotate", _is_quarter_turn), ("/UserUnit", _is_enlargement)):
        if key in page.obj and not is_sound(_number(page.obj[key])):
            del page.obj[key]
    media = _box(page.mediabox)
    trim = _within(_box(page.trimbox), media)
    bleed = _within(_box(page.bleedbox), media) if "/BleedBox" in page.obj else trim
    return SourcePage(page, trim, bleed)


def _number(value: object) -> float | None:
    try:
        return float(value)  # type: ignore[arg-type]  # that it is no number is what we ask
    except (TypeError, ValueError):
        return None


def _is_quarter_turn(value: float | None) -> bool:
    return value is not None and value % 90 == 0


def _is_enlargement(value: float | None) -> bool:
    return value is not None and value > 0


def _box(box: pikepdf.Array) -> Box:
    x1, y1, x2, y2 = (float(edge) for edge in box)
    return (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def _within(inner: Box, outer: Box) -> Box:
    left, bottom = max(inner[0], outer[0]), max(inner[1], outer[1])
    right, top = min(inner[2], outer[2]), min(inner[3], outer[3])
    # A box that lies beside the page is a mistake; the page itself is the best guess.
    return (left, bottom, right, top) if left < right and bottom < top else outer
