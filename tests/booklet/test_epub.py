"""The booklet's EPUB: EPUBCheck's judgement, and what a reading voice needs on every page."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cimaise.booklet.edition import EPUB
from tests.booklet.booklet_made import PICTURE, made, written
from tests.booklet.epub_judge import found
from tests.conftest import ROOT

pytestmark = pytest.mark.slow
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
OPS = "{http://www.idpf.org/2007/ops}"
DC = "{http://purl.org/dc/elements/1.1/}"
XML = "{http://www.w3.org/XML/1998/namespace}"

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'
    '<path d="M0 0H40V20H0Z" fill="#c00"/></svg>'
)
PANELS: list[dict[str, object]] = [
    {
        "title": {"fr": "Un <b>début</b>", "en": "A beginning"},
        "lead": {"fr": "Le 1er septembre : ελευθερία."},
        "text": {
            "fr": "Un texte[^a] & plus.\n\n## Suite\n\n- un\n- deux\n\n[^a]: La note.",
            "en": "A text.",
        },
        "images": [PICTURE],
        "map": {
            "area": "nord-pas-de-calais",
            "places": [{"name": "Lille", "at": [3.06, 50.63]}],
            "caption": {"fr": "Une carte"},
        },
        "chronology": [
            {"date": "1944-06-06", "text": {"fr": "Débarquement", "en": "Landing"}},
            {"date": "1944-09-03", "text": {"fr": "Libre", "en": "Free"}, "place": "Lille"},
        ],
        "quote": {"text": "Une phrase.", "by": "Quelqu'un"},
        "figures": [{"value": "500", "label": "tués"}],
        "school": {
            "glossary": [{"term": {"fr": "maquis", "en": "maquis"}, "text": "Un lieu caché."}],
            "questions": ["Pourquoi ?"],
        },
        "sources": ["*Un livre*, 2004.", {"en": "A book."}],
    },
    {"title": {"fr": "Une fin", "en": "An end"}, "text": "Peu de mots, et Lille."},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    logos = [{"file": "ville.svg", "alt": {"fr": "Ville de Lille", "en": "City of Lille"}}]
    place = written(tmp_path_factory.mktemp("epub") / "x", PANELS, logos=logos)
    (place / "images" / "ville.svg").write_text(LOGO, "utf-8")
    for language in ("fr", "en"):
        booklet = made(place, language, place / "out" / language)
        assert place / "out" / language / EPUB in booklet.files, booklet.diagnostics
    return place / "out"


def _read(file: Path) -> Mapping[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


@pytest.fixture(scope="module")
def files(folder: Path) -> Mapping[str, bytes]:
    return _read(folder / "fr" / EPUB)


@pytest.fixture(scope="module")
def pages(files: Mapping[str, bytes]) -> Mapping[str, ElementTree.Element]:
    return {
        name.removeprefix("EPUB/"): ElementTree.fromstring(data)
        for name, data in files.items()
        if name.endswith(".xhtml")
    }


@pytest.fixture(scope="module")
def package(files: Mapping[str, bytes]) -> ElementTree.Element:
    return ElementTree.fromstring(files["EPUB/package.opf"])


def test_epubcheck_has_nothing_to_say(folder: Path, tmp_path: Path) -> None:
    for language in ("fr", "en"):
        made(ROOT, language, tmp_path / language)
    judged = [place / language / EPUB for place in (folder, tmp_path) for language in ("fr", "en")]
    assert found(judged) == []


def test_a_bare_exhibition_makes_a_sound_epub(tmp_path: Path) -> None:
    place = written(tmp_path / "x", [{"title": "Un", "text": "Un texte."}], languages=["fr"])
    made(place)
    assert found([place / "out" / EPUB]) == []


def test_the_first_entry_says_in_plain_bytes_what_it_is(folder: Path) -> None:
    data = (folder / "fr" / EPUB).read_bytes()
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_input_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    made(folder.parent, "fr", tmp_path)
    assert (tmp_path / EPUB).read_bytes() == (folder / "fr" / EPUB).read_bytes()


def test_every_page_has_title_language_and_one_heading_of_the_first_level(
    pages: Mapping[str, ElementTree.Element],
) -> None:
    assert {"cover.xhtml", "nav.xhtml", "panel-01.xhtml", "imprint.xhtml"} <= set(pages)
    for name, page in pages.items():
        assert page.get("lang") == page.get(f"{XML}lang") == "fr", name
        assert page.findtext(f"{XHTML}head/{XHTML}title"), name
        assert len(list(page.iter(f"{XHTML}h1"))) == 1, name
        ids = [element.get("id") for element in page.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), name
        levels = [int(e.tag[-1]) for e in page.iter() if e.tag[len(XHTML):] in
                  ("h1", "h2", "h3", "h4", "h5", "h6")]  # fmt: skip
        assert levels == sorted(levels), name


def test_every_image_is_there_and_says_what_it_shows(
    pages: Mapping[str, ElementTree.Element], files: Mapping[str, bytes]
) -> None:
    images = [image for page in pages.values() for image in page.iter(f"{XHTML}img")]
    assert all(image.get("alt") for image in images)
    assert all(f"EPUB/{image.get('src')}" in files for image in images)
    alts = [image.get("alt") or "" for image in images]
    assert "Un dégradé du noir au blanc" in alts
    assert "Ville de Lille" in alts
    assert any("6 juin 1944" in alt and "Débarquement" in alt for alt in alts)
    suffixes = {Path(image.get("src") or "").suffix for image in images}
    assert {".svg", ".jpg"} <= suffixes


def test_every_link_leads_somewhere(pages: Mapping[str, ElementTree.Element]) -> None:
    anchors = {
        f"{name}#{element.get('id')}" for name, page in pages.items() for element in page.iter()
    }
    count = 0
    for name, page in pages.items():
        for link in page.iter(f"{XHTML}a"):
            target, hash_, anchor = (link.get("href") or "").partition("#")
            where = posixpath.normpath(target) if target else name
            assert where in pages
            assert not hash_ or f"{where}#{anchor}" in anchors
            count += 1
    assert count > 20


def test_notes_can_be_reached_and_left(pages: Mapping[str, ElementTree.Element]) -> None:
    panel = pages["panel-01.xhtml"]
    reference = next(a for a in panel.iter(f"{XHTML}a") if a.get(f"{OPS}type") == "noteref")
    note = next(panel.iter(f"{XHTML}aside"))
    assert reference.get("href") == f"#{note.get('id')}"
    assert "La note." in "".join(note.itertext())
    assert any(a.get("href") == f"#{reference.get('id')}" for a in note.iter(f"{XHTML}a"))


def test_what_a_designer_writes_stays_text(pages: Mapping[str, ElementTree.Element]) -> None:
    heading = next(pages["panel-01.xhtml"].iter(f"{XHTML}h1"))
    assert heading.text == "Un <b>début</b>"
    greek = [e for e in pages["panel-01.xhtml"].iter(f"{XHTML}span") if e.get("lang") == "el"]
    assert greek[0].get(f"{XML}lang") == "el"


def test_a_work_is_cited_in_its_own_language(pages: Mapping[str, ElementTree.Element]) -> None:
    items = [item for page in pages.values() for item in page.iter(f"{XHTML}li")]
    said = [" ".join("".join(item.itertext()).split()) for item in items]
    languages = dict(zip(said, (item.get(f"{XML}lang") for item in items), strict=True))
    assert languages["Un livre, 2004."] is None
    assert languages["A book."] == "en"


def test_contents_landmarks_and_pages_of_the_printed_booklet(
    pages: Mapping[str, ElementTree.Element],
) -> None:
    navs = {nav.get(f"{OPS}type"): nav for nav in pages["nav.xhtml"].iter(f"{XHTML}nav")}
    assert set(navs) == {"toc", "page-list", "landmarks"}
    listed = ["".join(a.itertext()) for a in navs["toc"].iter(f"{XHTML}a")]
    assert listed[1:3] == ["1. Un <b>début</b>", "2. Une fin"]
    assert {"Toutes les dates", "Les lieux", "Les mots", "Pour la classe", "Sources"} <= set(listed)
    kinds = [a.get(f"{OPS}type") for a in navs["landmarks"].iter(f"{XHTML}a")]
    assert set(kinds) == {"cover", "toc", "bodymatter", "index", "glossary", "bibliography"}
    numbers = [int("".join(a.itertext())) for a in navs["page-list"].iter(f"{XHTML}a")]
    assert numbers == sorted(set(numbers))
    # Cover, how to use it, contents, then a panel's text on the left and its plate on the right.
    assert numbers[:5] == [1, 2, 3, 4, 5]


def test_the_package_says_for_whom_it_can_be_read(package: ElementTree.Element) -> None:
    said: dict[str, list[str]] = {}
    for meta in package.iter(f"{OPF}meta"):
        said.setdefault(meta.get("property") or "", []).append(meta.text or "")
    assert said["schema:accessMode"] == ["textual", "visual"]
    assert "textual" in said["schema:accessModeSufficient"]
    assert {"alternativeText", "tableOfContents", "pageNavigation"} <= set(
        said["schema:accessibilityFeature"]
    )
    assert said["schema:accessibilityHazard"] == ["none"]
    assert said["schema:accessibilitySummary"][0].startswith("Texte structuré")
    assert said["dcterms:modified"] == ["2026-01-02T00:00:00Z"]
    assert package.findtext(f".//{DC}title") == "Été 44"
    assert package.findtext(f".//{DC}language") == "fr"


def test_fonts_travel_with_their_licences(files: Mapping[str, bytes]) -> None:
    fonts = {Path(name).name for name in files if name.endswith(".ttf")}
    assert "SourceSerif4_400Regular.ttf" in fonts
    assert {"EPUB/fonts/OFL-SourceSerif4.txt", "EPUB/fonts/OFL-BarlowCondensed.txt"} <= set(files)
    sheet = files["EPUB/epub.css"].decode()
    assert all(f'url("fonts/{name}")' in sheet for name in fonts)
    assert "$" not in sheet


def test_a_logo_stays_a_drawing(files: Mapping[str, bytes]) -> None:
    svg = ElementTree.fromstring(files["EPUB/figures/logo-1.svg"])
    assert any(element.tag.endswith("path") for element in svg.iter())
    assert not any(element.tag.endswith("image") for element in svg.iter())
