"""The words of dates, a language an entry: months, centuries, eras, `about`, `since`, `until`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct

_ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Words(Struct, frozen=True):
    """One language's way to say dates.

    `open_ends` is keyed by `since` or `until` and the precision's name; each value holds the
    phrase for an exact date and the one for an approximate date, `{}` standing for the date.
    """

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    circa: str
    circa_the: str
    circa_these: str
    """Before a day or a century, and before several of one month or era."""
    century: str
    centuries: str
    before_era: str
    of_era: str
    ordinal_century: Callable[[int], str]
    first_of_month: str
    open_ends: Mapping[tuple[str, str], tuple[str, str]]
    lengths: Mapping[str, tuple[str, str]]
    """The units `year`, `month`, `day`, singular and plural."""

    def about(self, approximate: bool, precision: str, *, several: bool = False) -> str:
        """What stands before an approximate date of that precision, its space included."""
        if not approximate:
            return ""
        if precision in ("DAY", "CENTURY"):
            return f"{self.circa_these if several else self.circa_the} "
        return f"{self.circa} "

    def day(self, number: int) -> str:
        """The number of a day: `1er`, `2`."""
        return self.first_of_month if number == 1 else str(number)

    def era(self, year: int, *, both: bool) -> str:
        """What follows an astronomical year, its space included; `both`: in our era too."""
        if year <= 0:
            return f" {self.before_era}"
        return f" {self.of_era}" if both else ""

    def day_range(self, first: str, last: str, month: str, year: str) -> str:
        """Two days of one month: `24–26 août 1944`."""
        return " ".join(part for part in (f"{first}–{last}", month, year) if part)

    def opened(self, kind: str, precision: str, approximate: bool, said: str) -> str:
        """A range with one end: `depuis le 3 septembre 1944`."""
        exact, about = self.open_ends[kind, precision]
        return (about if approximate else exact).format(said)


def roman(number: int) -> str:
    """A number below 40 in Roman capitals; Arabic figures from there on."""
    if number >= 40:
        return str(number)
    written = ""
    for value, letters in _ROMAN:
        while number >= value:
            written, number = written + letters, number - value
    return written


def _french_century(number: int) -> str:
    return roman(number) + ("er" if number == 1 else "e")


def _english_century(number: int) -> str:
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 11 <= number % 100 <= 13 else suffix}"


FRENCH: Final = Words(
    months=(
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
        "octobre", "novembre", "décembre",
    ),
    short_months=(
        "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
        "déc.",
    ),
    circa="vers",
    circa_the="vers le",
    circa_these="vers les",
    century="siècle",
    centuries="siècles",
    before_era="av. J.-C.",
    of_era="apr. J.-C.",
    ordinal_century=_french_century,
    first_of_month="1er",
    open_ends={
        ("since", "DAY"): ("depuis le {}", "depuis le {} environ"),
        ("since", "MONTH"): ("depuis {}", "depuis {} environ"),
        ("since", "YEAR"): ("depuis {}", "depuis {} environ"),
        ("since", "CENTURY"): ("depuis le {}", "depuis le {} environ"),
        ("until", "DAY"): ("jusqu’au {}", "jusque vers le {}"),
        ("until", "MONTH"): ("jusqu’en {}", "jusque vers {}"),
        ("until", "YEAR"): ("jusqu’en {}", "jusque vers {}"),
        ("until", "CENTURY"): ("jusqu’au {}", "jusque vers le {}"),
    },
    lengths={"year": ("an", "ans"), "month": ("mois", "mois"), "day": ("jour", "jours")},
)  # fmt: skip

ENGLISH: Final = Words(
    months=(
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
    short_months=(
        "Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec",
    ),
    circa="c.",
    circa_the="c.",
    circa_these="c.",
    century="century",
    centuries="centuries",
    before_era="BCE",
    of_era="CE",
    ordinal_century=_english_century,
    first_of_month="1",
    open_ends={
        ("since", "DAY"): ("since {}", "since c. {}"),
        ("since", "MONTH"): ("since {}", "since c. {}"),
        ("since", "YEAR"): ("since {}", "since c. {}"),
        ("since", "CENTURY"): ("since the {}", "since about the {}"),
        ("until", "DAY"): ("until {}", "until c. {}"),
        ("until", "MONTH"): ("until {}", "until c. {}"),
        ("until", "YEAR"): ("until {}", "until c. {}"),
        ("until", "CENTURY"): ("until the {}", "until about the {}"),
    },
    lengths={"year": ("year", "years"), "month": ("month", "months"), "day": ("day", "days")},
)  # fmt: skip


WORDS: Final[Mapping[str, Words]] = {"fr": FRENCH, "en": ENGLISH}


def words_for(language: str) -> Words:
    """The words of a language; English ones where we have none."""
    return WORDS.get(language.partition("-")[0].lower(), ENGLISH)


def duration(days: float, language: str) -> str:
    """A length of time in the largest unit that counts at least two: `14 ans`, `5 mois`."""
    if days >= 2 * 365:
        unit, number = "year", round(days / 365.2425)
    elif days >= 2 * 28:
        unit, number = "month", round(days / 30.436875)
    else:
        unit, number = "day", round(days)
    return f"{number} {words_for(language).lengths[unit][number > 1]}"
