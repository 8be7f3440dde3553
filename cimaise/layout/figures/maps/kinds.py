"""Kinds of places, routes and zones, and the inks of a map: names in, style rows out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from cimaise.inks import BLACK, Ink
from cimaise.layout.setting import Role, Setting
from cimaise.model.inkuse import InkUse
from cimaise.model.texts import LocalText
from cimaise.resources import map_data

Group = Literal["places", "routes", "zones"]
Row = Mapping[str, Any]


def row_of(group: Group, kind: str) -> Row | None:
    """The style row of a kind; None where there is no such kind."""
    rows = map_data.symbols()[group]
    name = kind if kind in rows else map_data.symbols()["also"].get(kind, kind)
    row: Row | None = rows.get(name)
    return row


def canonical(group: Group, kind: str) -> str:
    """The kind's own name, where it is called by another."""
    return kind if kind in map_data.symbols()[group] else map_data.symbols()["also"].get(kind, kind)


def names(group: Group) -> tuple[str, ...]:
    """The kinds of a group."""
    return tuple(map_data.symbols()[group])


def kinds_and_aliases() -> tuple[str, ...]:
    """Every name that a kind of any group may be called by."""
    symbols = map_data.symbols()
    groups: tuple[Group, ...] = ("places", "routes", "zones")
    return (*dict.fromkeys(name for group in groups for name in names(group)), *symbols["also"])


def named(row: Row, label: LocalText | None) -> Row:
    """The row with the designer's label; the row itself where there is none."""
    return {**row, "label": label} if label else row


def label_of(row: Row, language: str) -> str:
    """What a kind is called in the legend; where the language is missing, English, or what the
    designer wrote first."""
    return said_of(row, language)[0]


def said_of(row: Row, language: str) -> tuple[str, str]:
    """What a kind is called in the legend, and in which language it is said."""
    labels: LocalText | Mapping[str, str] = row["label"]
    if isinstance(labels, LocalText):
        return labels.get(language), labels.language(language)
    own = labels.get(language.partition("-")[0])
    return (own, language) if own else (labels["en"], "en")


def ink_of(setting: Setting, use: str | InkUse) -> Ink:
    """The theme's ink of that name; its text ink where the theme has none of it."""
    wanted = InkUse.of(use) if isinstance(use, str) else use
    if wanted.name in setting.inks:
        return setting.ink(wanted)
    base = {"paper": setting.paper, "black": BLACK}.get(wanted.name) or setting.role("text").ink
    return base if wanted.tint_percent == 100 else base.tinted(wanted.tint_percent / 100)


def role_of(setting: Setting, name: str) -> Role:
    """A type role of the map; the captions' where the theme lacks it, else the text's."""
    return setting.roles.get(name) or setting.role("caption")
