"""Key figures: numbers set large side by side, what each counts under it."""

from __future__ import annotations

from collections.abc import Sequence

from cimaise.geometry import Rect, rectangle
from cimaise.layout.blocks.prose import prose_of, set_prose
from cimaise.layout.context import Context
from cimaise.layout.marks import Group
from cimaise.layout.setting import Anchor, Laid, Role, glyphs_of, line_of
from cimaise.units import mm_from_pt, pt_from_mm

# A column narrower than this at 80×120 breaks its label after every word.
NARROWEST_MM = 95.0

# How much of a figure that is cut by the edge must be left of it.
LEAST_SHARE_IN_SIGHT = 0.84


def lay_out_figures(context: Context) -> Laid:
    """All of the panel's figures in equal columns, or in rows where columns would be narrow.

    In a slot that bleeds, the first figure alone fills the slot's height and runs off the page.
    """
    if context.slot.bleed:
        return _cut_by_the_edge(context)
    area, count = context.cell.inner, len(context.panel.figures)
    gutter = context.grid.unit * 2
    width = (area.width - gutter * (count - 1)) / count
    if width < NARROWEST_MM * context.setting.scale:
        return _stacked(context)
    cells = [
        Rect(area.x + place * (width + gutter), area.y, width, area.height)
        for place in range(count)
    ]
    return _together([_figure(context, index, cell) for index, cell in enumerate(cells)])


def _stacked(context: Context) -> Laid:
    """One figure under the other in equal rows, labels beside the values."""
    area, figures = context.cell.inner, context.panel.figures
    height = area.height / len(figures)
    values = [glyphs_of(context.text(figure.value), context.role) for figure in figures]
    widest = max(sum(glyph.advance_mm for glyph in glyphs) for glyphs in values)
    beside = widest + context.grid.unit * 1.5
    parts: list[Laid] = []
    for index in range(len(figures)):
        cell = Rect(area.x, area.y + index * height, area.width, height - context.grid.unit)
        parts.append(_figure(context, index, cell, beside))
    return _together(parts)


def _figure(context: Context, index: int, cell: Rect, beside: float | None = None) -> Laid:
    """A value, capitals at the cell's top; its label under it or `beside` mm to the right."""
    figure, role = context.panel.figures[index], context.role
    label_role = context.inked(context.setting.role("figure-label"))
    baseline = cell.y + _cap_mm(role)
    if beside is None:
        top = baseline + context.grid.unit * 1.5
        room = Rect(cell.x, top, cell.width, max(0.0, cell.bottom - top))
    else:
        room = Rect(cell.x + beside, cell.y, cell.width - beside, cell.height)
    prose = prose_of(context, figure.label, label_role, "figures", index, "label")
    label = set_prose(context, prose, room)
    value = line_of(context.text(figure.value), role, (cell.x, baseline))
    bottom = max(baseline, room.y + label.height_mm)
    return Laid((value, *label.marks), bottom - cell.y, label.diagnostics, label.fits)


def _together(parts: Sequence[Laid]) -> Laid:
    return Laid(
        tuple(mark for part in parts for mark in part.marks),
        max((part.height_mm for part in parts), default=0.0),
        tuple(found for part in parts for found in part.diagnostics),
        tuple(fit for part in parts for fit in part.fits),
    )


def _cap_mm(role: Role) -> float:
    return mm_from_pt(role.style.size_pt) * role.style.base_face.cap_height


def _cut_by_the_edge(context: Context) -> Laid:
    """One figure as high as its slot, its inner side on the grid, the rest over the edge."""
    figure, area, role = context.panel.figures[0], context.cell.inner, context.role
    face = role.style.base_face
    by_height = pt_from_mm(area.height / face.cap_height)
    # On a narrow page the figure must stay one: most of its width is kept in sight.
    text = context.text(figure.value)
    width = sum(glyph.advance_mm for glyph in glyphs_of(text, role))
    by_width = role.style.size_pt * area.width / (width * LEAST_SHARE_IN_SIGHT)
    size_pt = min(by_height, by_width)
    giant = Role(role.name, role.style.resized(size_pt), role.ink, size_pt)
    off_left = "left" in context.slot.bleed
    x = area.right if off_left else area.x
    anchor: Anchor = "end" if off_left else "start"
    run = line_of(text, giant, (x, area.bottom), anchor)
    clip = rectangle(context.grid.trim.outset(context.grid.bleed_mm))
    label = context.text(figure.label)
    return Laid((Group("giant-figure", (run,), clip, description=label),), area.height)
