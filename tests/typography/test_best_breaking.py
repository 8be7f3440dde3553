"""Total-fit finds what trying every way finds; what a way costs is counted once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cimaise.typography.breakpoints import Breaks, breaks
from cimaise.typography.demerits import (
    MAX_HYPHENS_IN_A_ROW,
    OVERFULL_DEMERITS,
    SECOND_HYPHEN_DEMERITS,
    TOO_MANY_HYPHENS_DEMERITS,
    Measure,
    demerits,
    measure_for,
)
from cimaise.typography.divisions import Cause
from cimaise.typography.faces import load_face
from cimaise.typography.hyphenation import patterns_for
from cimaise.typography.spans import Span
from cimaise.typography.styles import Faces, TypeStyle
from cimaise.typography.totalfit import first_fit_path, total_fit_path
from cimaise.typography.words import paragraphs

FONTS = Path(__file__).resolve().parents[2] / "fonts"
WORDS = st.sampled_from(
    ["le", "à", "FFI", "résistants", "insurrection", "l’Artois,", "nuit", "10\u202f000", "Lille."]
)
TEXTS = st.lists(WORDS, min_size=3, max_size=6).map(" ".join)
MEASURES = st.floats(90, 190)


def style() -> TypeStyle:
    face = load_face(FONTS / "SourceSerif4_400Regular.ttf")
    return TypeStyle(Faces(face, face, face, face), 38, 52)


def prepared(text: str, measure_mm: float, justified: bool) -> tuple[Breaks, Measure]:
    (words,) = paragraphs((Span(text),), style())
    patterns = patterns_for("fr")
    measure = measure_for(measure_mm, style().size_mm, justified)
    return breaks(words, measure_mm, 0.0, patterns, patterns), measure


def all_ways(
    found: Breaks, measure: Measure, count: int, way: tuple[int, ...] = (0,), hyphens: int = 0
) -> Iterator[tuple[int, ...]]:
    """Every choice of `count` lines that fit, with no more hyphens in a row than allowed."""
    last = len(found.cuts) - 1
    if count == 1:
        yield (*way, last)
        return
    for at in range(way[-1] + 1, last):
        row = hyphens + 1 if found.cuts[at].cause is Cause.HYPHEN else 0
        if row > MAX_HYPHENS_IN_A_ROW:
            continue
        if demerits(found, (way[-1], at), measure) < OVERFULL_DEMERITS:
            yield from all_ways(found, measure, count - 1, (*way, at), row)


@settings(max_examples=60, deadline=None)
@given(TEXTS, MEASURES, st.booleans())
# Spaces fall away where lines end, so that three lines hold more than three times their width.
@example("le le résistants résistants résistants Lille.", 98.0, False)
@example("l’Artois, résistants résistants résistants Lille.", 98.0, False)
def test_no_other_way_to_fill_as_many_lines_costs_less(
    text: str, measure_mm: float, justified: bool
) -> None:
    found, measure = prepared(text, measure_mm, justified)
    count = len(first_fit_path(found, measure)) - 1
    path = total_fit_path(found, measure, count)
    costs = {way: demerits(found, way, measure) for way in all_ways(found, measure, count)}
    if not costs or min(costs.values()) >= OVERFULL_DEMERITS:
        return  # a word that is wider than the line runs over whatever is done
    assert path is not None
    assert costs[path] == pytest.approx(min(costs.values()))


def test_a_way_costs_its_lines_and_its_hyphens_in_a_row() -> None:
    found, measure = prepared("insurrection résistants insurrection Lille.", 400, False)
    last = len(found.cuts) - 1
    hyphen = [at for at, cut in enumerate(found.cuts) if cut.cause is Cause.HYPHEN]
    space = [at for at, cut in enumerate(found.cuts) if cut.cause is Cause.SPACE]
    assert len(hyphen) >= 3
    between = next(at for at in space if at > hyphen[0])
    later = next(at for at in hyphen if at > between)

    def beyond_its_lines(*inner: int) -> float:
        way = (0, *inner, last)
        lines = sum(demerits(found, pair, measure) for pair in pairwise(way))
        return demerits(found, way, measure) - lines

    assert beyond_its_lines(hyphen[0]) == 0
    assert beyond_its_lines(hyphen[0], between, later) == pytest.approx(0)
    assert beyond_its_lines(hyphen[0], hyphen[1]) == pytest.approx(SECOND_HYPHEN_DEMERITS)
    three = beyond_its_lines(hyphen[0], hyphen[1], hyphen[2])
    assert three == pytest.approx(SECOND_HYPHEN_DEMERITS + TOO_MANY_HYPHENS_DEMERITS)
    assert three > 10 * OVERFULL_DEMERITS, "a line that runs over is not as bad"
