"""The promises of label placement: apart, inside, nothing lost in silence."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cimaise.geometry import Rect, bounds
from cimaise.layout.figures.maps.placement import Label, Spots, place
from cimaise.layout.figures.maps.text import wrapped
from cimaise.layout.marks import GlyphRun, walk
from tests.maps.maps_made import (
    FRAME,
    TOWNS,
    block,
    box,
    codes,
    drawn,
    labels,
    paths,
    texts,
    town,
)

Box = tuple[float, float, float, float]

NAMES = ("Lille", "Saint-Omer", "Boulogne-sur-Mer", "Y", "Avesnes-sur-Helpe", "Le Havre-de-Grâce")
PLACES = st.lists(
    st.builds(
        lambda at, kind, date, priority: {
            "at": list(at),
            "kind": kind,
            "priority": priority,
            **({"date": date} if date else {}),
        },
        st.tuples(st.floats(-4.5, 8), st.floats(42.6, 51)),
        st.sampled_from(["town", "liberated", "massacre", "insurrection"]),
        st.sampled_from([None, "1944-08-19", "1944-08-24/1944-08-26", "1945-02-09"]),
        st.integers(1, 3),
    ),
    min_size=1,
    max_size=24,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PLACES, st.sampled_from([Rect(50, 10, 700, 600), Rect(0, 0, 320, 420)]))
def test_labels_stand_apart_and_inside_and_every_place_is_drawn(
    found: list[dict[str, object]], frame: Rect
) -> None:
    places = [{**place_, "name": f"{NAMES[i % 6]} {i}"} for i, place_ in enumerate(found)]
    laid = drawn(block(places=places, layers=["land"]), frame)
    boxes = [box(run) for run in labels(laid)]
    for one, two in combinations(boxes, 2):
        assert not one.overlaps(two)
    assert all(frame.contains(each) for each in boxes)
    told = [d.figures["name"] for d in laid.diagnostics if d.code == "label-dropped"]
    told += [d.figures["name"] for d in laid.diagnostics if d.code == "place-off-map"]
    shown = {run.text.replace("\xa0", " ") for run in labels(laid)}
    for place_ in places:
        assert (place_["name"] in shown) != (place_["name"] in told)
    # The ground and the legend apart, the marks are the same whether labels find room or not.
    bare = drawn(block(places=[], layers=["land"]), frame)
    assert len(paths(laid)) >= len(paths(bare)) + len(places) - codes(laid).count("place-off-map")


def test_forty_towns_all_have_their_names() -> None:
    laid = drawn(block(places=[town(*row) for row in TOWNS]))
    assert not laid.diagnostics
    assert {name for name, *_ in TOWNS} <= set(texts(laid))


def test_the_same_map_twice_is_the_same() -> None:
    made = block(places=[town(*row) for row in TOWNS], layers=["land"])
    assert drawn(made) == drawn(made)


def test_names_do_not_stand_on_arrows_nor_symbols() -> None:
    made = block(
        places=[town("Valence", 4.89, 44.93), town("Grenoble", 5.72, 45.19)],
        routes=[{"via": [[5.4, 43.4], [4.95, 44.3], [4.95, 45.6]]}],
        layers=[],
    )
    laid = drawn(made)
    arrow = max(paths(laid), key=lambda mark: len(mark.path))
    points = [point for step in arrow.path for point in step.points]
    for run in labels(laid):
        assert not any(
            box(run).x <= p.x <= box(run).right and box(run).y <= p.y <= box(run).bottom
            for p in points
        )


@pytest.mark.slow
def test_lost_labels_are_named_and_many_are_summed_up() -> None:
    places = [town(f"Ville {i}", 2.35, 48.86) for i in range(120)]
    laid = drawn(block(places=places, layers=[]))
    lost = [d for d in laid.diagnostics if d.code == "label-dropped"]
    assert len(lost) == 21
    named = [d.figures["name"] for d in lost[:20]] + list(lost[20].figures["names"])
    shown = {run.text.replace("\xa0", " ") for run in labels(laid)}
    assert len(shown) + len(named) == 120
    assert not shown & set(named)


def test_what_matters_most_is_placed_first() -> None:
    crowd = [town(f"Bourg {i}", 2.35, 48.86, priority=3) for i in range(60)]
    laid = drawn(block(places=[*crowd, town("Paris", 2.35, 48.86, priority=1)], layers=[]))
    assert "Paris" in texts(laid)


def test_nothing_stands_where_it_must_be_clear() -> None:
    clear = Rect(50, 10, 350, 600)
    laid = drawn(block(places=[town(*row) for row in TOWNS]), clear=(clear,))
    assert not any(box(run).overlaps(clear) for run in labels(laid))


def spots(*boxes: Box, leader: Box = (math.nan,) * 4) -> Spots:
    """Candidates, each dearer than the one before."""
    count = len(boxes)
    return Spots(
        np.reshape(boxes, (-1, 4)).astype(float),
        np.zeros(count),
        np.arange(1.0, count + 1),
        np.full((count, 4), leader),
    )


def test_placement_takes_the_cheapest_and_makes_room() -> None:
    # The first would take what is the second's only place.
    first = Label(spots((0, 0, 10, 5), (20, 0, 30, 5)), 1)
    second = Label(spots((5, 0, 15, 5)), 2)
    chosen = place([first, second], (0.0, 0.0))
    assert [c.box.x if c else None for c in chosen] == [20, 5]
    assert place([], (1, 1)) == ()
    assert place([Label(spots(), 1)], (1, 1)) == (None,)


def test_leaders_cross_neither_labels_nor_each_other() -> None:
    led = spots((40, 0, 50, 5), leader=(0, 2, 40, 2))
    wall = spots((20, 0, 25, 5))
    cross = spots((30, 20, 35, 25), leader=(30, -5, 30, 20))
    for other in (wall, cross):
        chosen = place([Label(led, 1), Label(other, 2)], (0.0, 0.0))
        assert chosen[1] is None


def test_notes_wrap_evenly() -> None:
    assert wrapped("court", 24) == ("court",)
    lines = wrapped("citadelle prise le deux septembre au matin", 24)
    assert len(lines) == 2
    assert " ".join(lines) == "citadelle prise le deux septembre au matin"
    assert abs(len(lines[0]) - len(lines[1])) < 8


def test_frame_is_kept_by_all_text() -> None:
    made = block(
        places=[town(*row, date="1944-08-19", kind="liberated") for row in TOWNS],
        caption="Les villes de France en août 1944, dans une légende assez longue.",
        locator=True,
    )
    for area in ("france", "nord-pas-de-calais", "massif-central"):
        laid = drawn(made.model_copy(update={"area": area}), bleed=Rect(-5, 0, 810, 620))
        upright = [m for m in walk(laid.marks) if isinstance(m, GlyphRun) and not m.angle_deg]
        assert all(FRAME.contains(box(run)) for run in upright)


def test_a_label_keeps_off_the_symbols_of_others() -> None:
    pair = [
        town("Valence", 4.89, 44.93, kind="liberated"),
        town("Grenoble", 5.72, 45.19, kind="liberated"),
        town("Villeurbanne", 4.88, 45.77, kind="liberated"),
    ]
    laid = drawn(block(places=pair, layers=["land", "borders", "departments-1944", "rivers"]))
    names = {run.text: run for run in labels(laid)}
    em = names["Valence"].size_pt * 25.4 / 72
    symbols = [bounds(m.path) for m in paths(laid) if m.fill and m.fill.name == "bleu-nuit"]
    symbols = [area for area in symbols if area.width < 12]
    assert len(symbols) >= len(pair)
    for run in names.values():
        near = [area for area in symbols if box(run).outset(0.25 * em).overlaps(area)]
        assert len(near) <= 1, f"{run.text} stands by the symbols of two towns"
