"""QR code: vector modules in black, with its quiet zone, and the label beside it."""

from __future__ import annotations

import re
from functools import lru_cache

from cimaise.geometry import Rect, rectangle
from cimaise.inks import BLACK, WHITE
from cimaise.layout.blocks.prose import prose_of, set_prose
from cimaise.layout.context import Context
from cimaise.layout.marks import Group, PathMark
from cimaise.layout.setting import Laid
from cimaise.model.panel import QR_ERROR_LEVEL

# ISO/IEC 18004 asks four modules of white around the code.
QUIET_MODULES = 4
# A module seen from one metre: phones resolve 10:1 to 15:1 of distance to code width.
MAX_WIDTH_MM = 80.0
DARK = re.compile(rb"\x01+")


def lay_out_qr(context: Context) -> Laid:
    """The code at the left of its slot, the label at its right, both on the slot's foot or top."""
    qr = context.panel.qr
    if qr is None:
        return Laid()
    area = context.cell.inner
    side = min(area.height, area.width * 0.5, MAX_WIDTH_MM * context.setting.scale)
    y = area.y if context.slot.align == "top" else area.bottom - side
    code = _code(context, qr.url, Rect(area.x, y, side, side))
    if not qr.label:
        return Laid((code,), side)
    gap = context.grid.unit * 2
    beside = Rect(area.x + side + gap, y, area.width - side - gap, side)
    prose = prose_of(context, qr.label, context.role, "qr", "label")
    label = set_prose(context, prose, beside, align=context.slot.align)
    return Laid((code, *label.marks), side, label.diagnostics, label.fits)


def _code(context: Context, url: str, area: Rect) -> Group:
    rows = _matrix(url)
    module = area.width / (len(rows) + 2 * QUIET_MODULES)
    black = context.setting.inks.get("black", BLACK)
    marks = [PathMark(rectangle(area), fill=WHITE)]
    for row, line in enumerate(rows):
        # Modules of one row that touch are one rectangle: no hairline shows between them.
        for found in DARK.finditer(line):
            x = area.x + (QUIET_MODULES + found.start()) * module
            y = area.y + (QUIET_MODULES + row) * module
            bar = Rect(x, y, (found.end() - found.start()) * module, module)
            marks.append(PathMark(rectangle(bar), fill=black))
    return Group("qr-code", tuple(marks), title="QR code", description=url)


@lru_cache(maxsize=64)
def _matrix(url: str) -> tuple[bytes, ...]:
    """The rows of the code, a byte for each module: 1 where it is dark."""
    # segno loads a web client's modules, and few panels have a code.
    import segno

    return tuple(map(bytes, segno.make(url, error=QR_ERROR_LEVEL, micro=False).matrix))
