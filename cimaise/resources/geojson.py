"""A designer's GeoJSON file → one repaired geometry in degrees, remembered on disk.

Properties are not kept: a layer is drawn in one manner. Coordinates in metres are taken for what
the file's `crs` member says (IGN's extracts come in EPSG:2154), else they are an error.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Final

import numpy as np
import pyproj
import shapely
from msgspec import Struct
from shapely.geometry.base import BaseGeometry

from cimaise.resources.cache import NO_CACHE, Cache, content_digest, key_of

LARGEST_BYTES: Final = 50_000_000
# Python's own reader of numbers and brackets gives up on deeper files, as does GEOS.
DEEPEST: Final = 64
OPENING: Final = tuple(b"[{")
NO_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))
EXPORT: Final = "export it again as GeoJSON, in WGS 84 (EPSG:4326)"
_CRS = re.compile(r'"crs"\s*:\s*\{.{0,200}?(?:EPSG|epsg)\D{1,3}(\d{4,5})"', re.DOTALL)
# Pairs of edges that might cross: repairing the file's shapes takes about a second for so many.
MOST_TANGLES: Final = 100_000
SAMPLED_PAIRS: Final = 4_000_000
EASILY_JUDGED: Final = 5_000
_FORMAT = 3  # changes when what is stored under a key does


# What France's coordinates in metres are, by projection: west, south, east, north.
METRES: Final = {
    "Lambert-93 (EPSG:2154) or Web Mercator": (-1_200_000.0, 5_900_000.0, 1_400_000.0, 7_200_000.0),
    "UTM (EPSG:32630 to 32632)": (100_000.0, 4_500_000.0, 900_000.0, 5_800_000.0),
}


class UnreadableMapError(ValueError):
    """A file that no map can be made from: a sentence for the designer, and what helps."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class GeoData(Struct, frozen=True):
    """What a file holds: its shapes in degrees, and how many had to be repaired or left out."""

    shapes: BaseGeometry
    repaired: int = 0


def read_geojson(file: Path, cache: Cache = NO_CACHE) -> GeoData:
    """The shapes of a GeoJSON file.

    Raises FileNotFoundError, or UnreadableMapError where the file is
    too large, no GeoJSON, empty, or not in degrees.
    """
    if not file.is_file():
        raise FileNotFoundError(file)
    size = file.stat().st_size
    if size > LARGEST_BYTES:
        raise UnreadableMapError(
            f"{file.name} has {size / 1e6:.0f} MB, more than the {LARGEST_BYTES // 1_000_000} MB "
            "that a map layer may have",
            "cut it to the map's area, and simplify it to what is printed",
        )
    key = key_of("geojson", _FORMAT, shapely.geos_version, content_digest(file, cache))
    known = cache.get(key)
    if known is not None:
        return GeoData(shapely.from_wkb(known[4:]), int.from_bytes(known[:4], "big"))
    found = _read(file)
    cache.put(key, found.repaired.to_bytes(4, "big") + shapely.to_wkb(found.shapes))
    return found


def _read(file: Path) -> GeoData:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableMapError(
            f"{file.name} is not UTF-8 text, as GeoJSON must be", EXPORT
        ) from None
    if not text.strip():
        raise UnreadableMapError(f"{file.name} is empty", EXPORT)
    if '"Topology"' in text[:200]:
        raise UnreadableMapError(f"{file.name} is TopoJSON", EXPORT)
    if _deepest(text) > DEEPEST:
        raise UnreadableMapError(
            f"{file.name} nests brackets more than {DEEPEST} deep, as no GeoJSON does", EXPORT
        )
    dropped = 0
    try:
        whole = shapely.from_geojson(text)
    except shapely.GEOSException:
        whole, dropped = _one_by_one(file.name, text)
    # A collection's members, down to points, lines and polygons of one kind each.
    parts = shapely.get_parts(shapely.get_parts(shapely.get_parts(whole)))
    parts = parts[~(shapely.is_missing(parts) | shapely.is_empty(parts))]
    if not len(parts):
        raise UnreadableMapError(f"{file.name} holds no shape", EXPORT)
    if not np.isfinite(shapely.get_coordinates(parts)).all():
        raise UnreadableMapError(f"{file.name} has coordinates that are no numbers", EXPORT)
    # Programs write the member first or last.
    crs = _CRS.search(text[:4000]) or _CRS.search(text[-4000:])
    parts = _in_degrees(file.name, parts, crs)
    parts, broken = _mended(parts)
    # What repair leaves nothing of is no part of what was drawn.
    parts = parts[~(shapely.is_missing(parts) | shapely.is_empty(parts))]
    if not len(parts):
        raise UnreadableMapError(
            f"{file.name} holds no shape that can be drawn: all cross themselves or are misshapen",
            "mend them in the program that made the file: in QGIS, with `Fix geometries`",
        )
    return GeoData(shapely.geometrycollections(parts), broken + dropped)


def _mended(parts: np.ndarray) -> tuple[np.ndarray, int]:
    """The parts made valid, and how many were not; nothing stands for the most tangled.

    To judge these takes minutes, to mend them hours.
    """
    tangles = np.zeros(len(parts))
    for index in np.flatnonzero(shapely.get_num_coordinates(parts) > EASILY_JUDGED):
        tangles[index] = _tangle(parts[index])
    hopeless = tangles > 10 * MOST_TANGLES
    parts[hopeless] = None
    broken = np.flatnonzero(~(hopeless | shapely.is_valid(parts)))
    tangles[broken] = [_tangle(shape) for shape in parts[broken]]
    broken = broken[np.argsort(tangles[broken], kind="stable")]
    mended = np.cumsum(tangles[broken]) <= MOST_TANGLES
    parts[broken[~mended]] = None
    parts[broken[mended]] = shapely.make_valid(
        parts[broken[mended]], method="structure", keep_collapsed=False
    )
    return parts, len(broken) + int(hopeless.sum())


def _tangle(shape: BaseGeometry) -> float:
    """About how many pairs of a surface's edges lie so that they might cross: from a sample."""
    if shapely.get_dimensions(shape) < 2:
        return 0.0
    xy = shapely.get_coordinates(shape)
    edges = shapely.linestrings(np.stack([xy[:-1], xy[1:]], axis=1))
    sample = edges[:: max(1, len(edges) // max(8, SAMPLED_PAIRS // max(1, len(edges))))]
    met: int = shapely.STRtree(edges).query(sample).shape[1]
    # Each edge meets itself and its two neighbours, and in a winding coast a few more.
    return max(0, met - 6 * len(sample)) * len(edges) / max(1, len(sample))


def _one_by_one(name: str, text: str) -> tuple[BaseGeometry, int]:
    """The features that can be read, and how many cannot; one without a place is no fault."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableMapError(_what_is_wrong(name, text), EXPORT) from None
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list):
        raise UnreadableMapError(_what_is_wrong(name, text), EXPORT)
    placed = [
        json.dumps(row["geometry"])
        for row in features
        if isinstance(row, dict) and row.get("geometry") is not None
    ]
    shapes = shapely.from_geojson(np.array(placed, dtype=object), on_invalid="ignore")
    kept = [shape for shape in shapes if shape is not None]
    if placed and not kept:
        raise UnreadableMapError(_what_is_wrong(name, text), EXPORT)
    return shapely.geometrycollections(kept), len(placed) - len(kept)


def _deepest(text: str) -> int:
    """How deep brackets nest, strings not told apart: an upper bound, in one pass over them."""
    brackets = text.encode("utf-8").translate(None, NO_BRACKETS)
    steps = np.where(np.isin(np.frombuffer(brackets, dtype=np.uint8), OPENING), 1, -1)
    return int(np.cumsum(steps, dtype=np.int32).max(initial=0))


def _in_degrees(name: str, parts: np.ndarray, crs: re.Match[str] | None) -> np.ndarray:
    xy = shapely.get_coordinates(parts)
    if crs and crs[1] not in ("4326", "4979"):
        try:
            to_degrees = pyproj.Transformer.from_crs(int(crs[1]), 4326, always_xy=True)
        except pyproj.exceptions.CRSError:
            raise UnreadableMapError(
                f"{name} is in EPSG:{crs[1]}, which is unknown", EXPORT
            ) from None
        parts = shapely.transform(parts, lambda x, y: to_degrees.transform(x, y), interleaved=False)
        xy = shapely.get_coordinates(parts)
    far = np.abs(xy)
    furthest_x, furthest_y = far.max(axis=0)
    # What is no number is not in degrees either.
    if not (furthest_x <= 180 and furthest_y <= 90):
        if furthest_x <= 90 and furthest_y <= 180:
            worst = xy[np.argmax(far[:, 1])]
            raise UnreadableMapError(
                f"{name} is nowhere on earth: it holds {worst[0]:.0f}, {worst[1]:.0f}",
                "it looks like latitude, longitude: export it with longitude first",
            )
        worst = xy[np.argmax(far[:, 0])]
        raise UnreadableMapError(
            f"{name} is not in degrees: it holds {worst[0]:.0f}, {worst[1]:.0f}",
            f"{_looks_like(xy)}export it in WGS 84 (EPSG:4326)",
        )
    return parts


def _looks_like(metres: np.ndarray) -> str:
    """In which projection the coordinates seem to be, as the start of a hint."""
    lon, lat = metres.mean(axis=0)[:2]
    for name, (west, south, east, north) in METRES.items():
        if west <= lon <= east and south <= lat <= north:
            return f"it looks like {name}: "
    return ""


def _what_is_wrong(name: str, text: str) -> str:
    try:
        found = json.loads(text)
    except json.JSONDecodeError as problem:
        return f"{name} is not JSON: {problem.msg} at line {problem.lineno}"
    except RecursionError:
        return f"{name} nests too deep to be read"
    except ValueError:  # Python reads no longer ones
        return f"{name} holds a number of more than {sys.get_int_max_str_digits()} digits"
    kind = found.get("type") if isinstance(found, dict) else None
    if kind is None:
        return f"{name} is JSON but no GeoJSON: it has no `type`"
    return f"{name} is no GeoJSON that can be read: its `{kind}` lacks coordinates or is misshapen"
