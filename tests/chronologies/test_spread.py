"""Places on a line: order and distances kept, nothing moved without need, bars apart in lanes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cimaise.layout.figures.chronologies.flags import Flag, Room, hang
from cimaise.layout.figures.chronologies.spread import lanes, spread
from cimaise.layout.figures.chronologies.timescale import EMPTY_SHARE, TimeScale, cuts_of, scale_of

places = st.lists(st.floats(0, 500), min_size=1, max_size=30).map(sorted)


@given(places, st.floats(0.1, 30))
def test_places_keep_their_order_and_distances(wanted: list[float], gap: float) -> None:
    found = spread(wanted, [gap] * (len(wanted) - 1), 0, 1000)
    for first, second in pairwise(found):
        assert second - first >= gap - 1e-6
    assert found[0] >= -1e-9
    assert found[-1] <= 1000 + 1e-6


@given(places)
def test_places_that_stand_apart_stay(wanted: list[float]) -> None:
    gaps = [second - first for first, second in pairwise(wanted)]
    assert spread(wanted, gaps, 0, 500) == pytest.approx(wanted, abs=1e-6)


def test_two_that_meet_share_the_way() -> None:
    assert spread([10, 10], [4], 0, 100) == pytest.approx((8, 12))
    assert spread([0, 0, 0], [4, 4], 0, 100) == pytest.approx((0, 4, 8))
    assert spread([100, 100], [4], 0, 100) == pytest.approx((96, 100))


stretches = st.lists(st.tuples(st.floats(0, 100), st.floats(0.1, 60)), max_size=25).map(
    lambda found: sorted((start, start + length) for start, length in found)
)


@given(stretches)
def test_bars_of_one_lane_share_no_stretch(bars: list[tuple[float, float]]) -> None:
    found = lanes(bars)
    for a in range(len(bars)):
        for b in range(a):
            if found[a] == found[b]:
                assert bars[b][1] <= bars[a][0] or bars[a][1] <= bars[b][0]


def test_later_bars_lie_nearer_to_the_axis_and_lone_ones_on_it() -> None:
    assert lanes([(0, 10), (5, 8), (20, 30)]) == (1, 0, 0)


def test_a_chain_of_bars_takes_two_lanes_not_forty() -> None:
    assert max(lanes([(day, day + 1.5) for day in range(40)])) == 1


flags = st.lists(
    st.tuples(st.floats(0, 700), st.floats(10, 160), st.floats(5, 50)), min_size=1, max_size=16
).map(lambda found: [Flag(*flag) for flag in sorted(found)])
ROOM = Room(0, 700, 150, 7, 5, 3.5)


@given(flags)
def test_no_text_of_a_flag_meets_another_text_or_stem(wanted: list[Flag]) -> None:
    hung = hang(wanted, ROOM)
    if hung is None:
        return
    boxes = [
        (
            (place.stem - flag.width if place.turned else place.stem),
            (place.stem if place.turned else place.stem + flag.width),
            place.base,
            place.base + flag.height,
        )
        for flag, place in zip(wanted, hung, strict=True)
    ]
    for left, right, foot, top in boxes:
        assert left >= -1e-6
        assert right <= 700 + 1e-6
        assert foot >= 0
        assert top <= 150 + 1e-6
    for first, second in pairwise(hung):
        assert second.stem - first.stem >= ROOM.between - 1e-6
    for a, (left, right, foot, top) in enumerate(boxes):
        for b, other in enumerate(boxes):
            if a == b:
                continue
            apart = right <= other[0] + 1e-6 or other[1] <= left + 1e-6
            assert apart or top <= other[2] + 1e-6 or other[3] <= foot + 1e-6
            stem = hung[b].stem
            if left + 1e-6 < stem < right - 1e-6:
                assert other[3] <= foot + 1e-6, "a stem passes through a text"


def test_flags_that_cannot_hang_are_refused() -> None:
    assert hang([Flag(100, 600, 100), Flag(120, 600, 100)], ROOM) is None
    assert hang([], ROOM) == ()


days = st.lists(st.integers(0, 4000), min_size=2, max_size=20, unique=True).map(sorted)


@given(days)
def test_every_piece_of_an_axis_has_the_same_scale(found: list[int]) -> None:
    spans = [(day, day + 1) for day in found]
    cuts = cuts_of(spans, found[0], found[-1] + 1)
    scale = scale_of(cuts, found[0], found[-1] + 1, 10, 510, 12)
    for piece in scale.pieces:
        own = (piece.end_mm - piece.start_mm) / (piece.last - piece.first)
        assert own == pytest.approx(scale.mm_per_day, rel=1e-6)
    assert scale.pieces[0].start_mm == 10
    assert scale.pieces[-1].end_mm == pytest.approx(510)
    assert all(scale.shows(day) and scale.shows(day + 1) for day in found)
    placed = [scale.place(day) for day in found]
    assert placed == sorted(placed)


def test_only_a_long_empty_stretch_is_cut_out() -> None:
    def scale(spans: list[tuple[float, float]]) -> TimeScale:
        return scale_of(cuts_of(spans, 0, 100), 0, 100, 0, 100, 10)

    assert len(scale([(0, 1), (40, 41), (99, 100)]).breaks) == 1
    assert not scale([(0, 1), (35, 36), (70, 71), (99, 100)]).breaks
    cut = scale([(0, 1), (5, 6), (90, 91), (99, 100)])
    assert len(cut.breaks) == 1
    gap = cut.breaks[0]
    assert 6 < gap.first < gap.last < 90
    assert (gap.last - gap.first) > EMPTY_SHARE * 100
    assert gap.end_mm - gap.start_mm == pytest.approx(10)
    assert not scale([(60, 61), (70, 71), (99, 100)]).breaks, "before the first event"
