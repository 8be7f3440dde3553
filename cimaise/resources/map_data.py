"""The map layers and the map's style that Cimaise carries, read once per process.

Geometries are in degrees (longitude, latitude). What they show and where they come from is in
`cimaise/data/map/README.md`; they are read from `layers.wkb`, which holds the GeoJSON files
beside it in a form that loads at once.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import shapely
from msgspec import Struct
from shapely.geometry.base import BaseGeometry

from cimaise.resources.map_areas import areas, map_yaml

LAYERS = ("land", "borders", "departments-1944", "rivers")
"""The layers that a panel may name."""

EXTENT = (-10.48, 36.0, 19.0, 60.0)
"""West, south, east, north of what the layers cover, degrees."""


class River(Struct, frozen=True):
    """A river's lines in degrees, its names, and its rank (the lower, the larger)."""

    names: Mapping[str, str]
    rank: int
    course: BaseGeometry

    def name(self, language: str) -> str:
        """Its name; the English one where the language is missing."""
        return self.names.get(language.partition("-")[0]) or self.names["en"]


@lru_cache(maxsize=1)
def style() -> Mapping[str, Any]:
    """How a map looks: `style.yaml` as it is written."""
    return MappingProxyType(map_yaml("style.yaml"))


@lru_cache(maxsize=1)
def symbols() -> Mapping[str, Any]:
    """Shapes and kinds: `symbols.yaml` as it is written."""
    return MappingProxyType(map_yaml("symbols.yaml"))


@lru_cache(maxsize=8)
def layer(name: str) -> BaseGeometry:
    """A layer's geometry, all of it: land, france, borders, department-limits."""
    ((_, found),) = _packed()[name]
    return found


@lru_cache(maxsize=1)
def departments() -> Mapping[str, BaseGeometry]:
    """The 90 departments of 1944 by name."""
    rows = _packed()["departments-1944"]
    return MappingProxyType({told["name"]: found for told, found in rows})


@lru_cache(maxsize=1)
def rivers() -> tuple[River, ...]:
    """The rivers, the largest first."""
    found = [
        River({"fr": told["fr"], "en": told["en"]}, told["rank"], course)
        for told, course in _packed()["rivers"]
    ]
    return tuple(sorted(found, key=lambda river: (river.rank, river.names["en"])))


@lru_cache(maxsize=64)
def outline(area: str) -> BaseGeometry | None:
    """What a named area is made of, as one shape; None where it is only a box."""
    found = areas()[area]
    if found.departments:
        return shapely.union_all([departments()[name] for name in found.departments])
    return layer(found.country) if found.country else None


@lru_cache(maxsize=1)
def _packed() -> Mapping[str, Sequence[tuple[dict[str, Any], BaseGeometry]]]:
    """Properties and geometry of every feature, by layer: a line of JSON tells which WKB is whose.

    Read as GeoJSON, the same features take forty times as long.
    """
    head, _, body = (files("cimaise") / "data/map/layers.wkb").read_bytes().partition(b"\n")
    found: dict[str, list[tuple[dict[str, Any], BaseGeometry]]] = defaultdict(list)
    start = 0
    for name, told, length in json.loads(head):
        found[name].append((told, shapely.from_wkb(body[start : start + length])))
        start += length
    return MappingProxyType(found)
