"""An exhibition with mistakes of every kind, and what a report tells of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

FAULTY = """\
# A panel with mistakes of every kind.
layout: text-led
title: "L'été"   # the title
text: |
  ## Au pont

  L'eau monte : fuyez ! "Vite", dit-il.

  Voir le panneau 9.
images:
  # cimaise: allow image-low-resolution (the only surviving print)
  - {file: small.png, caption: 'L''eau', alt: Un pont, rights: CC0}
"""


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    folder = tmp_path / "faulty"
    (folder / "panels").mkdir(parents=True)
    (folder / "images").mkdir()
    Image.new("L", (400, 300), 90).save(folder / "images" / "small.png")
    (folder / "exhibition.yaml").write_text("title: Essai\nlanguages: [fr]\n", "utf-8")
    (folder / "panels" / "01-a.yaml").write_text(FAULTY, "utf-8")
    return folder


def codes(report: str) -> set[str]:
    return {found["code"] for found in json.loads(report)["diagnostics"]}
