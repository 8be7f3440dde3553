"""Source GeoJSON (Natural Earth 1:10m, clipped to Western Europe) → the package's map layers.

    python tools/prepare_map_data.py FOLDER

FOLDER holds terres, frontieres, fleuves_ne and departements_1944 (.geojson, degrees). Writes
land, france, borders, department-limits, departments-1944, rivers into cimaise/data/map/, and all
of them once more as layers.wkb, which is what the program reads (without FOLDER, that alone). All
share one coast and one border: France is the part of the land that the borders cut out, not the
departments' own outline, which is generalised a little differently.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import shapely
import yaml
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, nearest_points

OUT = Path(__file__).parent.parent / "cimaise/data/map"
DECIMALS = 4  # about 10 m, far below the source's accuracy
SNAP_DEG = 0.012  # borders of the source end this close to the coast at most
DUST_DEG2 = 2e-5  # slivers of the overlay: about 0.2 km²
LAYERS = ("land", "france", "borders", "department-limits", "departments-1944", "rivers")


def main(folder: Path) -> None:
    """Write every layer."""
    land = polygons_of(shapely.make_valid(geometry(folder / "terres.geojson")))
    borders = features(folder / "frontieres.geojson")
    departments = {
        str(found["properties"]["nom"]): shapely.make_valid(shape(found["geometry"]))
        for found in features(folder / "departements_1944.geojson")
    }
    coast = shapely.boundary(land)
    lines = [reaching(shape(found["geometry"]), coast) for found in borders]
    cut = shapely.union_all([coast, *lines])
    faces = shapely.get_parts(shapely.polygonize(list(shapely.get_parts(cut))))
    whole = shapely.union_all(list(departments.values()))
    french = [face for face in faces if shapely.area(face & whole) > 0.5 * shapely.area(face)]
    france = shapely.union_all(french)
    inner = shapely.union_all([shapely.boundary(part) for part in departments.values()])
    # The departments' own outline runs within 0.4 km of the country's; only what is inside stays.
    inner = shapely.intersection(inner, shapely.buffer(france, -0.004))
    joined = linemerge(inner) if inner.geom_type == "MultiLineString" else inner
    limits = [
        reaching(line, shapely.boundary(france), 0.015)
        for line in shapely.get_parts(joined)
        if shapely.length(line) > 0.02
    ]
    write("land", [({}, land)])
    write("france", [({}, france)])
    write("borders", [({}, linemerge(shapely.multilinestrings(lines)))])
    write("department-limits", [({}, shapely.multilinestrings(limits))])
    write("departments-1944", cut_out(france, limits, departments))
    write("rivers", rivers(features(folder / "fleuves_ne.geojson")))
    pack()


def cut_out(
    france: BaseGeometry, limits: list[BaseGeometry], departments: dict[str, BaseGeometry]
) -> list[tuple[dict[str, Any], BaseGeometry]]:
    """France cut along its limits; each piece goes to the department that covers most of it."""
    net = shapely.union_all([shapely.boundary(france), *limits])
    pieces: dict[str, list[BaseGeometry]] = {name: [] for name in departments}
    for piece in shapely.get_parts(shapely.polygonize(list(shapely.get_parts(net)))):
        shared = {name: shapely.area(piece & part) for name, part in departments.items()}
        name = max(shared, key=lambda key: shared[key])
        if shared[name] > 0.3 * shapely.area(piece):
            pieces[name].append(piece)
    return [({"name": name}, shapely.union_all(parts)) for name, parts in pieces.items()]


def rivers(found: list[dict[str, Any]]) -> list[tuple[dict[str, Any], BaseGeometry]]:
    """One feature per river and language-independent name, its pieces joined where they meet."""
    table = yaml.safe_load((OUT / "rivers.yaml").read_text(encoding="utf-8"))
    parts: dict[tuple[str, str], list[BaseGeometry]] = {}
    ranks: dict[tuple[str, str], int] = {}
    for feature in found:
        line = shape(feature["geometry"])
        raw, rank = feature["properties"]["nom"], round(float(feature["properties"]["rang"]))
        name = next(
            (
                (row["fr"], row["en"])
                for row in table["names"]
                if row["source"] == raw
                and ("within" not in row or shapely.within(line, shapely.box(*row["within"])))
            ),
            (raw, raw),
        )
        parts.setdefault(name, []).append(line)
        ranks[name] = min(rank, ranks.get(name, rank))
    for row in table["courses"]:
        name = (row["name"]["fr"], row["name"]["en"])
        parts.setdefault(name, []).append(shapely.linestrings(row["course"]))
        ranks[name] = min(row["rank"], ranks.get(name, row["rank"]))
    return [
        ({"fr": fr, "en": en, "rank": ranks[fr, en]}, linemerge(shapely.multilinestrings(lines)))
        for (fr, en), lines in sorted(parts.items())
    ]


def reaching(line: BaseGeometry, goal: BaseGeometry, within: float = SNAP_DEG) -> BaseGeometry:
    """The line with each end that stops short of `goal` drawn on to it, and a hair beyond."""
    points = [tuple(point) for point in shapely.get_coordinates(line)]
    for end in (0, -1):
        tip = shapely.Point(points[end])
        if 0 < shapely.distance(goal, tip) < within:
            near = nearest_points(goal, tip)[0]
            beyond = (near.x + (near.x - tip.x) * 0.02, near.y + (near.y - tip.y) * 0.02)
            points = [beyond, *points] if end == 0 else [*points, beyond]
    return shapely.linestrings(points)


def polygons_of(found: BaseGeometry) -> BaseGeometry:
    """The surfaces of a repaired geometry; its loose lines are dropped."""
    parts = shapely.get_parts(shapely.get_parts(found))
    return shapely.union_all([part for part in parts if part.geom_type == "Polygon"])


def features(file: Path) -> list[dict[str, Any]]:
    """The features of a GeoJSON collection."""
    found: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["features"]
    return found


def geometry(file: Path) -> BaseGeometry:
    """The geometry of a file that holds just one."""
    return shapely.from_geojson(file.read_text(encoding="utf-8"))


def shape(geometry_: dict[str, Any]) -> BaseGeometry:
    """A GeoJSON geometry as shapely has it."""
    return shapely.from_geojson(json.dumps(geometry_))


def write(name: str, rows: list[tuple[dict[str, Any], BaseGeometry]]) -> None:
    """One layer, a feature a line, coordinates rounded."""
    lines = []
    for properties, found in rows:
        rounded = shapely.set_precision(found, 10**-DECIMALS, mode="pointwise")
        text = json.loads(shapely.to_geojson(rounded))
        feature = {"type": "Feature", "properties": properties, "geometry": tidy(text)}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    body = ",\n".join(lines)
    (OUT / f"{name}.geojson").write_text(
        f'{{"type":"FeatureCollection","features":[\n{body}\n]}}\n', encoding="utf-8"
    )
    print(f"{name}: {len(rows)} features, {(OUT / f'{name}.geojson').stat().st_size // 1000} kB")


def pack() -> None:
    """layers.wkb: a line of JSON with [layer, properties, bytes] for each feature, then its WKB."""
    rows = [
        (name, found["properties"], shapely.to_wkb(shape(found["geometry"])))
        for name in LAYERS
        for found in features(OUT / f"{name}.geojson")
    ]
    head = [[name, told, len(wkb)] for name, told, wkb in rows]
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    (OUT / "layers.wkb").write_bytes(b"".join([text, b"\n", *(wkb for *_, wkb in rows)]))


def tidy(found: Any) -> Any:
    """The same GeoJSON with its floats rounded to what is kept."""
    if isinstance(found, float):
        return round(found, DECIMALS)
    if isinstance(found, list):
        return [tidy(item) for item in found]
    if isinstance(found, dict):
        return {key: tidy(value) for key, value in found.items()}
    return found


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        pack()
