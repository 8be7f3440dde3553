"""Themes that no printer can take: the build says why, where, and leaves no such file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., Any]


@pytest.fixture
def theme(small: Path) -> Path:
    """The exhibition's own copy of the theme, to be broken."""
    own = small / "layouts/themes/ete44.yaml"
    own.parent.mkdir(parents=True)
    shutil.copy(ROOT / "layouts/themes/ete44.yaml", own)
    return own


def replaced(file: Path, before: str, after: str) -> None:
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


def left(small: Path) -> list[Path]:
    return list((small / "dist").rglob("*.pdf")) if (small / "dist").exists() else []


def test_an_ink_over_the_limit(run: Run, small: Path, theme: Path) -> None:
    replaced(theme, "cmyk: [95, 70, 35, 45]", "cmyk: [100, 100, 100, 100]")
    ran = run("build", small)
    assert ran.code == 1
    assert left(small) == []
    assert (
        "error[pdf-ink-limit]: ink `bleu-nuit` has 400 % of ink in all; "
        "printer `default` takes at most 300 %" in ran.err
    )
    assert "layouts/themes/ete44.yaml:14:21" in ran.err
    assert ran.err.count("error[") == 1


def test_the_limit_is_the_printers_own(run: Run, small: Path, theme: Path) -> None:
    # 245 % is fine for the default, not for soft material that dries slowly.
    printers = small / "layouts/printers.yaml"
    printers.write_text("textile: {tac_percent: 240, profile: ISOcoated_v2_300_bas.icc}\n", "utf-8")
    replaced(small / "exhibition.yaml", "printer: default", "printer: textile")
    ran = run("build", small)
    assert ran.code == 1
    assert "ink `bleu-nuit` has 245 % of ink in all" in ran.err
    assert left(small) == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("rgb: [14, 52, 82]", "error[unknown-key]: unknown key `rgb`"),
        ("cmyk: [14, 52, 82]", "`cmyk` holds 3 values, where 4 are wanted"),
        ('cmyk: "#0e3452"', "error[wrong-type]"),
    ],
)
def test_an_rgb_ink_cannot_even_be_written(
    run: Run, small: Path, theme: Path, written: str, said: str
) -> None:
    replaced(theme, "cmyk: [95, 70, 35, 45]", written)
    ran = run("build", small)
    assert ran.code == 1
    assert said in ran.err
    assert "layouts/themes/ete44.yaml:14" in ran.err
    assert left(small) == []


def test_a_font_that_may_not_be_embedded(run: Run, small: Path, theme: Path) -> None:
    (small / "fonts").mkdir()
    font = TTFont(ROOT / "fonts/BarlowCondensed_700Bold.ttf")
    font["OS/2"].fsType = 0x0002
    font.save(small / "fonts/Locked.ttf")
    replaced(
        theme, "titles: {regular: BarlowCondensed_700Bold.ttf}", "titles: {regular: Locked.ttf}"
    )
    ran = run("build", small)
    assert ran.code == 1
    assert left(small) == []
    assert "error[font-not-embeddable]: font Locked.ttf may not be embedded" in ran.err
    assert "layouts/themes/ete44.yaml" in ran.err
    assert "titles: {regular: Locked.ttf}" in ran.err
    assert ran.err.count("error[") == 1


@pytest.mark.slow
def test_a_file_that_fails_keeps_the_place_of_the_one_before(run: Run, small: Path) -> None:
    # A picture far too small for its place is an error of the finished file.
    assert run("build", small, "--only", "panels").code == 0
    panel = small / "panels/01-the-house.yaml"
    good = small / "dist/panels/80x120/en/01-the-house.pdf"
    before = good.read_bytes()
    (small / "images").mkdir(exist_ok=True)
    Image.linear_gradient("L").convert("RGB").resize((90, 60)).save(small / "images/tiny.jpg")
    replaced(panel, "layout: text-led", "layout: picture-led")
    with panel.open("a", encoding="utf-8") as file:
        file.write(
            "\nimages:\n  - {file: tiny.jpg, caption: Tiny., credit: Us, rights: CC0, alt: Grey.}\n"
        )
    ran = run("build", small, "--only", "panels")
    assert ran.code == 1
    assert "error[pdf-R0031]" in ran.err
    assert good.read_bytes() == before
    assert not list((small / "dist").rglob("*.candidate"))
