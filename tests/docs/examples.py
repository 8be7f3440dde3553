"""The manual's YAML examples, made whole: a fragment becomes an exhibition that can be laid out."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pages import Fence
from PIL import Image
from small_exhibitions import write_exhibition

from cimaise.model.format import Format
from cimaise.model.printer import Printer
from cimaise.model.schema import MODELS
from cimaise.resources.profiles import CARRIED_CMYK
from cimaise.source import read

KINDS = tuple(MODELS)
NOT_OURS = ("github", "editor")
"""YAML of other programs, which is only parsed."""

WHOLE_PANEL = """\
layout: {layout}
title: Example
lead: One sentence to begin with.
text: The text of the panel takes a few words.
"""
# The layout that shows a key, for fragments that name none.
SHOWS: Mapping[str, str] = {
    "map": "map-led",
    "chronology": "chronology-led",
    "quote": "quote-led",
    "figures": "map-and-facts",
    "qr": "closing",
    "logos": "closing",
    "credits": "closing",
    "sources": "closing",
    "images": "picture-led",
}


def plain(text: str, folder: Path) -> Any:
    """The data of a YAML text, read as the tool reads it. Fails on what it refuses."""
    file = folder / "example.yaml"
    file.write_text(text, "utf-8")
    document, mistakes = read(file, folder)
    assert not mistakes, [each.message for each in mistakes]
    assert document is not None
    return document.data


def kind_of(fence: Fence, data: Any) -> str:
    """What the block is: as its info string says, else by the keys it holds."""
    named = fence.about.split()[0] if fence.about else ""
    if named in (*KINDS, *NOT_OURS):
        return named
    if named == "case":
        return "panel"
    assert not named, f"{fence.place}: `{named}` is no kind; there are {', '.join(KINDS)}"
    keys = set(data)
    for kind in ("panel", "exhibition", "layout", "theme"):
        model, _ = MODELS[kind]
        if keys <= {field.alias or name for name, field in model.model_fields.items()}:
            return kind
    tables = (("formats", Format), ("printers", Printer))
    for kind, model in tables:
        known = {field.alias or name for name, field in model.model_fields.items()}
        if all(isinstance(row, dict) and set(row) <= known for row in data.values()):
            return kind
    raise AssertionError(f"{fence.place}: say what it is, as in ```yaml panel; keys: {keys}")


def exhibition_of(kind: str, text: str, data: Mapping[str, Any], folder: Path) -> Path:
    """A folder in which the example stands as the file that it is, in use."""
    exhibition = "title: Example\nlanguages: [en]\n"
    panel = WHOLE_PANEL.format(layout="text-led")
    shelf = folder / "layouts"
    (shelf / "themes").mkdir(parents=True)
    if kind == "panel":
        panel = panel_text(text, data)
        if _has_french(data):
            exhibition = "title: Example\nlanguages: [fr, en]\n"
    elif kind == "exhibition":
        exhibition = text if "title" in data else f"title: Example\n{text}"
    elif kind == "layout":
        (shelf / "example.yaml").write_text(text, "utf-8")
        panel = full_panel("example", data)
        exhibition += "subtitle: All its blocks\nchronology: [{date: 1944, text: A year}]\n"
    elif kind == "theme":
        (shelf / "themes" / "example.yaml").write_text(text, "utf-8")
        exhibition += "theme: example\n"
    elif kind == "formats":
        (shelf / "formats.yaml").write_text(text, "utf-8")
        exhibition += f"format: {next(iter(data))}\n"
    else:
        (shelf / "printers.yaml").write_text(text, "utf-8")
        exhibition += f"printer: {next(iter(data))}\n"
    write_exhibition(folder, {"01-example": panel}, exhibition)
    write_files(folder, data)
    write_files(folder, plain(panel, folder))
    return folder


def panel_text(text: str, data: Mapping[str, Any]) -> str:
    """The fragment with the keys that a panel must have."""
    layout = next((SHOWS[key] for key in SHOWS if key in data), "text-led")
    head = "" if "layout" in data else f"layout: {layout}\n"
    return head + ("" if "title" in data else "title: Example\n") + text


def full_panel(layout: str, data: Mapping[str, Any]) -> str:
    """A panel with something for every slot of a layout."""
    parts = {
        "lead": "lead: One sentence.",
        "text": "text: Some words.",
        "subtitle": "subtitle: A line",
        "quote": "quote: {text: Few words., by: Somebody}",
        "figures": "figures: [{value: '12', label: panels}]",
        "sources": "sources: [A book.]",
        "qr": "qr: {url: 'https://example.org', label: More}",
        "credits": "credits: Somebody.",
        "logos": "logos: [{file: logo.png}]",
        "map": "map: {area: lille}",
        "chronology": "chronology: [{date: 1944, text: A year}]",
    }
    slots = data["slots"].values()
    blocks = dict.fromkeys(slot["block"] for slot in slots)
    lines = [f"layout: {layout}", "title: Example", *(parts[b] for b in blocks if b in parts)]
    if {"image", "images", "caption"} & set(blocks):
        count = max(slot.get("index", 1) for slot in slots)
        pictures = "".join(f"{{file: {n}.png, caption: C., credit: D}}, " for n in range(count))
        lines.append(f"images: [{pictures}]")
    return "\n".join(lines) + "\n"


def write_files(folder: Path, value: Any, key: str = "") -> None:
    """Make the pictures, map layers and profiles that the data names."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            write_files(folder, inner, name)
    elif isinstance(value, list | tuple):
        for inner in value:
            write_files(folder, inner, key)
    elif key in ("file", "profile") and isinstance(value, str):
        _write(folder, value)


def _write(folder: Path, name: str) -> None:
    suffix = Path(name).suffix
    if suffix == ".icc":
        target = folder / "profiles" / name
        target.parent.mkdir(exist_ok=True)
        carried = Path(__file__).resolve().parents[2] / "cimaise" / "data" / "icc" / CARRIED_CMYK
        shutil.copy(carried, target)
    elif suffix == ".geojson":
        target = folder / "maps" / name
        target.parent.mkdir(exist_ok=True)
        ring = "[[2.6, 50.4], [3.2, 50.4], [3.2, 50.6], [2.6, 50.6], [2.6, 50.4]]"
        target.write_text(f'{{"type": "Polygon", "coordinates": [{ring}]}}', "utf-8")
    else:
        target = folder / "images" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        Image.new("L", (60, 40), 128).save(target)


def _has_french(value: Any) -> bool:
    if isinstance(value, Mapping):
        return "fr" in value or any(_has_french(inner) for inner in value.values())
    return isinstance(value, list | tuple) and any(map(_has_french, value))
