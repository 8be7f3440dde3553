"""Whole maps: snapshots, legend, dates, furniture, text alternative, projection."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import shapely

from cimaise.geometry import Rect, bounds
from cimaise.layout.figures.chronologies.entries import Origin, read_entries
from cimaise.layout.figures.contrast import contrast
from cimaise.layout.figures.dates import parse
from cimaise.layout.figures.maps.dated import class_name, classes_of, said, usual_year
from cimaise.layout.figures.maps.numbers import numbers_of
from cimaise.layout.figures.maps.projection import LAMBERT_93, along, crs_for, fit
from cimaise.layout.figures.maps.scale_bar import round_length
from cimaise.layout.marks import GlyphRun, Page, PathMark, walk
from cimaise.model.panel import Event
from cimaise.resources import map_data
from cimaise.resources.map_areas import areas
from tests.maps.maps_made import FRAME, block, codes, drawn, labels, paths, texts, the_map, town

SNAPSHOTS = Path(__file__).parent / "snapshots"
BLEED = Rect(-5, 0, 810, 620)


def dump(made: object, frame: Rect, scale: float, language: str) -> str:
    laid = drawn(made, frame, language, scale)
    page = Page(frame.right, frame.bottom, 0.0, laid.marks)
    found = [f"{d.severity} {d.code}: {d.message}" for d in laid.diagnostics]
    group = the_map(laid)
    return "\n".join([page.dump(), group.title, group.description, *found]) + "\n"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_dump_of_a_region(language: str, snapshot: Callable[[str, Path], None]) -> None:
    made = block(
        area="lille",
        layers=[],
        places=[
            town("Lille", 3.06, 50.63, kind="liberated", date="1944-09-03", note="citadelle prise"),
            town("Ascq", 3.16, 50.63, kind="massacre"),
        ],
        routes=[{"via": [[2.9, 50.52], [3.03, 50.6]], "name": "Avant-garde"}],
        zones=[
            {
                "name": {"fr": "Bassin", "en": "Basin"},
                "kind": "basin",
                "polygon": [[2.85, 50.5], [3.0, 50.52], [2.95, 50.56]],
            }
        ],
        caption={"fr": "Lille et ses environs, 1944.", "en": "Lille and around, 1944."},
    )
    snapshot(dump(made, Rect(0, 0, 120, 90), 0.25, language), SNAPSHOTS / f"lille.{language}.txt")


def test_dump_of_an_island(snapshot: Callable[[str, Path], None]) -> None:
    made = block(area="corse", layers=["land"], places=[town("Ajaccio", 8.74, 41.92)])
    snapshot(dump(made, Rect(0, 0, 60, 80), 0.15, "fr"), SNAPSHOTS / "corse.fr.txt")


def test_one_group_clipped_to_the_bleed_and_described() -> None:
    made = block(places=[town("Lille", 3.06, 50.63, kind="liberated", date="1944-09-03")])
    group = the_map(drawn(made, bleed=BLEED))
    assert group.name == "map"
    assert group.clip is not None
    assert bounds(group.clip) == BLEED
    assert "Lille (ville libérée, 3 septembre 1944)" in group.description
    assert group.title
    alternative = block(alt={"fr": "Une carte.", "en": "A map."}, places=[town("Lille", 3, 50)])
    english = the_map(drawn(alternative, language="en"))
    assert english.description.startswith("A map. Places: Lille")


def test_land_fills_the_bleed_and_the_subject_fills_the_frame() -> None:
    laid = drawn(block(), bleed=BLEED)
    assert bounds(paths(laid)[0].path) == BLEED
    outline = shapely.get_coordinates(map_data.outline("france"))
    projection = fit(LAMBERT_93, outline, FRAME)
    page = projection.to_page(outline)
    assert np.ptp(page[:, 1]) == pytest.approx(FRAME.height, rel=1e-6)
    assert np.allclose(projection.to_degrees(page), outline, atol=1e-6)


def test_projection_suits_the_area() -> None:
    assert crs_for(areas()["alsace"].box) == LAMBERT_93
    assert "merc" in crs_for((10, -10, 30, 10))
    assert "lcc" in crs_for((140, -40, 150, -30))
    # Lambert-93's own origin: 3° E, 46.5° N lies at 700 km, 6 600 km.
    found = fit(LAMBERT_93, along((2, 46, 4, 47)), Rect(0, 0, 100, 100))
    here = found.point((3, 46.5))
    assert here.x / found.mm_per_metre + found.x_metre == pytest.approx(700_000, abs=0.01)
    assert found.y_metre - here.y / found.mm_per_metre == pytest.approx(6_600_000, abs=0.01)
    assert found.km_per_mm(here) == pytest.approx(1 / found.mm_per_metre / 1000, rel=2e-3)
    assert found.north_deg(here) == pytest.approx(0, abs=1e-3)


def test_north_is_shown_only_where_it_is_not_up() -> None:
    assert "N" not in texts(drawn(block()))
    far = block(area=[100, 60, 110, 80], layers=[], places=[])
    assert "N" not in texts(drawn(far))


def test_scale_bar_is_round() -> None:
    assert [round_length(km) for km in (0.73, 1, 9.9, 150, 260)] == [0.5, 1, 5, 100, 200]
    assert any(text.endswith(" km") for text in texts(drawn(block())))
    assert not any(text.endswith(" km") for text in texts(drawn(block(scale=False))))
    small = block(area=[2.3, 48.85, 2.301, 48.8505])
    assert any(text.endswith(" m") for text in texts(drawn(small)))


def test_legend_is_made_of_what_is_used() -> None:
    made = block(
        places=[town("Lille", 3.06, 50.63, kind="liberated"), town("Paris", 2.35, 48.86)],
        routes=[{"via": [[0, 49], [2, 49]]}, {"via": [[0, 48], [2, 48]], "kind": "retreat"}],
    )
    found = texts(drawn(made))
    for row in ("Ville libérée", "Itinéraire", "Repli"):
        assert found.count(row) == 1
    assert "Ville" not in found
    assert "Massacre" not in found
    assert "Ville libérée" not in texts(drawn(made.model_copy(update={"legend": False})))


def test_a_map_gives_kinds_its_own_words() -> None:
    made = block(
        places=[town("Béthune", 2.64, 50.53, kind="battle")],
        routes=[{"via": [[0, 49], [2, 49]], "kind": "advance", "name": "Nord"}],
        legend={"advance": {"fr": "Avance des Alliés", "en": "Allied advance"}, "fight": "Combats"},
    )
    laid = drawn(made)
    assert {"Avance des Alliés", "Combats"} <= set(texts(laid))
    told = "Lieux : Béthune (combats). Itinéraires : Avance des Alliés : Nord."
    assert told in the_map(laid).description
    assert "Allied advance" in texts(drawn(made, language="en"))
    (found,) = drawn(block(legend={"advanse": "Avance"})).diagnostics
    assert (found.code, found.hint) == ("unknown-name", "did you mean `advance`?")


def test_kinds_are_called_alike_in_every_exhibition() -> None:
    groups = (map_data.symbols()[group] for group in ("places", "routes", "zones"))
    labels = [text for rows in groups for row in rows.values() for text in row["label"].values()]
    assert not [text for text in labels if re.search("alli|allemand|german|industri", text.lower())]


def test_attribution_and_caption_always() -> None:
    found = " ".join(texts(drawn(block(caption="La France **en août**."))))
    assert "La France" in found
    assert "Fond de carte : Natural Earth" in found
    assert "Seine" not in found
    with_limits = " ".join(texts(drawn(block(layers=["land", "departments-1944"]))))
    assert "approximatives" in with_limits
    assert "Natural Earth" not in " ".join(texts(drawn(block(layers=[]))))
    assert "Base map: Natural Earth" in " ".join(texts(drawn(block(), language="en")))


def test_towns_are_tinted_by_their_dates() -> None:
    days = ("1944-08-19", "1944-08-22", "1944-08-25", "1944-09-03")
    places = [
        town(f"Ville {i}", 0 + i, 46, kind="liberated", date=day) for i, day in enumerate(days)
    ]
    laid = drawn(block(places=places, layers=[]))
    tints = {m.fill.tint for m in paths(laid) if m.fill and m.fill.name == "bleu-nuit"}
    assert len(tints) == 4
    assert "Ville libérée, 19 août–3 septembre" in texts(laid)
    many = [
        town(f"Ville {i}", -1 + i * 0.6, 44 + i % 5, kind="liberated", date=f"1944-{6 + i % 5:02}")
        for i in range(12)
    ]
    rows = texts(drawn(block(places=many, layers=[], caption="1944")))
    assert {"juin", "juillet", "août", "septembre", "octobre"} <= set(rows)


def test_classes_of_dates() -> None:
    days = ("1944-06-06", "1944-08-25", "1944-08-27", "1944-11-23", "1944-12-01", "1945-02-09")
    spans = [parse(text) for text in days]
    assert [class_name(found, "fr", 1944) for found in classes_of(spans, 5)] == [
        "juin",
        "août",
        "novembre",
        "décembre",
        "février 1945",
    ]
    assert [class_name(found, "fr", 1944) for found in classes_of(spans[:5], 5)] == [
        "6 juin",
        "25 août",
        "27 août",
        "23 novembre",
        "1er décembre",
    ]
    weeks = [parse(f"1944-08-{day}") for day in (15, 16, 17, 22, 24, 28, 31)]
    assert [class_name(found, "en", 1944) for found in classes_of(weeks, 5)] == [
        "15–21 August",
        "22–28 August",
        "29 August–4 September",
    ]
    assert classes_of(spans[:2], 5) == ()
    assert classes_of([parse("1944")] * 5, 5) == ()
    assert len(classes_of([parse(f"{year:04d}") for year in range(1200, 2000, 20)], 5)) <= 5


def test_the_usual_year_goes_without_saying() -> None:
    spans = [parse("1944-08-19"), parse("1944-08-22"), parse("1944-09-03"), parse("1945-02-09")]
    assert usual_year(spans) == 1944
    assert said(spans[0], "fr", 1944) == "19 août"
    assert said(spans[3], "fr", 1944) == "9 février 1945"
    assert usual_year(spans[:1]) is None
    assert usual_year(spans[:1], "Août 1944") == 1944
    assert said(parse("1944"), "fr", 1944) == "1944"


def test_numbers_tie_the_map_to_the_chronology() -> None:
    made = block(
        places=[
            town("Lille", 3.06, 50.63),
            {"name": {"fr": "Dunkerque", "en": "Dunkirk"}, "at": [2.38, 51.03]},
            town("Tulle", 1.77, 45.27, kind="massacre"),
        ]
    )
    events = [
        Event.model_validate({"date": "1944-06-09", "text": "…", "place": "Tulle"}),
        Event.model_validate({"date": "1944-09-03", "text": "…", "place": "Dunkirk"}),
        Event.model_validate({"date": "1944-09-04", "text": "…", "place": "Nowhere"}),
    ]
    numbers = numbers_of(made, events)
    assert numbers == {"Tulle": 1, "Dunkerque": 2, "Dunkirk": 2}
    found = texts(drawn(made, numbers=numbers))
    assert "2" in found
    assert "Tulle (1)" in found
    assert numbers_of(None, events) == {}
    assert numbers_of(block(area="nowhere"), events) == {}


@pytest.mark.parametrize(
    ("on_the_map", "in_the_list"),
    [
        ("L'Étang", {"fr": "L’Étang", "en": "L’Étang"}),
        ({"fr": "L’Étang", "en": "The Pond"}, "L'Étang"),
        ('Fort "Kléber"', {"fr": "Fort «\u202fKléber\u202f»", "en": "Fort “Kléber”"}),
        ("Les 12000 arbres", {"fr": "Les 12\u202f000 arbres", "en": "The trees"}),
        ("Saint-Malo ", {"fr": "Saint\u2011Malo"}),
    ],
)
def test_names_are_compared_as_readers_see_them(on_the_map: object, in_the_list: object) -> None:
    made = block(places=[{"name": on_the_map, "at": [3.06, 50.63]}])
    event = {"date": "1944-06-09", "text": "…", "place": in_the_list}
    events = [Event.model_validate(event)]
    numbers = numbers_of(made, events)
    for language in ("fr", "en"):
        assert "1" in texts(drawn(made, language=language, numbers=numbers))
        (entry,), _ = read_entries(events, language, numbers, Origin())
        assert entry.number == 1


def test_only_places_that_the_map_shows_in_every_format_have_a_number() -> None:
    places = [town("Londres", 0, 51.5), town("Brest", -4.49, 48.39), town("Laval", -0.77, 48.07)]
    made = block(area="bretagne", places=places)
    events = [
        Event.model_validate({"date": f"190{year}", "text": "…", "place": place["name"]})
        for year, place in enumerate(places)
    ]
    numbers = numbers_of(made, events)
    assert numbers == {"Brest": 1, "Laval": 2}
    for frame in (Rect(0, 0, 700, 300), Rect(0, 0, 300, 700)):
        assert {"1", "2"} <= set(texts(drawn(made, frame, numbers=numbers)))


@pytest.mark.parametrize("kind", ["town", "capital", "occupied", "prison", "mine", "insurrection"])
def test_a_number_can_be_read_on_its_symbol(kind: str) -> None:
    laid = drawn(block(places=[town("Brest", -4.49, 48.39, kind=kind)]), numbers={"Brest": 1})
    marks = list(walk(laid.marks))
    at = next(i for i, m in enumerate(marks) if isinstance(m, GlyphRun) and m.text == "1")
    number, symbol = marks[at], marks[at - 1]
    assert isinstance(number, GlyphRun)
    assert isinstance(symbol, PathMark)
    assert symbol.fill
    assert contrast(number.ink, symbol.fill) >= 4.5


def test_caption_goes_below_where_the_map_is_full() -> None:
    laid = drawn(
        block(area=[2, 46, 3.5, 47], caption="Une carte sans mer ni étranger.", layers=["land"]),
        Rect(0, 0, 400, 500),
    )
    ground = the_map(laid).marks[0]
    foot = bounds(ground.clip).bottom
    (run,) = [m for m in walk(laid.marks) if isinstance(m, GlyphRun) and "Une carte" in m.text]
    assert foot < run.origin.y < 500


def test_locator_only_where_the_map_shows_part_of_the_country() -> None:
    part = block(area="normandie", locator=True)
    whole = block(locator=True)
    assert len(paths(drawn(part))) == len(paths(drawn(block(area="normandie")))) + 2
    assert not codes(drawn(part))
    assert len(paths(drawn(whole))) == len(paths(drawn(block())))


@pytest.mark.parametrize(
    ("keys", "frame", "said"),
    [
        ({}, FRAME, "none here, or more than half"),
        ({"area": [-4, 55, -2, 57]}, FRAME, "none here, or more than half"),
        ({"area": [2, 46, 3.5, 47]}, Rect(0, 0, 400, 500), "calm enough"),
    ],
)
def test_a_locator_that_is_not_drawn_is_told(
    keys: dict[str, object], frame: Rect, said: str
) -> None:
    laid = drawn(block(locator=True, layers=["land"], **keys), frame)
    (found,) = [each for each in laid.diagnostics if each.code == "locator-left-out"]
    assert said in found.message
    assert len(paths(laid)) == len(paths(drawn(block(layers=["land"], **keys), frame)))


def test_rivers_are_named_in_the_language_letter_by_letter() -> None:
    made = block(area="rhone-alpes", layers=["land", "rivers"])
    turned = [m for m in walk(drawn(made).marks) if isinstance(m, GlyphRun) and m.angle_deg]
    assert all(len(run.glyphs) == 1 for run in turned)
    assert "Isère" in "".join(run.text for run in turned)
    assert {r.names["fr"] for r in map_data.rivers()} >= {"Garonne", "Rhône", "Escaut", "Saône"}
    garonne = next(r for r in map_data.rivers() if r.names["fr"] == "Garonne")
    assert shapely.distance(garonne.course, shapely.Point(1.44, 43.60)) < 0.05


def test_lines_are_printed_no_finer_than_can_be_seen() -> None:
    def points(scale: float) -> int:
        frame = Rect(0, 0, 700 * scale, 600 * scale)
        laid = drawn(block(layers=["land"]), frame, scale=scale)
        return sum(len(mark.path) for mark in paths(laid))

    assert points(0.1) < 0.75 * points(1.0)


def test_every_layer_kind_and_area_is_usable() -> None:
    symbols = map_data.symbols()
    for name, kind in symbols["places"].items():
        assert kind["shape"] in symbols["shapes"], name
    for alias, kind in symbols["also"].items():
        assert any(kind in symbols[group] for group in ("places", "routes", "zones")), alias
    for name, area in areas().items():
        assert {"fr", "en"} <= set(area.titles), name
        assert all(part in map_data.departments() for part in area.departments), name
    made = block(
        places=[town(k, -3 + i * 0.6, 47, kind=k) for i, k in enumerate(symbols["places"])],
        routes=[{"via": [[0, 44], [2, 45], [3, 44]], "kind": kind} for kind in symbols["routes"]],
        zones=[
            {"polygon": [[0, 44], [2, 45], [3, 44], [2, 43]], "kind": k} for k in symbols["zones"]
        ],
    )
    assert set(codes(drawn(made))) <= {"label-dropped", "map-key-left-out"}


def test_the_command_line_starts_without_map_libraries() -> None:
    code = (
        "import sys, cimaise.cli, cimaise.layout.panels; "
        "print([m for m in ('shapely', 'pyproj') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_labels_have_halos_of_their_ground() -> None:
    made = block(places=[town("Mer", -3.5, 46), town("Terre", 2.3, 46.5)], layers=["land"])
    halos = {run.text: run.halo for run in labels(drawn(made))}
    assert str(halos["Mer"]) == "bleu-nuit 20%"
    assert halos["Terre"].name == "paper"


def test_a_map_is_plain_data() -> None:
    made = block(
        area="normandie",
        layers=["land", "borders", "departments-1944", "rivers"],
        places=[town("Caen", -0.37, 49.18, kind="liberated", date="1944-07-19")],
        routes=[{"via": [[0, 49], [1, 49]], "kind": kind} for kind in map_data.symbols()["routes"]],
        zones=[{"polygon": [[0, 48.6], [1, 49], [1, 48.6], [0.5, 48.5], [0, 48.5]]}],
        caption="La Normandie.",
        locator=True,
    )
    for mark in walk(drawn(made).marks):
        steps = getattr(mark, "path", ()) or ()
        lengths = [value for step in steps for point in step.points for value in point]
        lengths += list(getattr(mark, "origin", ()))
        assert all(type(value) in (int, float) for value in lengths)
