"""Partners' logos: one height of eye, side by side from the left, spaced by their own height."""

from __future__ import annotations

from pathlib import Path

from cimaise.diagnostics import Diagnostic, InputError
from cimaise.geometry import Rect
from cimaise.layout.context import Context
from cimaise.layout.marks import Mark, PictureMark
from cimaise.layout.setting import Laid
from cimaise.model.paths import picture_file
from cimaise.resources.pictures import facts


def lay_out_logos(context: Context) -> Laid:
    """All logos in one row that fills at most the slot: as high as the slot, or less to fit."""
    area = context.cell.inner
    placed: list[tuple[PictureMark, float]] = []
    diagnostics: list[Diagnostic] = []
    for index, logo in enumerate(context.panel.logos):
        file = picture_file(context.exhibition.folder, logo.file)
        if not isinstance(file, Path):
            continue  # loading has reported it
        try:
            width, height = facts(file, context.span("logos", index, "file")).pixels
        except InputError as problem:
            diagnostics += problem.diagnostics
            continue
        mark = PictureMark(area, file, alt=context.text(logo.alt), index=index)
        placed.append((mark, width / height))
    if not placed:
        return Laid(diagnostics=tuple(diagnostics))
    gaps = (len(placed) - 1) * 0.6
    tall = min(area.height, area.width / (sum(aspect for _, aspect in placed) + gaps))
    y = area.bottom - tall if context.slot.align == "foot" else area.y
    marks: list[Mark] = []
    x = area.x
    for mark, aspect in placed:
        frame = Rect(x, y, tall * aspect, tall)
        marks.append(PictureMark(frame, mark.file, alt=mark.alt, index=mark.index))
        x += tall * (aspect + 0.6)
    return Laid(tuple(marks), tall, tuple(diagnostics))
