"""What is painted under or over a page that is set: grounds and bands of dates, all ornament."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from cimaise.booklet.content import Content
from cimaise.booklet.cover import dark_ground, light_ground, numbered_ground
from cimaise.booklet.figures import Figure
from cimaise.booklet.rendering import Rendered
from cimaise.layout.setting import Setting


class Stamp(Struct, frozen=True):
    """A figure on a page (from 0); its box's top left from the trim's, mm as the page is set."""

    page: int
    figure: Figure
    x_mm: float
    y_mm: float
    under: bool


def stamps(content: Content, rendered: Rendered, setting: Setting) -> tuple[Stamp, ...]:
    """Every stamp of the booklet."""
    return tuple(_stamps(content, rendered, setting))


def _stamps(content: Content, rendered: Rendered, setting: Setting) -> Iterator[Stamp]:
    page, anchors = content.page, rendered.anchors
    dark, light = dark_ground(setting, page), light_ground(setting, page)

    def ground(number: int, figure: Figure) -> Stamp:
        return Stamp(number, figure, -page.bleed_mm, -page.bleed_mm, under=True)

    for name in ("cover", "back") if content.covers else ():
        yield ground(anchors[name], dark)
    for number in rendered.blank_pages:
        yield ground(number, light)
    for panel in content.panels:
        first = anchors[panel.anchor]
        if not panel.plates:
            yield ground(
                anchors[panel.plate_anchors[0]], numbered_ground(panel.number, setting, page)
            )
        for name, items in zip(panel.plate_anchors, panel.plates, strict=False):
            if all(item.placed.drawn is None for item in items):
                yield ground(anchors[name], dark)
        if panel.band is not None:
            # Page 1 is a right page: pages counted from 0 are left ones where the count is odd.
            left = page.text_left_mm(is_left_page=first % 2 == 1)
            foot = page.head_mm + page.depth_mm
            yield Stamp(first, panel.band.figure, left, foot - content.band_mm, under=False)


def ground_figures(content: Content, setting: Setting) -> tuple[Figure, ...]:
    """Every ground that a page may need, whatever pages there will be."""
    page = content.page
    numbered = (
        numbered_ground(panel.number, setting, page) for panel in content.panels if not panel.plates
    )
    return (dark_ground(setting, page), light_ground(setting, page), *numbered)
