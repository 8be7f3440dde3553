"""Key figures: numbers set large side by side, what each counts under it."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from msgspec.structs import replace

from cimaise.geometry import Rect
from cimaise.layout.blocks.display import set_display
from cimaise.layout.blocks.prose import Keys, prose_of, set_prose
from cimaise.layout.context import Context
from cimaise.layout.setting import Laid, Overset, Role, SlotFit, glyphs_of, together
from cimaise.model.panel import KeyFigure
from cimaise.typography.counting import count_words
from cimaise.typography.markdown import plain
from cimaise.typography.micro import one_line

# A column narrower than this at 80×120 breaks its label after every word.
NARROWEST_MM = 95.0
# No label asks for more than this share of its row, however long its longest word.
MOST_OF_A_ROW = 0.5
# Between a value and its label, in steps of the grid.
LABEL_GAP = 1.5


def lay_out_figures(context: Context) -> Laid:
    """All of the panel's figures in equal columns, or in rows where columns would be narrow.

    Rows, too, where a column is too narrow for a value or for a word of a label.
    """
    columns = _columns(context)
    return columns if columns is not None and not columns.is_overset else _rows(context)


def value_of(context: Context, figure: KeyFigure) -> str:
    """A figure's value as it is read: on one line, its digits in groups that nothing parts."""
    return one_line(context.text(figure.value), figure.value.language(context.setting.language))


def value_keys(context: Context, index: int) -> Keys:
    """The keys that lead to a figure's value in the panel's file."""
    path = context.panel.figures[index].value.path(context.setting.language)
    return ("figures", index, "value", *path)


def _columns(context: Context) -> Laid | None:
    """Figures side by side, labels under the values; None where there is no room for labels."""
    area, figures = context.cell.inner, context.panel.figures
    gutter = context.grid.unit * 2
    width = (area.width - gutter * (len(figures) - 1)) / len(figures)
    if width < max(NARROWEST_MM * context.setting.scale, _longest_mm(context)):
        return None
    cap, gap = context.role.style.cap_mm, context.grid.unit * LABEL_GAP
    if area.height < cap + gap + _label_role(context).style.cap_mm:
        return None
    parts: list[Laid] = []
    for index in range(len(figures)):
        cell = Rect(area.x + index * (width + gutter), area.y, width, area.height)
        under = replace(cell, y=cell.y + cap + gap, height=cell.height - cap - gap)
        parts += (_value(context, index, cell), _label(context, index, under))
    return _together(parts)


def _rows(context: Context) -> Laid:
    """Figures one under the other in equal rows, labels beside the values.

    Of more than there is room for, the first are shown and the others counted.
    """
    area, figures, unit = context.cell.inner, context.panel.figures, context.grid.unit
    fit = _rows_fit(context)
    shown = fit.lines
    most = area.width - unit * LABEL_GAP
    most -= min(_longest_mm(context), area.width * MOST_OF_A_ROW)
    widths = [_width_mm(value_of(context, figure), context.role) for figure in figures[:shown]]
    beside = min(max(widths, default=0.0), most) + unit * LABEL_GAP
    parts: list[Laid] = [Laid(fits=(fit,))] if fit.overset else []
    for index in range(shown):
        y, height = area.y + index * area.height / shown, area.height / shown - unit
        label = Rect(area.x + beside, y, area.width - beside, height)
        parts.append(_value(context, index, Rect(area.x, y, most, height)))
        parts.append(_label(context, index, label))
    return _together(parts)


def _rows_fit(context: Context) -> SlotFit:
    """How many rows there is room for, and the words of those beyond."""
    area, figures, role = context.cell.inner, context.panel.figures, context.role
    row = role.style.cap_mm + context.grid.unit
    room = max(0, floor(area.height / row + 1e-6))
    words = [
        sum(map(count_words, (value_of(context, figure), plain(context.text(figure.label)))))
        for figure in figures
    ]
    over = len(figures) - room
    return SlotFit(
        context.name,
        role.name,
        role.style.size_pt,
        role.min_size_pt,
        sum(words),
        min(len(figures), room),
        room,
        min(len(figures), room),
        0,
        Overset(sum(words[room:]), over, over * row) if over > 0 else None,
        ("figures",),
    )


def _value(context: Context, index: int, cell: Rect) -> Laid:
    """A value on one line, its capitals at the cell's top."""
    figure = context.panel.figures[index]
    role = context.role.speaking(figure.value.language(context.setting.language))
    line = replace(cell, height=role.style.cap_mm)
    return set_display(context, value_of(context, figure), role, line, value_keys(context, index))


def _label(context: Context, index: int, room: Rect) -> Laid:
    label = context.panel.figures[index].label
    prose = prose_of(context, label, _label_role(context), "figures", index, "label")
    return set_prose(context, prose, room)


def _label_role(context: Context) -> Role:
    return context.inked(context.setting.role("figure-label"))


def _longest_mm(context: Context) -> float:
    """The width of the longest word of all labels."""
    role = _label_role(context)
    labels = [plain(context.text(figure.label)) for figure in context.panel.figures]
    return max((_width_mm(word, role) for label in labels for word in label.split()), default=0.0)


def _width_mm(text: str, role: Role) -> float:
    return sum(glyph.advance_mm for glyph in glyphs_of(text, role))


def _together(parts: Sequence[Laid]) -> Laid:
    return together(parts, max((part.height_mm for part in parts), default=0.0))
