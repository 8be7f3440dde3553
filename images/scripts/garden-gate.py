"""A gate left open in a garden wall: beyond it a path and a tree."""

from __future__ import annotations

import sys

import numpy as np
from engraving import (
    NEW,
    Field,
    Manner,
    by_kind,
    contours,
    engrave,
    fractal,
    print_plate,
    straight,
)
from scene import (
    Camera,
    box,
    capsule,
    ellipsoid,
    look,
    merge,
    normals,
    occlusion,
    sunlight,
    union,
)

WIDTH, HEIGHT, SCALE = 2800, 1866, 2
PITCH = 11.0
CAMERA = Camera((0.35, 1.60, 7.4), (0.35, 1.60, 0.0), 43.0, (-0.047, -0.008))
SUN = np.array((0.52, 0.62, 0.10), np.float32)
SUN /= np.linalg.norm(SUN)
OPEN, SWING = 0.62, np.deg2rad(64)
WALL, GROUND, GATE, LEAVES, BARK, SKY = range(6)


def wall(point: Field) -> Field:
    """Two lengths of brick wall with their coping, two piers with a ball on each."""
    x, y, z = point
    row = np.floor(y / 0.09)
    joint = np.maximum(
        np.abs(np.mod(x / 0.26 + 0.5 * np.mod(row, 2), 1.0) - 0.5) - 0.47,
        np.abs(np.mod(y / 0.09, 1.0) - 0.5) - 0.42,
    )
    rough = 0.006 * (joint > 0)
    away = np.abs(x)
    length = np.stack([away - 5.6, y, z])
    body = box(length, (0, 0.95, 0), (4.7, 0.95, 0.14)) + rough
    coping = box(length, (0, 1.94, 0), (4.7, 0.05, 0.20)) - 0.01
    stand = np.stack([away - 0.86, y, z])
    pier = box(stand, (0, 1.12, 0), (0.20, 1.12, 0.21)) + rough
    cap = box(stand, (0, 2.28, 0), (0.25, 0.05, 0.26)) - 0.01
    ball = ellipsoid(stand, (0, 2.47, 0), (0.15, 0.15, 0.15))
    return np.asarray(np.minimum.reduce((body, coping, pier, cap, ball)))


def ground(point: Field) -> Field:
    """Grass, and a path of flagstones that winds to the gate and on."""
    x, y, z = point
    bend = 0.35 * np.sin(np.minimum(z, 0) * 0.32) * np.clip(-z / 6, 0, 1)
    off = np.abs(x - bend)
    stone = 0.014 * (off < 0.55) - 0.012 * (
        (np.abs(np.mod(z / 0.55, 1.0) - 0.5) > 0.46) | (off < 0.02)
    ) * (off < 0.55)
    grass = 0.02 * np.sin(x * 9 + 2 * np.sin(z * 3)) * np.sin(z * 8 + 2 * np.sin(x * 4))
    rise = 0.30 * np.clip((-z - 4) / 10, 0, 1) ** 2 * 6
    return np.asarray((y - rise - stone - grass * (off > 0.55)) * 0.8)


def gate(point: Field) -> Field:
    """A door of slats, hung on the left pier and pushed inwards."""
    x, y, z = point[0] + OPEN, point[1], point[2]
    along = x * np.cos(SWING) - z * np.sin(SWING)
    across = x * np.sin(SWING) + z * np.cos(SWING)
    slat = np.mod(along / 0.135, 1.0) - 0.5
    top = 1.58 + 0.16 * np.sin(np.clip(along / (2 * OPEN), 0, 1) * np.pi)
    boards = np.stack([along - OPEN, y, across])
    leaf = box(boards, (0, 0.86, 0), (OPEN, 0.80, 0.018)) + 0.010 * (np.abs(slat) > 0.44)
    leaf = np.maximum(leaf, y - top)
    bars = [box(boards, (0, high, 0.035), (OPEN - 0.02, 0.055, 0.02)) for high in (0.35, 1.35)]
    brace = capsule(
        np.stack([along, y, across]), (0.06, 0.40, 0.035), (2 * OPEN - 0.06, 1.30, 0.035), 0.035
    )
    ring = np.stack([along - 2 * OPEN + 0.09, y - 0.92, across - 0.045])
    latch = np.hypot(np.hypot(ring[0], ring[1]) - 0.05, ring[2]) - 0.010
    return np.asarray(np.minimum.reduce([leaf, *bars, brace, latch]) * 0.85)


CROWNS = (
    ((1.0, 3.6, -8.0), (1.8, 1.15, 1.6)),
    ((-0.4, 4.2, -8.4), (1.3, 1.0, 1.3)),
    ((2.3, 4.3, -8.3), (1.4, 1.0, 1.3)),
    ((0.9, 5.0, -8.2), (1.4, 0.9, 1.3)),
    ((-1.2, 0.5, -14.0), (3.2, 1.3, 1.2)),
    ((2.6, 0.4, -14.5), (3.0, 1.5, 1.2)),
    ((-4.3, 1.6, -7.0), (1.5, 1.3, 1.2)),
    ((-5.9, 1.9, -7.6), (1.6, 1.6, 1.3)),
    ((5.4, 1.7, -7.4), (1.7, 1.5, 1.2)),
    ((7.2, 1.9, -7.8), (1.6, 1.8, 1.3)),
)


def leaves(point: Field) -> Field:
    """The tree's crown and the hedges, in clumps."""
    found = np.full(point.shape[1], 1e3, np.float32)
    for centre, radii in CROWNS:
        found = merge(found, ellipsoid(point, centre, radii).astype(np.float32), 0.25)
    x, y, z = point
    clump = np.sin(x * 3.1 + np.sin(y * 2.3)) * np.sin(y * 3.7 + np.sin(z * 2.1)) * np.sin(z * 3.3)
    leaf = np.sin(x * 11 + 3 * np.sin(z * 4)) * np.sin(y * 12 + 2 * np.sin(x * 5)) * np.sin(z * 10)
    return np.asarray((found + 0.20 * clump + 0.07 * leaf) * 0.55)


def bark(point: Field) -> Field:
    """The trunk with its first branches."""
    trunk = capsule(point, (0.85, -0.1, -8.0), (0.95, 2.9, -8.0), 0.30, 0.20)
    left = capsule(point, (0.92, 2.2, -8.0), (0.1, 3.6, -8.1), 0.15, 0.08)
    right = capsule(point, (0.95, 2.4, -8.0), (1.9, 3.8, -8.1), 0.14, 0.08)
    return np.asarray(merge(trunk, np.minimum(left, right), 0.12))


THINGS = (wall, ground, gate, leaves, bark)


world = union(THINGS)


def main(divide: int = SCALE) -> None:
    rows, columns = HEIGHT // divide, WIDTH // divide
    shape = (rows, columns)
    _, depth, point, kinds = look(CAMERA, THINGS, rows, columns, 40.0, 220)
    met = np.isfinite(depth)
    kinds = np.where(met, kinds, SKY)
    normal = normals(world, point, np.where(kinds == LEAVES, 0.02, 0.002).astype(np.float32))
    sun = np.broadcast_to(SUN[:, None], point.shape)
    lit = sunlight(world, point + normal * 0.01, sun, 9.0, 18.0)
    open_ = occlusion(world, point, normal, 0.35)
    lambert = np.clip(np.sum(normal * sun, axis=0), 0, 1)
    albedo = np.choose(kinds, [0.50, 0.26, 0.34, 0.22, 0.20, 1.0]).astype(np.float32)
    x, y, z = point
    bend = 0.35 * np.sin(np.minimum(z, 0) * 0.32) * np.clip(-z / 6, 0, 1)
    albedo = np.where((kinds == GROUND) & (np.abs(x - bend) < 0.55), 0.62, albedo)
    light = albedo * (0.95 * lit * lambert + open_ * (0.24 + 0.10 * normal[1]))
    haze = np.clip((np.where(met, depth, 40.0) - 9) / 45, 0, 0.35)
    light = light * (1 - haze) + 0.55 * haze
    tone = np.clip(1.0 - 1.22 * (light / (light + 0.16)), 0.0, 0.97)
    sky = 0.05 + 0.30 * np.clip((y / 40.0 - 0.02) * 2.2, 0, 1)
    tone = np.where(kinds == SKY, sky, tone).reshape(shape)
    kinds = kinds.reshape(shape)
    edge = contours(np.where(met, depth, 60.0).reshape(shape), 0.012)
    tone = np.maximum(tone, 0.90 * edge * (kinds != SKY) * (depth.reshape(shape) < 20))
    tone = np.clip(tone + 0.03 * fractal(rows, columns, 120, 5) * (kinds != WALL), 0, 1)
    slant = straight(rows, columns, divide, 40, PITCH)
    level = straight(rows, columns, divide, 0, PITCH)
    leafy = slant.ravel() + 1.6 * normal[0] + 2.2 * normal[1]
    fields = [
        (y * 95 + 0.4 * np.sin(x * 5), slant, 1.0),
        (z * 26 + y * 60 + 0.8 * np.sin(x * 4), slant, 0.9),
        (y * 150, slant, 0.8),
        (leafy, level, 0.85),
        (x * 60 + y * 8, level, 0.8),
        (level.ravel(), slant, 1.15),
    ]
    order = (SKY, WALL, GROUND, GATE, LEAVES, BARK)
    manners = {
        kind: Manner(lines, cross, PITCH * pitch, 0.55)
        for kind, (lines, cross, pitch) in ((kind, fields[kind]) for kind in order)
    }
    regions = by_kind(kinds, tone, manners)
    plate = engrave((WIDTH, HEIGHT), regions, seed=37)
    print_plate(plate, "garden-gate", divide == SCALE, NEW)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SCALE)
