"""Tone into line engraving: low-resolution tonal fields in, a full-size one-ink picture out.

A picture is a pile of regions, painted in order. Each region carries its darkness and one or
two scalar fields whose isolines are the burin's lines; the weight of a line follows the tone.
Fields may be of any resolution: they are enlarged to the plate strip by strip.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

Field = npt.NDArray[Any]

STRIP_ROWS = 256
LEVELS = 5
FINEST_LINE_PX = 1.6
SOLID = 0.93
PICTURES = Path(__file__).resolve().parent.parent
NEW = PICTURES.parent / "cimaise" / "data" / "new" / "images"
"""Those of the small exhibition that `new` makes."""


@dataclass(frozen=True)
class Region:
    """A part of the plate engraved in one manner.

    mask: 0..1, the region is where it exceeds one half; None covers the plate.
    tone: darkness 0..1, 0 is paper. lines, cross: fields whose integer isolines are lines;
    spacing between isolines is doubled or halved to stay near `pitch_px` on the plate.
    Cross-hatching begins where the tone exceeds `cross_from`.
    """

    tone: Field
    lines: Field
    cross: Field | None = None
    mask: Field | None = None
    pitch_px: float = 12.0
    cross_from: float = 0.5
    wobble: float = 0.10


@dataclass(frozen=True)
class Manner:
    """How things of one kind are engraved: as a Region is, but for what the picture decides."""

    lines: Field
    cross: Field
    pitch_px: float
    cross_from: float


def by_kind(kinds: Field, tone: Field, manners: Mapping[int, Manner]) -> list[Region]:
    """A region for each kind that the picture has, painted in that order; the first covers all.

    kinds, tone: rows × columns. Fields are carried over the edges, so that these stay crisp.
    """
    regions = []
    for kind, manner in manners.items():
        here = kinds == kind
        if not here.any():
            continue
        lines = spread(manner.lines.reshape(kinds.shape), here, 5)
        mask = None if kind == next(iter(manners)) else soften(here)
        tones = spread(tone, here, 5)
        regions.append(Region(tones, lines, manner.cross, mask, manner.pitch_px, manner.cross_from))
    return regions


def enlarge(
    field: Field, width: int, height: int, top: int = 0, bottom: int | None = None
) -> Field:
    """Rows `top` to `bottom` of the field enlarged to width × height (bicubic)."""
    bottom = height if bottom is None else bottom
    rows, columns = field.shape
    box = (0.0, top * rows / height, float(columns), bottom * rows / height)
    source = Image.fromarray(np.ascontiguousarray(field, dtype=np.float32))
    return np.asarray(source.resize((width, bottom - top), Image.Resampling.BICUBIC, box=box))


def noise(rows: int, columns: int, seed: int) -> Field:
    """White noise of mean 0 and deviation 1; enlarged, it becomes soft blots."""
    values = np.random.default_rng(seed).standard_normal((max(rows, 2), max(columns, 2)))
    return values.astype(np.float32)


def fractal(rows: int, columns: int, cell_px: float, seed: int, octaves: int = 4) -> Field:
    """Cloud noise of deviation about 1 whose largest blots measure `cell_px`."""
    total = np.zeros((rows, columns), np.float32)
    weight, power = 1.0, 0.0
    for octave in range(octaves):
        size = max(cell_px / 2**octave, 1.0)
        grid = noise(int(rows / size) + 2, int(columns / size) + 2, seed + octave)
        total += weight * enlarge(grid, columns, rows)
        power += weight**2
        weight *= 0.55
    return np.asarray(total / (0.75 * power**0.5))


def blur(field: Field, radius_px: float) -> Field:
    """Gaussian-like blur: three box filters by running sums, edges repeated."""
    width = max(int(radius_px), 1)
    for axis in (0, 1):
        for _ in range(3):
            pad = [(0, 0), (0, 0)]
            pad[axis] = (width + 1, width)
            summed = np.cumsum(np.pad(field, pad, mode="edge"), axis=axis, dtype=np.float64)
            ahead = np.take(summed, range(2 * width + 1, summed.shape[axis]), axis=axis)
            behind = np.take(summed, range(0, summed.shape[axis] - 2 * width - 1), axis=axis)
            field = ((ahead - behind) / (2 * width + 1)).astype(np.float32)
    return field


def straight(rows: int, columns: int, scale: float, angle_deg: float, pitch_px: float) -> Field:
    """Field of parallel lines at `angle_deg` from horizontal, `scale` plate px per field px."""
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32) * scale
    angle = np.deg2rad(angle_deg)
    return np.asarray((y * np.cos(angle) + x * np.sin(angle)) / pitch_px)


def spread(values: Field, known: Field, steps: int) -> Field:
    """Carry values outward from the known pixels, one pixel a step, so that edges stay crisp."""
    values, known = np.where(known, values, 0.0).astype(np.float32), known.astype(np.float32)
    for _ in range(steps):
        total, count = np.zeros_like(values), np.zeros_like(known)
        padded, flags = np.pad(values, 1), np.pad(known, 1)
        rows, columns = values.shape
        for dy in (0, 1, 2):
            for dx in (0, 1, 2):
                total += padded[dy : dy + rows, dx : dx + columns]
                count += flags[dy : dy + rows, dx : dx + columns]
        fresh = (known == 0) & (count > 0)
        values = np.where(fresh, total / np.maximum(count, 1), values)
        known = np.where(fresh, 1.0, known).astype(np.float32)
    return values


def contours(depth: Field, jump: float, radius_px: float = 0.8) -> Field:
    """Ink 0..1 along the edges where a nearer thing hides one farther by `jump` of its depth.

    The line falls on the farther side; inf is far.
    """
    near = np.minimum(depth, 1e4)
    rows, columns = near.shape
    padded = np.pad(near, 1, mode="edge")
    least = np.full_like(near, np.inf)
    for dy in (0, 1, 2):
        for dx in (0, 1, 2):
            least = np.minimum(least, padded[dy : dy + rows, dx : dx + columns])
    hidden = (near - least > jump * least).astype(np.float32)
    return np.clip(soften(hidden) * 2.4 * radius_px, 0.0, 1.0)


def soften(mask: Field) -> Field:
    """The mask with its stairs worn down: a 3 × 3 tent, so that its half level runs smooth."""
    for axis in (0, 1):
        pad = [(0, 0), (0, 0)]
        pad[axis] = (1, 1)
        wide = np.pad(mask.astype(np.float32), pad, mode="edge")
        size = mask.shape[axis]
        before, after = (np.take(wide, range(i, i + size), axis=axis) for i in (0, 2))
        mask = 0.5 * mask + 0.25 * (before + after)
    return mask


def _steps(weight: Field, chance: Field) -> Field:
    """Half-widths under the finest line become dashes of that line, as often as the tone asks."""
    finest = FINEST_LINE_PX / 2
    dashed = np.clip(finest + (weight / finest - chance) * 6.0, -1.0, finest)
    return np.where(weight < finest, dashed, weight)


def _family(
    phase: Field, steepness: Field, ink: Field, chance: Field, sway: Field, pitch_px: float
) -> Field:
    """Coverage 0..1 of one family of lines; a line is born between two that drift apart.

    sway: the hand's tremor, in pitches.
    """
    octave = np.log2(np.maximum(1.0 / (pitch_px * np.maximum(steepness, 1e-7)), 1e-7))
    whole = np.floor(octave)
    newborn = octave - whole
    newborn = newborn * newborn * (3.0 - 2.0 * newborn)
    factor = np.exp2(whole)
    turns = phase * factor + sway * np.exp2(whole - octave)
    off = np.abs(turns - np.round(turns))
    spacing = 1.0 / np.maximum(steepness * factor, 1e-7)
    first = 0.5 * ink * spacing / (1.0 + newborn)
    second = newborn * first
    gap = 0.5 * spacing - first - second
    shut = np.where(ink < 1.0, gap - _steps(gap, 1.0 - chance), 0.0)
    first = _steps(first, chance) + shut
    second = np.where(newborn > 0.02, _steps(second, chance), -1.0)
    drawn = np.clip(first - off * spacing + 0.5, 0.0, 1.0)
    drawn += np.clip(second - (0.5 - off) * spacing + 0.5, 0.0, 1.0)
    return np.where(ink <= 0.0, 0.0, np.clip(drawn, 0.0, 1.0))


def _steepness(field: Field, scale: float) -> Field:
    down, across = np.gradient(field)
    return np.asarray(np.hypot(down, across) / scale)


def _shares(tone: Field, crossed: bool, cross_from: float) -> tuple[Field, Field]:
    """Split a tone between two families so that their union has that mean coverage."""
    if not crossed:
        return tone, np.zeros_like(tone)
    first = np.where(tone < cross_from, tone, cross_from + (tone - cross_from) * 0.55)
    return first, 1.0 - (1.0 - tone) / np.maximum(1.0 - first, 1e-3)


def engrave(size: tuple[int, int], regions: Sequence[Region], seed: int = 1) -> Image.Image:
    """Engrave the regions, first to last, on a plate of size (width, height) px: mode L.

    The mean ink of a patch wider than a few pitches follows its tone, monotonically.
    """
    width, height = size
    plate = np.full((height, width), 255, np.uint8)
    drift = noise(height // 150 + 2, width // 150 + 2, seed)
    tremor = noise(height // 28 + 2, width // 28 + 2, seed + 1)
    grain = noise(height // 7 + 2, width // 22 + 2, seed + 2)
    slopes = [
        [None if f is None else _steepness(f, width / f.shape[1]) for f in (r.lines, r.cross)]
        for r in regions
    ]
    for top in range(0, height, STRIP_ROWS):
        bottom = min(top + STRIP_ROWS, height)
        sway = enlarge(drift, width, height, top, bottom)
        sway = sway + 0.45 * enlarge(tremor, width, height, top, bottom)
        blots = enlarge(grain, width, height, top, bottom)
        chance = 1.0 / (1.0 + np.exp(-2.6 * blots))
        strip = np.zeros((bottom - top, width), np.float32)
        for region, (slope, slope_cross) in zip(regions, slopes, strict=True):
            cover = None
            if region.mask is not None:
                inside = enlarge(region.mask, width, height, top, bottom)
                cover = np.clip((inside - 0.5) * width / region.mask.shape[1] + 0.5, 0.0, 1.0)
                if not cover.any():
                    continue
            assert slope is not None
            tone = enlarge(region.tone, width, height, top, bottom)
            tone = np.clip(tone + 0.12 * blots * tone * (1.0 - tone), 0.0, 1.0)
            first, second = _shares(tone, slope_cross is not None, region.cross_from)
            phase = enlarge(region.lines, width, height, top, bottom)
            steep = enlarge(slope, width, height, top, bottom)
            hand = region.wobble * sway
            inked = _family(phase, steep, first, chance, hand, region.pitch_px)
            if region.cross is not None and slope_cross is not None:
                phase = enlarge(region.cross, width, height, top, bottom)
                steep = enlarge(slope_cross, width, height, top, bottom)
                over = _family(phase, steep, second, chance, -hand, region.pitch_px)
                inked = 1.0 - (1.0 - inked) * (1.0 - over)
            inked = np.maximum(inked, np.clip((tone - SOLID) * 40.0 + 0.5, 0.0, 1.0))
            strip = inked if cover is None else strip * (1.0 - cover) + inked * cover
        shades = np.round((1.0 - strip) * (LEVELS - 1)) * (255.0 / (LEVELS - 1))
        plate[top:bottom] = np.round(shades).astype(np.uint8)
    return Image.fromarray(plate)


def print_plate(image: Image.Image, name: str, final: bool = True, folder: Path = PICTURES) -> Path:
    """Write the plate as NAME.png, without metadata; a proof goes, halved, beside you."""
    path = folder / f"{name}.png" if final else Path(f"{name}-proof.png")
    if not final:
        image = image.resize((image.width // 2, image.height // 2), Image.Resampling.BOX)
    image.save(path, optimize=True)
    return path
