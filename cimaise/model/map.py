"""What a panel says of its map: area, layers, places, routes, zones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import Discriminator, Field, Tag

from cimaise.model.dates import DateText
from cimaise.model.inkuse import InkUse
from cimaise.model.record import Count, FileName, Flag, Name, Positive, Record
from cimaise.model.texts import LocalText

HALF_TURN: Final = 180.0

Longitude = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-180, le=180)]
Latitude = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-90, le=90)]
# The map itself judges a point: it knows when the two are swapped.
_Easting = Annotated[
    float,
    Field(strict=True, allow_inf_nan=False, json_schema_extra={"minimum": -180, "maximum": 180}),
]
_Northing = Annotated[
    float,
    Field(strict=True, allow_inf_nan=False, json_schema_extra={"minimum": -90, "maximum": 90}),
]
LonLat = tuple[_Easting, _Northing]
"""Degrees: longitude (east positive) first, as GeoJSON has it."""
Box = tuple[Longitude, Latitude, Longitude, Latitude]
"""West, south, east, north, in degrees."""


def _area_kind(value: object) -> str:
    return "tag:box" if isinstance(value, list | tuple) else "tag:name"


def _layer_kind(value: object) -> str:
    return "tag:name" if isinstance(value, str) else "tag:file"


def _legend_kind(value: object) -> str:
    return "tag:words" if isinstance(value, Mapping) else "tag:flag"


class GeoLayer(Record):
    """A layer of the designer's own, drawn from a GeoJSON file."""

    file: FileName = Field(
        description="A GeoJSON file in the exhibition's `maps/` folder, in degrees (WGS 84).",
        examples=["bassin-minier.geojson"],
    )
    kind: Name = Field(
        "zone",
        description="How it is drawn: the name of a map symbol, as for zones and routes.",
        examples=["zone", "border", "river"],
    )
    ink: InkUse | None = Field(
        None, description="An ink of the theme, with a tint if wanted; the symbol's by default."
    )
    width_pt: Positive | None = Field(
        None, description="Width of its lines in points at 80×120; the symbol's by default."
    )
    label: LocalText | None = Field(None, description="Its name in the legend.")


Area = Annotated[
    Annotated[Name, Tag("tag:name")] | Annotated[Box, Tag("tag:box")], Discriminator(_area_kind)
]
Layer = Annotated[
    Annotated[Name, Tag("tag:name")] | Annotated[GeoLayer, Tag("tag:file")],
    Discriminator(_layer_kind),
]
Legend = Annotated[
    Annotated[Flag, Tag("tag:flag")] | Annotated[dict[Name, LocalText], Tag("tag:words")],
    Discriminator(_legend_kind),
]


class Place(Record):
    """A point on the map with its name."""

    name: LocalText = Field(description="The name set beside the point.", examples=["Lille"])
    at: LonLat = Field(
        description="[longitude, latitude] in degrees, east and north positive.",
        examples=[[3.06, 50.63]],
    )
    kind: Name = Field(
        "town",
        description="What it is, hence its symbol.",
        examples=["town", "liberated", "sabotage", "battle"],
    )
    date: DateText | None = Field(
        None, description="When it happened there; set small beside the name."
    )
    note: LocalText | None = Field(None, description="A few words set under the name.")
    priority: Count = Field(
        2,
        description="1 is placed first and never dropped for want of room; 3 goes before 2.",
        examples=[1, 2, 3],
    )


class Route(Record):
    """A way across the map, drawn as an arrow or a line."""

    name: LocalText | None = Field(None, description="Its label; none draws none.")
    via: tuple[LonLat, ...] = Field(
        min_length=2,
        description="The points it runs through, [longitude, latitude] each.",
        examples=[[[2.35, 48.86], [3.06, 50.63]]],
    )
    kind: Name = Field(
        "route", description="What it is, hence its line.", examples=["advance", "railway"]
    )


class Zone(Record):
    """A surface on the map."""

    name: LocalText | None = Field(None, description="Its label; none draws none.")
    polygon: tuple[LonLat, ...] = Field(
        min_length=3,
        description="Its outline, [longitude, latitude] each; closed by itself.",
        examples=[[[2.5, 50.5], [3.2, 50.5], [3.2, 50.3]]],
    )
    kind: Name = Field("zone", description="What it is, hence its tint.", examples=["basin"])


class MapBlock(Record):
    """A map, drawn from the layers that Cimaise carries and from what the panel adds."""

    area: Area = Field(
        description="What the map shows: a named area, or [west, south, east, north] in degrees.",
        examples=["nord-pas-de-calais", [1.5, 49.9, 4.3, 51.1]],
    )
    layers: tuple[Layer, ...] = Field(
        ("land", "borders", "rivers"),
        description="Named layers, or GeoJSON files as {file: …}; the first lies undermost.",
        examples=[["land", "borders", "departments-1944", "rivers"]],
    )
    places: tuple[Place, ...] = Field((), description="Points with their names.")
    routes: tuple[Route, ...] = Field((), description="Ways: advances, retreats, lines.")
    zones: tuple[Zone, ...] = Field((), description="Surfaces, drawn over the land.")
    caption: LocalText | None = Field(None, description="The caption, Markdown allowed.")
    alt: LocalText | None = Field(
        None, description="What the map shows, for those who cannot see it; booklet and screen."
    )
    scale: Flag = Field(True, description="Whether a scale bar is drawn.")
    legend: Legend = Field(
        True,
        description="Whether the kinds in use are explained; or your own words for some of them.",
        examples=[{"advance": {"fr": "Avance des Alliés", "en": "Allied advance"}}, False],
    )
    locator: Flag = Field(
        False, description="Whether a small map of France says which part of it the map shows."
    )

    @property
    def legend_words(self) -> Mapping[str, LocalText]:
        """What kinds are called here instead of their usual names."""
        return {} if isinstance(self.legend, bool) else self.legend
