"""Mistakes on maps: each told in the designer's words, none a traceback, none a hang."""

from __future__ import annotations

import json
import math
import random
import time
from pathlib import Path

import pytest
import shapely

from cimaise.diagnostics import Diagnostic, Span
from cimaise.geometry import Rect
from cimaise.layout.figures.maps.figure import draw_map
from cimaise.resources.cache import Cache
from cimaise.resources.geojson import LARGEST_BYTES, read_geojson
from cimaise.source import Document
from tests.maps.maps_made import (
    FRAME,
    block,
    codes,
    drawn,
    labels,
    paths,
    setting,
    texts,
    town,
)

SQUARE = [[2, 48], [3, 48], [3, 49], [2, 49], [2, 48]]
KNOT = [[2, 48], [3, 49], [3, 48], [2, 49], [2, 48]]


def feature(geometry: object) -> dict[str, object]:
    return {"type": "Feature", "properties": {}, "geometry": geometry}


def collection(*geometries: object) -> str:
    found = {"type": "FeatureCollection", "features": [feature(one) for one in geometries]}
    return json.dumps(found)


def polygon(*rings: object) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": rings}


def test_swapped_coordinates_are_told_with_their_place() -> None:
    made = block(places=[town("Beauvais", 49.4, 2.3), town("Paris", 2.35, 48.86)])
    span = Span(Path("panels/03.yaml"), 12, 7)
    document = Document(Path("panels/03.yaml"), "", {}, {("map", "places", 0, "at"): span})
    laid = drawn(made, document=document, panel="03", slot="map")
    (found,) = laid.diagnostics
    assert found.code == "coordinates-swapped"
    assert found.message == "`49.4, 2.3` looks like latitude, longitude"
    assert found.hint == "longitude comes first: write [2.3, 49.4]"
    assert (found.span, found.panel, found.slot) == (span, "03", "map")
    assert "Beauvais" not in texts(laid)
    assert "Paris" in texts(laid)


def test_swapped_routes_and_zones() -> None:
    made = block(
        routes=[{"via": [[48.86, 2.35], [50.6, 3.1]]}],
        zones=[{"polygon": [[50, 2], [50, 3], [51, 3]]}],
    )
    assert codes(drawn(made)) == ["coordinates-swapped"] * 2


@pytest.mark.parametrize("places", [[town("Paris", 2.35, 48.86)], []])
def test_an_area_written_south_first_is_told_and_not_its_places(places: list[object]) -> None:
    laid = drawn(block(area=[48, 1, 51, 4], layers=["land"], places=places))
    (found,) = laid.diagnostics
    assert found.code == "coordinates-swapped"
    assert found.hint == "west comes first: write [1, 48, 4, 51]"
    assert {run.text for run in labels(laid)} == {"Paris"} - (set() if places else {"Paris"})


def test_out_of_range() -> None:
    laid = drawn(block(places=[town("x", 49.4, 102.3), town("y", 14577, 48)]))
    assert codes(laid) == ["coordinates-out-of-range"] * 2
    swapped, nowhere = laid.diagnostics
    assert swapped.hint == "it looks like latitude, longitude: write [102.3, 49.4]"
    assert nowhere.hint is not None
    assert nowhere.hint.startswith("write degrees")


def test_off_the_map() -> None:
    laid = drawn(block(area="provence", places=[town("Lille", 3.06, 50.63)]))
    (found,) = laid.diagnostics
    assert found.code == "place-off-map"
    assert found.severity == "warning"
    assert "Lille" in found.message
    assert "Lille" not in texts(laid)


@pytest.mark.parametrize(
    ("keys", "hint"),
    [
        ({"area": "provance"}, "did you mean `provence`?"),
        ({"layers": ["lands"]}, "did you mean `land`?"),
        ({"places": [town("x", 2, 48, kind="libarated")]}, "did you mean `liberated`?"),
        ({"routes": [{"via": [[1, 47], [2, 48]], "kind": "advanse"}]}, "did you mean `advance`?"),
        (
            {"zones": [{"polygon": [[1, 47], [2, 48], [2, 47]], "kind": "basins"}]},
            "did you mean `basin`?",
        ),
    ],
)
def test_unknown_names(keys: dict[str, object], hint: str) -> None:
    (found,) = drawn(block(**keys)).diagnostics
    assert (found.code, found.hint) == ("unknown-name", hint)


def test_an_unknown_area_hides_no_other_mistake() -> None:
    made = block(area="provance", layers=["lands"], places=[town("x", 2, 48, kind="libarated")])
    hints = [found.hint for found in drawn(made).diagnostics]
    assert hints == [
        "did you mean `provence`?",
        "did you mean `liberated`?",
        "did you mean `land`?",
    ]


def test_bad_dates_and_shapes_that_are_none() -> None:
    laid = drawn(block(places=[town("x", 2, 48, date="6 juin")]))
    assert codes(laid) == ["date-invalid"]
    assert "x" in texts(laid)
    flat = block(
        routes=[{"via": [[2, 47], [2, 47]]}], zones=[{"polygon": [[1, 45], [2, 46], [3, 47]]}]
    )
    assert codes(drawn(flat)) == ["invalid-value"] * 2


def test_missing_glyphs() -> None:
    laid = drawn(block(places=[town("東京", 2, 48)]))
    (found,) = laid.diagnostics
    assert found.code == "missing-glyph"
    assert "東 (U+6771)" in found.message


EXPECTED = {"map-data-ends", "place-off-map", "label-dropped"}


@pytest.mark.parametrize(
    "area",
    [
        [-180, -90, 180, 90], [10, -10, 30, 10], [140, -40, 150, -30], [0, 85, 10, 90],
        [2, 48, 2, 48], [-5, 48, 8, 48.0001], [175, -45, -175, -30],
    ],
)  # fmt: skip
def test_any_box_makes_a_map(area: list[float]) -> None:
    laid = drawn(block(area=area, places=[town("Ici", area[0], (area[1] + area[3]) / 2)]))
    assert set(codes(laid)) - {"map-data-coarse"} <= EXPECTED
    assert paths(laid)


@pytest.mark.parametrize(
    "frame", [Rect(0, 0, 1, 1), Rect(0, 0, 20, 15), Rect(0, 0, 700, 20), Rect(0, 0, 20, 600)]
)
def test_any_frame_takes_a_map(frame: Rect) -> None:
    laid = drawn(block(places=[town("Paris", 2.35, 48.86)], caption="Une légende."), frame)
    assert all(frame.outset(1e-6).contains(Rect(*run.origin, 0, 0)) for run in labels(laid))


def test_an_empty_frame_takes_none() -> None:
    assert drawn(block(), Rect(0, 0, 0, 100)).marks == ()


def test_routes_and_zones_may_run_round_the_world() -> None:
    made = block(
        area="paris",
        routes=[{"via": [[-120, -60], [2.35, 48.86]]}, {"via": [[170, 80], [-170, -80]]}],
        zones=[{"polygon": [[-179, -89], [179, -89], [179, 89], [-179, 89]], "kind": "pocket"}],
    )
    begun = time.perf_counter()
    drawn(made)
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize("spread", [0.0, 3.5])
def test_two_thousand_places(spread: float) -> None:
    places = [
        town(f"Ville {i}", 3 + spread * ((i * 37 % 100) / 50 - 1), 46.5 + spread * (i / 1000 - 1))
        for i in range(2000)
    ]
    begun = time.perf_counter()
    laid = drawn(block(places=places))
    assert time.perf_counter() - begun < 5
    assert codes(laid).count("label-dropped") == 21


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ('{"type": "Feature', "is not JSON"),
        ("[1, 2]", "no GeoJSON"),
        (collection(), "holds no shape"),
        (collection(polygon([[2, 48], [3, 49]])), "misshapen"),
        ('{"type":"Point","coordinates":["a","b"]}', "misshapen"),
        ('{"type":"Topology","objects":{}}', "is TopoJSON"),
        ('{"type":"Point","coordinates":[700000,6600000]}', "is not in degrees"),
        ('{"type":"Point","coordinates":[-38,147]}', "is nowhere on earth"),
        ("[" * 100_000, "more than 64 deep"),
        (f'{{"type":"Point","coordinates":[{"9" * 5000},50]}}', "more than 4300 digits"),
        (
            collection({"type": "Point", "coordinates": "X"}).replace('"X"', f"[{'9' * 5000},50]"),
            "more than 4300 digits",
        ),
        (f'{{"type":"Point","coordinates":[{"9" * 400},50]}}', "misshapen|no numbers"),
        (f'{{"type":"Point","coordinates":[{"9" * 5000}.5,50]}}', "misshapen|no numbers"),
    ],
)
def test_broken_geojson_is_told(text: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "own.geojson"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read_geojson(file)


def test_geojson_that_can_be_helped(tmp_path: Path) -> None:
    file = tmp_path / "own.geojson"
    file.write_text(collection(polygon(KNOT), None, polygon(SQUARE)), encoding="utf-8")
    found = read_geojson(file)
    assert found.repaired == 1
    assert found.shapes.area == pytest.approx(1.5)
    lambert = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}},
        "features": [feature({"type": "Point", "coordinates": [700_000, 6_600_000]})],
    }
    file.write_text(json.dumps(lambert), encoding="utf-8")
    x, y, *_ = read_geojson(file).shapes.bounds
    assert (x, y) == (pytest.approx(3), pytest.approx(46.5))


def test_geojson_is_remembered_by_content(tmp_path: Path) -> None:
    file, cache = tmp_path / "own.geojson", Cache(tmp_path / "cache")
    file.write_text(collection(polygon(SQUARE)), encoding="utf-8")
    assert read_geojson(file, cache).shapes.area == pytest.approx(1)
    assert read_geojson(file, cache).shapes.area == pytest.approx(1)
    file.write_text(collection(polygon(KNOT)), encoding="utf-8")
    assert read_geojson(file, cache).shapes.area == pytest.approx(0.5)


def test_huge_geojson_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "huge.geojson"
    with file.open("wb") as out:
        out.truncate(LARGEST_BYTES * 4)
    with pytest.raises(ValueError, match="has 200 MB, more than the 50 MB"):
        read_geojson(file)


def tangle(corners: int) -> list[list[float]]:
    """A ring that crosses itself nearly everywhere."""
    chance = random.Random(corners)
    ring = [[chance.uniform(2, 3), chance.uniform(48, 49)] for _ in range(corners)]
    return [*ring, ring[0]]


@pytest.mark.slow
@pytest.mark.parametrize(("corners", "kept"), [(200, True), (2_000, False), (200_000, False)])
def test_tangles_take_no_minutes(corners: int, kept: bool, tmp_path: Path) -> None:
    file = tmp_path / "own.geojson"
    file.write_text(collection(polygon(tangle(corners)), polygon(SQUARE)), encoding="utf-8")
    begun = time.process_time()
    found = read_geojson(file)
    assert time.process_time() - begun < 5
    assert found.repaired == 1
    assert len(shapely.get_parts(found.shapes)) == 1 + kept
    if not kept:
        file.write_text(collection(polygon(tangle(corners))), encoding="utf-8")
        with pytest.raises(ValueError, match="all cross themselves"):
            read_geojson(file)


@pytest.mark.slow
def test_tangled_zones_and_routes_take_no_minutes() -> None:
    ring = tangle(300)
    begun = time.process_time()
    made = block(zones=[{"polygon": ring, "kind": "basin"}], routes=[{"via": ring[:-1]}])
    assert paths(drawn(made))
    assert time.process_time() - begun < 5


def test_an_outline_of_many_points_with_one_fault_is_mended(tmp_path: Path) -> None:
    turns = [2 * math.pi * step / 30_000 for step in range(30_000)]
    ring = [[2 + math.cos(turn), 48 + math.sin(turn)] for turn in turns]
    ring[10], ring[20] = ring[20], ring[10]
    file = tmp_path / "own.geojson"
    file.write_text(collection(polygon([*ring, ring[0]])), encoding="utf-8")
    found = read_geojson(file)
    assert found.repaired == 1
    assert found.shapes.area == pytest.approx(math.pi, rel=1e-3)


@pytest.mark.slow
def test_networks_and_clouds_of_points_are_drawn(tmp_path: Path) -> None:
    (tmp_path / "maps").mkdir()
    chance = random.Random(1)
    lines = [
        [[x, y], [x + 0.1, y], *([[x + 0.2, y + 0.1]] * (index % 2))]
        for index in range(300)
        for x, y in [(chance.uniform(0, 5), chance.uniform(44, 49))]
    ]
    network = [{"type": "LineString", "coordinates": line} for line in lines]
    (tmp_path / "maps" / "net.geojson").write_text(collection(*network), encoding="utf-8")
    points = [[chance.uniform(0, 5), chance.uniform(44, 49)] for _ in range(60_000)]
    cloud = {"type": "MultiPoint", "coordinates": points}
    (tmp_path / "maps" / "cloud.geojson").write_text(collection(cloud), encoding="utf-8")
    for file, kind in (("net", "road"), ("net", "rail"), ("cloud", "town")):
        made = block(layers=[{"file": f"{file}.geojson", "kind": kind}])
        laid = draw_map(made, FRAME, setting(folder=tmp_path))
        assert not laid.diagnostics
        assert 10 < len(paths(laid)) + max(len(p.path) for p in paths(laid)) < 60_000


def test_own_layers_are_drawn_and_their_faults_told(tmp_path: Path) -> None:
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "knot.geojson").write_text(collection(polygon(KNOT)), encoding="utf-8")
    (tmp_path / "maps" / "empty.geojson").write_text("", encoding="utf-8")
    line = {"type": "LineString", "coordinates": SQUARE}
    (tmp_path / "maps" / "line.geojson").write_text(collection(line), encoding="utf-8")
    made = block(
        layers=[
            {"file": "knot.geojson", "kind": "basin", "label": "Mines", "ink": "garance"},
            {"file": "line.geojson", "kind": "road"},
            {"file": "empty.geojson"},
            {"file": "nothing.geojson"},
            {"file": "line.geojson", "kind": "raod"},
        ]
    )
    laid = draw_map(made, FRAME, setting(folder=tmp_path))
    assert codes(laid) == [
        "geojson-repaired", "geojson-unreadable", "missing-file", "unknown-name",
    ]  # fmt: skip
    assert "Mines" in texts(laid)
    assert any(mark.stroke and mark.stroke.name == "garance" for mark in paths(laid))


PARIS = [[650000, 6860000], [660000, 6860000], [660000, 6870000], [650000, 6860000]]


def of_layer(folder: Path, text: str, **keys: object) -> Diagnostic:
    """The one thing that is wrong with a map of a GeoJSON file."""
    (folder / "maps").mkdir()
    (folder / "maps" / "own.geojson").write_text(text)
    made = block(layers=["land", {"file": "own.geojson"}], **keys)
    (found,) = draw_map(made, FRAME, setting(folder=folder)).diagnostics
    return found


def test_metres_without_a_crs_are_recognised(tmp_path: Path) -> None:
    found = of_layer(tmp_path, json.dumps({"type": "Polygon", "coordinates": [PARIS]}))
    assert found.code == "geojson-unreadable"
    assert "not in degrees: it holds 660000, 6860000" in found.message
    assert found.hint == (
        "it looks like Lambert-93 (EPSG:2154) or Web Mercator: export it in WGS 84 (EPSG:4326)"
    )


def test_a_crs_is_found_at_the_end_of_a_file_too(tmp_path: Path) -> None:
    feature = {"type": "Feature", "properties": {"note": "x" * 6000}}
    feature |= {"geometry": {"type": "Polygon", "coordinates": [PARIS]}}
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}
    file = tmp_path / "late.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature], "crs": crs}))
    west, south, east, north = read_geojson(file).shapes.bounds
    assert 2 < west < east < 3
    assert 48 < south < north < 50


@pytest.mark.parametrize(
    ("at", "hint"), [([48.8, 2.3], "it looks like latitude"), ([-70, 40], "the area is -4.85 to")]
)
def test_a_layer_off_the_map_is_told(at: list[float], hint: str, tmp_path: Path) -> None:
    found = of_layer(tmp_path, json.dumps({"type": "Point", "coordinates": at}))
    assert found.code == "layer-off-map"
    assert found.hint is not None
    assert hint in found.hint


@pytest.mark.parametrize("text", ["", "<html>", "[1, 2]", '{"type": "Feature", "geometry": null}'])
def test_every_unreadable_file_is_told_with_what_helps(text: str, tmp_path: Path) -> None:
    found = of_layer(tmp_path, text)
    assert found.code == "geojson-unreadable"
    assert found.hint


def test_a_name_without_any_place_is_set() -> None:
    """A map may have zones and routes alone."""
    zone = {"name": "Vercors", "polygon": [[5.3, 44.8], [5.6, 44.8], [5.5, 45.2]]}
    route = {"name": "Avance", "via": [[2, 47], [4, 46]], "kind": "advance"}
    laid = drawn(block(zones=[zone], routes=[route]))
    assert {run.text for run in labels(laid)} == {"Vercors", "Avance"}
    assert not codes(laid)
