"""A clandestine press: an iron hand press under a lamp, sheets drying on a line."""

from __future__ import annotations

import sys

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
    ellipsoid,
    look,
    merge,
    normals,
    occlusion,
    sunlight,
    toward,
    union,
)

WIDTH, HEIGHT, SCALE = 2840, 1900, 2
PITCH = 11.0
CAMERA = Camera((-0.85, 1.60, 2.75), (0.06, 1.33, 0.0), 47.0)
LAMP = (-0.36, 1.84, 0.40)
BULB = (-0.36, 1.765, 0.40)
TABLE = 0.86
WALL, WOOD, IRON, BRASS, PAPER, CORD, SHADE = range(7)
Triple = tuple[float, float, float]


def room(point: Field) -> Field:
    """Brick walls, a floor, and a shuttered window."""
    x, y, z = point
    row = np.floor(y / 0.075)
    u = np.mod(x / 0.23 + 0.5 * np.mod(row, 2), 1.0)
    v = np.mod(y / 0.075, 1.0)
    joint = np.maximum(np.abs(u - 0.5) - 0.472, np.abs(v - 0.5) - 0.42)
    back = z + 0.95 - 0.006 * (joint < 0) - 0.002 * np.sin(x * 31 + row * 5) * np.sin(y * 47)
    w = np.mod(z / 0.23 + 0.5 * np.mod(row, 2), 1.0)
    joint = np.maximum(np.abs(w - 0.5) - 0.472, np.abs(v - 0.5) - 0.42)
    side = 1.75 - x - 0.006 * (joint < 0)
    return np.asarray(np.minimum(np.minimum(back, side) * 0.9, y))


def boards(point: Field) -> Field:
    """The table, a shelf with its wedges, a crate."""
    x, z = point[0], point[2]
    plank = 0.004 * (np.abs(np.mod(z / 0.16, 1.0) - 0.5) > 0.47) + 0.0012 * np.sin(
        z * 160 + 3 * np.sin(x * 5)
    )
    top = box(point, (0.15, TABLE - 0.03, 0.02), (1.12, 0.03, 0.46)) - 0.004 + plank
    side = np.stack([np.abs(x - 0.15) - 0.98, point[1], np.abs(z - 0.02) - 0.36])
    legs = box(side, (0, 0.4, 0), (0.05, 0.42, 0.05))
    apron = box(point, (0.15, TABLE - 0.12, 0.40), (1.0, 0.06, 0.015))
    shelf = box(point, (0.95, 1.62, -0.80), (0.72, 0.018, 0.15))
    crate = box(point, (-1.35, 0.25, 0.05), (0.34, 0.25, 0.28)) - 0.003
    slat = 0.008 * (np.abs(np.mod(point[1] / 0.125, 1.0) - 0.5) > 0.44)
    return np.asarray(
        np.minimum(np.minimum(top, np.minimum(legs, apron)), np.minimum(shelf, crate + slat))
    )


def press(point: Field) -> Field:
    """An iron hand press: staple, crown, bar, platen; bed and rails carry the forme."""
    p = point - np.array([0.22, TABLE, -0.05], np.float32)[:, None]
    x, y, z = p
    post = np.stack([np.abs(x) - 0.25, y, z])
    bulge = 0.012 * np.cos(y * 11)
    posts = np.maximum(np.hypot(post[0], post[2]) - 0.042 - bulge, np.abs(y - 0.36) - 0.36)
    for level in (0.05, 0.36, 0.66):
        ring = np.hypot(np.maximum(np.hypot(post[0], post[2]) - 0.045, 0.0), y - level) - 0.016
        posts = np.minimum(posts, ring)
    arch = np.maximum(np.abs(np.hypot(x, (y - 0.66) * 1.25) - 0.27) - 0.05, np.abs(z) - 0.055)
    arch = np.maximum(arch, 0.64 - y) - 0.006
    crown = ellipsoid(p, (0, 1.03, 0), (0.035, 0.05, 0.035))
    ball = capsule(p, (0, 0.94, 0), (0, 0.99, 0), 0.03)
    screw = np.maximum(np.hypot(x, z) - 0.036 - 0.004 * np.sin(y * 190), np.abs(y - 0.62) - 0.27)
    hub = np.maximum(np.hypot(x, z) - 0.075, np.abs(y - 0.56) - 0.028) - 0.005
    platen = box(p, (0, 0.335, 0), (0.20, 0.020, 0.17)) - 0.006
    rib = np.maximum(
        np.abs(x) - 0.018, np.maximum(np.abs(z) - 0.16, np.abs(y - 0.385) - 0.04 + 0.25 * np.abs(z))
    )
    rib2 = np.maximum(
        np.abs(z) - 0.018, np.maximum(np.abs(x) - 0.19, np.abs(y - 0.385) - 0.04 + 0.20 * np.abs(x))
    )
    bar = capsule(p, (0.03, 0.56, 0.05), (-0.16, 0.575, 0.28), 0.021)
    bar = np.minimum(bar, capsule(p, (-0.16, 0.575, 0.28), (-0.52, 0.585, 0.33), 0.019))
    base = box(p, (0, 0.025, 0), (0.36, 0.025, 0.12)) - 0.006
    foot = np.stack([np.abs(x) - 0.30, y, z])
    base = np.minimum(base, ellipsoid(foot, (0, 0.05, 0), (0.09, 0.05, 0.15)))
    tracks = np.stack([np.abs(x) - 0.13, y, z])
    rails = box(tracks, (0, 0.165, 0.12), (0.014, 0.016, 0.50))
    stands = box(
        np.stack([tracks[0], y, np.abs(z - 0.12) - 0.44]), (0, 0.08, 0), (0.018, 0.08, 0.02)
    )
    bed = box(p, (0, 0.215, 0.36), (0.18, 0.018, 0.19)) - 0.004
    drum = np.maximum(np.hypot(y - 0.12, z - 0.12) - 0.045, np.abs(x) - 0.11)
    crank = capsule(p, (-0.12, 0.12, 0.12), (-0.24, 0.12, 0.12), 0.013)
    crank = np.minimum(crank, capsule(p, (-0.24, 0.12, 0.12), (-0.25, 0.02, 0.20), 0.012))
    whole = merge(posts, arch, 0.03)
    for part in (crown, ball, screw, hub, platen, rib, rib2, base, rails, stands, bed, drum, crank):
        whole = np.minimum(whole, part)
    return np.asarray(np.minimum(whole, bar) * 0.85)


def brass(point: Field) -> Field:
    """What shines: the bar's grip, the ink roller and its tin, type in the forme, a bottle."""
    p = point - np.array([0.22, TABLE, -0.05], np.float32)[:, None]
    grip = capsule(p, (-0.46, 0.583, 0.322), (-0.68, 0.590, 0.352), 0.027, 0.033)
    line = np.mod(p[2] / 0.022, 1.0)
    sort = np.abs(np.sin(p[0] * 210 + np.floor(p[2] / 0.022) * 2.3)) * 0.003
    forme = (
        box(p, (0, 0.242, 0.36), (0.14, 0.012, 0.155)) + 0.004 * (np.abs(line - 0.5) > 0.36) + sort
    )
    roller = capsule(point, (-0.62, TABLE + 0.048, 0.30), (-0.38, TABLE + 0.048, 0.20), 0.045)
    handle = capsule(point, (-0.55, TABLE + 0.06, 0.33), (-0.50, TABLE + 0.13, 0.46), 0.012)
    tin = np.maximum(
        np.hypot(point[0] + 0.68, point[2] + 0.12) - 0.085, np.abs(point[1] - TABLE - 0.06) - 0.06
    )
    tin = np.maximum(
        tin,
        -np.maximum(np.hypot(point[0] + 0.68, point[2] + 0.12) - 0.077, TABLE + 0.08 - point[1]),
    )
    bottles = np.full(point.shape[1], 9.0, np.float32)
    for x, wide, tall in (
        (0.62, 0.05, 0.17),
        (0.80, 0.065, 0.11),
        (0.98, 0.04, 0.21),
        (1.22, 0.07, 0.14),
    ):
        away = np.hypot(point[0] - x, point[2] + 0.80)
        body = np.maximum(away - wide, np.abs(point[1] - 1.638 - tall / 2) - tall / 2) - 0.006
        neck = np.maximum(away - wide * 0.4, np.abs(point[1] - 1.66 - tall) - 0.045)
        bottles = np.minimum(bottles, merge(body, neck, 0.03))
    best = np.minimum(np.minimum(grip, forme), np.minimum(roller, handle))
    return np.asarray(np.minimum(best, np.minimum(tin, bottles)) * 0.85)


def sheets(point: Field) -> Field:
    """Printed leaves: drying on two lines, in a ream on the table, one on the tympan."""
    best = np.full(point.shape[1], 9.0, np.float32)
    for z0, y0, first, step, count in (
        (-0.55, 2.02, -1.32, 0.335, 9),
        (-0.20, 1.86, -1.46, 0.31, 3),
    ):
        place = np.clip(np.round((point[0] - first) / step), 0, count - 1)
        x = point[0] - first - place * step
        sway = 0.05 * np.sin(place * 2.7 + z0 * 9)
        sag = (
            y0
            - 0.05 * np.sin(np.pi * np.clip((point[0] - first) / (step * (count - 1)), 0, 1)) * 1.6
        )
        down = sag - point[1]
        bend = sway * down * 2.2 + 0.030 * np.sin(x * 9 + place * 1.9) * np.clip(down * 3.5, 0, 1)
        leaf = np.maximum(
            np.abs(point[2] - z0 - bend) - 0.0025,
            np.maximum(np.abs(x) - 0.118, np.abs(down - 0.165) - 0.165),
        )
        best = np.minimum(best, leaf)
    turn = 0.22
    x, z = point[0] - 0.92, point[2] - 0.10
    a, b = x * np.cos(turn) + z * np.sin(turn), -x * np.sin(turn) + z * np.cos(turn)
    edge = 0.004 * np.sin(np.floor(point[1] / 0.006) * 12.9)
    ream = box(
        np.stack([a + edge, point[1], b - edge]), (0, TABLE + 0.055, 0), (0.12, 0.055, 0.165)
    )
    best = np.minimum(best, ream)
    a, b = x * np.cos(0.5) - z * np.sin(0.5), x * np.sin(0.5) + z * np.cos(0.5)
    curl = 0.10 * np.clip(a - 0.04, 0, 1) ** 1.5
    top = box(np.stack([a, point[1] - curl, b]), (0, TABLE + 0.116, 0), (0.118, 0.002, 0.163))
    return np.asarray(np.minimum(best, top) * 0.75)


def cords(point: Field) -> Field:
    """The two drying lines with their pegs, and the lamp's flex."""
    best = np.full(point.shape[1], 9.0, np.float32)
    for z0, y0, first, step, count in (
        (-0.55, 2.02, -1.32, 0.335, 9),
        (-0.20, 1.86, -1.46, 0.31, 3),
    ):
        run = np.clip((point[0] - first) / (step * (count - 1)), -0.4, 1.4)
        sag = y0 - 0.08 * np.sin(np.pi * np.clip(run, 0, 1)) + 0.004
        best = np.minimum(best, np.hypot(point[1] - sag, point[2] - z0) - 0.005)
        place = np.clip(np.round((point[0] - first) / step), 0, count - 1)
        for off in (-0.07, 0.07):
            rel = np.stack([point[0] - first - place * step - off, point[1] - sag, point[2] - z0])
            best = np.minimum(best, box(rel, (0, -0.012, 0), (0.008, 0.034, 0.012)))
    flex = capsule(point, (LAMP[0], LAMP[1] + 0.18, LAMP[2]), (LAMP[0], 3.4, LAMP[2]), 0.006)
    return np.minimum(best, flex)


def lamp(point: Field) -> Field:
    """An enamel shade; the bulb hangs inside it."""
    p = point - np.array(LAMP, np.float32)[:, None]
    away = np.hypot(p[0], p[2])
    cone = np.abs(away - (0.05 + 0.72 * (0.16 - p[1]))) * 0.75 - 0.006
    cone = np.maximum(cone, np.abs(p[1] - 0.055) - 0.10)
    cap = np.maximum(away - 0.05, np.abs(p[1] - 0.18) - 0.05) - 0.004
    return np.asarray(np.minimum(cone, cap))


THINGS = (room, boards, press, brass, sheets, cords, lamp)


world = union(THINGS)


def print_on(point: Field) -> Field:
    """Where the hanging leaves carry ink: a heading and lines of something unreadable."""
    total = np.zeros(point.shape[1], bool)
    for z0, y0, first, step, count in (
        (-0.55, 2.02, -1.32, 0.335, 9),
        (-0.20, 1.86, -1.46, 0.31, 3),
    ):
        place = np.clip(np.round((point[0] - first) / step), 0, count - 1)
        x = point[0] - first - place * step
        run = np.clip((point[0] - first) / (step * (count - 1)), 0, 1)
        down = y0 - 0.08 * np.sin(np.pi * run) - point[1]
        row = np.floor(down / 0.026)
        short = 0.092 - 0.045 * (np.mod(np.sin(row * 7.7 + place) * 91, 1.0) > 0.8)
        text = (np.mod(down / 0.026, 1.0) < 0.5) & (x < short) & (x > -0.092)
        text &= np.mod(np.sin(np.floor(x / 0.011) * 12.9 + row * 78.2 + place) * 437.5, 1.0) > 0.18
        text &= (down > 0.105) & (down < 0.295)
        head = (np.abs(down - 0.062) < 0.017) & (np.abs(x) < 0.085)
        head &= np.mod(x / 0.021, 1.0) > 0.2
        here = np.abs(point[2] - z0) < 0.13
        total |= (text | head) & here
    return total


def main(divide: int = SCALE) -> None:
    rows, columns = HEIGHT // divide, WIDTH // divide
    shape = (rows, columns)
    ray, depth, point, kinds = look(CAMERA, THINGS, rows, columns, 9.0, 120)
    normal = normals(world, point, 0.0016)
    way, span = toward(point, BULB)
    lit = sunlight(world, point + normal * 0.004, way, np.minimum(span - 0.02, 3.0), 16.0)
    open_ = occlusion(world, point, normal, 0.10)
    lambert = np.clip(np.sum(normal * way, axis=0), 0, 1)
    through = np.abs(np.sum(normal * way, axis=0))
    mirror = ray - 2 * np.sum(ray * normal, axis=0) * normal
    shine = np.clip(np.sum(mirror * way, axis=0), 0, 1)
    near = 1.0 / (0.45 + span**2)
    albedo = np.choose(kinds, [0.30, 0.40, 0.16, 0.42, 0.95, 0.5, 0.30])
    gloss = np.choose(kinds, [0.0, 0.06, 0.55, 0.9, 0.0, 0.0, 0.3])
    leaf = kinds == PAPER
    lambert = np.where(leaf, np.maximum(lambert, 0.75 * through), lambert)
    light = lit * near * (0.95 * albedo * lambert + gloss * (0.45 * shine**7 + 1.0 * shine**50))
    light += open_ * albedo * (0.06 + 0.035 * normal[1])
    glint = np.clip(mirror[1] * 0.6 + mirror[0] * 0.6, 0, 1)
    light += open_ * gloss * 0.09 * glint**3
    inside = (kinds == SHADE) & (normal[1] < 0.0) & (np.sum(normal * way, axis=0) > 0)
    light = np.where(inside, 1.0, light)
    light = np.where(leaf & print_on(point), light * 0.04, light)
    aim = np.array(BULB, np.float32) - np.array(CAMERA.eye, np.float32)
    aim = aim / np.linalg.norm(aim)
    apart = np.arccos(np.clip(aim @ ray, -1, 1))
    below = np.clip((aim[1] - ray[1]) * 9 + 0.3, 0, 1)
    light = light + 0.055 * np.exp(-apart / 0.16) * below
    tone = np.clip(1.0 - 1.16 * (light / (light + 0.17)) ** 0.85, 0, 1)
    tone = np.where((apart < 0.0165) & ((kinds != SHADE) | inside), 0.0, tone).reshape(shape)
    kinds = kinds.reshape(shape)
    edge = contours(depth.reshape(shape), 0.012)
    tone = np.maximum(tone, 0.95 * edge * (tone > 0.04))
    tone = np.clip(tone + 0.02 * fractal(rows, columns, 80, 3), 0, 1)
    x, y, z = point
    slant = straight(rows, columns, divide, 48, PITCH)
    level = straight(rows, columns, divide, 0, PITCH)
    lamp_x, lamp_y, _ = CAMERA.project(BULB, columns, rows)
    v, u = np.mgrid[0:rows, 0:columns].astype(np.float32)
    halo = np.hypot(u - lamp_x, v - lamp_y) * divide / PITCH
    fields = [
        (halo.ravel(), slant, 1.0),
        (z * 120 + y * 130 + 1.2 * np.sin(x * 6), slant, 1.0),
        (y * 210 + z * 70, slant, 0.8),
        (y * 230 + z * 120 + x * 40, slant, 0.75),
        (x * 160 + y * 12, level, 0.8),
        (x * 200 + y * 200, slant, 0.7),
        (y * 220, slant, 0.8),
    ]
    manners = {
        kind: Manner(lines, cross, PITCH * pitch, 0.86 if kind == WALL else 0.58)
        for kind, (lines, cross, pitch) in enumerate(fields)
    }
    regions = by_kind(kinds, tone, manners)
    plate = engrave((WIDTH, HEIGHT), regions, seed=23)
    print_plate(plate, "presse-clandestine", divide == SCALE)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SCALE)
