"""Lines → columns on a baseline grid. Everything is counted in grid units; knows no millimetre.

A text line takes `units` of the grid (2 where the grid is half a leading) and its baseline lies
at the foot of what it takes, so lines of all blocks and columns share the grid.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from cimaise.typography.counting import count_words
from cimaise.typography.lines import Line
from cimaise.typography.spans import Kind

MIN_LINES_TOGETHER = 2
# How many lines a column may give up so that it does not end in a hyphen.
HYPHEN_REACH = 2


class SetBlock(Struct, frozen=True):
    """One block, set. `units` per line and `space_before` in grid units.

    `keep_with_next`: its last line stays with two lines of what follows (headings).
    """

    kind: Kind
    lines: tuple[Line, ...]
    units: int = 2
    space_before: int = 0
    keep_with_next: bool = False
    level: int = 0
    marker: Line | None = None
    """What hangs before the first line of an item or note."""


class PlacedLine(Struct, frozen=True):
    """A line in its column."""

    line: Line
    baseline_row: int
    """Its baseline lies this many units below the column's head."""
    block_index: int
    line_index: int
    """Its number in the block, from 0."""


class Flow(Struct, frozen=True):
    """Placed lines by column, and what found no room."""

    columns: tuple[tuple[PlacedLine, ...], ...]
    overset_lines: int
    overset_words: int
    overset_units: int
    """Height that the overset lines would take, their spaces included."""

    @property
    def rows_used(self) -> tuple[int, ...]:
        """Grid units used by each column."""
        return tuple(column[-1].baseline_row if column else 0 for column in self.columns)


class _Item(Struct, frozen=True):
    """One line with what decides whether a column may end after it."""

    line: Line
    block: int
    number: int
    units: int
    space: int
    may_end: bool
    hyphen: bool


def flow(
    blocks: Sequence[SetBlock],
    capacities: Sequence[int],
    balanced: bool = True,
    whole: bool = False,
) -> Flow:
    """Pour blocks into columns of so many grid units.

    At least two lines of a paragraph stay together on each side of a column's end, a heading
    keeps two lines after it, a hyphen ends no column where that costs no room, and space before
    a block falls away at a column's head. Balanced columns are as short as they can be. Blocks
    that are to stay `whole` are divided only where they would not fit otherwise. Nothing is lost:
    what finds no room is counted as overset.
    """
    if whole:
        kept = _flow(_items(blocks, whole=True), capacities, balanced)
        if not kept.overset_lines:
            return kept
    return _flow(_items(blocks), capacities, balanced)


def _flow(items: Sequence[_Item], capacities: Sequence[int], balanced: bool) -> Flow:
    limits = list(capacities)
    if balanced and len(limits) > 1:
        heights = range(1, max(limits))
        # Bisection assumes that a taller column holds no less. Kept lines can break that by a
        # row; the height found still holds everything, being one that was tried.
        at = bisect_left(heights, True, key=lambda height: _holds(items, _cut(limits, height)))
        if at < len(heights):
            limits = _cut(limits, heights[at])
    for reach in (HYPHEN_REACH, 0):
        ends = _ends(items, limits, reach)
        if ends and ends[-1] == len(items):
            break
    return _pour(items, ends if limits else [])


def _cut(capacities: Sequence[int], height: int) -> list[int]:
    return [min(capacity, height) for capacity in capacities]


def _holds(items: Sequence[_Item], capacities: Sequence[int]) -> bool:
    """Whether everything fits, and every column ends where it may."""
    ends = _ends(items, capacities, HYPHEN_REACH)
    return ends[-1] == len(items) and all(
        end in (0, len(items)) or items[end - 1].may_end for end in ends
    )


def _items(blocks: Sequence[SetBlock], whole: bool = False) -> list[_Item]:
    items: list[_Item] = []
    for index, block in enumerate(blocks):
        count = len(block.lines)
        for number, line in enumerate(block.lines):
            before, after = number + 1, count - number - 1
            inside = min(before, after) >= MIN_LINES_TOGETHER and not whole
            may_end = not block.keep_with_next if after == 0 else inside
            if block.keep_with_next and after:
                may_end = False
            space = block.space_before if number == 0 else 0
            items.append(_Item(line, index, number, block.units, space, may_end, line.hyphenated))
    return items


def _ends(items: Sequence[_Item], capacities: Sequence[int], reach: int) -> list[int]:
    """For each column, the number of the first item that is not in it or before it.

    `reach`: how many lines a column gives up so that it does not end in a hyphen.
    """
    ends: list[int] = []
    start = 0
    for column, capacity in enumerate(capacities):
        end = _fill(items, start, capacity)
        if end < len(items) and column < len(capacities) - 1:
            taller = max(capacities[column + 1 :]) > capacity
            end = _step_back(items, start, end, reach, taller)
        ends.append(end)
        start = end
    return ends


def _fill(items: Sequence[_Item], start: int, capacity: int) -> int:
    used = 0
    at = start
    while at < len(items):
        item = items[at]
        need = item.units + (item.space if at > start else 0)
        if used + need > capacity:
            break
        used += need
        at += 1
    return at


def _step_back(
    items: Sequence[_Item], start: int, full: int, reach: int, taller_follows: bool
) -> int:
    """The best end of a column at or before `full`.

    Where none is allowed the column stays empty if a taller one follows, else it is filled.
    """
    allowed = [end for end in range(full, start, -1) if items[end - 1].may_end]
    if not allowed:
        return start if taller_follows else full
    near = (end for end in allowed if allowed[0] - end <= reach and not items[end - 1].hyphen)
    return next(near, allowed[0])


def _pour(items: Sequence[_Item], ends: Sequence[int]) -> Flow:
    columns: list[tuple[PlacedLine, ...]] = []
    start = 0
    for end in ends:
        row = 0
        column: list[PlacedLine] = []
        for item in items[start:end]:
            row += (item.space if column else 0) + item.units
            column.append(PlacedLine(item.line, row, item.block, item.number))
        columns.append(tuple(column))
        start = end
    left = items[start:]
    return Flow(
        tuple(columns),
        overset_lines=len(left),
        overset_words=_count_words(left),
        overset_units=sum(item.units + item.space for item in left),
    )


def _count_words(items: Sequence[_Item]) -> int:
    """Words of the lines; a divided one counts where it ends."""
    return sum(count_words(item.line.text) - item.line.hyphenated for item in items)
