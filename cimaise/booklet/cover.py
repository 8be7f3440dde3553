"""The cover: its ground, its giant figure cut by the edge, and its sheet with the spine."""

from __future__ import annotations

from msgspec import Struct

from cimaise.booklet.book_page import BookPage
from cimaise.booklet.figures import Figure
from cimaise.booklet.style import accent, title_ink
from cimaise.geometry import Rect, rectangle
from cimaise.inks import Ink
from cimaise.layout.marks import Mark, PathMark
from cimaise.layout.setting import Setting, line_of
from cimaise.units import pt_from_mm

# The figure's capitals: how high, how far cut by the left edge, where they stand; shares of the
# page's width and height.
GIANT_HEIGHT = 0.46
GIANT_CUT = 0.09
GIANT_FOOT = 0.70
TINT = 0.2


class Giant(Struct, frozen=True):
    """The figure, and where its box stands from the top left of the page's text, mm."""

    figure: Figure
    left_mm: float
    top_mm: float


def giant_figure(text: str, setting: Setting, page: BookPage) -> Giant | None:
    """A number as high as nearly half the page; None where there is none."""
    if not text:
        return None
    role = setting.roles.get("giant") or setting.role("title")
    height = page.height_mm * GIANT_HEIGHT
    size_pt = pt_from_mm(height / role.style.base_face.cap_height)
    resized = type(role)(role.name, role.style.resized(size_pt), accent(setting), size_pt)
    edge = page.bleed_mm + page.width_mm * GIANT_CUT
    run = line_of(text, resized, (-edge + page.bleed_mm, height), ink=accent(setting))
    # Cut where the bleed ends: what lies beyond is no one's paper.
    width = min(run.width_mm - page.width_mm * GIANT_CUT, page.width_mm) + page.bleed_mm
    figure = Figure("giant", width, height, (run,))
    top = page.height_mm * GIANT_FOOT - height - page.head_mm
    return Giant(figure, -page.outer_mm - page.bleed_mm, top)


def ground(key: str, page: BookPage, ink: Ink) -> Figure:
    """A page filled with ink to the end of its bleed."""
    width, height = page.width_mm + 2 * page.bleed_mm, page.height_mm + 2 * page.bleed_mm
    return Figure(key, width, height, (PathMark(rectangle(Rect(0, 0, width, height)), fill=ink),))


def dark_ground(setting: Setting, page: BookPage) -> Figure:
    """The ground of covers and of plates of words."""
    return ground("ground-dark", page, title_ink(setting))


def light_ground(setting: Setting, page: BookPage) -> Figure:
    """The ground of a page that nothing stands on."""
    return ground("ground-light", page, title_ink(setting).tinted(TINT))


def numbered_ground(number: int, setting: Setting, page: BookPage) -> Figure:
    """The plate of a panel that has nothing to show: its number, large, in a tint."""
    base = light_ground(setting, page)
    role = setting.role("title")
    height = page.height_mm * GIANT_HEIGHT
    size_pt = pt_from_mm(height / role.style.base_face.cap_height)
    ink = title_ink(setting).tinted(2 * TINT)
    resized = type(role)(role.name, role.style.resized(size_pt), ink, size_pt)
    at = (page.bleed_mm + page.inner_mm, page.bleed_mm + page.height_mm * GIANT_FOOT)
    marks: tuple[Mark, ...] = (*base.marks, line_of(str(number), resized, at, ink=ink))
    return Figure(f"ground-{number}", base.width_mm, base.height_mm, marks)
