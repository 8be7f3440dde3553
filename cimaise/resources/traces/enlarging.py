"""Whether a picture was enlarged, from the rhythm that interpolation leaves."""

from __future__ import annotations

# numpy's median loads its masked arrays, and takes ten times as long for a few numbers.
from statistics import median

import numpy as np

from cimaise.resources.traces.levels import LEAST_DETAIL, Array, Course
from cimaise.resources.traces.spectra import between, has_own_peak

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
    if has_own_peak(power, found) or has_own_peak(power, found / 2):
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
    return between(power, min(0.57 / ratio, 0.45), 0.5) / between(power, 0.3 / ratio, 0.45 / ratio)


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
