"""Dates: what is read, what is refused and how, what is written in each language."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cimaise.layout.figures.date_words import duration
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

WRITTEN = [
    ("1944", "1944", "1944"),
    ("1944-06", "juin 1944", "June 1944"),
    ("1944-06-06", "6 juin 1944", "6 June 1944"),
    ("1944-06-01", "1er juin 1944", "1 June 1944"),
    ("~1944", "vers 1944", "c. 1944"),
    ("~1944-06", "vers juin 1944", "c. June 1944"),
    ("~1944-08-15", "vers le 15 août 1944", "c. 15 August 1944"),
    ("~1944-08-01", "vers le 1er août 1944", "c. 1 August 1944"),
    ("~C5", "vers le Ve siècle", "c. 5th century"),
    ("~C-1", "vers le Ier siècle av. J.-C.", "c. 1st century BCE"),
    ("~C5/C6", "vers les Ve–VIe siècles", "c. 5th–6th centuries"),
    ("~C5/~C6", "vers les Ve–VIe siècles", "c. 5th–6th centuries"),
    ("C5/~C6", "Ve siècle–vers le VIe siècle", "5th century–c. 6th century"),
    (
        "~C-1/C1",
        "vers le Ier siècle av. J.-C.–Ier siècle apr. J.-C.",
        "c. 1st century BCE–1st century CE",
    ),
    ("~1944-08-24/1944-08-26", "vers les 24–26 août 1944", "c. 24–26 August 1944"),
    ("1944-08-24/~1944-08-26", "24 août–vers le 26 août 1944", "24 August–c. 26 August 1944"),
    (
        "~1944-08-28/~1944-09-03",
        "vers le 28 août–vers le 3 septembre 1944",
        "c. 28 August–c. 3 September 1944",
    ),
    ("~1944-08/~1944-09", "vers août–vers septembre 1944", "c. August–c. September 1944"),
    ("~1940/1944", "vers 1940–1944", "c. 1940–1944"),
    ("~C18/..", "depuis le XVIIIe siècle environ", "since about the 18th century"),
    ("../~C18", "jusque vers le XVIIIe siècle", "until about the 18th century"),
    ("../~1944-09-03", "jusque vers le 3 septembre 1944", "until c. 3 September 1944"),
    ("1944-08-24/1944-08-26", "24–26 août 1944", "24–26 August 1944"),
    ("1944-08/1944-09", "août–septembre 1944", "August–September 1944"),
    ("1944-08-28/1944-09-03", "28 août–3 septembre 1944", "28 August–3 September 1944"),
    (
        "1944-12-31/1945-01-27",
        "31 décembre 1944–27 janvier 1945",
        "31 December 1944–27 January 1945",
    ),
    ("1940/1944", "1940–1944", "1940–1944"),
    ("1944-09/..", "depuis septembre 1944", "since September 1944"),
    ("1944-09-03/..", "depuis le 3 septembre 1944", "since 3 September 1944"),
    ("../1944-09", "jusqu’en septembre 1944", "until September 1944"),
    ("../1944-09-03", "jusqu’au 3 septembre 1944", "until 3 September 1944"),
    ("../~1944", "jusque vers 1944", "until c. 1944"),
    ("C18", "XVIIIe siècle", "18th century"),
    ("C1", "Ier siècle", "1st century"),
    ("C21", "XXIe siècle", "21st century"),
    ("C17/C18", "XVIIe–XVIIIe siècles", "17th–18th centuries"),
    ("C-1", "Ier siècle av. J.-C.", "1st century BCE"),
    ("-0052", "52 av. J.-C.", "52 BCE"),
    ("-0058/-0052", "58–52 av. J.-C.", "58–52 BCE"),
    ("-0052/0014", "52 av. J.-C.–14 apr. J.-C.", "52 BCE–14 CE"),
]


@pytest.mark.parametrize(("text", "french", "english"), WRITTEN)
def test_dates_are_written_in_the_panels_language(text: str, french: str, english: str) -> None:
    span = parse(text)
    assert written(span, "fr") == french
    assert written(span, "fr-CA") == french
    assert written(span, "en") == english
    assert written(span, "oc") == english, "a language without words takes the English ones"


def test_the_year_may_be_left_out_and_months_shortened() -> None:
    span = parse("1944-08-28/1944-09-03")
    assert written(span, "fr", year=False) == "28 août–3 septembre"
    assert written(span, "fr", abbreviated=True) == "28 août–3 sept. 1944"
    assert written(parse("1944-08-24/1944-08-26"), "en", year=False, abbreviated=True) == (
        "24–26 Aug"
    )
    assert written(parse("1944"), "fr", year=False) == "1944"


REFUSED = [
    ("6 juin 1944", "not a date: write 1944-06-06"),
    ("1er août 1944 – 3 sept. 1944", "write 1944-08-01/1944-09-03"),
    ("June 1944", "write 1944-06"),
    ("31 juin 1944", "not a date: write 1944, 1944-06"),
    ("vers 1750", "write ~1750"),
    ("1944?", "write ~1944"),
    ("vers le XIXe siècle", "write ~C19"),
    ("vers les Ve–VIe siècles", "write ~C5/C6"),
    ("vers le 15 août 1944", "write ~1944-08-15"),
    ("vers l'an 800", "not a date"),
    ("vers l'an 1750", "write ~1750"),
    ("c. 5th–6th centuries", "write ~C5/C6"),
    ("18th century", "write C18"),
    ("52 av. J.-C.", "write -0052"),
    ("19440606", "write 1944-06-06"),
    ("1944–1945", "write 1944/1945"),
    ("hier", "not a date: write 1944, 1944-06"),
    ("0", "not a date: write 1944, 1944-06"),
    ("06/06/1944", "write the year first: 1944-06-06"),
    ("6.6.1944", "write the year first: 1944-06-06"),
    ("1944-6-6", "two digits for month and day: write 1944-06-06"),
    ("1944-13", "months go from 01 to 12"),
    ("1944-06-31", "June 1944 has 30 days: write a day from 01 to 30"),
    ("1943-02-29", "February 1943 has 28 days"),
    ("44", "four digits for the year: write 1944, or 0044"),
    ("800", "four digits for the year: write 0800"),
    ("0000", "never was: write 1 BCE as -0001"),
    ("C0", "write the first as C1"),
    ("1944-08-24/26", "write it in full: 1944-08-24/1944-08-26"),
    ("1944-09/1944-06", "ends before it begins: write the earlier date first: 1944-06/1944-09"),
    ("../..", "open at both ends"),
    ("1944/", "not a date"),
    ("", "not a date"),
    ("1944-06-06T10:00", "not a date"),
    ("99999", "not a date"),
]


@pytest.mark.parametrize(("text", "sentence"), REFUSED)
def test_what_is_no_date_is_refused_in_a_sentence_that_names_it(text: str, sentence: str) -> None:
    with pytest.raises(NoDateError, match=r"`") as refused:
        parse(text)
    assert f"`{text}`" in str(refused.value)
    assert sentence in f"{refused.value}: {refused.value.hint}"


@given(st.dates())
def test_days_are_numbered_as_python_numbers_them(day: date) -> None:
    number = day_number(day.year, day.month, day.day)
    assert number == day.toordinal()
    assert calendar_date(number) == (day.year, day.month, day.day)


@given(st.integers(-4_000_000, 4_000_000))
def test_calendar_and_numbers_undo_each_other_before_our_era_too(number: int) -> None:
    assert day_number(*calendar_date(number)) == number


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    precision = draw(st.sampled_from(Precision))
    about = draw(st.booleans())
    if precision is Precision.CENTURY:
        number = draw(st.integers(-40, 40).filter(bool))
        year = 100 * (number - 1) + 1 if number > 0 else 1 + 100 * number
        return Moment(precision, year, approximate=about)
    year = draw(st.integers(-9998, 9999))
    month = draw(st.integers(1, 12)) if precision >= Precision.MONTH else 1
    day = draw(st.integers(1, days_in_month(year, month))) if precision >= Precision.DAY else 1
    return Moment(precision, year, month, day, about)


@given(moments(), moments(), st.sampled_from(["one", "range", "since", "until"]))
def test_a_span_is_read_back_as_it_was_written(first: Moment, last: Moment, kind: str) -> None:
    if kind == "range":
        if (last.first_day, last.last_day) < (first.first_day, first.last_day):
            first, last = last, first
        if last.last_day < first.last_day:
            return
    span = {
        "one": TimeSpan(first, first),
        "range": TimeSpan(first, last),
        "since": TimeSpan(first, None),
        "until": TimeSpan(None, last),
    }[kind]
    assert parse(span.iso()) == span
    for language in ("fr", "en", "de"):
        assert written(span, language)
        assert written(span, language, year=False, abbreviated=True)


@given(moments())
def test_a_moment_covers_at_least_its_first_day(moment: Moment) -> None:
    assert moment.last_day >= moment.first_day
    span = TimeSpan(moment, moment)
    assert span.is_day == (moment.precision is Precision.DAY)
    assert span.sort_key == (moment.first_day, moment.last_day)


def test_open_ends_have_no_day() -> None:
    assert parse("1944-09/..").end_day is None
    assert parse("../1944-09").start_day is None
    assert parse("../1944-09").end_day == date(1944, 9, 30).toordinal()


def test_lengths_of_time_are_said_in_the_largest_unit_that_fits() -> None:
    assert duration(14 * 365.25, "fr") == "14 ans"
    assert duration(152, "fr") == "5 mois"
    assert duration(40, "en") == "40 days"
    assert duration(14 * 365.25, "de") == "14 years"
