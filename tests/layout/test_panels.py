"""Panels laid out: sizes agreed by all, text that does not fit, dumps of whole pages."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from PIL import Image

from cimaise.geometry import bounds
from cimaise.layout.editions import Edition
from cimaise.layout.kept import Keeping
from cimaise.layout.marks import GlyphRun, Group, PathMark, PictureMark, walk
from cimaise.layout.panels import LaidPanel, agree, grid_of, lay_out, wishes_of
from cimaise.model.loading import load_exhibition
from cimaise.resources.cache import Cache

HERE = Path(__file__).parent
SENTENCE = "Le rail tient la toile et le mur reste entier sous la main du passant"
WORDS = SENTENCE.split()


ROOT = Path(__file__).parents[2]


def laid(folder: Path, format_name: str = "80x120", language: str = "en") -> dict[str, LaidPanel]:
    exhibition, diagnostics = load_exhibition(folder)
    assert exhibition is not None, diagnostics
    edition = Edition(exhibition, language, format_name)
    return {panel.panel.slug: panel for panel in lay_out(edition, exhibition.panels)}


def rewrite(file: Path, **blocks: object) -> None:
    written = yaml.safe_load(file.read_text("utf-8"))
    file.write_text(yaml.safe_dump({**written, **blocks}, allow_unicode=True), "utf-8")


def prose(words: int) -> str:
    return " ".join(WORDS[index % len(WORDS)] for index in range(words))


def fewest_words(small: Path, holds: Callable[[LaidPanel], bool]) -> int:
    """The least number of words in the first panel's text for which `holds`."""

    def held(words: int) -> bool:
        rewrite(small / "panels/01-the-house.yaml", text=prose(words))
        return holds(laid(small)["the-house"])

    return bisect_left(range(2000), True, lo=50, key=held)


def size_of(panel: LaidPanel, role: str = "text") -> float:
    return next(fit.size_pt for fit in panel.fits if fit.role == role)


@pytest.mark.parametrize("format_name", ["80x120", "a3", "rollup-85x200"])
def test_dump(small: Path, format_name: str, snapshot: Callable[[str, Path], None]) -> None:
    pages = laid(small, format_name)
    text = "\n".join(panel.page.dump() for panel in pages.values())
    snapshot(text, HERE / "snapshots" / f"small-{format_name}.txt")


def test_the_least_size_that_any_panel_wants_is_agreed_on() -> None:
    wishes = [("text", 30.0), ("lead", 50.0), ("text", 28.0), ("text", 34.0), ("lead", 60.0)]
    assert agree(wishes) == agree(reversed(wishes)) == {"text": 28.0, "lead": 50.0}


@pytest.mark.parametrize("edge", ["top", "foot"])
def test_a_rule_runs_along_the_edge_of_its_row(small: Path, edge: str) -> None:
    layout = {
        "grid": {"margins": dict.fromkeys(("left", "right", "top", "foot"), 50)},
        "rows": [{"name": "title", "height": 130}, {"name": "rest", "height": "1fr"}],
        "slots": {"title": {"block": "title", "columns": [1, 12], "rows": "title"}},
        "rules": [
            {"row": "title", "columns": [1, 12], "edge": edge, "width_pt": 4, "ink": "black"}
        ],
    }
    (small / "layouts").mkdir(exist_ok=True)
    (small / "layouts" / "ruled.yaml").write_text(yaml.safe_dump(layout), "utf-8")
    file = small / "panels/01-the-house.yaml"
    file.write_text(yaml.safe_dump({"layout": "ruled", "title": "A title"}), "utf-8")
    exhibition, _ = load_exhibition(small)
    assert exhibition is not None
    edition = Edition(exhibition, "en", "80x120")
    (panel, *_) = lay_out(edition, exhibition.panels)
    row = grid_of(edition, panel.panel).rows[0]
    ground = panel.page.group("ground")
    assert ground is not None
    (rule,) = [
        box
        for mark in ground.marks
        if isinstance(mark, PathMark) and (box := bounds(mark.path)) and box.height < 2
    ]
    # Outside the row, whichever its edge: what stands in the row begins at its very edge.
    off = row[0] - rule.bottom if edge == "top" else rule.y - row[1]
    assert 0 <= off <= grid_of(edition, panel.panel).unit / 2


def test_text_that_fits_keeps_its_size(small: Path) -> None:
    panel = laid(small)["the-house"]
    sizes = {fit.role: fit.size_pt for fit in panel.fits}
    assert sizes["text"] == 38
    assert not panel.is_overset


def test_a_role_shrinks_on_every_panel_together(small: Path) -> None:
    words = fewest_words(small, lambda panel: size_of(panel) < 38)
    rewrite(small / "panels/01-the-house.yaml", text=prose(words))
    pages = laid(small)
    assert 34 <= size_of(pages["the-house"]) < 38
    assert size_of(pages["the-garden"]) == size_of(pages["the-house"])
    assert not any(page.is_overset for page in pages.values())


@pytest.mark.parametrize("role", ["text", "title", "heading", "date"])
def test_slots_measured_before_are_laid_out_again_where_their_type_shrinks(
    small: Path, tmp_path: Path, role: str
) -> None:
    text = f"## A heading\n\n{prose(30)}[^1]\n\n- an item\n\n[^1]: A note."
    rewrite(small / "panels/01-the-house.yaml", text=text)
    exhibition, diagnostics = load_exhibition(small)
    assert exhibition is not None, diagnostics
    fresh = Edition(exhibition, "en", "80x120")
    sizes = {role: 0.9 * fresh.setting.roles[role].style.size_pt}
    wanted = lay_out(fresh, exhibition.panels, sizes)
    assert wanted != lay_out(fresh, exhibition.panels, {})
    for _ in ("drawn", "read back"):
        measured = replace(fresh, keeping=Keeping(Cache(tmp_path / "cache"), "code"))
        assert not [wish for panel in exhibition.panels for wish in wishes_of(measured, panel)]
        assert any(draft.holds_at(sizes) for draft in measured.drafts.values())
        assert lay_out(measured, exhibition.panels, sizes) == wanted
        assert not measured.drafts


def test_overset_text_is_reported_with_figures_that_are_true(small: Path) -> None:
    words = 40 + fewest_words(small, lambda panel: panel.is_overset)
    rewrite(small / "panels/01-the-house.yaml", text=prose(words))
    panel = laid(small)["the-house"]
    (found,) = [found for found in panel.diagnostics if found.code == "text-overset"]
    over = found.figures["words_over"]
    assert isinstance(over, int)
    assert over > 0
    assert found.figures["min_size_pt"] == 34
    assert found.figures["size_that_fits_pt"] < 34  # type: ignore[operator]  # a figure is a number here
    assert found.span is not None
    assert found.span.file.name == "01-the-house.yaml"
    assert found.slot == "text"
    # Cutting so many words makes it fit, and one word less does not.
    rewrite(small / "panels/01-the-house.yaml", text=prose(words - over))
    assert not laid(small)["the-house"].is_overset
    rewrite(small / "panels/01-the-house.yaml", text=prose(words - over + 1))
    assert laid(small)["the-house"].is_overset


def many_dates(count: int, text: str) -> list[dict[str, str]]:
    return [{"date": f"{1905 + index}", "text": text} for index in range(count)]


@pytest.mark.parametrize("format_name", ["80x120", "a3"])
@pytest.mark.parametrize("slot", ["chronology", "band"])
def test_an_overset_chronology_is_told_the_size_at_which_it_fits(
    slot: str, format_name: str, small: Path
) -> None:
    if slot == "band":
        rewrite(small / "exhibition.yaml", chronology=many_dates(18, "An event of the house"))
    else:
        dates = many_dates(14, "An event of the house, told in a few more words than are needed")
        file = small / "panels/01-the-house.yaml"
        rewrite(file, layout="chronology-led", chronology=dates)
    panel = laid(small, format_name)["the-house"]
    (found,) = [each for each in panel.diagnostics if each.code == "text-overset"]
    (fit,) = [each for each in panel.fits if each.overset]
    assert found.slot == fit.slot == slot
    assert 0 < float(str(found.figures["size_that_fits_pt"])) < fit.min_size_pt
    named = re.search(r"cut \d+ .*set `min_size_pt: ([\d.]+)` for role `([a-z-]+)`", found.hint)
    assert named is not None
    assert (format_name in found.hint) == (format_name == "a3")
    theme = yaml.safe_load((ROOT / "layouts/themes/ete44.yaml").read_text("utf-8"))
    theme["roles"][named[2]]["min_size_pt"] = float(named[1])
    (small / "layouts/themes").mkdir(parents=True)
    (small / "layouts/themes/ete44.yaml").write_text(yaml.safe_dump(theme), "utf-8")
    assert not laid(small, format_name)["the-house"].is_overset


def test_text_that_does_not_fit_is_not_painted_over_its_neighbours(small: Path) -> None:
    rewrite(small / "panels/01-the-house.yaml", text=prose(900))
    panel = laid(small)["the-house"]
    text = panel.page.group("text")
    assert text is not None
    baselines = [mark.origin.y for mark in walk(text.marks) if isinstance(mark, GlyphRun)]
    band = panel.page.group("band")
    assert band is not None
    tops = [bounds(mark.path).y for mark in walk(band.marks) if isinstance(mark, PathMark)]
    assert max(baselines) < min(tops)


def test_a_title_is_never_hyphenated_and_keeps_its_line_breaks(small: Path) -> None:
    rewrite(small / "panels/01-the-house.yaml", title="Extraordinary\nhouses")
    title = laid(small)["the-house"].page.group("title")
    assert title is not None
    lines = [mark.text for mark in walk(title.marks) if isinstance(mark, GlyphRun)]
    assert [line.strip() for line in lines] == ["Extraordinary", "houses"]


def test_characters_that_the_font_lacks_are_named(small: Path) -> None:
    rewrite(small / "panels/01-the-house.yaml", text="The word 漢字 stands here.")
    panel = laid(small)["the-house"]
    (found,) = [found for found in panel.diagnostics if found.code == "missing-glyph"]
    assert "漢 (U+6F22)" in found.message
    assert found.figures["characters"] == "漢字"


def test_headings_are_looked_up_in_their_own_face(small: Path) -> None:
    theme = Path("layouts/themes/ete44.yaml").read_text("utf-8")
    (small / "layouts" / "themes").mkdir(parents=True)
    own = theme.replace("{font: text, style: bold, size_pt: 46", "{font: titles, size_pt: 46")
    (small / "layouts" / "themes" / "own.yaml").write_text(own, "utf-8")
    rewrite(small / "exhibition.yaml", theme="own")
    rewrite(small / "panels/01-the-house.yaml", text="A λ here.")
    assert not laid(small)["the-house"].diagnostics
    rewrite(small / "panels/01-the-house.yaml", text="## A λ\n\nHere.")
    (found,) = laid(small)["the-house"].diagnostics
    assert found.figures["characters"] == "λ"
    assert found.figures["font"] == "BarlowCondensed-Bold"
    assert found.hint is not None
    assert "`heading`" in found.hint


def test_neighbouring_columns_share_their_baselines(small: Path) -> None:
    rewrite(
        small / "panels/02-the-garden.yaml",
        text="## A heading\n\n" + prose(60) + "\n\n## Another\n\n" + prose(60),
    )
    text = laid(small)["the-garden"].page.group("text")
    assert text is not None
    runs = [mark for mark in walk(text.marks) if isinstance(mark, GlyphRun)]
    lefts = sorted({round(run.origin.x) for run in runs})
    left = {round(run.origin.y, 3) for run in runs if run.origin.x < lefts[0] + 300}
    right = {round(run.origin.y, 3) for run in runs if run.origin.x > lefts[0] + 300}
    assert right
    step = 26 * 25.4 / 72
    start = min(left)
    for y in left | right:
        assert (y - start) / step == pytest.approx(round((y - start) / step), abs=1e-3)


@pytest.mark.parametrize(
    ("format_name", "language"),
    [
        ("80x120", "fr"),
        *(
            pytest.param(name, language, marks=pytest.mark.slow)
            for name in ("80x120", "rollup-85x200", "a3", "a1", "100x140")
            for language in ("fr", "en")
            if (name, language) != ("80x120", "fr")
        ),
    ],
)
def test_the_exhibition_stays_on_its_paper(format_name: str, language: str) -> None:
    """Every mark of every panel lies within trim and bleed, or is clipped to it."""
    for panel in laid(Path(), format_name, language).values():
        page = panel.page
        sheet = page.trim.outset(page.bleed_mm + 0.01)
        for group in page.marks:
            assert isinstance(group, Group)
            for mark in (group, *walk(group.marks)):
                if isinstance(mark, PictureMark):
                    assert sheet.contains(mark.frame), (panel.panel.label, mark)
                elif isinstance(mark, PathMark) and mark.path and not _clipped(group, mark):
                    assert sheet.contains(bounds(mark.path)), (panel.panel.label, group.name)
                elif isinstance(mark, GlyphRun) and not _clipped(group, mark):
                    assert page.safe is not None
                    assert page.safe.x <= mark.origin.x + 0.01
                    assert mark.origin.x + mark.width_mm <= page.safe.right + 0.01, mark.text
                    assert page.safe.y <= mark.origin.y <= page.safe.bottom


def _clipped(group: Group, mark: object) -> bool:
    """Whether a clip bounds the mark."""
    for inner in walk((group,)):
        if isinstance(inner, Group) and inner.clip and any(mark is m for m in walk(inner.marks)):
            return True
    return False


def test_transparent_pictures_lie_on_the_themes_paper(small: Path) -> None:
    (small / "images").mkdir()
    for mode in ("RGB", "RGBA"):
        Image.new(mode, (40, 30)).save(small / "images" / f"{mode}.png")
    file = small / "panels" / "01-the-house.yaml"
    rewrite(file, layout="picture-led", images=[{"file": "RGBA.png"}, {"file": "RGB.png"}])
    found = laid(small)["the-house"]
    papers = {
        mark.file.name: mark.paper
        for mark in walk(found.page.marks)
        if isinstance(mark, PictureMark)
    }
    paper = papers["RGBA.png"]
    assert paper is not None
    assert paper.name == "paper"
    assert papers["RGB.png"] is None
