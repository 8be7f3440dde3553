"""Cut wires: telephone poles along a road across the plain, in the evening; a bicycle waits."""

from __future__ import annotations

import sys
from itertools import pairwise

import numpy as np
from drawing import Point, Points, Sheet
from engraving import Region, blur, engrave, fractal, print_plate, straight

WIDTH, HEIGHT, SCALE = 2840, 1900, 2
PITCH = 11.0
FOCAL, EYE, VANISH, HORIZON = 2000.0, 1.55, 760.0, 1390.0
POLES = tuple(8.6 + 13.5 * k for k in range(14))
LINE = 4.75
ARMS = ((6.75, 0.85), (6.25, 0.85))


def place(x: float, y: float, z: float) -> Point:
    """Metres (right, up from the road, away) to plate px."""
    return VANISH + FOCAL * x / z, HORIZON - FOCAL * (y - EYE) / z


def sheet() -> Sheet:
    return Sheet(WIDTH, HEIGHT)


def insulators(z: float) -> list[tuple[float, float, float]]:
    found = []
    for high, half in ARMS:
        for off in (-half, -half * 0.45, half * 0.45, half):
            found.append((LINE + off, high + 0.16, z))
    return found


def pole(wood: Sheet, shine: Sheet, z: float) -> None:
    size = FOCAL / z
    foot, top = place(LINE, -0.05, z), place(LINE + 0.02, 7.2, z)
    wood.area([(foot[0] - 0.13 * size, foot[1]), (top[0] - 0.085 * size, top[1]),
               (top[0], top[1] - 0.10 * size), (top[0] + 0.085 * size, top[1]),
               (foot[0] + 0.13 * size, foot[1])])  # fmt: skip
    shine.area([(foot[0] - 0.13 * size, foot[1]), (top[0] - 0.085 * size, top[1]),
                (top[0] - 0.045 * size, top[1]), (foot[0] - 0.075 * size, foot[1])])  # fmt: skip
    for high, half in ARMS:
        left, right = place(LINE - half - 0.12, high, z), place(LINE + half + 0.12, high, z)
        wood.area(
            [
                (left[0], left[1] - 0.05 * size),
                (right[0], right[1] - 0.05 * size),
                (right[0], right[1] + 0.05 * size),
                (left[0], left[1] + 0.05 * size),
            ]
        )
        for way in (-1, 1):
            strut = [place(LINE + way * half * 0.55, high, z), place(LINE, high - 0.42, z)]
            wood.line(strut, 0.035 * size)
    for x, y, _ in insulators(z):
        cx, cy = place(x, y, z)
        wood.line([(cx, cy + 0.12 * size), (cx, cy)], 0.03 * size)
        wood.disc((cx, cy), 0.048 * size, 0.075 * size)
        if z < 30:
            shine.disc((cx - 0.012 * size, cy - 0.01 * size), 0.018 * size, 0.045 * size)


def sagging(
    start: tuple[float, float, float], end: tuple[float, float, float], sag: float
) -> Points:
    spots = []
    for t in np.linspace(0, 1, 40):
        x, y, z = (a + (b - a) * float(t) for a, b in zip(start, end, strict=True))
        spots.append(place(x, y - sag * 4 * float(t * (1 - t)), z))
    return spots


def fallen(wires: Sheet, start: tuple[float, float, float], seed: int, loose: bool) -> None:
    """A cut wire: it hangs limp from its insulator and curls, in the air or along the road."""
    dice = np.random.default_rng(seed)
    x, y, z = start
    drift, phase = dice.uniform(0.3, 0.8 if loose else 1.5), dice.uniform(0, 6.28)
    stop = dice.uniform(0.35, 0.6) * y if loose else 0.03
    spots: list[tuple[float, float, float]] = []
    for t in (float(t) for t in np.linspace(0, 1, 70)):
        swing = 0.13 * np.sin(8.0 * t + phase) * t
        spots.append((x - 0.35 * np.sin(2.2 * t) * t - drift * t**3 + swing,
                      y + (stop - y) * t + 0.25 * np.sin(np.pi * min(3 * t, 1.0)) * (1 - t),
                      z + 0.3 * t))  # fmt: skip
    ex, ey, ez = spots[-1]
    turns = dice.uniform(2.2, 3.6)
    radius, run = (0.20, 0.25) if loose else (dice.uniform(0.28, 0.45), dice.uniform(1.2, 2.6))
    for t in (float(t) for t in np.linspace(0, 1, 160)):
        a = 2 * np.pi * turns * t
        r = radius * (1 - 0.45 * t)
        if loose:
            spots.append((ex - run * t - r * np.sin(a), ey - r + r * np.cos(a) - 0.25 * t, ez))
        else:
            lift = 0.02 + r * (1 - np.cos(a)) * (0.55 - 0.35 * t)
            spots.append(
                (ex - run * t - r * np.sin(a), lift, ez + 0.8 * r * np.sin(a + 1) - 0.9 * t)
            )
    for a_, b_ in pairwise(spots):
        wires.line([place(*a_), place(*b_)], max(0.020 * FOCAL / a_[2], 3))


def bicycle(steel: Sheet, x: float, z: float, turn: float) -> None:
    """A man's roadster leaning at the pole's foot."""
    size = FOCAL / z

    def spot(along: float, up: float) -> Point:
        px, py = place(x + along * turn, up * 0.985, z)
        return px, py

    for hub in (-0.54, 0.54):
        centre = spot(hub, 0.345)
        squeeze = turn
        ring = [
            (
                centre[0] + 0.335 * size * squeeze * float(np.cos(t)),
                centre[1] + 0.335 * size * float(np.sin(t)),
            )
            for t in np.linspace(0, 2 * np.pi, 60)
        ]
        steel.line(ring, 0.042 * size)
        guard = ring[28:56] if hub < 0 else ring[34:58]
        steel.line([(a * 1.0, b - 0.045 * size) for a, b in guard], 0.03 * size)
        for t in np.arange(0, np.pi, np.pi / 9):
            dx, dy = 0.335 * size * squeeze * float(np.cos(t)), 0.335 * size * float(np.sin(t))
            steel.line([(centre[0] - dx, centre[1] - dy), (centre[0] + dx, centre[1] + dy)], 2)
        steel.disc(centre, 0.035 * size, 0.035 * size)
    crank, seat, head, fork = (0.0, 0.30), (-0.18, 0.86), (0.36, 0.88), (0.54, 0.345)
    rear = (-0.54, 0.345)
    for a, b in ((crank, seat), (seat, head), (crank, (0.39, 0.76)), (head, fork), (rear, crank),
                 (rear, (-0.16, 0.78)), (head, (0.33, 1.04)), (seat, (-0.21, 0.98))):  # fmt: skip
        steel.line([spot(*a), spot(*b)], 0.036 * size)
    steel.line(
        [spot(0.33, 1.04), spot(0.45, 1.06), spot(0.40, 0.98), spot(0.22, 0.97)], 0.034 * size
    )
    steel.line([spot(-0.35, 1.0), spot(-0.20, 1.01), spot(-0.06, 0.985)], 0.075 * size)
    steel.line([spot(-0.75, 0.76), spot(-0.28, 0.76)], 0.035 * size)
    steel.line([spot(-0.70, 0.76), spot(-0.54, 0.345)], 0.02 * size)
    steel.area([spot(-0.72, 0.79), spot(-0.30, 0.79), spot(-0.32, 0.93), spot(-0.68, 0.95)])
    steel.disc(spot(0, 0.30), 0.085 * size * turn, 0.085 * size)
    steel.line([spot(0.09, 0.44), spot(-0.09, 0.16)], 0.03 * size)
    steel.line([spot(0.03, 0.44), spot(0.16, 0.44)], 0.04 * size)
    steel.line([spot(-0.15, 0.16), spot(-0.03, 0.16)], 0.04 * size)


def main(divide: int = SCALE) -> None:
    rows, columns = HEIGHT // divide, WIDTH // divide
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32) * divide
    wood, shine, wires, steel, land, road, far, grass = (sheet() for _ in range(8))
    for z in POLES[::-1]:
        pole(wood, shine, z)
    for near, distant in pairwise(POLES[2:]):
        for a, b in zip(insulators(near), insulators(distant), strict=True):
            wires.line(sagging(a, b, 0.55), max(0.016 * FOCAL / near, 2))
    for a, b in zip(insulators(3.0), insulators(POLES[0]), strict=True):
        wires.line(sagging((a[0] + 0.0, a[1], a[2]), b, 0.12), 6)
    for number, start in enumerate(insulators(POLES[0])):
        fallen(wires, start, 70 + number, number % 3 == 1)
    for number, start in enumerate(insulators(POLES[1])[::2]):
        fallen(wires, start, 120 + number, number == 2)
    for number, start in enumerate(insulators(POLES[2])[1::3]):
        fallen(wires, start, 150 + number, False)
    bicycle(steel, LINE - 1.0, POLES[0] - 0.32, 0.94)

    land.area([(0, HORIZON), (WIDTH, HORIZON), (WIDTH, HEIGHT), (0, HEIGHT)])
    left, right = 0.1, 4.35
    road.area(
        [place(left, 0, 400), place(right, 0, 400), place(right, 0, 2.4), place(left, 0, 2.4)]
    )
    dice = np.random.default_rng(14)
    for _ in range(2600):
        z = 2.6 + 70 * dice.random() ** 2.4
        edge = dice.choice([left - 0.25, right + 0.35]) + 0.30 * dice.standard_normal()
        gx, gy = place(edge, 0, z)
        tall, tilt = dice.uniform(0.08, 0.30) * FOCAL / z, dice.uniform(-0.12, 0.12) * FOCAL / z
        wide = max(0.010 * FOCAL / z, 1.5)
        grass.area([(gx - wide, gy + 2), (gx + tilt, gy - tall), (gx + wide, gy + 2)])
    skyline: Points = [(0, HORIZON + 6)]
    for px in range(0, WIDTH + 20, 14):
        bush = 9 + 7 * np.sin(px * 0.013) + 5 * np.sin(px * 0.041) + dice.uniform(0, 6)
        skyline.append((px, HORIZON - max(bush, 2)))
    far.area([*skyline, (WIDTH, HORIZON + 6)])
    far.area([(1830, HORIZON), (2020, HORIZON - 132), (2050, HORIZON - 134), (2250, HORIZON)])
    far.area([(2140, HORIZON), (2290, HORIZON - 92), (2310, HORIZON - 92), (2470, HORIZON)])
    far.area([(300, HORIZON), (300, HORIZON - 58), (313, HORIZON - 118), (326, HORIZON - 58),
              (326, HORIZON - 34), (392, HORIZON - 34), (404, HORIZON)])  # fmt: skip
    for px in (210, 250, 420, 455, 500):
        far.area(
            [
                (px, HORIZON),
                (px, HORIZON - 22),
                (px + 20, HORIZON - 38),
                (px + 40, HORIZON - 22),
                (px + 40, HORIZON),
            ]
        )

    sun = (470.0, 1230.0)
    bank = np.repeat(fractal(rows, columns // 3 + 1, 420 / divide, 40, 5), 3, 1)[:, :columns]
    away = np.hypot((x - sun[0]) / 1500, (y - sun[1]) / 760)
    clouds = np.clip(bank + 0.25 - 0.5 * np.abs(y - 620) / 700, -1, 1.6)
    sky = 0.50 - 0.47 * np.exp(-(away**1.1)) + 0.14 * np.clip(1 - y / 700, 0, 1)
    rim = np.clip(clouds - np.roll(clouds, -int(26 / divide) - 1, 0), -0.6, 0.6)
    sky = (
        sky
        + 0.17 * np.clip(clouds, 0, 1.2)
        - 0.55 * np.clip(rim, 0, 1)
        + 0.25 * np.clip(-rim, 0, 1)
    )
    disc = np.hypot(x - sun[0], y - sun[1])
    sky = np.clip(sky * np.clip((disc - 84) / 14, 0, 1), 0.0, 0.86)
    ground_y = np.maximum(y - HORIZON, 1.0)
    grain = fractal(rows, columns, 70, 51, 4)
    gleam = np.exp(-(((x - sun[0]) / (260 + 1.1 * ground_y)) ** 2))
    world_x = (x - VANISH) / ground_y
    rows_ = np.sin(world_x * 46 * np.sign(x - VANISH) + 0.4 * grain)
    fields = 0.55 + 0.17 * rows_ * np.clip(ground_y / 90, 0, 1) + 0.05 * grain - 0.20 * gleam
    fields += 0.18 * np.clip(ground_y / 500, 0, 1)
    metres = (x - VANISH) * EYE / ground_y
    rut = np.exp(-(((metres - 1.35) / 0.22) ** 2)) + np.exp(-(((metres - 2.85) / 0.22) ** 2))
    lane = 0.30 + 0.06 * grain + 0.22 * rut - 0.24 * gleam + 0.14 * np.clip(ground_y / 500, 0, 1)
    level = straight(rows, columns, divide, 0, PITCH)
    slant = straight(rows, columns, divide, 38, PITCH)
    steep = straight(rows, columns, divide, 70, PITCH)
    furrow = world_x * 26
    across = FOCAL * EYE / ground_y * 6.5 + 0.3 * grain
    one, paper = np.ones((4, 4), np.float32), np.zeros((4, 4), np.float32)
    solid = np.full_like(x, 0.95)
    plate = engrave(
        (WIDTH, HEIGHT),
        [
            Region(sky, level + 1.6 * blur(bank, 10 / divide), slant, None, PITCH, 0.6),
            Region(np.clip(fields, 0.05, 0.92), furrow, steep, land.mask(), PITCH, 0.66),
            Region(np.clip(lane, 0.04, 0.9), across, slant, road.mask(), PITCH, 0.6),
            Region(
                np.clip(0.86 - 0.55 * np.exp(-(((x - sun[0]) / 420) ** 2)), 0, 1),
                steep,
                None,
                far.mask(),
                PITCH * 0.8,
            ),
            Region(one, level, None, grass.mask(), PITCH),
            Region(solid, steep, level, wood.mask(), PITCH * 0.8),
            Region(paper + 0.25, level, None, shine.mask(), PITCH * 0.7),
            Region(one, level, None, steel.mask(), PITCH),
            Region(one, level, None, wires.mask(), PITCH),
        ],
        seed=6,
    )
    print_plate(plate, "fils-coupes", divide == SCALE)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SCALE)
