"""Dates as designers write them: text in, frozen spans of days out.

    1944  1944-06  1944-06-06     a year, a month, a day; nothing is added to what was written
    C18                           a century: the 18th, 1701–1800; C-1 is the first before our era
    -0052                         52 BCE, as historians count: there is no year 0
    ~1944                         about 1944
    1944-08-24/1944-08-26         a range, its last day included
    1944-09/..  ../1944-09        a range without end, without beginning

Days are numbered as `datetime.date.toordinal` does (0001-01-01 is 1), before year 1 too.
"""

from __future__ import annotations

import re
from calendar import isleap
from enum import IntEnum
from functools import lru_cache
from typing import Final

from msgspec import Struct

from cimaise.layout.figures.date_guesses import guessed
from cimaise.layout.figures.date_words import ENGLISH


class Precision(IntEnum):
    """How exactly a date was written, the coarsest first."""

    CENTURY = 0
    YEAR = 1
    MONTH = 2
    DAY = 3


class Moment(Struct, frozen=True):
    """One date as written. `year` is astronomical (0 is 1 BCE); of a century, its first year."""

    precision: Precision
    year: int
    month: int = 1
    day: int = 1
    approximate: bool = False

    @property
    def first_day(self) -> int:
        """The number of the first day that it covers."""
        return day_number(self.year, self.month, self.day)

    @property
    def last_day(self) -> int:
        """The number of the last day that it covers."""
        match self.precision:
            case Precision.DAY:
                return self.first_day
            case Precision.MONTH:
                return self.first_day + days_in_month(self.year, self.month) - 1
            case Precision.YEAR:
                return day_number(self.year + 1, 1, 1) - 1
            case Precision.CENTURY:
                return day_number(self.year + 100, 1, 1) - 1

    @property
    def century(self) -> int:
        """The century that its year is in: 18 for 1701–1800, -1 for the last one before year 1."""
        return (self.year - 1) // 100 + 1 if self.year > 0 else -((-self.year) // 100 + 1)

    def iso(self) -> str:
        """The date as `parse` reads it."""
        about = "~" if self.approximate else ""
        if self.precision is Precision.CENTURY:
            return f"{about}C{self.century}"
        year = f"{self.year:04d}" if self.year > 0 else f"-{1 - self.year:04d}"
        parts = [year, f"{self.month:02d}", f"{self.day:02d}"][: self.precision]
        return about + "-".join(parts)


class TimeSpan(Struct, frozen=True):
    """A date or a range. `first` None: no beginning; `last` None: no end; equal: one date."""

    first: Moment | None
    last: Moment | None

    @property
    def is_range(self) -> bool:
        """Whether it was written with two ends, one of which may be open."""
        return self.first != self.last

    @property
    def is_day(self) -> bool:
        """Whether it is one day, which a figure shows as a point."""
        return self.start_day is not None and self.start_day == self.end_day

    @property
    def start_day(self) -> int | None:
        """The number of its first day; None where it is open."""
        return None if self.first is None else self.first.first_day

    @property
    def end_day(self) -> int | None:
        """The number of its last day, which is part of it; None where it is open."""
        return None if self.last is None else self.last.last_day

    @property
    def sort_key(self) -> tuple[float, float]:
        """Orders spans by their beginning, then by their end."""
        start, end = self.start_day, self.end_day
        return (
            float("-inf") if start is None else start,
            float("inf") if end is None else end,
        )

    def iso(self) -> str:
        """The span as `parse` reads it."""
        if not self.is_range:
            return "" if self.first is None else self.first.iso()
        first = ".." if self.first is None else self.first.iso()
        last = ".." if self.last is None else self.last.iso()
        return f"{first}/{last}"


def days_in_month(year: int, month: int) -> int:
    """How many days the month has, in the Gregorian calendar of any year."""
    if month == 2:
        return 29 if isleap(year) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def day_number(year: int, month: int, day: int) -> int:
    """The proleptic Gregorian day number; 0001-01-01 is 1, earlier days are 0 and below.

    Counts from 1 March, so that a leap day is the last of its year: 306 is the number of days
    from March to December, (153 m + 2) / 5 the days before the m-th month from March.
    """
    from_march = (month - 3) % 12
    year -= month <= 2
    days_before = year * 365 + year // 4 - year // 100 + year // 400
    return days_before + (153 * from_march + 2) // 5 + day - 306


# The same days are asked for along every panel.
@lru_cache(maxsize=4096)
def calendar_date(number: int) -> tuple[int, int, int]:
    """The astronomical year, the month and the day of a day number: `day_number` undone."""
    year = (number + 305) * 400 // 146_097 + 1
    while day_number(year, 1, 1) > number:
        year -= 1
    month = 12
    while day_number(year, month, 1) > number:
        month -= 1
    return year, month, number - day_number(year, month, 1) + 1


# ── reading ─────────────────────────────────────────────────────────────────────────────────────


class NoDateError(ValueError):
    """A text that says no date: a sentence for the designer, and what to write."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


_FORMS: Final = "write 1944, 1944-06, 1944-06-06, ~1944, C20, or a range as 1944-08-24/1944-08-26"
_MOMENT: Final = re.compile(r"(~?)(-\d{1,4}|\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_CENTURY: Final = re.compile(r"(~?)[Cc](-?)(\d{1,2})")
_SHORT_PARTS: Final = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})")


@lru_cache(maxsize=1024)
def parse(text: str) -> TimeSpan:
    """The span that `text` says. Raises NoDateError where it says none."""
    written_text = text.strip()
    swapped = _DAY_FIRST.fullmatch(written_text)
    if swapped:
        day, month, year = swapped.groups()
        hint = f"write the year first: {year}-{month:0>2}-{day:0>2}"
        raise NoDateError(f"`{text}` has its day first", hint)
    head, slash, tail = (part.strip() for part in written_text.partition("/"))
    if not slash:
        moment = _moment(written_text, text)
        return TimeSpan(moment, moment)
    if head == ".." and tail == "..":
        hint = "give it a beginning or an end: 1944-09/.. or ../1944-09"
        raise NoDateError(f"`{text}` is open at both ends", hint)
    first = None if head == ".." else _moment(head, text)
    if first is not None and re.fullmatch(r"\d{1,2}(-\d\d)?", tail):
        whole = first.iso()[: -len(tail)] + tail
        raise NoDateError(f"`{text}` has its end cut short", f"write it in full: {head}/{whole}")
    last = None if tail == ".." else _moment(tail, text)
    if first and last and (last.first_day < first.first_day or last.last_day < first.last_day):
        hint = f"write the earlier date first: {tail}/{head}"
        raise NoDateError(f"`{text}` ends before it begins", hint)
    return TimeSpan(first, last)


def _moment(part: str, whole: str) -> Moment:
    found = _CENTURY.fullmatch(part)
    if found:
        return _century(found, whole)
    found = _MOMENT.fullmatch(part)
    if not found:
        loose = _SHORT_PARTS.fullmatch(part)
        if loose:
            full = "-".join(f"{number:0>2}" for number in loose.groups() if number)
            raise NoDateError(f"`{whole}` needs two digits for month and day", f"write {full}")
        if re.fullmatch(r"\d{1,3}", part) and int(part):
            hint = f"write {part:0>4}"
            if len(part) == 2:
                hint = f"write 19{part}, or {part:0>4} if that is the year"
            raise NoDateError(f"`{whole}` needs four digits for the year", hint)
        raise NoDateError(f"`{whole}` is not a date", _advice(whole))
    about, year_text, month_text, day_text = found.groups()
    year = int(year_text)
    if year == 0:
        raise NoDateError(f"`{whole}` names a year 0, which never was", "write 1 BCE as -0001")
    year += year < 0
    month, day = int(month_text or 1), int(day_text or 1)
    if not 1 <= month <= 12:
        hint = f"write year, month, day, as in {year_text}-06-25; months go from 01 to 12"
        raise NoDateError(f"`{whole}` has month {month_text}", hint)
    if not 1 <= day <= days_in_month(year, month):
        name, days = ENGLISH.months[month - 1], days_in_month(year, month)
        hint = f"write a day from 01 to {days}, or the month alone: {year_text}-{month_text}"
        message = f"`{whole}` has day {day_text}, and {name} {year_text} has {days} days"
        raise NoDateError(message, hint)
    precision = Precision.DAY if day_text else Precision.MONTH if month_text else Precision.YEAR
    return Moment(precision, year, month, day, bool(about))


def _advice(text: str) -> str:
    meant = guessed(text)
    if meant is None:
        return _FORMS
    try:
        return f"write {parse(meant).iso()}"
    except ValueError:
        return _FORMS


def _century(found: re.Match[str], whole: str) -> Moment:
    about, before, number_text = found.groups()
    number = int(number_text)
    if number == 0:
        hint = "write the first as C1, the one before it as C-1"
        raise NoDateError(f"`{whole}` names a century 0, which never was", hint)
    year = 1 - 100 * number if before else 100 * (number - 1) + 1
    return Moment(Precision.CENTURY, year, approximate=bool(about))
