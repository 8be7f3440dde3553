"""The running line: within its slot, or overset, with its place in exhibition.yaml."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from cimaise.layout.editions import Edition
from cimaise.layout.marks import GlyphRun, walk
from cimaise.layout.panels import LaidPanel, lay_out
from cimaise.model.loading import load_exhibition

WORDS = 90


def headed(folder: Path, **keys: str) -> LaidPanel:
    """The first panel of the small exhibition with these keys in exhibition.yaml."""
    file = folder / "exhibition.yaml"
    written = {**yaml.safe_load(file.read_text("utf-8")), **keys}
    file.write_text(yaml.safe_dump(written, allow_unicode=True), "utf-8")
    exhibition, diagnostics = load_exhibition(folder)
    assert exhibition is not None, diagnostics
    return lay_out(Edition(exhibition, "en", "80x120"), exhibition.panels)[0]


def right_edge(panel: LaidPanel) -> float:
    group = panel.page.group("running")
    assert group is not None
    found = [mark for mark in walk(group.marks) if isinstance(mark, GlyphRun)]
    return max(run.origin.x + run.width_mm for run in found)


def test_a_running_line_too_wide_is_overset(small: Path) -> None:
    words = ["garden"] * WORDS
    panel = headed(small, title="T", subtitle=" ".join(words))
    (found,) = panel.diagnostics
    assert found.code == "text-overset"
    assert found.slot == "running"
    assert found.span is not None
    assert found.span.file.name == "exhibition.yaml"
    assert panel.page.safe is not None
    assert right_edge(panel) <= panel.page.safe.right
    over = found.figures["words_over"]
    assert isinstance(over, int)
    assert not headed(small, subtitle=" ".join(words[:-over])).diagnostics
    assert headed(small, subtitle=" ".join(words[: WORDS - over + 1])).diagnostics


def test_characters_that_no_font_has_are_named_in_the_running_line(small: Path) -> None:
    (found,) = headed(small, title="Ta ع").diagnostics
    assert found.code == "missing-glyph"
    assert found.slot == "running"
    assert found.span is not None
    assert found.span.file.name == "exhibition.yaml"


def test_a_title_of_two_lines_runs_in_one(small: Path) -> None:
    assert not headed(small, title="The house\nand the garden").diagnostics


def test_what_stops_a_build_is_told_once_of_all_panels(
    small: Path, run: Callable[..., Any]
) -> None:
    headed(small, title="Ta ع")
    checked = run("check", small)
    assert checked.code == 1
    assert checked.out.count("error[missing-glyph]") == 1
    assert run("build", small, "--only", "panels", "--jobs", 1).code == 1
    assert not list((small / "dist").rglob("*.pdf"))
