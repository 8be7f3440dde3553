"""A mistake in exhibition.yaml keeps no panel from being looked at that comes out the same.

Where it decides how panels come out, the summary says that none was looked at, and why.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from checks.faulty_exhibition import codes

ROOT = Path(__file__).parents[2]
Run = Callable[..., Any]
WHOLE = """\
title: Essai
subtitle: Un essai
languages: [fr]
contact: Le musée
logos: []
date: 2026-01-01
booklet: {covers: true}
chronology:
  - {date: 1944, text: Un fait}
  - {date: 1945, text: Un autre fait}
"""
ASIDE = {
    "unknown key": ("logos: []", "auteur: Nous tous", "unknown-key"),
    "misspelt key": ("subtitle:", "subtitel:", "unknown-key"),
    "misspelt title": ("title: Essai", "titel: Essai", "missing-key"),
    "no title": ("title: Essai\n", "", "missing-key"),
    "wrong type": ("booklet: {covers: true}", "booklet: small", "wrong-type"),
    "wrong value inside": ("covers: true", "covers: yes", "wrong-type"),
    "day of no calendar": ("2026-01-01", "2026-02-30", "invalid-value"),
    "logo that is not there": ("logos: []", "logos: [{file: later.svg, alt: X}]", "missing-file"),
    "event without text": (", text: Un fait", "", "missing-key"),
    "misspelt key of an event": ("text: Un fait", "txt: Un fait", "unknown-key"),
    "colon in a text": ("subtitle: Un essai", "subtitle: Un essai: un", "yaml-syntax"),
    "quotation mark": ("subtitle: Un essai", 'subtitle: "Un essai', "yaml-syntax"),
    "twice": ("logos: []", "date: 2027-01-01", "yaml-syntax"),
    "alias": ("contact: Le musée", "contact: *nous", "yaml-syntax"),
}
DECIDING = {
    "languages": ("languages: [fr]", "languages: français", "wrong-type"),
    "misspelt languages": ("languages: [fr]", "language: [fr, en]", "unknown-key"),
    "languages in German": ("languages: [fr]", "Sprachen: [de, en]", "unknown-key"),
    "printer in French": ("logos: []", "imprimeur: default", "unknown-key"),
    "languages twice": ("logos: []", "languages: [fr, en]", "yaml-syntax"),
    "theme": ("logos: []", "theme: nowhere", "unknown-name"),
    "format": ("logos: []", "format: [80x120]", "wrong-type"),
    "misspelt format": ("logos: []", "fromat: a3", "unknown-key"),
    "formats": ("logos: []", "formats: [a3, a33]", "unknown-name"),
    "colon in formats": ("logos: []", "formats: a3: a4", "yaml-syntax"),
    "printer": ("logos: []", "printer: 3: 4", "yaml-syntax"),
    "distance": ("logos: []", "reading_distance_m: far", "wrong-type"),
    "merged": ("logos: []", "<<: {theme: nowhere}", "yaml-syntax"),
    "no mapping": (WHOLE, "- title\n", "wrong-type"),
    "empty": (WHOLE, "", "yaml-syntax"),
}


def write(folder: Path, before: str, after: str) -> None:
    assert before in WHOLE
    (folder / "exhibition.yaml").write_text(WHOLE.replace(before, after, 1), "utf-8")


def told(report: str) -> set[tuple[str, str, str]]:
    """What is told of panels, layouts and theme, without the numbers that a band changes."""
    found = json.loads(report)["diagnostics"]
    return {
        (each["code"], each["file"], each["message"])
        for each in found
        if each["file"] != "exhibition.yaml" and each["slot"] != "band"
    }


@pytest.mark.parametrize("mistake", ASIDE)
def test_panels_are_looked_at_all_the_same(run: Run, faulty: Path, mistake: str) -> None:
    (faulty / "exhibition.yaml").write_text(WHOLE, "utf-8")
    sound = run("check", faulty, "--report", "json")
    before, after, code = ASIDE[mistake]
    write(faulty, before, after)
    shown = run("check", faulty, "--report", "json")
    found = json.loads(shown.out)["diagnostics"]
    assert code in {each["code"] for each in found if each["file"] == "exhibition.yaml"}
    assert shown.code == 1
    assert told(shown.out) == told(sound.out)
    assert {"typography", "image-no-credit", "broken-reference"} <= codes(shown.out)
    own = [each["code"] for each in found if each["file"] == "exhibition.yaml"]
    assert set(own) <= {code, "unknown-key", "missing-key"}, "what follows from it is not told"
    assert "no panel was looked at" not in run("check", faulty).out


@pytest.mark.parametrize("mistake", DECIDING)
def test_that_no_panel_was_looked_at_is_said_with_the_reason(
    run: Run, faulty: Path, mistake: str
) -> None:
    before, after, code = DECIDING[mistake]
    write(faulty, before, after)
    shown = run("check", faulty)
    assert shown.code == 1
    assert f"error[{code}]" in shown.out
    assert shown.out.endswith("\nno panel was looked at: mend exhibition.yaml first\n")
    as_json = run("check", faulty, "--report", "json")
    assert as_json.err == "no panel was looked at: mend exhibition.yaml first\n"
    assert codes(as_json.out) == {code}, "what follows from it is not told"


def test_what_other_files_decide_is_named(run: Run, faulty: Path) -> None:
    shelf = faulty / "layouts"
    shelf.mkdir()
    (shelf / "printers.yaml").write_text("default: {bleed: 3}\n", "utf-8")
    (shelf / "formats.yaml").write_text("a3: {}\n", "utf-8")
    write(faulty, "subtitle:", "subtitel:")
    shown = run("check", faulty)
    assert shown.out.endswith(
        "\nno panel was looked at: mend layouts/formats.yaml, layouts/printers.yaml first\n"
    )


def test_panels_asked_for_that_have_errors(run: Run, faulty: Path) -> None:
    (faulty / "panels" / "02-b.yaml").write_text("title: B\nledae: x\n", "utf-8")
    shown = run("check", faulty, "--panel", "02")
    assert shown.out.endswith("\nno panel was looked at: those asked for have errors\n")


def test_a_mistake_left_aside_is_told_as_any_other(run: Run, faulty: Path) -> None:
    write(faulty, "subtitle:", "subtitel:")
    only = ("check", faulty, "--only", "image-no-credit")
    shown = run(*only)
    assert shown.code == 0, "it keeps no panel from being looked at"
    assert "subtitel" not in shown.out
    fitted = run("fit", faulty)
    assert "01-a text" in fitted.out
    assert "unknown key `subtitel`" in fitted.err
    assert fitted.code == 1
    built = run("build", faulty, "--only", "panels")
    assert built.code == 1
    assert not (faulty / "dist").exists()


def test_fix_rewrites_panels_and_leaves_a_mistaken_exhibition(run: Run, faulty: Path) -> None:
    write(faulty, "subtitle: Un essai", "subtitel: L'essai")
    before = (faulty / "exhibition.yaml").read_text("utf-8")
    shown = run("check", faulty, "--fix")
    assert "exhibition.yaml is not fixed: it has errors\n" in shown.err
    assert "L’eau" in (faulty / "panels" / "01-a.yaml").read_text("utf-8")
    assert (faulty / "exhibition.yaml").read_text("utf-8") == before


@pytest.mark.parametrize("name", ["wide", "map-led"])
def test_a_mistaken_layout_keeps_its_own_panels_from_being_looked_at(
    run: Run, faulty: Path, name: str
) -> None:
    (faulty / "layouts").mkdir()
    layout = (ROOT / "layouts" / "text-led.yaml").read_text("utf-8")
    (faulty / "layouts" / f"{name}.yaml").write_text(layout.replace("about:", "abuot:"), "utf-8")
    (faulty / "panels" / "02-b.yaml").write_text(f"layout: {name}\ntitle: B\n", "utf-8")
    shown = run("check", faulty)
    assert "error[unknown-key]: unknown key `abuot`" in shown.out
    assert "01-a" in shown.out
    assert "02-b" not in shown.out, "an inherited layout of that name is not what is meant"
    assert "in 1 panel (1 more cannot be laid out yet)" in shown.out
    only = run("check", faulty, "--only", "image-no-credit")
    assert "error[unknown-key]: unknown key `abuot`" in only.out
    (faulty / "panels" / "01-a.yaml").unlink()
    assert run("check", faulty).out.endswith("every one has errors, or its layout has\n")
