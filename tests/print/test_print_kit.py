"""The kit that goes with the panels: sheets, findings, checksums; made once."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest

from cimaise.build.kit_sheets import first_sentence
from cimaise.layout.sheets.words import WORDS, metres, number, words_in
from tests.conftest import built_small
from tests.programs import needed

# Each test builds an exhibition, or reads one that was built for all.
pytestmark = pytest.mark.slow

Run = Callable[..., Any]
SMALL = Path(__file__).parents[1] / "small"
KIT = {"printer-sheet.pdf", "lender-sheet.pdf", "preflight.json", "SHA256SUMS"}
PARTS = ("--only", "panels", "--only", "previews", "--only", "kit")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built once, to be read only."""
    return built_small(tmp_path_factory.mktemp("kit") / "small", *PARTS)


@pytest.fixture
def own(run: Run, small: Path) -> Path:
    """Built for one test."""
    assert run("build", small, *PARTS).code == 0
    return small


def words(pdf: Path) -> list[str]:
    """The text of each page, every run of white a single space."""
    document = pdfium.PdfDocument(pdf)
    pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    document.close()
    return pages


def test_the_kit_is_whole_and_told_in_the_manifest(built: Path) -> None:
    kit = built / "dist/kit"
    assert {file.name for file in kit.iterdir()} == KIT
    manifest = json.loads((built / "dist/manifest.json").read_text("utf-8"))["files"]
    for name in KIT:
        assert manifest[f"kit/{name}"]["sha256"] == sha256(kit / name)


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_the_checksums_hold_for_every_panel_and_sheet(built: Path) -> None:
    kit = built / "dist/kit"
    told = dict(
        reversed(line.split("  ", 1))
        for line in (kit / "SHA256SUMS").read_text("utf-8").splitlines()
    )
    panels = {f"../panels/{p.relative_to(built / 'dist/panels')}" for p in pdfs(built)}
    assert set(told) == panels | (KIT - {"SHA256SUMS"})
    assert all(sha256(kit / name) == digest for name, digest in told.items())


def pdfs(folder: Path) -> list[Path]:
    return sorted((folder / "dist/panels").rglob("*.pdf"))


def test_sha256sum_reads_the_checksums(own: Path) -> None:
    kit = own / "dist/kit"
    command = [needed("sha256sum"), "--check", "--strict", "SHA256SUMS"]
    assert subprocess.run(command, cwd=kit, capture_output=True).returncode == 0
    pdfs(own)[0].write_bytes(b"changed")
    assert subprocess.run(command, cwd=kit, capture_output=True).returncode == 1


def test_the_findings_of_every_panel_are_there(built: Path, run: Run) -> None:
    told = json.loads((built / "dist/kit/preflight.json").read_text("utf-8"))
    assert [each["file"] for each in told] == [
        "panels/80x120/en/01-the-house.pdf",
        "panels/80x120/en/02-the-garden.pdf",
        "panels/a3/en/01-the-house.pdf",
        "panels/a3/en/02-the-garden.pdf",
    ]
    profiles = {each["file"].split("/")[1]: each["profile"] for each in told}
    assert profiles == {"80x120": "large-format", "a3": "sheetfed"}
    for each in told:
        alone = run(
            "preflight", built / "dist" / each["file"], "--profile", each["profile"],
            "--distance", each["distance_m"], "--scale", each["scale"],
            "--max-ink", each["max_ink_percent"], "--no-separations", "--report", "json",
        )  # fmt: skip
        assert json.loads(alone.out)["findings"] == each["findings"]


def test_the_printer_reads_what_a_press_needs(built: Path) -> None:
    pages = words(built / "dist/kit/printer-sheet.pdf")
    assert len(pages) == 2  # two formats, one language
    facts = json.loads((built / "dist/manifest.json").read_text("utf-8"))["files"]
    for page, name, size, bleed in (
        (pages[0], "80x120", "800 × 1,200 mm", "5 mm on all four sides"),
        (pages[1], "a3", "297 × 420 mm", "3 mm on all four sides"),
    ):
        told = facts[f"panels/{name}/en/01-the-house.pdf"]
        for expected in (
            f"2 in panels/{name}/en", size, bleed, "1:1", "PDF/X-4", "FOGRA39",
            "ISO Coated v2 300", "300%", "01 A house and its rail", "01-the-house.pdf",
            "02-the-garden.pdf", f"heaviest flat colour {told['max_ink_percent']:.0f}%",
            "(limit 300%)", "BarlowCondensed Bold", "Preflight without a remark",
        ):  # fmt: skip
            assert expected in page, expected


def test_each_panel_is_seen_on_the_printers_sheet(built: Path) -> None:
    with pikepdf.open(built / "dist/kit/printer-sheet.pdf") as pdf:
        for page in pdf.pages:
            shown = pikepdf.parse_content_stream(page, "Do")
            assert len([1 for each in shown if str(each.operator) == "Do"]) == 2


def test_the_printer_reads_how_much_is_printed_and_what_is_hidden(run: Run, small: Path) -> None:
    assert run("build", small, "--only", "kit", "--format", "rollup-85x200").code == 0
    (page,) = words(small / "dist/kit/printer-sheet.pdf")
    assert "200 mm at the foot" in page
    assert "2 × 1.7 m², 3.4 m² in all" in page


def test_a_borrower_sees_every_panel_in_the_list(built: Path) -> None:
    with pikepdf.open(built / "dist/kit/lender-sheet.pdf") as pdf:
        for page in pdf.pages:  # on the wall, then in the list
            shown = pikepdf.parse_content_stream(page, "Do")
            assert len([1 for each in shown if str(each.operator) == "Do"]) == 2


def test_a_borrower_reads_sizes_lengths_and_heights(built: Path) -> None:
    first, second = words(built / "dist/kit/lender-sheet.pdf")
    for expected in (
        "A small exhibition", "Panels 2", "Languages English",
        "80 × 120 cm, read from 1.5 m", "80 × 120 cm: 1.60 m edge to edge",
        "1.70 m with 10 cm between panels",
        "80 × 120 cm: centre 1,370 mm above the floor, top at 1,970 mm, foot at 770 mm",
        "29.7 × 42 cm: centre 1,370 mm above the floor, top at 1,580 mm, foot at 1,160 mm",
    ):  # fmt: skip
        assert expected in first, expected
    assert "1 A house and its rail How pictures came to hang" in second


def test_every_language_has_its_own_pages(run: Run, small: Path) -> None:
    file = small / "exhibition.yaml"
    file.write_text(file.read_text("utf-8").replace("[en]", "[fr, en]"), "utf-8")
    assert run("build", small, "--only", "kit", "--format", "80x120").code == 0
    pages = words(small / "dist/kit/lender-sheet.pdf")
    assert ["Fiche technique" in page for page in pages] == [True, True, False, False]
    assert "haut à 1 970 mm, bas à 770 mm" in pages[0]
    assert "français et anglais" in pages[0]
    assert "French and English" in pages[2]


def test_a_roll_up_stands_and_is_not_hung(run: Run, small: Path) -> None:
    assert run("build", small, "--only", "kit", "--format", "rollup-85x200").code == 0
    first = words(small / "dist/kit/lender-sheet.pdf")[0]
    assert "foot on the floor, in sight up to 1,800 mm" in first
    assert "Hanging" not in first


def test_the_sheets_embed_their_fonts_and_have_titles(built: Path) -> None:
    for name, title in (
        ("printer-sheet.pdf", "A small exhibition – Print sheet"),
        ("lender-sheet.pdf", "A small exhibition – Technical sheet"),
    ):
        with pikepdf.open(built / "dist/kit" / name) as pdf:
            assert str(pdf.docinfo.Title) == title
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            assert str(pdf.Root.Lang) == "en"
            for page in pdf.pages:
                for font in page.Resources.Font.values():
                    descriptor = font.DescendantFonts[0].FontDescriptor
                    assert "/FontFile2" in descriptor


def test_nothing_is_remade_when_nothing_changed(run: Run, own: Path) -> None:
    kit = own / "dist/kit"
    before = {file.name: file.stat().st_mtime_ns for file in kit.iterdir()}
    # Another command line, so that the build looks at every part of it.
    assert run("build", own, "--only", "kit", "--only", "panels", "--only", "previews").code == 0
    assert {file.name: file.stat().st_mtime_ns for file in kit.iterdir()} == before
    (kit / "SHA256SUMS").unlink()
    assert run("build", own, "--only", "panels", "--only", "previews", "--only", "kit").code == 0
    assert {file.name for file in kit.iterdir()} == KIT


def test_the_same_input_gives_the_same_kit(run: Run, built: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "small"
    shutil.copytree(built, other, ignore=shutil.ignore_patterns("dist", ".cimaise"))
    assert run("build", other, "--only", "panels", "--only", "previews", "--only", "kit").code == 0
    for name in KIT:
        assert sha256(built / "dist/kit" / name) == sha256(other / "dist/kit" / name), name


def test_a_build_with_errors_leaves_the_kit_alone(run: Run, own: Path) -> None:
    before = {name: sha256(own / "dist/kit" / name) for name in KIT}
    panel = own / "panels/01-the-house.yaml"
    panel.write_text(panel.read_text("utf-8") + "\n\n" + "Words. " * 10, "utf-8")
    text = panel.read_text("utf-8").replace(
        "text: |", "text: |\n  " + "Too many words. " * 900 + "\n", 1
    )
    panel.write_text(text, "utf-8")
    assert run("build", own, "--only", "kit").code == 1
    assert {name: sha256(own / "dist/kit" / name) for name in KIT} == before


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("First sentence. Second.", "First sentence."),
        ("A subtitle", "A subtitle"),
        ("M. Dupont came. He left.", "M. Dupont came."),
        ("", ""),
    ],
)
def test_a_sentence_says_the_content(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


def test_numbers_are_written_as_the_language_does() -> None:
    french, english = WORDS["fr"], WORDS["en"]
    assert number(1970, french) == "1\u202f970"
    assert number(1970, english) == "1,970"
    assert number(29.7, french, 1) == "29,7"
    assert number(80.0, english, 1) == "80"
    assert number(2.25, english, 2) == "2.25"
    assert number(1500.5, english, 2) == "1,500.5"
    assert metres(9600, french) == "9,60"
    assert words_in("fr-CA") is french
    assert words_in("nl") is english


def test_both_languages_fill_in_the_same_blanks() -> None:
    french, english = WORDS["fr"], WORDS["en"]
    for name in french.__struct_fields__:
        one, other = getattr(french, name), getattr(english, name)
        if isinstance(one, str):
            assert one.count("{") == other.count("{"), name
