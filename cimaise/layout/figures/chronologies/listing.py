"""The list: dates hung in the margin, texts beside them, the year said once where it begins."""

from __future__ import annotations

from collections.abc import Sequence

from cimaise.geometry import Rect, polyline
from cimaise.layout.figures.chronologies.entries import Entry
from cimaise.layout.figures.chronologies.form import Drawn, Needs
from cimaise.layout.figures.chronologies.labels import Label, Manner, Plan, gutter_mm, label_setter
from cimaise.layout.figures.chronologies.lettering import (
    HAIRLINE_PT,
    Lettering,
    em_mm,
    text_at,
)
from cimaise.layout.figures.chronologies.plans import date_column_mm, longest_day_mm
from cimaise.layout.figures.dates import Precision, calendar_date
from cimaise.layout.marks import Mark, PathMark

# Texts narrower than this many ems read badly beside their dates: these then go above them.
LEAST_ASIDE_EM = 11.0
NARROWEST_ASIDE_EM = 8.0
BEST_EM = 28.0
DATES_SHARE = 0.36
# Room between two entries, as a share of the text's leading: less only where it must be.
BETWEEN = (0.85, 0.6, 0.35)


def draw_list(
    entries: Sequence[Entry], shown: Sequence[Entry], area: Rect, lettering: Lettering
) -> Drawn:
    """Draw `shown` from the top of `area`, at the widest spacing and airiest manner that fit."""
    years = [_year(entry) for entry in entries]
    by_years = all(_has_month(entry) for entry in entries)
    with_year = not by_years and len(set(years)) > 1
    head = _head_mm(lettering) if by_years else 0.0
    best: Needs | None = None
    for plan in _plans(entries, area, with_year, lettering):
        labels = tuple(map(label_setter(plan, lettering), shown))
        for share in BETWEEN:
            between = share * lettering.text.style.leading_mm
            tops, height = _tops(labels, between, head)
            needs = Needs(height, area.height, labels)
            if not needs.is_over:
                marks = _marks(labels, tops, area, head, lettering)
                return Drawn(marks, height, needs)
            if best is None or height < best.needed_mm:
                best = needs
    return Drawn((), 0.0, best or Needs(0.0, area.height))


def _plans(
    entries: Sequence[Entry], area: Rect, with_year: bool, lettering: Lettering
) -> list[Plan]:
    em = em_mm(lettering.text)
    date_mm = date_column_mm(entries, with_year, area.width * DATES_SHARE, lettering)
    beside = min(area.width - date_mm - gutter_mm(lettering), BEST_EM * em)
    usual = area.width - longest_day_mm(lettering) - gutter_mm(lettering)
    plans = [
        Plan(Manner.STACKED, min(area.width, BEST_EM * em), 0.0, with_year),
        Plan(Manner.RUN_IN, min(area.width, BEST_EM * em), 0.0, with_year),
    ]
    # Judged by the language's longest day, not by the dates at hand: lists of one width look alike.
    if usual >= LEAST_ASIDE_EM * em and beside >= NARROWEST_ASIDE_EM * em:
        plans.insert(0, Plan(Manner.ASIDE, beside, date_mm, with_year))
    return plans


def _tops(labels: Sequence[Label], between: float, head: float) -> tuple[list[float], float]:
    """The top of each label, from the top of the list, and the height of all."""
    tops: list[float] = []
    at, year = 0.0, None
    for label in labels:
        if tops:
            at += between
        if head and _year(label.entry) != year:
            year = _year(label.entry)
            at += head
        tops.append(at)
        at += label.height_mm
    return tops, at


def _marks(
    labels: Sequence[Label], tops: Sequence[float], area: Rect, head: float, lettering: Lettering
) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    year: int | None = None
    for label, top in zip(labels, tops, strict=True):
        if head and _year(label.entry) != year:
            year = _year(label.entry)
            marks += _heading(year, area, area.y + top - head, lettering)
        marks.append(label.at(area.x, area.y + top + label.rise_mm))
    return tuple(marks)


def _heading(year: int, area: Rect, top: float, lettering: Lettering) -> list[Mark]:
    """A hairline across the column and the year under it."""
    role = lettering.tick
    ends = [(area.x, top), (area.right, top)]
    rule = PathMark(polyline(ends), stroke=lettering.tint, width_pt=HAIRLINE_PT * lettering.scale)
    baseline = top + em_mm(role) * 0.45 + role.style.cap_mm
    return [rule, *text_at(str(year), role, (area.x, baseline))]


def _head_mm(lettering: Lettering) -> float:
    return em_mm(lettering.tick) * 1.5 + lettering.tick.style.cap_mm


def _year(entry: Entry) -> int:
    """The astronomical year that an entry is listed under."""
    start, end = entry.span.start_day, entry.span.end_day
    day = start if start is not None else end
    return calendar_date(day)[0] if day is not None else 0


def _has_month(entry: Entry) -> bool:
    """Whether its date can be written without a year and stay in our era."""
    ends = [end for end in (entry.span.first, entry.span.last) if end is not None]
    return all(end.precision >= Precision.MONTH and end.year > 0 for end in ends)
