"""The citadel of Lille from the air: Vauban's five-pointed star, its moats and its woods."""

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
from PIL import Image, ImageDraw
from scene import Camera, march, normals, sunlight

SIZE, SCALE = 2840, 2
PITCH = 11.0
GRID, HALF = 2300, 1380.0
METRE = GRID / (2 * HALF)
CAMERA = Camera((0.0, 900.0, 1010.0), (0.0, 0.0, 45.0), 42.5)
SUN = np.array([-0.80, 0.36, -0.30], np.float32) / np.float32(0.927)
TURN = np.deg2rad(90.0)
Point = tuple[float, float]


def polar(radius: float, angle: float) -> Point:
    return radius * float(np.cos(angle)), -radius * float(np.sin(angle))


def rampart(out: float) -> list[Point]:
    """The body of the place: five curtains between five bastions, grown by `out` metres."""
    ring = []
    for side in range(5):
        axis = TURN + (side + 0.5) * 2 * np.pi / 5
        for deep, across in ((44, -70), (0, -60), (0, 60), (44, 70)):
            far, wide = 158 + deep + out, across + np.sign(across) * 0.28 * out * (deep > 0)
            wide -= np.sign(across) * 0.75 * out * (deep == 0)
            ring.append(polar(float(np.hypot(far, wide)), axis + float(np.arctan2(wide, far))))
        ring.append(polar(306 + 1.45 * out, TURN + (side + 1) * 2 * np.pi / 5))
    return ring


def salients(bastion: float, inward: float, ravelin: float) -> list[Point]:
    """An outer line that points before each bastion and each ravelin."""
    ring = []
    for side in range(5):
        tip = TURN + side * 2 * np.pi / 5
        for turn, radius in ((0.0, bastion), (17.5, inward), (36.0, ravelin), (54.5, inward)):
            ring.append(polar(radius, tip + float(np.deg2rad(turn))))
    return ring


def lunette(side: int, grow: float, near: float, far: float, wide: float) -> list[Point]:
    """A ravelin before a curtain: an arrowhead pointing outward."""
    axis = TURN + (side + 0.5) * 2 * np.pi / 5
    return [
        polar(far + grow * 1.5, axis),
        polar((near + far) * 0.487, axis + wide + grow * 0.004),
        polar(near - grow, axis + wide * 0.62 + grow * 0.003),
        polar(near + 3 - grow, axis),
        polar(near - grow, axis - wide * 0.62 - grow * 0.003),
        polar((near + far) * 0.487, axis - wide - grow * 0.004),
    ]


class Relief:
    """Heights in metres on a square of 2 × HALF metres seen from above, painted by polygons."""

    def __init__(self) -> None:
        self.height = Image.new("F", (GRID, GRID), 0.0)
        self.water = Image.new("L", (GRID, GRID), 0)
        self.paint = ImageDraw.Draw(self.height)
        self.flood = ImageDraw.Draw(self.water)

    def ground(self, shape: list[Point], level: float) -> None:
        spots = [((x + HALF) * METRE, (z + HALF) * METRE) for x, z in shape]
        self.paint.polygon(spots, fill=level)
        self.flood.polygon(spots, fill=0)

    def pond(self, shape: list[Point], level: float = -7.0) -> None:
        spots = [((x + HALF) * METRE, (z + HALF) * METRE) for x, z in shape]
        self.paint.polygon(spots, fill=level)
        self.flood.polygon(spots, fill=255)

    def block(self, cx: float, cz: float, angle: float, long: float, wide: float, tall: float,
              base: float) -> None:  # fmt: skip
        """A barrack with a pitched roof, in six steps."""
        ux, uz = float(np.cos(angle)), -float(np.sin(angle))
        for step in range(6):
            half = wide / 2 * (1 - step / 6)
            corners = [(-long / 2, -half), (long / 2, -half), (long / 2, half), (-long / 2, half)]
            shape = [(cx + a * ux - b * uz, cz + a * uz + b * ux) for a, b in corners]
            self.ground(shape, base + tall * (0.62 + 0.38 * step / 5))


def build() -> tuple[Field, Field, Field]:
    """Height, water and wood maps."""
    relief = Relief()
    dice = np.random.default_rng(8)
    relief.ground([(-HALF, -HALF), (HALF, -HALF), (HALF, HALF), (-HALF, HALF)], 0.0)
    relief.ground(salients(500, 448, 560), 1.5)
    relief.pond(salients(478, 426, 536))
    for step in range(13):
        t = step / 12
        relief.ground(salients(446 - 66 * t, 396 - 44 * t, 504 - 66 * t), 0.5 + 6.5 * t)
    relief.ground(salients(374, 346, 432), 1.0)
    for side in range(5):
        relief.pond(lunette(side, 30, 214, 396, 0.34))
    relief.pond(rampart(42))
    for side in range(5):
        relief.pond(lunette(side, 24, 226, 380, 0.32))
        relief.ground(lunette(side, 0, 240, 372, 0.27), 8.0)
        relief.ground(lunette(side, -7, 246, 364, 0.25), 10.5)
        relief.ground(lunette(side, -19, 252, 350, 0.215), 4.5)
    relief.ground(rampart(0), 9.0)
    relief.ground(rampart(-6), 13.0)
    relief.ground(rampart(-12), 10.5)
    relief.ground(rampart(-30), 4.0)
    pent = [polar(150, TURN + k * 2 * np.pi / 5 + np.pi / 5) for k in range(5)]
    relief.ground(pent, 4.0)
    for side in range(5):
        axis = TURN + (side + 0.5) * 2 * np.pi / 5
        for radius, long in ((112.0, 88.0), (78.0, 52.0)):
            cx, cz = polar(radius, axis)
            relief.block(cx, cz, axis + np.pi / 2, long, 15, 14, 4.0)
        tip = TURN + side * 2 * np.pi / 5
        for radius in (118.0, 146.0):
            cx, cz = polar(radius, tip)
            relief.block(cx, cz, tip, 24, 13, 12, 4.0)
        cx, cz = polar(222, tip)
        relief.block(cx, cz, tip + np.pi / 2, 30, 14, 9, 4.0)
        bridge = [polar(r, axis + d / r) for r, d in ((170, -4), (430, -4), (430, 4), (170, 4))]
        if side in (1, 4):
            relief.ground(bridge, 3.0)
    cx, cz = polar(26, TURN)
    relief.block(cx, cz, TURN, 26, 14, 22, 4.0)
    deule = [
        (-1380.0, 700.0),
        (-900.0, 560.0),
        (-640.0, 430.0),
        (-560.0, 120.0),
        (-640.0, -260.0),
        (-470.0, -560.0),
        (-180.0, -640.0),
        (300.0, -600.0),
        (760.0, -520.0),
        (1380.0, -420.0),
    ]
    spots = [((x + HALF) * METRE, (z + HALF) * METRE) for x, z in deule]
    relief.paint.line(spots, -6.0, int(44 * METRE), joint="curve")
    relief.flood.line(spots, 255, int(44 * METRE), joint="curve")
    avenue = [(-200.0, 900.0), (60.0, 640.0), (260.0, 560.0), (520.0, 420.0), (1380.0, 250.0)]
    roads = Image.new("L", (GRID, GRID), 0)
    brush = ImageDraw.Draw(roads)
    for line in (
        avenue,
        [(1380.0, -330.0), (610.0, -140.0), (480.0, -150.0)],
        [(-1380.0, 230.0), (-500.0, 160.0)],
        [(330.0, 900.0), (290.0, 560.0)],
    ):
        brush.line(
            [((x + HALF) * METRE, (z + HALF) * METRE) for x, z in line], 255, int(26 * METRE)
        )

    for street in range(15):
        for lot in range(30):
            px, pz = 430 + lot * 38 + street * 9, -620 - street * 46 + lot * 7
            if px + 0.55 * pz < 40 or (street % 4 == 3 and lot % 5 == 2) or px > HALF - 40:
                continue
            long, tall = dice.uniform(24, 36), dice.uniform(14, 24)
            turn = 0.16 + (np.pi / 2 if dice.random() < 0.2 else 0.0)
            relief.block(px, pz, -turn, long, dice.uniform(18, 26), tall, 0.0)

    height = np.asarray(relief.height, np.float32)
    water = np.asarray(relief.water, np.float32) / 255
    z, x = np.mgrid[0:GRID, 0:GRID].astype(np.float32) / METRE - HALF
    away = np.hypot(x, z)
    ring = np.arctan2(-z, x) - TURN
    town = (x > 400) & (z < -560) & (x + 0.55 * z > -20)
    star = 520 + 44 * np.cos(5 * ring)
    clear = soften(np.maximum(water, np.asarray(roads, np.float32) / 255)) < 0.02
    clump = fractal(GRID, GRID, 190 * METRE, 3, 3)
    wild = (away > star + 40) & (clump > -0.15 - 0.5 * (away < 760)) & ~town
    inner = (height > 3.9) & (height < 4.6) & (away > 160) & (away < 290)
    canopy = np.zeros_like(height)
    spots_x, spots_z = dice.uniform(-HALF, HALF, 62000), dice.uniform(-HALF, HALF, 62000)
    for px, pz in zip(spots_x, spots_z, strict=True):
        i, j = int((pz + HALF) * METRE), int((px + HALF) * METRE)
        grown = bool(wild[i, j])
        if not clear[i, j] or not (grown or (inner[i, j] and dice.random() < 0.3)):
            continue
        r = dice.uniform(6.5, 12.0) if grown else dice.uniform(5.0, 7.5)
        n = int(r * METRE) + 1
        box = (slice(max(i - n, 0), i + n + 1), slice(max(j - n, 0), j + n + 1))
        dome = 1 - ((z[box] - pz) ** 2 + (x[box] - px) ** 2) / r**2
        tall = (r * 1.15 + 3) * np.sqrt(np.clip(dome, 0, 1)) * (dome > 0)
        canopy[box] = np.maximum(canopy[box], tall)
    wood = canopy > 0.5
    canopy[[0, 1, -2, -1], :] = 0.0
    canopy[:, [0, 1, -2, -1]] = 0.0
    return height + np.where(water > 0.5, 0.0, canopy), water, wood.astype(np.float32)


def main(divide: int = SCALE) -> None:
    rows = columns = SIZE // divide
    height, water, wood = build()
    smooth = soften(height)

    def look(table: Field, x: Field, z: Field) -> Field:
        u = np.clip((x + HALF) * METRE, 0, GRID - 1.01)
        v = np.clip((z + HALF) * METRE, 0, GRID - 1.01)
        i, j = v.astype(np.int32), u.astype(np.int32)
        a, b = u - j, v - i
        top = table[i, j] * (1 - a) + table[i, j + 1] * a
        low = table[i + 1, j] * (1 - a) + table[i + 1, j + 1] * a
        return np.asarray(top * (1 - b) + low * b)

    def land(point: Field) -> Field:
        return np.asarray((point[1] - look(smooth, point[0], point[2])) * 0.55)

    origin, ray = CAMERA.rays(rows, columns)
    skip = (CAMERA.eye[1] - 30.0) / np.maximum(-ray[1], 1e-3)
    start = origin + ray * skip
    depth = march(land, start, ray, 400.0, 110)
    point = start + ray * np.where(np.isfinite(depth), depth, 40.0)
    normal = normals(land, point, 1.3)
    lit = sunlight(land, point + normal * 1.0, np.broadcast_to(SUN[:, None], ray.shape), 140.0, 9.0)
    lambert = np.clip(SUN @ normal, 0, 1)
    wet = look(water, point[0], point[2]) > 0.5
    leafy = (look(wood, point[0], point[2]) > 0.5) & ~wet
    sky = np.clip(normal[1], 0, 1)
    light = 0.10 + 0.30 * sky + 1.25 * lit * lambert
    tone = 1.0 - np.clip(light, 0, 1.15) / 1.12
    tone = np.where(leafy, 0.30 + 0.75 * tone, tone)
    x, y, z = point
    ripple = 0.5 + 0.5 * np.sin(z * 0.09 + 2 * np.sin(x * 0.013))
    tone = np.where(wet, 0.70 + 0.10 * ripple + 0.16 * (1 - lit), tone)
    far = np.hypot(x, z)
    plain = ~wet & ~leafy
    fields = fractal(rows, columns, 130 / divide * 3, 5, 3).ravel()
    tone = np.where(plain & (far > 560), tone + 0.05 * fields + 0.04, tone)
    tone = np.clip(tone + 0.10 * np.clip((far - 560) / 400, 0, 1), 0, 1)
    shape = (rows, columns)
    tone, wet, leafy = tone.reshape(shape), wet.reshape(shape), leafy.reshape(shape)
    away = (np.where(np.isfinite(depth), depth, 400.0) + skip).reshape(shape)
    edge = contours(away, 0.0045)
    tone = np.maximum(tone, 0.96 * edge * ~wet)
    slope = (z * 0.235 + y * 1.1).reshape(shape)
    cross = straight(rows, columns, divide, 62, PITCH)
    bough = (z * 0.20 + y * 0.55 + x * 0.15).reshape(shape)
    calm = straight(rows, columns, divide, 0, PITCH)
    dry = ~wet & ~leafy
    plate = engrave(
        (SIZE, SIZE),
        [
            Region(spread(tone, dry, 5), slope, cross, None, PITCH, 0.5),
            Region(spread(tone, leafy, 5), bough, cross, soften(leafy), PITCH * 0.85, 0.6),
            Region(spread(tone, wet, 5), calm, None, soften(wet), PITCH * 0.9),
        ],
        seed=70,
    )
    print_plate(plate, "citadelle-lille", divide == SCALE)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SCALE)
