"""CONTRIBUTING's recipes are followed to the letter, in a copy of the project."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pages import ROOT
from recipe_code import PAGE, copy_with_recipes, recipe_code
from small_exhibitions import PANEL, write_exhibition

from cimaise.checks.codes import RULES as CHECK_RULES
from cimaise.checks.registry import MODULES as CHECK_MODULES
from cimaise.model.schema import MODELS
from cimaise.preflight.limits import ASKED, ISO_RULES
from cimaise.preflight.rules import PAGES, RULES

HERE = Path(__file__).resolve().parent
YAML = dict(recipe_code("yaml"))
PLAIN = "title: Recipes\nlanguages: [en]\nformat: a3\n"


def build(run: Callable[..., Any], folder: Path, *options: str) -> None:
    ran = run("build", folder, "--jobs", 1, "--only", "panels", *options)
    assert ran.code == 0, ran.err


def test_a_layout(tmp_path: Path, run: Callable[..., Any]) -> None:
    folder = write_exhibition(tmp_path, {"01-one": PANEL.replace("text-led", "portrait")}, PLAIN)
    put(folder, "layouts/portrait.yaml")
    build(run, folder)
    assert (folder / "dist/panels/a3/en/01-one.pdf").stat().st_size > 10_000
    assert "portrait" in run("list", "layouts", folder).out


def test_a_format(tmp_path: Path, run: Callable[..., Any]) -> None:
    folder = write_exhibition(tmp_path, {"01-one": PANEL}, PLAIN)
    put(folder, "layouts/formats.yaml")
    build(run, folder, "--format", "90x130")
    manifest = json.loads((folder / "dist/manifest.json").read_text("utf-8"))
    left, bottom, right, top = manifest["files"]["panels/90x130/en/01-one.pdf"]["trim_mm"]
    assert (right - left, top - bottom) == pytest.approx((900, 1300))


def test_a_theme(tmp_path: Path, run: Callable[..., Any]) -> None:
    folder = write_exhibition(tmp_path, {"01-one": PANEL}, PLAIN + "theme: plain\n")
    put(folder, "layouts/themes/plain.yaml")
    build(run, folder)
    manifest = json.loads((folder / "dist/manifest.json").read_text("utf-8"))
    facts = manifest["files"]["panels/a3/en/01-one.pdf"]
    assert set(facts["fonts"]) <= {"SourceSerif4-Regular", "SourceSerif4-SemiBold"}


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the recipes that are Python do, in a process that imports the copy."""
    copy = copy_with_recipes(tmp_path_factory.mktemp("copy"))
    case = YAML["tests/cases/checks/title-with-stop.yaml"].text
    folder = write_exhibition(
        tmp_path_factory.mktemp("exhibition"),
        {"01-one": "layout: given\ntitle: One\ndedication: To those who wait\n", "02-two": case},
        PLAIN,
    )
    layout = YAML["layouts/portrait.yaml"].text
    for old, new in (
        ("block: text,", "block: dedication,"),
        ("  text:", "  dedication:"),
        ("yields_to: text", "yields_to: dedication"),
    ):
        assert old in layout
        layout = layout.replace(old, new, 1)
    (folder / "layouts").mkdir()
    (folder / "layouts/given.yaml").write_text(layout, "utf-8")
    ran = subprocess.run(
        [sys.executable, str(HERE / "follow_recipes.py"), str(folder)],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": f"{copy}{os.pathsep}{copy / 'tests'}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    told: dict[str, Any] = json.loads(ran.stdout)
    return told


def test_a_block(followed: dict[str, Any]) -> None:
    told = followed["block"]
    assert told["words"].replace(" ", "") == "Tothosewhowait"
    assert "dedication" in told["fits"]
    assert told["schema"].endswith(".")
    assert "block-not-shown" not in told["said"]


def test_a_check(followed: dict[str, Any]) -> None:
    case = YAML["tests/cases/checks/title-with-stop.yaml"].text.splitlines()
    guilty = next(number for number, line in enumerate(case, 1) if "# warning[" in line)
    assert [place for place in followed["check"] if place[0] == "title-with-stop"] == [
        ["title-with-stop", guilty]
    ]
    assert "What it does" in followed["block"]["page"]


def test_a_preflight_rule(followed: dict[str, Any]) -> None:
    assert "warning pdf-many-pages" in followed["preflight"]["breaking"]
    assert "warning pdf-many-pages" not in followed["preflight"]["passing"]


def test_files_that_the_recipes_name_are_there() -> None:
    text = PAGE.read_text("utf-8")
    made = {name for language in ("yaml", "python") for name, _ in recipe_code(language)}
    named = set(re.findall(r"`((?:cimaise|tests|tools|docs|layouts)/[\w./-]+)`", text))
    assert not {name for name in named - made if "NAME" not in name and not (ROOT / name).exists()}


def test_every_check_has_its_page() -> None:
    codes = [module.CODE for module in CHECK_MODULES]
    assert len(codes) == len(set(codes))
    for code in codes:
        assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", code)
        for part in ("What it does:", "Why it is bad:", "How to fix it:"):
            assert part in CHECK_RULES[code], f"{code}: its docstring lacks “{part}”"


def test_every_preflight_rule_has_its_page_and_its_row() -> None:
    assert set(RULES) == set(PAGES) == set(ASKED) | set(ISO_RULES)


def test_every_kind_of_file_has_a_schema_command(run: Callable[..., Any]) -> None:
    for kind in MODELS:
        assert json.loads(run("schema", kind).out)["title"]


def put(folder: Path, name: str) -> None:
    """The recipe's YAML where the recipe says that it goes."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(YAML[name].text, "utf-8")
