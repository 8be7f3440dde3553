"""Display lines: title, subtitle, quotation. Balanced, never hyphenated."""

from __future__ import annotations

from cimaise.geometry import Rect
from cimaise.layout.blocks.prose import Keys, least_cut, missing_glyphs, prose_of, set_prose
from cimaise.layout.context import Context
from cimaise.layout.marks import Mark
from cimaise.layout.room import room_words
from cimaise.layout.setting import Laid, Overset, SlotFit, runs_of
from cimaise.model.texts import LocalText
from cimaise.typography.counting import word_ends
from cimaise.typography.lines import Line
from cimaise.typography.micro import typeset_spans
from cimaise.typography.spans import Span, TextBlock
from cimaise.typography.titles import break_title
from cimaise.units import mm_from_pt


def lay_out_display(context: Context) -> Laid:
    """The slot's title or subtitle, its first capitals on the slot's top."""
    block = context.slot.block
    text = getattr(context.panel, block)
    if text is None:
        return Laid()
    return _set_display(context, text, (block,), context.cell.inner)


def lay_out_quote(context: Context) -> Laid:
    """The quotation, then who said it, in a role of its own."""
    quote = context.panel.quote
    if quote is None:
        return Laid()
    area = context.cell.inner
    said = _set_display(context, quote.text, ("quote", "text"), area)
    if not quote.by:
        return said
    y = area.y + said.height_mm + context.grid.unit * 2
    role = context.inked(context.setting.role("quote-by"))
    by = set_prose(
        context,
        prose_of(context, quote.by, role, "quote", "by"),
        Rect(area.x, y, area.width, max(0.0, area.bottom - y)),
    )
    return Laid(
        (*said.marks, *by.marks),
        y + by.height_mm - area.y,
        (*said.diagnostics, *by.diagnostics),
        (*said.fits, *by.fits),
    )


def _set_display(context: Context, local: LocalText, keys: Keys, area: Rect) -> Laid:
    asked = context.setting.language
    text, path = local.get(asked), (*keys, *local.path(asked))
    role = context.role.speaking(local.language(asked))
    style = role.style
    cap = mm_from_pt(style.size_pt) * style.base_face.cap_height
    capacity = max(0, int((area.height - cap) / style.leading_mm + 1e-6) + 1)
    ends = word_ends(text)

    def broken(part: str) -> tuple[Line, ...]:
        spans = typeset_spans((Span(part),), style.language).spans
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
        # As in running text, what is shown is what will fit; of a single word that is nothing.
        if context.counting and cut < len(ends):
            lines = kept(len(ends) - cut)
    height = cap + (len(lines) - 1) * style.leading_mm
    shift = {"top": 0.0, "middle": (area.height - height) / 2, "foot": area.height - height}[
        context.slot.align
    ]
    marks: list[Mark] = []
    for index, line in enumerate(lines):
        baseline = area.y + shift + cap + index * style.leading_mm
        marks += runs_of(line, area.x, baseline, role.ink)
    free = capacity - len(lines)
    fit = SlotFit(
        context.name,
        role.name,
        style.size_pt,
        role.min_size_pt,
        len(ends),
        len(lines),
        capacity,
        min(len(lines), capacity),
        0 if overset else room_words(len(ends), lines, area.width, len(lines), free),
        overset,
        path,
    )
    blocks = (TextBlock("paragraph", (Span(text),)),)
    return Laid(tuple(marks), height, missing_glyphs(context, blocks, role, path), (fit,))
