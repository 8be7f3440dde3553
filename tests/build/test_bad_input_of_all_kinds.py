"""Input that is broken or hostile: always a diagnostic and exit 1 or 2, never a traceback."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from tests.hinted import unhinted_in

ROOT = Path(__file__).resolve().parents[2]
# Each test builds an exhibition.
pytestmark = pytest.mark.slow

Run = Callable[..., Any]
Spoil = Callable[[Path], None]

PANEL = "panels/01-the-house.yaml"


def write(name: str, content: str | bytes) -> Spoil:
    def spoil(folder: Path) -> None:
        file = folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))

    return spoil


def change(name: str, **keys: Any) -> Spoil:
    def spoil(folder: Path) -> None:
        file = folder / name
        data = yaml.safe_load(file.read_text("utf-8"))
        file.write_text(yaml.safe_dump({**data, **keys}, allow_unicode=True), "utf-8")

    return spoil


def together(*spoils: Spoil) -> Spoil:
    def spoil(folder: Path) -> None:
        for each in spoils:
            each(folder)

    return spoil


def picture(folder: Path) -> None:
    (folder / "images").mkdir(exist_ok=True)
    Image.new("RGB", (900, 700), (90, 80, 70)).save(folder / "images/one.jpg")


def linked_out(folder: Path) -> None:
    (folder / "images").mkdir(exist_ok=True)
    (folder / "images/one.jpg").symlink_to("/etc/passwd")


def truncated(folder: Path) -> None:
    picture(folder)
    file = folder / "images/one.jpg"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def own_theme(**changes: Any) -> Spoil:
    def spoil(folder: Path) -> None:
        theme = yaml.safe_load((ROOT / "layouts/themes/ete44.yaml").read_text("utf-8"))
        for path, value in changes.items():
            *keys, last = path.split("__")
            inner = theme
            for key in keys:
                inner = inner[key]
            inner[last] = value
        (folder / "layouts/themes").mkdir(parents=True, exist_ok=True)
        file = folder / "layouts/themes/mine.yaml"
        file.write_text(yaml.safe_dump(theme, allow_unicode=True), "utf-8")
        change("exhibition.yaml", theme="mine")(folder)

    return spoil


ONE = [{"file": "one.jpg", "caption": "c", "credit": "c", "rights": "r", "alt": "a"}]
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)
)

CASES: dict[str, tuple[Spoil, str]] = {
    "broken yaml": (write(PANEL, "title: [unclosed\nlayout: text-led\n"), "yaml-syntax"),
    "empty file": (write(PANEL, ""), "yaml-syntax"),
    "empty exhibition": (write("exhibition.yaml", ""), "yaml-syntax"),
    "unknown key": (change(PANEL, titel="x"), "unknown-key"),
    "wrong type": (change(PANEL, chronology="tomorrow"), "wrong-type"),
    "duplicate key": (write(PANEL, "title: a\ntitle: b\nlayout: text-led\n"), "yaml-syntax"),
    "control character": (write(PANEL, "title: a\x07b\nlayout: text-led\n"), "yaml-syntax"),
    "no utf-8": (write(PANEL, b"title: \xff\xfe\xfa\n"), "yaml-syntax"),
    "alias bomb": (write(PANEL, BOMB), "yaml-syntax"),
    "ten megabytes": (write(PANEL, "title: a\ntext: " + "word " * 2_100_000), "yaml-syntax"),
    "deep nesting": (write(PANEL, "title: " + "[" * 5000), "yaml-syntax"),
    "missing picture": (change(PANEL, images=ONE), "missing-file"),
    "picture that is none": (
        together(change(PANEL, images=ONE), write("images/one.jpg", "not a picture")),
        "image-unreadable",
    ),
    "truncated picture": (together(truncated, change(PANEL, images=ONE)), "image-unreadable"),
    "path out": (
        change(PANEL, images=[{**ONE[0], "file": "../../../../etc/passwd"}]),
        "unsafe-path",
    ),
    "absolute path": (change(PANEL, images=[{**ONE[0], "file": "/etc/passwd"}]), "unsafe-path"),
    "link out": (together(linked_out, change(PANEL, images=ONE)), "unsafe-path"),
    "unknown layout": (change(PANEL, layout="text-lead"), "unknown-name"),
    "unknown theme": (change("exhibition.yaml", theme="ete"), "unknown-name"),
    "missing font": (own_theme(fonts__text__regular="Nowhere.ttf"), "missing-file"),
    "font that is none": (
        together(own_theme(fonts__text__regular="bad.ttf"), write("fonts/bad.ttf", "no font")),
        "font-unusable",
    ),
    "lacking script": (change(PANEL, text="漢字 and ქართული"), "missing-glyph"),
    "bad date": (change(PANEL, chronology=[{"date": "1944-13-40", "text": "x"}]), "date-invalid"),
    "swapped coordinates": (
        change(
            PANEL,
            layout="map-led",
            map={"area": "france", "places": [{"name": "Paris", "at": [48.86, 2.35]}]},
        ),
        "coordinates-swapped",
    ),
    "unknown area": (change(PANEL, layout="map-led", map={"area": "franse"}), "unknown-name"),
    "empty geojson": (
        together(
            write("maps/own.geojson", ""),
            change(
                PANEL,
                layout="map-led",
                map={"area": "france", "layers": ["land", {"file": "own.geojson"}]},
            ),
        ),
        "geojson",
    ),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("command", ["check", "build"])
def test_bad_input_is_a_diagnostic(run: Run, small: Path, case: str, command: str) -> None:
    if command == "check" and case == "truncated picture":
        return  # a check reads headers; only painting meets the missing pixels
    spoil, code = CASES[case]
    spoil(small)
    start = time.monotonic()
    ran = run(command, small, "--format", "a3")
    assert time.monotonic() - start < 30
    told = ran.out + ran.err
    assert ran.code in (1, 2), told
    assert code in told
    assert not unhinted_in(told)
    assert "Traceback" not in told
    assert "bug in Cimaise" not in told
    if command == "build":
        assert not (small / "dist/panels/a3/en/01-the-house.pdf").exists()


def test_a_failed_build_loses_nothing(run: Run, small: Path) -> None:
    assert run("build", small, "--format", "a3").code == 0
    files = {file: file.read_bytes() for file in (small / "dist").rglob("*.p*") if file.is_file()}
    write(PANEL, "title: [")(small)
    assert run("build", small, "--format", "a3").code == 1
    assert {file: file.read_bytes() for file in files} == files
    assert not list((small / "dist").rglob(".*"))


def test_all_mistakes_of_all_files_are_told_at_once(run: Run, small: Path) -> None:
    change(PANEL, titel="x", layout="nowhere")(small)
    change("panels/02-the-garden.yaml", images=ONE)(small)
    change("exhibition.yaml", printer="none")(small)
    ran = run("check", small)
    for code in ("unknown-key", "unknown-name", "missing-file"):
        assert code in ran.out
    assert "no printer" in ran.out


def test_a_folder_that_cannot_be_written_is_a_plain_error(run: Run, small: Path) -> None:
    blocked = small / "taken"
    blocked.write_text("a file, not a folder", "utf-8")
    ran = run("build", small, "--format", "a3", "--out", blocked / "dist")
    assert ran.code == 2
    assert ran.err.startswith("error: ")
    assert "Traceback" not in ran.err


# What Latin-1 names look like to Python where the file system speaks UTF-8.
LATIN_1 = "caf\udce9"


@pytest.fixture
def named_in_latin_1(small: Path) -> Callable[[str], Path]:
    def name(file: str) -> Path:
        path = small / file.format(LATIN_1)
        path.parent.mkdir(exist_ok=True)
        try:
            path.touch()
        except OSError:
            pytest.skip("macOS takes no such name")
        return path

    return name


@pytest.mark.parametrize("kind", ["panels/03-{}.yaml", "layouts/{}.yaml"])
@pytest.mark.parametrize("command", [("check",), ("build", "--only", "panels"), ("fit",)])
def test_a_name_that_is_no_text_is_told(
    run: Run,
    small: Path,
    named_in_latin_1: Callable[[str], Path],
    kind: str,
    command: tuple[str, ...],
) -> None:
    named_in_latin_1(kind)
    ran = run(command[0], small, *command[1:])
    assert ran.code == 1
    told = ran.out if command == ("check",) else ran.err
    assert "unsafe-path" in told
    assert "caf\\udce9.yaml is no UTF-8 text" in told


def test_a_picture_that_nobody_can_name_does_no_harm(
    run: Run, small: Path, named_in_latin_1: Callable[[str], Path]
) -> None:
    named_in_latin_1("images/{}.png")
    assert run("build", small, "--format", "a3", "--only", "panels").code == 0
    inputs = json.loads((small / "dist/manifest.json").read_text("utf-8"))["inputs"]
    assert f"images/{LATIN_1}.png" not in inputs, "nothing names it"


@pytest.mark.parametrize("command", ["build", "check", "fit", "new"])
def test_a_folder_whose_name_is_no_text_is_refused(run: Run, tmp_path: Path, command: str) -> None:
    ran = run(command, tmp_path / LATIN_1)
    assert ran.code == 2
    assert ran.err.endswith("caf\\udce9” is no UTF-8 text\nhint: rename it\n")
