"""Time → place: true to scale, but for stretches where nothing happens, cut out and declared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

# A stretch without events is cut out where it takes more than this share of the whole time.
EMPTY_SHARE: Final = 0.45
# Either side of a cut keeps this share of the time that is drawn, so that no event touches it.
KEPT_SHARE: Final = 0.04


class Piece(Struct, frozen=True):
    """A stretch of the axis at one scale: from day `first` at `start_mm` to `last` at `end_mm`."""

    first: float
    last: float
    start_mm: float
    end_mm: float


class Break(Struct, frozen=True):
    """Time left out: from day `first` to day `last`, drawn as a sign from `start_mm` on."""

    first: float
    last: float
    start_mm: float
    end_mm: float


class TimeScale(Struct, frozen=True):
    """An axis. All pieces have the same scale; `breaks` stand between them."""

    pieces: tuple[Piece, ...]
    breaks: tuple[Break, ...] = ()

    @property
    def first(self) -> float:
        """The day at which it begins."""
        return self.pieces[0].first

    @property
    def last(self) -> float:
        """The day at which it ends: its last day's midnight."""
        return self.pieces[-1].last

    @property
    def start_mm(self) -> float:
        """Where it begins."""
        return self.pieces[0].start_mm

    @property
    def end_mm(self) -> float:
        """Where it ends."""
        return self.pieces[-1].end_mm

    @property
    def mm_per_day(self) -> float:
        """The scale."""
        piece = self.pieces[0]
        return (piece.end_mm - piece.start_mm) / (piece.last - piece.first)

    def place(self, day: float) -> float:
        """Where a day number stands; inside a break, at the break's middle; clamped to the ends."""
        for piece in self.pieces:
            if piece.first <= day <= piece.last:
                return piece.start_mm + (day - piece.first) * self.mm_per_day
        for gap in self.breaks:
            if gap.first < day < gap.last:
                return (gap.start_mm + gap.end_mm) / 2
        return self.start_mm if day < self.first else self.end_mm

    def shows(self, day: float) -> bool:
        """Whether the day lies on a piece of the axis."""
        return any(piece.first <= day <= piece.last for piece in self.pieces)


def empty_stretches(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The stretches between spans (start, end) that none of them touches, in order."""
    found: list[tuple[float, float]] = []
    reach = min((start for start, _ in spans), default=0.0)
    for start, end in sorted(spans):
        if start > reach:
            found.append((reach, start))
        reach = max(reach, end)
    return found


def cuts_of(
    spans: Sequence[tuple[float, float]], first: float, last: float
) -> tuple[tuple[float, float], ...]:
    """What an axis of the time `first`–`last` leaves out, in order.

    `spans` are the stretches (start, end) that events take; every stretch between two of them
    that is longer than EMPTY_SHARE of the whole is cut out. The stretches before the first event
    and after the last are never cut.
    """
    gaps = sorted(empty_stretches(spans), key=_length)
    drawn = last - first
    cuts: list[tuple[float, float]] = []
    while gaps and _length(gaps[-1]) > EMPTY_SHARE * (last - first):
        gap = gaps.pop()
        kept = KEPT_SHARE * max(drawn - _length(gap), 1.0)
        cuts.append((gap[0] + kept, gap[1] - kept))
        drawn -= _length(cuts[-1])
    return tuple(sorted(cuts))


def scale_of(
    cuts: Sequence[tuple[float, float]],
    first: float,
    last: float,
    start_mm: float,
    end_mm: float,
    break_mm: float,
) -> TimeScale:
    """The axis from day `first` to `last` over `start_mm`–`end_mm`, `break_mm` for each cut."""
    drawn = last - first - sum(map(_length, cuts))
    per_day = max(end_mm - start_mm - break_mm * len(cuts), 0.0) / drawn
    pieces: list[Piece] = []
    breaks: list[Break] = []
    at_day, at_mm = first, start_mm
    for cut_first, cut_last in cuts:
        until_mm = at_mm + (cut_first - at_day) * per_day
        pieces.append(Piece(at_day, cut_first, at_mm, until_mm))
        breaks.append(Break(cut_first, cut_last, until_mm, until_mm + break_mm))
        at_day, at_mm = cut_last, until_mm + break_mm
    pieces.append(Piece(at_day, last, at_mm, end_mm))
    return TimeScale(tuple(pieces), tuple(breaks))


def _length(stretch: tuple[float, float]) -> float:
    return stretch[1] - stretch[0]
