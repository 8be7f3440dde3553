"""The axis that entries stand on: first and last day, scale, ticks, bars and their lanes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from cimaise.layout.figures.chronologies.entries import Entry
from cimaise.layout.figures.chronologies.spread import lanes
from cimaise.layout.figures.chronologies.ticks import (
    Step,
    Tick,
    begin_of,
    next_of,
    step_for,
    ticks_along,
)
from cimaise.layout.figures.chronologies.timescale import TimeScale, cuts_of, scale_of

# An axis shows at least this many days, so that a lone event does not stand on a point.
MIN_DAYS = 7
# It begins and ends with whole months or years where these add no more than this share, else
# with a margin.
WHOLE_SHARE = 0.12
MARGIN_SHARE = 0.03
HALF_A_DAY = 0.5


class Bar(Struct, frozen=True):
    """An entry that lasts, from `start` to `end` along the axis; lane 0 lies on the axis."""

    start: float
    end: float
    lane: int
    open_start: bool = False
    open_end: bool = False


class Axis(Struct, frozen=True):
    """A scale with its ticks. Of each entry: where its leader starts, and its bar if it lasts."""

    scale: TimeScale
    step: Step
    ticks: tuple[Tick, ...]
    anchors: tuple[float, ...]
    bars: tuple[Bar | None, ...]

    @property
    def lanes(self) -> int:
        """How many lanes of bars there are."""
        return max((bar.lane + 1 for bar in self.bars if bar), default=0)


def along(entry: Entry) -> tuple[float, float]:
    """Orders entries as they start on an axis: on the same day, what lasts before what does not."""
    start, end = entry.span.sort_key
    return (start + HALF_A_DAY if entry.span.is_day else start), -end


def draw_up(
    entries: Sequence[Entry],
    start_mm: float,
    end_mm: float,
    language: str,
    *,
    room_mm: Callable[[Step], float],
    min_minor_mm: float,
    min_bar_mm: float,
    break_mm: Callable[[float], float],
) -> Axis:
    """The axis for `entries`, which are in order of `along` and not none, over a length of paper.

    `room_mm(step)` is the least distance of its ticks, `break_mm(days)` the length of the sign
    for that much time left out. A day stands at its middle; a bar runs from the beginning
    of its first day to the end of its last, and its leader starts with it. One shorter than
    `min_bar_mm` is a point where it begins.
    """
    spans = [_days(entry) for entry in entries]
    known = [day for span in spans for day in span if day is not None]
    first, last = min(known), max(known)
    if last - first < MIN_DAYS:
        pad = (MIN_DAYS - (last - first) + 1) // 2
        first, last = first - pad, last + pad
    # From the events alone: every form and size of a chronology leaves out the same time.
    cuts = cuts_of(_stretches(spans, first, last), first, last)
    trial = scale_of(cuts, first, last, start_mm, end_mm, break_mm(365))
    drawn = sum(piece.last - piece.first for piece in trial.pieces)
    step = step_for(trial.mm_per_day, drawn, room_mm)
    opened = (any(start is None for start, _ in spans), any(end is None for _, end in spans))
    near, margin = WHOLE_SHARE * drawn, max(1.0, MARGIN_SHARE * drawn)
    before, after = begin_of(step, first), _end_of(step, last)
    is_whole = first - before <= near and not (opened[0] and before == first)
    first = before if is_whole else first - margin
    is_whole = after - last <= near and not (opened[1] and after == last)
    last = after if is_whole else last + margin
    stretches = _stretches(spans, first, last)
    sign_mm = max((break_mm(until - since) for since, until in cuts), default=0.0)
    scale = scale_of(cuts, first, last, start_mm, end_mm, sign_mm)
    ticks = ticks_along(scale, step, language, room_mm(step), min_minor_mm)
    long = [
        index
        for index, (start, end) in enumerate(stretches)
        if not entries[index].span.is_day
        and (None in spans[index] or scale.place(end) - scale.place(start) >= min_bar_mm)
    ]
    placed = [(scale.place(stretches[i][0]), scale.place(stretches[i][1])) for i in long]
    found = dict(zip(long, lanes(placed), strict=True))
    bars = tuple(
        Bar(
            scale.place(stretches[index][0]),
            scale.place(stretches[index][1]),
            found[index],
            spans[index][0] is None,
            spans[index][1] is None,
        )
        if index in found
        else None
        for index in range(len(entries))
    )
    anchors = tuple(
        bar.start if bar else scale.place(along(entry)[0])
        for bar, entry in zip(bars, entries, strict=True)
    )
    return Axis(scale, step, ticks, anchors, bars)


def _days(entry: Entry) -> tuple[float | None, float | None]:
    """From the beginning of the first day to the end of the last."""
    start, end = entry.span.start_day, entry.span.end_day
    return start, None if end is None else end + 1


def _stretches(
    spans: Sequence[tuple[float | None, float | None]], first: float, last: float
) -> list[tuple[float, float]]:
    """The spans with `first` and `last` for their open ends."""
    return [
        (first if start is None else start, last if end is None else end) for start, end in spans
    ]


def _end_of(step: Step, day: float) -> int:
    """The tick of `step` at `day` or the first after it."""
    begun = begin_of(step, day)
    return begun if begun >= day else next_of(step, begun)
