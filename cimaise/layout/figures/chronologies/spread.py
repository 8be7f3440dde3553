"""Places along a line: labels kept in order and apart, bars laid in lanes. Numbers only, mm."""

from __future__ import annotations

from collections.abc import Sequence


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

    `bars` ascend by start. Of bars that overlap, the later lies nearer to the axis: a leader
    drawn from the start of a bar across the axis then meets no other bar.
    """
    found = [0] * len(bars)
    cluster: list[int] = []
    reach = float("-inf")
    for index, (start, end) in enumerate(bars):
        if start >= reach:
            _stack(bars, cluster, found)
            cluster = []
        cluster.append(index)
        reach = max(reach, end)
    _stack(bars, cluster, found)
    return tuple(found)


def _stack(bars: Sequence[tuple[float, float]], cluster: Sequence[int], found: list[int]) -> None:
    """Lanes of bars that hang together, counted inwards first and then turned round."""
    for index in cluster:
        start = bars[index][0]
        running = [found[other] for other in cluster if other < index and bars[other][1] > start]
        found[index] = max(running, default=-1) + 1
    depth = max((found[index] for index in cluster), default=0)
    for index in cluster:
        found[index] = depth - found[index]
