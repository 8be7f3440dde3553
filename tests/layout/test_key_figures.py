"""Key figures: columns or rows, one size for all, nothing beyond the slot, never another number."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from cimaise.layout.blocks.giant_figure import MOST_OF_A_SIGN
from cimaise.layout.editions import Edition
from cimaise.layout.grid import resolve
from cimaise.layout.marks import GlyphRun, walk
from cimaise.layout.panels import LaidPanel, lay_out
from cimaise.model.loading import load_exhibition
from cimaise.units import mm_from_pt

FORMATS = ["80x120", "a3", "rollup-85x200", "120x80", "a3-landscape"]
LONG = "12 345 678 habitants"


def figured(
    folder: Path,
    *figures: tuple[str, str],
    layout: str = "map-and-facts",
    format_name: str = "80x120",
) -> tuple[LaidPanel, Edition]:
    """A panel with these values and labels, and its edition."""
    told = [{"value": value, "label": label} for value, label in figures]
    panel = {"layout": layout, "title": "T", "subtitle": "S", "figures": told}
    if layout == "map-and-facts":
        panel["map"] = {"area": [-6, 47, -1, 49], "alt": "x"}
    (folder / "panels" / "02-the-garden.yaml").write_text(yaml.safe_dump(panel), "utf-8")
    exhibition, diagnostics = load_exhibition(folder)
    assert exhibition is not None, diagnostics
    edition = Edition(exhibition, "en", format_name)
    return lay_out(edition, exhibition.panels)[1], edition


def runs(panel: LaidPanel) -> list[GlyphRun]:
    group = panel.page.group("figures")
    assert group is not None
    return [mark for mark in walk(group.marks) if isinstance(mark, GlyphRun)]


def codes(panel: LaidPanel) -> list[str]:
    return [found.code for found in panel.diagnostics]


def overlap(one: GlyphRun, other: GlyphRun) -> bool:
    """Whether the capitals of two runs share a place."""
    sides = []
    for run in (one, other):
        cap = mm_from_pt(run.size_pt) * run.face.cap_height
        sides.append((run.origin.x, run.origin.x + run.width_mm, run.origin.y - cap, run.origin.y))
    (a, b, c, d), (e, f, g, h) = sides
    return a < f and e < b and c < h and g < d


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize(
    "figures",
    [
        [("2 470 km", "de côtes"), ("148", "feux")],
        [(LONG, "de"), ("3", "gardiens")],
        [(str(7**count), "chiffres de plus en plus longs") for count in range(9)],
        [("500", "anticonstitutionnellement"), ("800", "mots")],
    ],
    ids=["wide", "wider", "nine", "label"],
)
def test_figures_never_overlap_nor_leave_their_slot(
    small: Path, format_name: str, figures: list[tuple[str, str]]
) -> None:
    panel, edition = figured(small, *figures, format_name=format_name)
    layout = edition.exhibition.layouts["map-and-facts"]
    slot = resolve(layout, edition.format, 5, frozenset(layout.slots)).cells["figures"].inner
    found = runs(panel)
    for index, run in enumerate(found):
        assert not any(overlap(run, other) for other in found[index + 1 :]), run.text
        assert slot.x - 0.1 <= run.origin.x
        assert run.origin.x + run.width_mm <= slot.right + 0.1, run.text
        assert run.origin.y <= slot.bottom + 0.1


def test_a_value_too_wide_for_its_column_asks_for_rows(small: Path) -> None:
    short, _ = figured(small, ("247", "de côtes"), ("148", "feux"))
    assert len({run.origin.y for run in runs(short) if len(run.text) == 3}) == 1
    wide, _ = figured(small, ("2 470 km", "de côtes"), ("148", "feux"))
    assert not codes(wide)
    tops = [run.origin.y for run in runs(wide) if run.text[0].isdigit()]
    assert len(set(tops)) == 2
    assert {fit.size_pt for fit in wide.fits if fit.role == "figure"} == {120}


def test_rows_shrink_before_they_are_too_many(small: Path) -> None:
    five, _ = figured(small, *[("4", "mots")] * 5)
    assert not codes(five)
    (size,) = {fit.size_pt for fit in five.fits if fit.role == "figure"}
    assert 84 <= size < 120
    nine, _ = figured(small, *[("4", "mots")] * 9)
    (found,) = [found for found in nine.diagnostics if found.code == "text-overset"]
    over = found.figures["lines_over"]
    assert isinstance(over, int)
    assert found.figures["words_over"] == 2 * over
    assert found.span is not None
    assert not codes(figured(small, *[("4", "mots")] * (9 - over))[0])
    assert "text-overset" in codes(figured(small, *[("4", "mots")] * (10 - over))[0])
    assert sum(run.text == "4" for run in runs(nine)) == 9 - over


def test_a_value_that_fits_in_no_way_is_overset_by_its_words(small: Path) -> None:
    panel, _ = figured(small, (LONG, "de"), ("3", "gardiens"))
    (found,) = [found for found in panel.diagnostics if found.code == "text-overset"]
    assert found.figures["words_over"] == 1
    assert found.figures["min_size_pt"] == 84
    assert not codes(figured(small, ("12 345 678", "de"), ("3", "gardiens"))[0])


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("value", ["8", "44", "808", "1789", "1 234 567"])
def test_a_figure_cut_by_the_edge_stays_the_number_that_it_is(
    small: Path, format_name: str, value: str
) -> None:
    panel, _ = figured(small, (value, "éclats"), layout="opening", format_name=format_name)
    (run,) = runs(panel)
    assert not codes(panel)
    lost = -run.origin.x / run.glyphs[0].advance_mm
    assert lost <= MOST_OF_A_SIGN + 0.001
    if len(value) > 3:
        assert run.origin.x > 0


def test_a_figure_cut_by_the_edge_has_a_least_size(small: Path) -> None:
    panel, _ = figured(small, ("trois millions de morts", "x"), layout="opening")
    (found,) = [found for found in panel.diagnostics if found.code == "text-overset"]
    over = found.figures["words_over"]
    assert isinstance(over, int)
    words = ["trois", "millions", "de", "morts"]
    kept, _ = figured(small, (" ".join(words[:-over]), "x"), layout="opening")
    assert not codes(kept)
    more, _ = figured(small, (" ".join(words[: len(words) - over + 1]), "x"), layout="opening")
    assert "text-overset" in codes(more)


@pytest.mark.parametrize("layout", ["opening", "map-and-facts"])
def test_characters_that_no_font_has_are_named_in_values(small: Path, layout: str) -> None:
    panel, _ = figured(small, ("1 ع", "l"), layout=layout)
    (found,) = [found for found in panel.diagnostics if found.code == "missing-glyph"]
    assert found.figures["characters"] == "ع"
    assert found.span is not None
    assert found.span.file.name == "02-the-garden.yaml"


def test_figures_beyond_the_one_that_is_cut_are_told(small: Path) -> None:
    figured(small, ("1", "a"), ("2", "b"), ("3", "c"), layout="opening")
    _, diagnostics = load_exhibition(small)
    told = [found for found in diagnostics if found.code == "block-not-shown"]
    assert [found.message for found in told] == ["layout `opening` shows 1 of 3 figures"] * 2
    lines = [found.span.line for found in told if found.span]
    assert all(one < other for one, other in pairwise(lines))
    figured(small, ("1", "a"), layout="opening")
    assert not load_exhibition(small)[1]
