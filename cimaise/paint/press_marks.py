"""What a printer needs around a panel: crop and registration marks, colour bar, slug line.

Marks in mm of the file, from the top left of the trim; all stand outside the bleed.
"""

from __future__ import annotations

from cimaise.geometry import Point, Rect, circle, polyline, rectangle
from cimaise.inks import BLACK, Ink
from cimaise.layout.marks import GlyphRun, Mark, PathMark
from cimaise.paint.boxes import PageBoxes
from cimaise.typography.faces import Face
from cimaise.typography.lines import Glyph
from cimaise.typography.shaping import missing, shape, space, space_mm

# Every plate prints it: the name All is ISO 32000-1's, 8.6.6.4.
REGISTRATION = Ink("registration", (1, 1, 1, 1), (29, 29, 27), spot="All")
LINE_PT = 0.25
GAP_MM = 2.0
CROP_MARK_MM = 6.0
TARGET_RADIUS_MM = 1.6
TARGET_CROSS_MM = 2.8
PATCH_MM = 5.0
BAR_OFFSET_MM = 10.0
SLUG_PT = 7.0
SLUG_BASELINE_MM = 3.0
PATCHES: tuple[tuple[float, float, float, float], ...] = (
    (1, 0, 0, 0),
    (0, 1, 0, 0),
    (0, 0, 1, 0),
    (0, 0, 0, 1),
    (0, 1, 1, 0),
    (1, 0, 1, 0),
    (1, 1, 0, 0),
    (0, 0, 0, 0.5),
    (0.5, 0.4, 0.4, 0),
)


def press_marks(boxes: PageBoxes) -> tuple[Mark, ...]:
    """Crop marks, registration targets and, where the panel is wide enough, a colour bar."""
    return (*_crop_marks(boxes), *_targets(boxes), *_colour_bar(boxes))


def slug_line(boxes: PageBoxes, text: str, face: Face) -> tuple[Mark, ...]:
    """A line of text at the foot of the sheet, smaller where the sheet is too narrow for it.

    Characters that the face lacks are left out.
    """
    lacking = set(missing(text, face))
    words = "".join(char for char in text if char not in lacking).split()
    glyphs: list[Glyph] = []
    for word in words:
        if glyphs:
            glyphs.append(space(face, space_mm(" ", face, SLUG_PT)))
        glyphs += shape(word, face, SLUG_PT)
    if not glyphs:
        return ()
    edge = boxes.bleed_mm + boxes.room_mm
    room = boxes.width_mm + edge - SLUG_BASELINE_MM
    width = sum(glyph.advance_mm for glyph in glyphs)
    shrink = min(1.0, room / width)
    sized = tuple(
        _resized(glyph, shrink) for glyph in glyphs
    )  # fmt: skip
    origin = Point(0, boxes.height_mm + edge - SLUG_BASELINE_MM)
    return (GlyphRun(origin, face, SLUG_PT * shrink, sized, BLACK),)


def _resized(glyph: Glyph, factor: float) -> Glyph:
    """The glyph as it is at a size `factor` times as large."""
    return Glyph(
        glyph.gid,
        glyph.text,
        glyph.advance_mm * factor,
        glyph.dx_mm * factor,
        glyph.dy_mm * factor,
    )


def _line(*points: tuple[float, float]) -> PathMark:
    return PathMark(polyline(points), stroke=REGISTRATION, width_pt=LINE_PT)


def _crop_marks(boxes: PageBoxes) -> tuple[Mark, ...]:
    near = boxes.bleed_mm + GAP_MM
    far = near + CROP_MARK_MM
    marks: list[Mark] = []
    for x, left in ((0.0, True), (boxes.width_mm, False)):
        for y, top in ((0.0, True), (boxes.height_mm, False)):
            aside, above = (-1 if left else 1), (-1 if top else 1)
            marks.append(_line((x + aside * near, y), (x + aside * far, y)))
            marks.append(_line((x, y + above * near), (x, y + above * far)))
    return tuple(marks)


def _targets(boxes: PageBoxes) -> tuple[Mark, ...]:
    away = boxes.bleed_mm + GAP_MM + TARGET_CROSS_MM
    middle = Point(boxes.width_mm / 2, boxes.height_mm / 2)
    places = (
        (middle.x, -away),
        (middle.x, boxes.height_mm + away),
        (-away, middle.y),
        (boxes.width_mm + away, middle.y),
    )
    marks: list[Mark] = []
    for x, y in places:
        ring = PathMark(circle((x, y), TARGET_RADIUS_MM), stroke=REGISTRATION, width_pt=LINE_PT)
        marks += [
            ring,
            _line((x - TARGET_CROSS_MM, y), (x + TARGET_CROSS_MM, y)),
            _line((x, y - TARGET_CROSS_MM), (x, y + TARGET_CROSS_MM)),
        ]
    return tuple(marks)


def has_colour_bar(boxes: PageBoxes) -> bool:
    """Whether the panel is wide enough for one."""
    return _bar_start(boxes) + PATCH_MM * len(PATCHES) <= boxes.width_mm - GAP_MM


def _bar_start(boxes: PageBoxes) -> float:
    return boxes.width_mm / 2 + BAR_OFFSET_MM


def _colour_bar(boxes: PageBoxes) -> tuple[Mark, ...]:
    if not has_colour_bar(boxes):
        return ()
    start = _bar_start(boxes)
    y = -(boxes.bleed_mm + GAP_MM + PATCH_MM)
    return tuple(
        PathMark(
            rectangle(Rect(start + place * PATCH_MM, y, PATCH_MM, PATCH_MM)),
            fill=Ink("colour bar", cmyk, (128, 128, 128)),
        )
        for place, cmyk in enumerate(PATCHES)
    )
