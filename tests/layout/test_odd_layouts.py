"""Layouts that nobody would draw and somebody will write: they are set, or told, never a crash."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from PIL import Image

from cimaise.geometry import bounds
from cimaise.layout.marks import GlyphRun, PathMark, walk
from cimaise.units import mm_from_pt
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


@pytest.mark.parametrize("gap", [24, 3, 0])
@pytest.mark.parametrize("edge", ["top", "foot"])
def test_a_rule_runs_beside_its_row_and_strikes_no_text(small: Path, edge: str, gap: int) -> None:
    layout = {
        "about": "Ruled.",
        "grid": {"margins": dict.fromkeys(("left", "right", "top", "foot"), 50)},
        "rows": [
            {"name": "title", "height": 130},
            {"name": "text", "height": "1fr", "gap": gap},
            {"name": "rest", "height": 100, "gap": gap},
        ],
        "rules": [{"ink": "garance", "width_pt": 6, "row": "text", "edge": edge}],
        "slots": {
            name: {"block": name, "columns": [1, 12], "rows": name} for name in ("title", "text")
        },
    }
    (small / "layouts").mkdir(exist_ok=True)
    (small / "layouts" / "ruled.yaml").write_text(yaml.safe_dump(layout), "utf-8")
    panel = {"layout": "ruled", "title": "Ruled", "text": "Écrit en ÉÀ. " * 40}
    (small / "panels" / "01-the-house.yaml").write_text(yaml.safe_dump(panel), "utf-8")
    page = laid(small)["the-house"].page
    ground, text = page.group("ground"), page.group("text")
    assert ground is not None
    assert text is not None
    line = ground.marks[-1]
    assert isinstance(line, PathMark)
    rule = bounds(line.path)
    first = min((run for run in walk(text.marks) if isinstance(run, GlyphRun)), key=high)
    # Capitals stand at the row's edge, accents above it.
    capitals = high(first) - mm_from_pt(first.size_pt) * first.face.cap_height
    if edge == "foot":
        assert rule.y > capitals + 500
        return
    assert rule.bottom <= capitals + 0.01
    if gap == 24:
        assert capitals - rule.bottom > mm_from_pt(first.size_pt) * 0.3
    assert capitals - rule.y < gap + 3


def high(run: GlyphRun) -> float:
    return run.origin.y
