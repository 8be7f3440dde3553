"""What a picture's pixels tell: enlarged, or compressed before it was saved last; transparent.

A picture is decoded once for all questions. Arrays are gray levels from 0 to 255, rows first.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

# numpy's median loads its masked arrays, and takes ten times as long for a few numbers.
from statistics import median
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray
from PIL import Image

from cimaise.resources.opacity import is_opaque
from cimaise.resources.picture_facts import PictureFacts
from cimaise.resources.pictures import opened

Array = NDArray[np.floating[Any]]

SQUARE_PX = 256
LOOKED_AT = ((0.5, 0.5), (0.3, 0.3), (0.7, 0.3), (0.3, 0.7), (0.7, 0.7))
STRIP_PX = 256
STRIPS_AT = (0.3, 0.5, 0.7)
# Below this many levels of 255 there is no detail to compare.
LEAST_DETAIL = 2.0

# Interpolation's rhythm (Gallagher 2005, "Detection of linear and cubic interpolation in JPEG
# compressed images"; Mahdian and Saic 2008): pictures as they were taken stay under 9, most
# enlarged ones reach 30.
LEAST_PEAK = 12.0
SLOWEST, FASTEST = 0.16, 0.47
# JPEG's squares of 8 pixels leave peaks of their own, at 1/8 and its multiples. Beside the one at
# 1/8 or 1/4 others reach 0.39 of it or more; where a picture was enlarged 8 or 4 times, mostly
# under 0.2.
JPEG_STEP, JPEG_NEAR, JPEG_BESIDE = 1 / 8, 0.006, 0.25
SMOOTHED_OVER = 9
# Power beyond the old finest detail against that before it, as sharp pixels never have it.
EMPTY_NEAR, EMPTY_FAR = 0.3, 0.06
# Doubled pictures have 1.1 to 1.7, others of every kind under 1.1.
LEAST_PAIRING = 1.15
# A screen or a fabric has a peak in its own spectrum, an enlarged picture none.
OWN_PEAK = 8.0
# Where detail twice as large as the finest lies, in periods per square.
COARSE_DETAIL = (SQUARE_PX // 8, SQUARE_PX // 4 + 2)

# Luminance steps of libjpeg's quality 50 (ITU T.81, table K.1) in the lowest modes.
STEPS = {
    (0, 1): 11, (1, 0): 12, (1, 1): 12, (0, 2): 10, (2, 0): 14,
    (1, 2): 14, (2, 1): 13, (0, 3): 16, (3, 0): 14,
}  # fmt: skip
QUALITIES = range(20, 81)
FEWEST_SQUARES, FEWEST_VALUES, FEWEST_MODES = 200, 80, 5
LEAST_STEP = 3
# A trace outlives a second compression with steps up to about half as large.
COARSER = 1.6
# How far values lie from multiples of a step, in half steps: 0.5 for those that know nothing of
# it, 0.02 to 0.2 for those that were rounded to it.
MOST_OFF, MOST_OFF_IN_ONE = 0.25, 0.4


class Traces(Struct, frozen=True):
    """What was found; None where there is nothing to go by or nothing was done."""

    finest_percent: float | None
    """The finest detail as a share of detail twice as large, where it is strongest."""
    enlarged: float | None
    """How many times at least it was enlarged, from the rhythm that interpolation leaves."""
    first_quality: int | None
    """The quality of a JPEG that it was before, much below that of the file as it is."""
    damage: str | None = None
    """What is wrong with the pixels, where they cannot be decoded."""
    is_opaque: bool = False
    """Whether it has an alpha channel that makes nothing transparent."""


NONE = Traces(None, None, None)


class Course(Struct, frozen=True):
    """How gray levels run along a strip's rows, on average over them, from pixel to pixel."""

    steps: Array
    """How much neighbours differ."""
    bends: Array
    """How much these differences differ: the second ones."""


def traces(known: PictureFacts) -> Traces:
    """What the pixels tell; of a picture that is small or of 1 bit, whether they are damaged."""
    try:
        stat = known.path.stat()
    except OSError:
        return NONE
    is_told = known.bits > 1 and min(known.pixels) >= 2 * SQUARE_PX
    version = stat.st_size, stat.st_mtime_ns
    return _traces(known.path, known.jpeg_quality, is_told, known.has_alpha, version)


@lru_cache(maxsize=256)
def _traces(
    path: Path, quality: int | None, is_told: bool, has_alpha: bool, _version: tuple[int, int]
) -> Traces:
    try:
        with opened(path) as picture:
            # A JPEG has its grays apart: its colours need not be decoded.
            picture.draft("L", picture.size)
            picture.load()
    except MemoryError:
        return NONE
    # A damaged file makes decoders raise nearly anything.
    except Exception as problem:
        return Traces(None, None, None, str(problem) or type(problem).__name__)
    found = NONE
    try:
        if has_alpha:
            found = replace(found, is_opaque=is_opaque(picture))
        if is_told:
            found = replace(_told_by(picture, quality), is_opaque=found.is_opaque)
    # A picture that is whole may be of a kind that has no grays, such as Lab.
    except Exception:
        pass
    return found


def _told_by(picture: Image.Image, quality: int | None) -> Traces:
    # Of all pixels only these become numbers.
    squares = [_square(picture, *at) for at in LOOKED_AT]
    courses = _courses_across(picture), _courses_down(picture)
    spectra = [_spectrum(square) for square in squares]
    power = _power(spectra)
    ratio = enlarged(*courses, power) or (2.0 if doubled(*courses, power) else None)
    # The detail of a weave or a screen lies at one frequency, which says nothing of the others.
    is_woven = any(_has_own_peak(power, at / SQUARE_PX) for at in range(*COARSE_DETAIL))
    finest = None if is_woven else finest_percent(squares, spectra)
    return Traces(finest, ratio, first_quality(squares, quality))


def _square(picture: Image.Image, across: float, down: float) -> Array:
    """A square of the picture, on the grid of JPEG's blocks."""
    width, height = picture.size
    left = (int(width * across) - SQUARE_PX // 2) // 8 * 8
    top = (int(height * down) - SQUARE_PX // 2) // 8 * 8
    return _gray(picture, (left, top, left + SQUARE_PX, top + SQUARE_PX)).astype(np.float32)


def _gray(picture: Image.Image, box: tuple[int, int, int, int]) -> NDArray[np.uint8]:
    """A part of the picture, left, top, right, bottom in pixels."""
    return np.asarray(picture.crop(box).convert("L"))


def finest_percent(squares: list[Array], spectra: list[Array]) -> float | None:
    """The strongest share of finest detail among squares that have any detail."""
    shares = []
    for square, spectrum in zip(squares, spectra, strict=True):
        coarse = _lost_by_halving(_spectrum(_halved(square)))
        if coarse >= LEAST_DETAIL:
            shares.append(_lost_by_halving(spectrum) / coarse * 100)
    return max(shares, default=None)


def _spectrum(square: Array) -> Array:
    """The power of each frequency along rows and columns, the square faded out at its sides."""
    window = np.hanning(square.shape[0])
    found = np.fft.rfft2((square - square.mean()) * np.outer(window, window))
    power = found.real**2 + found.imag**2
    # A frequency and its opposite are equally strong: half of them need not be reckoned.
    return np.hstack((power, np.roll(power[::-1, -2:0:-1], 1, axis=0)))


def _halved(square: Array) -> Array:
    """Half the size, everything finer taken out first."""
    last = square.shape[0] // 4
    spectrum = np.fft.rfft2(square)[:, : last + 1]
    kept = np.concatenate((spectrum[: last + 1], spectrum[1 - last :]))
    # Of the last frequency kept, both directions are the same at half the size.
    kept[last, :last] = (kept[last, :last] + spectrum[-last, :last]) / 2
    return np.fft.irfft2(kept) / 4


def _lost_by_halving(spectrum: Array) -> float:
    """The root mean square of what is finer than two pixels' period allows at half the size."""
    side = spectrum.shape[0]
    frequency = np.abs(np.fft.fftfreq(side))
    fine = np.maximum.outer(frequency, frequency) > 0.25
    power = spectrum[fine].sum() / spectrum.size**2 / (np.hanning(side) ** 2).mean() ** 2
    return float(np.sqrt(power))


def enlarged(across: list[Course], down: list[Course], power: Array) -> float | None:
    """By how much at least a picture was enlarged, if interpolation left its rhythm on both sides.

    Interpolated pixels differ less from their neighbours the further they lie from the old ones,
    which recurs with the ratio of sizes. Of textures that recur by themselves nothing is said.
    """
    rhythms = _rhythm(across), _rhythm(down)
    if rhythms[0] is None or rhythms[1] is None:
        return None
    frequency = np.linspace(JPEG_STEP - JPEG_NEAR, 0.5, 700)
    sides = _peaks(rhythms[0], frequency), _peaks(rhythms[1], frequency)
    both = _without_jpeg(frequency, np.minimum(*sides), np.maximum(*sides))
    best = int(both.argmax())
    if both[best] < LEAST_PEAK:
        return None
    found = float(frequency[best])
    if _has_own_peak(power, found) or _has_own_peak(power, found / 2):
        return None
    # A larger ratio has this rhythm, too, and leaves more of the spectrum empty.
    larger, smaller = 1 / found, 1 / (1 - found)
    if _share_beyond(power, smaller) < EMPTY_NEAR or _share_beyond(power, larger) < EMPTY_FAR:
        return smaller
    return None


def _without_jpeg(frequency: Array, both: Array, either: Array) -> Array:
    """The peaks of both sides but for JPEG's: enlarging 8 or 4 times leaves one of them alone."""
    multiple = np.round(frequency / JPEG_STEP)
    near = np.abs(frequency - multiple * JPEG_STEP) < JPEG_NEAR
    heard = ~near & (frequency > SLOWEST) & (frequency < FASTEST)
    for each in (1, 2):
        own, beside = near & (multiple == each), near & (multiple != each)
        if either[beside].max() < JPEG_BESIDE * both[own].max():
            heard |= own
    return np.where(heard, both, 0)


def doubled(across: list[Course], down: list[Course], power: Array) -> bool:
    """Whether pixels stand in pairs along both sides, as enlarging twice leaves them.

    Twice is the ratio at which `enlarged` hears nothing: both places of a pair are alike.
    """
    sides = [median(_pairing(each.steps) for each in side) for side in (across, down)]
    if min(sides) < LEAST_PAIRING:
        return False
    return _share_beyond(power, 2.0) < EMPTY_NEAR


def _pairing(steps: Array) -> float:
    """How much more neighbours differ between pairs than within them; 1 where there are none."""
    if steps.mean() < LEAST_DETAIL / 4:
        return 1.0
    # Eight phases, so that the edge of JPEG's blocks is one of four and the median leaves it out.
    phases = [float(steps[at::8].mean()) for at in range(8)]
    one, other = median(phases[0::2]), median(phases[1::2])
    return max(one, other) / max(min(one, other), 1e-3)


def _share_beyond(power: Array, ratio: float) -> float:
    """Power beyond the finest detail that a picture enlarged by `ratio` had, against before it."""
    return _between(power, min(0.57 / ratio, 0.45), 0.5) / _between(
        power, 0.3 / ratio, 0.45 / ratio
    )


def _courses_across(picture: Image.Image) -> list[Course]:
    width, height = picture.size
    strips = [(0, start, width, start + STRIP_PX) for start in _starts(height)]
    return [_course(_gray(picture, strip)) for strip in strips]


def _courses_down(picture: Image.Image) -> list[Course]:
    width, height = picture.size
    strips = [(start, 0, start + STRIP_PX, height) for start in _starts(width)]
    return [_course(_gray(picture, strip).T) for strip in strips]


def _starts(side: int) -> list[int]:
    return [int(side * at) - STRIP_PX // 2 for at in STRIPS_AT]


def _course(strip: NDArray[np.uint8]) -> Course:
    steps = np.diff(strip.astype(np.float32), axis=1)
    bends = np.diff(steps, axis=1)
    return Course(np.abs(steps).mean(axis=0), np.abs(bends).mean(axis=0))


def _rhythm(courses: list[Course]) -> tuple[Array, Array] | None:
    """How strong each frequency is in the mean second difference along the rows of strips."""
    mean = np.asarray(sum(course.bends for course in courses) / len(courses))
    # A smooth slope has a rhythm, too: that of its gray levels.
    if sum(course.steps.mean() for course in courses) / len(courses) < LEAST_DETAIL / 4:
        return None
    course = np.log(mean + 1e-3)
    slow = np.convolve(course, np.ones(SMOOTHED_OVER) / SMOOTHED_OVER, "same")
    flat = (course - slow)[SMOOTHED_OVER:-SMOOTHED_OVER]
    return np.fft.rfftfreq(len(flat)), np.abs(np.fft.rfft(flat * np.hanning(len(flat))))


def _peaks(rhythm: tuple[Array, Array], frequency: Array) -> Array:
    """The strength near each frequency, as a multiple of the usual one."""
    own, strength = rhythm
    usual = median(strength[own > 0.12].tolist()) + 1e-9
    widest = np.maximum.reduce([np.roll(strength, shift) for shift in (-1, 0, 1)])
    step = float(frequency[1] - frequency[0])
    found = np.interp(frequency, own, widest)
    # Long sides have frequencies closer together than those asked for.
    for at in np.flatnonzero(strength > LEAST_PEAK * usual):
        near = np.abs(frequency - own[at]) <= step
        found[near] = np.maximum(found[near], strength[at])
    return np.asarray(found / usual)


def _power(spectra: list[Array]) -> Array:
    """Power by frequency along rows and columns, 0 to 0.5 per pixel; rounding's share taken out."""
    total = sum(spectra, np.zeros((SQUARE_PX, SQUARE_PX)))
    total /= len(spectra) * SQUARE_PX**2 * (np.hanning(SQUARE_PX) ** 2).mean() ** 2
    low = np.abs(np.fft.fftfreq(SQUARE_PX)) < 0.12
    along = (total[low].mean(axis=0) + total[:, low].mean(axis=1)) / 2
    return np.asarray(np.maximum(along[: SQUARE_PX // 2] - 1 / 12, 1e-4))


def _between(power: Array, low: float, high: float) -> float:
    return float(power[int(low * SQUARE_PX) : max(int(high * SQUARE_PX), 1)].mean())


def _has_own_peak(power: Array, frequency: float) -> bool:
    at = round(frequency * SQUARE_PX)
    near = power[max(at - 2, 0) : at + 3]
    around = np.concatenate((power[max(at - 14, 1) : at - 4], power[at + 5 : at + 15]))
    return bool(near.max() > OWN_PEAK * median(around.tolist()))


def first_quality(squares: list[Array], quality: int | None) -> int | None:
    """The quality of a JPEG that the squares were once decoded from, on libjpeg's scale.

    `quality` is that of the file as it is, None for one without loss. Rounding to the steps of a
    quality leaves the coefficients of 8 × 8 pixels at their multiples, even when the picture is
    saved once more at a better quality; cropping off the grid or resizing takes that away.
    """
    blocks = np.concatenate([_blocks(square) for square in squares])
    # Values cut at black and white no longer know their coefficients.
    whole = (blocks.min(axis=(1, 2)) > 2) & (blocks.max(axis=(1, 2)) < 253)
    if whole.sum() < FEWEST_SQUARES:
        return None
    basis = _basis()
    coefficients = basis @ (blocks[whole] - 128) @ basis.T
    modes = {mode: np.abs(coefficients[:, mode[0], mode[1]]) for mode in STEPS}
    finest = _scale(quality) if quality is not None else 0.0
    off = {
        candidate: found
        for candidate in QUALITIES
        if _scale(candidate) >= COARSER * finest
        and (found := _off_steps(modes, candidate)) is not None
    }
    if not off:
        return None
    # Half a step fits wherever the step does: the coarsest are meant, and of its like the closest.
    coarsest = min(off)
    return min(range(coarsest, coarsest + 4), key=lambda each: off.get(each, 1.0))


def _off_steps(modes: dict[tuple[int, int], Array], quality: int) -> float | None:
    """How far the coefficients lie from the multiples of a quality's steps; None for too far."""
    off: list[float] = []
    for mode, values in modes.items():
        step = int((STEPS[mode] * _scale(quality) + 50) // 100)
        kept = values[values > step / 2]
        if step >= LEAST_STEP and len(kept) >= FEWEST_VALUES:
            off.append(float(np.abs(kept / step - np.round(kept / step)).mean() * 2))
    if len(off) < FEWEST_MODES or max(off) >= MOST_OFF_IN_ONE:
        return None
    usual = median(off)
    return usual if usual < MOST_OFF else None


def _scale(quality: int) -> float:
    """Percent of the table of quality 50 (libjpeg's rule)."""
    return 5000 / quality if quality < 50 else 200 - 2 * quality


def _blocks(square: Array) -> Array:
    count = square.shape[0] // 8
    return square.reshape(count, 8, count, 8).transpose(0, 2, 1, 3).reshape(-1, 8, 8)


def _basis() -> Array:
    """The rows of the 8-point cosine transform (ITU T.81, A.3.3)."""
    place = np.arange(8)
    basis = np.cos((2 * place[None, :] + 1) * place[:, None] * np.pi / 16) / 2
    basis[0] /= np.sqrt(2)
    return np.asarray(basis)
