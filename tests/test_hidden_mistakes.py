"""No mistake hides another one: all mistakes of all files are told in one run."""

from __future__ import annotations

import shutil
from itertools import combinations
from pathlib import Path

import pytest

from cimaise.diagnostics import Diagnostic
from cimaise.model.loading import load_exhibition
from tests.hinted import unhinted

BASE = Path(__file__).parent / "cases" / "reading" / "base"
GOOD = {"layout": "layout: plain", "title": "title: {fr: Un titre, en: A title}"}
MISTAKES = {
    "unknown key": ("subtitel", "subtitel: x", "unknown-key"),
    "wrong type": ("figures", "figures: x", "wrong-type"),
    "missing file": ("images", "images:\n  - {file: nowhere.png}", "missing-file"),
    "beside a wrong value": (
        "images",
        "images:\n  - {file: nowhere.png, focus: [a, 1]}",
        "missing-file",
    ),
    "unsafe path": ("logos", "logos:\n  - {file: ../x.png}", "unsafe-path"),
    "unknown layout": ("layout", "layout: nowhere", "unknown-name"),
    "missing key": ("title", "", "missing-key"),
    "no language": ("title", "title: {fr: Un, xxxx: One}", "unknown-key"),
    "missing translation": ("lead", "lead: {fr: Un texte}", "missing-translation"),
    "missing key inside": ("chronology", "chronology:\n  - {date: 1944-06-06}", "missing-key"),
    "bad value": ("map", "map: {area: [5, 50, 1, 51]}", "invalid-value"),
    "colon": ("credits", "credits: by: hand", "yaml-syntax"),
    "quotation mark": ("subtitle", 'subtitle: "open', "yaml-syntax"),
    "tab": ("quote", "quote:\n\ttext: x", "yaml-syntax"),
    "twice": ("text", "text: a\ntext: b", "yaml-syntax"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = tmp_path / "exhibition"
    shutil.copytree(BASE, copied)
    return copied


def told_of(folder: Path, panel: str) -> tuple[Diagnostic, ...]:
    (folder / "panels" / "01-base.yaml").write_text(panel, encoding="utf-8")
    found = load_exhibition(folder)[1]
    assert not unhinted(found)
    return found


# What YAML could not read may be the very key that seems to be missing.
PAIRS = [
    pair
    for pair in combinations(MISTAKES, 2)
    if MISTAKES[pair[0]][0] != MISTAKES[pair[1]][0]
    and not (pair[0] == "missing key" and MISTAKES[pair[1]][2] == "yaml-syntax")
]


@pytest.mark.parametrize("pair", PAIRS, ids=" + ".join)
def test_two_mistakes_of_a_panel(folder: Path, pair: tuple[str, str]) -> None:
    written = GOOD | {MISTAKES[name][0]: MISTAKES[name][1] for name in pair}
    lines = [written[key] for key in sorted(written) if written[key]]
    found = told_of(folder, "\n".join(lines) + "\n")
    for name in pair:
        key, text, code = MISTAKES[name]
        first = 1 + sum(line.count("\n") + 1 for line in lines[: _before(written, key)])
        last = first + text.count("\n")
        there = [each for each in found if each.code == code]
        assert there, (name, found)
        if code not in ("missing-key",):
            assert any(each.span and first <= each.span.line <= last for each in there), found
    assert len({(each.code, each.span, each.message) for each in found}) == len(found)


def _before(written: dict[str, str], key: str) -> int:
    return [each for each in sorted(written) if written[each]].index(key) if written[key] else 0


def test_what_follows_from_a_mistake_is_not_told(folder: Path) -> None:
    found = told_of(folder, "layout: plain\ntitle: a: b\nlead: {fr: Un, en: One}\n")
    assert [each.code for each in found] == ["yaml-syntax"]
    found = told_of(folder, "layout: 3: 4\ntitle: T\ntext: T\nimages: x\n")
    assert [each.code for each in found] == ["yaml-syntax", "wrong-type"]
    found = told_of(folder, "layout: plain\ntitle: T\nlead: {fr: Un, e n: One}\n")
    assert [each.code for each in found] == ["unknown-key"]


def test_what_a_merge_would_have_brought_is_not_missing(folder: Path) -> None:
    """Cases of one file are in cases/reading; these are of a file and what names things in it."""
    themes = folder / "layouts" / "themes"
    themes.mkdir()
    (themes / "ete44.yaml").write_text(
        "paper: papier\ninks: {<<: *inks, papier: {cmyk: [0, 0, 0, 0], srgb: '#ffffff'}}\n"
        "fonts: {text: {regular: SourceSerif4_400Regular.ttf}}\n"
        "roles: {text: {font: text, size_pt: 30, leading_pt: 40, ink: papier}}\n"
    )
    plain = folder / "layouts" / "plain.yaml"
    plain.write_text(plain.read_text().replace("slots:", "slots:\n  <<: *slots", 1))
    found = told_of(folder, "layout: plain\ntitle: T\nimages: [{file: a.png, ink: rouge}]\n")
    told = [(each.code, each.span.file.name) for each in found if each.span]
    assert sorted(told) == [
        ("missing-file", "01-base.yaml"),
        ("yaml-syntax", "ete44.yaml"),
        ("yaml-syntax", "plain.yaml"),
    ]


def test_places_in_a_list_that_lost_a_value(folder: Path) -> None:
    panel = (
        "layout: plain\ntitle: T\nimages:\n  - {caption: x}\n  - {file: a.png, widht: 3}\n"
        "  - {focus: [1, 2, 3], file: b.png}\n"
    )
    found = sorted(told_of(folder, panel), key=lambda each: (each.span.line, each.code))
    assert [(each.code, each.span.line) for each in found if each.span] == [
        ("missing-key", 4),
        ("missing-file", 5),
        ("unknown-key", 5),
        ("missing-file", 6),
        ("wrong-type", 6),
    ]


def test_a_mistaken_exhibition_hides_nothing(folder: Path) -> None:
    (folder / "exhibition.yaml").write_text(
        "title: T\nlanguages: [fr, en]\nfromat: a3\ntheme: nowhere\n"
        "logos: [{file: nowhere.svg}]\nbooklet: small\n"
    )
    found = told_of(folder, "layout: plain\ntitle: {fr: Un}\n")
    assert sorted(each.code for each in found) == [
        "missing-file",
        "missing-translation",
        "unknown-key",
        "unknown-name",
        "wrong-type",
    ]


def test_a_mistaken_theme_layout_or_printer_hides_no_file(folder: Path) -> None:
    shelf = folder / "layouts"
    (shelf / "themes").mkdir(exist_ok=True)
    (shelf / "themes" / "mine.yaml").write_text(
        "paper: papier\npapier: 3\ninks: {papier: {cmyk: [0, 0, 0, 0], srgb: '#ffffff'}}\n"
        "fonts: {text: {regular: nowhere.ttf}}\n"
        "roles: {text: {font: text, size_pt: 3, leading_pt: 4, ink: papier}}\n"
    )
    (shelf / "printers.yaml").write_text("mine: {profile: nowhere.icc, colour: 3}\n")
    (shelf / "wide.yaml").write_text(
        (shelf / "plain.yaml").read_text()
        + "  late: {block: qr, columns: [9, 44], rows: nowhere}\n"
    )
    wide = (shelf / "wide.yaml").read_text().replace("grid:", "colour: 3\ngrid:", 1)
    (shelf / "wide.yaml").write_text(wide)
    found = told_of(folder, "layout: plain\ntitle: T\n")
    codes = sorted((each.code, each.span.file.name) for each in found if each.span)
    assert ("missing-file", "mine.yaml") in codes
    assert ("missing-file", "printers.yaml") in codes
    assert ("unknown-name", "wide.yaml") in codes
