"""Labels over a horizontal axis, as flags: a stem rises from the axis, the text hangs at its side.

Numbers only: mm along the axis, heights above it. Stems keep the order of time, and a stem passes
only where no text hangs: of labels that share a stretch, the earlier hangs higher (a staircase
that descends to the right). At the axis' end flags are turned to the left, the later higher.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from cimaise.layout.figures.chronologies.spread import spread

# The most flags in one staircase, in the ways that are tried.
STEPS: Final = (99, 3, 2, 1)
# Of more flags than these, only those turn that must.
MOST_TURNED: Final = 12
# What turning a flag costs, as a share of `beside`: text to the right of its stem reads better.
TURNING: Final = 0.3


class Flag(Struct, frozen=True):
    """A label to place: where its event stands, and the size of its text."""

    x: float
    width: float
    height: float


class Hung(Struct, frozen=True):
    """A label placed: its stem, the height of its text's foot, and which way the text hangs."""

    stem: float
    base: float
    turned: bool


class Room(Struct, frozen=True):
    """Where flags may hang: from `left` to `right`, `height` high; least distances.

    `beside` parts a text from the next stem or text, `above` a text from the one under it,
    `between` two stems of one staircase.
    """

    left: float
    right: float
    height: float
    beside: float
    above: float
    between: float


def hang(flags: Sequence[Flag], room: Room) -> tuple[Hung, ...] | None:
    """Places for `flags`, which ascend by `x`; None where they cannot all hang apart.

    Tries staircases of several heights, and to turn more flags than the axis' end asks for; takes
    the way in which flags stand nearest to their events.
    """
    return _hang_best(tuple(flags), room)


# The same for every panel along which the same dates run.
@lru_cache(maxsize=256)
def _hang_best(flags: tuple[Flag, ...], room: Room) -> tuple[Hung, ...] | None:
    if any(flag.height > room.height for flag in flags):
        return None
    must_turn = _first_turned(flags, room)
    fewest = 0 if len(flags) <= MOST_TURNED else must_turn
    turning = TURNING * room.beside
    best: tuple[float, tuple[Hung, ...]] | None = None
    for first_turned in range(must_turn, fewest - 1, -1):
        for steps in STEPS:
            hung = _hang(flags, room, first_turned, steps)
            if hung is None:
                continue
            cost = strain(flags, hung) + turning * (must_turn - first_turned)
            if best is None or cost < best[0] - 1e-9:
                best = cost, hung
    return best[1] if best else None


def strain(flags: Sequence[Flag], hung: Sequence[Hung]) -> float:
    """How far stems stand from their events, mm: the mean and half the worst."""
    moves = [abs(place.stem - flag.x) for flag, place in zip(flags, hung, strict=True)]
    return sum(moves) / len(moves) + max(moves) / 2 if moves else 0.0


def _hang(
    flags: Sequence[Flag], room: Room, first_turned: int, steps: int
) -> tuple[Hung, ...] | None:
    """The places with the flags from `first_turned` on turned, at most `steps` in a staircase."""
    if not flags:
        return ()
    groups = _groups(flags, first_turned, room, steps)
    gaps: list[float] = []
    for group, following in zip(groups, [*groups[1:], None], strict=True):
        gaps += [room.between] * (len(group) - 1)
        if following is not None:
            right = _reach_right(flags, group, first_turned, room.between)
            left = _reach_left(flags, following, first_turned, room.between)
            gaps.append(max(right + left + room.beside, room.between))
    low = room.left + _reach_left(flags, groups[0], first_turned, room.between)
    high = room.right - _reach_right(flags, groups[-1], first_turned, room.between)
    if low + sum(gaps) > high + 1e-9:
        return None
    stems = spread([flag.x for flag in flags], gaps, low, high)
    bases = [0.0] * len(flags)
    for group in groups:
        order = group if group[0] >= first_turned else group[::-1]
        for at, index in enumerate(order):
            under = [
                bases[other] + flags[other].height + room.above
                for other in order[:at]
                if abs(stems[other] - stems[index]) < flags[index].width + room.beside
            ]
            bases[index] = max(under, default=0.0)
            if bases[index] + flags[index].height > room.height + 1e-9:
                return None
    return tuple(
        Hung(stem, base, index >= first_turned)
        for index, (stem, base) in enumerate(zip(stems, bases, strict=True))
    )


def _first_turned(flags: Sequence[Flag], room: Room) -> int:
    """The first of the last flags, none of which could hang to the right."""
    first = len(flags)
    while first > 0 and flags[first - 1].x + flags[first - 1].width > room.right:
        first -= 1
    return first


def _groups(flags: Sequence[Flag], first_turned: int, room: Room, steps: int) -> list[list[int]]:
    """Staircases: consecutive flags that would meet and have the height to stand over another."""
    groups: list[list[int]] = []
    height = reach = 0.0
    for index in range(first_turned):
        flag = flags[index]
        fits = height + room.above + flag.height <= room.height
        if groups and flag.x < reach and fits and len(groups[-1]) < steps:
            groups[-1].append(index)
            height += room.above + flag.height
            reach = max(reach, flag.x + flag.width + room.beside)
        else:
            groups.append([index])
            height, reach = flag.height, flag.x + flag.width + room.beside
    turned: list[list[int]] = []
    for index in reversed(range(first_turned, len(flags))):
        flag = flags[index]
        fits = height + room.above + flag.height <= room.height
        if turned and flag.x > reach and fits and len(turned[0]) < steps:
            turned[0].insert(0, index)
            height += room.above + flag.height
            reach = min(reach, flag.x - flag.width - room.beside)
        else:
            turned.insert(0, [index])
            height, reach = flag.height, flag.x - flag.width - room.beside
    return groups + turned


def _reach_right(
    flags: Sequence[Flag], group: Sequence[int], first_turned: int, between: float
) -> float:
    """How far a staircase's texts reach beyond its last stem, at most."""
    if group[0] >= first_turned:
        return 0.0
    last = len(group) - 1
    return max(flags[index].width - (last - at) * between for at, index in enumerate(group))


def _reach_left(
    flags: Sequence[Flag], group: Sequence[int], first_turned: int, between: float
) -> float:
    """How far a turned staircase's texts reach before its first stem, at most."""
    if group[0] < first_turned:
        return 0.0
    return max(flags[index].width - at * between for at, index in enumerate(group))
