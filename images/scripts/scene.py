"""Signed-distance scenes marched with numpy: a camera and a distance function in, fields out.

Points are arrays of shape (3, n), float32; y is up, lengths are metres.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from engraving import Field

Distance = Callable[[Field], Field]
BATCH = 40_000


@dataclass(frozen=True)
class Camera:
    """A pinhole at `eye` looking at `target`; `shift` moves the horizon as a view camera does."""

    eye: tuple[float, float, float]
    target: tuple[float, float, float]
    field_deg: float
    shift: tuple[float, float] = (0.0, 0.0)

    def axes(self) -> tuple[Field, Field, Field]:
        """Unit vectors right, up and ahead."""
        ahead = np.array(self.target, np.float32) - np.array(self.eye, np.float32)
        ahead /= np.linalg.norm(ahead)
        right = np.cross(ahead, np.array([0, 1, 0], np.float32))
        right /= np.linalg.norm(right)
        return right, np.cross(right, ahead), ahead

    def project(
        self, point: tuple[float, float, float], width: float, height: float
    ) -> tuple[float, float, float]:
        """Where a point falls on a plate, and px per metre at its depth."""
        right, up, ahead = self.axes()
        rel = np.array(point, np.float32) - np.array(self.eye, np.float32)
        depth = max(float(rel @ ahead), 1e-3)
        scale = width / 2 / float(np.tan(np.deg2rad(self.field_deg) / 2))
        x = width / 2 + scale * (float(rel @ right) / depth - self.shift[0])
        y = height / 2 - scale * (float(rel @ up) / depth - self.shift[1])
        return x, y, scale / depth

    def rays(self, rows: int, columns: int) -> tuple[Field, Field]:
        """Origins and unit directions, both (3, rows × columns), row by row."""
        eye = np.array(self.eye, np.float32)
        right, up, ahead = self.axes()
        y, x = np.mgrid[0:rows, 0:columns].astype(np.float32) + 0.5
        reach = np.tan(np.deg2rad(self.field_deg) / 2)
        x = (2 * x / columns - 1) * reach + self.shift[0]
        y = (1 - 2 * y / rows) * reach * rows / columns + self.shift[1]
        flat = (ahead[:, None] + right[:, None] * x.ravel() + up[:, None] * y.ravel()).astype(
            np.float32
        )
        flat /= np.linalg.norm(flat, axis=0)
        return np.broadcast_to(eye[:, None], flat.shape), flat


def _march(distance: Distance, origin: Field, ray: Field, far: float, steps: int) -> Field:
    depth = np.full(ray.shape[1], 1e-3, np.float32)
    active = np.arange(ray.shape[1])
    for _ in range(steps):
        near = depth[active]
        gap = distance(origin[:, active] + ray[:, active] * near)
        depth[active] = near + gap * 0.85
        active = active[(np.abs(gap) > 4e-4 * (near + 0.05)) & (depth[active] < far)]
        if not active.size:
            break
    return np.where(depth < far, depth, np.float32(np.inf))


def march(distance: Distance, origin: Field, ray: Field, far: float, steps: int = 120) -> Field:
    """Depth along each ray, inf where nothing is met before `far`."""
    parts = range(0, ray.shape[1], BATCH)
    met = [
        _march(distance, origin[:, i : i + BATCH], ray[:, i : i + BATCH], far, steps) for i in parts
    ]
    return np.concatenate(met)


def union(things: Sequence[Distance]) -> Distance:
    """The distance to the nearest of several things."""
    return lambda point: np.asarray(np.minimum.reduce([thing(point) for thing in things]))


def look(
    camera: Camera, things: Sequence[Distance], rows: int, columns: int, far: float, steps: int
) -> tuple[Field, Field, Field, Field]:
    """What the camera sees, row by row: rays, depths, points, and which of the things is met.

    Where a ray meets nothing its depth is inf, and its point lies at the far end.
    """
    origin, ray = camera.rays(rows, columns)
    depth = march(union(things), origin, ray, far, steps)
    point = np.ascontiguousarray(origin + ray * np.where(np.isfinite(depth), depth, far))
    kinds = np.argmin(np.stack([in_batches(thing, point) for thing in things]), axis=0)
    return ray, depth, point, kinds


def normals(distance: Distance, point: Field, size: float | Field = 1e-3) -> Field:
    """Unit normals by four taps on a tetrahedron."""
    total = np.zeros_like(point)
    for tap in ((1, -1, -1), (-1, -1, 1), (-1, 1, -1), (1, 1, 1)):
        corner = np.array(tap, np.float32)[:, None]
        total += corner * in_batches(distance, point + corner * size)
    return np.asarray(total / np.maximum(np.linalg.norm(total, axis=0), 1e-9))


def in_batches(distance: Distance, point: Field) -> Field:
    """Evaluate in pieces that stay in the cache."""
    parts = [distance(point[:, i : i + BATCH]) for i in range(0, point.shape[1], BATCH)]
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def sunlight(
    distance: Distance, point: Field, toward: Field, reach: float | Field, soft: float = 12.0
) -> Field:
    """Share of a lamp seen from each point, 0..1; `toward` are unit vectors to it.

    Soft shadow by the narrowest cone that misses every object (after I. Quilez).
    """
    lit = np.ones(point.shape[1], np.float32)
    reach = np.broadcast_to(np.asarray(reach, np.float32), lit.shape)
    depth = np.full(lit.shape, 0.004, np.float32) * np.maximum(1.0, reach * 0.05)
    active = np.arange(lit.size)
    for _ in range(48):
        here = depth[active]
        gap = in_batches(distance, point[:, active] + toward[:, active] * here)
        lit[active] = np.minimum(lit[active], np.clip(soft * gap / here, 0.0, 1.0))
        depth[active] = here + np.clip(gap, 0.004, 1e3) * 0.9
        active = active[(lit[active] > 0.01) & (depth[active] < reach[active])]
        if not active.size:
            break
    return lit


def occlusion(distance: Distance, point: Field, normal: Field, size: float) -> Field:
    """Openness of each point to the sky, 0..1, by five taps along the normal."""
    shut = np.zeros(point.shape[1], np.float32)
    weight = 1.0
    for tap in range(1, 6):
        step = size * tap / 5
        shut += weight * (step - in_batches(distance, point + normal * step)) / size
        weight *= 0.7
    return np.asarray(np.clip(1.0 - 1.1 * shut, 0.0, 1.0))


def toward(point: Field, lamp: tuple[float, float, float]) -> tuple[Field, Field]:
    """Unit vectors to a lamp, and distances to it."""
    way = np.array(lamp, np.float32)[:, None] - point
    span = np.linalg.norm(way, axis=0)
    return way / span, span


def box(
    point: Field, centre: tuple[float, float, float], half: tuple[float, float, float]
) -> Field:
    """Distance to an upright box."""
    x = np.abs(point[0] - centre[0]) - half[0]
    y = np.abs(point[1] - centre[1]) - half[1]
    z = np.abs(point[2] - centre[2]) - half[2]
    outside = np.maximum(x, 0) ** 2 + np.maximum(y, 0) ** 2 + np.maximum(z, 0) ** 2
    return np.asarray(np.sqrt(outside) + np.minimum(np.maximum(x, np.maximum(y, z)), 0))


def capsule(
    point: Field,
    start: tuple[float, float, float],
    end: tuple[float, float, float],
    radius: float,
    radius_end: float | None = None,
) -> Field:
    """Distance to a limb: a segment with a radius, or two."""
    a, b = np.array(start, np.float32), np.array(end, np.float32)
    line = b - a
    rel = point - a[:, None]
    along = np.clip((line @ rel) / float(line @ line), 0.0, 1.0)
    gap = np.linalg.norm(rel - line[:, None] * along, axis=0)
    width = radius if radius_end is None else radius + (radius_end - radius) * along
    return np.asarray(gap - width)


def ellipsoid(
    point: Field, centre: tuple[float, float, float], radii: tuple[float, float, float]
) -> Field:
    """Distance to an ellipsoid (first-order estimate)."""
    rel = point - np.array(centre, np.float32)[:, None]
    size = np.array(radii, np.float32)[:, None]
    near = np.linalg.norm(rel / size, axis=0)
    steep = np.linalg.norm(rel / (size * size), axis=0)
    return np.asarray(near * (near - 1.0) / np.maximum(steep, 1e-6))


def merge(first: Field, second: Field, round_: float) -> Field:
    """Union with a fillet."""
    blend = np.clip(0.5 + 0.5 * (second - first) / round_, 0.0, 1.0)
    return second + (first - second) * blend - round_ * blend * (1.0 - blend)
