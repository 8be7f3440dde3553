"""Decisions that the forms share: whether dates say their year, how wide their column is."""

from __future__ import annotations

from collections.abc import Sequence

from cimaise.layout.figures.chronologies.entries import Entry
from cimaise.layout.figures.chronologies.lettering import Lettering, width_mm
from cimaise.layout.figures.chronologies.ticks import Step
from cimaise.layout.figures.chronologies.timescale import TimeScale
from cimaise.layout.figures.dates import parse
from cimaise.layout.figures.dates_in_words import written

# Beyond this many days a month alone no longer says when.
ONE_YEAR = 366


def years_needed(step: Step, scale: TimeScale) -> bool:
    """Whether dates must say their year, because the calendar beside them is read by years."""
    return step.unit == "year" or scale.last - scale.first > ONE_YEAR


def date_column_mm(
    entries: Sequence[Entry], with_year: bool, limit_mm: float, lettering: Lettering
) -> float:
    """The width of a column of dates: of the widest date that is not wider than `limit_mm`.

    A wider one is broken after its dash, and then counts by its wider half.
    """
    widest = 0.0
    for entry in entries:
        role = lettering.date_role(entry.key)
        text = written(entry.span, lettering.language, year=with_year)
        width = width_mm(text, role)
        if width > limit_mm and "–" in text:
            first, _, last = text.partition("–")
            width = max(width_mm(f"{first}–", role), width_mm(last, role))
        widest = max(widest, width)
    return widest


def longest_day_mm(lettering: Lettering) -> float:
    """The width of the widest day and month of the language."""
    days = [parse(f"1944-{month:02d}-28") for month in range(1, 13)]
    texts = [written(day, lettering.language, year=False) for day in days]
    return max(width_mm(text, lettering.date) for text in texts)
