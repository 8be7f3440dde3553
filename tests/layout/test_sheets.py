"""The sheets of the kit: what they quote keeps the rules of its own language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest

from cimaise.build.kit_sheets import lent
from cimaise.layout.editions import Edition
from cimaise.layout.marks import GlyphRun, Page, PictureMark, walk
from cimaise.layout.sheets.lender_sheet import lender_pages
from cimaise.layout.sheets.paper import FOOT_MM, sheet_setting
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
    assert f"{MEANT} – Fiche d’impression" in found
    for expected in (f"01 Le « Nord » ; 15000 02 {MEANT}", f"01 The “North”; 15000 02 {MEANT}"):
        assert expected in found, found


def test_words_of_ours_keep_their_rules_in_an_exhibition_of_another_language(
    tmp_path: Path,
) -> None:
    exhibition = written(tmp_path / "x", [{"title": "A"}], languages=["it", "fr-CA"])
    for language, own in (("it", "en"), ("fr-CA", "fr-CA")):
        setting = sheet_setting(Edition(exhibition, language, "80x120").setting)
        assert {role.style.language for role in setting.roles.values()} == {own}


def test_an_address_stands_behind_the_words_that_link_to_it(tmp_path: Path) -> None:
    contact = (
        "The museum, [write **to us**](mailto:loans@example.org), "
        "[loans@example.org](mailto:loans@example.org) or [see](https://example.org/2026/)"
    )
    exhibition = written(tmp_path / "x", [{"title": "A"}], languages=["en"], contact=contact)
    said = " ".join(lines(lender(exhibition, "en", files(exhibition))))
    assert (
        "The museum, write to us (loans@example.org), loans@example.org or see (example.org/2026)"
    ) in said


def test_panels_are_counted_for_each_language(tmp_path: Path) -> None:
    exhibition = written(tmp_path / "x", [{"title": "A"}] * 2, languages=["fr", "en"])
    made = files(exhibition)
    assert "Panneaux 2 dans chaque langue" in lines(lender(exhibition, "fr", made))
    assert "Panels 2 in each language" in lines(lender(exhibition, "en", made))
    alone = files(exhibition, "en")
    assert "Panels 2" in lines(lender(exhibition, "en", alone))


def test_a_title_that_begins_with_a_number_keeps_it(tmp_path: Path) -> None:
    exhibition = written(tmp_path / "x", [{"title": "1. The start"}], languages=["en"])
    assert "1 1. The start A" in lines(lender(exhibition, "en", files(exhibition)))


def test_nothing_stands_under_the_foot_of_a_lenders_sheet(tmp_path: Path) -> None:
    """Thirteen formats, sixty panels, a banner of 9 m and credits of pages."""
    (tmp_path / "layouts").mkdir()
    high = "high: {trim: [900, 9000], distance_m: 2.25, scale: 1}\n"
    (tmp_path / "layouts" / "formats.yaml").write_text(high, "utf-8")
    head = {"languages": ["en"], "format": "high", "credits": "By many. " * 1500}
    exhibition = written(tmp_path, [{"title": "A"}] * 60, **head)
    pages = lender(exhibition, "en", files(exhibition, formats=exhibition.formats_table))
    for page in pages:
        marks = [mark for mark in walk(page.marks) if isinstance(mark, GlyphRun)]
        assert max(mark.origin.y for mark in marks) < page.height_mm - 10
        assert not [mark for mark in marks if FOOT_MM > page.height_mm - mark.origin.y > 12]
    said = lines(pages)
    assert sum("edge to edge" in line for line in said) == len(exhibition.formats_table)
    assert "90 × 900 cm, read from 2.25 m" in " ".join(said)
    assert any(line.endswith("…") for line in said)


def test_a_roll_up_is_shown_as_it_is_seen(tmp_path: Path) -> None:
    """Its foot is in the cassette: the picture is cut there, not squeezed."""
    exhibition = written(tmp_path / "x", [{"title": "A"}], languages=["en"])
    made = files(exhibition, formats=["rollup-85x200"])
    told = lent(exhibition, made, {made[0].pdf: tmp_path / "a.png"}, "en")
    pages = lender_pages(told, "en", made[0].edition.setting)
    pictures = [m for page in pages for m in walk(page.marks) if isinstance(m, PictureMark)]
    assert len(pictures) == 2
    for mark in pictures:
        assert mark.crop == (0, 0, 1, 0.9)
        assert mark.frame.width / mark.frame.height == pytest.approx(850 / 1800)


@pytest.mark.parametrize(
    ("asks", "format_name", "said"),
    [
        (
            "{}",
            "80x120",
            "crop marks, registration marks, colour bar, slug line, outside the bleed",
        ),
        ("{slug: false}", "a3", "crop marks, registration marks, colour bar, outside the bleed"),
        ("{marks: false}", "80x120", "slug line, outside the bleed"),
        ("{marks: false, slug: false}", "80x120", "none"),
        # At a tenth of its size no panel is wide enough for a colour bar.
        ("{scale: 10}", "80x120", "crop marks, registration marks, slug line, outside the bleed"),
    ],
)
def test_the_printer_reads_which_marks_there_are(
    tmp_path: Path, asks: str, format_name: str, said: str
) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "printers.yaml").write_text(f"ours: {asks}\n", "utf-8")
    exhibition = written(tmp_path, [{"title": "A"}], languages=["en"], printer="ours")
    scale = exhibition.named_printer.scale
    made = files(exhibition, formats=[format_name], scale=scale)
    assert f"Marks {said}" in _facts(printer(exhibition, "en", made))


def test_the_printer_reads_how_a_reduced_file_is_to_be_printed(tmp_path: Path) -> None:
    exhibition = written(tmp_path, [{"title": "A"}] * 12, languages=["en"])
    facts = _facts(printer(exhibition, "en", files(exhibition, scale=10)))
    assert "Scale 1:10: 80 × 120 mm in the file, to be printed at 1000%" in facts
    facts = _facts(printer(exhibition, "en", files(exhibition, formats=["a3"])))
    assert "Scale 1:1 " in facts
    assert "Area 12 × 0.1247 m², 1.5 m² in all" in facts


def test_files_of_many_lines_stand_clear_of_each_other(tmp_path: Path) -> None:
    exhibition = written(tmp_path, [{"title": "A long title of words " * 4}] * 12, languages=["en"])
    fonts = [f"Family{number}-Regular" for number in range(9)]
    pages = printer(exhibition, "en", files(exhibition, fonts=fonts, spots=["CutContour"] * 4))
    assert len(pages) == 2
    for page in pages:
        marks = [mark for mark in walk(page.marks) if isinstance(mark, GlyphRun)]
        assert max(m.origin.y for m in marks if m.size_pt > 6) < page.height_mm - 10
        places = [round(m.origin.y, 2) for m in marks if m.origin.x < 100 and m.origin.y > 60]
        assert all(
            after == before or after - before > 2 for before, after in pairwise(sorted(places))
        )


def _facts(pages: Iterable[Page]) -> str:
    """What holds for all files of the first run: two columns, each read down."""
    runs = [mark for mark in walk(next(iter(pages)).marks) if isinstance(mark, GlyphRun)]
    said = [run for run in runs if 30 < run.origin.y < 80]
    ordered = sorted(said, key=lambda run: (run.origin.x > 105, round(run.origin.y, 1)))
    return re.sub(r"\s+", " ", " ".join(run.text for run in ordered))
