"""What stands around the pages on a sheet: crop and fold marks, targets, the sheet's number."""

from __future__ import annotations

import pikepdf
from msgspec import Struct
from pikepdf import Array, Name

from cimaise.geometry import CIRCLE_CONTROL
from cimaise.paint.outlines import outline
from cimaise.typography.faces import Face
from cimaise.typography.shaping import missing, shape, space
from cimaise.units import MM_PER_PT, PT_PER_MM

MARKS_ROOM_MM = 10.0
GAP_MM = 2.0
LENGTH_MM = 5.0
FOLD_DASH_MM = (1.0, 0.8)
TARGET_RADIUS_MM = 1.5
TARGET_CROSS_MM = 2.6
LINE_PT = 0.25
LABEL_PT = 7.0
LABEL_BASELINE_MM = 4.5
# The label stands right of the left page's crop marks.
LABEL_LEFT_MM = 4.0


class SheetPlan(Struct, frozen=True):
    """A sheet's two pages side by side, in points: their trim, bleed, scale; marks or none."""

    sheet_pt: tuple[float, float]
    page_pt: tuple[float, float]
    bleed_pt: float
    scale: float
    marks: bool


def registration_space(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """The ink of marks: every plate prints it (ISO 32000-1, 8.6.6.4)."""
    tint = pdf.make_stream(
        b"{dup dup dup}", FunctionType=4, Domain=Array([0, 1]), Range=Array([0, 1] * 4)
    )
    return Array([Name.Separation, Name.All, Name.DeviceCMYK, tint])


def marks_around(plan: SheetPlan, label: str, face: Face | None) -> bytes:
    """Operators, from the lower left corner of the trimmed sheet; `/All` must be a resource."""
    width, height = plan.sheet_pt
    near = plan.bleed_pt + GAP_MM * PT_PER_MM
    far = near + LENGTH_MM * PT_PER_MM
    parts = [f"/All CS 1 SCN /All cs 1 scn {LINE_PT} w 0 J"]
    for x, aside in ((0.0, -1), (width, 1)):
        for y, above in ((0.0, -1), (height, 1)):
            parts.append(_line(x + aside * near, y, x + aside * far, y))
            parts.append(_line(x, y + above * near, x, y + above * far))
    for y, away in ((0.0, -1), (height, 1)):
        dash = " ".join(f"{length * PT_PER_MM:.3f}" for length in FOLD_DASH_MM)
        parts.append(f"[{dash}] 0 d")
        parts.append(_line(width / 2, y + away * near, width / 2, y + away * far))
        parts.append("[] 0 d")
    middle = near + TARGET_CROSS_MM * PT_PER_MM
    for x in (-middle, width + middle):
        parts += _target(x, height / 2)
    if face is not None:
        parts += _label(label, face, LABEL_LEFT_MM * PT_PER_MM, plan)
    return "\n".join(parts).encode("ascii")


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"{x1:.3f} {y1:.3f} m {x2:.3f} {y2:.3f} l S"


def _target(x: float, y: float) -> list[str]:
    cross, radius = TARGET_CROSS_MM * PT_PER_MM, TARGET_RADIUS_MM * PT_PER_MM
    k = radius * CIRCLE_CONTROL
    ring = (
        f"{x + radius:.3f} {y:.3f} m "
        f"{x + radius:.3f} {y + k:.3f} {x + k:.3f} {y + radius:.3f} {x:.3f} {y + radius:.3f} c "
        f"{x - k:.3f} {y + radius:.3f} {x - radius:.3f} {y + k:.3f} {x - radius:.3f} {y:.3f} c "
        f"{x - radius:.3f} {y - k:.3f} {x - k:.3f} {y - radius:.3f} {x:.3f} {y - radius:.3f} c "
        f"{x + k:.3f} {y - radius:.3f} {x + radius:.3f} {y - k:.3f} {x + radius:.3f} {y:.3f} c S"
    )
    return [ring, _line(x - cross, y, x + cross, y), _line(x, y - cross, x, y + cross)]


def _label(text: str, face: Face, x: float, plan: SheetPlan) -> list[str]:
    """The text as outlines, so that the sheet carries no font of its own."""
    lacking = set(missing(text, face))
    scale = LABEL_PT / face.units_per_em
    y = plan.sheet_pt[1] + plan.bleed_pt + LABEL_BASELINE_MM * PT_PER_MM
    parts: list[str] = []
    for word in "".join(char for char in text if char not in lacking).split():
        for glyph in (*shape(word, face, LABEL_PT), space(face, LABEL_PT * MM_PER_PT * 0.25)):
            path = outline(face, glyph.gid)
            if path:
                parts.append(f"q {scale:.6f} 0 0 {scale:.6f} {x:.3f} {y:.3f} cm {path} f Q")
            x += glyph.advance_mm * PT_PER_MM
    return parts
