"""Key figures: numbers set large side by side, what each counts under it."""

from __future__ import annotations

from cimaise.geometry import Rect, rectangle
from cimaise.layout.blocks.prose import Keys, Prose, set_prose
from cimaise.layout.context import Context
from cimaise.layout.marks import Group, Mark
from cimaise.layout.setting import Anchor, Laid, Role, line_of
from cimaise.units import mm_from_pt, pt_from_mm


def lay_out_figures(context: Context) -> Laid:
    """All of the panel's figures in equal columns, values on one baseline, labels hung below.

    In a slot that bleeds, the first figure alone fills the slot's height and runs off the page.
    """
    if context.slot.bleed:
        return _cut_by_the_edge(context)
    figures = context.panel.figures
    area, role = context.cell.inner, context.role
    label_role = context.inked(context.setting.role("figure-label"))
    gutter = context.grid.unit * 2
    width = (area.width - gutter * (len(figures) - 1)) / len(figures)
    cap = mm_from_pt(role.style.size_pt) * role.style.base_face.cap_height
    baseline = area.y + cap
    top = baseline + context.grid.unit * 1.5
    marks: list[Mark] = []
    parts: list[Laid] = []
    for index, figure in enumerate(figures):
        x = area.x + index * (width + gutter)
        marks.append(line_of(context.text(figure.value), role, (x, baseline)))
        path: Keys = ("figures", index, "label", *figure.label.path(context.setting.language))
        label = set_prose(
            context,
            Prose(context.text(figure.label), label_role, path),
            Rect(x, top, width, max(0.0, area.bottom - top)),
        )
        marks += label.marks
        parts.append(label)
    tallest = max((part.height_mm for part in parts), default=0.0)
    return Laid(
        tuple(marks),
        top + tallest - area.y,
        tuple(found for part in parts for found in part.diagnostics),
        tuple(fit for part in parts for fit in part.fits),
    )


def _cut_by_the_edge(context: Context) -> Laid:
    """One figure as high as its slot, its inner side on the grid, the rest over the edge."""
    figure, area, role = context.panel.figures[0], context.cell.inner, context.role
    face = role.style.base_face
    size_pt = pt_from_mm(area.height / face.cap_height)
    giant = Role(role.name, role.style.resized(size_pt), role.ink, size_pt)
    off_left = "left" in context.slot.bleed
    x = area.right if off_left else area.x
    anchor: Anchor = "end" if off_left else "start"
    run = line_of(context.text(figure.value), giant, (x, area.bottom), anchor)
    clip = rectangle(context.grid.trim.outset(context.grid.bleed_mm))
    label = context.text(figure.label)
    return Laid((Group("giant-figure", (run,), clip, description=label),), area.height)
