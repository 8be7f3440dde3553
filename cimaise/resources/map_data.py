"""The map layers and the map's style that Cimaise carries, read once per process.

Geometries are in degrees (longitude, latitude). What they show and where they come from is in
`cimaise/data/map/README.md`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import shapely
import yaml
from shapely.geometry.base import BaseGeometry

LAYERS = ("land", "borders", "departments-1944", "rivers")
"""The layers that a panel may name."""

EXTENT = (-10.48, 36.0, 19.0, 60.0)
"""West, south, east, north of what the layers cover, degrees."""


@dataclass(frozen=True, slots=True)
class Area:
    """A named area: what it is called, and its box (west, south, east, north) in degrees."""

    name: str
    titles: Mapping[str, str]
    box: tuple[float, float, float, float]
    country: str = ""
    departments: tuple[str, ...] = ()

    def title(self, language: str) -> str:
        """What it is called; English where the language is missing."""
        return self.titles.get(language.partition("-")[0]) or self.titles.get("en", self.name)


@dataclass(frozen=True, slots=True)
class River:
    """A river's lines in degrees, its names, and its rank (the lower, the larger)."""

    names: Mapping[str, str]
    rank: int
    course: BaseGeometry

    def name(self, language: str) -> str:
        """Its name; the English one where the language is missing."""
        return self.names.get(language.partition("-")[0]) or self.names["en"]


@lru_cache(maxsize=1)
def areas() -> Mapping[str, Area]:
    """The named areas."""
    return MappingProxyType(
        {
            name: Area(
                name,
                row["title"],
                tuple(row["box"]),
                row.get("country", ""),
                tuple(row.get("departments", ())),
            )
            for name, row in _yaml("areas.yaml").items()
        }
    )


@lru_cache(maxsize=1)
def style() -> Mapping[str, Any]:
    """How a map looks: `style.yaml` as it is written."""
    return MappingProxyType(_yaml("style.yaml"))


@lru_cache(maxsize=1)
def symbols() -> Mapping[str, Any]:
    """Shapes and kinds: `symbols.yaml` as it is written."""
    return MappingProxyType(_yaml("symbols.yaml"))


@lru_cache(maxsize=8)
def layer(name: str) -> BaseGeometry:
    """A layer's geometry, all of it: land, france, borders, department-limits."""
    (feature,) = _features(name)
    return _shape(feature)


@lru_cache(maxsize=1)
def departments() -> Mapping[str, BaseGeometry]:
    """The 90 departments of 1944 by name."""
    return MappingProxyType(
        {found["properties"]["name"]: _shape(found) for found in _features("departments-1944")}
    )


@lru_cache(maxsize=1)
def rivers() -> tuple[River, ...]:
    """The rivers, the largest first."""
    found = [
        River(
            {"fr": row["properties"]["fr"], "en": row["properties"]["en"]},
            row["properties"]["rank"],
            _shape(row),
        )
        for row in _features("rivers")
    ]
    return tuple(sorted(found, key=lambda river: (river.rank, river.names["en"])))


@lru_cache(maxsize=64)
def outline(area: str) -> BaseGeometry | None:
    """What a named area is made of, as one shape; None where it is only a box."""
    found = areas()[area]
    if found.departments:
        return shapely.union_all([departments()[name] for name in found.departments])
    return layer(found.country) if found.country else None


def _features(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(_text(f"{name}.geojson"))["features"]
    return found


def _shape(feature: dict[str, Any]) -> BaseGeometry:
    return shapely.from_geojson(json.dumps(feature["geometry"]))


def _yaml(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(_text(name))
    return found


def _text(name: str) -> str:
    return (files("cimaise") / "data/map" / name).read_text(encoding="utf-8")
