"""A column on the road at dusk, seen low, through a gap in the hedge."""

from __future__ import annotations

import sys

import numpy as np
from drawing import Point, Points, Sheet
from engraving import Region, blur, engrave, fractal, print_plate, straight

WIDTH, HEIGHT, SCALE = 2840, 1900, 2
PITCH = 11.0
ROAD = 1330.0


def sheet() -> Sheet:
    return Sheet(WIDTH, HEIGHT)


class Vehicle:
    """Parts in metres from the rear wheel's foot, drawn along a road that climbs and recedes."""

    def __init__(self, body: Sheet, light: Sheet, x: float, size: float) -> None:
        self.body, self.light, self.x, self.size = body, light, x, size
        self.foot = ROAD + (x - 1400) * -0.022

    def at(self, along: float, up: float) -> Point:
        return self.x + along * self.size, self.foot - up * self.size

    def part(self, *spots: Point, ink: int = 255) -> None:
        self.body.area([self.at(*s) for s in spots], ink)

    def sheen(self, *spots: Point) -> None:
        self.light.area([self.at(*s) for s in spots])

    def man(self, along: float, waist: float, seat: float) -> None:
        """Shoulders, head and helmet of a seated or standing man."""
        a, b = along, waist
        self.part(
            (a - 0.21, seat), (a - 0.23, b + 0.24), (a - 0.17, b + 0.36), (a - 0.06, b + 0.41),
            (a + 0.06, b + 0.41), (a + 0.17, b + 0.36), (a + 0.23, b + 0.24), (a + 0.21, seat),
        )  # fmt: skip
        self.body.disc(self.at(a + 0.01, b + 0.52), 0.095 * self.size, 0.13 * self.size)
        arc = [
            (a + 0.145 * float(np.cos(t)), b + 0.56 + 0.15 * float(np.sin(t)))
            for t in np.linspace(0, np.pi, 16)
        ]
        self.part((a + 0.175, b + 0.535), *arc, (a - 0.185, b + 0.50))

    def wheel(self, along: float, radius: float) -> None:
        centre = self.at(along, radius)
        self.body.disc(centre, radius * self.size, radius * self.size)
        self.light.disc(centre, 0.52 * radius * self.size, 0.52 * radius * self.size)
        self.light.disc(centre, 0.40 * radius * self.size, 0.40 * radius * self.size, 0)
        self.light.disc(centre, 0.13 * radius * self.size, 0.13 * radius * self.size)

    def lorry(self, men: bool, seed: int) -> None:
        """A three-ton lorry under its tilt, or open with its men."""
        dice = np.random.default_rng(seed)
        self.part((-1.0, 0.75), (5.35, 0.75), (5.35, 0.95), (-1.0, 0.95))
        self.part((-1.05, 0.95), (-1.05, 1.55), (3.0, 1.55), (3.0, 0.95))
        for k in range(5):
            self.sheen(
                (-1.0 + 0.8 * k, 1.52),
                (-0.3 + 0.8 * k, 1.52),
                (-0.3 + 0.8 * k, 1.47),
                (-1.0 + 0.8 * k, 1.47),
            )
        if men:
            for k in range(7):
                a, b = -0.72 + 0.56 * k, 1.55 + dice.uniform(-0.05, 0.12)
                self.man(a, b, 1.5)
                self.body.line(
                    [self.at(a + 0.2, b + 0.1), self.at(a + 0.28, b + 1.05)], 0.035 * self.size
                )
        else:
            tilt = [
                (-1.08, 1.5),
                (-1.12, 2.65),
                (-0.9, 2.92),
                (2.85, 2.92),
                (3.05, 2.65),
                (3.02, 1.5),
            ]
            self.part(*tilt)
            for k in range(5):
                a = -0.95 + 0.93 * k
                self.sheen((a, 2.86), (a + 0.10, 2.86), (a + 0.06, 1.62), (a, 1.62))
            self.sheen((-0.85, 2.92), (2.8, 2.92), (2.75, 2.86), (-0.8, 2.86))
        self.part(
            (3.12, 0.8),
            (3.12, 2.30),
            (3.28, 2.42),
            (4.05, 2.40),
            (4.30, 1.72),
            (5.30, 1.58),
            (5.45, 1.35),
            (5.45, 0.72),
            (3.12, 0.72),
        )
        self.light.area(
            [self.at(*s) for s in ((3.34, 1.74), (3.34, 2.24), (3.98, 2.24), (4.13, 1.74))]
        )
        self.sheen((4.36, 1.71), (5.25, 1.59), (5.25, 1.54), (4.36, 1.66))
        self.part((4.25, 1.10), (4.40, 1.28), (5.10, 1.28), (5.55, 0.85), (5.50, 0.80), (5.0, 1.12))
        self.body.disc(self.at(5.5, 1.18), 0.10 * self.size, 0.13 * self.size)
        for a in (0.05, 4.75):
            self.wheel(a, 0.48)
        self.wheel(0.95, 0.48)

    def tank(self) -> None:
        """A tank seen from the side: running gear, sloped hull, turret, long gun, its commander."""
        track: Points = []
        for k in np.linspace(0, 2 * np.pi, 60):
            a = 2.6 + 2.95 * np.sign(np.cos(k)) * abs(np.cos(k)) ** 0.45
            b = 0.56 + 0.54 * np.sign(np.sin(k)) * abs(np.sin(k)) ** 0.7
            track.append((float(a), float(b)))
        self.part(*track)
        for k in range(7):
            self.wheel(0.50 + 0.70 * k, 0.37)
        self.wheel(-0.05, 0.26)
        self.wheel(5.26, 0.26)
        self.part(
            (-0.35, 1.0), (-0.45, 1.35), (-0.25, 1.78), (3.9, 1.78), (5.45, 1.32), (5.55, 1.02)
        )
        self.sheen((-0.2, 1.78), (3.85, 1.78), (5.3, 1.35), (5.2, 1.33), (3.85, 1.72), (-0.2, 1.73))
        self.sheen((-0.35, 1.34), (5.2, 1.30), (5.2, 1.27), (-0.35, 1.31))
        self.part(
            (0.95, 1.75), (0.75, 2.05), (0.95, 2.45), (2.75, 2.48), (3.45, 2.15), (3.50, 1.75)
        )
        self.sheen((1.0, 2.44), (2.72, 2.47), (3.35, 2.17), (3.25, 2.17), (2.70, 2.41), (1.0, 2.38))
        self.part((3.3, 1.90), (3.3, 2.28), (3.85, 2.22), (3.85, 1.98))
        self.part(
            (3.8, 2.03),
            (3.8, 2.17),
            (6.75, 2.20),
            (6.75, 2.26),
            (7.1, 2.26),
            (7.1, 2.05),
            (6.75, 2.05),
            (6.75, 2.09),
        )
        self.sheen((3.85, 2.165), (6.7, 2.195), (6.7, 2.17), (3.85, 2.13))
        self.part((1.25, 2.4), (1.25, 2.68), (1.95, 2.68), (1.95, 2.4))
        self.man(1.60, 2.72, 2.6)
        self.body.line([self.at(0.9, 2.4), self.at(0.55, 4.6)], 0.022 * self.size)
        for k in range(3):
            self.part(
                (-0.30 + 0.5 * k, 1.76),
                (-0.26 + 0.5 * k, 1.98),
                (0.10 + 0.5 * k, 1.98),
                (0.14 + 0.5 * k, 1.76),
            )


def hedge(dark: Sheet, bright: Sheet) -> None:
    """Leaves and twigs close by: a black frame, ragged, open in the middle like an eye."""
    dice = np.random.default_rng(40)

    def rim(x: float) -> tuple[float, float]:
        u = (x - 1400) / 1400
        low = 1500 - 250 * abs(u) ** 2.4 + 40 * np.sin(x * 0.009) + 22 * np.sin(x * 0.031)
        high = 40 + 420 * abs(u) ** 3.2 - 110 + 40 * np.sin(x * 0.007 + 1)
        return low, high

    def leaf(x: float, y: float, long: float, turn: float, sheet_: Sheet, ink: int = 255) -> None:
        c, s = float(np.cos(turn)), float(np.sin(turn))
        outline = []
        for t in np.linspace(0, 1, 9):
            outline.append((t, 0.26 * float(np.sin(np.pi * t**0.8))))
        both = outline + [(t, -w) for t, w in outline[::-1]]
        sheet_.area(
            [(x + long * (t * c - w * s), y + long * (t * s + w * c)) for t, w in both], ink
        )

    bottom: Points = [(0, HEIGHT)]
    for x in np.arange(0.0, WIDTH + 40.0, 20.0):
        bottom.append((x, rim(x)[0] + 70))
    dark.area([*bottom, (WIDTH, HEIGHT)])
    top: Points = [(0, 0)]
    for x in np.arange(0.0, WIDTH + 40.0, 20.0):
        top.append((x, max(rim(x)[1] - 60, 0)))
    dark.area([*top, (WIDTH, 0)])
    for _ in range(120):
        x = dice.uniform(0, WIDTH)
        low, high = rim(x)
        upward = dice.random() < 0.72
        spots: Points = []
        px, py = (x, low + 160) if upward else (x, high - 60)
        heading = (-np.pi / 2 if upward else np.pi / 2) + dice.uniform(-0.6, 0.6)
        reach = dice.uniform(150, 380) if upward else dice.uniform(60, 220)
        for _ in range(9):
            spots.append((px, py))
            heading += dice.uniform(-0.22, 0.22)
            px, py = px + reach / 9 * np.cos(heading), py + reach / 9 * np.sin(heading)
        dark.line(spots, dice.uniform(4, 9))
        for k, (bx, by) in enumerate(spots[1:]):
            for side in (-1, 1):
                leaf(bx, by, dice.uniform(34, 78), heading + side * dice.uniform(0.5, 1.3), dark)
                if k % 3 == 0:
                    long = dice.uniform(30, 64)
                    turn = heading + side * dice.uniform(0.4, 1.2)
                    leaf(bx, by, long, turn, dark)
    for _ in range(2300):
        x = dice.uniform(-20, WIDTH + 20)
        low, high = rim(x)
        y = (
            low + 40 + (HEIGHT - low) * dice.random() ** 1.1
            if dice.random() < 0.8
            else (high - 40) * dice.random()
        )
        turn = dice.uniform(0, 6.28)
        leaf(x, y, dice.uniform(34, 80), turn, bright, int(dice.choice([0, 0, 255])))
    for _ in range(900):
        x = dice.uniform(-20, WIDTH + 20)
        low, high = rim(x)
        y = low + dice.uniform(-10, 90) if dice.random() < 0.7 else high - dice.uniform(10, 80)
        leaf(x, y, dice.uniform(36, 84), dice.uniform(0, 6.28), dark)


def main(divide: int = SCALE) -> None:
    rows, columns = HEIGHT // divide, WIDTH // divide
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32) * divide
    body, light, dark, bright, land, trees, road = (sheet() for _ in range(7))
    Vehicle(body, light, 2440, 92).lorry(False, 1)
    Vehicle(body, light, 1775, 116).lorry(True, 2)
    Vehicle(body, light, 690, 152).tank()
    Vehicle(body, light, -420, 168).lorry(False, 3)
    hedge(dark, bright)
    land.area([(0, ROAD - 60), (WIDTH, ROAD - 40), (WIDTH, HEIGHT), (0, HEIGHT)])
    road.area([(0, ROAD + 6), (WIDTH, ROAD - 26), (WIDTH, ROAD + 14), (0, ROAD + 90)])
    dice = np.random.default_rng(21)
    for k in range(26):
        px = 2840 - k * 118 + dice.uniform(-30, 30)
        tall, wide = dice.uniform(330, 520), dice.uniform(34, 52)
        for _ in range(220):
            t = dice.random()
            r = wide * np.sin(np.pi * min(t * 0.92 + 0.06, 1)) ** 0.6 * dice.uniform(0.12, 0.42)
            trees.disc(
                (
                    px
                    + dice.uniform(-0.8, 0.8)
                    * wide
                    * np.sin(np.pi * min(t * 0.92 + 0.06, 1)) ** 0.6,
                    ROAD - 50 - tall * t,
                ),
                r,
                r * 1.4,
            )
        trees.area(
            [(px - 5, ROAD - 40), (px - 4, ROAD - 150), (px + 4, ROAD - 150), (px + 5, ROAD - 40)]
        )

    sun = (1690.0, 1210.0)
    cloud = np.repeat(fractal(rows, columns // 4 + 1, 260 / divide, 60, 5), 4, 1)[:, :columns]
    away = np.hypot((x - sun[0]) / 1500, (y - sun[1]) / 620)
    sky = 0.66 - 0.64 * np.exp(-(away**1.15)) + 0.13 * np.clip(cloud, -0.6, 1.4)
    sky = np.clip(sky, 0.0, 0.85)
    grain = fractal(rows, columns, 60, 70, 4)
    dust = np.exp(-(((y - ROAD + 55) / 90) ** 2)) * np.clip(0.55 + 0.35 * cloud, 0, 1)
    field = np.clip(0.66 + 0.06 * grain - 0.22 * np.exp(-(((x - sun[0]) / 900) ** 2)), 0, 1)
    lane = np.clip(0.34 + 0.05 * grain + 0.10 * np.abs(x - sun[0]) / 1500, 0, 1)
    copse = np.clip(0.80 - 0.5 * np.exp(-(((x - sun[0]) / 700) ** 2)), 0.2, 1)
    steel = np.clip(0.99 - 0.20 * dust, 0, 1)
    level = straight(rows, columns, divide, 0, PITCH)
    slant = straight(rows, columns, divide, 42, PITCH)
    steep = straight(rows, columns, divide, 74, PITCH)
    rays = np.arctan2(y - sun[1], x - sun[0]) * 90
    plate = engrave(
        (WIDTH, HEIGHT),
        [
            Region(sky, level + 1.2 * blur(cloud, 8 / divide), slant, None, PITCH, 0.55),
            Region(copse, steep, None, trees.mask(), PITCH * 0.6),
            Region(field, level + 0.4 * grain, slant, land.mask(), PITCH, 0.6),
            Region(lane, level, None, road.mask(), PITCH),
            Region(steel, steep, level, body.mask(), PITCH * 0.8, 0.6),
            Region(np.full_like(x, 0.22), level, None, light.mask(), PITCH * 0.7),
            Region(np.ones((4, 4), np.float32), level, None, dark.mask(), PITCH),
            Region(
                np.full_like(x, 0.80) + 0.03 * grain,
                rays,
                None,
                bright.mask() * dark.mask(),
                PITCH * 0.8,
            ),
        ],
        seed=77,
    )
    print_plate(plate, "colonne-haie", divide == SCALE)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SCALE)
