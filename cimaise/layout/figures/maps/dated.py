"""Dates on a map: read, written beside names, and turned into classes of tint (isochrones)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from cimaise.diagnostics import Diagnostic, error
from cimaise.layout.figures.dates import (
    Moment,
    NoDateError,
    Precision,
    TimeSpan,
    calendar_date,
    day_number,
    days_in_month,
    parse,
)
from cimaise.layout.figures.dates_in_words import written
from cimaise.model.map import Place
from cimaise.source import Document

# Fewer dates than this make no scale of tints.
LEAST_DATES = 3
# Classes that are mostly empty are too fine, however few of them hold a date.
MOST_EDGES = 13


class DateClass(Struct, frozen=True):
    """Days that share a tint, first and last included; `rank` counts from the earliest."""

    first: int
    last: int
    rank: int


def read_dates(
    places: Sequence[Place],
    document: Document | None,
    panel: str | None,
    slot: str | None,
) -> tuple[tuple[TimeSpan | None, ...], tuple[Diagnostic, ...]]:
    """The date of each place, None where it has none or none that can be read."""
    spans: list[TimeSpan | None] = []
    found: list[Diagnostic] = []
    for index, place in enumerate(places):
        span = None
        if place.date is not None:
            try:
                span = parse(place.date)
            except NoDateError as problem:
                where = document.span("map", "places", index, "date") if document else None
                found.append(
                    error(
                        "date-invalid",
                        str(problem),
                        where,
                        panel=panel,
                        slot=slot,
                        hint=problem.hint,
                    )
                )
        spans.append(span)
    return tuple(spans), tuple(found)


def usual_year(spans: Sequence[TimeSpan | None], caption: str = "") -> int | None:
    """The year that goes without saying beside a name: most dates are in it.

    At least three are, or the caption tells it.
    """
    years = [span.first.year for span in spans if span and span.first and _one_year(span)]
    if not years:
        return None
    year, count = Counter(years).most_common(1)[0]
    told = re.search(rf"\b{year}\b", caption) is not None
    return year if (told or count >= LEAST_DATES) and 2 * count > len(years) else None


def said(span: TimeSpan, language: str, usual: int | None) -> str:
    """The date in words, without its year where that is the usual one."""
    known = _one_year(span) and span.first is not None and span.first.year == usual
    return written(span, language, year=not known)


def classes_of(spans: Sequence[TimeSpan], most: int) -> tuple[DateClass, ...]:
    """Classes of days: each date its own where they are few, else even ones.

    Even classes are weeks, half-months, months, quarters or years, the finest that makes at most
    `most`; those that hold no date are left out. None where the dates are too few or too alike.
    """
    days = sorted({day for span in spans if (day := day_of(span)) is not None})
    if len(days) < LEAST_DATES:
        return ()
    if len(days) <= most:
        return tuple(DateClass(day, day, rank) for rank, day in enumerate(days))
    bins: list[tuple[int, int]] = []
    for edges_from in (_by_week, _by_half_month, _by_month, _by_quarter, _by_year):
        edges = edges_from(days[0], days[-1])
        bins = [
            (low, high - 1)
            for low, high in pairwise(edges)
            if any(low <= day < high for day in days)
        ]
        if bins and len(bins) <= most and len(edges) <= MOST_EDGES:
            break
    share = -(-len(bins) // most)
    bins = [
        (bins[i][0], bins[min(i + share, len(bins)) - 1][1]) for i in range(0, len(bins), share)
    ]
    if len(bins) < 2:
        return ()
    return tuple(DateClass(low, high, rank) for rank, (low, high) in enumerate(bins))


def day_of(span: TimeSpan) -> int | None:
    """The day that decides a place's class: the last of its date, the first of an open one."""
    return span.start_day if span.end_day is None else span.end_day


def class_name(found: DateClass, language: str, usual: int | None) -> str:
    """A class in words: `19–25 août`, `septembre`, `1945`."""
    first, last = calendar_date(found.first), calendar_date(found.last)
    ends_month = last[2] == days_in_month(last[0], last[1])
    if first[1:] == (1, 1) and last[1:] == (12, 31):
        precision = Precision.YEAR
    elif first[2] == 1 and ends_month:
        precision = Precision.MONTH
    else:
        precision = Precision.DAY
    start, end = (
        Moment(
            precision,
            date[0],
            date[1] if precision >= Precision.MONTH else 1,
            date[2] if precision >= Precision.DAY else 1,
        )
        for date in (first, last)
    )
    return said(TimeSpan(start, end), language, usual)


def _one_year(span: TimeSpan) -> bool:
    first, last = span.first, span.last
    return (
        first is not None
        and last is not None
        and first.year == last.year
        and min(first.precision, last.precision) >= Precision.MONTH
    )


def _by_week(first: int, last: int) -> list[int]:
    """Edges every seven days; none where the division would be far too fine."""
    return list(range(first, last + 8, 7)) if last - first < 60 * 7 else []


def _by_half_month(first: int, last: int) -> list[int]:
    months = _by_month(first, last)
    return sorted({*months, *(month + 15 for month in months[:-1])})


def _by_month(first: int, last: int, step: int = 1) -> list[int]:
    if last - first > 60 * 31 * step:
        return []
    year, month, _ = calendar_date(first)
    index = year * 12 + (month - 1) // step * step
    edges: list[int] = []
    while not edges or edges[-1] <= last:
        edges.append(day_number(index // 12, index % 12 + 1, 1))
        index += step
    return edges


def _by_quarter(first: int, last: int) -> list[int]:
    return _by_month(first, last, 3)


def _by_year(first: int, last: int) -> list[int]:
    start, end = calendar_date(first)[0], calendar_date(last)[0]
    step = max(1, (end - start) // 200)
    return [day_number(year, 1, 1) for year in range(start, end + 2 * step, step)]
