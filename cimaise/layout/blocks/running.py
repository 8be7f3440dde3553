"""What repeats on every panel: its number, and the running line at the foot."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from cimaise.layout.blocks.display import set_display
from cimaise.layout.blocks.prose import Keys
from cimaise.layout.context import Context
from cimaise.layout.setting import Laid
from cimaise.typography.micro import one_line, typeset_spans
from cimaise.typography.spans import Span

BETWEEN = " — "


def lay_out_number(context: Context) -> Laid:
    """The panel's place in the exhibition: 9 / 12."""
    text = f"{context.panel.number} / {len(context.exhibition.panels)}"
    return _single_line(context, ((text, context.setting.language),), ())


def lay_out_running(context: Context) -> Laid:
    """The exhibition's title and subtitle in one small line, each as its language is set."""
    title, subtitle = context.exhibition.title, context.exhibition.subtitle
    asked = context.setting.language
    key, last = ("subtitle", subtitle) if subtitle else ("title", title)
    parts = [(part.get(asked), part.language(asked)) for part in (title, subtitle) if part]
    if len({language for _, language in parts}) == 1:
        # As one text: what stands at a border is judged by what it stands beside.
        parts = [(BETWEEN.join(text for text, _ in parts), parts[0][1])]
    return _single_line(context, parts, (key, *last.path(asked)))


def _single_line(context: Context, parts: Sequence[tuple[str, str]], path: Keys) -> Laid:
    """Texts, each with its language. What is too wide is overset, with the place in
    exhibition.yaml."""
    area, role = context.cell.inner, context.role.speaking(parts[0][1])
    cap = role.style.cap_mm
    # The foot or the top of a slot: nothing in between.
    y = area.bottom - cap if context.slot.align == "foot" else area.y
    line = replace(area, y=y, height=cap)
    ends: list[tuple[int, str]] = []
    text = ""
    for part, language in parts:
        text += BETWEEN * bool(text) + one_line(part, language)
        ends.append((len(text), language))

    def spans_of(words: str) -> tuple[Span, ...]:
        spans: tuple[Span, ...] = ()
        at = 0
        for end, language in ends:
            if words[at:end]:
                spans += typeset_spans((Span(words[at:end]),), language).spans
            at = end
        return spans

    return set_display(context, text, role, line, path, of_exhibition=True, spans_of=spans_of)
