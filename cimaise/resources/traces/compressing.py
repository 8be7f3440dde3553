"""Whether a picture was a JPEG of a lower quality before it was saved last."""

from __future__ import annotations

from statistics import median

import numpy as np

from cimaise.resources.traces.levels import Array

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
