"""Hands raised: disarmed soldiers walk away up a village street, seen from behind."""

from __future__ import annotations

import sys

import numpy as np
from engraving import (
    Field,
    Region,
    contours,
    engrave,
    fractal,
    print_plate,
    soften,
    spread,
    straight,
)
from scene import (
    Camera,
    box,
    capsule,
    ellipsoid,
    march,
    merge,
    normals,
    occlusion,
    sunlight,
)

WIDTH, HEIGHT, SCALE = 2840, 1900, 2
PITCH = 11.0
CAMERA = Camera((0.55, 2.25, 7.6), (-0.10, 1.30, -6.0), 41.0)
SUN = np.array([-0.32, 0.66, -0.68], np.float32) / np.float32(1.0003)
ROAD, WALLS, ROOFS, CLOTH, IRON, SKIN, PANES = range(7)
Triple = tuple[float, float, float]

SQUAD = (
    (-1.55, 0.35, 0.3, 0.05),
    (-0.45, 0.75, 1.9, -0.04),
    (0.75, 0.25, 3.3, 0.03),
    (1.95, 0.60, 5.1, -0.06),
    (-1.05, -1.70, 2.6, 0.04),
    (0.15, -1.45, 4.2, 0.0),
    (1.35, -1.85, 0.9, 0.05),
    (-1.75, -3.60, 1.2, 0.02),
    (-0.45, -3.75, 3.0, -0.03),
    (0.75, -3.50, 5.6, 0.03),
    (1.85, -3.9, 2.2, 0.0),
    (-1.1, -5.8, 4.0, 0.0),
    (0.2, -5.7, 0.4, 0.02),
    (1.4, -6.0, 2.9, 0.0),
    (-0.6, -8.2, 1.5, 0.0),
    (0.8, -8.4, 3.7, 0.0),
    (-1.5, -8.3, 5.0, 0.0),
    (0.1, -11.0, 2.0, 0.0),
    (1.3, -11.2, 0.2, 0.0),
)


def soldier(
    point: Field, x: float, z: float, pace: float, lean: float
) -> tuple[Field, Field, Field]:
    """Cloth, helmet and hands of one walking man, his back to us."""
    p = point - np.array([x, 0.0, z], np.float32)[:, None]
    p = np.stack([p[0] - lean * p[1], p[1], p[2]])
    step = float(np.sin(pace)) * 0.20
    bob = 0.02 * float(np.cos(2 * pace))
    p[1] -= bob
    legs = np.full(p.shape[1], 9.0, np.float32)
    for side, swing in ((-1.0, step), (1.0, -step)):
        hip: Triple = (0.10 * side, 0.88, 0.0)
        knee: Triple = (0.115 * side, 0.48, -0.5 * swing - 0.06)
        ankle: Triple = (0.115 * side, 0.10 + max(swing, 0) * 0.45, swing * 0.9)
        legs = np.minimum(legs, capsule(p, hip, knee, 0.105, 0.075))
        boot = merge(
            capsule(p, knee, ankle, 0.082, 0.062),
            capsule(p, ankle, (ankle[0], ankle[1] - 0.04, ankle[2] - 0.16), 0.055),
            0.03,
        )
        legs = np.minimum(legs, boot)
    skirt = ellipsoid(p, (0, 0.88, 0), (0.215, 0.235, 0.165))
    chest = ellipsoid(p, (0, 1.22, 0.01), (0.225, 0.29, 0.145))
    yoke = capsule(p, (-0.15, 1.39, 0.0), (0.15, 1.39, 0.0), 0.085)
    coat = merge(merge(skirt, chest, 0.06), yoke, 0.05)
    belt = np.maximum(np.abs(p[1] - 1.00) - 0.022, coat - 0.013)
    folds = 0.004 * np.sin(p[0] * 60 + 9 * p[1] + 3 * pace) * np.sin(p[1] * 23 + pace)
    neck = capsule(p, (0, 1.40, 0), (0, 1.56, -0.01), 0.065)
    cloth = np.minimum(merge(coat + folds, legs, 0.03), np.minimum(belt, merge(neck, coat, 0.04)))
    hands = np.full(p.shape[1], 9.0, np.float32)
    for side in (-1.0, 1.0):
        wide = 0.16 * float(np.sin(pace * 1.7 + side))
        elbow: Triple = (side * (0.42 + 0.06 * wide), 1.52 + 0.5 * wide * side * 0.4, -0.02)
        wrist: Triple = (side * (0.40 + 0.35 * wide), 1.83 + 0.08 * wide, -0.05)
        arm = merge(capsule(p, (side * 0.19, 1.39, 0), elbow, 0.078, 0.066),
                    capsule(p, elbow, wrist, 0.066, 0.052), 0.02)  # fmt: skip
        cloth = merge(cloth, arm + folds, 0.03)
        palm: Triple = (wrist[0] + side * 0.01, wrist[1] + 0.115, wrist[2])
        thumb: Triple = (palm[0] - side * 0.105, palm[1] + 0.045, palm[2])
        hand = merge(
            capsule(p, wrist, palm, 0.034, 0.050),
            capsule(p, (palm[0], palm[1] - 0.03, palm[2]), thumb, 0.020, 0.014),
            0.012,
        )
        for k in range(4):
            fan = (k - 1.5) * 0.029
            root: Triple = (palm[0] + fan, palm[1] + 0.02, palm[2])
            tip: Triple = (palm[0] + fan * 2.3, palm[1] + 0.15 - 0.5 * abs(fan), palm[2])
            hand = np.minimum(hand, capsule(p, root, tip, 0.0135, 0.010))
        hands = np.minimum(hands, hand)
    bowl = ellipsoid(p, (0, 1.675, -0.01), (0.135, 0.145, 0.155))
    bowl = np.maximum(bowl, 1.63 - p[1])
    rim = np.hypot(p[0] / 1.0, (p[2] + 0.01) / 1.12)
    skirtline = (
        1.635 - 0.50 * np.maximum(rim - 0.125, 0.0) - 0.035 * (p[2] > 0) * np.clip(p[2] * 8, 0, 1)
    )
    brim = np.maximum(np.abs(p[1] - skirtline) - 0.012, rim - 0.160)
    helmet = merge(bowl, brim, 0.02)
    cloth = np.minimum(cloth, ellipsoid(p, (0, 1.60, -0.01), (0.092, 0.115, 0.105)))
    return cloth, helmet, hands


def men(point: Field) -> tuple[Field, Field, Field]:
    """The nearest of each stuff; a man is only evaluated near his own post."""
    far = np.full(point.shape[1], 9.0, np.float32)
    cloth, iron, skin = far.copy(), far.copy(), far.copy()
    for x, z, pace, lean in SQUAD:
        shell = np.hypot(point[0] - x, point[2] - z) - 0.70
        shell = np.maximum(shell, point[1] - 2.15)
        near = shell < 0.6
        outside = np.maximum(shell, 0.4)
        if near.any():
            a, b, c = soldier(point[:, near], x, z, pace, lean)
            for whole, part in ((cloth, a), (iron, b), (skin, c)):
                whole[near] = np.minimum(whole[near], part)
        cloth[~near] = np.minimum(cloth[~near], outside[~near])
    return cloth, iron, skin


def road(point: Field) -> Field:
    x, z = point[0], point[2]
    rut = 0.018 * np.sin(x * 2.6) * np.sin(z * 0.7) + 0.006 * np.sin(
        x * 23 + 5 * np.sin(z * 3)
    ) * np.sin(z * 17)
    kerb = 0.11 * (np.clip((np.abs(x) - 2.95) * 30, 0, 1))
    return np.asarray((point[1] - rut * 0.6 - kerb) * 0.75)


def houses(point: Field) -> tuple[Field, Field, Field]:
    """Walls (with doors, windows, plinths) and roofs of the street, and the church at its end."""
    walls = np.full(point.shape[1], 30.0, np.float32)
    roofs, panes = walls.copy(), walls.copy()
    rows = (
        (-1, -2.4, 5.2, 3.6),
        (-1, -8.4, 5.4, 4.6),
        (-1, -14.2, 5.2, 3.4),
        (-1, -21.0, 7.0, 4.4),
        (-1, 3.6, 5.4, 4.2),
        (1, -0.4, 6.2, 4.0),
        (1, -7.2, 6.0, 3.5),
        (1, -13.0, 4.6, 4.8),
        (1, -19.5, 7.6, 3.6),
        (1, 6.0, 5.6, 3.6),
    )
    for side, z, long, tall in rows:
        off = side * (6.9 + 0.25 * np.sin(z))
        body = box(point, (off, tall / 2, z), (2.9, tall / 2, long / 2 - 0.02))
        front = np.abs(point[0] - off) - 2.75
        bay = long / 3
        zz = point[2] - z
        cell = np.clip(np.round(zz / bay), -1, 1)
        local = zz - cell * bay
        door = (cell == 0) * 1.0
        low = np.where(door > 0, 1.05, 1.55)
        high = np.where(door > 0, 1.05, 0.62)
        hole = np.maximum(np.maximum(np.abs(local) - 0.48, np.abs(point[1] - low) - high), -front)
        upper = np.maximum(np.maximum(np.abs(local) - 0.42, np.abs(point[1] - 3.35) - 0.5), -front)
        if tall > 4:
            hole = np.minimum(hole, upper)
        body = np.maximum(body, -hole)
        inner = box(point, (off, tall / 2, z), (2.78, tall / 2, long / 2 - 0.06))
        panes = np.minimum(panes, inner)
        shutters = np.full_like(body, 9.0)
        for turn in (-0.78, 0.78):
            panel = np.maximum(np.abs(local - turn) - 0.22, np.abs(point[1] - low) - high)
            panel = np.maximum(panel, np.abs(np.abs(point[0] - off) - 2.93) - 0.03)
            shutters = np.minimum(shutters, np.where(door > 0, 9.0, panel))
        walls = np.minimum(walls, np.minimum(body, shutters))
        pitch = 0.80
        rise = tall + 2.35 - pitch * np.abs(point[0] - off)
        tile = 0.02 * np.abs(np.sin((point[1]) * 14))
        roof = np.maximum((point[1] - rise) * 0.78 - tile, (rise - 0.22 - point[1]) * 0.78)
        roof = np.maximum(roof, np.maximum(np.abs(zz) - long / 2 - 0.05, tall - 0.45 - point[1]))
        stack = box(point, (off + 0.3, tall + 2.3, z + long * 0.36), (0.3, 0.9, 0.3))
        roofs = np.minimum(roofs, np.minimum(roof, stack))
        gable = np.maximum((point[1] - rise + 0.1) * 0.78, np.abs(zz) - long / 2 + 0.1)
        walls = np.minimum(walls, np.maximum(gable, tall - 0.3 - point[1]))
    walls = np.minimum(walls, box(point, (-1.6, 4.0, -60), (1.8, 4.6, 1.8)))
    walls = np.minimum(walls, box(point, (3.5, 2.4, -64), (8.0, 3.4, 3.6)))
    spire = (
        np.maximum(np.abs(point[0] + 1.6), np.abs(point[2] + 60)) - (14.6 - point[1]) * 0.32
    ) * 0.95
    nave = np.maximum(
        (point[1] - 9.6 + 1.0 * np.abs(point[2] + 64)) * 0.7, np.abs(point[0] - 3.5) - 8.2
    )
    roofs = np.minimum(roofs, np.maximum(spire, 8.6 - point[1]))
    return walls, np.minimum(roofs, np.maximum(nave, 5.7 - point[1])), panes


def things(point: Field) -> Field:
    """Distances to each stuff, stacked."""
    cloth, iron, skin = men(point)
    walls, roofs, panes = houses(point)
    return np.stack(
        [road(point), walls * 0.9, roofs * 0.9, cloth * 0.9, iron * 0.85, skin * 0.9, panes]
    )


def world(point: Field) -> Field:
    return np.asarray(things(point).min(axis=0))


def main(divide: int = SCALE) -> None:
    rows, columns = HEIGHT // divide, WIDTH // divide
    shape = (rows, columns)
    origin, ray = CAMERA.rays(rows, columns)
    depth = march(world, origin, ray, 90.0, 120)
    met = np.isfinite(depth)
    point = np.ascontiguousarray((origin + ray * np.where(met, depth, 1.0))[:, met])
    parts = range(0, point.shape[1], 40_000)
    kind = np.concatenate([things(point[:, i : i + 40_000]).argmin(axis=0) for i in parts])
    normal = normals(world, point, np.clip(depth[met] * 0.0009, 1e-3, 2e-2).astype(np.float32))
    sun = np.broadcast_to(SUN[:, None], point.shape)
    lit = sunlight(world, point + normal * 0.012, sun, 22.0, 26.0)
    open_ = occlusion(world, point, normal, 0.35)
    lambert = np.clip(SUN @ normal, 0, 1)
    back = np.clip(1 + np.sum(normal * ray[:, met], axis=0), 0, 1) ** 3
    albedo = np.choose(kind, [0.85, 0.80, 0.40, 0.24, 0.20, 0.70, 0.10])
    light = albedo * (1.75 * lit * lambert + open_ * (0.12 + 0.11 * normal[1]))
    light += 0.75 * lit * back * ((kind >= CLOTH) & (kind <= SKIN))
    light += open_ * (0.05 * (kind == IRON) + 0.60 * (kind == SKIN))
    light += 0.03 * (kind == CLOTH) * np.clip(-(point[2] + 0.6) / 4.0, 0, 1.6)
    haze = 1 - np.exp(-np.maximum(depth[met] - 8.0, 0) / 44.0)
    light = light * (1 - haze) + 0.62 * haze
    value = np.zeros(rows * columns, np.float32)
    value[met] = light
    tone = np.clip(1.0 - 1.14 * (value / (value + 0.24)) ** 0.85, 0, 1)
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32) * divide
    cloud = fractal(rows, columns, 900 / divide, 12, 5)
    sky = 0.10 + 0.24 * np.clip(1 - y / 900, 0, 1) + 0.10 * np.clip((x - 900) / 2000, 0, 1)
    sky = np.clip(sky + 0.07 * cloud, 0, 0.5)
    tone = np.where(met.reshape(shape), tone.reshape(shape), sky)
    kinds = np.full(rows * columns, -1)
    kinds[met] = kind
    kinds = kinds.reshape(shape)
    men_ = (kinds >= CLOTH) & (kinds <= SKIN)
    near = soften(soften(men_)) > 0
    edge = contours(depth.reshape(shape), 0.03) * (
        near | (kinds >= 0) & (depth.reshape(shape) < 24)
    )
    tone = np.maximum(tone, 0.95 * edge)
    where = np.zeros((3, rows * columns), np.float32)
    where[:, met] = point
    px, py, pz = (part.reshape(shape) for part in where)
    level = straight(rows, columns, divide, 0, PITCH)
    slant = straight(rows, columns, divide, 55, PITCH)
    steep = straight(rows, columns, divide, -60, PITCH)
    weft = straight(rows, columns, divide, -38, 0.75 * PITCH)
    warp = straight(rows, columns, divide, 48, 0.62 * PITCH)
    fields = [
        (pz * 40 + py * 90, slant, 1.0),
        (py * 42 + 0.0 * px, slant, 1.0),
        (py * 40 + pz * 8, steep, 0.9),
        (weft + 0.8 * (py * 40 + pz * 30), warp, 0.62),
        (py * 150 + pz * 80, slant, 0.7),
        (py * 190 + px * 60, slant, 0.7),
        (py * 44, steep, 0.9),
    ]
    regions = [Region(spread(tone, kinds < 0, 5), level + 0.4 * cloud, None, None, PITCH)]
    for number, (lines, cross, pitch) in enumerate(fields):
        here = kinds == number
        cover = kinds >= 0 if number == ROAD else here
        if here.any():
            lines = spread(lines, here, 5)
            from_ = 0.30 if number == CLOTH else 0.52
            regions.append(
                Region(spread(tone, here, 5), lines, cross, soften(cover), PITCH * pitch, from_)
            )
    plate = engrave((WIDTH, HEIGHT), regions, seed=33)
    print_plate(plate, "mains-levees", divide == SCALE)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SCALE)
