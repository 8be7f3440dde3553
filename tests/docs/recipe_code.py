"""The code of CONTRIBUTING's recipes, and a copy of the project with all of it in place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from pages import ROOT, Fence, fences

PAGE = ROOT / "CONTRIBUTING.md"
COPIED = ("cimaise", "layouts", "tests/preflight")


def recipe_code(language: str) -> Iterator[tuple[str, Fence]]:
    """The blocks that name a file, with that name: the last word after the fence."""
    for fence in fences(PAGE):
        name = fence.about.rpartition(" ")[2]
        if fence.language == language and "/" in name:
            yield name, fence


def copy_with_recipes(target: Path) -> Path:
    """The package and the recipes' Python in `target`; data and fonts are linked."""
    for name in COPIED:
        shutil.copytree(
            ROOT / name,
            target / name,
            ignore=shutil.ignore_patterns("__pycache__", "data", "*.md"),
        )
    for name in ("cimaise/data", "fonts"):
        (target / name).symlink_to(ROOT / name)
    for name, fence in recipe_code("python"):
        file = target / name
        assert not file.exists(), f"{fence.place}: {name} is there already"
        assert file.parent.is_dir(), f"{fence.place}: there is no folder {file.parent}"
        file.write_text(fence.text, "utf-8")
    for name, fence in recipe_code("diff"):
        file = target / name
        file.write_text(patched(file.read_text("utf-8"), fence), "utf-8")
    return target


def patched(text: str, fence: Fence) -> str:
    """The text with a hunk's lines put in, wherever the lines around them stand.

    A line around them need only be begun, so that a long one can be shown short.
    """
    hunk = [(line[:1], line[1:].rstrip()) for line in fence.text.splitlines()]
    around = [line for sign, line in hunk if sign == " "]
    lines = text.splitlines()
    places = [
        at
        for at in range(len(lines) - len(around) + 1)
        if all(lines[at + n].startswith(begun) for n, begun in enumerate(around))
    ]
    assert around, f"{fence.place}: no line says where"
    assert places, f"{fence.place}: these lines stand nowhere any more: {around}"
    for at in reversed(places):
        new: list[str] = []
        for sign, line in hunk:
            if sign == "+":
                new.append(line)
            else:
                new.append(lines[at])
                at += 1
        lines[at - len(around) : at] = new
    return "\n".join(lines) + "\n"
