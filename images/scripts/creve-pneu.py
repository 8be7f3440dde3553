"""The tyre-burster: a four-pointed steel star on wet cobbles, headlights far down the road."""

from __future__ import annotations

import sys

import numpy as np
from engraving import (
    Field,
    Region,
    blur,
    contours,
    engrave,
    fractal,
    print_plate,
    soften,
    spread,
    straight,
)
from PIL import Image, ImageDraw
from scene import Camera, in_batches, march, merge, normals, occlusion, sunlight, toward

WIDTH, HEIGHT, SCALE = 6600, 4580, 4
PITCH = 15.0
CAMERA = Camera((0.0, 0.092, 0.46), (0.075, 0.070, 0.0), 54.0, (0.0, 0.035))
LAMPS = ((-2.05, 0.78, -15.0), (-0.75, 0.78, -15.0))
STAR = (0.105, 0.047, 0.0)
ARM = 0.137
FEET_DEG = (114.0, 228.0, 350.0)


def arms() -> list[Field]:
    """Four unit directions, one of them nearly upright."""
    found = [np.array([0.0, 1.0, 0.0])]
    for turn in np.deg2rad(FEET_DEG):
        found.append(np.array([np.cos(turn) * 0.943, -0.333, np.sin(turn) * 0.943]))
    lean = np.array([[1, 0.06, 0.0], [-0.06, 1, -0.04], [0.0, 0.04, 1]])
    return [(lean @ a / np.linalg.norm(lean @ a)).astype(np.float32) for a in found]


def star(point: Field) -> Field:
    rel = point - np.array(STAR, np.float32)[:, None]
    total: Field | None = None
    for index, axis in enumerate(arms()):
        side = np.cross(axis, np.array([0.31, 0.22, 0.93], np.float32))
        side = side / np.linalg.norm(side)
        other = np.cross(axis, side)
        along = axis @ rel
        a, b = np.abs(side @ rel), np.abs(other @ rel)
        thick = np.maximum(a, b) * 0.9 + (a + b) * 0.1
        wide = 0.0138 * np.clip(1.0 - along / ARM, 0.0, 1.0) ** 0.9
        arm = (thick - wide) * 0.93
        arm = np.maximum(arm, -along - 0.012)
        arm = np.maximum(arm, along - ARM)
        total = arm if total is None or index == 0 else merge(total, arm, 0.004)
    assert total is not None
    return total


def setts(x: Field, z: Field) -> Field:
    """Height of the paving: rows of rounded setts, each a little tilted and worn."""
    x = x + 0.012 * np.sin(z * 5.0) + 0.03 * z
    row = np.floor(z / 0.088)
    shift = np.mod(np.sin(row * 12.9898) * 43758.547, 1.0)
    length = 0.118 + 0.03 * np.mod(shift * 7.0, 1.0)
    column = np.floor(x / length + shift)
    u = np.mod(x / length + shift, 1.0) * 2 - 1
    v = np.mod(z / 0.088, 1.0) * 2 - 1
    luck = np.mod(np.sin(row * 127.1 + column * 311.7) * 4375.85, 1.0)
    crown = np.maximum(1.0 - np.abs(u) ** 6 - np.abs(v) ** 5, -0.3)
    tilt = (luck - 0.5) * 0.010 * u + (np.mod(luck * 17, 1.0) - 0.5) * 0.010 * v
    wear = 0.0012 * np.sin(x * 90 + luck * 40) * np.sin(z * 70 + luck * 90)
    wear = wear + 0.0006 * np.sin(x * 230 + z * 60) * np.sin(z * 260 - x * 40)
    wear = wear * np.exp(np.minimum(z, 0.0) / 0.7)
    return np.asarray(0.015 * crown - 0.015 + tilt + wear + (luck - 0.5) * 0.006)


def ground(point: Field) -> Field:
    return np.asarray((point[1] - setts(point[0], point[2])) * 0.6)


def world(point: Field) -> Field:
    return np.minimum(ground(point), star(point))


def glow(way: Field) -> Field:
    """Light of the misty sky in a direction: halos round the lamps, dusk low down."""
    total = np.zeros(way.shape[1], np.float32)
    for lamp in LAMPS:
        centre = np.array(lamp, np.float32) - np.array(CAMERA.eye, np.float32)
        centre = centre / np.linalg.norm(centre)
        apart = np.arccos(np.clip(centre @ way, -1, 1))
        total += 0.22 * np.exp(-apart / 0.17) + 0.5 * np.exp(-apart / 0.05)
        total += 4.0 * np.exp(-((apart / 0.011) ** 2))
    return np.asarray(total + 0.045 * np.exp(-np.abs(way[1]) / 0.12) + 0.012)


def trees(width: int, height: int) -> Field:
    """Silhouettes of the roadside planes, 0..1."""
    image = Image.new("L", (width * 2, height * 2), 0)
    draw = ImageDraw.Draw(image)
    dice = np.random.default_rng(7)
    for side, edge in ((-1, -7.0), (1, 3.0)):
        for number in range(14, -1, -1):
            z = -9.0 - number * 5.2
            spot = (edge + side * 0.15 * dice.standard_normal(), 0.0, z)
            x, y, size = CAMERA.project(spot, width * 2, height * 2)
            girth, tall = 0.24 * size, (3.0 + 0.4 * dice.random()) * size
            draw.polygon(
                [(x - girth, y), (x - girth * 0.6, y - tall), (x + girth * 0.6, y - tall),
                 (x + girth, y)], fill=255,
            )  # fmt: skip
            for _ in range(800):
                turn, far = dice.random() * 2 * np.pi, dice.random() ** 0.5
                far *= 0.8 + 0.22 * np.sin(turn * 3 + number) + 0.12 * np.sin(turn * 7 + 2 * number)
                cx = x + np.cos(turn) * far * 2.6 * size
                cy = y - tall - 2.3 * size + np.sin(turn) * far * 3.1 * size
                r = (0.05 + 0.30 * dice.random() ** 2 * max(1.1 - far, 0.05)) * size
                draw.ellipse((cx - r, cy - r, cx + r, cy + r), fill=255)
        for number in range(160):
            z = -12.0 - number * 0.5
            x, y, size = CAMERA.project((edge * 1.35, 0.0, z), width * 2, height * 2)
            r = (0.2 + 0.2 * dice.random()) * size
            draw.ellipse((x - 2 * r, y - r, x + 2 * r, y + r), fill=255)
    for lamp in LAMPS:
        x, y, size = CAMERA.project(lamp, width * 2, height * 2)
        r = 0.5 * size
        draw.ellipse((x - r, y - r, x + r, y + r), fill=0)
    small = image.resize((width, height), Image.Resampling.BOX)
    return np.asarray(small, np.float32) / 255


def main(divide: int = SCALE) -> None:
    rows, columns = HEIGHT // divide, WIDTH // divide
    origin, ray = CAMERA.rays(rows, columns)
    depth = march(world, origin, ray, 60.0, 220)
    met = np.isfinite(depth)
    where = origin + ray * np.where(met, depth, 1.0)
    size = np.clip(depth[met] * 0.002, 3e-4, 0.03)
    spot = np.ascontiguousarray(where[:, met])
    normal = normals(world, spot, size)
    steel = in_batches(star, spot) < in_batches(ground, spot)
    open_ = occlusion(world, spot, normal, 0.03)
    view = ray[:, met]
    mirror = view - 2 * np.sum(view * normal, axis=0) * normal
    light: Field = np.zeros(spot.shape[1], np.float32)
    for lamp in LAMPS:
        way, span = toward(spot, lamp)
        seen = sunlight(world, spot + normal * 0.002, way, np.minimum(span, 1.2), 30.0)
        lambert = np.clip(np.sum(normal * way, axis=0), 0, 1)
        shine = np.clip(np.sum(mirror * way, axis=0), 0, 1)
        gloss = np.where(steel, 0.7 * shine**14 + 1.0 * shine**60, shine**22 + 3.0 * shine**220)
        near = 1.0 / (1.0 + (span / 24.0) ** 2)
        light += seen * near * (0.75 * lambert + gloss)
    fresnel = 0.06 + 0.94 * np.clip(1 + np.sum(view * normal, axis=0), 0, 1) ** 4
    light += glow(mirror) * open_ * np.where(steel, 0.4, fresnel)
    moon = np.array([-0.80, 0.45, 0.40], np.float32)
    side = np.clip(moon @ normal, 0, 1)
    light += open_ * np.where(steel, 0.62 * side**2.2, 0.055 * side)
    fog = np.exp(-depth[met] / 26.0)
    light = light * fog + (1 - fog) * glow(view) * 0.5

    value = glow(ray).astype(np.float32)
    wood = trees(columns, rows).reshape(-1)
    value = value * (1 - wood * (0.93 - 0.75 * np.clip(value * 1.1 - 0.16, 0, 1)))
    value[met] = light
    tone = np.clip(1.0 - 1.08 * (value / (value + 0.22)) ** 0.72, 0.0, 1.0)
    shape = (rows, columns)
    tone, metal = tone.reshape(shape), np.zeros(rows * columns, bool)
    metal[met] = steel
    paved = (met & ~metal).reshape(shape)
    metal, wooded = metal.reshape(shape), wood.reshape(shape)
    edge = contours(depth.reshape(shape), 0.035) * np.clip(2.2 - depth.reshape(shape), 0.0, 1.0)
    tone = np.where(met.reshape(shape), np.maximum(tone, edge), tone)

    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    lamps = [CAMERA.project(lamp, columns, rows) for lamp in LAMPS]
    rings = np.hypot(x - (lamps[0][0] + lamps[1][0]) / 2, 1.15 * (y - lamps[0][1]))
    rings = rings * divide / PITCH
    rel = where - np.array(STAR, np.float32)[:, None]
    grain = (rel[2] * 260 + rel[1] * 240).reshape(shape)
    facet = (rel[1] * 300 + rel[0] * 160 - rel[2] * 120).reshape(shape)
    leaf = straight(rows, columns, divide, -38, PITCH)
    slant = straight(rows, columns, divide, 62, PITCH)
    skyward = ~(met.reshape(shape))
    tone = np.clip(tone + 0.03 * fractal(rows, columns, 300 / divide, 5), 0, 1)
    plate = engrave(
        (WIDTH, HEIGHT),
        [
            Region(spread(tone, skyward, 6), rings, None, None, PITCH, wobble=0.07),
            Region(spread(tone, skyward, 6), leaf, slant, blur(wooded, 1), PITCH),
            Region(
                spread(tone, paved, 6), spread(grain, paved, 6), slant,
                soften(met.reshape(shape)), PITCH, 0.62,
            ),
            Region(
                spread(tone, metal, 6), spread(facet, metal, 6), slant,
                soften(metal), PITCH * 0.8, 0.6,
            ),
        ],
        seed=44,
    )  # fmt: skip
    print_plate(plate, "creve-pneu", divide == SCALE)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SCALE)
