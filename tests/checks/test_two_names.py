"""A panel's file under two names: `panels/` may hold links. Its mistakes are told once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from checks.faulty_exhibition import FAULTY

Run = Callable[..., Any]


@pytest.fixture
def twofold(faulty: Path) -> Path:
    """A link beside the panel, and one to it from elsewhere in the exhibition."""
    (faulty / "panels" / "02-b.yaml").symlink_to("01-a.yaml")
    return faulty


def told(report: str) -> Counter[tuple[str, str, int]]:
    found = json.loads(report)["diagnostics"]
    return Counter((each["code"], each["message"], each["line"]) for each in found)


def test_what_is_found_is_told_once_under_the_first_name(
    run: Run, faulty: Path, twofold: Path
) -> None:
    (twofold / "panels" / "02-b.yaml").unlink()
    alone = run("check", faulty, "--report", "json").out
    (twofold / "panels" / "02-b.yaml").symlink_to("01-a.yaml")
    both = run("check", twofold, "--report", "json").out
    # What a layout says names the panels that it is true of.
    own = {place for place in told(alone) if place[0] != "outside-reading-zone"}
    assert own <= set(told(both))
    assert set(told(both).values()) == {1}
    assert len(told(both)) == len(told(alone))
    files = {each["file"] for each in json.loads(both)["diagnostics"]}
    assert "panels/02-b.yaml" not in files
    assert len(json.loads(both)["allowed"]) == 1
    shown = run("check", twofold).out
    assert shown.count("there is no panel 9") == 1
    assert ", 1 allowed in 2 panels" in shown
    assert {row["panel"] for row in json.loads(both)["fit"]} == {"01-a", "02-b"}


@pytest.mark.parametrize("mistake", ["ledae: x", "lead: a: b", "title: twice"])
def test_what_cannot_be_read_is_told_once(run: Run, twofold: Path, mistake: str) -> None:
    (twofold / "panels" / "01-a.yaml").write_text(f"{FAULTY}{mistake}\n", "utf-8")
    for command in ("check", "build"):
        ran = run(command, twofold, "--report", "json")
        assert list(told(ran.out).values()) == [1] * len(told(ran.out))
        assert ran.code == 1
    assert run("check", twofold, "--panel", "02").code == 1


def test_a_file_is_no_second_panel_that_disagrees(run: Run, twofold: Path) -> None:
    (twofold / "panels" / "01-a.yaml").write_text(
        "layout: text-led\ntitle: A\nchronology:\n"
        "  - {date: 1944-08-25, text: Le pont saute encore une fois}\n"
        "  - {date: 1944-08-26, text: Le pont saute encore une fois}\n",
        "utf-8",
    )
    found = told(run("check", twofold, "--report", "json").out)
    assert "date-spelt-two-ways" not in {code for code, _, _ in found}
