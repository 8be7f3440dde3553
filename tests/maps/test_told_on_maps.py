"""What a map tells of its own texts and shapes: what lies off it, what its fonts lack."""

from __future__ import annotations

from pathlib import Path

import pytest

from cimaise.diagnostics import Span
from cimaise.geometry import Rect
from cimaise.model.languages import language_problems
from cimaise.model.map import MapBlock
from cimaise.source import Document
from tests.maps.maps_made import block, codes, drawn, texts, the_map, town


def test_what_lies_off_the_map_is_told_and_neither_explained_nor_described() -> None:
    far = [[1, 43], [1, 42]]
    laid = drawn(
        block(
            area="bretagne",
            layers=["land"],
            alt="La côte.",
            places=[town("Lille", 3.06, 50.63, kind="battle"), town("Brest", -4.49, 48.39)],
            routes=[
                {"via": far, "kind": "advance"},
                {"via": far, "name": "Sud", "kind": "retreat"},
                {"via": [[-8, 48.2], [8, 48.2]], "kind": "railway"},
            ],
            zones=[
                {"polygon": [[10, 44], [11, 44], [11, 45]], "kind": "basin"},
                {"polygon": [[-20, 40], [20, 40], [20, 60], [-20, 60]], "name": "Tout"},
            ],
        )
    )
    assert codes(laid) == ["place-off-map", "route-off-map", "route-off-map", "zone-off-map"]
    messages = [found.message for found in laid.diagnostics]
    assert messages[1] == ("nothing of this route lies on the map: it spans 1 to 1° E, 42 to 43° N")
    assert messages[2].startswith("nothing of `Sud` lies on the map")
    assert all("the area is -5.2 to -0.9° E" in (found.hint or "") for found in laid.diagnostics)
    # What runs across the map shows, though none of its points lies on it.
    assert {"Brest", "Tout", "Voie ferrée", "Zone"} <= set(texts(laid))
    assert not {"Lille", "Sud", "Avance", "Repli", "Combat", "Bassin"} & set(texts(laid))
    told = "La côte. Lieux : Brest. Itinéraires : Voie ferrée. Zones : Tout."
    assert the_map(laid).description == told


def test_only_places_are_told_to_take_a_priority() -> None:
    crowd = [town(f"Ville {i}", 2.3 + i / 1000, 48.8, priority=1) for i in range(12)]
    routes = [{"name": "Le chemin de fer", "via": [[2.3, 48.8], [2.4, 48.8]], "kind": "railway"}]
    made = block(area=[2.2, 48.7, 2.5, 48.9], layers=[], places=crowd, routes=routes)
    laid = drawn(made, Rect(0, 0, 60, 45))
    lost = [found for found in laid.diagnostics if found.code == "label-dropped"]
    assert lost
    assert "Le chemin de fer" in {found.figures["name"] for found in lost}
    assert not [found for found in lost if "priority" in (found.hint or "")]


def test_missing_glyphs_are_told_at_each_text() -> None:
    corners = [[1, 47], [2, 48], [2, 47]]
    made = block(
        layers=[],
        places=[town("東京", 2, 48, note={"fr": "ville ع"})],
        routes=[{"via": [[1, 44], [3, 45]], "name": {"en": "way", "fr": "voie ع"}}],
        zones=[{"polygon": corners, "name": "zone ع"}],
        legend={"route": "Itinéraire ع"},
        caption="Une **carte ع**.",
    )
    paths = [
        ("places", 0, "name"),
        ("places", 0, "note", "fr"),
        ("routes", 0, "name", "fr"),
        ("zones", 0, "name"),
        ("legend", "route"),
        ("caption",),
    ]
    file = Path("panels/03.yaml")
    spans = {("map", *path): Span(file, line, 1) for line, path in enumerate(paths, 1)}
    laid = drawn(made, document=Document(file, "", {}, spans))
    assert codes(laid) == ["missing-glyph"] * 6
    assert [found.span.line for found in laid.diagnostics if found.span] == [1, 2, 3, 4, 5, 6]
    assert laid.diagnostics[0].figures["characters"] == "東京"
    assert "`map-note`" in (laid.diagnostics[1].hint or "")


def test_words_of_a_legend_are_wanted_in_every_language() -> None:
    made = block(legend={"advance": {"fr": "Avance des Alliés"}, "retreat": "Repli"})
    (found,) = language_problems(made, ("fr", "en"))
    assert (found.code, found.path) == ("missing-translation", ("legend", "advance"))


def crowded(caption: str) -> MapBlock:
    """A map without a calm part, and with a legend of seven rows."""
    kinds = ("battle", "maquis", "camp", "massacre")
    lines = ("advance", "railway")
    return block(
        area="nord-pas-de-calais",
        caption=caption,
        places=[town(f"L{i}", 2.1 + i / 2, 50.2 + i / 5, kind=kinds[i]) for i in range(4)],
        routes=[
            {"via": [[1.8, 50.2 + i], [3.9, 50.9 - i]], "kind": kind}
            for i, kind in enumerate(lines)
        ],
        zones=[{"polygon": [[1.5, 50], [4.2, 50], [4.2, 51], [1.5, 51]], "kind": "basin"}],
    )


def test_a_map_tells_which_of_legend_scale_bar_and_credit_it_has_no_room_for() -> None:
    said = " ".join(["mot"] * 12)
    laid = drawn(crowded(said), Rect(0, 0, 222, 180))
    (found,) = laid.diagnostics
    assert found.code == "map-key-left-out"
    assert found.message == "the map has no room for its legend and its scale bar"
    shown = texts(laid)
    assert said in " ".join(shown)
    assert "Fond de carte : Natural Earth." in shown
    tiny = drawn(crowded(said), Rect(0, 0, 222, 14))
    told = {found.code: found for found in tiny.diagnostics}
    assert told["text-overset"].figures["words_over"] == 12
    assert told["map-key-left-out"].message.endswith("and the credit of its base map")


@pytest.mark.parametrize("size", [(222, 180), (500, 250), (700, 600)])
def test_cutting_the_words_over_makes_a_maps_caption_fit_and_one_less_does_not(
    size: tuple[int, int],
) -> None:
    words = [f"*mot{number}*" if number % 3 else f"mot{number}" for number in range(400)]
    frame = Rect(0, 0, *size)

    def over(caption: str) -> object:
        return {
            found.code: found.figures.get("words_over")
            for found in drawn(crowded(caption), frame).diagnostics
        }.get("text-overset")

    laid = drawn(crowded(" ".join(words)), frame)
    (found,) = [each for each in laid.diagnostics if each.code == "text-overset"]
    kept = len(words) - int(str(found.figures["words_over"]))
    shown = " ".join(texts(laid)).split()
    assert f"mot{kept - 1}" in shown
    assert f"mot{kept}" not in shown
    assert over(" ".join(words[:kept])) is None
    assert over(" ".join(words[: kept + 1])) == 1
