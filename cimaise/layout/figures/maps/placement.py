"""Label placement: one candidate for every label, none on another. Knows rectangles, no map.

Each label brings candidates with a cost. First the labels that matter most, then those with the
least choice, take their cheapest free candidate; then rounds of exchange: a label may push out
up to two others if together they are better off (ejection chains, as in Glover 1996). No chance
is involved: the same input gives the same map.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from cimaise.geometry import Rect

# What it costs to drop a label, by its priority: more than any position can.
DROPPED = {1: 4000.0, 2: 900.0, 3: 400.0}
# With more candidates than this, all pairs are too many to compare: first come, first placed.
MOST_COMPARED = 3600
ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place for a label: its rectangle, how its lines are aligned, what it costs, its leader."""

    box: Rect
    align: float
    cost: float
    leader: tuple[tuple[float, float], tuple[float, float]] | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """Something to place; `priority` 1 goes before 2."""

    candidates: tuple[Candidate, ...]
    priority: int


def place(labels: Sequence[Label], gap_mm: tuple[float, float]) -> tuple[Candidate | None, ...]:
    """The candidate chosen for each label, or None; boxes stay `gap_mm` (x, y) apart."""
    flat = [(owner, found) for owner, label in enumerate(labels) for found in label.candidates]
    if not flat:
        return tuple(None for _ in labels)
    order = sorted(
        range(len(labels)),
        key=lambda i: (labels[i].priority, len(labels[i].candidates), i),
    )
    boxes = _boxes([found for _, found in flat], gap_mm)
    starts = np.cumsum([0, *(len(label.candidates) for label in labels)])
    groups = [range(starts[i], starts[i + 1]) for i in range(len(labels))]
    if len(flat) > MOST_COMPARED:
        chosen = _first_come(order, groups, boxes, flat)
    else:
        chosen = _exchanged(labels, order, groups, boxes, flat)
    return tuple(None if index < 0 else flat[index][1] for index in chosen)


def _boxes(found: Sequence[Candidate], gap: tuple[float, float]) -> NDArray[np.float64]:
    """Left, top, right, bottom, grown by half the gap on each side."""
    x, y = gap[0] / 2, gap[1] / 2
    return np.array([(c.box.x - x, c.box.y - y, c.box.right + x, c.box.bottom + y) for c in found])


def _meets(one: NDArray[np.float64], many: NDArray[np.float64]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (
        (one[..., 0] < many[:, 2])
        & (many[:, 0] < one[..., 2])
        & (one[..., 1] < many[:, 3])
        & (many[:, 1] < one[..., 3])
    )
    return found


def _first_come(
    order: Sequence[int],
    groups: Sequence[range],
    boxes: NDArray[np.float64],
    flat: Sequence[tuple[int, Candidate]],
) -> list[int]:
    chosen = [-1] * len(groups)
    taken = np.empty((len(groups), 4))
    count = 0
    for label in order:
        for index in sorted(groups[label], key=lambda i: flat[i][1].cost):
            # Leaders are for the few; in a crowd they would only tangle.
            if flat[index][1].leader is None and not _meets(boxes[index], taken[:count]).any():
                chosen[label] = index
                taken[count] = boxes[index]
                count += 1
                break
    return chosen


def _conflicts(
    boxes: NDArray[np.float64], flat: Sequence[tuple[int, Candidate]]
) -> NDArray[np.bool_]:
    """Which candidates exclude each other: boxes that meet, leaders that cross box or leader."""
    left, top, right, foot = boxes.T
    # Two boxes meet where each begins before the other ends, on both axes.
    across, down = left[:, None] < right, top[:, None] < foot
    found: NDArray[np.bool_] = across & across.T & down & down.T
    led = [index for index, (_, candidate) in enumerate(flat) if candidate.leader]
    if led:
        lines = shapely.linestrings([flat[index][1].leader for index in led])
        shapes = shapely.box(*boxes.T)
        for others, at in ((shapes, None), (lines, led)):
            rows, columns = shapely.STRtree(others).query(lines, predicate="intersects")
            rows = np.asarray(led)[rows]
            columns = columns if at is None else np.asarray(at)[columns]
            found[rows, columns] = found[columns, rows] = True
    owners = np.array([owner for owner, _ in flat])
    found[owners[:, None] == owners] = False
    return found


def _exchanged(
    labels: Sequence[Label],
    order: Sequence[int],
    groups: Sequence[range],
    boxes: NDArray[np.float64],
    flat: Sequence[tuple[int, Candidate]],
) -> list[int]:
    conflict = _conflicts(boxes, flat)
    cost = [candidate.cost for _, candidate in flat]
    ranked = [sorted(group, key=lambda i: (cost[i], i)) for group in groups]
    dropped = [DROPPED.get(label.priority, DROPPED[3] / label.priority) for label in labels]
    chosen = [-1] * len(labels)
    # How many of the chosen exclude each candidate.
    blocked = np.zeros(len(flat), dtype=np.int32)

    def set_to(label: int, index: int) -> None:
        if chosen[label] >= 0:
            blocked[conflict[chosen[label]]] -= 1
        chosen[label] = index
        if index >= 0:
            blocked[conflict[index]] += 1

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
                    if other != label and chosen[other] >= 0 and conflict[index, chosen[other]]
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
