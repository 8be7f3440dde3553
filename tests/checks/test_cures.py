"""One hint for many editions: its size cures all of them, or none is promised."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from checks.case_files import found_in

from cimaise.checks.cures import Cure, cured
from cimaise.checks.rules.line_too_long import MOST_FLOW
from cimaise.model.defaults import defaults_folder
from cimaise.model.exhibition import Exhibition
from cimaise.model.layout import Slot
from cimaise.model.validating import validate

Run = Callable[..., Any]

OTTER = (
    "The otter lives on fish and sleeps by day in a hollow under the roots of a willow or an "
    "alder. In winter, when the ice closes the ditches, it travels over land and crosses roads at "
    "night. Peat diggers, reed cutters and fishermen knew it well; they called it the water dog. "
    "After"
)
SOURCE = "Archives of the water board, minutes of the dike wardens, with letters and maps"
LONGER = f"{SOURCE}, the accounts of reed cutters and the diary of a fisherman who saw otters"


@pytest.mark.parametrize(
    ("exhibition", "panel"),
    [
        (
            {"languages": ["en"], "format": "100x140", "formats": ["a3", "100x140"]},
            {"layout": "picture-led", "title": "Otters", "lead": OTTER},
        ),
        (
            {"languages": ["en", "nl"], "format": "80x120", "formats": ["80x120", "a3"]},
            {
                "layout": "closing",
                "title": "Otters",
                "text": "Water.",
                "sources": [{"en": SOURCE, "nl": LONGER}, *[SOURCE] * 40],
            },
        ),
    ],
    ids=["formats", "languages"],
)
def test_the_size_told_of_several_editions_cures_all_of_them(
    run: Run, tmp_path: Path, exhibition: dict[str, Any], panel: dict[str, Any]
) -> None:
    _write(tmp_path / "exhibition.yaml", {"title": "X", **exhibition})
    _write(tmp_path / "panels" / "01-a.yaml", panel)

    def told() -> list[dict[str, Any]]:
        asked = ("check", tmp_path, "--only", "text-overset", "--report", "json")
        return json.loads(run(*asked).out)["diagnostics"]

    (found,) = told()
    figures = found["figures"]
    assert len(figures["editions"]) == len(exhibition["languages"]) * 2
    (size, role) = re.findall(r"`min_size_pt: ([\d.]+)` for role `([\w-]+)`", found["hint"])[0]
    assert (float(size), role) == (figures["theme_size_pt"], figures["role"])
    assert figures["size_that_fits_pt"] < figures["min_size_pt"]
    theme = yaml.safe_load((defaults_folder() / "layouts/themes/ete44.yaml").read_text("utf-8"))
    theme["roles"][role]["min_size_pt"] = float(size)
    _write(tmp_path / "layouts" / "themes" / "ete44.yaml", theme)
    assert not told()


def cure(format_name: str, scale: float, theme_pt: float | None, readable_pt: float) -> Cure:
    size = theme_pt and theme_pt * scale
    return Cure("lead", "top", "plain", format_name, scale, 1.5, readable_pt, size, theme_pt)


def test_no_size_is_promised_where_an_edition_fits_at_none() -> None:
    large, small = cure("100x140", 1.2, 40.0, 36.0), cure("a3", 0.36, None, 9.6)
    hint, figures = cured([large, small], large)
    assert hint == ", or give slot `top` more room in layout `plain`"
    assert figures == {"readable_pt": 36.0}
    assert cured([large, small], small)[0] == ""


def test_the_least_size_is_told_as_it_is_on_the_paper_of_the_worst() -> None:
    large, small = cure("100x140", 1.2, 40.0, 36.0), cure("a3", 0.36, 35.0, 9.6)
    hint, figures = cured([large, small], large)
    assert hint == ", or set `min_size_pt: 35` for role `lead` in the theme (42 pt in 100x140)"
    assert figures == {"readable_pt": 36.0, "size_that_fits_pt": 42.0, "theme_size_pt": 35.0}


def test_a_size_that_cannot_be_read_in_one_of_the_editions_says_in_which() -> None:
    large, small = cure("80x120", 1.0, 26.0, 36.0), cure("a3", 0.36, 30.0, 9.6)
    assert cured([small], small)[0].endswith("(10.8 pt in a3)")
    hint, _ = cured([large, small], small)
    assert hint.endswith("(9.36 pt in a3); under 36 pt it cannot be read from 1.5 m in 80x120")
    assert cured([large], large)[0].endswith("; under 36 pt it cannot be read from 1.5 m")


def _write(file: Path, content: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(yaml.safe_dump(content, allow_unicode=True), "utf-8")


SPREAD_OUT = """\
layout: plain
title: T
text: {text}
#### layouts/plain.yaml
grid: {{columns: 12, gutter: 12, margins: {{left: 50, right: 50, top: 50, foot: 50}}}}
rows: [{{name: title, height: 100}}, {{name: body, height: {body}}}]
slots:
  title: {{block: title, columns: [7, 12], rows: title}}
  text: {{block: text, columns: [1, 3], rows: [title, body]}}
#### exhibition.yaml
title: Essai
languages: [fr]
format: {format}
theme: essai
"""


@pytest.mark.parametrize(
    ("format_name", "body", "words", "cure"),
    [
        ("80x120", 400, 90, ["1050"]),
        # The text is higher than the zone.
        ("80x120", 1000, 210, []),
        # The panel would have to stand in the floor.
        ("high", 400, 90, []),
    ],
)
def test_a_height_to_hang_at_is_advised_where_it_cures_and_the_panel_stands_over_the_floor(
    base: Exhibition, format_name: str, body: int, words: int, cure: list[str]
) -> None:
    text = "pluie " * words
    case = SPREAD_OUT.format(text=text, body=body, format=format_name)
    (found,) = [each for each in found_in(base, case) if each.code == "outside-reading-zone"]
    assert re.findall(r"`centre_mm: (\d+)`", found.hint or "") == cure


def test_no_more_columns_are_advised_than_a_layout_may_have() -> None:
    def mistakes(flow: int) -> int:
        slot = {"block": "text", "columns": [1, 12], "rows": "body", "flow": flow}
        return len(validate(Slot, slot)[1])

    assert (mistakes(MOST_FLOW), mistakes(MOST_FLOW + 1)) == (0, 1)
