"""Every command that the manual shows is run, in a small exhibition, in this process."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import PAGES, ROOT, all_fences, fences
from shell import NOT_RUN, TOOLS, Shell, lines_of
from small_exhibitions import PANEL, PANELS, write_exhibition

# What builds leave; they are quick where it is there already.
KEPT = {"dist", ".cimaise"}
WITH_COMMANDS = [
    pytest.param(page, id=str(page.relative_to(ROOT)))
    for page in PAGES
    if any(each.language == "sh" for each in fences(page))
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One exhibition for all pages, so that what one has built serves the next."""
    folder = tmp_path_factory.mktemp("manual") / "exhibition"
    return write_exhibition(folder, dict.fromkeys(PANELS, PANEL))


@pytest.fixture
def exhibition(built: Path) -> Iterator[Path]:
    """The same for every page: what its commands have put beside `dist/` is taken away."""
    before = set(built.iterdir())
    yield built
    for path in set(built.iterdir()) - before:
        if path.name not in KEPT:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


@pytest.mark.slow
@pytest.mark.parametrize("page", WITH_COMMANDS)
def test_every_command_of_the_page_runs(
    page: Path,
    exhibition: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def capture() -> str:
        out, err = capsys.readouterr()
        return out or err

    shell = Shell(exhibition, exhibition, monkeypatch, capture)
    for fence in fences(page):
        if fence.language == "sh":
            try:
                shell.run(fence.text)
            except AssertionError as problem:
                pytest.fail(f"{fence.place}: {problem}")
    assert shell.codes or shell.skipped, f"{page}: no command was run"


def test_shell_blocks_are_called_sh() -> None:
    assert not all_fences("bash", "shell", "console", "zsh"), "write ```sh, which is run"


def test_what_is_not_run_is_shown_and_is_there() -> None:
    """The list of exceptions stays small and true."""
    shown = [line for fence in all_fences("sh") for line in lines_of(fence.text)]
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert len(NOT_RUN) <= 10
    for prefix, reason in NOT_RUN.items():
        assert reason
        assert not prefix.startswith(TOOLS), f"`{prefix}` is the tool, which is always run"
        lines = [line for line in shown if line.startswith(prefix)]
        assert lines, f"no page shows `{prefix}` any more: take it out of NOT_RUN"
        for line in lines:
            words = line.split()
            if words[0] == "make":
                assert re.search(rf"^{words[1]}:", makefile, re.MULTILINE), line
            for word in words[1:]:
                if word.startswith(("tests/", "tools/", "benchmarks/")):
                    assert (ROOT / word.partition("::")[0]).exists(), line


def test_lines_that_the_manual_shows_are_understood(
    exhibition: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The runner itself: folders, settings, files written, and what it must refuse."""
    shell = Shell(exhibition, exhibition, monkeypatch, lambda: capsys.readouterr().out)
    shell.run("git clone ADDRESS copy\ncd copy\n./make_panels.py schema layout > layout.json")
    assert (exhibition / "copy" / "layout.json").read_text("utf-8").startswith("{")
    assert shell.folder == exhibition
    with pytest.raises(AssertionError, match="not known"):
        shell.run("rm -rf dist")
    with pytest.raises(AssertionError, match="ends with 2"):
        shell.run("./make_panels.py build --panel 99")
