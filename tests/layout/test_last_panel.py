"""The last panel: its sources stay whole, the word beside its QR code stands on the same foot."""

from __future__ import annotations

from pathlib import Path

import yaml

from cimaise.layout.marks import GlyphRun, Group, Page, PathMark, walk
from tests.layout.test_panels import laid

LONG = "Un atlas de la libération de la France, en trente cartes et cent documents, Lille, 2004."
SHORT = "Un dictionnaire, Paris, 2006."
URL = "https://example.org"


def closing(folder: Path, **blocks: object) -> Page:
    """A panel of layout `closing` with these blocks."""
    for file in (folder / "panels").iterdir():
        file.unlink()
    panel = {"layout": "closing", "title": "Ce qui reste", **blocks}
    file = folder / "panels" / "01-one.yaml"
    file.write_text(yaml.safe_dump(panel, allow_unicode=True), "utf-8")
    return laid(folder, language="fr")["one"].page


def runs(page: Page, slot: str) -> list[GlyphRun]:
    group = page.group(slot)
    assert group is not None
    return [mark for mark in walk(group.marks) if isinstance(mark, GlyphRun)]


def test_no_source_is_divided_between_two_columns(small: Path) -> None:
    found = runs(closing(small, sources=[LONG * 4, SHORT]), "sources")
    columns = sorted({round(run.origin.x) for run in found if run.text.startswith("Un ")})
    assert len(columns) == 2
    second = [run for run in found if round(run.origin.x) >= columns[1]]
    assert min(second, key=lambda run: run.origin.y).text.startswith("Un ")


def test_the_words_beside_a_qr_code_stand_on_its_foot(small: Path) -> None:
    page = closing(small, qr={"url": URL, "label": "Pour aller plus loin"}, credits=SHORT)
    code = page.group("qr-code")
    assert isinstance(code, Group)
    ground = code.marks[0]
    assert isinstance(ground, PathMark)
    foot = max(point.y for step in ground.path for point in step.points)
    for slot in ("qr", "credits"):
        assert {round(run.origin.y, 1) for run in runs(page, slot)} == {round(foot, 1)}
