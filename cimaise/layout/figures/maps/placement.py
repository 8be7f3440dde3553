"""Label placement: one candidate for every label, none on another. Knows rectangles, no map.

Each label brings candidates with a cost. First the labels that matter most, then those with the
least choice, take their cheapest free candidate; then rounds of exchange: a label may push out
up to two others if together they are better off (ejection chains, as in Glover 1996). No chance
is involved: the same input gives the same map.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from cimaise.geometry import Rect
from cimaise.layout.figures.maps.raster import Edges, Mask, Numbers, crossing, touching

Boxes = NDArray[np.float64]

# What it costs to drop a label, by its priority: more than any position can.
DROPPED = {1: 4000.0, 2: 900.0, 3: 400.0}
# With more candidates than this, all pairs are too many to compare: first come, first placed.
MOST_COMPARED = 3600
ROUNDS = 12


class Candidate(Struct, frozen=True):
    """A place for a label: its rectangle, how its lines are aligned, what it costs, its leader."""

    box: Rect
    align: float
    cost: float
    leader: tuple[tuple[float, float], tuple[float, float]] | None = None


class Spots(Struct, frozen=True):
    """Candidates: one row of each array for each position."""

    boxes: Boxes
    """Left, top, right, bottom, mm."""
    aligns: Numbers
    costs: Numbers
    leaders: Edges
    """From x, y to x, y; not a number where there is none."""

    @classmethod
    def joined(cls, parts: Sequence[Spots]) -> Spots:
        """All positions, in order."""
        return cls(
            np.concatenate([part.boxes for part in parts]),
            np.concatenate([part.aligns for part in parts]),
            np.concatenate([part.costs for part in parts]),
            np.concatenate([part.leaders for part in parts]),
        )

    def __len__(self) -> int:
        return len(self.costs)

    def taken(self, rows: NDArray[np.intp] | Mask | slice) -> Spots:
        """Some of the positions."""
        return Spots(self.boxes[rows], self.aligns[rows], self.costs[rows], self.leaders[rows])

    def candidate(self, row: int) -> Candidate:
        """One of the positions."""
        left, top, right, foot = self.boxes[row].tolist()
        x1, y1, x2, y2 = self.leaders[row].tolist()
        return Candidate(
            Rect(left, top, right - left, foot - top),
            float(self.aligns[row]),
            float(self.costs[row]),
            None if x1 != x1 else ((x1, y1), (x2, y2)),
        )


class Label(Struct, frozen=True):
    """Something to place; `priority` 1 goes before 2."""

    candidates: Spots
    priority: int


def place(labels: Sequence[Label], gap_mm: tuple[float, float]) -> tuple[Candidate | None, ...]:
    """The candidate chosen for each label, or None; boxes stay `gap_mm` (x, y) apart."""
    counts = [len(label.candidates) for label in labels]
    if not any(counts):
        return tuple(None for _ in labels)
    order = sorted(range(len(labels)), key=lambda i: (labels[i].priority, counts[i], i))
    every = Spots.joined([label.candidates for label in labels])
    x, y = gap_mm[0] / 2, gap_mm[1] / 2
    grown = replace(every, boxes=every.boxes + np.array([-x, -y, x, y]))
    owners = np.repeat(np.arange(len(labels)), counts)
    starts = np.cumsum([0, *counts]).tolist()
    # Each label's candidates, the cheapest first.
    cheapest = np.lexsort((every.costs, owners)).tolist()
    ranked = [cheapest[start:end] for start, end in pairwise(starts)]
    if len(every) > MOST_COMPARED:
        chosen = _first_come(order, ranked, grown)
    else:
        chosen = _exchanged(labels, order, ranked, grown, owners)
    return tuple(None if index < 0 else every.candidate(index) for index in chosen)


def _meets(one: Numbers, many: Boxes) -> Mask:
    """Which of the boxes share more than a side with one."""
    left, top, right, foot = many.T
    found: Mask = (one[0] < right) & (left < one[2]) & (one[1] < foot) & (top < one[3])
    return found


def _first_come(order: Sequence[int], ranked: Sequence[Sequence[int]], every: Spots) -> list[int]:
    chosen = [-1] * len(ranked)
    taken = np.empty((len(ranked), 4))
    count = 0
    # Leaders are for the few; in a crowd they would only tangle.
    led = (~np.isnan(every.leaders[:, 0])).tolist()
    for label in order:
        for index in ranked[label]:
            if not led[index] and not _meets(every.boxes[index], taken[:count]).any():
                chosen[label] = index
                taken[count] = every.boxes[index]
                count += 1
                break
    return chosen


def _excluded(every: Spots, index: int) -> Mask:
    """Which candidates one excludes: boxes that meet, leaders that cross box or leader."""
    box, leader = every.boxes[index], every.leaders[index]
    # What is not a number touches nothing.
    found = _meets(box, every.boxes) | touching(every.leaders, box)
    if leader[0] == leader[0]:
        found |= touching(leader, every.boxes) | crossing(leader, every.leaders)
    return found


def _exchanged(
    labels: Sequence[Label],
    order: Sequence[int],
    ranked: Sequence[Sequence[int]],
    every: Spots,
    owners: NDArray[np.intp],
) -> list[int]:
    @cache
    def conflict(index: int) -> Mask:
        # Of all candidates few are ever chosen.
        found: Mask = _excluded(every, index) & (owners != owners[index])
        return found

    cost = every.costs.tolist()
    dropped = [DROPPED.get(label.priority, DROPPED[3] / label.priority) for label in labels]
    chosen = [-1] * len(labels)
    # How many of the chosen exclude each candidate.
    blocked = np.zeros(len(every), dtype=np.int32)

    def set_to(label: int, index: int) -> None:
        if chosen[label] >= 0:
            blocked[conflict(chosen[label])] -= 1
        chosen[label] = index
        if index >= 0:
            blocked[conflict(index)] += 1

    def cheapest(label: int) -> int:
        return next((index for index in ranked[label] if not blocked[index]), -1)

    def price(label: int) -> float:
        return cost[chosen[label]] if chosen[label] >= 0 else dropped[label]

    def improved(label: int) -> bool:
        """Move one label, pushing out up to two; True if all are better off."""
        now = price(label)
        for index in ranked[label]:
            if cost[index] >= now - 1e-9:
                return False
            rivals = (
                []
                if not blocked[index]
                else [
                    other
                    for other in order
                    if other != label and chosen[other] >= 0 and conflict(chosen[other])[index]
                ]
            )
            if len(rivals) > 2:
                continue
            moved = [label, *rivals]
            before, total = [chosen[i] for i in moved], sum(price(i) for i in moved)
            for rival in rivals:
                set_to(rival, -1)
            set_to(label, index)
            for rival in rivals:
                set_to(rival, cheapest(rival))
            if sum(price(i) for i in moved) < total - 1e-9:
                return True
            for i in moved:
                set_to(i, -1)
            for i, old in zip(moved, before, strict=True):
                set_to(i, old)
        return False

    for label in order:
        set_to(label, cheapest(label))
    for _ in range(ROUNDS):
        # All of them are tried in each round, so no short cut by any().
        if sum(improved(label) for label in order) == 0:
            break
    return chosen
