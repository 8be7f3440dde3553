"""Runs the shell lines of the manual in this process: the tool itself, and the little around it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from cimaise.cli import main

TOOLS = ("make_panels.py", "./make_panels.py", "make-panels")
# What the manual shows and no test can run, with the reason; the test says which are no more used.
NOT_RUN: Mapping[str, str] = {
    "make test": "it runs this very test",
    "make panels": "it builds the whole exhibition, which a test of its own does",
    "make lock": "it needs uv and a network",
    ".venv/bin/": "the developer's tools, run by make test",
}
QUICK = ["--only", "panels", "--only", "previews"]
_ASSIGNED = re.compile(r"([A-Z][A-Z0-9_]*)=(.*)")


class NotUnderstoodError(AssertionError):
    """A line that is neither the tool's nor among what this module knows."""


@dataclass
class Shell:
    """A working folder, and what the lines run so far have left."""

    folder: Path
    exhibition: Path
    patch: pytest.MonkeyPatch
    capture: Callable[[], str]
    codes: list[tuple[str, int]] = field(default_factory=list)
    skipped: set[str] = field(default_factory=set)

    def run(self, text: str) -> None:
        """Run every line of a block, from the folder that the block starts in."""
        start = self.folder
        for line in lines_of(text):
            skipped = next((each for each in NOT_RUN if line.startswith(each)), None)
            if skipped:
                self.skipped.add(skipped)
                continue
            for words in _commands(line):
                self._command(words, line)
        self.folder = start

    def _command(self, words: Sequence[str], line: str) -> None:
        words, target = _redirected(list(words))
        settings: dict[str, str] = {}
        while words and (assigned := _ASSIGNED.fullmatch(words[0])):
            settings[assigned[1]] = assigned[2]
            words = words[1:]
        with self.patch.context() as patch:
            patch.chdir(self.folder)
            for name, value in settings.items():
                patch.setenv(name, value)
            if words[:2] == ["git", "clone"]:
                made = shutil.ignore_patterns("dist", ".cimaise")
                shutil.copytree(self.exhibition, self.folder / words[-1], ignore=made)
            elif words[0] == "cd":
                self.folder = (self.folder / words[1]).resolve()
                assert self.folder.is_dir(), f"`{line}`: there is no {words[1]}"
            elif words[0] in TOOLS:
                self._tool([each for word in words[1:] for each in _expanded(word)], line, target)
            else:
                raise NotUnderstoodError(
                    f"`{line}` is not known here: teach tests/docs/shell.py, or add it to NOT_RUN"
                )

    def _tool(self, arguments: list[str], line: str, target: str | None) -> None:
        if arguments[:1] == ["build"]:
            arguments += [] if "--jobs" in arguments else ["--jobs", "1"]
            # Kit, booklet and site take seconds; the pages that are about them name them.
            arguments += [] if "--only" in arguments else QUICK
        self.capture()
        with pytest.raises(SystemExit) as end:
            main(arguments)
        said = self.capture()
        if target is not None:
            Path(target).write_text(said, "utf-8")
        code = end.value.code
        assert isinstance(code, int)
        fine = (0, 1) if "--strict" in arguments else (0,)
        assert code in fine, f"`{line}` ends with {code}\n{said}"
        self.codes.append((line, code))


def lines_of(text: str) -> Iterator[str]:
    for line in text.replace("\\\n", " ").splitlines():
        stripped = line.strip()
        if stripped and not stripped.startswith("#"):
            yield stripped


def _commands(line: str) -> Iterator[list[str]]:
    """The commands of a line that && or ; parts."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="&;|><")
    lexer.whitespace_split = True
    words: list[str] = []
    for word in lexer:
        if word in ("&&", ";"):
            yield words
            words = []
        elif word == "|":
            raise NotUnderstoodError(f"`{line}` holds a pipe, which tests/docs/shell.py cannot run")
        else:
            words.append(word)
    if words:
        yield words


def _redirected(words: list[str]) -> tuple[list[str], str | None]:
    if ">" not in words:
        return words, None
    at = words.index(">")
    return words[:at], words[at + 1]


def _expanded(word: str) -> list[str]:
    """The files that a pattern means, as a shell gives them."""
    if "*" not in word:
        return [word]
    found = sorted(Path().glob(word))
    assert found, f"no file is called {word}"
    return [os.fspath(file) for file in found]
