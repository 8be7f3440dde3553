"""The first exhibition holds to every rule; spoilt on purpose, it is caught in everything."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from cimaise.build.checking import Asked, Checked, check
from cimaise.diagnostics import Diagnostic, Severity

ROOT = Path(__file__).parents[2]
FORMATS = ("80x120", "a3")
# What more words, fewer pixels and gray inks bring with them, and nothing else may appear.
FOLLOWS = {
    "text-overset",
    "too-many-words",
    "image-low-resolution",
    "low-contrast",
    "text-too-small",
    "label-dropped",
    "line-too-long",
    "outside-reading-zone",
    "translation-longer",
    "text-underfull",
}
GRAY = "cmyk: [0, 0, 0, {}]"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = tmp_path / "ete44"
    copied.mkdir()
    for name in ("panels", "images", "layouts"):
        shutil.copytree(ROOT / name, copied / name, ignore=shutil.ignore_patterns("scripts"))
    shutil.copy(ROOT / "exhibition.yaml", copied)
    return copied


def checked(folder: Path) -> Checked:
    return check(folder, Asked(formats=FORMATS, jobs=2))


def of(code: str, found: Checked) -> list[Diagnostic]:
    return [each for each in found.diagnostics if each.code == code]


@pytest.mark.slow
def test_the_exhibition_is_without_error_or_warning(folder: Path) -> None:
    found = check(folder, Asked(jobs=2))
    bad = [each for each in found.diagnostics if each.severity is not Severity.INFO]
    assert not [(each.code, each.message, each.span and each.span.line) for each in bad]
    assert len(found.fits) > 300


@pytest.mark.slow
def test_spoilt_it_is_caught_in_everything_once(folder: Path) -> None:
    clean = checked(folder)
    for file in sorted((folder / "panels").glob("*.yaml")):
        file.write_text(_longer(file.read_text("utf-8")), "utf-8")
    for file in (folder / "images").glob("*.png"):
        Image.new("L", (400, 400), 200).save(file)
    theme = folder / "layouts" / "themes" / "ete44.yaml"
    text = theme.read_text("utf-8")
    paper = re.compile(r"(\n  paper: \{)cmyk: \[[^\]]*\]")
    others = re.compile(r"(\n  (?!paper)[\w-]+: \{)cmyk: \[[^\]]*\]")
    assert paper.search(text)
    assert len(others.findall(text)) >= 3
    text = paper.sub(r"\1" + GRAY.format(30), text)
    theme.write_text(others.sub(r"\1" + GRAY.format(45), text), "utf-8")
    spoilt = checked(folder)

    over = of("text-overset", spoilt)
    told = {(each.panel, each.slot, edition) for each in over for edition in _editions(each)}
    true = {
        (fit["panel"], fit["slot"], f"{fit['format']}/{fit['language']}")
        for fit in spoilt.fits
        if fit["words_over"]
    }
    assert len(over) >= 5
    assert told == true

    blurred = {
        (each.panel, each.span.line) for each in of("image-low-resolution", spoilt) if each.span
    }
    placed = {(row["panel"], row["file"]) for row in spoilt.images}
    assert len(blurred) == len(placed) >= 10
    assert all(each.severity is Severity.ERROR for each in of("image-low-resolution", spoilt))

    pale = {each.figures["role"] for each in of("low-contrast", spoilt)}
    # What is drawn to be cut by the edge is judged as a drawing.
    set_ = {fit["role"] for fit in spoilt.fits} - {"giant"}
    assert set_ | {"number", "map-town", "date", "heading"} <= pale
    inks = Counter(each.message.split(" on ")[0] for each in of("low-contrast", spoilt))
    # Once for a role in an ink, and once more where a layout says the ink.
    assert max(inks.values()) <= 2

    times = Counter((each.code, each.message, each.span, each.slot) for each in spoilt.diagnostics)
    assert max(times.values()) == 1
    before = {(each.code, each.panel, each.slot) for each in clean.diagnostics}
    invented = {
        each.code
        for each in spoilt.diagnostics
        if (each.code, each.panel, each.slot) not in before and each.code not in FOLLOWS
    }
    assert not invented


def _editions(found: Diagnostic) -> list[str]:
    listed = found.figures["editions"]
    assert isinstance(listed, list)
    return [str(each) for each in listed]


def _longer(panel: str) -> str:
    """The panel with a third more words in its lead and text: its own first sentences again."""

    def grown(match: re.Match[str]) -> str:
        body = match[3]
        sentences = re.findall(
            r"[A-ZÀ-Ý][^.:;#]{20,}?\.(?=\s)", re.sub(r"[ \n]+", " ", body.strip())
        )
        wanted, added = len(body.split()) * 0.3, ""
        for sentence in sentences * 3:
            if len(added.split()) >= wanted:
                break
            added += sentence.strip() + " "
        indent = match[2]
        return f"{match[1]}{body.rstrip()}\n\n{indent}{added.strip()}\n"

    block = re.compile(r"((?:^  (?:fr|en): [|>]-?\n)(?=(    )))((?:(?:    .*)?\n)+)", re.MULTILINE)
    return block.sub(grown, panel)
