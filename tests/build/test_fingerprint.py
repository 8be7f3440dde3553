"""Whether anything changed, by sizes and times alone: every file that is read counts."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from cimaise.build import fingerprint
from cimaise.build.fingerprint import stat_digest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "x"
    (folder / "images").mkdir(parents=True)
    (folder / "exhibition.yaml").write_text("title: T\n")
    return folder


def digest(folder: Path) -> str:
    return stat_digest(folder, folder / "out")


# Names that a tool's own folders often have.
@pytest.mark.parametrize("name", ["tests", "benchmarks", "node_modules", "dist", "images"])
def test_a_picture_counts_whatever_its_folder_is_called(folder: Path, name: str) -> None:
    picture = folder / "images" / name / "a.png"
    picture.parent.mkdir()
    before = digest(folder)
    picture.write_bytes(b"blue")
    made = digest(folder)
    picture.write_bytes(b"red!!")
    assert len({before, made, digest(folder)}) == 3


@pytest.mark.parametrize("made", ["out/a.pdf", "dist/a.pdf", ".cimaise/build.json", ".git/index"])
def test_what_was_made_counts_not(folder: Path, made: str) -> None:
    before = digest(folder)
    (folder / made).parent.mkdir()
    (folder / made).write_bytes(b"")
    assert digest(folder) == before


def test_an_edit_that_keeps_size_and_time_counts(folder: Path) -> None:
    file = folder / "exhibition.yaml"
    facts, before = file.stat(), digest(folder)
    file.write_text("title: U\n")
    os.utime(file, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert digest(folder) != before


def test_what_every_exhibition_inherits_counts(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    defaults = tmp_path / "copy"
    shutil.copytree(Path(__file__).parents[2] / "layouts", defaults / "layouts")
    monkeypatch.setattr(fingerprint, "defaults_folder", lambda: defaults)
    before = digest(folder)
    (defaults / "layouts" / "formats.yaml").write_text("{}")
    assert digest(folder) != before
