"""A mistake in what all panels show is told once by a build too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from cimaise.checks.merging import of_all_panels
from cimaise.diagnostics import Span, error

Run = Callable[..., Any]
PANELS = ("01-a", "02-b")


def test_a_character_lacking_in_the_band_is_told_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "panels").mkdir()
    for name in PANELS:
        panel = "layout: text-led\ntitle: Un titre\ntext: Un texte.\n"
        (tmp_path / f"panels/{name}.yaml").write_text(panel, "utf-8")
    band = "title: T\ndate: 2026-01-01\nchronology: [{date: 1944, text: Lille 漢}]\n"
    (tmp_path / "exhibition.yaml").write_text(band, "utf-8")
    ran = run("build", "--only", "panels", tmp_path)
    assert ran.code == 1
    assert ran.err.count("error[missing-glyph]") == 1
    assert "(panels 01-a, 02-b)" in ran.err


def test_what_stands_in_a_panels_own_file_is_told_as_it_is() -> None:
    own = Span(Path("panels/01-a.yaml"), 3)
    shared = Span(Path("exhibition.yaml"), 7)
    alike = [
        error("missing-glyph", "no 漢", place, panel=p, hint="z")
        for p in PANELS
        for place in (own, shared)
    ]
    told = of_all_panels([*alike, error("wrong-type", "no place", hint="z")], {own.file})
    assert [(each.span, each.panel) for each in told] == [
        (own, "01-a"),
        (shared, None),
        (own, "02-b"),
        (None, None),
    ]
    assert told[1].figures["panels"] == list(PANELS)
