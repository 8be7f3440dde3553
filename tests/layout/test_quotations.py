"""A quotation and who said it: one group, aligned as such, within its slot."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from cimaise.layout.editions import Edition
from cimaise.layout.marks import GlyphRun, walk
from cimaise.layout.panels import LaidPanel, lay_out
from cimaise.layout.setting import SlotFit
from cimaise.model.loading import load_exhibition
from cimaise.units import mm_from_pt

FORMATS = [
    *("80x120", "a3", "rollup-85x200"),
    *(
        pytest.param(name, marks=pytest.mark.slow)
        for name in ("120x80", "a3-landscape", "100x140", "60x80")
    ),
]
ONE_LINE = "The gate stands open."
MANY_LINES = " ".join(["Forty people came on the first Sunday."] * 3)
BY = "Visitors’ book, 1962"
LONG_BY = " ".join(["The visitors’ book of the garden, written in 1962 by many hands."] * 4)


def quoted(folder: Path, format_name: str, align: str = "middle", **quote: str) -> LaidPanel:
    """The small exhibition's second panel with that quotation."""
    exhibition, _ = load_exhibition(folder)
    assert exhibition is not None
    layout = exhibition.layouts["quote-led"].model_dump(mode="json", exclude_unset=True)
    layout["slots"]["quote"]["align"] = align
    (folder / "layouts").mkdir(exist_ok=True)
    (folder / "layouts" / "own.yaml").write_text(yaml.safe_dump(layout), "utf-8")
    file = folder / "panels" / "02-the-garden.yaml"
    panel = {**yaml.safe_load(file.read_text("utf-8")), "layout": "own", "quote": quote}
    file.write_text(yaml.safe_dump(panel, allow_unicode=True), "utf-8")
    exhibition, diagnostics = load_exhibition(folder)
    assert exhibition is not None, diagnostics
    return lay_out(Edition(exhibition, "en", format_name), exhibition.panels)[1]


def lines(panel: LaidPanel) -> list[tuple[str, float, float]]:
    """Of each line in the slot: its face, the top of its capitals and its baseline, in mm."""
    group = panel.page.group("quote")
    assert group is not None
    return sorted(
        {
            (
                run.face.postscript_name,
                run.origin.y - mm_from_pt(run.size_pt) * run.face.cap_height,
                run.origin.y,
            )
            for run in walk(group.marks)
            if isinstance(run, GlyphRun)
        },
        key=lambda line: line[2],
    )


def slot_edges(folder: Path, format_name: str) -> tuple[float, float]:
    """The top and foot of the slot, from where quotations without `by` of either align stand."""
    top = lines(quoted(folder, format_name, "top", text=ONE_LINE))[0][1]
    return top, lines(quoted(folder, format_name, "foot", text=ONE_LINE))[-1][2]


def fit_of(panel: LaidPanel, key: str) -> SlotFit:
    return next(fit for fit in panel.fits if fit.slot == "quote" and fit.path[1] == key)


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("text", [ONE_LINE, MANY_LINES])
def test_who_said_it_stands_under_the_quotation_and_both_within_the_slot(
    small: Path, format_name: str, text: str
) -> None:
    top, foot = slot_edges(small, format_name)
    for by in (BY, LONG_BY):
        for align in ("top", "middle", "foot"):
            found = lines(quoted(small, format_name, align, text=text, by=by))
            assert [face for face, _, _ in found] == sorted(face for face, _, _ in found), found
            assert len({face for face, _, _ in found}) == 2
            for (_, _, baseline), (_, cap_top, _) in pairwise(found):
                assert baseline < cap_top
            above, below = found[0][1] - top, foot - found[-1][2]
            assert above > -0.01
            assert below > -0.01
            wanted = {"top": above, "foot": below, "middle": above - below}[align]
            assert wanted == pytest.approx(0, abs=0.01)


def test_a_quotation_without_its_author_stands_in_the_middle(small: Path) -> None:
    top, foot = slot_edges(small, "80x120")
    found = lines(quoted(small, "80x120", text=ONE_LINE))
    assert found[0][1] - top == pytest.approx(foot - found[-1][2])


def test_the_room_that_the_author_takes_is_missing_to_the_quotation(small: Path) -> None:
    alone = fit_of(quoted(small, "80x120", text=ONE_LINE), "text").capacity_lines
    assert fit_of(quoted(small, "80x120", text=ONE_LINE, by=BY), "text").capacity_lines < alone


@pytest.mark.parametrize("key", ["text", "by"])
def test_cutting_the_words_over_makes_a_group_fit(small: Path, key: str) -> None:
    words = ("Forty people came on the first Sunday " * (150 if key == "by" else 60)).split()

    def group(count: int) -> LaidPanel:
        return quoted(small, "80x120", **{"text": ONE_LINE, "by": BY, key: " ".join(words[:count])})

    def over(count: int) -> bool:
        return fit_of(group(count), key).overset is not None

    panel = group(len(words))
    (found,) = [found for found in panel.diagnostics if found.code == "text-overset"]
    cut = found.figures["words_over"]
    assert isinstance(cut, int)
    assert found.span is not None
    assert not over(len(words) - cut)
    assert over(len(words) - cut + 1)
    room = fit_of(group(5), key).room_words
    assert room > 5
    assert not over(5 + room)
