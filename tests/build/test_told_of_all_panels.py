"""A build tells a mistake once, with the formats and languages it is in, as `check` does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
PANELS = ("01-a", "02-b")


def test_a_character_lacking_in_the_band_is_told_once(run: Run, tmp_path: Path) -> None:
    (tmp_path / "panels").mkdir()
    for name in PANELS:
        panel = "layout: text-led\ntitle: Un titre\ntext: Un texte.\n"
        (tmp_path / f"panels/{name}.yaml").write_text(panel, "utf-8")
    band = "title: T\ndate: 2026-01-01\nchronology: [{date: 1944, text: Lille 漢}]\n"
    (tmp_path / "exhibition.yaml").write_text(band, "utf-8")
    ran = run("build", "--only", "panels", "--jobs", 1, tmp_path)
    assert ran.code == 1
    assert ran.err.count("error[missing-glyph]") == 1
    assert "(panels 01-a, 02-b)" in ran.err


@pytest.mark.slow
@pytest.mark.parametrize("formats", [(), ("80x120",), ("80x120", "120x80")])
def test_build_tells_what_does_not_fit_as_check_does(
    run: Run, small: Path, formats: tuple[str, ...]
) -> None:
    exhibition = small / "exhibition.yaml"
    written = exhibition.read_text("utf-8").replace("languages: [en]", "languages: [en, fr]")
    exhibition.write_text(written, "utf-8")
    panel = small / "panels" / "01-the-house.yaml"
    long, short = "Too many words stand here. " * 160, "Mot. " * 20
    panel.write_text(
        f"layout: text-led\ntitle: {{en: House, fr: Maison}}\ntext: {{en: {long}, fr: {short}}}\n"
        "chronology: [{date: 1944-13-01, text: X}]\n",
        "utf-8",
    )
    asked = [part for name in formats for part in ("--format", name)]
    built = run("build", "--only", "panels", small, *asked, "--report", "json")
    checked = run("check", small, *asked, "--report", "json")
    assert errors(built.out) == errors(checked.out)
    (overset,) = [each for each in errors(built.out) if each["code"] == "text-overset"]
    where = "(in 80x120, en)" if "120x80" in formats else "(in en)"
    assert str(overset["message"]).endswith(where), overset
    again = run("build", "--only", "panels", small, *asked, "--report", "json")
    assert errors(again.out) == errors(built.out), "remembered"


def errors(report: str) -> list[dict[str, object]]:
    found = json.loads(report)["diagnostics"]
    return [each for each in found if each["severity"] == "error"]


@pytest.mark.parametrize("command", [("check",), ("build", "--only", "panels")])
def test_a_maps_caption_that_does_not_fit_is_told_once(
    run: Run, small: Path, command: tuple[str, ...]
) -> None:
    panel = small / "panels" / "01-the-house.yaml"
    caption = "word " * 400
    panel.write_text(
        "layout: map-led\ntitle: M\n"
        f"map: {{area: france, layers: [land], alt: M, caption: {caption}}}\n",
        "utf-8",
    )
    ran = run(command[0], small, *command[1:], "--report", "json")
    (overset,) = errors(ran.out)
    assert overset["code"] == "text-overset"
    assert "do not fit in the map's caption" in str(overset["message"])
    assert ran.code == 1
