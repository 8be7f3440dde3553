"""Spans of days back to words, in the language of who reads them."""

from __future__ import annotations

from cimaise.layout.figures.date_words import Words, words_for
from cimaise.layout.figures.dates import Moment, Precision, TimeSpan


def written(span: TimeSpan, language: str, *, year: bool = True, abbreviated: bool = False) -> str:
    """The span in words: `6 juin 1944`, `24–26 août`, `since September 1944`.

    `year` False leaves the year out where a month is said. `abbreviated` shortens the months.
    Spaces are ordinary ones: micro-typography ties them.
    """
    words = words_for(language)
    months = words.short_months if abbreviated else words.months
    first, last = span.first, span.last
    if first is None or last is None:
        moment = last if first is None else first
        if moment is None:
            return ""
        kind = "until" if first is None else "since"
        said = _said(moment, words, months, year=year)
        return words.opened(kind, moment.precision.name, moment.approximate, said)
    if not span.is_range:
        about = words.about(first.approximate, first.precision.name)
        return about + _said(first, words, months, year=year)
    return _said_range(first, last, words, months, year=year)


def _said_range(
    first: Moment, last: Moment, words: Words, months: tuple[str, ...], *, year: bool
) -> str:
    era_shared = (first.year > 0) == (last.year > 0)
    with_months = min(first.precision, last.precision) >= Precision.MONTH
    same_year = with_months and first.year == last.year
    precision = first.precision
    # What `about` says of the first of several it says of all: `vers les Ve–VIe siècles`.
    if precision is last.precision and (first.approximate or not last.approximate):
        several = words.about(first.approximate, precision.name, several=True)
        if precision is Precision.CENTURY and era_shared:
            numbers = [words.ordinal_century(abs(moment.century)) for moment in (first, last)]
            after = words.centuries + words.era(last.year, both=False)
            return f"{several}{numbers[0]}–{numbers[1]} {after}"
        if precision is Precision.DAY and same_year and first.month == last.month:
            month, said_year = months[first.month - 1], _said_year(first, words) if year else ""
            days = words.day_range(words.day(first.day), words.day(last.day), month, said_year)
            return several + days
    head = words.about(first.approximate, first.precision.name)
    tail = words.about(last.approximate, last.precision.name)
    start = _said(first, words, months, year=year and not same_year, era=not era_shared)
    end = _said(last, words, months, year=year, both=not era_shared)
    return f"{head}{start}–{tail}{end}"


def _said(
    moment: Moment,
    words: Words,
    months: tuple[str, ...],
    *,
    year: bool,
    era: bool = True,
    both: bool = False,
) -> str:
    """One date in words, without `about`. `era` False: no `BCE`; `both`: `CE` as well."""
    if moment.precision is Precision.CENTURY:
        said = f"{words.ordinal_century(abs(moment.century))} {words.century}"
        return said + (words.era(moment.year, both=both) if era else "")
    said_year = _said_year(moment, words, era=era, both=both)
    if moment.precision is Precision.YEAR:
        return said_year
    parts = [months[moment.month - 1]]
    if moment.precision is Precision.DAY:
        parts.insert(0, words.day(moment.day))
    return " ".join([*parts, said_year] if year else parts)


def _said_year(moment: Moment, words: Words, *, era: bool = True, both: bool = False) -> str:
    number = moment.year if moment.year > 0 else 1 - moment.year
    return str(number) + (words.era(moment.year, both=both) if era else "")
