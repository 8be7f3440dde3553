"""Layouts that nobody would draw and somebody will write: they are set, or told, never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from PIL import Image

from tests.layout.test_panels import laid


@pytest.mark.parametrize(
    ("columns", "height"), [(1, "1fr"), (12, "0fr"), (1, 0), (12, 3000)], ids=str
)
def test_one_column_and_rows_without_height(small: Path, columns: int, height: object) -> None:
    (small / "images").mkdir(exist_ok=True)
    Image.new("RGB", (400, 300), "red").save(small / "images" / "p.png")
    layout = {
        "about": "Odd.",
        "grid": {
            "columns": columns,
            "margins": dict.fromkeys(("left", "right", "top", "foot"), 50),
        },
        "rows": [{"name": "title", "height": 130}, {"name": "rest", "height": height}],
        "slots": {
            "title": {"block": "title", "columns": [1, columns], "rows": "title"},
            "images": {"block": "images", "columns": [1, columns], "rows": "rest"},
        },
    }
    (small / "layouts").mkdir(exist_ok=True)
    (small / "layouts" / "odd.yaml").write_text(yaml.safe_dump(layout), "utf-8")
    picture = {"file": "p.png", "alt": "Red.", "caption": "A red one."}
    panel = {"layout": "odd", "title": "Red", "images": [picture, {**picture, "alt": "Again."}]}
    (small / "panels" / "01-the-house.yaml").write_text(yaml.safe_dump(panel), "utf-8")
    page = laid(small)["the-house"].page
    assert page.group("title") is not None
    if height == "1fr":
        images = page.group("images")
        assert images is not None
        assert len([mark for mark in images.marks if "p.png" in str(mark)]) == 2
