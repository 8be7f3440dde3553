"""What `list` prints: a name a line, and what it is for."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from pathlib import Path

from cimaise.model.defaults import defaults_folder
from cimaise.model.format import Format
from cimaise.model.library import load_library


def listing(what: str, folder: Path, width: int) -> str:
    """Names and descriptions: the package's own, and the exhibition's where `folder` is one."""
    if what == "fonts":
        return _fonts(folder)
    library, _ = load_library(folder)
    tables: dict[str, Mapping[str, object]] = {
        "formats": library.formats,
        "layouts": library.layouts,
        "themes": library.themes,
        "printers": library.printers,
    }
    rows = [(name, _about(entry)) for name, entry in tables[what].items()]
    column = max((len(name) for name, _ in rows), default=0) + 2
    return "\n".join(
        textwrap.fill(
            about,
            max(40, width),
            initial_indent=f"{name:<{column}}",
            subsequent_indent=" " * column,
        )
        if about
        else name
        for name, about in rows
    )


def _about(entry: object) -> str:
    about = str(getattr(entry, "about", None) or "")
    if isinstance(entry, Format):
        width, height = entry.trim
        size = f"{width:g} × {height:g} mm, read from {entry.distance_m:g} m"
        return f"{size}; {about}" if about else size
    return about


def _fonts(folder: Path) -> str:
    places = dict.fromkeys([folder / "fonts", defaults_folder() / "fonts"])
    names = {file.name for place in places for file in place.glob("*.ttf")}
    return "\n".join(sorted(names))
