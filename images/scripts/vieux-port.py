"""Marseille, the Vieux-Port in the morning: masts, water, Notre-Dame de la Garde on its hill."""

from __future__ import annotations

import sys

import numpy as np
from drawing import Point, Sheet
from engraving import Region, blur, engrave, fractal, print_plate, straight

WIDTH, HEIGHT, SCALE = 5960, 2480, 4
PITCH = 12.0
FOCAL, EYE, VANISH, HORIZON = 2500.0, 10.0, 3420.0, 1420.0


def sheet() -> Sheet:
    return Sheet(WIDTH, HEIGHT)


def place(x: float, y: float, z: float) -> Point:
    """Harbour metres (right, up from the water, away) to plate px."""
    return VANISH + FOCAL * x / z, HORIZON - FOCAL * (y - EYE) / z


def quay(walls: Sheet, shade: Sheet, panes: Sheet, roofs: Sheet) -> None:
    """Rive-Neuve: tall narrow houses with shutters, seen along their fronts."""
    dice = np.random.default_rng(13)
    z, side = 46.0, -66.0
    while z < 520:
        wide = dice.uniform(11, 19)
        floors = int(dice.integers(4, 7))
        tall = 3.1 * floors + dice.uniform(2.5, 5)
        near, far = z, z + wide
        front = [place(side, 1.5, near), place(side, tall, near), place(side, tall, far),
                 place(side, 1.5, far)]  # fmt: skip
        walls.area(front)
        roofs.area([place(side, tall - 0.2, near), place(side - 7, tall + 3.4, near),
                    place(side - 7, tall + 3.4, far), place(side, tall - 0.2, far)])  # fmt: skip
        shade.area([place(side, tall, near), place(side, tall - 0.9, near),
                    place(side, tall - 0.9, far), place(side, tall, far)])  # fmt: skip
        shade.line([place(side, 1.5, near), place(side, tall, near)], 0.28 * FOCAL / near)
        shade.area([place(side, 4.3, near), place(side, 4.6, near), place(side, 4.6, far),
                    place(side, 4.3, far)])  # fmt: skip
        for _ in range(2):
            c = dice.uniform(near + 1, far - 1)
            roofs.area(
                [
                    place(side - 5, tall + 1, c),
                    place(side - 5, tall + 5, c),
                    place(side - 5, tall + 5, c + 1.6),
                    place(side - 5, tall + 1, c + 1.6),
                ]
            )
        bays = max(int(wide / 3.4), 2)
        for bay in range(bays):
            a = near + (bay + 0.32) * wide / bays
            b = near + (bay + 0.68) * wide / bays
            for floor in range(floors):
                low = 1.5 + floor * (tall - 3) / floors + (0.4 if floor == 0 else 0.9)
                high = low + (2.4 if floor == 0 else 1.75)
                panes.area([place(side, low, a), place(side, high, a), place(side, high, b),
                            place(side, low, b)])  # fmt: skip
        z = far
    walls.area([place(-66, 1.6, 40), place(-66, 1.6, 560), place(-58, 0, 560), place(-58, 0, 40)])
    shade.area([place(-58, 1.5, 40), place(-58, 1.5, 560), place(-58, 0, 560), place(-58, 0, 40)])


def north_side(walls: Sheet, panes: Sheet) -> None:
    """The right bank: gutted quays, the town hall left standing, the fort at the mouth."""
    dice = np.random.default_rng(29)
    side, z = 96.0, 70.0
    while z < 420:
        wide = dice.uniform(8, 15)
        if 175 < z < 215:
            wide, tall = 40.0, 17.0
            crest = [place(side, tall, z), place(side, tall + 3, z + 20), place(side, tall, z + 40)]
            for bay in range(9):
                for floor in range(3):
                    a, low = z + 2 + bay * 4.2, 3 + floor * 4.8
                    panes.area(
                        [
                            place(side, low, a),
                            place(side, low + 2.9, a),
                            place(side, low + 2.9, a + 2),
                            place(side, low, a + 2),
                        ]
                    )
        else:
            tall = dice.uniform(2.5, 12.5)
            crest = [
                place(side, max(tall + dice.uniform(-4, 3), 2), z + wide * k / 5) for k in range(6)
            ]
            for _ in range(3):
                a, low = dice.uniform(z + 1, z + wide - 2), 2.4 + dice.random() * tall * 0.5
                panes.area(
                    [
                        place(side, low, a),
                        place(side, low + 1.8, a),
                        place(side, low + 1.8, a + 1.3),
                        place(side, low, a + 1.3),
                    ]
                )
        walls.area([place(side, 1, z), *crest, place(side, 1, z + wide)])
        z += wide
    walls.area([place(88, 0, 60), place(96, 2, 60), place(96, 2, 520), place(88, 0, 520)])
    for x, tall, half in ((74, 26, 9), (74, 30, 4), (92, 14, 22), (128, 18, 22)):
        walls.area([place(x - half, 0, 540), place(x - half, tall, 540), place(x + half, tall, 540),
                    place(x + half, 0, 540)])  # fmt: skip


def bridge(iron: Sheet) -> None:
    """What remained of the transporter bridge: one pylon and its hanging arm, the other fallen."""

    def bar(ax: float, ay: float, bx: float, by: float, thick: float) -> None:
        iron.line([place(ax, ay, 520), place(bx, by, 520)], thick)

    for foot in (-52.0, -40.0):
        bar(foot, 0, foot + (2.5 if foot < -46 else -2.5), 82, 9)
    for k in range(16):
        a, b = k * 5.1, k * 5.1 + 5.1
        bar(-52 + 0.03 * a, a, -40 - 0.03 * b, b, 4)
        bar(-40 - 0.03 * a, a, -52 + 0.03 * b, b, 4)
    for low in (48.0, 52.0):
        bar(-78, low, 18, low, 6)
    for k in range(32):
        bar(-78 + 3 * k, 48, -76.5 + 3 * k, 52, 3)
        bar(-76.5 + 3 * k, 52, -75 + 3 * k, 48, 3)
    for end in (-78.0, -66.0, -28.0, -14.0, 2.0, 18.0):
        bar(-46, 82, end, 52, 3)
    bar(18, 52, 26, 40, 5)
    bar(18, 48, 24, 36, 4)
    for off in (0.0, 7.0):
        bar(70 - off, 3, 14 + off, 13 - off, 7)
    for k in range(12):
        bar(70 - 4.6 * k, 3 + 0.8 * k, 60 - 4.2 * k, 5 - 0.1 * k, 4)


def basilica(stone: Sheet, bright: Sheet, x: float, y: float, u: float) -> None:
    """Notre-Dame de la Garde: bastion, nave, dome, belfry and its statue; u px per metre."""

    def part(sheet: Sheet, *spots: Point, ink: int = 255) -> None:
        sheet.area([(x + a * u, y - b * u) for a, b in spots], ink)

    part(stone, (-44, -10), (-38, 12), (30, 12), (36, -10))
    part(stone, (-30, 12), (-30, 27), (-27, 32), (10, 32), (10, 12))
    for k in range(5):
        cx = -26 + k * 6.5
        part(bright, (cx, 17), (cx, 24), (cx + 1.2, 26), (cx + 2.4, 24), (cx + 2.4, 17))
    dome = [
        (-22 + 8.5 * float(np.cos(t)), 38 + 11 * float(np.sin(t)))
        for t in np.linspace(0, np.pi, 20)
    ]
    part(stone, (-30.5, 30), (-30.5, 38), *dome[::-1], (-13.5, 38), (-13.5, 30))
    part(stone, (-22.8, 46), (-22.8, 54), (-21.2, 54), (-21.2, 46))
    part(stone, (8, 12), (8, 48), (7, 48), (7, 50), (23, 50), (23, 48), (22, 48), (22, 12))
    part(stone, (10, 50), (10, 60), (20, 60), (20, 50))
    for cx in (10.2, 14.0, 17.8):
        part(bright, (cx, 34), (cx, 43), (cx + 1, 45), (cx + 2, 43), (cx + 2, 34))
    part(bright, (13, 52), (13, 57), (15, 59), (17, 57), (17, 52))
    part(stone, (11, 60), (13, 66), (17, 66), (19, 60))
    part(stone, (13.2, 66), (13.8, 73), (13.2, 75.5), (16.8, 75.5), (16.2, 73), (16.8, 66))
    part(stone, (14, 75), (14, 78), (16, 78), (16, 75))
    part(stone, (16, 73), (18, 74.5), (18, 75.4), (15.5, 75))


class Fleet:
    """Boats in four sheets: dark hulls, pale strakes, rigging, and their shapes on the water."""

    def __init__(self) -> None:
        self.hulls, self.strakes, self.rigging, self.mirror = sheet(), sheet(), sheet(), sheet()
        self.sails = sheet()

    def boat(
        self, x: float, y: float, long: float, heading: float, masts: int, tall: float
    ) -> None:
        """A pointed hull of `long` px whose waterline is at y; masts of `tall` hull lengths."""
        sheer = [
            (
                x + heading * long * (t - 0.5),
                y - long * (0.10 + 0.17 * (t - 0.42) ** 2 * 2.4 + 0.05 * t),
            )
            for t in np.linspace(0, 1, 24)
        ]
        keel = [
            (x + heading * long * (t - 0.5) * 0.86, y + long * 0.012 * float(np.sin(np.pi * t)))
            for t in np.linspace(1, 0, 24)
        ]
        for sheet, ink in ((self.strakes, 0), (self.rigging, 0), (self.sails, 0)):
            sheet.area([*sheer, *keel], ink)
        self.hulls.area([*sheer, *keel])
        rail = [(a, b + long * 0.018) for a, b in sheer]
        self.strakes.line(rail, long * 0.011)
        self.strakes.line([(a, b + long * 0.050) for a, b in sheer[2:-2]], long * 0.005)
        drop = [(a, 2 * y - b + long * 0.01) for a, b in [*sheer, *keel]]
        self.mirror.area(drop)
        for number in range(masts):
            t = 0.42 if masts == 1 else (0.27 + 0.36 * number)
            mx, foot = x + heading * long * (t - 0.5), y - long * 0.09
            top = foot - tall * long * (1.0 if number == 0 else 0.86)
            lean = heading * long * 0.02
            self.rigging.area(
                [(mx - long * 0.011, foot), (mx + lean - long * 0.004, top),
                 (mx + lean + long * 0.004, top), (mx + long * 0.011, foot)]
            )  # fmt: skip
            for end in (0.03, 0.97):
                spot = sheer[round(end * 23)]
                self.rigging.line([(mx + lean, top + 6), spot], long * 0.003)
            yard0 = (mx - heading * long * 0.30, foot - long * 0.16)
            yard1 = (mx + heading * long * 0.30, top - long * 0.02)
            self.rigging.line([yard0, yard1], long * 0.010)
            furl = []
            for k in np.linspace(0.03, 0.97, 12):
                cx = yard0[0] + (yard1[0] - yard0[0]) * k
                cy = yard0[1] + (yard1[1] - yard0[1]) * k
                fat = long * 0.020 * float(np.sin(np.pi * k)) ** 0.6
                furl.append((cx, cy, fat))
            self.sails.area(
                [(a, b) for a, b, _ in furl]
                + [(a + f * 0.4, b + f * 1.7) for a, b, f in furl[::-1]]
            )
            wave = [
                (
                    mx + lean * k + long * 0.02 * float(np.sin(k * 30)),
                    2 * y - foot + (foot - top) * k,
                )
                for k in np.linspace(0, 0.8, 40)
            ]
            self.mirror.line(wave, long * 0.014)


def moor(fleet: Fleet) -> None:
    dice = np.random.default_rng(17)
    for z in (330, 280, 240, 205, 178, 154, 132, 114, 98, 84):
        x, y = place(-50 - dice.uniform(0, 6), 0, z)
        fleet.boat(
            x, y, FOCAL / z * dice.uniform(9, 15), dice.choice([-1.0, 1.0]), 1 + (z < 160), 1.15
        )
        x, y = place(72 + dice.uniform(0, 9), 0, z + 8)
        fleet.boat(x, y, FOCAL / z * dice.uniform(8, 14), dice.choice([-1.0, 1.0]), 1, 1.1)
    for x, y, long, way, masts, tall in (
        (3560, 1590, 190, 1.0, 1, 1.1),
        (2900, 1640, 240, -1.0, 1, 1.0),
        (4430, 1700, 380, -1.0, 2, 1.1),
        (1650, 1790, 640, 1.0, 2, 1.12),
        (560, 1960, 980, 1.0, 2, 1.18),
        (5330, 1960, 1000, -1.0, 2, 1.25),
        (3320, 2010, 520, -1.0, 0, 0.0),
        (2480, 2200, 700, 1.0, 1, 1.02),
    ):
        fleet.boat(x, y, long, way, masts, tall)


def main(divide: int = SCALE) -> None:
    rows, columns = HEIGHT // divide, WIDTH // divide
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32) * divide
    walls, shade, panes, roofs, far, iron, stone, bright = (sheet() for _ in range(8))
    quay(walls, shade, panes, roofs)
    wrecks = sheet()
    north_side(far, wrecks)
    bridge(iron)
    basilica(stone, bright, 1500, 600, 5.9)
    hill = sheet()
    crest = [
        (-10.0, 1060.0),
        (260, 1010),
        (560, 900),
        (840, 740),
        (1080, 620),
        (1250, 545),
        (1330, 520),
        (1700, 520),
        (1800, 575),
        (1980, 690),
        (2200, 800),
        (2460, 930),
        (2760, 1080),
        (3080, 1240),
        (3400, 1390),
        (3400, 1460),
        (-10, 1460),
    ]
    crest = [(a, min(b * 0.92 + 190, b + 100)) for a, b in crest]
    hill.area(crest)
    homes, gables = sheet(), sheet()
    dice = np.random.default_rng(5)
    heights = np.interp(np.arange(0, 3400), [p[0] for p in crest[:-2]], [p[1] for p in crest[:-2]])
    for _ in range(620):
        hx = dice.uniform(20, 3150)
        top = heights[int(hx)] + 60
        hy = top + (1440 - top) * dice.random() ** 0.8
        if hy < 800 and abs(hx - 1500) < 260:
            continue
        s = 15 + 20 * (hy - 600) / 800
        w = s * dice.uniform(1.2, 2.4)
        homes.area([(hx, hy), (hx, hy - s), (hx + w, hy - s), (hx + w, hy)])
        gables.area([(hx, hy), (hx, hy - s), (hx + w, hy - s), (hx + w, hy)], 0)
        gables.area([(hx - 3, hy - s), (hx + w * 0.2, hy - s * 1.4), (hx + w * 0.85, hy - s * 1.4),
                     (hx + w + 3, hy - s)])  # fmt: skip
        gables.area([(hx + w * 0.72, hy), (hx + w * 0.72, hy - s), (hx + w, hy - s), (hx + w, hy)])
    fleet = Fleet()
    moor(fleet)

    cloud = fractal(rows, columns, 1300 / divide, 3, 5)
    stretched = np.repeat(fractal(rows, columns // 5 + 1, 240 / divide, 4, 4), 5, 1)[:, :columns]
    sun = np.hypot((x - 4050) / 1700, (y - 1330) / 900)
    sky = 0.52 - 0.46 * np.exp(-(sun**1.2)) - 0.10 * y / HORIZON
    sky = sky - 0.16 * np.clip(cloud * 0.6 + stretched * 0.7 - 0.35, 0, 1)
    sky = np.clip(sky, 0.03, 0.6)
    grain = fractal(rows, columns, 200, 9, 4)
    slope = 0.50 + 0.08 * grain - 0.22 * np.clip((y - 700) / 700, 0, 1)
    water_y = np.maximum(y - HORIZON, 1.0)
    away = 1.0 / water_y
    wave = np.sin(2600 * away * 9 + 2.2 * grain + x * 0.004) + np.sin(2600 * away * 23 - x * 0.011)
    glitter = fractal(rows, columns // 4 + 1, 30 / divide, 41, 3)
    glitter = np.repeat(glitter, 4, 1)[:, :columns]
    path = np.exp(-(((x - 4050 + 0.25 * water_y) / (420 + 0.5 * water_y)) ** 2))
    sea = 0.42 + 0.10 * wave * np.clip(water_y / 500, 0.15, 1) - 0.34 * path + 0.10 * glitter
    sea += 0.16 * np.clip(water_y / 900, 0, 1)
    foot = HORIZON + EYE * (VANISH - x) / 58.0
    below = np.maximum(y - foot, 0.0)
    sea += 0.34 * np.exp(-below / (60 + 0.3 * np.maximum(foot - HORIZON, 0))) * (x < VANISH - 260)
    ripple = FOCAL * 30 / (water_y + 26) * 2.2 + 0.3 * wave

    level = straight(rows, columns, divide, 0, PITCH)
    steep = straight(rows, columns, divide, 64, PITCH)
    upright = straight(rows, columns, divide, 86, PITCH * 0.8)
    fall = straight(rows, columns, divide, -24, PITCH)
    house = 0.22 + 0.26 * np.clip((1900 - x) / 2200, 0, 1) + 0.03 * grain
    one = np.ones((4, 4), np.float32)
    paper = np.zeros((4, 4), np.float32)
    sea_mask = (y > HORIZON + 0 * x).astype(np.float32)
    wobble_mirror = blur(fleet.mirror.mask(), 1)
    plate = engrave(
        (WIDTH, HEIGHT),
        [
            Region(sky, level + 0.4 * blur(cloud, 3), None, None, PITCH),
            Region(np.clip(slope, 0, 1), fall + 0.7 * grain, steep, hill.mask(), PITCH, 0.45),
            Region(paper + 0.05, level, None, homes.mask(), PITCH),
            Region(one * 0.68, upright, None, gables.mask(), PITCH),
            Region(np.full_like(x, 0.74), upright, level, stone.mask(), PITCH * 0.7, 0.5),
            Region(paper + 0.15, level, None, bright.mask(), PITCH),
            Region(np.clip(sea, 0.03, 0.9), ripple, None, sea_mask, PITCH),
            Region(one, level, None, iron.mask(), PITCH),
            Region(np.clip(0.58 + 0.1 * grain, 0, 1), upright, level, far.mask(), PITCH, 0.4),
            Region(paper + 0.1, level, None, wrecks.mask(), PITCH),
            Region(np.clip(house + 0.38, 0, 1), steep, None, roofs.mask(), PITCH * 0.8),
            Region(np.clip(house, 0, 1), level, steep, walls.mask(), PITCH * 0.9, 0.4),
            Region(np.clip(house + 0.4, 0, 1), upright, None, shade.mask(), PITCH * 0.8),
            Region(np.full_like(x, 0.86), upright, level, panes.mask(), PITCH * 0.8),
            Region(
                np.clip(sea * 0.3 + 0.58 + 0.12 * wave, 0, 0.92), ripple, None, wobble_mirror, PITCH
            ),
            Region(one, level, None, fleet.rigging.mask(), PITCH),
            Region(np.full_like(x, 0.30), steep, None, fleet.sails.mask(), PITCH * 0.8),
            Region(
                np.full_like(x, 0.88) + 0.05 * grain, level, steep, fleet.hulls.mask(), PITCH, 0.6
            ),
            Region(paper, level, None, fleet.strakes.mask(), PITCH),
        ],
        seed=28,
    )
    print_plate(plate, "vieux-port", divide == SCALE)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SCALE)
