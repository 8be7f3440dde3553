"""Places along a line: labels kept in order and apart, bars laid in lanes. Numbers only, mm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

MORE_LANES: Final = 1


def spread(
    wanted: Sequence[float], gaps: Sequence[float], low: float, high: float
) -> tuple[float, ...]:
    """The places nearest to `wanted` (least squares) that keep their order and their distances.

    `wanted` ascends; `gaps[i]` is the least distance between places i and i+1. The first is not
    below `low`, the last not above `high`; where there is no room for all, they overflow `high`.
    Shifting each place by the gaps before it turns the task into isotonic regression, which
    pool-adjacent-violators solves exactly (Barlow et al. 1972); clamping keeps it optimal.
    """
    offsets = [0.0]
    for gap in gaps:
        offsets.append(offsets[-1] + gap)
    pools: list[tuple[float, int]] = []  # mean, count
    for place, offset in zip(wanted, offsets, strict=True):
        mean, count = place - offset, 1
        while pools and pools[-1][0] >= mean:
            other, others = pools.pop()
            mean = (mean * count + other * others) / (count + others)
            count += others
        pools.append((mean, count))
    top = max(low, high - offsets[-1])
    level = [min(max(mean, low), top) for mean, count in pools for _ in range(count)]
    return tuple(place + offset for place, offset in zip(level, offsets, strict=True))


def lanes(bars: Sequence[tuple[float, float]]) -> tuple[int, ...]:
    """A lane for each bar (start, end), 0 next to the axis, so that no two share a stretch.

    `bars` ascend by start. Of bars that overlap, the later lies nearer to the axis where this
    costs no more than MORE_LANES: a leader drawn from the start of a bar across the axis then
    meets no other bar. Otherwise each takes the free lane nearest to the axis.
    """
    inwards = _later_inwards(bars)
    nearest = _nearest(bars)
    if max(inwards, default=0) <= max(nearest, default=0) + MORE_LANES:
        return inwards
    return nearest


def _nearest(bars: Sequence[tuple[float, float]]) -> tuple[int, ...]:
    free_from: list[float] = []  # the end of the last bar in each lane
    found: list[int] = []
    for start, end in bars:
        lane = next((at for at, last in enumerate(free_from) if last <= start), len(free_from))
        if lane == len(free_from):
            free_from.append(end)
        free_from[lane] = end
        found.append(lane)
    return tuple(found)


def _later_inwards(bars: Sequence[tuple[float, float]]) -> tuple[int, ...]:
    """Lanes of bars that hang together are counted inwards first, and then turned round."""
    found: list[int] = []
    running: list[tuple[float, int]] = []  # end and lane of the bars that still run
    first, depth = 0, 0
    for index, (start, end) in enumerate(bars):
        running = [bar for bar in running if bar[0] > start]
        if not running:
            found[first:] = [depth - lane for lane in found[first:]]
            first, depth = index, 0
        lane = max((lane for _, lane in running), default=-1) + 1
        depth = max(depth, lane)
        running.append((end, lane))
        found.append(lane)
    found[first:] = [depth - lane for lane in found[first:]]
    return tuple(found)
