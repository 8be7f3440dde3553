"""A barge sunk across the approach of a lock: the canal is closed."""

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
from scene import Camera, box, capsule, in_batches, march, normals, occlusion, sunlight

WIDTH, HEIGHT, SCALE = 2840, 1900, 2
PITCH = 11.0
CAMERA = Camera((-9.0, 8.2, 24.0), (0.5, 0.75, -4.0), 44.0)
SUN = np.array([-0.70, 0.50, 0.50], np.float32) / np.float32(0.995)
STONE, EARTH, GATE, HULL, DECK, LEAF, WATER = range(7)


def masonry(point: Field) -> Field:
    """The lock's side walls and wing walls, coping stones, bollards; the keeper's house."""
    x, y, z = point
    wide = 3.3 + np.clip(z + 5.0, 0, 3.2) * 0.9
    gap = np.abs(x) - wide
    course = 0.03 * (np.abs(np.mod(y / 0.42, 1.0) - 0.5) > 0.44)
    stone = 0.015 * (
        np.abs(np.mod(z / 0.9 + 0.5 * np.mod(np.floor(y / 0.42), 2), 1.0) - 0.5) > 0.48
    )
    body = np.maximum(np.maximum(-gap + course + stone, y - 2.3), np.abs(x) - 13.0)
    body = np.maximum(body, z + 1.8)
    cope = np.maximum(np.maximum(-gap - 0.06, np.abs(y - 2.36) - 0.14), gap - 0.9)
    cope = np.maximum(cope, z + 1.75) - 0.01
    recess = np.maximum(np.abs(np.abs(x) - 3.3) - 0.35, np.abs(z + 7.1) - 1.9)
    body = np.maximum(body, -recess)
    best = np.minimum(body, cope) * 0.75
    for bx, bz in ((-4.9, -3.4), (5.6, -3.0), (-4.2, -11.5), (4.2, -12.0)):
        best = np.minimum(best, capsule(point, (bx, 2.3, bz), (bx, 2.85, bz), 0.17, 0.21))
    house = box(point, (8.2, 4.0, -13.5), (2.4, 1.9, 3.0))
    door = np.maximum(np.abs(z + 13.3) - 0.5, np.abs(y - 3.2) - 1.1)
    pane = np.maximum(np.abs(np.abs(z + 13.3) - 1.9) - 0.45, np.abs(y - 3.7) - 0.62)
    face = np.maximum(np.abs(x - 5.8) - 0.16, np.minimum(door, pane))
    house = np.maximum(house, -face)
    front = np.maximum(
        np.abs(z + 10.5) - 0.16,
        np.maximum(np.abs(np.abs(x - 8.2) - 1.1) - 0.4, np.abs(y - 3.7) - 0.62),
    )
    return np.asarray(np.minimum(best, np.maximum(house, -front)))


def roof(point: Field) -> Field:
    x, y, z = point
    rise = 8.1 - 0.80 * np.abs(x - 8.2)
    tile = 0.03 * np.abs(np.sin(y * 11))
    sheet = np.maximum((y - rise) * 0.78 - tile, (rise - 0.25 - y) * 0.78)
    sheet = np.maximum(sheet, np.maximum(np.abs(z + 13.5) - 3.25, 5.6 - y))
    gable = np.maximum(np.maximum((y - rise + 0.15) * 0.78, np.abs(z + 13.5) - 2.98), 5.8 - y)
    return np.asarray(
        np.minimum(np.minimum(sheet, gable), box(point, (8.2, 8.2, -15.4), (0.35, 0.9, 0.35)))
    )


def banks(point: Field) -> Field:
    """Grass banks, the towpath, the plain beyond."""
    x, y, z = point
    off = np.abs(x + 0.4 * np.sin(z * 0.12)) - (8.6 + 0.25 * np.clip(z, 0, 20))
    rise = 2.2 * np.clip(off / 3.4, -0.6, 1.0) + 0.05 * np.sin(x * 2.1) * np.sin(z * 1.7)
    rise = np.where(z < -2.7, np.where(np.abs(x) > 5.9, 2.25, -2.0), rise)
    return np.asarray((y - rise) * 0.62)


def gates(point: Field) -> Field:
    """Two mitred leaves with their frames, balance beams, and a footbridge with a rail."""
    best = np.full(point.shape[1], 50.0, np.float32)
    for side in (-1.0, 1.0):
        turn = 0.32
        x, z = side * point[0] - 3.3, point[2] + 6.3
        a = -x * np.cos(turn) + z * -np.sin(turn)
        b = -x * -np.sin(turn) + z * -np.cos(turn)
        y = point[1]
        leaf = np.maximum(
            np.maximum(np.abs(a - 1.74) - 1.74, np.abs(b) - 0.14), np.abs(y - 0.9) - 1.75
        )
        board = 0.02 * (np.abs(np.mod(a / 0.29, 1.0) - 0.5) > 0.44)
        best = np.minimum(best, leaf + board)
        for level in (-0.2, 0.55, 1.3, 2.05, 2.62):
            bar = np.maximum(
                np.maximum(np.abs(a - 1.74) - 1.76, np.abs(b) - 0.23), np.abs(y - level) - 0.11
            )
            best = np.minimum(best, bar)
        for post in (0.08, 1.74, 3.42):
            pole = np.maximum(
                np.maximum(np.abs(a - post) - 0.14, np.abs(b) - 0.22), np.abs(y - 1.0) - 1.95
            )
            best = np.minimum(best, pole)
        beam = np.maximum(
            np.maximum(np.abs(a + 1.0) - 2.9, np.abs(b) - 0.19), np.abs(y - 2.98) - 0.19
        )
        best = np.minimum(best, beam)
        walk = np.maximum(
            np.maximum(np.abs(a - 1.8) - 1.7, np.abs(b + 0.42) - 0.26), np.abs(y - 2.66) - 0.04
        )
        best = np.minimum(best, walk)
        cell = np.clip(np.round((a - 0.3) / 1.05), 0, 3)
        rod = np.maximum(np.hypot(a - 0.3 - cell * 1.05, b + 0.64) - 0.030, np.abs(y - 3.2) - 0.52)
        rail = np.maximum(
            np.hypot(b + 0.64, np.abs(y - 3.46) - 0.22) - 0.028, np.abs(a - 1.88) - 1.62
        )
        rack = np.maximum(
            np.maximum(np.abs(a - 2.5) - 0.05, np.abs(b + 0.1) - 0.06), np.abs(y - 3.2) - 0.75
        )
        best = np.minimum(best, np.minimum(np.minimum(rod, rail), rack))
    return np.asarray(best * 0.9)


def afloat(point: Field) -> Field:
    """The barge's own axes: she lies across, bow on the right bank, down by the stern, listing."""
    p = point - np.array([0.9, -0.70, 4.2], np.float32)[:, None]
    turn, trim, list_ = np.deg2rad(21.0), np.deg2rad(4.5), np.deg2rad(10.0)
    a = p[0] * np.cos(turn) - p[2] * np.sin(turn)
    c = p[0] * np.sin(turn) + p[2] * np.cos(turn)
    a, b = a * np.cos(trim) + p[1] * np.sin(trim), p[1] * np.cos(trim) - a * np.sin(trim)
    b, c = b * np.cos(list_) - c * np.sin(list_), b * np.sin(list_) + c * np.cos(list_)
    return np.stack([a, b, c])


def hull(point: Field) -> Field:
    """A canal barge of the Freycinet kind, shortened: bluff bow, flat sides, open hold."""
    a, b, c = afloat(point)
    end = np.clip((np.abs(a - 0.0) - 7.6) / 1.9, 0, 1)
    half = 2.35 * np.sqrt(np.clip(1 - end * end, 0.02, 1))
    sheer = (
        1.15
        + 0.55 * np.clip((a - 5.0) / 4.5, 0, 1) ** 2
        + 0.25 * np.clip((-a - 6.0) / 3.5, 0, 1) ** 2
    )
    shape = np.maximum(
        np.maximum(np.abs(c) - half, np.abs(a) - 9.45), np.maximum(b - sheer, -b - 1.4)
    )
    plank = 0.012 * (np.abs(np.mod(b / 0.31, 1.0) - 0.5) > 0.46)
    strake = np.maximum(
        np.abs(np.abs(c) - half) - 0.09,
        np.maximum(np.abs(b - sheer + 0.08) - 0.10, np.abs(a) - 9.4),
    )
    strake = np.minimum(
        strake,
        np.maximum(
            np.abs(np.abs(c) - half) - 0.06, np.maximum(np.abs(b - 0.45) - 0.05, np.abs(a) - 9.3)
        ),
    )
    hold = np.maximum(np.maximum(np.abs(c) - 1.75, np.abs(a - 0.6) - 5.4), 0.2 - b)
    body = np.maximum(shape + plank, -hold)
    stem = np.maximum(np.abs(c) - 0.14, np.maximum(np.abs(a - 9.45) - 0.16, np.abs(b - 0.6) - 1.4))
    return np.asarray(np.minimum(np.minimum(body, strake), stem) * 0.7)


def upper(point: Field) -> Field:
    """Hatch coaming and boards, wheelhouse, mast, bollards, rudder."""
    q = afloat(point)
    a, b, c = q
    coaming = np.maximum(
        np.abs(np.maximum(np.abs(c) - 1.80, np.abs(a - 0.6) - 5.45)) - 0.06, np.abs(b - 1.35) - 0.32
    )
    cell = np.clip(np.round((a - 0.6) / 1.05), -5, 5)
    gone = (np.abs(cell - 1) < 1.5) | (cell == -4)
    rel = a - 0.6 - cell * 1.05
    vault = 1.66 + 0.42 * np.cos(np.clip(c / 1.85, -1, 1) * 1.57)
    hatch = (
        np.maximum(np.maximum(np.abs(rel) - 0.50, np.abs(c) - 1.86), np.abs(b - vault) - 0.045)
        * 0.8
    )
    hatch = np.where(gone, 0.35, hatch)
    house = box(q, (-7.0, 1.95, 0), (0.85, 0.95, 1.25))
    window = np.maximum(np.abs(b - 2.35) - 0.30, np.minimum(
        np.maximum(np.abs(np.abs(a + 7.0) - 0.38) - 0.27, 1.15 - np.abs(c)),
        np.maximum(np.abs(np.abs(c) - 0.6) - 0.42, 0.76 - np.abs(a + 7.0))))  # fmt: skip
    house = np.maximum(house, -window)
    top = box(q, (-7.0, 2.95, 0), (1.05, 0.06, 1.45))
    mast = capsule(q, (6.3, 1.2, 0), (6.0, 5.6, 0), 0.09, 0.055)
    stay = capsule(q, (6.0, 5.5, 0), (9.2, 1.7, 0), 0.022)
    back = capsule(q, (6.0, 5.5, 0), (-5.9, 2.95, 0), 0.020)
    side = np.stack([a, b, np.abs(c)])
    shroud = capsule(side, (6.02, 5.3, 0), (5.3, 1.25, 1.9), 0.020)
    bitts = capsule(side, (8.1, 1.3, 0.5), (8.1, 1.95, 0.5), 0.11)
    bitts = np.minimum(bitts, capsule(side, (-8.5, 1.1, 0.5), (-8.5, 1.65, 0.5), 0.11))
    best = np.minimum(np.minimum(coaming, hatch), np.minimum(house, top))
    for part in (mast, stay, back, shroud, bitts):
        best = np.minimum(best, part)
    return np.asarray(best * 0.85)


def leaves(point: Field) -> Field:
    """Poplars along the canal beyond the lock."""
    best = np.full(point.shape[1], 60.0, np.float32)
    for side, start in ((-1.0, -15.0), (1.0, -20.0)):
        z = point[2] - start
        cell = np.clip(np.round(z / 5.5), -9, 0)
        luck = np.mod(np.sin(cell * 17.3 + side) * 437.5, 1.0)
        x = point[0] - side * (11.4 + luck + (side > 0) * 3)
        y = point[1] - 9.0 - 1.5 * luck
        rel = np.stack([x, y, z - cell * 5.5])
        lumps = 0.28 * np.sin(rel[0] * 3.7 + cell) * np.sin(rel[1] * 3.1) * np.sin(rel[2] * 3.9)
        lumps = lumps + 0.13 * np.sin(rel[0] * 9.7) * np.sin(rel[1] * 8.9) * np.sin(rel[2] * 9.3)
        size = np.array([1.55, 6.6, 1.55], np.float32)[:, None]
        near = np.linalg.norm(rel / size, axis=0)
        steep = np.linalg.norm(rel / (size * size), axis=0)
        crown = near * (near - 1) / np.maximum(steep, 1e-6) + lumps
        best = np.minimum(best, crown)
    return np.asarray(best * 0.55)


DRY = (masonry, banks, gates, hull, upper, leaves)


def dry(point: Field) -> Field:
    best = np.minimum(DRY[0](point), roof(point))
    for thing in DRY[1:]:
        best = np.minimum(best, thing(point))
    return best


def kinds_at(point: Field) -> Field:
    things = np.stack([in_batches(thing, point) for thing in DRY])
    kind = things.argmin(axis=0)
    return np.where(in_batches(roof, point) < things.min(axis=0), DECK, kind)


def sky(ray: Field) -> Field:
    """Brightness of the sky in a direction: pale low down, long clouds."""
    up = np.clip(ray[1], 0.0, 1.0)
    u, v = ray[0] / (up + 0.12), ray[2] / (up + 0.12)
    cloud = np.sin(u * 1.1 + 0.8 * np.sin(v * 0.9)) + 0.6 * np.sin(u * 2.7 + v * 1.3 + np.sin(u))
    return np.asarray(0.95 - 0.75 * up + 0.10 * cloud * np.clip(up * 4, 0, 1))


def lit_surface(point: Field, ray: Field, depth: Field) -> tuple[Field, Field]:
    """Light leaving dry surfaces, and their kinds."""
    kind = kinds_at(point)
    normal = normals(dry, point, np.clip(depth * 0.0008, 2e-3, 2e-2).astype(np.float32))
    sun = np.broadcast_to(SUN[:, None], point.shape)
    lit = sunlight(dry, point + normal * 0.02, sun, 22.0, 18.0)
    open_ = occlusion(dry, point, normal, 0.5)
    albedo = np.choose(kind, [0.62, 0.34, 0.22, 0.17, 0.50, 0.075, 0.5])
    albedo = np.where((kind == EARTH) & (np.abs(np.abs(point[0]) - 6.4) < 0.9), 0.75, albedo)
    lambert = np.clip(SUN @ normal, 0, 1)
    light = albedo * (0.95 * lit * lambert + open_ * (0.13 + 0.11 * normal[1]))
    haze = 1 - np.exp(-np.maximum(depth - 26, 0) / 190.0)
    return light * (1 - haze) + 0.85 * haze, kind


def main(divide: int = SCALE) -> None:
    rows, columns = HEIGHT // divide, WIDTH // divide
    shape = (rows, columns)
    origin, ray = CAMERA.rays(rows, columns)
    depth = march(dry, origin, ray, 160.0, 120)
    level = np.where(ray[1] < -1e-4, -CAMERA.eye[1] / np.minimum(ray[1], -1e-4), np.inf)
    wet = (level < depth) & (level < 75.0)
    met = np.isfinite(depth) & ~wet
    value = sky(ray)
    kind = np.full(rows * columns, -1)
    point = np.ascontiguousarray((origin + ray * np.where(met, depth, 1.0))[:, met])
    value[met], kind[met] = lit_surface(point, ray[:, met], depth[met])
    pool = np.ascontiguousarray((origin + ray * np.where(wet, level, 1.0))[:, wet])
    x, _, z = pool
    far = level[wet]
    slope_x = 0.020 * np.sin(x * 2.1 + 1.5 * np.sin(z * 0.8)) + 0.012 * np.sin(x * 5.3 - z * 1.9)
    slope_z = 0.045 * np.sin(z * 2.6 + np.sin(x * 0.7)) + 0.025 * np.sin(z * 6.1 + x * 0.8)
    calm = np.clip(12.0 / far, 0.25, 1.0)
    wave = np.stack([slope_x * calm, np.ones_like(x), slope_z * calm])
    wave = (wave / np.linalg.norm(wave, axis=0)).astype(np.float32)
    view = ray[:, wet]
    away = view - 2 * np.sum(view * wave, axis=0) * wave
    away[1] = np.maximum(away[1], 0.01)
    away = np.ascontiguousarray(away / np.linalg.norm(away, axis=0))
    hit = march(dry, pool, away, 60.0, 60)
    solid = np.isfinite(hit)
    image = sky(away)
    spots = np.ascontiguousarray((pool + away * np.where(solid, hit, 1.0))[:, solid])
    image[solid] = lit_surface(spots, away[:, solid], hit[solid])[0]
    fresnel = 0.30 + 0.70 * np.clip(1 + np.sum(view * wave, axis=0), 0, 1) ** 3
    value[wet], kind[wet] = 0.80 * fresnel * image + 0.02, WATER
    tone = np.clip(1.0 - 1.13 * (value / (value + 0.22)) ** 0.95, 0, 1).reshape(shape)
    tone = np.where(
        (kind < 0).reshape(shape), np.clip(1.06 - value, 0.02, 0.5).reshape(shape), tone
    )
    kind = kind.reshape(shape)
    seen = np.where(wet, level, depth).reshape(shape)
    edge = contours(seen, 0.03) * (seen < 45)
    tone = np.maximum(tone, 0.95 * edge)
    where = np.zeros((3, rows * columns), np.float32)
    where[:, met], where[:, wet] = point, pool
    px, py, pz = (part.reshape(shape) for part in where)
    flat = straight(rows, columns, divide, 0, PITCH)
    slant = straight(rows, columns, divide, 52, PITCH)
    steep = straight(rows, columns, divide, -58, PITCH)
    a, b, c = (part.reshape(shape) for part in afloat(where))
    cloud = fractal(rows, columns, 300, 8, 4)
    fields = [
        (py * 24 + pz * 5 + px * 5, slant, 1.0),
        (pz * 16 + py * 30 + 0.5 * px, steep, 1.0),
        (py * 40 + px * 5, steep, 0.85),
        (b * 34 + 0.15 * a, slant, 0.85),
        (a * 30 + b * 30 + c * 6, slant, 0.8),
        (py * 22 + 6 * np.sin(px * 2) + 4 * np.sin(pz * 2), slant, 0.9),
        (pz * 20 + 0.4 * np.sin(px * 2), slant, 1.0),
    ]
    regions = [Region(spread(tone, kind < 0, 5), flat + 0.5 * cloud, None, None, PITCH)]
    for number, (lines, cross, pitch) in enumerate(fields):
        here = kind == number
        if here.any():
            mask = soften(kind >= 0) if number == STONE else soften(here)
            lines = spread(lines, here, 5)
            from_ = 0.7 if number == WATER else 0.55
            regions.append(Region(spread(tone, here, 5), lines, cross, mask, PITCH * pitch, from_))
    plate = engrave((WIDTH, HEIGHT), regions, seed=38)
    print_plate(plate, "peniche-ecluse", divide == SCALE)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SCALE)
