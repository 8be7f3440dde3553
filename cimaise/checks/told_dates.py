"""Days that a sentence names, in French and English: `le 3 septembre`, `24 to 26 August 1944`."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from cimaise.layout.figures.date_words import WORDS
from cimaise.layout.figures.dates import day_number, days_in_month

_SPACE = r"[\s\u00a0\u202f]"
_BETWEEN: Final = {
    "fr": rf"(?:{_SPACE}*[-–]{_SPACE}*|{_SPACE}+(?:au|et){_SPACE}+(?:le{_SPACE}+)?)",
    "en": rf"(?:{_SPACE}*[-–]{_SPACE}*|{_SPACE}+(?:to|and){_SPACE}+)",
}
_DAY: Final = {"fr": r"\d{1,2}(?:er)?", "en": r"\d{1,2}(?:st|nd|rd|th)?"}
_BEFORE: Final = {
    "fr": rf"(?:\b(?:le|du){_SPACE}+)?",
    "en": rf"(?:\b(?:on|from){_SPACE}+)?(?:\bthe{_SPACE}+)?",
}


class ToldDate(Struct, frozen=True):
    """A day or some days of one month, where they stand in the sentence; the year if it is said."""

    start: int
    end: int
    days: tuple[int, int]
    month: int
    year: int | None
    words: str

    def numbers(self, year: int) -> tuple[int, int] | None:
        """First and last day as `day_number` counts; None for a day that the month has not."""
        first, last = self.days
        if not 1 <= first <= last <= days_in_month(year, self.month):
            return None
        return day_number(year, self.month, first), day_number(year, self.month, last)


def told_dates(sentence: str, language: str) -> tuple[ToldDate, ...]:
    """The days that a sentence names; none in a language whose months are not known."""
    language = language.partition("-")[0]
    if language not in _DAY:
        return ()
    found = [_told(match, language) for match in _PATTERNS[language].finditer(sentence)]
    if language == "en" and not found:
        found = [_told(match, language) for match in _MONTH_FIRST.finditer(sentence)]
    return tuple(found)


def _pattern(language: str) -> re.Pattern[str]:
    months = "|".join(map(re.escape, WORDS[language].months))
    day = _DAY[language]
    return re.compile(
        rf"{_BEFORE[language]}(?<!\d)(?P<first>{day})(?:{_BETWEEN[language]}(?P<last>{day}))?{_SPACE}+"
        rf"(?P<month>{months})\b(?:,?{_SPACE}+(?P<year>\d{{4}})\b)?",
        re.IGNORECASE,
    )


def _month_first() -> re.Pattern[str]:
    months = "|".join(WORDS["en"].months)
    return re.compile(
        rf"(?:\bon{_SPACE}+)?\b(?P<month>{months}){_SPACE}+(?P<first>{_DAY['en']})(?!\d)"
        rf"(?:{_BETWEEN['en']}(?P<last>{_DAY['en']})(?!\d))?(?:,?{_SPACE}+(?P<year>\d{{4}})\b)?",
        re.IGNORECASE,
    )


def _told(match: re.Match[str], language: str) -> ToldDate:
    first = _number(match["first"])
    names = [name.casefold() for name in WORDS[language].months]
    return ToldDate(
        match.start(),
        match.end(),
        (first, _number(match["last"]) if match["last"] else first),
        names.index(match["month"].casefold()) + 1,
        int(match["year"]) if match["year"] else None,
        match[0].strip(),
    )


def _number(day: str) -> int:
    return int("".join(char for char in day if char.isdigit()))


_PATTERNS: Final = {language: _pattern(language) for language in _DAY}
_MONTH_FIRST: Final = _month_first()
