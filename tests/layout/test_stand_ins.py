"""Words in another language than the edition's keep the hyphens and spaces of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from cimaise.layout.marks import GlyphRun, walk
from tests.layout.test_panels import laid

BAND_MM = 1100
FRENCH = "Un livre : « ses atlas » ; son anticonstitutionnellement long chapitre " * 6


@pytest.mark.parametrize(
    "block",
    [
        {"sources": [{"fr": FRENCH}]},
        {"text": {"fr": FRENCH}},
        {"title": {"fr": "Un titre : « Lille » !"}},
        {"images": [{"file": "p.png", "caption": {"fr": FRENCH}}]},
        {"qr": {"url": "https://example.org", "label": {"fr": FRENCH[:60]}}},
    ],
    ids=lambda block: next(iter(block)),
)
def test_a_stand_in_is_set_as_in_its_own_edition(small: Path, block: dict[str, object]) -> None:
    head = yaml.safe_load((small / "exhibition.yaml").read_text("utf-8"))
    (small / "exhibition.yaml").write_text(yaml.safe_dump({**head, "languages": ["en", "fr"]}))
    for file in (small / "panels").iterdir():
        file.unlink()
    panel = {"layout": "closing", "title": "2026", **block}
    (small / "panels" / "01-one.yaml").write_text(yaml.safe_dump(panel, allow_unicode=True))

    def runs(language: str) -> list[str]:
        page = laid(small, language=language)["one"].page
        found = [mark for mark in walk(page.marks) if isinstance(mark, GlyphRun)]
        # The band of dates at the foot says months in the edition's language.
        return [str(mark) for mark in found if mark.origin.y < BAND_MM]

    assert runs("en") == runs("fr")
    assert len(runs("en")) > 1
