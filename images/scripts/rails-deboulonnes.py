"""Unbolted rails: a rail end pushed aside, the fish-plate off, spanner, bolts, and a charge."""

from __future__ import annotations

import sys
from itertools import pairwise

import numpy as np
from engraving import (
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
    look,
    normals,
    occlusion,
    sunlight,
    toward,
    union,
)

WIDTH, HEIGHT, SCALE = 2840, 1900, 2
PITCH = 11.0
CAMERA = Camera((-0.62, 0.86, 1.28), (0.16, 0.10, -0.28), 50.0)
LAMP = (-1.9, 1.25, -0.9)
FILL = np.array([0.35, 0.75, 0.55], np.float32) / np.float32(0.994)
TOP = 0.15
SPREAD_DEG = 11.0
STONES, WOOD, STEEL, BRIGHT, CHARGE = range(5)


def profile(across: Field, up: Field) -> Field:
    """Section of a rail: foot, web, head."""
    x = np.abs(across)
    head = np.maximum(x - 0.034, np.abs(up - 0.130) - 0.018) - 0.006
    web = np.maximum(x - 0.011, np.abs(up - 0.07) - 0.07)
    foot = np.maximum(x - 0.068, np.abs(up - 0.004 + 0.13 * (x - 0.068)) - 0.006)
    return np.minimum(head, np.minimum(web, foot))


def fixed_rail(point: Field) -> Field:
    """The rail that stayed: it ends at z = 0."""
    rail = profile(point[0], point[1] - TOP)
    rail = np.maximum(rail, point[2] - 0.0)
    return np.asarray(np.maximum(rail, -drill(point[2] + 0.07, point[1] - TOP - 0.07)))


def drill(along: Field, up: Field) -> Field:
    """The fish-bolt holes of a web, 120 mm apart."""
    along = along + 0.12 * np.clip(np.round(-along / 0.12), 0, 1)
    return np.hypot(along, up) - 0.014


def moved_rail(point: Field) -> Field:
    """The rail levered aside: it begins at z = 0.07, pushed toward the right."""
    turn = np.deg2rad(SPREAD_DEG)
    dx, dz = point[0] - 0.20, point[2] - 0.05
    x = dx * np.cos(turn) + dz * np.sin(turn)
    z = -dx * np.sin(turn) + dz * np.cos(turn)
    rail = np.maximum(profile(x, point[1] - TOP + 0.012), -z)
    return np.asarray(np.maximum(rail, -drill(-(z - 0.07), point[1] - TOP - 0.058)))


def far_rail(point: Field) -> Field:
    return profile(point[0] - 1.44, point[1] - TOP)


def sleepers(point: Field) -> Field:
    z = point[2] - 0.03
    cell = np.clip(np.round(z / 0.60), -9, 2)
    skew = 0.02 * np.sin(cell * 5.1)
    x = point[0] - 0.70
    rel = np.stack([x, point[1] - 0.075 - 0.004 * np.sin(x * 9 + cell), z - cell * 0.60 - skew * x])
    grain = 0.0022 * np.sin(rel[2] * 190 + 2 * np.sin(x * 7 + cell * 2))
    return np.asarray(box(rel, (0, 0, 0), (1.22, 0.070, 0.115)) - 0.006 + grain)


def chairs(point: Field) -> Field:
    """Base plates and coach screws under the rails, on each sleeper."""
    z = point[2] - 0.03
    cell = np.clip(np.round(z / 0.60), -9, 2)
    rel = np.stack([point[0], point[1], z - cell * 0.60])
    far = np.stack([point[0] - 1.44, point[1], rel[2]])
    best = np.full(point.shape[1], 9.0, np.float32)
    for place in (rel, far):
        plate = box(place, (0, TOP - 0.004, 0), (0.125, 0.006, 0.085)) - 0.002
        side = np.stack([np.abs(place[0]) - 0.096, place[1], np.abs(place[2]) - 0.052])
        screw = capsule(side, (0, TOP, 0), (0, TOP + 0.022, 0), 0.014)
        best = np.minimum(best, np.minimum(plate, screw))
    return best


def hexagon(across: Field, up: Field, along: Field, size: float, tall: float) -> Field:
    flat = np.maximum(np.abs(across), 0.5 * np.abs(across) + 0.866 * np.abs(up)) - size
    return np.maximum(flat, np.abs(along) - tall)


def bolts(point: Field) -> Field:
    """Fish-bolts thrown on the sleeper and the stones."""
    best = np.full(point.shape[1], 9.0, np.float32)
    for x, z, turn, y in ((-0.20, 0.10, 0.5, 0.172), (-0.31, 0.015, 2.2, 0.172),
                          (-0.12, 0.33, 1.3, 0.125)):  # fmt: skip
        c, s = np.cos(turn), np.sin(turn)
        a = (point[0] - x) * c + (point[2] - z) * s
        b = -(point[0] - x) * s + (point[2] - z) * c
        up = point[1] - y
        shank = np.maximum(np.hypot(up, b) - 0.0125 - 0.0010 * np.sin(a * 900) * (a > 0.01),
                           np.abs(a) - 0.075)  # fmt: skip
        best = np.minimum(best, np.minimum(shank, hexagon(up, b, a + 0.075, 0.023, 0.014)))
        if turn > 1:
            best = np.minimum(best, hexagon(up, b, a - 0.045, 0.022, 0.012))
    return best


def fish_plate(point: Field) -> Field:
    """The joint bar, leaning on the sleeper, its four holes open."""
    turn, lean = 0.34, 1.80
    x, z = point[0] + 0.44, point[2] + 0.40
    a = x * np.sin(turn) + z * np.cos(turn)
    b = x * np.cos(turn) - z * np.sin(turn)
    up = point[1] - 0.190
    c = up * np.cos(lean) - b * np.sin(lean)
    d = up * np.sin(lean) + b * np.cos(lean)
    bar = np.maximum(np.abs(a) - 0.25, np.maximum(np.abs(c) - 0.052, np.abs(d) - 0.011)) - 0.003
    rib = np.maximum(np.abs(a) - 0.25, np.maximum(np.abs(c - 0.04) - 0.012, np.abs(d) - 0.022))
    hole = np.hypot(np.abs(np.abs(a) - 0.12) - 0.06, c + 0.006) - 0.019
    return np.asarray(np.maximum(np.minimum(bar, rib - 0.003), -hole))


def spanner(point: Field) -> Field:
    """A long platelayer's spanner with an open jaw, lying across the sleepers."""
    turn = 1.02
    x, z = point[0] + 0.145, point[2] - 0.30
    a = x * np.cos(turn) + z * np.sin(turn)
    b = -x * np.sin(turn) + z * np.cos(turn)
    up = point[1] - 0.170 + 0.012 * a
    rod = np.hypot(np.maximum(np.abs(a) - 0.36, 0), np.hypot(b, up)) - 0.017 + 0.009 * (a + 0.36)
    jaw = np.maximum(np.hypot(a + 0.40, b) - 0.074, np.abs(up) - 0.013)
    slot = np.maximum(np.abs(b - 0.020 - 0.25 * (a + 0.40)) - 0.031, a + 0.375)
    return np.asarray(np.minimum(np.maximum(jaw, -slot) - 0.002, rod))


def charge(point: Field) -> Field:
    """A bundle of cartridges tied under the rail's end, in the crib."""
    best = np.full(point.shape[1], 9.0, np.float32)
    for dx, dy in ((-0.045, 0.0), (0.0, 0.0), (0.045, 0.0), (-0.022, 0.040), (0.022, 0.040)):
        rod = np.hypot(point[0] + 0.155 + dx, point[1] - 0.135 - dy) - 0.0215
        best = np.minimum(best, np.maximum(rod, np.abs(point[2] + 0.235) - 0.105) - 0.003)
    return best


def ties(point: Field) -> Field:
    """The two strings round the bundle, and its fuse running off over the stones."""
    best = np.full(point.shape[1], 9.0, np.float32)
    bundle = charge(point)
    for z in (-0.29, -0.18):
        best = np.minimum(
            best, np.maximum(np.abs(bundle - 0.003) - 0.004, np.abs(point[2] - z) - 0.007)
        )
    path = [
        (-0.155, 0.165, -0.13),
        (-0.16, 0.20, -0.06),
        (-0.27, 0.165, 0.0),
        (-0.42, 0.165, 0.11),
        (-0.40, 0.16, 0.24),
        (-0.52, 0.12, 0.36),
        (-0.72, 0.11, 0.40),
        (-0.95, 0.11, 0.62),
    ]
    smooth: list[tuple[float, float, float]] = []
    knots = np.array([path[0], *path, path[-1]])
    for k in range(len(path) - 1):
        p0, p1, p2, p3 = knots[k : k + 4]
        for u in (0.0, 0.33, 0.67):
            spot = 0.5 * (2 * p1 + (p2 - p0) * u + (2 * p0 - 5 * p1 + 4 * p2 - p3) * u * u
                          + (3 * p1 - p0 - 3 * p2 + p3) * u**3)  # fmt: skip
            smooth.append((float(spot[0]), float(spot[1]), float(spot[2])))
    for start, end in pairwise(smooth):
        best = np.minimum(best, capsule(point, start, end, 0.0072))
    return best


def luck(i: Field, j: Field, k: float) -> Field:
    return np.mod(np.sin(i * 127.1 + j * 311.7 + k * 74.7) * 43758.5, 1.0)


def ballast(point: Field) -> Field:
    """Broken stone: in each cell of a jittered grid a cut, turned block; three nearest cells."""
    best = point[1] - 0.045
    near = point[1] < 0.20
    if not near.any():
        return np.asarray(best - 0.05)
    spot = point[:, near]
    stone = spot[1] - 0.045
    size = 0.062
    for level, shift in ((0.070, 0.0), (0.095, 0.47)):
        gx, gz = spot[0] / size + shift, spot[2] / size + shift * 1.7
        ci, cj = np.floor(gx), np.floor(gz)
        for di in (-1, 0, 1):
            for dj in (-1, 0, 1):
                i, j = ci + di, cj + dj
                a = luck(i, j, level)
                b = luck(i, j, level + 3)
                c = luck(i, j, level + 7)
                x = (gx - i - 0.5 - (a - 0.5) * 0.6) * size
                z = (gz - j - 0.5 - (b - 0.5) * 0.6) * size
                y = spot[1] - level - (c - 0.5) * 0.030
                turn = a * 6.28
                u = x * np.cos(turn) + z * np.sin(turn)
                v = -x * np.sin(turn) + z * np.cos(turn)
                w = y + (b - 0.5) * 0.9 * u + (c - 0.5) * 0.9 * v
                cut = np.maximum(np.abs(u), np.abs(v) * (0.9 + 0.4 * c))
                cut = np.maximum(cut, np.abs(w) * 1.15)
                cut = np.maximum(cut, 0.62 * (np.abs(u + 0.3 * v) + np.abs(w)))
                stone = np.minimum(stone, (cut - 0.027 - 0.006 * b) * 0.75)
    best = np.array(best)
    best[near] = stone
    return best


def steel(point: Field) -> Field:
    near = np.minimum(fixed_rail(point), moved_rail(point))
    return np.minimum(near, np.minimum(far_rail(point), chairs(point)))


def loose(point: Field) -> Field:
    return np.minimum(fish_plate(point), np.minimum(bolts(point), spanner(point)))


def parcel(point: Field) -> Field:
    return np.minimum(charge(point), ties(point))


THINGS = (ballast, sleepers, steel, loose, parcel)


world = union(THINGS)


def main(divide: int = SCALE) -> None:
    rows, columns = HEIGHT // divide, WIDTH // divide
    shape = (rows, columns)
    ray, depth, point, kinds = look(CAMERA, THINGS, rows, columns, 14.0, 110)
    met = np.isfinite(depth)
    normal = normals(world, point, np.clip(depth * 0.0009, 4e-4, 4e-3).astype(np.float32))
    way, span = toward(point, LAMP)
    lit = sunlight(world, point + normal * 0.003, way, np.minimum(span, 1.6), 22.0)
    open_ = occlusion(world, point, normal, 0.06)
    lambert = np.clip(np.sum(normal * way, axis=0), 0, 1)
    mirror = ray - 2 * np.sum(ray * normal, axis=0) * normal
    shine = np.clip(np.sum(mirror * way, axis=0), 0, 1)
    near = 1.0 / (1.0 + (span / 2.6) ** 3)
    albedo = np.choose(kinds, [0.62, 0.38, 0.42, 0.62, 0.98])
    gloss = np.choose(kinds, [0.0, 0.02, 0.55, 0.75, 0.05])
    worn = (kinds == STEEL) & (normal[1] > 0.9) & (point[1] > TOP + 0.11)
    albedo = np.where((kinds == STEEL) & ~worn, 0.30, albedo)
    light = lit * near * (1.55 * albedo * lambert + gloss * shine**12)
    light += open_ * albedo * (0.10 + 0.16 * np.clip(FILL @ normal, 0, 1))
    light += open_ * gloss * 0.20 * np.clip(mirror[1], 0, 1) ** 2
    light += worn * (0.30 + 0.35 * lit * near)
    light *= np.exp(-np.maximum(depth - 1.6, 0) / 3.0)
    tone = np.clip(1.0 - 1.12 * (light / (light + 0.26)) ** 0.8, 0, 1)
    tone = np.where(met, tone, 0.95).reshape(shape)
    kinds, away = kinds.reshape(shape), depth.reshape(shape)
    edge = contours(away, 0.018)
    tone = np.maximum(tone, 0.96 * edge)
    tone = np.clip(tone + 0.02 * fractal(rows, columns, 60, 3), 0, 1)
    x, y, z = point
    slant = straight(rows, columns, divide, -35, PITCH)
    steep = straight(rows, columns, divide, 52, PITCH)
    turn = np.deg2rad(SPREAD_DEG)
    fields = [
        (y * 330 + x * 120 + z * 60, slant, PITCH * 0.9),
        (z * 170 + y * 170 + 0.8 * np.sin(x * 6), steep, PITCH),
        (x * np.cos(turn) * 260 + y * 300 + z * 30, steep, PITCH * 0.85),
        (x * 190 + y * 320 - z * 150, slant, PITCH * 0.8),
        (z * 260 + y * 30, slant, PITCH * 0.8),
    ]
    manners = {
        kind: Manner(lines, cross, pitch, 0.55) for kind, (lines, cross, pitch) in enumerate(fields)
    }
    regions = by_kind(kinds, tone, manners)
    plate = engrave((WIDTH, HEIGHT), regions, seed=94)
    print_plate(plate, "rails-deboulonnes", divide == SCALE)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SCALE)
