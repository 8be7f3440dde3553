"""The named areas of maps, read once per process. Loads no map library: numbers ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml
from msgspec import Struct


class Area(Struct, frozen=True):
    """A named area: what it is called, and its box (west, south, east, north) in degrees."""

    name: str
    titles: Mapping[str, str]
    box: tuple[float, float, float, float]
    country: str = ""
    departments: tuple[str, ...] = ()

    def title(self, language: str) -> str:
        """What it is called; English where the language is missing."""
        return self.titles.get(language.partition("-")[0]) or self.titles.get("en", self.name)


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
            for name, row in map_yaml("areas.yaml").items()
        }
    )


def map_yaml(name: str) -> dict[str, Any]:
    """A YAML file of `cimaise/data/map/`."""
    text = (files("cimaise") / "data/map" / name).read_text(encoding="utf-8")
    # The same loader in C where PyYAML has it, ten times as fast.
    found: dict[str, Any] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return found
