"""What repeats on every panel: its number, and the running line at the foot."""

from __future__ import annotations

from cimaise.layout.context import Context
from cimaise.layout.setting import Anchor, Laid, line_of
from cimaise.units import mm_from_pt


def lay_out_number(context: Context) -> Laid:
    """The panel's place in the exhibition: 9 / 12."""
    text = f"{context.panel.number} / {len(context.exhibition.panels)}"
    return _single_line(context, text)


def lay_out_running(context: Context) -> Laid:
    """The exhibition's title and subtitle in one small line."""
    title = context.text(context.exhibition.title)
    subtitle = context.text(context.exhibition.subtitle)
    return _single_line(context, f"{title} — {subtitle}" if subtitle else title)


def _single_line(context: Context, text: str) -> Laid:
    area, role = context.cell.inner, context.role
    style = role.style
    cap = style.base_face.cap_height * mm_from_pt(style.size_pt)
    baseline = area.bottom if context.slot.align == "foot" else area.y + cap
    anchors: dict[str, tuple[Anchor, float]] = {
        "center": ("middle", area.centre.x),
        "right": ("end", area.right),
    }
    anchor, x = anchors.get(style.align, ("start", area.x))
    return Laid((line_of(text, role, (x, baseline), anchor),), cap)
