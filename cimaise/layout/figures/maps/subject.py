"""What a map shows, in degrees: its area, layers, places, routes and zones with their rows."""

from __future__ import annotations

from msgspec import Struct
from shapely.geometry.base import BaseGeometry

from cimaise.layout.figures.dates import TimeSpan
from cimaise.layout.figures.maps.areas import Box
from cimaise.layout.figures.maps.kinds import Group, Row, canonical
from cimaise.model.map import GeoLayer, Place, Route, Zone


class DatedPlace(Struct, frozen=True):
    """A place with its index in the YAML, the row of its kind, and its date."""

    index: int
    place: Place
    kind: str
    row: Row
    date: TimeSpan | None


class KnownRoute(Struct, frozen=True):
    """A route with its index in the YAML and the row of its kind."""

    index: int
    route: Route
    row: Row


class KnownZone(Struct, frozen=True):
    """A zone with its index in the YAML and the row of its kind."""

    index: int
    zone: Zone
    row: Row


class OwnLayer(Struct, frozen=True):
    """A designer's layer: its shapes in degrees, and how they are drawn."""

    index: int
    """Among the block's layers."""
    layer: GeoLayer
    group: Group
    row: Row
    shapes: BaseGeometry

    @property
    def is_land(self) -> bool:
        """Whether it is ground rather than something on it."""
        return self.group == "zones" and canonical("zones", self.layer.kind) == "land"


class Subject(Struct, frozen=True):
    """Everything that the map shows, in degrees."""

    area: str | None
    """The named area; None where the panel gives a box."""
    title: str
    box: Box
    outline: BaseGeometry | None
    layers: tuple[str, ...]
    own_layers: tuple[OwnLayer, ...]
    places: tuple[DatedPlace, ...]
    routes: tuple[KnownRoute, ...]
    zones: tuple[KnownZone, ...]
    caption: str
