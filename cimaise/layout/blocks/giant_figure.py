"""A key figure as high as its slot, cut by the edge of the panel, and still the number that it is.

Its label is the text for those who do not see it; it is printed nowhere.
"""

from __future__ import annotations

from typing import Final

from cimaise.geometry import rectangle
from cimaise.layout.blocks.key_figures import value_keys, value_of
from cimaise.layout.blocks.prose import missing_glyphs
from cimaise.layout.context import Context
from cimaise.layout.cut import least_cut
from cimaise.layout.marks import Group
from cimaise.layout.setting import Anchor, Laid, Overset, Role, SlotFit, glyphs_of, line_of
from cimaise.typography.counting import word_ends
from cimaise.typography.spans import Span, TextBlock

# How much of a figure that is cut by the edge must be left within its slot.
LEAST_SHARE_IN_SLOT: Final = 0.84
# How much of its outermost sign the edge may take: an 8 without its left half is a 3.
MOST_OF_A_SIGN: Final = 0.2
# Of more signs the first is too narrow to be missed: they are set whole.
MOST_SIGNS_CUT: Final = 3


def lay_out_giant(context: Context) -> Laid:
    """The panel's first figure alone, its inner side on the grid, the other over the edge.

    It is as large as its slot is high, or less to stay legible; where that is less than the
    role's least size, it is overset.
    """
    figure, area, role = context.panel.figures[0], context.cell.inner, context.role
    text = value = value_of(context, figure)
    path = value_keys(context, 0)
    by_height = role.style.size_pt * area.height / role.style.cap_mm
    least = min(role.min_size_pt, role.style.size_pt, by_height)
    ends = word_ends(text)
    overset = None
    if _widest_pt(context, value) < least:
        cut = least_cut(
            lambda kept: _widest_pt(context, value[: ends[kept - 1]]) >= least, len(ends), 1
        )
        overset = Overset(cut, 0, 0.0)
        text = value[: ends[len(ends) - cut - 1]] if cut < len(ends) else value
    # A word that is too wide is shown smaller than it may be, never as another number.
    size_pt = min(by_height, _widest_pt(context, text))
    giant = Role(role.name, role.style.resized(size_pt), role.ink, size_pt)
    off_left = context.cell.outer.x < area.x
    anchor: Anchor = "end" if off_left else "start"
    run = line_of(text, giant, (area.right if off_left else area.x, area.bottom), anchor)
    clip = rectangle(context.grid.trim.outset(context.grid.bleed_mm))
    group = Group("giant-figure", (run,), clip, description=context.text(figure.label))
    fit = SlotFit(
        context.name,
        role.name,
        least if overset else size_pt,
        role.min_size_pt,
        len(ends),
        1,
        1,
        1,
        0,
        overset,
        path,
    )
    written = (TextBlock("paragraph", (Span(context.text(figure.value)),)),)
    return Laid((group,), area.height, missing_glyphs(context, written, role, path), (fit,))


def _widest_pt(context: Context, text: str) -> float:
    """The largest size at which the text is legible in the slot's width."""
    area, outer, seen = context.cell.inner, context.cell.outer, context.grid.visible
    role = context.role
    glyphs = glyphs_of(text, role)
    width = sum(glyph.advance_mm for glyph in glyphs)
    off_left, off_right = outer.x < area.x, outer.right > area.right
    if not (off_left or off_right) or len(glyphs) > MOST_SIGNS_CUT:
        return role.style.size_pt * area.width / width
    in_sight = area.right - seen.x if off_left else seen.right - area.x
    cut = glyphs[0 if off_left else -1].advance_mm * MOST_OF_A_SIGN
    share = min(area.width / (width * LEAST_SHARE_IN_SLOT), in_sight / (width - cut))
    return role.style.size_pt * share
