"""How much of its page a panel's text takes, reckoned before the page is set."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from cimaise.booklet.book_page import LEADING_PT, BookPage
from cimaise.layout.setting import Setting
from cimaise.model.panel import Panel
from cimaise.typography.breaking import first_fit
from cimaise.typography.markdown import parse
from cimaise.typography.micro import typeset_spans
from cimaise.typography.spans import Span
from cimaise.units import mm_from_pt

TEXT_PT = 10.5
LEAD_PT, LEAD_LEADING_PT = 12.5, 17.5
SUBTITLE_PT, SUBTITLE_LEADING_PT = 14.0, 17.5
NUMBER_PT = 21.0
PARAGRAPH_GAP_PT = 7.0
# The page breaks lines its own way: what we reckon may be short of it by this share.
SAFETY = 1.06


def room_under_text(
    panel: Panel, setting: Setting, page: BookPage, title_pt: float, band_lines: int
) -> float:
    """The height left under the text on its page, mm; negative where the text needs more.

    `title_pt` is the height of the title's lines.
    """
    used = NUMBER_PT + title_pt + sum(_heights_pt(panel, setting, page)) * SAFETY
    room = (page.lines - band_lines) * LEADING_PT - used
    return mm_from_pt(room)


def _heights_pt(panel: Panel, setting: Setting, page: BookPage) -> Iterator[float]:
    asked, width = setting.language, page.measure_mm
    if panel.subtitle:
        role = setting.role("subtitle").speaking(panel.subtitle.language(asked))
        style = replace(role.style.resized(SUBTITLE_PT), hyphenate=False)
        spans = typeset_spans((Span(panel.subtitle.get(asked)),), style.language).spans
        yield len(first_fit(spans, style, width)) * SUBTITLE_LEADING_PT + PARAGRAPH_GAP_PT
    for text, name, size, leading in (
        (panel.lead, "lead", LEAD_PT, LEAD_LEADING_PT),
        (panel.text, "text", TEXT_PT, LEADING_PT),
    ):
        if text is None:
            continue
        style = setting.role(name).speaking(text.language(asked)).style.resized(size)
        for block in parse(text.get(asked)):
            spans = typeset_spans(block.spans, style.language).spans
            yield len(first_fit(spans, style, width)) * leading + PARAGRAPH_GAP_PT
