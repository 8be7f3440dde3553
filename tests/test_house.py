"""The habits of the house, as tests: sizes, docstrings, licences, locked libraries."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# Of the package, and of all else.
MOST_LINES = {"cimaise": 300, "": 400}
MOST_MEGABYTES = 60
# Tables of data, which would read worse in two files.
TABLES = {"tests/preflight/rule_cases.py": "a row for every rule of the preflight"}
# Not kept by git, for a copy of the project without its history.
MADE = {"__pycache__", "node_modules"}
MADE_HERE = {"dist", "build"}

# In parts, so that this file does not name them itself.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("proxy", "golang", "org"),
        ("crates", "io"),
        ("rubygems", "org"),
        ("anaconda", "org"),
        ("maven", "org"),
    )
)


@lru_cache(maxsize=1)
def tracked() -> tuple[Path, ...]:
    """The project's files; without git, all that nothing has made."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode == 0 and listed.stdout:
        files = [ROOT / name for name in listed.stdout.split("\0") if name]
        return tuple(file for file in files if file.is_file())
    return tuple(
        file
        for file in sorted(ROOT.rglob("*"))
        if file.is_file()
        and not MADE.intersection(file.relative_to(ROOT).parts)
        and file.relative_to(ROOT).parts[0] not in MADE_HERE
        and not any(part.startswith(".") for part in file.relative_to(ROOT).parts[:-1])
    )


def named(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def python_files() -> list[Path]:
    return [file for file in tracked() if file.suffix == ".py"]


def most(name: str) -> int:
    return MOST_LINES.get(name.partition("/")[0], MOST_LINES[""])


def test_no_python_file_is_long() -> None:
    lines = {named(file): file.read_text("utf-8").count("\n") for file in python_files()}
    long = {name for name, count in lines.items() if count > most(name)}
    assert long <= TABLES.keys()
    short = [name for name in TABLES if name not in long]
    assert not short, f"no exception is needed any more for {short}"


def test_every_package_folder_says_what_it_is() -> None:
    folders = {file.parent for file in python_files() if ROOT / "cimaise" in file.parents}
    for folder in folders:
        init = folder / "__init__.py"
        assert init.is_file(), f"{named(folder)} lacks __init__.py"
        docstring = ast.get_docstring(ast.parse(init.read_text("utf-8")))
        assert docstring, f"{named(init)} does not say what comes in and goes out"


def test_every_module_says_what_it_is() -> None:
    silent = [
        named(file)
        for file in python_files()
        if file.relative_to(ROOT).parts[0] in ("cimaise", "tools", "benchmarks")
        and not ast.get_docstring(ast.parse(file.read_text("utf-8")))
    ]
    assert not silent


def test_no_module_is_named_after_nothing() -> None:
    vague = {"utils", "util", "helpers", "helper", "misc", "common", "manager"}
    assert not [named(file) for file in python_files() if file.stem in vague]


def test_nothing_is_left_for_later() -> None:
    words = "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error"))
    later = re.compile(rf"\b({words})\b")
    assert not [named(file) for file in python_files() if later.search(file.read_text("utf-8"))]


@pytest.mark.slow
def test_no_test_file_is_overlooked() -> None:
    """pytest passes over folders of some names, `build` among them."""
    asked = ("--collect-only", "-qq", "-p", "no:xdist", "-o", "addopts=", "-m", "slow or not slow")
    told = subprocess.run(
        [sys.executable, "-m", "pytest", *asked],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = {line.split(":")[0] for line in told.splitlines() if ".py" in line}
    assert found == {str(file.relative_to(ROOT)) for file in (ROOT / "tests").rglob("test_*.py")}


def test_no_test_is_marked_to_be_left_out() -> None:
    marks = re.compile(r"mark\.(skip\b|x" + "fail)")
    tests = [file for file in python_files() if "tests" in file.relative_to(ROOT).parts]
    assert not [named(file) for file in tests if marks.search(file.read_text("utf-8"))]


def test_silenced_tools_are_told_why() -> None:
    """Where a file silences the same thing several times, the first says why."""
    silenced = re.compile(r"# (type: ignore|no" + r"qa)([^#\n]*)(#[^\n]*)?")
    for file in python_files():
        told: set[str] = set()
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            found = silenced.search(line)
            if found:
                what = found[1] + found[2].strip()
                assert found[3] or what in told, f"{named(file)}:{number}: say why, after a #"
                told.add(what)


def test_no_registry_is_named() -> None:
    for file in tracked():
        content = file.read_bytes().lower()
        for host in REGISTRIES:
            assert host.encode() not in content, f"{named(file)} names {host}"


def test_the_project_needs_nothing_beside_it() -> None:
    outside = ("../" + "shared", "/work/" + "shared", "/work/" + "main")
    for file in tracked():
        content = file.read_bytes()
        for path in outside:
            assert path.encode() not in content, f"{named(file)} names {path}"


def test_the_project_stays_small() -> None:
    total = sum(file.stat().st_size for file in tracked())
    assert total < MOST_MEGABYTES * 1_000_000, f"{total / 1e6:.0f} MB"


def test_fonts_have_their_licence_beside_them() -> None:
    fonts = [file for file in tracked() if file.suffix in (".ttf", ".otf")]
    assert fonts
    for font in fonts:
        licence = font.parent / f"OFL-{font.stem.partition('_')[0]}.txt"
        assert licence.is_file(), f"{named(font)} has no {licence.name}"
        assert "SIL Open Font License" in licence.read_text("utf-8")


def test_profiles_have_their_licence_beside_them() -> None:
    profiles = [file for file in tracked() if file.suffix in (".icc", ".icm")]
    assert profiles
    for profile in profiles:
        own = profile.with_suffix(".txt")
        table = profile.parent / "README.md"
        told = own.is_file() or (
            table.is_file() and f"`{profile.name}`" in table.read_text("utf-8")
        )
        assert told, f"{named(profile)} has no note of its licence beside it"


def test_map_data_says_where_it_comes_from() -> None:
    data = [file for file in tracked() if file.suffix == ".geojson" and "cimaise" in file.parts]
    note = (ROOT / "cimaise/data/map/README.md").read_text("utf-8")
    assert data
    for file in data:
        if file.parent == ROOT / "cimaise/data/map":
            assert f"`{file.name}`" in note, f"{named(file)} is not in the note of origin"
    assert "public domain" in note


def test_pictures_are_drawn_by_scripts_that_are_kept() -> None:
    note = (ROOT / "images/README.md").read_text("utf-8")
    for file in tracked():
        if file.parent == ROOT / "images" and file.suffix in (".png", ".jpg", ".tif", ".svg"):
            script = ROOT / "images/scripts" / f"{file.stem}.py"
            assert script.is_file() or file.name in note, f"{named(file)} has no script"


def dependencies() -> dict[str, list[str]]:
    """The project's requirements and its developers', by lock file."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    runs = project["project"]["dependencies"]
    return {
        "requirements.lock": runs,
        "requirements-dev.lock": [*runs, *project["dependency-groups"]["dev"]],
    }


def test_every_dependency_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    for requirement in dependencies()["requirements-dev.lock"]:
        line = next(line for line in text.splitlines() if f'"{requirement}"' in line)
        reason = line.partition("#")[2].strip()
        assert len(reason) > 6, f"say beside {requirement} what it is for"


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_pin_everything_with_hashes(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / lock).read_text("utf-8").strip())
    pinned: dict[str, str] = {}
    for entry in entries:
        if entry.startswith("#"):
            continue
        found = re.match(r"([a-z0-9][a-z0-9.-]*)(?:\[[^\]]*\])?==([^\s;\\]+)", entry)
        assert found, f"{lock}: not pinned: {entry[:60]}"
        assert "--hash=sha256:" in entry, f"{lock}: {found[1]} has no hash"
        pinned[found[1]] = found[2]
    for requirement in dependencies()[lock]:
        name = re.split(r"[\[<>=~! ;]", requirement, maxsplit=1)[0].lower().replace("_", "-")
        assert name in pinned, f"{lock} lacks {name}: run make lock"
        exact = re.search(r"==([\d.]+)$", requirement)
        assert not exact or pinned[name] == exact[1], f"{lock}: {name} is {pinned[name]}"


def test_messages_count_in_one_way() -> None:
    """`counted` knows the singular: no message makes its own plural, or forgets it."""
    nouns = "pages|sheets|panels|files|remarks|errors|warnings|words|entries|values|requirements"
    own = re.compile(rf"""['"]s['"] if |\{{(?!counted)[^{{}}]*\}} (more |blank )?({nouns})\b""")
    # Their numbers cannot be 1: a limit above it, or a list of several.
    many = {
        "cimaise/checks/merging.py",
        "cimaise/checks/rules/capitals_in_long_runs.py",
        "cimaise/checks/rules/long_sentence.py",
        "cimaise/checks/rules/too_many_words.py",
        "cimaise/preflight/pages.py",
        "cimaise/source/parsing.py",
    }
    found = [
        f"{named(file)}:{at}: {line.strip()}"
        for file in tracked()
        if named(file).startswith("cimaise/") and file.suffix == ".py" and named(file) not in many
        for at, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if own.search(line) and "ending.endswith" not in line
    ]
    assert found == []
