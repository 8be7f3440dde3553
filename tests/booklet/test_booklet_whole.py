"""The first exhibition's booklets, and exhibitions that ask too much of theirs."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from cimaise.booklet.edition import COVER, IMPOSED, PRESS, SCREEN
from cimaise.diagnostics import Severity
from cimaise.preflight import preflight
from tests.booklet.booklet_made import PICTURE, made, written
from tests.booklet.vera import failures
from tests.conftest import ROOT

pytestmark = pytest.mark.slow
LIGHT_BYTES = 5_000_000


def _texts(path: Path) -> str:
    import subprocess

    return subprocess.run(
        ["pdftotext", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folders = {}
    for language in ("fr", "en"):
        out = tmp_path_factory.mktemp(language)
        booklet = made(ROOT, language, out)
        assert booklet.files, booklet.diagnostics
        assert not [d for d in booklet.diagnostics if d.severity is Severity.ERROR]
        folders[language] = out
    return folders


def test_verapdf_finds_no_failure_and_the_file_is_light(first: dict[str, Path]) -> None:
    files = [folder / SCREEN for folder in first.values()]
    assert failures(files) == []
    assert all(file.stat().st_size <= LIGHT_BYTES for file in files)


def test_small_capitals_copy_out_as_capitals(first: dict[str, Path]) -> None:
    for folder in first.values():
        with pypdfium2.PdfDocument(folder / SCREEN) as pdf:
            text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
        assert "PARIS" in text
        assert re.findall(r"\b\w*[a-zà-ÿ][A-ZÀ-Ý]\w*\b", text) == []


@pytest.mark.parametrize("name", [PRESS, IMPOSED, COVER])
def test_the_first_exhibition_goes_to_press(first: dict[str, Path], name: str) -> None:
    for folder in first.values():
        found = preflight(folder / name, "sheetfed", separations=name != IMPOSED)
        assert [(each.code, each.page, each.message) for each in found.findings] == []


def test_the_cover_carries_nothing_of_the_pages_inside(first: dict[str, Path]) -> None:
    for folder in first.values():
        with pikepdf.open(folder / COVER) as pdf:
            streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
        assert [each for each in streams if each.get("/Subtype") == "/Image"] == []
        # Most of it is the colour profile.
        assert (folder / COVER).stat().st_size < 1_000_000


def test_no_page_of_a_panel_runs_over(first: dict[str, Path]) -> None:
    with pikepdf.open(first["fr"] / SCREEN) as pdf:
        dests = pdf.Root.Names.Dests.Names
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        at = {str(dests[i]): pages[dests[i + 1][0].objgen] for i in range(0, len(dests), 2)}
    for number in range(1, 13):
        # Text on the left, where the count from 0 is odd; figures facing it.
        assert at[f"panel-{number}"] % 2 == 1
        assert at[f"plate-{number}"] == at[f"panel-{number}"] + 1


def test_the_same_input_gives_the_same_bytes(first: dict[str, Path], tmp_path: Path) -> None:
    made(ROOT, "fr", tmp_path)
    for path in sorted(first["fr"].iterdir()):
        assert path.read_bytes() == (tmp_path / path.name).read_bytes(), path.name


def test_sixty_panels(tmp_path: Path) -> None:
    panels: list[dict[str, object]] = [
        {"title": f"Panneau {n}", "lead": "Une phrase.", "text": "Un texte. " * 40}
        for n in range(1, 61)
    ]
    folder = written(tmp_path / "x", panels, languages=["fr"])
    booklet = made(folder)
    assert booklet.pages % 4 == 0
    assert booklet.pages >= 122
    assert not booklet.diagnostics
    assert failures([folder / "out" / SCREEN]) == []


def test_a_long_text_a_long_title_and_other_scripts(tmp_path: Path) -> None:
    sentence = "Les voies ferrées sont coupées par les hommes du bassin minier, la nuit. "
    long_title = "Un titre qui ne finit pas et qui dit tout de ce que l'on va lire " * 3
    panel: dict[str, object] = {
        "title": long_title.strip()[:200],
        "lead": "Le mot ελευθερία, et שלום.",
        "text": "\n\n".join([sentence * 6] * 36),
        "images": [PICTURE | {"caption": {"fr": "<b>Une</b> légende " * 20}}],
    }
    folder = written(tmp_path / "x", [panel, {"title": "Après"}], languages=["fr"])
    booklet = made(folder)
    codes = {found.code for found in booklet.diagnostics}
    # The text face has no Hebrew, and says so; everything else is a good page.
    assert codes == {"missing-glyph"}
    text = _texts(folder / "out" / SCREEN)
    assert text.count("bassin minier") + text.count("bassin\nminier") >= 180
    assert "ελευθερία" in text
    assert "<b>Une</b>" in " ".join(text.split())
    assert failures([folder / "out" / SCREEN]) == []
    assert not preflight(folder / "out" / PRESS, "sheetfed", separations=False).findings


def test_markup_in_every_field_is_text_on_every_page(tmp_path: Path) -> None:
    tag = "<script>x</script> {{ 7*7 }}"
    panel: dict[str, object] = {
        "title": tag,
        "subtitle": tag,
        "lead": tag,
        "text": f"{tag} [a](javascript:x) [b](file:///etc/passwd)\n\n## {tag}\n\n- {tag}",
        "quote": {"text": tag, "by": tag},
        "figures": [{"value": "<b>", "label": tag}],
        "images": [PICTURE | {"caption": tag, "credit": tag, "rights": tag, "alt": tag}],
        "chronology": [{"date": "1944-06-06", "text": tag, "place": tag}],
        "sources": [tag],
        "school": {"glossary": [{"term": tag, "text": tag}], "questions": [tag]},
    }
    folder = written(tmp_path / "x", [panel], languages=["fr"], title=tag, credits=tag)
    booklet = made(folder)
    assert not [found for found in booklet.diagnostics if found.severity is Severity.ERROR]
    screen = folder / "out" / SCREEN
    words = "".join(_texts(screen).split())
    assert words.count("<script>x</script>{{7*7}}") > 12
    with pikepdf.open(screen) as pdf:
        actions = [
            link.A for page in pdf.pages for link in page.obj.get("/Annots", []) if "/A" in link
        ]
    assert actions == []
    assert failures([screen]) == []


def test_large_type_on_a4_and_no_covers(tmp_path: Path) -> None:
    folder = written(
        tmp_path / "x",
        [{"title": "Un", "text": "Un texte.", "images": [PICTURE]}],
        languages=["fr"],
        booklet={"format": "a4", "covers": False, "paper_thickness_mm": 0.2},
    )
    booklet = made(folder)
    assert COVER not in {path.name for path in booklet.files}
    with pikepdf.open(folder / "out" / PRESS) as pdf:
        trim = [float(edge) * 25.4 / 72 for edge in pdf.pages[0].trimbox]
    assert trim == pytest.approx([0, 0, 210, 297], abs=0.05)
    assert not preflight(folder / "out" / PRESS, "sheetfed", separations=False).findings


def test_a_page_is_headed_by_what_it_begins_with(tmp_path: Path) -> None:
    sources = [f"Livre {number}, 1944." for number in range(40)]
    panel = {"title": "Un", "text": "Un mot.", "images": [PICTURE], "sources": sources}
    folder = written(tmp_path / "long", [panel], languages=["fr"])
    made(folder)
    with pypdfium2.PdfDocument(folder / "out" / SCREEN) as pdf:
        lines = [page.get_textpage().get_text_range().splitlines() for page in pdf]
    (begun,) = [each for each in lines if "Images" in each and each[0].startswith("Livre")]
    assert begun[-1].startswith("SOURCES")
