"""What the end of the booklet gathers, and what panels are called in lists."""

from __future__ import annotations

from pathlib import Path

from cimaise.booklet.book_page import PAGES
from cimaise.booklet.content import Content, gather
from tests.booklet.booklet_made import loaded, written


def _gathered(tmp_path: Path, panels: list[dict[str, object]], **keys: object) -> Content:
    return gather(loaded(written(tmp_path / "x", panels, **keys)), "fr", PAGES["a5"])


def test_an_event_of_two_panels_stands_once_with_both_pages(tmp_path: Path) -> None:
    day = {"date": "1944-08-28", "text": "La ville est libre"}
    placed = day | {"place": "Marseille", "key": True}
    content = _gathered(
        tmp_path,
        [
            {"title": "Un", "chronology": [day]},
            {"title": "Deux", "chronology": [placed, day | {"place": "Toulon"}]},
        ],
    )
    rows = [(row.place and str(row.place.html), row.key, row.anchors) for row in content.dates]
    assert rows == [
        ("Marseille", True, ("plate-1", "plate-2")),
        ("Toulon", False, ("plate-2",)),
    ]


def test_an_opening_panel_is_called_as_the_exhibition_is(tmp_path: Path) -> None:
    asked = {"questions": ["Quand ?"]}
    figure = {"value": "44", "label": "Douze panneaux"}
    content = _gathered(
        tmp_path,
        [
            {"title": {"fr": "Été", "en": "Summer"}, "figures": [figure], "school": asked},
            {"title": "Été", "figures": [figure | {"value": "45"}], "school": asked},
        ],
    )
    assert [str(panel.name.html) for panel in content.panels] == ["Été 44", "Été"]
    assert [str(each.title.html) for each in content.questions] == ["Été 44", "Été"]
    assert str(content.panels[0].title.html) == "Été"


def test_a_place_stands_once_whichever_apostrophe_it_is_written_with(tmp_path: Path) -> None:
    straight = {"date": "1944-08-28", "text": "Un", "place": "L'Étang"}
    round_ = {"date": "1944-08-29", "text": "Deux", "place": {"fr": "L’Étang", "en": "Pond"}}
    content = _gathered(
        tmp_path,
        [
            {"title": "Un", "chronology": [straight]},
            {"title": "Deux", "chronology": [round_]},
        ],
    )
    rows = [(str(row.name.html), row.anchors) for row in content.places]
    assert rows == [("L’Étang", ("plate-1", "plate-2"))]
