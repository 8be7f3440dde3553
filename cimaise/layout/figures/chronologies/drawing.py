"""The lines of a chronology as marks: axis, ticks, bars, points, leaders, the sign of a break.

Drawn in coordinates along the axis (`u`, with time) and across it (`v`, positive towards the
labels); a `Turn` makes page points of them, so that one drawing serves both directions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cimaise.geometry import Path, Point, Segment, circle, polyline
from cimaise.inks import Ink
from cimaise.layout.figures.chronologies.axis import Axis, Bar
from cimaise.layout.figures.chronologies.entries import Entry
from cimaise.layout.figures.chronologies.lettering import (
    AXIS_PT,
    HAIRLINE_PT,
    Lettering,
    faint,
)
from cimaise.layout.marks import PathMark

Turn = Callable[[float, float], Point]

# Lengths at 80×120, mm.
BAR_MM = 3.2
LANE_MM = 5.0
DOT_MM = 1.5
KEY_DOT_MM = 2.3
BREAK_MM = 3.4
TAPER_MM = 9.0


def upright(x: float) -> Turn:
    """Time runs down the page along `x`; labels stand to the right."""
    return lambda u, v: Point(x + v, u)


def level(y: float) -> Turn:
    """Time runs to the right along `y`; labels stand above."""
    return lambda u, v: Point(u, y - v)


def axis_line(axis: Axis, turn: Turn, lettering: Lettering, ink: Ink) -> list[PathMark]:
    """The axis, a line for each piece, and two strokes at each break, where it stops."""
    width = AXIS_PT * lettering.scale
    marks = [
        PathMark(
            polyline([turn(piece.start_mm, 0), turn(piece.end_mm, 0)]), stroke=ink, width_pt=width
        )
        for piece in axis.scale.pieces
    ]
    reach, slant = lettering.mm(BREAK_MM), lettering.mm(BREAK_MM) * 0.45
    for gap in axis.scale.breaks:
        for at in (gap.start_mm, gap.end_mm):
            stroke = polyline([turn(at + slant, -reach), turn(at - slant, reach)])
            marks.append(PathMark(stroke, stroke=ink, width_pt=width))
    return marks


def lanes_mm(axis: Axis, lettering: Lettering) -> float:
    """How far the lanes of bars reach from the axis."""
    if not axis.lanes:
        return 0.0
    return lettering.mm(BAR_MM + (axis.lanes - 1) * LANE_MM)


def root_mm(drawn: Bar | None, lettering: Lettering) -> float:
    """How far under the axis the leader of an entry starts: at its bar's far side."""
    return lettering.mm(drawn.lane * LANE_MM + BAR_MM) if drawn else 0.0


def bar(entry: Entry, drawn: Bar, turn: Turn, lettering: Lettering, ink: Ink) -> PathMark:
    """What lasts: a bar beside the axis, hollow if its date is about, pointed where it is open."""
    near = -lettering.mm(drawn.lane * LANE_MM)
    far = near - lettering.mm(BAR_MM)
    start, end = drawn.start, drawn.end
    taper = min(lettering.mm(TAPER_MM), (end - start) / 2)
    middle = (near + far) / 2
    points = [(start, near), (end, near), (end, far), (start, far)]
    if drawn.open_end:
        points[1:3] = [(end - taper, near), (end, middle), (end - taper, far)]
    if drawn.open_start:
        points[:1] = [(start, middle), (start + taper, near)]
        points[-1] = (start + taper, far)
    path = polyline([turn(u, v) for u, v in points], closed=True)
    if entry.approximate:
        hollow = faint(ink, 0.2, lettering.paper)
        return PathMark(path, fill=hollow, stroke=ink, width_pt=HAIRLINE_PT * lettering.scale)
    # A seam of paper keeps two bars in a row from reading as one.
    return PathMark(path, fill=ink, stroke=lettering.paper, width_pt=AXIS_PT * lettering.scale)


def markers(
    axis: Axis,
    entries: Sequence[Entry],
    turn: Turn,
    lettering: Lettering,
    lines: Sequence[PathMark],
    ink_of: Callable[[Entry], Ink],
) -> list[PathMark]:
    """Bars, then the axis' `lines` over their edges, then points; of each the decisive ones last.

    Bars of ordinary entries are tinted: they are large.
    """
    bars: list[PathMark] = []
    points: list[PathMark] = []
    for at, entry in sorted(enumerate(entries), key=lambda pair: pair[1].key):
        drawn = axis.bars[at]
        if drawn:
            ink = ink_of(entry) if entry.key else lettering.tint
            bars.append(bar(entry, drawn, turn, lettering, ink))
        else:
            points.append(point(entry, axis.anchors[at], turn, lettering, ink_of(entry)))
    return [*bars, *lines, *points]


def point(entry: Entry, at: float, turn: Turn, lettering: Lettering, ink: Ink) -> PathMark:
    """A day: a point on the axis, hollow if its date is about."""
    radius = lettering.mm(KEY_DOT_MM if entry.key else DOT_MM)
    path = circle(turn(at, 0), radius)
    if entry.approximate:
        return PathMark(path, fill=lettering.paper, stroke=ink, width_pt=AXIS_PT * lettering.scale)
    return PathMark(path, fill=ink)


def leader(
    start: float,
    end: float,
    depth: float,
    turn: Turn,
    lettering: Lettering,
    ink: Ink,
    *,
    root: float = 0.0,
    tail: float = 0.0,
) -> PathMark:
    """From the axis at `start` to `end` at the distance `depth`, then straight on for `tail`.

    It rises from `root` under the axis, where a bar lies.

    Every leader of a figure bends alike: at any distance from the axis it is the same weighted
    mean of its two ends, so leaders whose ends stand in the same order never cross.
    """
    path: Path
    if abs(end - start) < 1e-3:
        path = polyline([turn(start, -root), turn(end, depth + tail)])
    else:
        middle = depth / 2
        curve = Segment("C", (turn(start, middle), turn(end, middle), turn(end, depth)))
        path = (Segment("M", (turn(start, -root),)), curve)
        if root:
            path = (path[0], Segment("L", (turn(start, 0),)), curve)
        if tail:
            path = (*path, Segment("L", (turn(end, depth + tail),)))
    return PathMark(path, stroke=ink, width_pt=HAIRLINE_PT * lettering.scale)


def calendar_rules(
    places: Sequence[float], reach: float, turn: Turn, lettering: Lettering
) -> list[PathMark]:
    """Hairlines across the side away from the labels, where months or years begin."""
    return [
        PathMark(
            polyline([turn(at, 0), turn(at, -reach)]),
            stroke=lettering.tint,
            width_pt=HAIRLINE_PT * lettering.scale,
        )
        for at in places
    ]
