"""The tool as it is installed: its wheel, outside any checkout, with the locked libraries alone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., Any]
# Where each folder of the project stands in the wheel.
CARRIED = {
    "cimaise": "cimaise",
    "layouts": "cimaise/defaults/layouts",
    "fonts": "cimaise/defaults/fonts",
}
MAP = """\
layout: map-led
title: Lille
lead: Le 3 septembre, Lille est libre.
map:
  area: nord-pas-de-calais
  layers: [land, borders, departments-1944, rivers]
  places: [{name: Lille, at: [3.06, 50.63]}]
"""


def built(kind: str, source: Path, out: Path) -> Path:
    """What hatchling, our build backend, makes of the project in `source`."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(out)]
    ran = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    (made,) = out.iterdir()
    return made


def contents(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.slow
def test_the_wheel_holds_the_project_its_data_and_all_licences(tmp_path: Path) -> None:
    held = contents(built("wheel", ROOT, tmp_path / "wheel"))
    expected = {
        f"{place}/{file.relative_to(ROOT / folder).as_posix()}": file.read_bytes()
        for folder, place in CARRIED.items()
        for file in (ROOT / folder).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert {name: held[name] for name in held if "dist-info/" not in name} == expected

    legal = {name.rpartition("licenses/")[2] for name in held if "dist-info/licenses/" in name}
    texts = [*(ROOT / "fonts").glob("OFL-*.txt"), *(ROOT / "cimaise/data/icc").glob("*.txt")]
    assert legal == {"LICENSE", *(text.relative_to(ROOT).as_posix() for text in texts)}
    metadata = next(text for name, text in held.items() if name.endswith("/METADATA")).decode()
    assert "License-Expression: MIT AND OFL-1.1 AND Zlib\n" in metadata
    assert "# Cimaise" in metadata, "the README is what an index shows"

    archive = built("sdist", ROOT, tmp_path / "sdist")
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path / "unpacked", filter="data")
    (source,) = (tmp_path / "unpacked").iterdir()
    top = {path.name for path in source.iterdir()} - {"PKG-INFO", ".gitignore"}
    wanted = {*CARRIED, "make_panels.py", "README.md", "LICENSE", "pyproject.toml"}
    assert top == wanted, "the source archive holds what builds the wheel, and no more"
    assert contents(built("wheel", source, tmp_path / "again")) == held


def installed(folder: Path) -> Path:
    """The folder of commands of a new environment into which our wheel alone was put."""
    wheel = built("wheel", ROOT, folder / "wheel")
    environment = folder / "environment"
    into = ["--python", str(environment / "bin" / "python")]
    # Nothing is compiled ahead: the commands compile what they need.
    alone = ["--no-deps", "--no-index", "--no-compile"]
    for command in (
        ["venv", "--without-pip", str(environment)],
        ["pip", *into, "install", "-q", *alone, str(wheel)],
    ):
        ran = subprocess.run(
            [sys.executable, "-m", *command], capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr
    (libraries,) = (environment / "lib").glob("python*/site-packages")
    locked = [path for path in sys.path if Path(path).name == "site-packages"]
    (libraries / "locked.pth").write_text("\n".join(locked) + "\n", "utf-8")
    return environment / "bin"


@pytest.mark.slow
def test_the_installed_tool_does_what_it_does_in_a_clone(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    commands = installed(tmp_path / "made")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    clean = {name: each for name, each in os.environ.items() if not name.startswith("PYTHON")}

    def ran(line: str, command: str = "make-panels") -> str:
        done = subprocess.run(
            [commands / command, *line.split()],
            cwd=elsewhere,
            env=clean,
            capture_output=True,
            text=True,
            check=False,
        )
        said = done.stdout + done.stderr
        assert done.returncode == 0, f"{command} {line}: {said}"
        assert str(ROOT) not in said, f"{command} {line} looks into the clone: {said}"
        return said if not done.stdout else done.stdout

    told = ran("new small")
    (command,) = re.findall(r"build it with: (\S+) build small\n", told)
    (elsewhere / "small" / "panels" / "03-map.yaml").write_text(MAP, "utf-8")
    asked = ["--version", "schema", "schema theme", "schema report", "explain text-overset"]
    asked += [f"list {what}" for what in ("formats", "layouts", "themes", "printers", "fonts")]
    for line in asked:
        assert ran(line) == run(*line.split()).out, line
    ran("check small --only text-overset")
    ran("build small", command)
    dist = elsewhere / "small" / "dist"
    panels = sorted(file.relative_to(elsewhere) for file in dist.glob("panels/*/en/*.pdf"))
    assert len(panels) == 6
    assert (dist / "booklet" / "en" / "booklet-screen.pdf").is_file()
    judged = ran(f"preflight {' '.join(map(str, panels))}").splitlines()
    assert [line.rpartition(": ")[2] for line in judged] == ["passes without a finding"] * 6


def test_the_wheel_is_built_here_by_the_backend_that_builds_it_elsewhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (backend,) = project["build-system"]["requires"]
    assert backend in project["dependency-groups"]["dev"]
