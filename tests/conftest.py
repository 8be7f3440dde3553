"""Fixtures that every folder of tests shares."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from cimaise.cli import main

ROOT = Path(__file__).resolve().parent.parent
SMALL = ROOT / "tests" / "small"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the snapshots anew")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A bare `pytest` leaves the slow tests to `make test`, which asks for them by `-m`."""
    if config.option.markexpr or any("::" in argument for argument in config.args):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    if slow:
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if not item.get_closest_marker("slow")]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the exhibition that `new` makes: two panels, one language."""
    folder = tmp_path / "small"
    shutil.copytree(SMALL, folder)
    return folder


def built_small(folder: Path, *options: str) -> Path:
    """A copy of the same, built in `folder` for tests that only read it."""
    shutil.copytree(SMALL, folder)
    with pytest.raises(SystemExit) as end:
        main(["build", str(folder), *options])
    assert end.value.code == 0
    return folder


@dataclass(frozen=True)
class Ran:
    """What a command left: exit code, stdout, stderr."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Runs the command line in this process, and a check in no other.

    Tests have loaded libvips, so that no copy of this process may be forked: each check would
    start Python anew, twice, as builds do but with `--jobs 1`. Tests of sharing ask for `jobs`.
    """
    monkeypatch.setattr(os, "cpu_count", lambda: 1)

    def command(*arguments: object) -> Ran:
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return Ran(end.value.code, out, err)

    return command


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Callable[[str, Path], None]:
    """Compares a text with a file beside the test; `--update` writes the file anew."""

    def compare(text: str, file: Path) -> None:
        if request.config.getoption("--update"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        assert file.exists(), f"{file} is missing: run pytest --update and review the diff"
        assert text == file.read_text("utf-8")

    return compare
