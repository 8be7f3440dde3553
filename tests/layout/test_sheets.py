"""The sheets of the kit: what they quote keeps the rules of its own language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cimaise.layout.editions import Edition
from cimaise.layout.sheets.paper import sheet_setting
from tests.layout.sheets_made import files, lender, lines, printer, written

SAID, MEANT = '12; "H"', "12 ; « H »"
ONLY_FRENCH = {"fr": SAID}


@pytest.mark.parametrize(
    ("head", "panel", "count"),
    [
        # On top, and in the line at the foot of both pages.
        ({"title": ONLY_FRENCH}, {}, 3),
        ({"subtitle": ONLY_FRENCH}, {}, 1),
        ({"credits": ONLY_FRENCH}, {}, 1),
        ({"contact": ONLY_FRENCH}, {}, 1),
        ({}, {"title": ONLY_FRENCH}, 1),
        ({}, {"subtitle": ONLY_FRENCH}, 1),
        ({}, {"lead": ONLY_FRENCH}, 1),
        ({}, {"text": ONLY_FRENCH}, 1),
    ],
    ids=["title", "subtitle", "credits", "contact", "panel", "its-subtitle", "lead", "text"],
)
def test_a_borrower_reads_stand_ins_by_their_own_rules(
    tmp_path: Path, head: dict[str, object], panel: dict[str, object], count: int
) -> None:
    panels = [{"title": "A", **panel}]
    exhibition = written(tmp_path / "x", panels, languages=["en", "fr"], **head)
    for language in ("en", "fr"):
        pages = lender(exhibition, language, files(exhibition))
        found = [line for line in lines(pages) if "12" in line and re.search(r"\bH\b", line)]
        assert len(found) == count, found
        assert all(MEANT in line for line in found), found
        if "title" in head:
            assert pages[0].title.startswith("12\u202f; «\u202fH\u202f» – ")


def test_a_printer_reads_each_title_as_its_own_language_is_written(tmp_path: Path) -> None:
    """The sheet is in the exhibition's first language, its files in all."""
    title = {"fr": 'Le "Nord"; 15000', "en": 'The "North"; 15000'}
    panels: list[dict[str, object]] = [{"title": title}, {"title": ONLY_FRENCH}]
    exhibition = written(tmp_path / "x", panels, languages=["fr", "en"], title=ONLY_FRENCH)
    found = lines(printer(exhibition, "fr", files(exhibition)))
    assert f"{MEANT} – Feuille d’impression" in found
    for expected in (f"01 Le « Nord » ; 15000 02 {MEANT}", f"01 The “North”; 15000 02 {MEANT}"):
        assert expected in found, found


def test_words_of_ours_keep_their_rules_in_an_exhibition_of_another_language(
    tmp_path: Path,
) -> None:
    exhibition = written(tmp_path / "x", [{"title": "A"}], languages=["it", "fr-CA"])
    for language, own in (("it", "en"), ("fr-CA", "fr-CA")):
        setting = sheet_setting(Edition(exhibition, language, "80x120").setting)
        assert {role.style.language for role in setting.roles.values()} == {own}
