"""Of pictures that nobody describes `check` and `build` say the same; no comment allows them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

Run = Callable[..., Any]
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2">'
    '<path d="M0 0H4V2H0Z" fill="#c00"/></svg>'
)
SAID = {"caption": "A", "credit": "B", "rights": "C"}


@pytest.fixture
def pictured(small: Path) -> Path:
    """The small exhibition with a sharp picture and a logo."""
    (small / "images").mkdir()
    Image.new("L", (2400, 2400), 200).save(small / "images" / "one.png")
    (small / "images" / "ville.svg").write_text(LOGO, "utf-8")
    return small


def add(file: Path, **keys: object) -> None:
    data = yaml.safe_load(file.read_text("utf-8"))
    file.write_text(yaml.safe_dump(data | keys, allow_unicode=True, sort_keys=False), "utf-8")


def found(report: str) -> list[dict[str, object]]:
    told = json.loads(report)["diagnostics"]
    return [each for each in told if each["code"] == "image-no-alt"]


@pytest.mark.slow
def test_check_and_build_say_the_same(run: Run, pictured: Path) -> None:
    add(pictured / "exhibition.yaml", logos=[{"file": "ville.svg"}])
    panel = pictured / "panels" / "01-the-house.yaml"
    add(panel, images=[{"file": "one.png", **SAID}], logos=[{"file": "ville.svg"}])
    comment = "images:  # cimaise: allow image-no-alt (it only decorates)"
    panel.write_text(panel.read_text("utf-8").replace("images:", comment), "utf-8")
    asked = ("--format", "a3", "--report", "json")
    checked = run("check", pictured, *asked)
    built = run("build", pictured, "--only", "booklet", "--report", "json")
    assert len(found(checked.out)) == 3
    assert found(checked.out) == found(built.out)
    assert checked.code == built.code == 1
    refused = json.loads(checked.out)["diagnostics"]
    (told,) = [each for each in refused if each["code"] == "allow-comment"]
    assert told["message"] == (
        "`image-no-alt` cannot be allowed: `build` makes no booklet without these words"
    )


@pytest.mark.slow
def test_what_only_decorates_needs_no_words(run: Run, pictured: Path) -> None:
    decorative = {"file": "one.png", "credit": "B", "rights": "C", "decorative": True}
    add(pictured / "panels" / "01-the-house.yaml", images=[decorative])
    checked = run("check", pictured, "--format", "a3", "--report", "json")
    assert not found(checked.out)
    assert checked.code == 0
    assert run("build", pictured, "--only", "booklet").code == 0
