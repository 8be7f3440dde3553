"""What a line and a paragraph are worth: TeX's scale, with a badness for ragged text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from cimaise.typography.breakpoints import Breaks
from cimaise.typography.divisions import Cause

EPSILON_MM = 1e-6
MAX_HYPHENS_IN_A_ROW = 2
# Ragged text: a line that is short by this much (a part of the measure plus a part of the em)
# has badness 100, as a justified line at ratio 1.
RAG_OF_MEASURE = 0.1
RAG_OF_EM = 0.5
RAGGED_PENALTY = 3.0
SECOND_HYPHEN_DEMERITS = 30_000.0
# More than anything else can cost: the limit is kept wherever the lines can be filled at all.
TOO_MANY_HYPHENS_DEMERITS = 1e14
LONE_WORD_DEMERITS = 1e9
SHORT_LAST_DEMERITS = 400_000.0
SHORT_LAST = 0.14
MEDIUM_LAST_DEMERITS = 150_000.0
DIVIDED_LAST_DEMERITS = 60_000.0
MEDIUM_LAST = 0.28
OVERFULL_DEMERITS = 1e12
RIGID_RATIO = 20.0


class Measure(Struct, frozen=True):
    """What lines are measured against, mm. `rag_mm` is the slack of badness 100 in ragged text."""

    width_mm: float
    em_mm: float
    justified: bool
    rag_mm: float


def measure_for(width_mm: float, em_mm: float, justified: bool) -> Measure:
    """The measure of a style's lines."""
    rag_mm = width_mm * RAG_OF_MEASURE + em_mm * RAG_OF_EM
    return Measure(width_mm, em_mm, justified, rag_mm)


def ratio(width_mm: float, glue_mm: float, measure: Measure) -> float:
    """How loose (> 0) a line is; 1 is the most that looks well, below -1 is too wide."""
    slack = measure.width_mm - width_mm
    if not measure.justified:
        return slack / measure.rag_mm if slack >= -EPSILON_MM else -2.0
    if slack >= 0:
        return slack / (glue_mm / 2) if glue_mm > 0 else (RIGID_RATIO if slack else 0.0)
    if slack >= -EPSILON_MM:
        return 0.0
    return slack / (glue_mm / 3) if glue_mm > 0 else -2.0


def penalty(cost: float, measure: Measure) -> float:
    """A cut's cost against this measure: a ragged edge hides slack, so it needs fewer hyphens."""
    return cost if measure.justified else cost * RAGGED_PENALTY


def line_demerits(looseness: float, cost: float) -> float:
    """(1 + 100 |r|³)² + penalty², after Knuth and Plass."""
    badness = 100.0 * abs(looseness) ** 3
    return (1.0 + badness) ** 2 + cost * cost


def last_line_demerits(found: Breaks, a: int, measure: Measure) -> float:
    """What a paragraph's last line costs: nothing, unless it is a lone word or very short."""
    end = len(found.cuts) - 1
    cut = found.cuts[a]
    width = found.width_mm(a, end)
    if width > measure.width_mm + EPSILON_MM:
        return OVERFULL_DEMERITS
    if a == 0:
        return 1.0
    if cut.word >= found.cuts[end].word - 1:
        return LONE_WORD_DEMERITS
    cost = 1.0 if cut.cause is Cause.SPACE else DIVIDED_LAST_DEMERITS
    if width < SHORT_LAST * measure.width_mm:
        return cost + SHORT_LAST_DEMERITS
    return cost + MEDIUM_LAST_DEMERITS if width < MEDIUM_LAST * measure.width_mm else cost


def demerits(found: Breaks, path: Sequence[int], measure: Measure) -> float:
    """The sum over a whole paragraph; what total-fit makes least."""
    total = 0.0
    hyphens = 0
    last = len(found.cuts) - 1
    for a, b in pairwise(path):
        if b == last:
            total += last_line_demerits(found, a, measure)
            break
        looseness = ratio(found.width_mm(a, b), found.glue_mm(a, b), measure)
        if looseness < -1.0 - 1e-9:
            total += OVERFULL_DEMERITS
        else:
            total += line_demerits(looseness, penalty(found.costs[b], measure))
        hyphens = hyphens + 1 if found.cuts[b].cause is Cause.HYPHEN else 0
        if hyphens > 1:
            within = hyphens <= MAX_HYPHENS_IN_A_ROW
            total += SECOND_HYPHEN_DEMERITS if within else TOO_MANY_HYPHENS_DEMERITS
    return total
