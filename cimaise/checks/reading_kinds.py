"""How each kind of text is read, hence how it is judged: by the block it stands in and its role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

Kind = Literal["display", "read", "near", "small"]
"""Seen from afar; read through; read from one step nearer; small print."""

SIZE_LIMITS: Final[Mapping[Kind, str]] = {
    "display": "read-size",
    "read": "read-size",
    "near": "near-size",
    "small": "small-size",
}
"""The limit of the size of each kind."""

OWN: Final = ""
"""Stands for the role that the slot itself names."""

ANYWHERE: Final[Mapping[str, Kind]] = {"heading": "read", "note": "near"}
"""Of any text in Markdown."""

# What a theme that lacks a role of its own for them sets them in, too.
MAP_ROLES: Final[Mapping[str, Kind]] = {
    "map-town": "near",
    "map-date": "near",
    "map-note": "near",
    "map-route": "near",
    "map-zone": "near",
    "map-water": "near",
    "map-legend": "near",
    "caption": "near",
    "credit": "small",
    "text": "near",
}

# The axis has months and years, the dots have numbers that the map has, too.
DATE_ROLES: Final[Mapping[str, Kind]] = {
    "tick": "near",
    "band-date": "near",
    "label": "near",
    "map-number": "near",
    "caption": "near",
}

PICTURE_ROLES: Final[Mapping[str, Kind]] = {"caption": "near", "credit": "small", "text": "near"}

BLOCK_ROLES: Final[Mapping[str, Mapping[str, Kind]]] = {
    "title": {OWN: "display"},
    "subtitle": {OWN: "display"},
    "lead": {OWN: "read"},
    "text": {OWN: "read"},
    "image": PICTURE_ROLES,
    "images": PICTURE_ROLES,
    "caption": PICTURE_ROLES,
    "quote": {OWN: "display", "quote-by": "read"},
    "figures": {OWN: "display", "figure-label": "read"},
    "sources": {OWN: "near"},
    "qr": {OWN: "near"},
    "credits": {OWN: "small", "note": "small"},
    "logos": {},
    "map": MAP_ROLES,
    "chronology": {
        **DATE_ROLES,
        "event": "read",
        "chronology": "read",
        "chronology-place": "near",
        "date": "display",
        "date-key": "display",
    },
    "band": {**DATE_ROLES, "band": "near"},
    "number": {OWN: "display"},
    "running": {OWN: "small"},
}
"""The roles that each block sets, and how they are read."""


def kind_of(block: str, role: str, slot_role: str) -> Kind:
    """How a text of `role` in a slot of `block` is read; roles that are not listed are read."""
    kinds = BLOCK_ROLES.get(block, {})
    if role == slot_role and OWN in kinds:
        return kinds[OWN]
    return kinds.get(role) or ANYWHERE.get(role, "read")
