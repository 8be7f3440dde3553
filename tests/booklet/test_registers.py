"""What the end of the booklet gathers, and what panels are called in lists."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pypdfium2
import pytest

from cimaise.booklet.book_page import PAGES
from cimaise.booklet.content import Content, gather
from cimaise.booklet.edition import SCREEN
from tests.booklet.booklet_made import PICTURE, loaded, made, written

RENNES = {"name": "Rennes", "at": [-1.68, 48.11], "kind": "liberated", "date": "1944-08-04"}


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
        ("Marseille", True, ("panel-1", "panel-2")),
        ("Toulon", False, ("panel-2",)),
    ]


@pytest.mark.slow
def test_pages_are_those_on_which_things_stand(tmp_path: Path) -> None:
    days = [
        {"date": f"1944-08-{day:02}", "text": f"Jour {day}", "place": f"Lieu {day}"}
        for day in range(1, 29)
    ]
    pictures = [PICTURE | {"credit": f"Fonds {number}"} for number in "ab"]
    chart = {"area": "bretagne", "alt": "x", "places": [RENNES]}
    panels = [
        {"title": "Un", "text": "Un mot.\n\n" * 30, "images": pictures, "chronology": days},
        {"title": "Deux", "map": chart, "chronology": days[:2]},
        {"title": "Trois", "text": "Deux mots.", "map": chart | {"places": []}},
    ]
    # YAML would name what stands twice in memory.
    folder = written(tmp_path / "x", json.loads(json.dumps(panels)), languages=["fr"])
    content = gather(loaded(folder), "fr", PAGES["a5"])
    shown = {
        anchor: {(each.placed.kind, each.placed.index) for each in plate}
        for panel in content.panels
        for anchor, plate in (
            (panel.anchor, panel.under_text),
            *zip(panel.plate_anchors, panel.plates, strict=False),
        )
    }
    by_day = {str(row.text.html): row.anchors for row in content.dates}
    kinds = {(text, kind) for text, at in by_day.items() for a in at for kind, _ in shown[a]}
    assert {text for text, kind in kinds if kind == "dates"} == set(by_day)
    assert all("dates" in {kind for kind, _ in shown[a]} for at in by_day.values() for a in at)
    # More than one plate, dates under a text: what an anchor of the first plate would get wrong.
    assert {"plate-1-2", "panel-2"} < {a for at in by_day.values() for a in at}
    credits = [row.anchors for row in content.pictures]
    assert [[("picture", at) in shown[a] for a in anchors] for at, anchors in enumerate(credits)]
    (rennes,) = [row.anchors for row in content.places if str(row.name.html) == "Rennes"]
    assert [("map", 0) in shown[anchor] for anchor in rennes] == [True]

    made(folder)
    with pypdfium2.PdfDocument(folder / "out" / SCREEN) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    rows = re.findall(r"Jour (\d+) \(Lieu \d+\) ([\d, ]+)", "\n".join(pages))
    assert len(rows) == len(days)
    for day, named in rows:
        for number in named.split(","):
            assert re.search(rf"Jour {day}\b", pages[int(number) - 1]), (day, number)


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
    assert rows == [("L’Étang", ("panel-1", "panel-2"))]
