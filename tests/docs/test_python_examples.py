"""The Python that the manual shows runs, in the small exhibition, one block after the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import ROOT, all_fences

from cimaise.booklet.imposition import SCHEMES
from cimaise.cli import main

BLOCKS = [each for each in all_fences("python") if not each.about]


@pytest.mark.slow
def test_the_examples_run(exhibition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(exhibition)
    with pytest.raises(SystemExit) as end:
        main(["build", "--only", "booklet", "--lang", "fr"])
    assert end.value.code == 0
    names: dict[str, object] = {}
    for block in BLOCKS:
        exec(compile(block.text, block.place, "exec"), names)
    files = {file.name for file in (exhibition / "dist").rglob("*.pdf")}
    page = (ROOT / "docs" / "booklet.md").read_text("utf-8")
    for file in files - {"sheets.pdf"}:
        assert f"`{file}`" in page
    assert "booklet-home.pdf" in files
    with pytest.raises(SystemExit) as end:
        main(["preflight", "dist/booklet/fr/booklet-press.pdf", "--profile", "sheetfed"])
    assert end.value.code == 0


def test_every_scheme_is_in_the_manual() -> None:
    page = (ROOT / "docs" / "booklet.md").read_text("utf-8")
    assert not [scheme for scheme in SCHEMES if f"| `{scheme}` |" not in page]
