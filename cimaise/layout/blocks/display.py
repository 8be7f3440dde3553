"""Display lines: title, subtitle, quotation. Balanced, never hyphenated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import floor

from msgspec.structs import replace

from cimaise.geometry import Rect
from cimaise.layout.blocks.prose import (
    Keys,
    missing_glyphs,
    prose_of,
    set_prose,
    shift_mm,
)
from cimaise.layout.context import Context
from cimaise.layout.cut import least_cut
from cimaise.layout.marks import Mark
from cimaise.layout.room import room_words
from cimaise.layout.setting import Laid, Overset, Role, SlotFit, runs_of, together
from cimaise.model.texts import LocalText
from cimaise.typography.counting import word_ends
from cimaise.typography.lines import Line
from cimaise.typography.micro import typeset_spans
from cimaise.typography.spans import Span, TextBlock
from cimaise.typography.titles import break_title

# From a quotation's last baseline to who said it, in steps of the grid: its letters reach down.
BY_GAP = 3


def lay_out_display(context: Context) -> Laid:
    """The slot's title or subtitle, its first capitals on the slot's top."""
    block = context.slot.block
    text = getattr(context.panel, block)
    if text is None:
        return Laid()
    return _set_text(context, text, (block,), context.cell.inner)


def lay_out_quote(context: Context) -> Laid:
    """The quotation, then who said it, in a role of its own: one group, aligned as such.

    Who said it takes its room first; one line of the slot is the quotation's in any case.
    """
    quote = context.panel.quote
    if quote is None:
        return Laid()
    area, keys = context.cell.inner, ("quote", "text")
    if not quote.by:
        return _set_text(context, quote.text, keys, area)
    gap = context.grid.unit * BY_GAP
    role = context.inked(context.setting.role("quote-by"))
    prose = prose_of(context, quote.by, role, "quote", "by")
    least = context.role.style.cap_mm + gap
    by = set_prose(context, prose, below(area, least))
    room = area.height - (gap + by.height_mm if by.height_mm else 0.0)
    said = _set_text(context, quote.text, keys, replace(area, height=room))
    top = area.y + shift_mm(context.slot.align, room, said.height_mm)
    # Set again where it stands: there is room for more words where the quotation leaves some.
    free = max(0.0, room - said.height_mm)
    under = Rect(area.x, top + said.height_mm + gap, area.width, by.height_mm + free)
    by = set_prose(context, prose, under) if by.height_mm else by
    return together((said, by), under.y + by.height_mm - top)


def below(area: Rect, height: float) -> Rect:
    """The area less that much from its top."""
    return Rect(area.x, area.y + height, area.width, max(0.0, area.height - height))


def _set_text(context: Context, local: LocalText, keys: Keys, area: Rect) -> Laid:
    asked = context.setting.language
    role = context.role.speaking(local.language(asked))
    path = (*keys, *local.path(asked))
    return set_display(context, local.get(asked), role, area, path, align=context.slot.align)


def set_display(
    context: Context,
    text: str,
    role: Role,
    area: Rect,
    path: Keys,
    *,
    align: str = "top",
    of_exhibition: bool = False,
    spans_of: Callable[[str], Sequence[Span]] | None = None,
) -> Laid:
    """Set `text` in balanced lines, the first capitals on the top of `area` where it is aligned so.

    In an area as high as the capitals that is one line. Where not all of it is in the role's
    language, `spans_of` typesets as much of it as is shown.
    """
    style = role.style
    cap = role.style.cap_mm
    capacity = max(0, floor((area.height - cap) / style.leading_mm + 1e-6) + 1)
    ends = word_ends(text)

    def broken(part: str) -> tuple[Line, ...]:
        spans = spans_of(part) if spans_of else typeset_spans((Span(part),), style.language).spans
        return break_title(spans, style, area.width, max(1, capacity))

    def fits(lines: tuple[Line, ...]) -> bool:
        return len(lines) <= capacity and not any(line.emergency for line in lines)

    def kept(words: int) -> tuple[Line, ...]:
        return broken(" ".join(text[: ends[words - 1]].split()))

    lines = broken(text)
    overset = None
    if not fits(lines):
        cut = least_cut(lambda words: fits(kept(words)), len(ends), 1)
        over = max(len(lines) - capacity, 0)
        overset = Overset(cut, over, over * style.leading_mm)
        # As in running text, what is shown is what will fit; of a single word that is nothing,
        # and it is shown all the same.
        if context.counting and cut < len(ends):
            lines = kept(len(ends) - cut)
        lines = lines[: max(1, capacity)]
    height = cap + (len(lines) - 1) * style.leading_mm
    shift = shift_mm(align, area.height, height)
    marks: list[Mark] = []
    for index, line in enumerate(lines):
        baseline = area.y + shift + cap + index * style.leading_mm
        marks += runs_of(line, area.x, baseline, role)
    free = capacity - len(lines)
    # Few words tell little of those to come, but a line holds one of them at least.
    room = max(free, room_words(len(ends), lines, area.width, len(lines), free))
    fit = SlotFit(
        context.name,
        role.name,
        style.size_pt,
        role.min_size_pt,
        len(ends),
        len(lines),
        capacity,
        min(len(lines), capacity),
        0 if overset else room,
        overset,
        path,
        of_exhibition,
    )
    blocks = (TextBlock("paragraph", (Span(text),)),)
    found = missing_glyphs(context, blocks, role, path, of_exhibition=of_exhibition)
    return Laid(tuple(marks), height, found, (fit,))
