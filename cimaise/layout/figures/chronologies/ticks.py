"""The calendar along an axis: which days get a tick, and what is written at it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from cimaise.layout.figures.chronologies.timescale import TimeScale
from cimaise.layout.figures.date_words import words_for
from cimaise.layout.figures.dates import calendar_date, day_number

Unit = Literal["day", "month", "year"]


class Step(Struct, frozen=True):
    """Ticks at every `count`-th unit: days 1, 10, 20; months 1, 4, 7, 10; years that it divides."""

    unit: Unit
    count: int

    @property
    def days(self) -> float:
        """The least distance of two of its ticks, in days."""
        if self == Step("day", 10):
            return 9  # from the 1st to the 10th
        return self.count * {"day": 1, "month": 28, "year": 365}[self.unit]


class Tick(Struct, frozen=True):
    """A day of the calendar on the axis. `texts`: what may be written, the fullest first.

    `is_minor` ticks are not labelled. `is_mark` is False where a piece of the axis begins inside
    a day, month or year, which is named there without a tick.
    """

    day: float
    texts: tuple[str, ...] = ()
    is_minor: bool = False
    is_mark: bool = True


STEPS: Final = (
    Step("day", 1),
    Step("day", 10),
    Step("month", 1),
    Step("month", 3),
    *(Step("year", n) for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)),
)
FEW_DAYS: Final = 25
# What a piece begins in, where that is not one unit of the step.
WHOLE: Final = {Step("day", 10): Step("month", 1), Step("month", 3): Step("month", 1)}
# Between labelled ticks, the unlabelled ones that a reader can count.
MINOR: Final = {
    Step("day", 10): Step("day", 1),
    Step("month", 3): Step("month", 1),
    Step("year", 2): Step("year", 1),
    Step("year", 5): Step("year", 1),
    Step("year", 10): Step("year", 1),
    Step("year", 20): Step("year", 10),
    Step("year", 50): Step("year", 10),
    Step("year", 100): Step("year", 10),
    Step("year", 200): Step("year", 100),
    Step("year", 500): Step("year", 100),
    Step("year", 1000): Step("year", 100),
    Step("year", 2000): Step("year", 1000),
    Step("year", 5000): Step("year", 1000),
}


def step_for(mm_per_day: float, days: float, room_mm: Callable[[Step], float]) -> Step:
    """The finest step whose ticks stand at least `room_mm(step)` apart; the coarsest if none.

    An axis of more than FEW_DAYS is never ticked by days: entries say their own.
    """
    for step in STEPS:
        if step.unit == "day" and days > FEW_DAYS:
            continue
        if step.days * mm_per_day >= room_mm(step):
            return step
    return STEPS[-1]


def ticks_along(
    scale: TimeScale, step: Step, language: str, room_mm: float, min_minor_mm: float
) -> tuple[Tick, ...]:
    """The ticks of `step` on every piece of the axis, minor ones where they stand apart enough.

    The first label and every January name the year. A day, month or single year that began
    before the piece is named at its start if `room_mm` is left until the next tick; several
    months by the one, several days by their month. Several years are not named where they do not
    begin: of these, a piece without a tick shows the first one of a finer step.
    """
    found: list[Tick] = []
    named_year: int | None = None
    for piece in scale.pieces:
        named = calendar_date(math.floor(piece.first))[0] == named_year
        fresh = True
        days = list(days_of(step, piece.first, piece.last)) or _finer(
            step, piece.first, piece.last - room_mm / scale.mm_per_day
        )
        whole = WHOLE.get(step, step)
        until = scale.place(days[0]) if days else piece.end_mm
        is_inside = not days or days[0] > piece.first
        if is_inside and whole.count == 1 and until - piece.start_mm >= room_mm:
            begun = begin_of(whole, piece.first)
            texts = texts_of(begun, whole, language, with_month=True, with_year=not named)
            found.append(Tick(piece.first, texts, is_mark=False))
            named, fresh = True, False
            named_year = calendar_date(begun)[0]
        for day in days:
            texts = texts_of(day, step, language, with_month=fresh, with_year=not named)
            found.append(Tick(day, texts))
            named, fresh = True, False
            named_year = calendar_date(day)[0]
        minor = MINOR.get(step)
        if minor and minor.days * scale.mm_per_day >= min_minor_mm:
            major = set(days)
            found += [
                Tick(day, is_minor=True)
                for day in days_of(minor, piece.first, piece.last)
                if day not in major
            ]
    return tuple(found)


def _finer(step: Step, first: float, last: float) -> list[int]:
    """The first tick from `first` to before `last` of the coarsest years finer than `step`."""
    for finer in reversed(STEPS[: STEPS.index(step)]):
        if finer.unit == "year" and (days := list(days_of(finer, first, last))):
            return days[:1]
    return []


def days_of(step: Step, first: float, last: float) -> Iterator[int]:
    """The days of `step` from `first` to before `last`."""
    day = begin_of(step, first)
    while day < last:
        if day >= first:
            yield day
        day = next_of(step, day)


def begin_of(step: Step, day: float) -> int:
    """The tick of `step` at `day` or the last before it."""
    whole = int(day // 1)
    year, month, day_of_month = calendar_date(whole)
    if step.unit == "day":
        if step.count == 1:
            return whole
        return day_number(year, month, max(1, min(day_of_month // 10 * 10, 20)))
    if step.unit == "month":
        return day_number(year, (month - 1) // step.count * step.count + 1, 1)
    return day_number(_year_begin(year, step.count), 1, 1)


def next_of(step: Step, day: int) -> int:
    """The tick of `step` after the tick `day`."""
    year, month, day_of_month = calendar_date(day)
    if step.unit == "day":
        if step.count == 1:
            return day + 1
        if day_of_month < 20:
            return day_number(year, month, day_of_month // 10 * 10 + 10)
        return day_number(year + month // 12, month % 12 + 1, 1)
    if step.unit == "month":
        month += step.count
        return day_number(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    if year <= 0:
        # Historians' years: 100 BCE is the astronomical year -99; the era then begins with 1.
        following = year + step.count
        return day_number(min(following, 1), 1, 1)
    return day_number((year // step.count + 1) * step.count, 1, 1)


def _year_begin(year: int, count: int) -> int:
    if year <= 0:
        return 1 - -(-(1 - year) // count) * count
    return max(1, year // count * count)


def texts_of(
    day: int, step: Step, language: str, *, with_month: bool, with_year: bool
) -> tuple[str, ...]:
    """What may stand at a tick, the fullest first.

    `with_month`, `with_year`: nothing before it says them. January always says its year, and the
    first of a month its month.
    """
    year, month, day_of_month = calendar_date(day)
    words = words_for(language)
    said = str(year) if year > 0 else f"{1 - year}{words.era(year, both=False)}"
    if step.unit == "year":
        return (said,)
    if step.unit == "day" and day_of_month > 1 and not (with_month or with_year):
        return (str(day_of_month),)
    names = (words.months[month - 1], words.short_months[month - 1])
    if step.unit == "day" and day_of_month > 1:
        names = (f"{day_of_month} {names[0]}", f"{day_of_month} {names[1]}")
    if with_year or (month == 1 and day_of_month == 1):
        # A day without its month says less than one without its year.
        return (*(f"{name} {said}" for name in names), *(names if step.unit == "day" else (said,)))
    return names


def fit_texts(
    ticks: Sequence[Tick], scale: TimeScale, length_mm: Callable[[str], float], gap_mm: float
) -> tuple[Tick, ...]:
    """The ticks in order, each with the one text that has room, or with none.

    A text ends `gap_mm` before the next label, and with its piece of the axis.
    """
    ordered = sorted(ticks, key=lambda tick: tick.day)
    found: list[Tick] = []
    limit = scale.end_mm + gap_mm
    for tick in reversed(ordered):
        if not tick.texts:
            found.append(tick)
            continue
        at = scale.place(tick.day)
        end = next(piece.end_mm for piece in scale.pieces if piece.end_mm > at)
        room = min(limit - gap_mm, end) - at + 1e-9
        fitting = tuple(text for text in tick.texts if length_mm(text) <= room)[:1]
        found.append(replace(tick, texts=fitting))
        limit = at
    return tuple(reversed(found))
