"""The page for schools, as files. `test_site_in_browser` opens it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
from PIL import Image

from cimaise.booklet.drawings import drawing
from cimaise.booklet.site import Download, PanelPicture, site_page, site_sheet
from tests.booklet.booklet_made import PICTURE, loaded, written
from tests.conftest import Ran


class _Seen(HTMLParser):
    """Every element with its attributes, and whether elements are closed in order."""

    VOID = frozenset({"meta", "link", "img", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


PANELS: list[dict[str, object]] = [
    {"title": {"fr": "Un <b>début</b>"}, "lead": "Une phrase.", "images": [PICTURE]},
    {
        "title": {"fr": "La suite", "en": "What follows"},
        "text": {"fr": "## Ici\n\nUn [lien](javascript:alert(1)).", "en": "Words."},
        "chronology": [{"date": "1944-06-06", "text": {"fr": "Débarquement", "en": "Landing"}}],
        "sources": [{"fr": "Un livre : ici."}, {"fr": "Un musée", "en": "A museum"}],
    },
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("site") / "x", PANELS)


@pytest.fixture(scope="module")
def site(folder: Path) -> Path:
    """The site as files, French at its top and English below it."""
    exhibition = loaded(folder)
    target = folder / "site"
    picture = PanelPicture(1, "Un", "small.webp", "large.webp", 420, 630)
    for language, root in (("fr", ""), ("en", "../")):
        file = Download(f"{root}b.pdf", "Le livret", "PDF", (language,), 2_700_000)
        page = site_page(exhibition, language, [file], [picture], root)
        path = target / ("index.html" if not root else "en/index.html")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.html, "utf-8")
        for name, data in page.files.items():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes(data)
    (target / "site.css").write_text(site_sheet(exhibition), "utf-8")
    return target


def _seen(path: Path) -> _Seen:
    seen = _Seen()
    seen.feed(path.read_text("utf-8"))
    assert seen.open == []
    return seen


@pytest.mark.parametrize("page", ["index.html", "en/index.html"])
def test_the_page_is_sound_and_runs_nothing(site: Path, page: str) -> None:
    elements = _seen(site / page).elements
    tags = [tag for tag, _ in elements]
    assert not {"script", "iframe", "object", "form", "b"} & set(tags)
    assert tags.count("h1") == tags.count("main") == 1
    assert sum(a.get("rel") == "stylesheet" for _, a in elements) == 1
    assert all(a.get("alt") for tag, a in elements if tag == "img")
    ids = [a["id"] for _, a in elements if "id" in a]
    assert len(ids) == len(set(ids))
    for tag, attributes in elements:
        target = attributes.get("href") or ""
        assert not target.startswith(("javascript:", "file:", "http:"))
        if tag == "a" and target.startswith("#"):
            assert target[1:] in ids


def test_headings_go_down_one_level_at_a_time(site: Path) -> None:
    levels = [int(tag[1]) for tag, _ in _seen(site / "index.html").elements if tag in
              {"h1", "h2", "h3", "h4", "h5", "h6"}]  # fmt: skip
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_work_is_cited_in_its_own_language(site: Path) -> None:
    french = (site / "index.html").read_text("utf-8")
    english = (site / "en/index.html").read_text("utf-8")
    assert '<section id="sources">' in french
    book = 'Un<span class="tied"> livre\u00a0:\u00a0ici.</span></li>'
    assert f"<li>{book}" in french
    assert f'<li lang="fr">{book}' in english
    assert "<li>A museum</li>" in english.replace("\u00a0", " ")


def test_files_are_told_with_size_format_and_language(site: Path) -> None:
    html = (site / "index.html").read_text("utf-8")
    assert re.search(r"2,7\u00a0Mo", html)
    assert ">PDF<" in html
    assert "Français" in html


def test_drawings_are_sound_and_carry_their_letters(site: Path) -> None:
    drawings = list(site.glob("drawings/*/*.svg"))
    assert {path.name for path in drawings} == {"02-panel-dates-1.svg"}
    for path in drawings:
        svg = ElementTree.fromstring(path.read_text("utf-8"))
        style = svg.find("{http://www.w3.org/2000/svg}style")
        assert style is not None
        assert style.text is not None
        assert "data:font/woff2" in style.text
        assert "url(http" not in style.text


def test_the_same_drawing_twice(folder: Path) -> None:
    from cimaise.booklet.book_page import PAGES
    from cimaise.booklet.content import gather

    content = gather(loaded(folder), "fr", PAGES["a5"])
    figure = next(each for each in content.figures if "dates" in each.key)
    assert drawing(figure, "fr") == drawing(figure, "fr")


LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0H40V20Z"/></svg>'


@pytest.mark.slow
def test_a_built_site_offers_everything_and_repaints_nothing(
    tmp_path: Path, run: Callable[..., Ran]
) -> None:
    folder = written(
        tmp_path / "x",
        [PANELS[0], {**PANELS[1], "title": {"fr": "La suite : l'été"}}],
        languages=["fr"],
        format="60x80",
        formats=["60x80", "a3"],
        contact="Le musée, [pret@example.org](mailto:pret@example.org)",
        logos=[{"file": "ville.svg", "alt": "Ville"}],
    )
    (folder / "images" / "ville.svg").write_text(LOGO, "utf-8")
    assert run("build", folder).code == 0
    site = folder / "dist" / "site"
    html = (site / "index.html").read_text("utf-8")
    for name in ("booklet-screen.pdf", "booklet.epub", "booklet-home.pdf", "panels-a3.pdf"):
        assert f'href="files/fr/{name}" download' in html
    assert 'href="files/lender-sheet.pdf" download' in html
    assert ">EPUB<" in html
    assert "imprimer soi-même en A3 (2 pages)" in html
    # Real things about the loan, none of the format that a school prints itself.
    assert 'href="mailto:pret@example.org"' in html
    assert "60 × 80 cm" in html.replace("\u00a0", " ").replace("\u202f", " ")
    assert "29,7" not in html
    with pikepdf.open(site / "files" / "fr" / "panels-a3.pdf") as pdf:
        assert len(pdf.pages) == 2
        box = [float(edge) * 25.4 / 72 for edge in pdf.pages[0].mediabox]
        assert [box[2] - box[0], box[3] - box[1]] == pytest.approx([297, 420], abs=0.1)
        _, second = pdf.open_outline().root
    # Named as the panel says it, with the typographer's signs.
    assert second.title == "2. La suite\u00a0: l’été"
    assert re.search(r'alt="[^"]* 2[^"]*La suite\u00a0: l’été"', html)
    with Image.open(site / "panels" / "fr" / "01-panel.webp") as large:
        assert large.width == 1600
    assert 'alt="Ville"' in html
    assert "<path" in (site / "drawings" / "fr" / "logo-1.svg").read_text("utf-8")
    css = (site / "site.css").read_text("utf-8")
    named = set(re.findall(r'url\("fonts/(.*?)"\)', css))
    licences = {"OFL-BarlowCondensed.txt", "OFL-SourceSans3.txt", "OFL-SourceSerif4.txt"}
    assert {file.name for file in (site / "fonts").iterdir()} == named | licences
    manifest = json.loads((folder / "dist" / "manifest.json").read_text("utf-8"))
    assert {"site/files/fr/booklet.epub", "booklet/fr/booklet.epub"} <= set(manifest["files"])
    assert manifest["files"]["booklet/fr/booklet.epub"]["epub"] == 3
    again = run("build", folder, "--only", "site")
    assert again.code == 0
    assert "0 panels painted" in again.err


def test_of_a_picture_that_only_decorates_nothing_is_said(tmp_path: Path) -> None:
    decorative: dict[str, object] = {"file": "p.png", "credit": "Archives", "decorative": True}
    panel: dict[str, object] = {"title": "A", "images": [decorative]}
    exhibition = loaded(written(tmp_path / "x", [panel], languages=["fr"]))
    page = site_page(exhibition, "fr", [], [], "")
    assert 'class="shown"' not in page.html
