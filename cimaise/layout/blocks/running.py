"""What repeats on every panel: its number, and the running line at the foot."""

from __future__ import annotations

from msgspec.structs import replace

from cimaise.layout.blocks.display import set_display
from cimaise.layout.blocks.prose import Keys
from cimaise.layout.context import Context
from cimaise.layout.setting import Laid
from cimaise.typography.micro import one_line


def lay_out_number(context: Context) -> Laid:
    """The panel's place in the exhibition: 9 / 12."""
    return _single_line(context, f"{context.panel.number} / {len(context.exhibition.panels)}", ())


def lay_out_running(context: Context) -> Laid:
    """The exhibition's title and subtitle in one small line."""
    title, subtitle = context.exhibition.title, context.exhibition.subtitle
    key, last = ("subtitle", subtitle) if subtitle else ("title", title)
    text = " — ".join(context.text(part) for part in (title, subtitle) if part)
    return _single_line(context, text, (key, *last.path(context.setting.language)))


def _single_line(context: Context, text: str, path: Keys) -> Laid:
    """What is too wide is overset, with the place in exhibition.yaml."""
    area, role = context.cell.inner, context.role
    cap = role.style.cap_mm
    # The foot or the top of a slot: nothing in between.
    y = area.bottom - cap if context.slot.align == "foot" else area.y
    line = replace(area, y=y, height=cap)
    text = one_line(text, context.setting.language)
    return set_display(context, text, role, line, path, of_exhibition=True)
