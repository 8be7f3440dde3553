"""Exhibitions made for a test: a few words on a few panels."""

from __future__ import annotations

from pathlib import Path

PANELS = ("01-ouverture", "02-normandie", "03-trois-plans")

EXHIBITION = """\
title: {fr: Été 44, en: Summer 44}
languages: [fr, en]
format: 80x120
formats: [80x120]
"""

PANEL = """\
layout: text-led
title: {fr: Un panneau, en: A panel}
lead: {fr: Une phrase pour commencer., en: One sentence to begin with.}
text:
  fr: Le texte du panneau tient en quelques mots.
  en: The text of the panel takes a few words.
chronology:
  - {date: 1944-06-06, text: {fr: Débarquement, en: Landing}}
  - {date: 1944-09-03, text: {fr: Libération, en: Liberation}}
"""


def write_exhibition(folder: Path, panels: dict[str, str], exhibition: str = EXHIBITION) -> Path:
    """An exhibition in `folder`: exhibition.yaml and its panels by name."""
    (folder / "panels").mkdir(parents=True, exist_ok=True)
    (folder / "exhibition.yaml").write_text(exhibition, "utf-8")
    for name, text in panels.items():
        (folder / "panels" / f"{name}.yaml").write_text(text, "utf-8")
    return folder
