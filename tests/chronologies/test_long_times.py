"""Chronologies of centuries: what a cut leaves out, and the calendar beside pieces cut apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from figures_made import box_of, events, runs, setting

from cimaise.geometry import Rect
from cimaise.layout.figures.chronologies.figure import draw_chronology
from cimaise.layout.figures.chronologies.ticks import STEPS, Step, ticks_along
from cimaise.layout.figures.chronologies.timescale import TimeScale, cuts_of, scale_of
from cimaise.layout.figures.dates import calendar_date, day_number

TWO_AGES = events(("0212", "Un"), ("0250", "Deux"), ("1611", "C"), ("1690", "D"))
SLOTS = {
    "vertical-axis": (Rect(391, 60, 339, 700), Rect(0, 0, 120, 60)),
    "axis": (Rect(50, 60, 700, 220), Rect(0, 0, 400, 150)),
    "band": (Rect(50, 60, 700, 48),),
}


def _cut(form: str, area: Rect, scale: float) -> str:
    laid = draw_chronology(TWO_AGES, area, setting("en", scale), form)
    assert not laid.diagnostics
    assert area.outset(1.0).contains(box_of(laid.marks)), "all of it is in the slot"
    (said,) = [run.text for run in runs(laid.marks) if "years" in run.text]
    return said


@pytest.mark.parametrize("form", SLOTS)
def test_a_cut_leaves_out_the_same_time_in_every_form_and_size(form: str) -> None:
    for area, scale in zip(SLOTS[form], (1.0, 0.25), strict=False):
        assert _cut(form, area, scale).replace("\u00a0", " ") == "1350 years"


def _scale(spans: list[tuple[float, float]], first: float, last: float) -> TimeScale:
    return scale_of(cuts_of(spans, first, last), first, last, 0, 400, 10)


def _day(year: int) -> int:
    return day_number(year, 1, 1)


EVENTS = ((-279, -278), (101, 201), (1611, 1612), (1989, 1990))
LONG = _scale([(_day(start), _day(end)) for start, end in EVENTS], _day(-340), _day(2050))


@pytest.mark.parametrize("step", [step for step in STEPS if step.unit == "year"])
def test_a_label_of_years_stands_where_its_year_begins(step: Step) -> None:
    ticks = ticks_along(LONG, step, "en", 12, 4)
    for tick in ticks:
        for text in tick.texts:
            year, _, era = text.partition(" ")
            astronomical = 1 - int(year) if era else int(year)
            assert calendar_date(int(tick.day // 1))[0] == astronomical
            assert tick.is_mark or step.count == 1


def test_a_piece_without_a_tick_of_the_step_shows_one_of_a_finer_step() -> None:
    assert [len(LONG.breaks), *map(LONG.shows, map(_day, (1500, 2000)))] == [1, False, True]
    short = _scale([(_day(212), _day(251)), (_day(1611), _day(1691))], _day(212), _day(1691))
    said = {tick.texts for tick in ticks_along(short, Step("year", 500), "en", 12, 4)}
    assert {texts[0] for texts in said if texts} == {"250", "1650"}


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (Step("month", 3), ["February 1944", "April", "July", "October"]),
        (Step("day", 10), ["February 1944", "March", "10"]),
    ],
)
def test_a_piece_that_begins_inside_a_quarter_or_ten_days_says_its_month(
    step: Step, expected: list[str]
) -> None:
    first = day_number(1944, 2, 12 if step.unit == "month" else 22)
    last = first + (300 if step.unit == "month" else 25)
    ticks = ticks_along(scale_of((), first, last, 0, 400, 10), step, "en", 12, 4)
    assert [tick.texts[0] for tick in ticks if tick.texts][: len(expected)] == expected
    assert all(one.day < two.day for one, two in pairwise(t for t in ticks if t.texts))
