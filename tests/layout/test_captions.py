"""Captions: judged with their credit, and never at the cost of the picture above them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cimaise.build.figures import fit_row
from cimaise.build.filler import filler
from cimaise.checks.pictures import placed_pictures
from cimaise.checks.subject import PageSubject
from cimaise.diagnostics import Diagnostic
from cimaise.layout.blocks.pictures import LEAST_SHARE
from cimaise.layout.editions import Edition
from cimaise.layout.marks import PictureMark, walk
from cimaise.layout.panels import LaidPanel, lay_out
from cimaise.layout.setting import SlotFit
from cimaise.model.exhibition import Exhibition
from cimaise.model.loading import load_exhibition
from cimaise.model.panel import Panel
from cimaise.typography.counting import word_ends

ROOT = Path(__file__).parents[2]
PICTURE = {"file": "fils-coupes.png", "alt": "x", "rights": "r"}


@pytest.fixture(scope="module")
def exhibition() -> Exhibition:
    found, _ = load_exhibition(ROOT)
    assert found is not None
    return found


@pytest.fixture
def own(small: Path) -> Path:
    """The small exhibition with a picture and a folder for layouts."""
    for folder in ("images", "layouts"):
        (small / folder).mkdir()
    shutil.copy(ROOT / "images" / PICTURE["file"], small / "images")
    return small


def with_layout(folder: Path, base: str, change: Callable[[dict[str, Any]], None]) -> Exhibition:
    """The exhibition with a layout `own`, made from that of the project."""
    layout = yaml.safe_load((ROOT / "layouts" / f"{base}.yaml").read_text("utf-8"))
    change(layout)
    (folder / "layouts" / "own.yaml").write_text(yaml.safe_dump(layout), "utf-8")
    found, diagnostics = load_exhibition(folder)
    assert found is not None, diagnostics
    return found


def row(layout: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [each for each in layout["rows"] if each["name"] == name]
    return cast("dict[str, Any]", found)


def laid(exhibition: Exhibition, layout: str, format_name: str, **picture: str) -> LaidPanel:
    panel = Panel.model_validate(
        {"layout": layout, "title": "T", "text": "x", "images": [{**PICTURE, **picture}]}
    )
    return lay_out(Edition(exhibition, "fr", format_name), [panel])[0]


def fits(panel: LaidPanel) -> list[SlotFit]:
    return [fit for fit in panel.fits if fit.path[:1] == ("images",)]


def cut(text: str, words: int) -> str:
    """The text without its last words."""
    ends = word_ends(text)
    return text[: ends[-words - 1]] if words < len(ends) else ""


@given(
    st.lists(st.integers(1, 60), min_size=1, max_size=4),
    st.sampled_from([1, 4, 12, 60, 200]),
    st.sampled_from(["picture-led", "map-and-facts", "map-led"]),
    st.sampled_from(["80x120", "a3"]),
)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@example([5, 8, 5], 4, "picture-led", "80x120")
@example([36], 60, "picture-led", "a3")
def test_cutting_the_words_over_makes_caption_and_credit_fit(
    exhibition: Exhibition, counts: list[int], credit_words: int, layout: str, format_name: str
) -> None:
    said = {
        "caption": "\n\n".join(filler("fr", count) for count in counts),
        "credit": filler("fr", credit_words),
    }
    found = fits(laid(exhibition, layout, format_name, **said))
    shorter = {
        str(fit.path[2]): cut(said[str(fit.path[2])], fit.overset.words if fit.overset else 0)
        for fit in found
    }
    again = fits(laid(exhibition, layout, format_name, **shorter))
    assert [fit.overset for fit in again] == [None] * len(again)
    over = [fit for fit in found if fit.overset]
    # Of two that are too long each may take a little of what the other leaves.
    for fit in over if len(over) == 1 else ():
        if fit.overset is None or fit.overset.words < 2:
            continue
        field = str(fit.path[2])
        longer = {**shorter, field: cut(said[field], fit.overset.words - 1)}
        assert any(fit.overset for fit in fits(laid(exhibition, layout, format_name, **longer)))


def test_a_caption_is_set_at_a_size_that_leaves_room_for_its_credit(
    exhibition: Exhibition,
) -> None:
    """Its full size would hold the caption alone, a smaller one holds both."""
    sizes: set[float] = set()
    for words in range(20, 40):
        panel = laid(
            exhibition,
            "picture-led",
            "80x120",
            caption=filler("fr", words),
            credit=filler("fr", 24),
        )
        caption, credit = fits(panel)
        if caption.overset is None:
            assert credit.overset is None
            sizes.add(caption.size_pt)
    assert min(sizes) < max(sizes)


@pytest.mark.parametrize("words", [5, 100, 200, 260, 270, 900])
@pytest.mark.parametrize("block", ["image", "images"])
@pytest.mark.parametrize("format_name", ["80x120", "a3"])
def test_a_picture_keeps_its_share_and_what_is_too_long_is_the_caption(
    own: Path, block: str, words: int, format_name: str
) -> None:
    exhibition = with_layout(
        own, "map-and-facts", lambda own: own["slots"]["image"].update(block=block)
    )
    panel = laid(exhibition, "own", format_name, caption=filler("fr", words), credit="c")
    (frame,) = [mark.frame for mark in walk(panel.page.marks) if isinstance(mark, PictureMark)]
    edition = Edition(exhibition, "fr", format_name)
    lay_out(edition, [panel.panel], {})
    (grid,) = edition.grids.values()
    assert frame.height >= grid.cells["image"].inner.height * LEAST_SHARE - 1e-6
    told = [found.code for found in panel.diagnostics]
    assert told == (["text-overset"] if words >= 200 else [])


@pytest.mark.parametrize("words", [5, 20])
def test_in_a_low_row_an_ordinary_caption_is_too_long_and_the_picture_is_there(
    own: Path, words: int
) -> None:
    def low(layout: dict[str, Any]) -> None:
        row(layout, "text").update(height=30, gap=27)
        del row(layout, "text")["grow"]

    exhibition = with_layout(own, "map-led", low)
    panel = laid(exhibition, "own", "80x120", caption=filler("fr", words), credit="c")
    assert {found.code for found in panel.diagnostics} == {"text-overset"}
    page = PageSubject(Edition(exhibition, "fr", "80x120"), panel)
    (placed,) = placed_pictures(page)
    assert placed.mark.frame.height > 5


def test_a_picture_without_any_room_is_told(own: Path) -> None:
    exhibition = with_layout(
        own, "map-and-facts", lambda layout: row(layout, "text").update(height=1200)
    )
    panel = laid(exhibition, "own", "80x120", caption="c")
    assert "no-room" in {found.code for found in panel.diagnostics}


@pytest.mark.parametrize("format_name", ["80x120", "a3", "rollup-85x200"])
def test_what_fits_fills_no_more_than_its_slot_and_what_is_overset_more(
    exhibition: Exhibition, format_name: str
) -> None:
    edition = Edition(exhibition, "fr", format_name)
    for panel in lay_out(edition, exhibition.panels):
        for fit in panel.fits:
            percent = fit_row(edition, panel.panel, fit)["fill_percent"]
            assert (percent > 100) is bool(fit.overset), fit


def test_a_map_s_caption_without_room_is_told_with_the_words_over(small: Path) -> None:
    words = ("The town lies on the river and its walls were taken down long ago " * 70).split()
    block = {"area": "nord-pas-de-calais", "alt": "A map."}

    def told(count: int) -> list[Diagnostic]:
        caption = {**block, "caption": " ".join(words[:count])}
        panel = {"layout": "map-led", "title": "A map", "map": caption}
        file = small / "panels" / "01-the-house.yaml"
        file.write_text(yaml.safe_dump(panel), "utf-8")
        exhibition, _ = load_exhibition(small)
        assert exhibition is not None
        return list(lay_out(Edition(exhibition, "en", "80x120"), exhibition.panels)[0].diagnostics)

    (found,) = told(len(words))
    assert found.code == "text-overset"
    over = found.figures["words_over"]
    assert isinstance(over, int)
    assert not told(len(words) - over)
