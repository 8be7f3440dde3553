"""The ground under a map: loaded, put on the page and on a grid just as shapely would."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import shapely

from cimaise.geometry import Rect
from cimaise.layout.figures.maps.base_map import Scene, base_map
from cimaise.layout.figures.maps.projection import LAMBERT_93, along, fit
from cimaise.layout.figures.maps.raster import Raster, edges_of
from cimaise.layout.marks import PathMark
from cimaise.resources import map_data
from tests.maps.maps_made import FRAME, block, drawn, the_map, town

DATA = Path(map_data.__file__).parents[1] / "data/map"
ALL = ("land", "borders", "departments-1944", "rivers")


def _written(name: str) -> list[tuple[dict[str, object], object]]:
    features = json.loads((DATA / f"{name}.geojson").read_text("utf-8"))["features"]
    return [(row["properties"], shapely.from_geojson(json.dumps(row))) for row in features]


def test_the_packed_layers_are_those_written_as_geojson() -> None:
    for name in ("land", "france", "borders", "department-limits"):
        ((_, shape),) = _written(name)
        assert map_data.layer(name).equals_exact(shape), name
    departments = {told["name"]: shape for told, shape in _written("departments-1944")}
    assert departments.keys() == map_data.departments().keys()
    assert all(map_data.departments()[n].equals_exact(s) for n, s in departments.items())
    rivers = {told["fr"]: shape for told, shape in _written("rivers")}
    assert len(rivers) == len(map_data.rivers())
    assert all(r.course.equals_exact(rivers[r.names["fr"]]) for r in map_data.rivers())


def test_the_grid_agrees_with_shapely() -> None:
    shape = shapely.union_all(
        [
            shapely.Point(10, 8).buffer(7).difference(shapely.Point(11, 9).buffer(3)),
            shapely.box(-5, 12, 3, 40),
            shapely.box(18.2, 1.1, 30, 2.4),
        ]
    )
    raster = Raster.over(Rect(0, 0, 20, 16), 0.37)
    x, y = np.meshgrid(*raster.middles)
    assert (raster.inside(edges_of(shape)) == shapely.contains_xy(shape, x, y)).all()
    assert not raster.inside(edges_of(shapely.Polygon())).any()
    crossed = raster.crossed(edges_of(shape))
    cells = shapely.box(x - 0.185, y - 0.185, x + 0.185, y + 0.185)
    met = shapely.intersects(shapely.boundary(shape), cells)
    # A line may cut a corner between two samples, never the other way about.
    assert (met | ~crossed).all()
    assert crossed.sum() > 0.9 * met.sum()


def test_boxes_that_touch_a_line_are_found() -> None:
    projection = fit(LAMBERT_93, along((-1.5, 48, 3, 50)), FRAME)
    strands = base_map(Scene(projection, FRAME, None), ALL, 1.0).strands
    assert len(strands.shapes) < len(strands.pieces) / 2
    x, y = np.meshgrid(np.arange(20, 700, 23.0), np.arange(20, 600, 17.0))
    boxes = shapely.box(x, y, x + 31, y + 7).reshape(-1)
    rows, hit = strands.met(boxes)
    pieces = shapely.linestrings(strands.pieces.reshape(-1, 2, 2))
    expected = shapely.STRtree(pieces).query(boxes, predicate="intersects")
    assert len(rows)
    assert set(zip(rows.tolist(), hit.tolist(), strict=True)) == set(zip(*expected, strict=True))


def test_two_languages_share_one_ground() -> None:
    made = block(area="normandie", places=[town("Caen", -0.37, 49.18)], layers=list(ALL))
    grounds = []
    for language in ("fr", "en"):
        group = the_map(drawn(made, language=language))
        paths = [m for m in group.marks[0].marks if isinstance(m, PathMark)]
        grounds.append(max(paths, key=lambda mark: len(mark.path)).path)
    assert grounds[0] is grounds[1]
