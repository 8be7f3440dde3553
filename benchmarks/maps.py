"""How long a map of France with 40 labelled towns takes, against projecting its ground alone.

Run it from the project's folder with `python -m benchmarks.maps`. The plain baseline projects,
clips and simplifies land, borders, limits and rivers, and places no label: what no map can do
without. A crowd of 2,000 places and a layer of 5 MB are timed as well. Exit code 1 where a limit is
passed.
"""

from __future__ import annotations

import json
import math
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from cimaise.geometry import Rect
from cimaise.layout.figures.maps.base_map import Scene
from cimaise.layout.figures.maps.figure import draw_map
from cimaise.layout.figures.maps.ground import draw_ground
from cimaise.layout.figures.maps.projection import LAMBERT_93, along, fit
from cimaise.model.map import MapBlock
from cimaise.resources.cache import Cache
from cimaise.resources.geojson import read_geojson
from tests.maps.maps_made import FRAME, TOWNS, block, setting, town

LIMIT_MS = {"forty towns": 250.0, "2,000 places": 5000.0, "5 MB read again": 1000.0}
LAYERS = ("land", "borders", "departments-1944", "rivers")
BLEED = Rect(-5, 0, 810, 620)
ROUNDS = 9


def main() -> int:
    forty = block(places=[town(*row, date="1944-08-19") for row in TOWNS], layers=list(LAYERS))
    print(f"{'first run, nothing cached':26} {_once(lambda: _draw(forty)):8.1f} ms")
    print(f"{'ground alone':26} {_median(_ground):8.1f} ms")
    took = {"forty towns": _median(lambda: _draw(forty)), "2,000 places": _once(_crowd)}
    with tempfile.TemporaryDirectory() as folder:
        file, cache = Path(folder, "own.geojson"), Cache(Path(folder, "cache"))
        file.write_text(_circles(5_000_000), encoding="utf-8")
        print(f"{'5 MB read first':26} {_once(lambda: read_geojson(file, cache)):8.1f} ms")
        took["5 MB read again"] = _once(lambda: read_geojson(file, cache))
    for name, limit in LIMIT_MS.items():
        print(f"{name:26} {took[name]:8.1f} ms (limit {limit:.0f})")
    return int(any(took[name] > limit for name, limit in LIMIT_MS.items()))


def _draw(made: MapBlock) -> None:
    draw_map(made, FRAME, setting(), bleed=BLEED)


def _ground() -> None:
    projection = fit(LAMBERT_93, along((-4.85, 42.4, 8.25, 51.1)), FRAME)
    draw_ground(Scene(projection, BLEED, None), LAYERS, setting())


def _crowd() -> None:
    chance = random.Random(1)
    places = [
        town(f"Ville {i}", chance.uniform(-1, 7), chance.uniform(43.5, 50)) for i in range(2000)
    ]
    _draw(block(places=places, layers=list(LAYERS)))


def _circles(size: int) -> str:
    """GeoJSON of about that many bytes: circles with six decimals, as extracts have them."""
    chance = random.Random(1)
    found: list[str] = []
    while sum(map(len, found)) < size and len(found) < 20_000:
        x, y = chance.uniform(0, 6), chance.uniform(44, 50)
        ring = [
            [round(x + 0.05 * math.cos(a / 8), 6), round(y + 0.05 * math.sin(a / 8), 6)]
            for a in range(50)
        ]
        polygon = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
        found.append(json.dumps({"type": "Feature", "properties": {}, "geometry": polygon}))
    return f'{{"type":"FeatureCollection","features":[{",".join(found)}]}}'


def _once(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _median(work: Callable[[], object]) -> float:
    return statistics.median(_once(work) for _ in range(ROUNDS))


if __name__ == "__main__":
    raise SystemExit(main())
