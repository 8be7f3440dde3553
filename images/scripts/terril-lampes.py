"""Night shift: a slag heap, a winding tower, and a hundred miners' lamps along the railway."""

from __future__ import annotations

import sys
from itertools import pairwise

import numpy as np
from engraving import Field, Region, engrave, fractal, print_plate, straight
from PIL import Image, ImageDraw

WIDTH, HEIGHT, SCALE = 2820, 3520, 3
PITCH = 11.0
HORIZON = 2250
EYE, FOCAL, CROWD = 7.6, 2800.0, 104
BENDS = (
    (560, 34),
    (1120, 58),
    (1830, 108),
    (2290, 215),
    (2080, 385),
    (1290, 600),
    (860, 850),
    (1000, 1180),
    (1420, 1460),
)
Point = tuple[float, float]


def sheet() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("L", (WIDTH, HEIGHT), 0)
    return image, ImageDraw.Draw(image)


def field(image: Image.Image, divide: int = 1) -> Field:
    small = image if divide == 1 else image.resize(
        (WIDTH // divide, HEIGHT // divide), Image.Resampling.BOX
    )  # fmt: skip
    return np.asarray(small, np.float32) / 255


def heap(apex: Point, left: float, right: float, base: float, seed: int) -> Image.Image:
    """A conical tip with slightly hollow, ravined flanks and a truncated top."""
    image, draw = sheet()
    dice = np.random.default_rng(seed)
    edge: list[Point] = []
    for foot, order in ((left, 1), (right, -1)):
        side = []
        jitter = np.cumsum(dice.standard_normal(61)) * 2.2
        for step in range(61):
            t = step / 60
            x = foot + (apex[0] - foot) * t + (-order) * -26 * np.sin(np.pi * t)
            y = base + (apex[1] - base) * (0.86 * t + 0.14 * t * t) + jitter[step] * (1 - t) * t * 3
            side.append((x, y))
        edge += side if order == 1 else side[::-1]
    draw.polygon(edge, fill=255)
    return image


def tower(foot: Point, tall: float) -> Image.Image:
    """A lattice headframe: two wheels on top, raking legs toward the engine house."""
    image, draw = sheet()
    x, y = foot
    u = tall / 100

    def bar(ax: float, ay: float, bx: float, by: float, thick: float) -> None:
        draw.line((x + ax * u, y - ay * u, x + bx * u, y - by * u), 255, max(int(thick * u), 2))

    for ax, bx in ((-13, -8), (13, 8)):
        bar(ax, 0, bx, 88, 1.9)
    for level in range(8):
        low, high = level * 11.0, level * 11.0 + 11
        w0, w1 = 13 - 5 * low / 88, 13 - 5 * high / 88
        bar(-w0, low, w1, high, 0.8)
        bar(w0, low, -w1, high, 0.8)
        bar(-w1, high, w1, high, 1.0)
    for off in (0.0, 6.0):
        bar(58 + off, 0, 7 + off * 0.2, 86, 1.7)
    for step in range(9):
        t = step / 9
        bar(58 - 51 * t, 86 * t, 64 - 55.8 * t, 86 * t, 0.8)
        bar(58 - 51 * t, 86 * t, 64 - 55.8 * (t + 0.11), 86 * (t + 0.11), 0.7)
    draw.rectangle((x - 15 * u, y - 91 * u, x + 16 * u, y - 88 * u), fill=255)
    for rail in (-15, -8, 0, 8, 16):
        bar(rail, 88, rail, 104, 0.5)
    bar(-15, 104, 16, 104, 0.6)
    for cx in (-7.6, 8.6):
        hub = (x + cx * u, y - 97 * u)
        r = 7.6 * u
        box = (hub[0] - r, hub[1] - r, hub[0] + r, hub[1] + r)
        draw.ellipse(box, outline=255, width=max(int(1.3 * u), 3))
        for spoke in np.arange(0, np.pi, np.pi / 5):
            dx, dy = np.cos(spoke + 0.2) * r, np.sin(spoke + 0.2) * r
            line = (hub[0] - dx, hub[1] - dy, hub[0] + dx, hub[1] + dy)
            draw.line(line, 255, max(int(0.45 * u), 2))
        bar(cx + 7, 102, 66 + cx, 14, 0.3)
    draw.polygon(
        [(x - 21 * u, y - 109 * u), (x, y - 115 * u), (x + 22 * u, y - 109 * u),
         (x + 22 * u, y - 107 * u), (x - 21 * u, y - 107 * u)], fill=255,
    )  # fmt: skip
    for post in (-17, 17):
        bar(post, 88, post, 108, 0.7)
    return image


def sheds(ground: float) -> tuple[Image.Image, Image.Image]:
    """Pit buildings and a row of miners' houses; and their few lit windows."""
    image, draw = sheet()
    lights, glint = sheet()
    dice = np.random.default_rng(3)

    def house(x: float, wide: float, tall: float, roof: float) -> None:
        draw.polygon(
            [(x, ground + 40), (x, ground - tall), (x + wide / 2, ground - tall - roof),
             (x + wide, ground - tall), (x + wide, ground + 40)], fill=255,
        )  # fmt: skip

    house(-60, 300, 190, 70)
    house(190, 170, 280, 40)
    house(640, 250, 240, 60)
    house(860, 190, 150, 50)
    for teeth in range(6):
        house(1040 + teeth * 92, 92, 108, 46)
    for chimney, tall, wide in ((420, 620, 34), (905, 470, 28)):
        draw.polygon(
            [(chimney - wide, ground), (chimney - wide * 0.6, ground - tall),
             (chimney + wide * 0.6, ground - tall), (chimney + wide, ground)], fill=255,
        )  # fmt: skip
    for number in range(17):
        x = 1600 + number * 74
        house(x, 74, 54, 34)
        draw.rectangle((x + 50, ground - 104, x + 60, ground - 60), fill=255)
    for x, y in ((245, 210), (300, 210), (245, 130), (700, 150), (760, 150), (1090, 70)):
        glint.rectangle((x, ground - y, x + 18, ground - y + 28), fill=255)
    for number in dice.choice(17, 4, replace=False):
        glint.rectangle(
            (1626 + number * 74, ground - 40, 1638 + number * 74, ground - 22), fill=255
        )
    return image, lights


def track(count: int = 900) -> list[tuple[float, float, float]]:
    """The railway's middle, far to near: x, y in px and the size of a metre there.

    Seen from EYE metres up, so a metre measures (y - horizon) / EYE px.
    """
    knots = np.array(BENDS, np.float64)
    knots = np.vstack([2 * knots[0] - knots[1], knots, 2 * knots[-1] - knots[-2]])
    path = []
    for t in np.linspace(0, len(BENDS) - 1 - 1e-6, count):
        i, u = int(t), t - int(t)
        p0, p1, p2, p3 = knots[i : i + 4]
        spot = 0.5 * (
            2 * p1 + (p2 - p0) * u + (2 * p0 - 5 * p1 + 4 * p2 - p3) * u * u
            + (3 * p1 - p0 - 3 * p2 + p3) * u**3
        )  # fmt: skip
        path.append((float(spot[0]), HORIZON + float(spot[1]), float(spot[1]) / EYE))
    return path


def walker(
    draw: ImageDraw.ImageDraw, x: float, y: float, metre: float, pace: float, ink: int
) -> Point:
    """One miner from behind or the side, cap on, lamp in hand; returns the lamp's place."""
    m = metre
    sway = 0.10 * np.sin(pace)
    stride = 0.24 * np.sin(pace * 1.7)
    lean = 0.03 * np.sin(pace * 3.1)
    hip, neck = (x, y - 0.86 * m), (x + (lean + 0.02) * m, y - 1.42 * m)
    for foot, lift in ((stride, 0.0), (-stride, 0.05)):
        knee = (x + foot * 0.55 * m + 0.03 * m, y - 0.45 * m)
        draw.line((hip, knee), ink, max(int(0.19 * m), 1))
        draw.line((knee, (x + foot * m, y - lift * m)), ink, max(int(0.15 * m), 1))
        shoe = (
            x + (foot - 0.09) * m,
            y - (lift + 0.07) * m,
            x + (foot + 0.11) * m,
            y - lift * m + 1,
        )
        draw.ellipse(shoe, fill=ink)
    draw.polygon(
        [(neck[0] - 0.26 * m, neck[1] + 0.04 * m), (neck[0] + 0.26 * m, neck[1] + 0.04 * m),
         (hip[0] + 0.21 * m, hip[1] + 0.10 * m), (hip[0] - 0.21 * m, hip[1] + 0.10 * m)], fill=ink,
    )  # fmt: skip
    draw.ellipse(
        (neck[0] - 0.26 * m, neck[1] - 0.06 * m, neck[0] + 0.26 * m, neck[1] + 0.3 * m), fill=ink
    )
    head = (neck[0] + lean * m, neck[1] - 0.13 * m)
    draw.ellipse(
        (head[0] - 0.115 * m, head[1] - 0.15 * m, head[0] + 0.115 * m, head[1] + 0.13 * m), fill=ink
    )
    draw.ellipse(
        (head[0] - 0.15 * m, head[1] - 0.16 * m, head[0] + 0.15 * m, head[1] - 0.03 * m), fill=ink
    )
    side = 1 if np.sin(pace * 5.3) > -0.2 else -1
    hand = (neck[0] + side * (0.36 + sway) * m, y - 0.80 * m)
    elbow = (neck[0] + side * 0.34 * m, neck[1] + 0.34 * m)
    draw.line(((neck[0] + side * 0.22 * m, neck[1] + 0.08 * m), elbow), ink, max(int(0.13 * m), 1))
    draw.line((elbow, hand), ink, max(int(0.11 * m), 1))
    rest = (neck[0] - side * 0.31 * m, hip[1] + 0.05 * m)
    draw.line(((neck[0] - side * 0.22 * m, neck[1] + 0.08 * m), rest), ink, max(int(0.12 * m), 1))
    return hand[0], hand[1] + 0.16 * m


def main(divide: int = SCALE) -> None:
    rows, columns = HEIGHT // divide, WIDTH // divide
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32) * divide
    great = heap((1830, 640), 560, 3080, HORIZON + 10, 5)
    small = heap((420, 1560), -560, 1250, HORIZON + 10, 9)
    frame = tower((640, HORIZON), 1150)
    works, windows = sheds(HORIZON)
    land, brush = sheet()
    brush.rectangle((0, HORIZON, WIDTH, HEIGHT), fill=255)
    rails, iron = sheet()
    bed, ballast = sheet()
    path = track()
    rail: list[list[Point]] = [[], [], [], []]
    edges: tuple[list[Point], list[Point]] = ([], [])
    last = -9.0
    gone = 0.0
    for here, there in pairwise(path):
        px, py, m = here
        dx = (there[0] - px) / m
        dz = (there[1] - py) * FOCAL / (m * m * EYE)
        run = float(np.hypot(dx, dz))
        nx, nz = dz / run, -dx / run

        def beside(
            metres: float, px: float = px, m: float = m, nx: float = nx, nz: float = nz
        ) -> Point:
            """A point of the ground beside the track."""
            depth = FOCAL / m + nz * -metres
            size = FOCAL / depth
            middle = WIDTH / 2 + (px - WIDTH / 2) / m * size
            return middle + nx * metres * size, HORIZON + EYE * size

        for line, gauge in zip(rail, (-0.80, -0.70, 0.70, 0.80), strict=True):
            line.append(beside(gauge))
        edges[0].append(beside(-1.9))
        edges[1].append(beside(1.9))
        gone += run
        if py > HEIGHT + 300:
            break
        if gone - last > 0.9:
            last = gone
            thick = max(int(0.2 * m * abs(nx) * EYE * m / FOCAL + 0.16 * m * abs(nz)), 1)
            iron.line((beside(-1.3), beside(1.3)), 190, thick)
    ballast.polygon(edges[0] + edges[1][::-1], fill=255)
    for one, two in ((0, 1), (2, 3)):
        iron.polygon(rail[one] + rail[two][::-1], fill=255)
        iron.line(rail[one], 255, 2)

    people, draw = sheet()
    dots, spark = sheet()
    dice = np.random.default_rng(44)
    lamps: list[tuple[float, float, float]] = []
    reach = np.cumsum(
        [np.hypot(q[0] - p[0], q[1] - p[1]) / p[2] ** 0.42 for p, q in pairwise(path)]
    )
    for number in range(CROWD):
        place = int(np.searchsorted(reach, (number + 0.5) / CROWD * reach[-1]))
        px, py, m = path[place]
        off = (0.62 if number % 2 else -0.5) + 0.2 * dice.standard_normal()
        pace = dice.random() * 40
        at, foot = px + off * m, py + (0.2 + 0.1 * off) * m
        lx, ly = walker(draw, at, foot, m, pace, 255)
        walker(spark, at, foot, m, pace, 0)
        r = max(0.085 * m, 4.5)
        spark.ellipse((lx - r, ly - 1.35 * r, lx + r, ly + 1.35 * r), fill=255)
        lamps.append((lx, ly, m))

    sky = 0.36 + 0.50 * np.clip((HORIZON - 250 - y) / 2100, 0, 1) ** 0.9
    moonlit = np.exp(-(((x - 980) / 900) ** 2) - ((y - 1750) / 640) ** 2)
    sky = sky - 0.30 * moonlit
    cloud = fractal(rows, columns, 900 / divide, 21, 5)
    sky = np.clip(sky + 0.055 * cloud, 0.03, 0.9)

    ravine = fractal(rows, columns, 160 / divide, 31, 4)
    slant = np.arctan2(x - 1830, np.maximum(y - 420, 1))
    flute = np.sin(slant * 46 + 1.2 * ravine) * 0.5 + np.sin(slant * 117 + ravine) * 0.25
    heap_tone = 0.72 + 0.15 * np.tanh((slant + 0.10) * 4.0) + 0.06 * flute
    heap_tone += 0.02 * ravine - 0.10 * np.clip((y - 1500) / 900, 0, 1)
    low = np.arctan2(x - 420, np.maximum(y - 1400, 1))
    low_tone = 0.66 + 0.10 * np.tanh(low * 3) + 0.05 * np.sin(low * 50 + ravine)
    ground = 0.83 + 0.02 * ravine - 0.16 * np.exp(-(y - HORIZON) / 130)
    bed_tone = 0.72 + 0.12 * fractal(rows, columns, 26, 51, 3)
    glow = np.zeros_like(x)
    for lx, ly, m in lamps:
        near = np.hypot((x - lx) / 1.25, (y - ly - 0.3 * m) * 1.4)
        glow += 0.30 * np.exp(-near / (0.62 * m + 4))
        apart = np.hypot(x - lx, y - ly)
        glow += 0.7 * np.exp(-((apart / (0.30 * m + 6)) ** 2))
    ground, bed_tone = ground - 0.75 * glow, bed_tone - 0.7 * glow
    haze = 0.35 * np.exp(-np.abs(y - HORIZON) / 160)
    heap_tone, low_tone = heap_tone - haze, low_tone - haze

    level = straight(rows, columns, divide, 0, PITCH)
    bias = straight(rows, columns, divide, 58, PITCH)
    fall = slant * 118
    furrow = np.sqrt(np.maximum(y - HORIZON, 0) + 60) * 6
    full = field(people)
    flat = np.zeros((4, 4), np.float32)
    solid = np.ones((4, 4), np.float32)
    plate = engrave(
        (WIDTH, HEIGHT),
        [
            Region(sky, level + 0.25 * cloud, None, None, PITCH),
            Region(np.clip(low_tone, 0, 1), low * 90, level, field(small), PITCH),
            Region(np.clip(heap_tone, 0, 1), fall, level, field(great), PITCH, 0.62),
            Region(solid, level[:4, :4], None, field(frame), PITCH),
            Region(np.clip(0.9 - haze * 0.4, 0, 1), bias, level, field(works), PITCH),
            Region(flat, level, None, field(windows), PITCH),
            Region(np.clip(ground, 0, 1), furrow, bias, field(land), PITCH, 0.6),
            Region(np.clip(bed_tone, 0, 1), bias, level, field(bed), PITCH * 0.9),
            Region(np.clip(0.99 - 0.9 * glow, 0.15, 1), level, None, field(rails), PITCH * 0.8),
            Region(solid, level, None, full, PITCH),
            Region(flat, level, None, field(dots), PITCH),
        ],
        seed=62,
    )
    print_plate(plate, "terril-lampes", divide == SCALE)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SCALE)
