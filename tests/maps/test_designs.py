"""Maps of other exhibitions: oceans, cities, lands beyond the base map, tints, own land."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from cimaise.geometry import Rect
from cimaise.layout.figures.maps.areas import usable
from cimaise.layout.figures.maps.figure import draw_map
from cimaise.layout.marks import Group, PathMark, walk
from cimaise.layout.setting import Laid
from tests.maps.maps_made import (
    FRAME,
    PAPER,
    block,
    box,
    codes,
    drawn,
    labels,
    paths,
    setting,
    town,
)

PACIFIC = [130, -50, -120, 65]
SEA = setting().inks["bleu-nuit"].tinted(0.2)
LAYERS = ["land", "borders", "departments-1944", "rivers"]


def with_layer(folder: Path, shape: dict[str, object], **keys: object) -> Laid:
    """A map with a layer of land from a GeoJSON geometry."""
    (folder / "maps").mkdir()
    (folder / "maps" / "own.geojson").write_text(json.dumps(shape))
    layers = [{"file": "own.geojson", "kind": "land"}]
    return draw_map(block(layers=layers, **keys), FRAME, setting(folder=folder))


def polygon(west: float, south: float, east: float, north: float) -> list[list[list[float]]]:
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def left_of(laid: Laid, name: str) -> float:
    return next(box(run).x for run in labels(laid) if run.text == name)


def test_an_area_across_the_180th_meridian() -> None:
    places = [
        town("Tokyo", 139.69, 35.69),
        town("Midway", -177.37, 28.2),
        town("Pearl", -157.95, 21.36),
        town("Paris", 2.35, 48.86),
    ]
    laid = drawn(block(area=PACIFIC, places=places, layers=[]))
    assert left_of(laid, "Tokyo") < left_of(laid, "Midway") < left_of(laid, "Pearl")
    assert codes(laid) == ["place-off-map"]
    assert "Paris" in laid.diagnostics[0].message


@pytest.mark.parametrize("given", [(4.8, 48, -2.3, 51), (-2.3, 51, 4.8, 48)])
def test_sides_in_the_wrong_order_are_not_the_rest_of_the_world(
    given: tuple[float, float, float, float],
) -> None:
    assert usable(given) == (-2.3, 48, 4.8, 51)


def test_layers_half_a_world_away_are_not_drawn_across_the_map(tmp_path: Path) -> None:
    europe = {"type": "Polygon", "coordinates": polygon(-10, 45, 20, 55)}
    laid = with_layer(tmp_path, europe, area=PACIFIC)
    assert not [mark for mark in paths(laid) if mark.fill == PAPER]


def test_land_on_both_sides_of_the_180th_meridian_is_drawn_on_both(tmp_path: Path) -> None:
    both = [polygon(170, 60, 180, 65), polygon(-180, 60, -170, 65)]
    laid = with_layer(tmp_path, {"type": "MultiPolygon", "coordinates": both}, area=PACIFIC)
    (land,) = [mark for mark in paths(laid) if mark.fill == PAPER]
    xs = [point.x for step in land.path for point in step.points]
    whole = polygon(170, 60, 180, 65)
    (tmp_path / "half").mkdir()
    half = with_layer(tmp_path / "half", {"type": "Polygon", "coordinates": whole}, area=PACIFIC)
    (other,) = [mark for mark in paths(half) if mark.fill == PAPER]
    ys = [point.x for step in other.path for point in step.points]
    assert 1.5 < (max(xs) - min(xs)) / (max(ys) - min(ys)) < 2.2


@pytest.mark.parametrize("area", [[-170, -60, 170, 75], [-180, -60, 180, 75], [-180, -80, 180, 80]])
def test_land_cut_at_the_180th_meridian_stays_at_both_ends_of_the_world(
    tmp_path: Path, area: list[float]
) -> None:
    parts = [polygon(165, 50, 180, 60), polygon(-180, 50, -165, 60), polygon(0, 0, 20, 20)]
    laid = with_layer(tmp_path, {"type": "MultiPolygon", "coordinates": parts}, area=area)
    (land,) = [mark for mark in paths(laid) if mark.fill == PAPER]
    lefts = [point.x for step in land.path for point in step.points]
    steps = np.abs(np.diff(lefts))
    # The longest side of any part, and the way from one part to the next.
    assert np.sort(steps[steps > FRAME.width / 6])[::-1].size <= 2


def extent_of_layer(folder: Path, kind: str, shape: dict[str, object]) -> np.ndarray:
    """Left, top, right, foot of what a layer of this kind draws, mm."""
    (folder / kind / "maps").mkdir(parents=True)
    (folder / kind / "maps" / "own.geojson").write_text(json.dumps(shape))
    area = [-112, 34, -99, 44]
    layers = [{"file": "own.geojson", "kind": kind}]
    laid = draw_map(block(layers=layers, area=area), FRAME, setting(folder=folder / kind))
    bare = paths(drawn(block(layers=[], area=area)))
    drawn_by_it = [mark for mark in paths(laid) if mark not in bare and mark.fill != SEA]
    points = [point for mark in drawn_by_it for step in mark.path for point in step.points]
    inside = [point for point in points if 0 < point.x < FRAME.width]
    return np.concatenate([np.min(inside, axis=0), np.max(inside, axis=0)])


@pytest.mark.parametrize("kind", ["land", "border", "river", "front"])
def test_what_a_file_draws_straight_is_straight(tmp_path: Path, kind: str) -> None:
    state = {"type": "Polygon", "coordinates": polygon(-109, 37, -102, 41)}
    sides = {"type": "LineString", "coordinates": [[-109, 41], [-102, 41], [-102, 37], [-109, 37]]}
    zone = extent_of_layer(tmp_path, "zone", state)
    seen = extent_of_layer(tmp_path, kind, state if kind == "land" else sides)
    assert np.abs(seen - zone).max() < 2.0


@pytest.mark.parametrize("kind", ["border", "front", "railway"])
def test_names_keep_off_the_lines_of_own_layers(tmp_path: Path, kind: str) -> None:
    (tmp_path / "maps").mkdir()
    line = {"type": "LineString", "coordinates": [[-106, 35], [-105, 43]]}
    (tmp_path / "maps" / "own.geojson").write_text(json.dumps(line))
    layers = [{"file": "own.geojson", "kind": kind}]
    places = [town("Golden", -105.65, 39), town("Fort Collins", -105.4, 41)]
    made = block(layers=layers, area=[-112, 34, -99, 44], places=places)
    laid = draw_map(made, FRAME, setting(folder=tmp_path))
    without = drawn(block(layers=[], area=[-112, 34, -99, 44], places=places))
    for name in ("Golden", "Fort Collins"):
        # Where nothing is in the way, a name stands on the right.
        assert left_of(laid, name) < left_of(without, name)


@pytest.mark.parametrize("area", [[138, -26, 156, -8], [-125, 30, -110, 45]])
def test_swapped_coordinates_far_east_and_west_are_told_as_such(area: list[float]) -> None:
    lon, lat = (area[0] + area[2]) / 2, (area[1] + area[3]) / 2
    laid = drawn(block(area=area, layers=[], places=[town("Cairns", lat, lon)]))
    (found,) = laid.diagnostics
    assert found.code == "coordinates-swapped"
    assert found.hint == f"longitude comes first: write [{lon:g}, {lat:g}]"


def test_own_land_lies_in_the_sea_and_needs_no_base_map(tmp_path: Path) -> None:
    north = {"type": "Polygon", "coordinates": polygon(5, 58, 25, 70)}
    places = [town("Narvik", 17.43, 68.44), town("Au large", 1, 64)]
    area = [-2, 55, 30, 71]
    laid = with_layer(tmp_path, north, area=area, places=places)
    assert not codes(laid)
    halos = {run.text: run.halo for run in labels(laid)}
    assert halos["Narvik"] == PAPER
    assert halos["large"] == SEA if "large" in halos else halos["Au large"] == SEA
    assert any(mark.fill == SEA for mark in paths(laid))


def test_beyond_the_base_map_is_paper_not_sea() -> None:
    """Helsinki does not lie in the sea, and no coast runs where the data end."""
    places = [town("Helsinki", 24.94, 60.17), town("Copenhague", 12.57, 55.68)]
    laid = drawn(block(area=[4, 54.5, 31, 71.5], layers=LAYERS, places=places))
    assert codes(laid) == ["map-data-ends"]
    halos = {run.text: run.halo for run in labels(laid)}
    assert halos["Helsinki"] == PAPER
    (ground,) = [m for m in walk(laid.marks) if isinstance(m, Group) and m.name == "ground"]
    whole, known, *_ = ground.marks
    assert isinstance(whole, PathMark)
    assert whole.fill == PAPER
    assert isinstance(known, Group)
    assert known.clip
    assert any(isinstance(mark, PathMark) and mark.fill == SEA for mark in known.marks)


def test_a_city_is_told_that_the_base_map_is_too_coarse() -> None:
    city = drawn(block(area=[2.22, 48.81, 2.42, 48.91], layers=LAYERS))
    assert codes(city) == ["map-data-coarse"]
    assert "22 m" in city.diagnostics[0].message
    assert not codes(drawn(block(area=[2.22, 48.81, 2.42, 48.91], layers=[])))
    assert not codes(drawn(block(area="nord-pas-de-calais", layers=LAYERS)))


def test_names_stay_in_their_country() -> None:
    """A basin that reaches the border is named on this side of it, Lille and Strasbourg too."""
    basin = [[2.4, 50.5], [3.2, 50.44], [3.62, 50.48], [3.60, 50.37], [2.85, 50.36], [2.42, 50.45]]
    keys = {
        "layers": LAYERS,
        "zones": [{"name": "Bassin minier", "polygon": basin, "kind": "basin"}],
        "places": [town("Lille", 3.06, 50.63), town("Valenciennes", 3.52, 50.36)],
    }
    laid = drawn(block(area=[1.5, 49.9, 4.3, 51.1], **keys))
    assert len(labels(laid)) == 3
    assert {run.halo for run in labels(laid)} == {PAPER}
    east = drawn(block(area="alsace-vosges", layers=LAYERS, places=[town("Colmar", 7.56, 48.08)]))
    assert labels(east)[0].halo == PAPER


def test_a_tint_lies_below_the_lines_and_names_on_it_have_its_halo() -> None:
    corners = [[2, 44.5], [3.5, 44.3], [4, 45.5], [3, 46.3], [2, 45.8]]
    zone = {"name": "Massif", "polygon": corners, "kind": "liberated"}
    laid = drawn(block(layers=LAYERS, zones=[zone]))
    tint = setting().inks["garance"].tinted(0.2)
    order = paths(laid)
    tinted = next(place for place, mark in enumerate(order) if mark.fill == tint)
    rivers = next(place for place, mark in enumerate(order) if mark.stroke and not mark.fill)
    assert tinted < rivers
    assert labels(laid)[0].halo == tint
    swatch = [mark for mark in order if mark.fill == tint and mark.stroke]
    assert len(swatch) == 1, "in the legend a tint has an edge: it may be the ground's own"


def test_no_line_is_seen_between_the_words_of_a_name() -> None:
    laid = drawn(block(places=[town("La Roche sur Yon", -1.43, 46.67), town("Paris", 2.35, 48.86)]))
    run = next(run for run in labels(laid) if run.text.startswith("La"))
    covers = [mark for mark in paths(laid) if mark.fill == run.halo and len(mark.path) == 3 * 5]
    assert len(covers) == 1
    xs = [point.x for step in covers[0].path for point in step.points]
    assert run.origin.x < min(xs) < max(xs) < run.origin.x + run.width_mm


def test_ordinals_on_a_map_are_set_as_in_the_text() -> None:
    places = [town("Tours", 0.69, 47.39, date="1944-09-01"), town("Lyon", 4.84, 45.76)]
    runs = labels(drawn(block(places=places)))
    assert [run.text for run in runs][:3] == ["Tours", "1", "er"]
    one, er = runs[1:3]
    assert er.size_pt < one.size_pt
    assert er.origin.y < one.origin.y


def test_a_route_over_the_180th_meridian_runs_straight_on() -> None:
    via = [[170, 30], [180, 28], [-170, 25]]
    laid = drawn(block(area=PACIFIC, layers=[], routes=[{"via": via, "kind": "attack"}]))
    arrow = max(paths(laid), key=lambda mark: len(mark.path))
    xs = [point.x for step in arrow.path for point in step.points]
    assert max(xs) - min(xs) < FRAME.width / 4


@pytest.mark.parametrize("frame", [Rect(0, 0, 220, 1000), Rect(0, 0, 1200, 220)])
def test_tall_and_wide_slots_keep_every_name_inside(frame: Rect) -> None:
    places = [town("Brest", -4.49, 48.39), town("Nice", 7.26, 43.7), town("Lille", 3.06, 50.63)]
    laid = drawn(block(places=places, layers=LAYERS, caption="Une carte."), frame)
    assert {run.text for run in labels(laid)} == {"Brest", "Nice", "Lille"}
    for run in labels(laid):
        found = box(run)
        assert frame.union(found) == frame
