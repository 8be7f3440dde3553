from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest

from cimaise.booklet.edition import COVER, EPUB, HOME, IMPOSED, PRESS, SCREEN, Booklet
from cimaise.diagnostics import Severity
from cimaise.preflight import preflight
from tests.booklet.booklet_made import PICTURE, made, written
from tests.booklet.vera import failures

pytestmark = pytest.mark.slow
PANELS: list[dict[str, object]] = [
    {
        "title": {"fr": "Un début", "en": "A beginning"},
        "lead": {"fr": "Le 1er septembre : la ville est libre."},
        "text": {"fr": "Un texte.\n\n## Suite\n\n- un\n- deux", "en": "A text."},
        "images": [PICTURE],
        "chronology": [
            {"date": "1944-06-06", "text": {"fr": "Débarquement", "en": "Landing"}},
            {"date": "1944-09-03", "text": {"fr": "Libre", "en": "Free"}, "place": "Lille"},
        ],
        "school": {
            "glossary": [{"term": {"fr": "maquis", "en": "maquis"}, "text": "Un lieu caché."}],
            "questions": ["Pourquoi ?"],
        },
        "sources": ["*Un livre*, 2004."],
    },
    {"title": {"fr": "Une fin", "en": "An end"}, "text": "Peu de mots, et Lille."},
]


LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'
    '<path d="M0 0H40V20H0Z" fill="#c00"/></svg>'
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    logos = [{"file": "ville.svg", "alt": {"fr": "Ville de Lille", "en": "City of Lille"}}]
    place = written(tmp_path_factory.mktemp("booklet") / "x", PANELS, logos=logos)
    (place / "images" / "ville.svg").write_text(LOGO, "utf-8")
    return place


@pytest.fixture(scope="module")
def booklet(folder: Path) -> Booklet:
    return made(folder)


def test_every_edition_is_there_and_pages_fill_sheets(booklet: Booklet, folder: Path) -> None:
    names = {path.name for path in booklet.files}
    assert names == {SCREEN, EPUB, HOME, PRESS, IMPOSED, COVER}
    assert booklet.pages % 4 == 0
    with pikepdf.open(folder / "out" / SCREEN) as pdf:
        assert len(pdf.pages) == booklet.pages
    with pikepdf.open(folder / "out" / HOME) as pdf:
        assert len(pdf.pages) == booklet.pages // 2


@pytest.mark.parametrize("name", [PRESS, IMPOSED, COVER])
def test_the_printer_finds_nothing_to_say(booklet: Booklet, folder: Path, name: str) -> None:
    found = preflight(folder / "out" / name, "sheetfed", separations=False)
    assert [(each.code, each.message) for each in found.findings] == []


def test_press_pages_have_bleed_and_no_more(booklet: Booklet, folder: Path) -> None:
    with pikepdf.open(folder / "out" / PRESS) as pdf:
        for page in pdf.pages:
            trim = [float(edge) * 25.4 / 72 for edge in page.trimbox]
            media = [float(edge) * 25.4 / 72 for edge in page.mediabox]
            assert trim == pytest.approx([0, 0, 148, 210], abs=0.01)
            assert media == pytest.approx([-3, -3, 151, 213], abs=0.01)
            assert "/Annots" not in page.obj


def test_the_cover_is_as_wide_as_back_spine_and_front(booklet: Booklet, folder: Path) -> None:
    spine = booklet.files[folder / "out" / COVER]["spine_mm"]
    assert isinstance(spine, float)
    with pikepdf.open(folder / "out" / COVER) as pdf:
        trim = [float(edge) * 25.4 / 72 for edge in pdf.pages[0].trimbox]
    assert trim[2] == pytest.approx(296 + spine, abs=0.02)


def test_the_screen_edition_says_what_it_is(booklet: Booklet, folder: Path) -> None:
    with pikepdf.open(folder / "out" / SCREEN) as pdf:
        assert str(pdf.Root.Lang) == "fr"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"]) == "Été 44"
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20260102")
        assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.Root.Metadata.read_bytes()
        titles = [item.title for item in pdf.open_outline().root[0].children]
        assert "Un début" in titles


def _elements(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    found = []
    pending = [pdf.Root.StructTreeRoot]
    while pending:
        element = pending.pop()
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Object) and "/S" in kid:
                found.append(kid)
                pending.append(kid)
    return found


def test_figures_are_described_and_links_say_where_they_lead(
    booklet: Booklet, folder: Path
) -> None:
    with pikepdf.open(folder / "out" / SCREEN) as pdf:
        elements = _elements(pdf)
        alts = [str(e.get("/Alt", "")) for e in elements if e.S == "/Figure"]
        links = [
            str(annotation.Contents)
            for page in pdf.pages
            for annotation in page.obj.get("/Annots", [])
        ]
    assert "Un dégradé du noir au blanc" in alts
    assert "Ville de Lille" in alts
    assert any("6 juin 1944" in alt and "Débarquement" in alt for alt in alts)
    assert all(alts)
    assert "1. Un début" in links
    assert not any(link.startswith(("panel-", "plate-")) for link in links)
    kinds = {str(element.S) for element in elements}
    assert {"/H1", "/H2", "/L", "/Table", "/TH", "/P", "/Link"} <= kinds


@pytest.mark.parametrize("name", [SCREEN, PRESS, IMPOSED])
def test_a_logo_stays_vectors(booklet: Booklet, folder: Path, name: str) -> None:
    with pikepdf.open(folder / "out" / name) as pdf:
        images = [
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"
        ]
        forms = [
            each.read_bytes()
            for each in pdf.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form"
        ]
    # The panel's picture alone; the logo is a path, filled with its own red.
    assert len(images) == 1
    red = b".8 0 0 rg" if name == SCREEN else b" k"
    assert any(red in form and b" Do" not in form for form in forms)


def test_a_logo_without_alt_is_an_error(tmp_path: Path) -> None:
    folder = written(tmp_path / "x", PANELS[1:], logos=[{"file": "ville.svg"}])
    (folder / "images" / "ville.svg").write_text(LOGO, "utf-8")
    booklet = made(folder)
    assert booklet.files == {}
    errors = [found for found in booklet.diagnostics if found.severity is Severity.ERROR]
    assert [found.code for found in errors] == ["image-no-alt"]
    assert errors[0].span is not None


def test_what_stands_in_from_another_language_is_tagged(tmp_path: Path) -> None:
    folder = written(tmp_path / "x", PANELS[:1])
    made(folder, "en")
    with pikepdf.open(folder / "out" / SCREEN) as pdf:
        tagged = [str(element.Lang) for element in _elements(pdf) if "/Lang" in element]
        assert tagged == ["fr"]
        assert not any("cimaise-language" in str(e.get("/Alt", "")) for e in _elements(pdf))


def test_a_booklet_whose_words_all_stand_in_is_tagged_soundly(tmp_path: Path) -> None:
    french: dict[str, object] = {
        "title": {"fr": "Le titre"},
        "subtitle": {"fr": "Le sous-titre"},
        "text": {"fr": "Un texte, et [un lien](https://example.org)."},
        "quote": {"text": {"fr": "Dit-il"}, "by": {"fr": "lui"}},
        "figures": [{"value": "5", "label": {"fr": "cinq"}}],
        "images": [PICTURE | {"alt": {"fr": "Un dégradé"}, "caption": {"fr": "Une légende"}}],
        "chronology": [{"date": "1944-06-06", "text": {"fr": "Débarquement"}}],
        "sources": [{"fr": "Une source"}],
        "school": {
            "glossary": [{"term": {"fr": "maquis"}, "text": {"fr": "Un groupe"}}],
            "questions": [{"fr": "Quand ?"}],
        },
    }
    folder = written(tmp_path / "x", [french], title={"fr": "Été 44"})
    assert made(folder, "en").files
    with pikepdf.open(folder / "out" / SCREEN) as pdf:
        links = [link for page in pdf.pages for link in page.obj.get("/Annots", [])]
        assert len({link.objgen for link in links}) == len(links)
        titles = [e for e in _elements(pdf) if e.get("/S") == "/H2" and str(e.get("/Lang")) == "fr"]
        assert titles
    assert failures([folder / "out" / SCREEN]) == []


def test_an_alt_text_that_stands_in_is_tagged(tmp_path: Path) -> None:
    picture = PICTURE | {"alt": {"fr": "Un dégradé ; du noir"}}
    folder = written(tmp_path / "x", [{"title": {"fr": "Un", "en": "One"}, "images": [picture]}])
    made(folder, "en")
    with pikepdf.open(folder / "out" / SCREEN) as pdf:
        found = [(str(e.Alt), str(e.Lang)) for e in _elements(pdf) if "/Alt" in e and "/Lang" in e]
    assert found == [("Un dégradé\u202f; du noir", "fr")]


def test_a_picture_that_only_decorates_is_an_artefact(tmp_path: Path) -> None:
    undescribed = {key: value for key, value in PICTURE.items() if key not in ("alt", "caption")}
    decorative = undescribed | {"decorative": True}
    panel: dict[str, object] = {"title": "A", "text": "Un texte.", "images": [decorative, PICTURE]}
    folder = written(tmp_path / "x", [panel], languages=["fr"])
    booklet = made(folder)
    assert not [found for found in booklet.diagnostics if found.severity is Severity.ERROR]
    screen = folder / "out" / SCREEN
    with pikepdf.open(screen) as pdf:
        described = [str(e.Alt) for e in _elements(pdf) if e.get("/S") == "/Figure"]
        drawn = [str(name) for page in pdf.pages for name in page.obj.Resources.XObject]
    assert described == ["Un dégradé du noir au blanc"]
    assert len(drawn) >= 2, "it is shown all the same"
    assert failures([screen]) == []
    with ZipFile(folder / "out" / EPUB) as epub:
        pages = [epub.read(name).decode() for name in epub.namelist() if name.endswith(".xhtml")]
    assert sum(page.count('alt=""') for page in pages) == 1
    assert not any("cimaise-ornament" in page for page in pages)


def test_a_picture_without_alt_is_an_error_and_nothing_is_written(tmp_path: Path) -> None:
    picture = {key: value for key, value in PICTURE.items() if key != "alt"}
    folder = written(tmp_path / "x", [{"title": "A", "images": [picture]}])
    booklet = made(folder)
    assert booklet.files == {}
    assert not (folder / "out").exists()
    errors = [found for found in booklet.diagnostics if found.severity is Severity.ERROR]
    assert [found.code for found in errors] == ["image-no-alt"]
    assert errors[0].span is not None
