"""Exhibitions for the booklet's tests, made in code."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import yaml
from PIL import Image

from cimaise.booklet.edition import Booklet, make_booklet
from cimaise.model.exhibition import Exhibition
from cimaise.model.loading import load_exhibition
from cimaise.resources.cache import NO_CACHE

DATE = datetime(2026, 1, 2, tzinfo=UTC)
PICTURE = {
    "file": "p.png",
    "caption": {"fr": "Un dégradé", "en": "A gradient"},
    "credit": "Archives",
    "rights": "CC BY 4.0",
    "alt": {"fr": "Un dégradé du noir au blanc", "en": "A gradient from black to white"},
}


def written(folder: Path, panels: list[dict[str, object]], **keys: object) -> Path:
    """Write an exhibition with these panels and return its folder."""
    (folder / "panels").mkdir(parents=True)
    (folder / "images").mkdir()
    head: dict[str, object] = {"title": {"fr": "Été 44", "en": "Summer 44"}} | keys
    head.setdefault("languages", ["fr", "en"])
    (folder / "exhibition.yaml").write_text(yaml.safe_dump(head, allow_unicode=True), "utf-8")
    for number, panel in enumerate(panels, 1):
        file = folder / "panels" / f"{number:02}-panel.yaml"
        file.write_text(yaml.safe_dump({"layout": "text-led"} | panel, allow_unicode=True), "utf-8")
    Image.linear_gradient("L").resize((2700, 1800)).save(folder / "images" / "p.png")
    return folder


def loaded(folder: Path) -> Exhibition:
    """The exhibition in a folder, whatever warnings it has."""
    exhibition, found = load_exhibition(folder)
    assert exhibition is not None, found
    return exhibition


def made(folder: Path, language: str = "fr", out: Path | None = None) -> Booklet:
    """The booklet of the exhibition in `folder`, made in it."""
    return make_booklet(loaded(folder), language, out or folder / "out", DATE, NO_CACHE)
