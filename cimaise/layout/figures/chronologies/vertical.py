"""The upright axis: the calendar at its left, entries at its right, each at its time or near it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from cimaise.geometry import Rect
from cimaise.inks import Ink
from cimaise.layout.figures.chronologies import drawing
from cimaise.layout.figures.chronologies.axis import Axis, draw_up
from cimaise.layout.figures.chronologies.entries import Entry
from cimaise.layout.figures.chronologies.form import Drawn, Needs
from cimaise.layout.figures.chronologies.labels import (
    Label,
    Manner,
    Plan,
    gutter_mm,
    join_mm,
    label_setter,
)
from cimaise.layout.figures.chronologies.lettering import (
    Lettering,
    em_mm,
    text_at,
    width_mm,
)
from cimaise.layout.figures.chronologies.listing import draw_list
from cimaise.layout.figures.chronologies.plans import date_column_mm, years_needed
from cimaise.layout.figures.chronologies.spread import spread
from cimaise.layout.figures.chronologies.ticks import fit_texts
from cimaise.layout.figures.chronologies.timescale import Break
from cimaise.layout.figures.date_words import duration
from cimaise.layout.marks import Mark

# At 80×120, mm: from the axis to the labels, from a leader's end to its label; a minor tick.
LEADERS_MM = 24.0
LEADER_GAP_MM = 3.0
MINOR_MM = 2.2
# The measure of texts, in ems: below the least a date goes above its text instead of beside it.
LEAST_ASIDE_EM = 15.0
# Where not even this is left beside the calendar, the entries are listed.
LEAST_EM = 6.0
BEST_EM = 26.0
# The least room between two labels, as a share of the text's leading: less where it must be.
BETWEEN = (0.6, 0.4)


class Columns(Struct, frozen=True):
    """Where the parts stand across the page, mm."""

    axis_x: float
    labels_x: float
    plan: Plan


def draw_vertical(
    entries: Sequence[Entry], shown: Sequence[Entry], area: Rect, lettering: Lettering
) -> Drawn:
    """Draw `shown`, in the airiest manner whose labels fit, on the axis of all `entries`."""
    join = join_mm(lettering)
    axis = draw_up(
        entries,
        area.y + join,
        area.bottom - join,
        lettering.language,
        room_mm=lambda _: 2.2 * lettering.tick.style.leading_mm,
        min_minor_mm=lettering.mm(4),
        min_bar_mm=2 * lettering.mm(drawing.DOT_MM),
        break_mm=lambda _: 1.9 * lettering.tick.style.leading_mm,
    )
    best: Needs | None = None
    for manner in (Manner.ASIDE, Manner.STACKED, Manner.RUN_IN):
        columns = _columns(entries, axis, area, manner, lettering)
        measure_em = columns.plan.measure_mm / em_mm(lettering.text)
        if measure_em < LEAST_EM:
            return draw_list(entries, shown, area, lettering)
        if manner is Manner.ASIDE and measure_em < LEAST_ASIDE_EM:
            continue
        labels = tuple(map(label_setter(columns.plan, lettering), shown))
        heights = sum(label.height_mm for label in labels)
        for share in BETWEEN:
            between = share * lettering.text.style.leading_mm
            needs = Needs(heights + between * (len(labels) - 1), area.height, labels)
            if not needs.is_over:
                joins = _joins(axis, entries, labels, area, join, between)
                marks = _calendar(axis, columns, area, lettering)
                marks += _events(axis, entries, labels, joins, columns, lettering)
                for label, at in zip(labels, joins, strict=True):
                    marks.append(label.at(columns.labels_x, at + join))
                return Drawn(tuple(marks), area.height, needs)
            if best is None or needs.needed_mm < best.needed_mm:
                best = needs
    return Drawn((), 0.0, best or Needs(0.0, area.height))


def _columns(
    entries: Sequence[Entry], axis: Axis, area: Rect, manner: Manner, lettering: Lettering
) -> Columns:
    """The calendar's column as narrow as it can be, the text's as wide as reads well.

    What is left over goes to the calendar, up to two fifths of the width: the axis then stands
    near the middle, with white at its left.
    """
    widths = [width_mm(text, lettering.tick) for tick in axis.ticks for text in tick.texts]
    widths += [width_mm(_left_out(gap, lettering), lettering.place) for gap in axis.scale.breaks]
    calendar = max(widths, default=0.0)
    calendar += drawing.lanes_mm(axis, lettering) + lettering.mm(6)
    leaders = lettering.mm(LEADERS_MM + LEADER_GAP_MM)
    room = area.width - calendar - leaders
    with_year = years_needed(axis.step, axis.scale)
    date_mm = 0.0
    if manner is Manner.ASIDE:
        date_mm = date_column_mm(entries, with_year, room * 0.34, lettering)
        room -= date_mm + gutter_mm(lettering)
    measure = min(room, BEST_EM * em_mm(lettering.text))
    spare = min(room - measure, max(0.0, 0.4 * area.width - calendar))
    axis_x = area.x + calendar + max(0.0, spare)
    plan = Plan(manner, measure, date_mm, with_year)
    return Columns(axis_x, axis_x + leaders, plan)


def _joins(
    axis: Axis,
    entries: Sequence[Entry],
    labels: Sequence[Label],
    area: Rect,
    join: float,
    between: float,
) -> tuple[float, ...]:
    """Where the leaders meet the labels: as near to their time as the labels' heights allow."""
    anchors = dict(zip((entry.index for entry in entries), axis.anchors, strict=True))
    gaps = [first.drop_mm + between + second.rise_mm for first, second in pairwise(labels)]
    if not labels:
        return ()
    low = area.y + labels[0].rise_mm - join
    high = area.bottom - labels[-1].drop_mm - join
    return spread([anchors[label.entry.index] for label in labels], gaps, low, high)


def _calendar(axis: Axis, columns: Columns, area: Rect, lettering: Lettering) -> list[Mark]:
    """Hairlines where months or years begin, their names under them, what a break leaves out."""
    turn = drawing.upright(columns.axis_x)
    role = lettering.tick
    lanes = drawing.lanes_mm(axis, lettering)
    edge = columns.axis_x - lanes - lettering.mm(3)
    ticks = fit_texts(
        axis.ticks, axis.scale, lambda _: role.style.leading_mm, role.style.leading_mm * 0.2
    )
    major = [axis.scale.place(tick.day) for tick in ticks if tick.is_mark and not tick.is_minor]
    minor = [axis.scale.place(tick.day) for tick in ticks if tick.is_minor]
    marks: list[Mark] = []
    marks += drawing.calendar_rules(major, columns.axis_x - area.x, turn, lettering)
    marks += drawing.calendar_rules(minor, lettering.mm(MINOR_MM), turn, lettering)
    for tick in ticks:
        for text in tick.texts:
            baseline = axis.scale.place(tick.day) + role.style.cap_mm + em_mm(role) * 0.4
            marks += text_at(text, role, (area.x, baseline))
    for gap in axis.scale.breaks:
        said = _left_out(gap, lettering)
        middle = (gap.start_mm + gap.end_mm + lettering.place.style.cap_mm) / 2
        marks += text_at(said, lettering.place, (edge, middle), "end")
    return marks


def _left_out(gap: Break, lettering: Lettering) -> str:
    """The length of time that a cut leaves out, in words."""
    return duration(gap.last - gap.first, lettering.language)


def _events(
    axis: Axis,
    entries: Sequence[Entry],
    labels: Sequence[Label],
    joins: Sequence[float],
    columns: Columns,
    lettering: Lettering,
) -> list[Mark]:
    """Leaders, then the axis over them, bars and points, the decisive ones last."""
    turn = drawing.upright(columns.axis_x)
    place = {entry.index: at for at, entry in enumerate(entries)}
    depth = columns.labels_x - columns.axis_x - lettering.mm(LEADER_GAP_MM)
    marks: list[Mark] = []
    for label, at in zip(labels, joins, strict=True):
        ink = lettering.accent if label.entry.key else lettering.tint
        own = place[label.entry.index]
        root = drawing.root_mm(axis.bars[own], lettering)
        start = axis.anchors[own]
        marks.append(drawing.leader(start, at, depth, turn, lettering, ink, root=root))
    lines = drawing.axis_line(axis, turn, lettering, lettering.line)

    def ink_of(entry: Entry) -> Ink:
        return lettering.accent if entry.key else lettering.line

    marks += drawing.markers(axis, entries, turn, lettering, lines, ink_of)
    return marks
