"""Enlarged and recompressed pictures are found; pictures of every other kind are let be."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFile, ImageFilter

from cimaise.checks.limits import value
from cimaise.resources import picture_traces
from cimaise.resources.known_pictures import facts
from cimaise.resources.picture_traces import Traces, traces

SIDE = 768
LEAST_FINEST = value("finest-detail")
ROOT = Path(__file__).parents[2]
KERNELS = (
    Image.Resampling.BILINEAR,
    Image.Resampling.BICUBIC,
    Image.Resampling.LANCZOS,
)


@lru_cache
def tonal(seed: int, slope: float = 1.2, noise: float = 2.0) -> Image.Image:
    """Tones whose power falls with frequency as that of photographs does."""
    chance = np.random.default_rng(seed)
    frequency = np.hypot(*np.meshgrid(np.fft.fftfreq(SIDE), np.fft.fftfreq(SIDE)))
    frequency[0, 0] = 1
    tones = np.fft.ifft2(np.fft.fft2(chance.normal(size=(SIDE, SIDE))) / frequency**slope).real
    return _gray(tones / tones.std() * 40 + 128 + chance.normal(size=tones.shape) * noise)


@lru_cache
def camera(seed: int) -> Image.Image:
    """A sensor with its filter before and its sharpening after, a little noise between."""
    soft = np.asarray(tonal(seed, noise=0).filter(ImageFilter.GaussianBlur(0.6)), float)
    noisy = _gray(soft + np.random.default_rng(seed).normal(size=soft.shape) * 2)
    return noisy.filter(ImageFilter.UnsharpMask(1, 60, 0))


def pattern(period: float) -> Image.Image:
    """A soft weave that repeats along both sides."""
    wave = np.sin(2 * np.pi * np.arange(SIDE) / period)
    return _gray(128 + 40 * wave[None, :] + 40 * wave[:, None])


def _gray(levels: object) -> Image.Image:
    return Image.fromarray(np.clip(levels, 0, 255).astype("uint8"))  # type: ignore[call-overload]  # any array


def saved(picture: Image.Image, quality: int) -> Image.Image:
    """The picture out of a JPEG of that quality."""
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=quality)
    again = Image.open(io.BytesIO(stream.getvalue()))
    again.load()
    return again


def enlarged(picture: Image.Image, times: float, kernel: Image.Resampling) -> Image.Image:
    """A part of the picture at about the whole's size."""
    part = round(SIDE / times)
    return picture.crop((0, 0, part, part)).resize((round(part * times),) * 2, kernel)


def looked_at(picture: Image.Image, folder: Path, quality: int | None = None) -> Traces:
    """What is found in a picture saved as PNG, or as JPEG of a quality."""
    file = folder / ("p.png" if quality is None else "p.jpg")
    if quality is None:
        picture.save(file, compress_level=1)
    else:
        picture.save(file, quality=quality)
    picture_traces._traces.cache_clear()
    return traces(facts(file))


def unfocused(blur: float) -> Image.Image:
    return camera(5).filter(ImageFilter.GaussianBlur(blur))


def slanting(side: int) -> Image.Image:
    slope = np.linspace(0, 255, side)
    return _gray(np.add.outer(slope, slope) / 2)


def weave(period: float) -> Image.Image:
    noise = np.random.default_rng(8).normal(size=(SIDE, SIDE)) * 2
    return _gray(np.asarray(pattern(period), float) + noise)


def shipped(name: str) -> Image.Image:
    whole = Image.open(ROOT / "images" / name).convert("L")
    middle = (whole.width // 2, whole.height // 2)
    return whole.crop((middle[0] - 384, middle[1] - 384, middle[0] + 384, middle[1] + 384))


# Pictures that nobody enlarged or compressed.
NATIVES: dict[str, Callable[[], Image.Image]] = {
    **{f"tones falling by {s}": partial(tonal, n, s) for n, s in enumerate((0.9, 1.2, 1.5))},
    "camera": lambda: camera(4),
    **{f"camera out of focus by {blur}": partial(unfocused, blur) for blur in (0.7, 1.0, 1.2)},
    "median": lambda: camera(6).filter(ImageFilter.MedianFilter(3)),
    "reduced": lambda: camera(7).resize((560, 560), Image.Resampling.LANCZOS),
    "gradient": lambda: _gray(np.tile(np.linspace(0, 255, SIDE), (SIDE, 1))),
    **{f"slanting gradient of {side}": partial(slanting, side) for side in (600, SIDE, 1000)},
    **{f"weave of {period}": partial(weave, period) for period in (3.0, 4.0, 5.3, 6.0, 9.0)},
    **{
        name: partial(shipped, name)
        for name in ("citadelle-lille.png", "vieux-port.png", "terril-lampes.png")
    },
}


@pytest.mark.parametrize("name", NATIVES)
def test_pictures_as_they_were_made_show_no_traces(name: str, tmp_path: Path) -> None:
    found = looked_at(NATIVES[name](), tmp_path)
    assert (found.enlarged, found.first_quality) == (None, None)
    assert found.finest_percent is None or found.finest_percent > LEAST_FINEST


@pytest.mark.parametrize("quality", [75, 92])
def test_one_compression_is_no_second_one(quality: int, tmp_path: Path) -> None:
    for picture in (tonal(1), camera(1), camera(1).filter(ImageFilter.BoxBlur(1))):
        found = looked_at(picture, tmp_path, quality)
        assert (found.enlarged, found.first_quality) == (None, None)


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.name)
@pytest.mark.parametrize(
    "times", [1.5, *(pytest.param(t, marks=pytest.mark.slow) for t in (1.25, 1.7, 2.0, 2.5))]
)
def test_enlarged_pictures_are_found(
    times: float, kernel: Image.Resampling, tmp_path: Path
) -> None:
    for picture in (tonal(11), camera(12)):
        large = enlarged(picture, times, kernel)
        for shown in (large, large.filter(ImageFilter.UnsharpMask(1, 80, 2))):
            found = looked_at(shown, tmp_path)
            assert found.enlarged is not None or (found.finest_percent or 99) < LEAST_FINEST
            # At least: never more than it was.
            assert (found.enlarged or 1) <= times + 0.05


def test_three_times_leaves_no_finest_detail(tmp_path: Path) -> None:
    for seed in (21, 22):
        large = enlarged(camera(seed), 3, Image.Resampling.LANCZOS)
        found = looked_at(large, tmp_path)
        assert found.finest_percent is not None
        assert found.finest_percent < LEAST_FINEST


def large(times: int) -> Image.Image:
    """A shipped picture made small, and its middle enlarged."""
    whole = Image.open(ROOT / "images" / "mains-levees.png").convert("L")
    small = whole.resize((whole.width // times, whole.height // times), Image.Resampling.LANCZOS)
    part = 1600 // times
    left, top = (small.width - part) // 2, (small.height - part) // 2
    middle = small.crop((left, top, left + part, top + part))
    return middle.resize((part * times,) * 2, Image.Resampling.BICUBIC)


@pytest.mark.parametrize("times", [4, 6, 8])
def test_many_times_are_told_by_their_rhythm(times: int, tmp_path: Path) -> None:
    found = looked_at(large(times), tmp_path)
    assert found.enlarged is not None
    # The least that leaves this rhythm.
    assert found.enlarged == pytest.approx(times / (times - 1), abs=0.01)


@pytest.mark.parametrize("blur", [2, 3, 4, 6])
@pytest.mark.parametrize("quality", [75, 92])
def test_soft_pictures_in_jpeg_have_its_rhythm_alone(
    blur: int, quality: int, tmp_path: Path
) -> None:
    whole = Image.open(ROOT / "images" / "terril-lampes.png").convert("L").crop((0, 0, 1200, 1200))
    found = looked_at(whole.filter(ImageFilter.GaussianBlur(blur)), tmp_path, quality)
    assert found.enlarged is None


@pytest.mark.parametrize(
    "first", [50, *(pytest.param(quality, marks=pytest.mark.slow) for quality in (30, 60, 70))]
)
@pytest.mark.parametrize("quality", [None, 95, 90, 85])
def test_an_earlier_compression_is_found(first: int, quality: int | None, tmp_path: Path) -> None:
    for picture in (tonal(31), camera(32)):
        found = looked_at(saved(picture, first), tmp_path, quality)
        assert found.first_quality is not None
        assert abs(found.first_quality - first) <= 5


def test_a_good_first_compression_is_not_held_against_a_picture(tmp_path: Path) -> None:
    for first in (82, 90):
        assert looked_at(saved(camera(33), first), tmp_path, 95).first_quality is None


def test_a_whole_picture_without_grays_says_nothing(tmp_path: Path) -> None:
    file = tmp_path / "lab.tif"
    Image.new("LAB", (600, 600)).save(file)
    assert traces(facts(file)) == picture_traces.NONE


SMALL, BILEVEL = tonal(1).resize((300, 768)), tonal(1).convert("1")


@pytest.mark.parametrize("picture", [SMALL, BILEVEL], ids=["small", "bilevel"])
def test_small_and_bilevel_pictures_say_nothing(tmp_path: Path, picture: Image.Image) -> None:
    assert looked_at(picture, tmp_path) == picture_traces.NONE


@pytest.mark.parametrize("picture", [tonal(1), SMALL, BILEVEL], ids=["large", "small", "bilevel"])
def test_of_a_damaged_picture_the_damage_is_told(
    tmp_path: Path, picture: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As WeasyPrint sets it, wherever it is loaded.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    file = tmp_path / "cut.png"
    picture.save(file)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    found = traces(facts(file))
    assert found.damage is not None
    assert (found.finest_percent, found.enlarged, found.first_quality) == (None, None, None)


def test_both_questions_decode_a_picture_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "p.png"
    camera(1).save(file)
    known, count = facts(file), 0
    original = picture_traces.opened

    def counted(path: Path) -> object:
        nonlocal count
        count += 1
        return original(path)

    monkeypatch.setattr(picture_traces, "opened", counted)
    picture_traces._traces.cache_clear()
    assert traces(known) == traces(known)
    assert count == 1


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "RGB", "1"])
@pytest.mark.parametrize("side", [300, 600])
def test_an_alpha_channel_is_opaque_where_nothing_is_transparent(
    tmp_path: Path, mode: str, side: int
) -> None:
    found = []
    for name, corner in (("whole.png", (0, 0, 0, 255)), ("hole.png", (255, 255, 255, 0))):
        picture = Image.new("RGBA", (side, side), (0, 0, 0, 255))
        picture.putpixel((side - 1, 3), corner)
        if mode in ("RGBA", "LA"):
            picture.convert(mode).save(tmp_path / name)
        else:
            # No channel: one colour stands for transparent, whether a pixel has it or not.
            white = Image.new("RGB", (1, 1), "white").convert(mode).getpixel((0, 0))
            flat = picture.convert("RGB").convert(mode)
            flat.save(tmp_path / name, transparency=white)
        known = facts(tmp_path / name)
        assert known.has_alpha
        found.append(traces(known).is_opaque)
    assert found == [True, False]
