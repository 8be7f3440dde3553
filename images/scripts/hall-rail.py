"""A panelled hall: three pictures hang by cords from one rail, their middles at one height."""

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
    look,
    normals,
    occlusion,
    sunlight,
    union,
)

WIDTH, HEIGHT, SCALE = 2800, 3500, 2
PITCH = 11.0
CAMERA = Camera((-0.40, 1.55, 5.2), (-0.40, 1.55, 0.0), 29.0, (0.078, -0.03))
SUN = np.array((-0.62, 0.50, 0.60), np.float32)
SUN /= np.linalg.norm(SUN)
RAIL, MIDDLE = 2.56, 1.56
# Each picture: where its middle hangs, and half its width and height.
PICTURES = ((-0.72, 0.25, 0.34), (0.02, 0.29, 0.22), (0.78, 0.27, 0.40))
WALL, WOOD, FRAME, CANVAS, CORD = range(5)


def wall(point: Field) -> Field:
    """The plaster above, the panelling below, and the boards of the floor."""
    x, y, z = point
    field = np.abs(np.mod(x + 0.31, 0.62) - 0.31)
    sunk = np.maximum(field - 0.235, np.abs(y - 0.55) - 0.27)
    panel = np.where(y < 0.98, 0.022 - 0.012 * (sunk < 0) - 0.010 * (np.abs(sunk) < 0.012), 0.0)
    board = 0.003 * (np.abs(np.mod(x / 0.19, 1.0) - 0.5) > 0.485)
    return np.asarray(np.minimum(z - panel, y + board) * 0.9)


def wood(point: Field) -> Field:
    """The picture rail, the dado rail, the skirting, and a bench under the pictures."""
    rail = box(point, (0, RAIL, 0.02), (4, 0.035, 0.03)) - 0.008
    lip = box(point, (0, RAIL + 0.045, 0.035), (4, 0.008, 0.035)) - 0.004
    dado = box(point, (0, 1.0, 0.02), (4, 0.022, 0.03)) - 0.007
    skirting = box(point, (0, 0.08, 0.015), (4, 0.08, 0.022)) - 0.004
    seat = box(point, (0.28, 0.44, 0.50), (0.62, 0.022, 0.19)) - 0.006
    legs = np.stack([np.abs(point[0] - 0.28) - 0.54, point[1], np.abs(point[2] - 0.50) - 0.14])
    leg = box(legs, (0, 0.21, 0), (0.022, 0.22, 0.022))
    apron = box(point, (0.28, 0.38, 0.50), (0.54, 0.035, 0.15))
    parts = (rail, lip, dado, skirting, seat, leg, apron)
    return np.asarray(np.minimum.reduce(parts))


def leaned(point: Field, half: float) -> Field:
    """The point in a picture's own upright, which leans forward from its foot."""
    x, y, z = point
    return np.stack([x, y, z - 0.035 - 0.075 * (y - MIDDLE + half) / (2 * half)])


def frames(point: Field) -> Field:
    """The three frames: a moulding about an opening."""
    found = []
    for x, wide, high in PICTURES:
        own = leaned(point, high)
        outer = box(own, (x, MIDDLE, 0), (wide, high, 0.018)) - 0.006
        inner = box(own, (x, MIDDLE, 0.03), (wide - 0.055, high - 0.055, 0.04))
        groove = 0.004 * np.sin(
            np.minimum(wide - np.abs(own[0] - x), high - np.abs(own[1] - MIDDLE)) * 190
        )
        found.append(np.maximum(outer, -inner) - groove)
    return np.asarray(np.minimum.reduce(found) * 0.8)


def canvases(point: Field) -> Field:
    """What the frames hold."""
    parts = [
        box(leaned(point, high), (x, MIDDLE, -0.004), (wide - 0.05, high - 0.05, 0.006))
        for x, wide, high in PICTURES
    ]
    return np.asarray(np.minimum.reduce(parts))


def cords(point: Field) -> Field:
    """Two cords from hooks on the rail to each frame."""
    found = []
    for x, wide, high in PICTURES:
        for side in (-1, 1):
            head = (x + side * wide * 0.55, RAIL + 0.05, 0.082)
            foot = (x + side * wide * 0.55, MIDDLE + high * 0.9, 0.078)
            found.append(capsule(point, head, foot, 0.0065))
            found.append(capsule(point, (head[0], RAIL + 0.055, 0.03), head, 0.010))
    return np.asarray(np.minimum.reduce(found))


THINGS = (wall, wood, frames, canvases, cords)


world = union(THINGS)


def painted(point: Field) -> Field:
    """How dark the pictures are: a hill with a tree, a sea with a sail, a house by a path."""
    x, y, _ = point
    dark = np.full(x.shape, 0.30, np.float32)
    for number, (at, wide, high) in enumerate(PICTURES):
        u, v = (x - at) / (wide - 0.055), (y - MIDDLE) / (high - 0.055)
        here = (np.abs(u) < 1) & (np.abs(v) < 1)
        sky = 0.16 + 0.20 * (v + 1) / 2
        if number == 0:
            hill = v < -0.25 + 0.30 * np.sin(u * 2.2 + 0.6)
            near = v < -0.62 + 0.12 * np.sin(u * 4)
            crown = np.hypot((u - 0.25) / 0.42, (v - 0.24) / 0.30) < 1 + 0.09 * np.sin(
                9 * np.arctan2(v - 0.24, u - 0.25)
            )
            trunk = (np.abs(u - 0.25) < 0.05) & (v < 0.1) & (v > -0.55)
            own = np.where(near, 0.72, np.where(hill, 0.48, sky))
            own = np.where(crown | trunk, 0.86, own)
        elif number == 1:
            wave = 0.50 + 0.14 * np.sin(v * 60 + 3 * np.sin(u * 5))
            sail = (u > 0.10) & (u < 0.46 - 0.55 * (v + 0.12)) & (v > -0.12)
            sail |= (u < 0.07) & (u > -0.20 + 0.38 * (v + 0.12)) & (v > -0.12)
            hull = (np.abs(u - 0.12) < 0.40 - 1.2 * np.abs(v + 0.16)) & (np.abs(v + 0.20) < 0.07)
            own = np.where(v < -0.18, wave, sky)
            own = np.where(sail, 0.62, np.where(hull, 0.90, own))
        else:
            path = np.abs(u + 0.12 * np.sin(v * 5)) < 0.10 - 0.22 * v
            walls = (np.abs(u - 0.05) < 0.46) & (np.abs(v - 0.06) < 0.24)
            roof = (v > 0.30) & (v < 0.66 - 0.62 * np.abs(u - 0.05))
            door = (np.abs(u - 0.05) < 0.08) & (v < 0.10) & (v > -0.18)
            pane = (np.abs(np.abs(u - 0.05) - 0.27) < 0.07) & (np.abs(v - 0.10) < 0.08)
            own = np.where(v < -0.18, np.where(path, 0.14, 0.58), sky)
            own = np.where(walls, 0.20, np.where(roof, 0.80, own))
            own = np.where(door | pane, 0.88, own)
        dark = np.where(here, own, dark)
    return dark


def daylight(point: Field) -> Field:
    """The share of a tall window's light: bars leave their shadow on the wall."""
    way = point[2] / SUN[2]
    x, y = point[0] - SUN[0] * way, point[1] - SUN[1] * way
    u, v = x + 0.20, y - 1.62
    pane = (np.abs(u) < 0.98) & (np.abs(v) < 1.22)
    bars = (np.abs(np.mod(u + 0.49, 0.98) - 0.49) < 0.030) | (
        np.abs(np.mod(v + 0.30, 0.60) - 0.30) < 0.020
    )
    return np.where(pane & ~bars, 1.0, 0.0)


def main(divide: int = SCALE) -> None:
    rows, columns = HEIGHT // divide, WIDTH // divide
    shape = (rows, columns)
    ray, depth, point, kinds = look(CAMERA, THINGS, rows, columns, 9.0, 140)
    normal = normals(world, point, 0.0016)
    sun = np.broadcast_to(SUN[:, None], point.shape)
    lit = sunlight(world, point + normal * 0.004, sun, 2.0, 40.0) * daylight(point)
    open_ = occlusion(world, point, normal, 0.12)
    lambert = np.clip(np.sum(normal * sun, axis=0), 0, 1)
    albedo = np.choose(kinds, [0.80, 0.34, 0.42, 1.0, 0.30]).astype(np.float32)
    albedo = np.where((kinds == WALL) & (point[1] < 0.98), 0.46, albedo)
    albedo = np.where((kinds == WALL) & (point[1] < 0.02), 0.30, albedo)
    albedo = np.where(kinds == CANVAS, 1.0 - painted(point), albedo)
    light = albedo * (0.85 * lit * lambert + open_ * (0.20 + 0.05 * normal[0] - 0.05 * normal[1]))
    shine = np.clip(np.sum((ray - 2 * np.sum(ray * normal, axis=0) * normal) * sun, axis=0), 0, 1)
    light += np.choose(kinds, [0.0, 0.05, 0.30, 0.0, 0.0]) * (0.3 + lit) * shine**9
    tone = np.clip(1.0 - 1.20 * (light / (light + 0.20)), 0.0, 0.97).reshape(shape)
    kinds = kinds.reshape(shape)
    edge = contours(depth.reshape(shape), 0.006)
    tone = np.maximum(tone, 0.92 * edge)
    tone = np.clip(tone + 0.015 * fractal(rows, columns, 90, 7), 0, 1)
    x, y, z = point
    slant = straight(rows, columns, divide, 42, PITCH)
    level = straight(rows, columns, divide, 0, PITCH)
    fields = [
        (np.where(y < 0.02, z * 190, y * 115 + 0.5 * np.sin(x * 3)), slant, 1.0),
        (y * 240 + z * 200, slant, 0.8),
        (x * 170 + y * 170, slant, 0.7),
        (y * 200 + 0.6 * np.sin(x * 12), slant, 0.7),
        (y * 260, level, 0.7),
    ]
    manners = {
        kind: Manner(lines, cross, PITCH * pitch, 0.55)
        for kind, (lines, cross, pitch) in enumerate(fields)
    }
    regions = by_kind(kinds, tone, manners)
    plate = engrave((WIDTH, HEIGHT), regions, seed=31)
    print_plate(plate, "hall-rail", divide == SCALE, NEW)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SCALE)
