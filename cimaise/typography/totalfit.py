"""Choosing cuts: first-fit, and the optimum over all ways to fill the same number of lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from math import ceil

from cimaise.typography.breakpoints import Breaks
from cimaise.typography.demerits import (
    EPSILON_MM,
    MAX_HYPHENS_IN_A_ROW,
    OVERFULL_DEMERITS,
    SECOND_HYPHEN_DEMERITS,
    SHORT_LAST_DEMERITS,
    Measure,
    demerits,
    last_line_demerits,
    line_demerits,
    penalty,
    ratio,
)
from cimaise.typography.divisions import Cause

# A ragged setting without divisions is kept if no line but the last is looser than this.
GOOD_RATIO = 1.6
# Looser lines than these are looked at only when nothing else fills the lines.
CUTOFF_RATIOS = (1.9, 3.5, float("inf"))

_State = tuple[int, int]
_Node = tuple[float, int, _State]


def first_fit_path(found: Breaks, measure: Measure) -> tuple[int, ...]:
    """Each line as full as it goes. What is wider than the measure begins a line of its own."""
    last = len(found.cuts) - 1
    path = [0]
    hyphens = 0
    while path[-1] < last:
        a = path[-1]
        best = emergency = 0
        passed = False
        for b in range(a + 1, last + 1):
            width_mm = found.width_mm(a, b)
            if width_mm > measure.width_mm + measure.em_mm:
                break  # what comes is wider still, but for a hyphen
            cause = found.cuts[b].cause
            fits = width_mm <= measure.width_mm + EPSILON_MM
            if cause is Cause.SPACE or cause is Cause.DASH:
                if fits:
                    best = b
                elif cause is Cause.SPACE:
                    break
                passed = True
            elif not fits:
                continue
            elif cause is Cause.HYPHEN:
                if hyphens < MAX_HYPHENS_IN_A_ROW:
                    best = b
            elif not passed:
                if cause is Cause.LONG:
                    best = b
                else:
                    emergency = b
        path.append(best or emergency or a + 1)
        hyphens = hyphens + 1 if found.cuts[path[-1]].cause is Cause.HYPHEN else 0
    return tuple(path)


def is_good(found: Breaks, path: Sequence[int], measure: Measure) -> bool:
    """Whether a ragged setting needs no divisions: no loose line, no poor last line."""
    for a, b in pairwise(path[:-1]):
        if abs(ratio(found.width_mm(a, b), found.glue_mm(a, b), measure)) > GOOD_RATIO:
            return False
    return last_line_demerits(found, path[-2], measure) < SHORT_LAST_DEMERITS


def total_fit_path(
    found: Breaks, measure: Measure, count: int, known: Sequence[int] | None = None
) -> tuple[int, ...] | None:
    """The path of least demerits with `count` lines; `known` is one of them, if there is one.

    None where there is no such path.
    """
    best: tuple[float, tuple[int, ...]] | None = None
    if known is not None:
        best = demerits(found, known, measure), tuple(known)
    for cutoff in CUTOFF_RATIOS:
        outcome = _optimum(found, measure, count, cutoff)
        if outcome is not None:
            best = min(best, outcome) if best else outcome
            # Every line beyond the cutoff costs more than this whole paragraph.
            if outcome[0] <= line_demerits(cutoff, 0.0):
                break
    return best[1] if best else None


def fewest_lines(found: Breaks, measure: Measure) -> int | None:
    """How many lines are needed at natural width with no more hyphens in a row than allowed.

    None where a line would have to be wider than the measure.
    """
    widest = measure.width_mm + EPSILON_MM
    # Lines needed to reach each cut, by the number of hyphens in a row that end there.
    needed: list[dict[int, int]] = [{0: 0}]
    low = 0
    for b in range(1, len(found.cuts)):
        while low < b and found.ends[b] - found.starts[low] > widest + measure.em_mm:
            low += 1
        hyphen = found.cuts[b].cause is Cause.HYPHEN
        here: dict[int, int] = {}
        for a in range(low, b):
            if found.width_mm(a, b) > widest:
                continue
            for row, count in needed[a].items():
                now = row + 1 if hyphen else 0
                if now <= MAX_HYPHENS_IN_A_ROW:
                    here[now] = min(here.get(now, count + 1), count + 1)
        needed.append(here)
    return min(needed[-1].values(), default=None)


def _optimum(
    found: Breaks, measure: Measure, count: int, cutoff: float
) -> tuple[float, tuple[int, ...]] | None:
    """Least demerits and path with `count` lines, none looser than `cutoff`; None if impossible."""
    starts, ends = found.starts, found.ends
    last = len(found.cuts) - 1
    widest = measure.width_mm + EPSILON_MM
    if measure.justified:
        widest += measure.width_mm / 3
        narrowest = 0.0
    else:
        narrowest = max(0.0, measure.width_mm - cutoff * measure.rag_mm)
    # States (lines so far, hyphens in a row) that reach each cut, with their least demerits.
    nodes: list[dict[_State, _Node]] = [{(0, 0): (0.0, -1, (0, 0))}]
    text_end = ends[last]
    # A space falls away where a line ends: lines hold more of the text than they are wide.
    space = max(0.0, max(start - end for start, end in zip(starts, ends, strict=True)))
    for b in range(1, last):
        here: dict[_State, _Node] = {}
        cause = found.cuts[b].cause
        hyphen = cause is Cause.HYPHEN
        cut_penalty = penalty(found.costs[b], measure)
        rest = max(1, ceil((text_end - starts[b] + space) / (widest + space) - 1e-9))
        low = bisect_left(starts, ends[b] - widest, 0, b)
        for a in range(max(0, min(low - 1, b - 1)), b):
            if not nodes[a]:
                continue
            width = ends[b] - starts[a]
            if width < narrowest:
                break
            looseness = ratio(width, found.glue_ends[b] - found.glue_starts[a], measure)
            if looseness > cutoff:
                continue
            if looseness < -1.0 - 1e-9:
                if a < b - 1:
                    continue
                cost = OVERFULL_DEMERITS
            else:
                cost = line_demerits(looseness, cut_penalty)
            for state, node in nodes[a].items():
                lines, hyphens = state
                if lines + 1 + rest > count:
                    continue
                row = hyphens + 1 if hyphen else 0
                if row > MAX_HYPHENS_IN_A_ROW:
                    continue
                total = node[0] + cost + (SECOND_HYPHEN_DEMERITS if row > 1 else 0.0)
                key = (lines + 1, row)
                known = here.get(key)
                if known is None or total < known[0]:
                    here[key] = (total, a, state)
        nodes.append(here)
    best: _Node | None = None
    for a in range(last):
        if not nodes[a] or (
            a < last - 1 and ends[last] - starts[a] > measure.width_mm + EPSILON_MM
        ):
            continue
        cost = last_line_demerits(found, a, measure)
        for state, node in nodes[a].items():
            if state[0] == count - 1 and (best is None or node[0] + cost < best[0]):
                best = (node[0] + cost, a, state)
    if best is None:
        return None
    path = [last]
    _, a, state = best
    while a >= 0:
        path.append(a)
        _, a, state = nodes[a][state]
    return best[0], tuple(reversed(path))
