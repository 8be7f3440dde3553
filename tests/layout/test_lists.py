"""Lists: what stands before an item never touches it, and all of a text's items stand alike."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from cimaise.layout.marks import GlyphRun, walk
from tests.layout.test_panels import laid

NUMBERS = [*range(8, 14), 98, 99]


@pytest.mark.parametrize("format_name", ["80x120", "rollup-85x200", "a3"])
def test_long_numbers_stand_clear_of_their_items(small: Path, format_name: str) -> None:
    items = "\n\nAnd\n\n".join(f"{number}. Brush the feathers softly" for number in NUMBERS)
    panel = {"layout": "text-led", "title": "Restoring", "text": items}
    (small / "panels" / "01-the-house.yaml").write_text(yaml.safe_dump(panel), "utf-8")
    group = laid(small, format_name)["the-house"].page.group("text")
    assert group is not None
    runs = [mark for mark in walk(group.marks) if isinstance(mark, GlyphRun)]
    starts = {run.text: run for run in runs}
    edges = []
    for number in NUMBERS:
        marker = starts[f"{number}."]
        beside = (
            run.origin.x
            for run in runs
            if run.origin.y == marker.origin.y and run.text.startswith("Brush")
        )
        edges.append(min(x - marker.origin.x for x in beside if x > marker.origin.x))
        assert edges[-1] > marker.width_mm * 1.1
    assert edges == pytest.approx([edges[0]] * len(edges))
