"""How strong each frequency is in squares of gray levels."""

from __future__ import annotations

# numpy's median loads its masked arrays, and takes ten times as long for a few numbers.
from statistics import median

import numpy as np

from cimaise.resources.traces.levels import LEAST_DETAIL, SQUARE_PX, Array

# A screen or a fabric has a peak in its own spectrum, an enlarged picture none.
OWN_PEAK = 8.0
# Where detail twice as large as the finest lies, in periods per square.
COARSE_DETAIL = (SQUARE_PX // 8, SQUARE_PX // 4 + 2)


def spectrum_of(square: Array) -> Array:
    """The power of each frequency along rows and columns, the square faded out at its sides."""
    window = np.hanning(square.shape[0])
    found = np.fft.rfft2((square - square.mean()) * np.outer(window, window))
    power = found.real**2 + found.imag**2
    # A frequency and its opposite are equally strong: half of them need not be reckoned.
    return np.hstack((power, np.roll(power[::-1, -2:0:-1], 1, axis=0)))


def power_of(spectra: list[Array]) -> Array:
    """Power by frequency along rows and columns, 0 to 0.5 per pixel; rounding's share taken out."""
    total = sum(spectra, np.zeros((SQUARE_PX, SQUARE_PX)))
    total /= len(spectra) * SQUARE_PX**2 * (np.hanning(SQUARE_PX) ** 2).mean() ** 2
    low = np.abs(np.fft.fftfreq(SQUARE_PX)) < 0.12
    along = (total[low].mean(axis=0) + total[:, low].mean(axis=1)) / 2
    return np.asarray(np.maximum(along[: SQUARE_PX // 2] - 1 / 12, 1e-4))


def between(power: Array, low: float, high: float) -> float:
    """The mean power between two frequencies, per pixel."""
    return float(power[int(low * SQUARE_PX) : max(int(high * SQUARE_PX), 1)].mean())


def has_own_peak(power: Array, frequency: float) -> bool:
    """Whether the power near a frequency stands out from that around it."""
    at = round(frequency * SQUARE_PX)
    near = power[max(at - 2, 0) : at + 3]
    around = np.concatenate((power[max(at - 14, 1) : at - 4], power[at + 5 : at + 15]))
    return bool(near.max() > OWN_PEAK * median(around.tolist()))


def is_woven(power: Array) -> bool:
    """Whether the detail lies at one frequency, which says nothing of the others."""
    return any(has_own_peak(power, at / SQUARE_PX) for at in range(*COARSE_DETAIL))


def finest_percent(squares: list[Array], spectra: list[Array]) -> float | None:
    """The strongest share of finest detail among squares that have any detail."""
    shares = []
    for square, spectrum in zip(squares, spectra, strict=True):
        coarse = _lost_by_halving(spectrum_of(_halved(square)))
        if coarse >= LEAST_DETAIL:
            shares.append(_lost_by_halving(spectrum) / coarse * 100)
    return max(shares, default=None)


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
