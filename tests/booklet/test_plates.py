"""What stands on the pages of figures, and how large."""

from __future__ import annotations

from pathlib import Path

import pytest

from cimaise.booklet.book_page import PAGES
from cimaise.booklet.content import Content, gather
from cimaise.booklet.display import manner
from cimaise.booklet.lettering import figure_setting
from cimaise.booklet.plates import KEY_FIGURES_MM
from cimaise.booklet.text_depth import room_under_text
from tests.booklet.booklet_made import PICTURE, loaded, written

QUOTE = {"text": "Une phrase."}


def _gathered(tmp_path: Path, panel: dict[str, object]) -> Content:
    folder = written(tmp_path / "x", [{"title": "Un"} | panel], languages=["fr"])
    return gather(loaded(folder), "fr", PAGES["a5"])


def _figures(*values: str) -> list[dict[str, str]]:
    return [{"value": value, "label": "tués"} for value in values]


@pytest.mark.parametrize(
    ("panel", "classes"),
    [
        ({"figures": _figures("44")}, "display huge"),
        ({"figures": _figures("500", "800", "50")}, "display large"),
        ({"figures": _figures("1 250 000")}, "display large"),
        ({"figures": _figures(*"123456")}, "display"),
        ({"quote": QUOTE}, "display"),
        ({"quote": {"text": "Une phrase. " * 30}}, "display long"),
        ({"quote": QUOTE, "figures": _figures("44")}, "display both"),
        ({"images": [PICTURE], "text": "mot " * 800, "quote": QUOTE}, ""),
    ],
)
def test_words_alone_are_as_large_as_fits(
    tmp_path: Path, panel: dict[str, object], classes: str
) -> None:
    (first, *_) = _gathered(tmp_path, panel).panels[0].plates
    assert manner(first) == classes


def test_rows_of_figures_and_long_labels_get_their_height(tmp_path: Path) -> None:
    def height(folder: str, label: str, count: int) -> float:
        figures = [{"value": "5", "label": label} for _ in range(count)]
        panel = {"text": "Un texte.", "images": [PICTURE], "figures": figures}
        (view,) = _gathered(tmp_path / folder, panel).panels[0].under_text
        return view.placed.height_mm

    assert height("a", "tués", 3) == KEY_FIGURES_MM
    assert height("b", "tués", 4) == 2 * KEY_FIGURES_MM
    assert height("c", "tués dans toute la région " * 6, 1) > KEY_FIGURES_MM


def test_a_date_or_two_take_no_page_of_their_own(tmp_path: Path) -> None:
    dates = [{"date": f"1944-06-{day:02}", "text": f"Fait {day}"} for day in range(1, 13)]
    few = _gathered(tmp_path / "few", {"text": "Un texte.", "chronology": dates[:2]}).panels[0]
    assert [view.placed.kind for view in few.under_text] == ["dates"]
    assert few.plates == ()
    many = _gathered(tmp_path / "many", {"text": "Un texte.", "chronology": dates}).panels[0]
    assert not many.under_text
    assert len(many.plates) == 1


SPACED = 'Il a dit: "Non"; puis "Oui"! '
LONG_WORDS = "Anticonstitutionnellement, incontestablement, ils désapprovisionnèrent. "
ONLY_FRENCH = {"fr": SPACED * 14}
MIXED = {"fr": (SPACED + LONG_WORDS) * 12}


@pytest.mark.parametrize(
    "shown",
    [
        {"quote": {"text": {"fr": SPACED * 5}}},
        {"images": [PICTURE | {"caption": MIXED}]},
        {"figures": [{"value": "5", "label": ONLY_FRENCH}]},
        {"figures": [{"value": {"fr": LONG_WORDS}, "label": "tués"}]},
        {"figures": _figures("5"), "lead": ONLY_FRENCH},
        {"figures": _figures("5"), "text": ONLY_FRENCH},
        {"figures": _figures("5"), "subtitle": ONLY_FRENCH},
    ],
    ids=["quote", "caption", "label", "value", "lead", "text", "subtitle"],
)
def test_a_stand_in_takes_the_room_that_it_takes_in_its_own_language(
    tmp_path: Path, shown: dict[str, object]
) -> None:
    panel = {"title": "Un", "text": "Un texte.", "images": [PICTURE]} | shown
    exhibition = loaded(written(tmp_path / "x", [panel], languages=["en", "fr"]))
    (own,) = exhibition.panels
    page = PAGES["a5"]

    def heights(language: str) -> object:
        (view,) = gather(exhibition, language, page).panels
        placed = [each.placed for plate in (view.under_text, *view.plates) for each in plate]
        room = room_under_text(own, figure_setting(exhibition, language), page, 35, 0)
        return room, [(each.kind, each.height_mm) for each in placed]

    assert heights("en") == heights("fr")
