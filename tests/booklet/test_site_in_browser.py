"""The page for schools as it is built, in Chromium: on a desk, on a phone, printed, read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Request, Response

from cimaise.cli import main
from tests.booklet.booklet_made import PICTURE, written
from tests.booklet.browser import DESKTOP, PHONE, axe, chromium, served, visitor

pytestmark = pytest.mark.slow
PAGES = ("index.html", "en/index.html")
NARROW = (320, 640)
"""CSS px that WCAG 2.2, 1.4.10 asks to do without scrolling sideways."""
PANELS: list[dict[str, object]] = [
    {
        "title": {"fr": "Été 44", "en": "Summer 44"},
        "lead": {"fr": "Une phrase pour commencer.", "en": "A sentence to begin with."},
        "images": [PICTURE],
        "figures": [{"value": "500", "label": {"fr": "tués en cinq jours", "en": "killed"}}],
        "quote": {"text": {"fr": "Debout.", "en": "Stand up."}, "by": {"fr": "Lui", "en": "Him"}},
    },
    {
        # A word wider than a phone.
        "layout": "map-led",
        "title": {"fr": "Un titre qui se poursuit", "en": "A title that goes on"},
        "text": {
            "fr": f"## Ici\n\n{'anticonstitutionnellement' * 4}. Un *mot*.\n\n- un\n- deux",
            "en": "## Here\n\nWords, and [a link](https://example.org/far).\n\n> Said.",
        },
        "map": {
            "area": "nord-pas-de-calais",
            "layers": ["land", "borders"],
            "places": [{"name": "Lille", "at": [3.06, 50.63], "date": "1944-09-03"}],
            "caption": {"fr": "Le Nord", "en": "The north"},
        },
    },
    {
        "layout": "chronology-led",
        "title": {"fr": "Les dates", "en": "The dates"},
        "chronology": [
            {"date": "1944-06-06", "text": {"fr": "Le débarquement", "en": "The landing"}},
            {"date": "1944-08-25", "text": {"fr": "Paris libéré", "en": "Paris is free"}},
        ],
    },
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built with everything it offers."""
    folder = written(
        tmp_path_factory.mktemp("school") / "x",
        PANELS,
        format="60x80",
        formats=["60x80", "a3"],
        contact="Le musée, [pret@example.org](mailto:pret@example.org)",
    )
    with pytest.raises(SystemExit) as end:
        main(["build", str(folder)])
    assert end.value.code == 0
    return folder / "dist" / "site"


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


def _sideways(page: Page) -> int:
    """CSS px by which the page is wider than its window."""
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )


def _scrolled_through(page: Page) -> None:
    """Bring every picture into view: those below the fold load late."""
    for picture in page.locator("img").all():
        picture.scroll_into_view_if_needed()
    # Fails in time where a picture is missing or broken.
    page.wait_for_function("[...document.images].every(i => i.complete && i.naturalWidth)")


@pytest.mark.parametrize("size", [DESKTOP, PHONE, NARROW], ids=["desktop", "phone", "narrow"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_window(
    browser: Browser, address: str, name: str, size: tuple[int, int]
) -> None:
    with visitor(browser, size) as context:
        page = context.new_page()
        page.goto(address + name)
        assert _sideways(page) == 0
        # What overflow hides, too, has to lie within the window.
        out = page.locator("h1, h2, h3, p, li, img, td, figure, dd").evaluate_all(
            "(all, width) => all.map(e => [e.textContent, e.getBoundingClientRect()])"
            ".filter(([_, b]) => b.width && (b.left < 0 || b.right > width + 0.5))",
            size[0],
        )
        assert out == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_request_stays_in_the_folder_and_is_answered(
    browser: Browser, address: str, folder: Path, size: tuple[int, int]
) -> None:
    asked: list[Request] = []
    answered: list[Response] = []
    said: list[str] = []
    with visitor(browser, size) as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request))
        page.on("response", lambda response: answered.append(response))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        for name in PAGES:
            page.goto(address + name)
            _scrolled_through(page)
            page.wait_for_function("document.fonts.status == 'loaded'")
            # The theme's own faces, not what stands in for them.
            assert page.evaluate("document.fonts.check('16px \"cimaise text\"')")
            assert page.evaluate("[...document.fonts].some(f => f.status == 'loaded')")
    inside = [each.url for each in asked if each.url.startswith(address)]
    assert [each.url for each in asked if not each.url.endswith("/favicon.ico")] == inside
    assert len(inside) > 12
    assert {(each.url, each.status) for each in answered if each.status >= 400} == set()
    assert said == []
    paths = {url.removeprefix(address).partition("#")[0] for url in inside}
    assert all((folder / path).is_file() for path in paths)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_panel_opens_large_enough_to_be_read(
    browser: Browser, address: str, folder: Path, size: tuple[int, int], javascript: bool
) -> None:
    with visitor(browser, size, javascript) as context:
        page = context.new_page()
        page.goto(address)
        links = page.locator("#panels .wall li > a")
        assert links.count() == len(PANELS)
        for at in range(len(PANELS)):
            small = links.nth(at).locator("img").bounding_box()
            (links.nth(at).tap if size == PHONE else links.nth(at).click)()
            page.wait_for_url("**/*.webp")
            path = folder / page.url.removeprefix(address)
            shown = page.locator("img").bounding_box()
            assert shown is not None
            assert shown["width"] > 0
            with Image.open(path) as large:
                assert small is not None
                assert large.width >= 1600 > 2 * small["width"]
            page.go_back()
            assert page.url == address


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_everything_works_without_a_script(
    browser: Browser, address: str, size: tuple[int, int]
) -> None:
    with visitor(browser, size, javascript=False) as context:
        page = context.new_page()
        page.goto(address)
        assert page.locator("h1").inner_text() == "Été 44"
        for words in ("Une phrase pour commencer.", "anticonst", "500", "Debout."):
            assert page.get_by_text(words).first.is_visible()
        for link in page.locator("header nav a[href^='#']").all():
            name = link.get_attribute("href")
            link.click()
            assert page.url == f"{address}{name}"
            box = page.locator(f"{name} h2").bounding_box()
            assert box is not None
            assert 0 <= box["y"] < size[1]
            page.go_back()
        page.get_by_role("link", name="Lire le panneau 2").click()
        assert page.url == f"{address}#panel-2"


def test_the_other_language_is_one_link_away(browser: Browser, address: str) -> None:
    with visitor(browser, PHONE) as context:
        page = context.new_page()
        page.goto(address)
        page.get_by_role("link", name="English").tap()
        page.wait_for_url("**/en/index.html")
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.locator("[aria-current=page]").inner_text() == "English"
        assert page.locator("h1").inner_text() == "Summer 44"
        page.get_by_role("link", name="Français").tap()
        page.wait_for_url(f"{address}index.html")
        assert page.locator("html").get_attribute("lang") == "fr"


@pytest.mark.parametrize("name", PAGES)
def test_downloads_are_the_files_themselves(
    browser: Browser, address: str, folder: Path, name: str
) -> None:
    with visitor(browser) as context:
        page = context.new_page()
        page.goto(address + name)
        links = page.locator("#downloads a").all()
        assert len(links) >= 5
        for link in links:
            with page.expect_download() as download:
                link.click()
            url = download.value.url
            assert url.startswith(f"{address}files/")
            file = folder / url.removeprefix(address)
            assert Path(download.value.path()).read_bytes() == file.read_bytes()
            assert download.value.suggested_filename == file.name


@pytest.mark.parametrize("name", PAGES)
def test_printed_it_is_black_on_white_and_has_every_text(
    browser: Browser, address: str, tmp_path: Path, name: str
) -> None:
    with visitor(browser) as context:
        page = context.new_page()
        page.goto(address + name)
        page.emulate_media(media="print")
        assert not page.locator("nav:visible, .skip:visible, #panels:visible").count()
        ground = "getComputedStyle(document.querySelector('header.top')).backgroundColor"
        assert page.evaluate(ground) == "rgba(0, 0, 0, 0)"
        ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
        assert max(int(part) for part in ink.strip("rgb()").split(",")) < 60
        printed = tmp_path / "printed.pdf"
        page.pdf(path=printed, format="A4")
    with pikepdf.open(printed) as pdf:
        assert 2 <= len(pdf.pages) <= 5
    from subprocess import run

    text = run(["pdftotext", str(printed), "-"], capture_output=True, text=True, check=True).stdout
    for heading in ("Ici", "Le Nord") if name == PAGES[0] else ("Here", "The north"):
        assert heading in text


def test_the_keyboard_leads_past_the_head(browser: Browser, address: str) -> None:
    with visitor(browser) as context:
        page = context.new_page()
        page.goto(address)
        skip = page.locator(".skip")
        box = skip.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 0
        page.keyboard.press("Tab")
        box = skip.bounding_box()
        assert box is not None
        assert box["y"] >= 0
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        assert page.locator("main").locator(":focus").count() == 1
        assert focused.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(
    browser: Browser, address: str, name: str, size: tuple[int, int]
) -> None:
    script = axe()
    with visitor(browser, size) as context:
        page = context.new_page()
        page.goto(address + name)
        _scrolled_through(page)
        page.evaluate(script)
        judged = page.evaluate("axe.run(document)")
    assert len(judged["passes"]) > 10
    found = [
        (each["id"], node["target"], node["failureSummary"])
        for each in judged["violations"]
        for node in each["nodes"]
    ]
    assert found == []
