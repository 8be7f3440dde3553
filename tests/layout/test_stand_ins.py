"""Words in another language than the edition's keep the hyphens and spaces of their own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

from cimaise.layout.marks import GlyphRun, Mark, walk
from tests.layout.test_panels import laid

BAND_MM = 1100
FRENCH = "Un livre : « ses atlas » ; son anticonstitutionnellement long chapitre " * 6


@pytest.mark.parametrize(
    "block",
    [
        {"sources": [{"fr": FRENCH}]},
        {"text": {"fr": FRENCH}},
        {"title": {"fr": "Un titre : « Lille » !"}},
        {"images": [{"file": "p.png", "caption": {"fr": FRENCH}}]},
        {"qr": {"url": "https://example.org", "label": {"fr": FRENCH[:60]}}},
    ],
    ids=lambda block: next(iter(block)),
)
def test_a_stand_in_is_set_as_in_its_own_edition(small: Path, block: dict[str, object]) -> None:
    head = yaml.safe_load((small / "exhibition.yaml").read_text("utf-8"))
    (small / "exhibition.yaml").write_text(yaml.safe_dump({**head, "languages": ["en", "fr"]}))
    for file in (small / "panels").iterdir():
        file.unlink()
    panel = {"layout": "closing", "title": "2026", **block}
    (small / "panels" / "01-one.yaml").write_text(yaml.safe_dump(panel, allow_unicode=True))

    def runs(language: str) -> list[str]:
        page = laid(small, language=language)["one"].page
        found = [mark for mark in walk(page.marks) if isinstance(mark, GlyphRun)]
        # The band of dates at the foot says months in the edition's language.
        return [str(mark) for mark in found if mark.origin.y < BAND_MM]

    assert runs("en") == runs("fr")
    assert len(runs("en")) > 1


SAID, MEANT = '12; "H"', "12 ; « H »"
ONLY_FRENCH = {"fr": SAID}
MAPPED = {
    "area": "france-continentale",
    "places": [
        {"name": ONLY_FRENCH, "at": [2.35, 48.86], "note": ONLY_FRENCH},
        {"name": "Lyon", "at": [4.84, 45.76], "kind": "battle"},
    ],
    "routes": [{"via": [[-1, 47], [4, 47]], "name": ONLY_FRENCH, "kind": "advance"}],
    "zones": [{"polygon": [[0, 43], [3, 43], [3, 45], [0, 45]], "name": ONLY_FRENCH}],
    "legend": {"advance": ONLY_FRENCH, "battle": ONLY_FRENCH},
    "caption": ONLY_FRENCH,
}


@pytest.mark.parametrize(
    ("exhibition", "panel", "count"),
    [
        ({}, {"chronology": [{"date": 1944, "text": ONLY_FRENCH, "place": {"fr": "« H »"}}]}, 1),
        ({}, {"chronology": [{"date": 1944, "text": "A", "place": ONLY_FRENCH}]}, 1),
        ({"chronology": [{"date": year, "text": ONLY_FRENCH} for year in (1944, 1960)]}, {}, 2),
        ({}, {"map": MAPPED}, 7),
        ({"title": ONLY_FRENCH}, {}, 1),
        ({"title": ONLY_FRENCH, "subtitle": ONLY_FRENCH}, {}, 1),
        ({"title": "T", "subtitle": ONLY_FRENCH}, {}, 1),
        ({"title": ONLY_FRENCH, "subtitle": {"en": "It", "fr": "Oui"}}, {}, 1),
        ({"credits": ONLY_FRENCH}, {"layout": "closing", "map": None, "chronology": []}, 1),
    ],
    ids=["event", "place", "band", "map", "title", "both", "subtitle", "mixed", "credits"],
)
def test_figures_and_the_running_line_set_stand_ins_by_their_own_rules(
    small: Path, exhibition: dict[str, object], panel: dict[str, object], count: int
) -> None:
    head = yaml.safe_load((small / "exhibition.yaml").read_text("utf-8"))
    head |= {"languages": ["en", "fr"], "chronology": [], **exhibition}
    (small / "exhibition.yaml").write_text(json.dumps(head, default=str), "utf-8")
    for file in (small / "panels").iterdir():
        file.unlink()
    written = {"layout": "map-led", "title": "A", "map": {"area": "france-continentale"}}
    written |= {"chronology": [{"date": 1944, "text": "A"}], **panel}
    (small / "panels" / "01-one.yaml").write_text(json.dumps(written))

    def said(language: str) -> list[str]:
        page = laid(small, language=language)["one"].page
        return [text for text in _lines(page.marks) if "H" in text and "12" in text]

    for language in ("en", "fr"):
        texts = said(language)
        assert len(texts) == count, texts
        assert all(MEANT in text for text in texts), texts


def test_a_running_line_in_two_languages_keeps_the_rules_of_both(small: Path) -> None:
    head = yaml.safe_load((small / "exhibition.yaml").read_text("utf-8"))
    head |= {"languages": ["en", "fr"], "title": ONLY_FRENCH}
    head |= {"subtitle": {"en": 'Its "K" and 15000 men', "fr": "Oui"}}
    (small / "exhibition.yaml").write_text(json.dumps(head, default=str), "utf-8")
    group = laid(small)["the-house"].page.group("running")
    assert group is not None
    assert "".join(_lines(group.marks)) == f"{MEANT} — Its “K” and 15,000 men"


def test_a_files_title_is_set_by_the_rules_of_its_own_language(small: Path) -> None:
    head = yaml.safe_load((small / "exhibition.yaml").read_text("utf-8"))
    (small / "exhibition.yaml").write_text(
        json.dumps({**head, "languages": ["en", "fr"]}, default=str)
    )
    for file in (small / "panels").iterdir():
        file.unlink()
    panel = {"layout": "text-led", "title": ONLY_FRENCH, "text": "A"}
    (small / "panels" / "01-one.yaml").write_text(json.dumps(panel))
    for language in ("en", "fr"):
        assert laid(small, language=language)["one"].page.title == "12\u202f; «\u202fH\u202f»"


def _lines(marks: Iterable[Mark]) -> list[str]:
    """Every line of text, spaces made plain."""
    runs = [mark for mark in walk(tuple(marks)) if isinstance(mark, GlyphRun)]
    return [re.sub(r"\s", " ", run.text) for run in runs]
