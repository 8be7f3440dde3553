"""Fewer pixels, the same picture: every mode, size and part, transparency, sharpening."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from cimaise.resources.known_pictures import facts
from cimaise.resources.pixels import sampled, sampling
from cimaise.resources.resampling import part_of_file, reduced

MODES = ("L", "LA", "RGB", "RGBA", "CMYK", "LAB")
WHOLE = (0.0, 0.0, 1.0, 1.0)


def picture(mode: str, size: tuple[int, int] = (90, 60)) -> Image.Image:
    """Smooth ramps with a little grain, another in each band."""
    grain = np.random.default_rng(5).normal(0, 6, (size[1], size[0]))
    across, down = np.meshgrid(np.linspace(20, 230, size[0]), np.linspace(0, 60, size[1]))
    bands = [across + grain, 230 - across, 90 + down, across - down, 200 - down][
        : len(Image.new(mode, (1, 1)).getbands())
    ]
    planes = [Image.fromarray(np.clip(band, 0, 255).astype(np.uint8)) for band in bands]
    if mode[-1] == "A":
        planes[-1] = Image.new("L", size, 255)
    return Image.merge(mode, planes)


def values(shown: Image.Image) -> NDArray[np.float64]:
    return np.stack([np.asarray(band, float) for band in shown.split()])


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_comes_back_as_pillow_reduces_it(mode: str) -> None:
    whole = picture(mode)
    ours = reduced(whole, (40, 31), WHOLE, None)
    assert (ours.mode, ours.size) == (mode, (40, 31))
    theirs = whole.resize((40, 31), Image.Resampling.LANCZOS)
    assert np.abs(values(ours) - values(theirs)).max() <= 3


@given(
    size=st.tuples(st.integers(1, 60), st.integers(1, 60)),
    new=st.tuples(st.integers(1, 60), st.integers(1, 60)),
    mode=st.sampled_from(MODES),
)
def test_any_size_comes_out_as_asked(
    size: tuple[int, int], new: tuple[int, int], mode: str
) -> None:
    wanted = (min(size[0], new[0]), min(size[1], new[1]))
    made = reduced(picture(mode, size), wanted, WHOLE, 150)
    assert (made.mode, made.size) == (mode, wanted)


def test_a_part_is_the_part_alone() -> None:
    whole = picture("RGB")
    part = reduced(whole, (20, 15), (0.113, 0.33, 0.556, 0.827), 150)
    alone = reduced(whole.crop((10, 20, 50, 50)), (20, 15), WHOLE, 150)
    assert part.tobytes() == alone.tobytes()


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("factor", [0.9, 0.45, 0.2, 0.12, 0.05])
def test_a_jpeg_is_reduced_as_its_pixels_are(mode: str, factor: float, tmp_path: Path) -> None:
    file = tmp_path / "a [b].jpg"
    picture(mode, (400, 300)).save(file, quality=95)
    crop = (0.25, 0.1, 0.75, 0.9)
    size = (round(200 * factor), round(240 * factor))
    ours = part_of_file(file, "JPEG", mode, size, crop, factor, 150)
    with Image.open(file) as whole:
        theirs = reduced(whole, size, crop, 150)
    assert (ours.mode, ours.size) == (mode, size)
    assert np.abs(values(ours) - values(theirs)).mean() <= 4
    assert abs(values(ours).mean() - values(theirs).mean()) <= 1


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_pixels_not_reduced_are_the_file_s_own(
    kind: Literal["JPEG", "PNG"], mode: str, tmp_path: Path
) -> None:
    file = tmp_path / "a"
    picture(mode, (400, 300)).save(file, kind)
    ours = part_of_file(file, kind, mode, (201, 240), (0.2488, 0.1, 0.75, 0.9), 1, 150)
    with Image.open(file) as whole:
        assert ours.tobytes() == whole.crop((100, 30, 301, 270)).tobytes()


def sampled_of(file: Path) -> tuple[Image.Image, Image.Image]:
    """A file reduced to a quarter, and what Pillow makes of it."""
    known = facts(file)
    wanted = sampling(known, WHOLE, (25.4, 25.4), max(known.pixels) / 4)
    with Image.open(file) as whole:
        whole.load()
        mode = {"1": "L", "P": "RGB", "I;16": "L"}.get(whole.mode, whole.mode)
        plain = whole.point(lambda value: value / 256) if whole.mode == "I;16" else whole
        return sampled(known, wanted), plain.convert(mode).resize(wanted.size)


@pytest.mark.parametrize("mode", ["L", "RGB", "LA", "RGBA"])
@pytest.mark.parametrize("options", [{}, {"bits": 4}, {"interlace": 1}])
def test_a_png_is_reduced_as_its_pixels_are(
    mode: str, options: dict[str, int], tmp_path: Path
) -> None:
    file = tmp_path / "a.png"
    picture(mode, (240, 200)).save(file, **options)
    ours, theirs = sampled_of(file)
    assert (ours.mode, ours.size) == (mode, theirs.size)
    assert np.abs(values(ours) - values(theirs)).mean() <= 5


def test_pngs_of_other_depths_keep_their_tones(tmp_path: Path) -> None:
    ramp = np.tile(np.linspace(0, 65535, 240).astype(np.uint16), (200, 1))
    Image.fromarray(ramp).save(tmp_path / "deep.png")
    gray = picture("L", (240, 200))
    gray.quantize(16).save(tmp_path / "palette.png", bits=4)
    gray.save(tmp_path / "keyed.png", transparency=3)
    for name in ("deep", "palette", "keyed"):
        ours, theirs = sampled_of(tmp_path / f"{name}.png")
        assert np.abs(values(ours)[0] - values(theirs)[0]).mean() <= 4, name


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_file_cut_short_is_told_in_a_line(kind: Literal["JPEG", "PNG"], tmp_path: Path) -> None:
    file = tmp_path / "a"
    picture("RGB", (400, 300)).save(file, kind)
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])
    with pytest.raises(ValueError, match=r"^[^\n]+$"):
        part_of_file(file, kind, "RGB", (100, 75), WHOLE, 0.25, 150)


def test_what_is_transparent_colours_no_edge() -> None:
    half = Image.new("RGBA", (80, 80), (0, 160, 0, 255))
    half.paste((255, 0, 255, 0), (0, 0, 41, 80))
    shown = reduced(half, (27, 27), WHOLE, 150)
    seen = [shown.getpixel((x, 13)) for x in range(27)]
    covered = {pixel[:3] for pixel in seen if pixel[3] > 25}
    assert covered <= {(0, green, 0) for green in range(150, 171)}
    assert (seen[0][3], seen[-1][3]) == (0, 255)


@pytest.mark.parametrize("ppi", [60, 100, 150, 200, 300])
def test_sharpening_steepens_edges_and_leaves_flat_tones(ppi: float) -> None:
    edge = Image.new("L", (120, 40), 90)
    edge.paste(160, (61, 0, 120, 40))
    soft, sharp = (values(reduced(edge, (60, 20), WHOLE, each))[0][10] for each in (None, ppi))
    assert np.ptp(sharp) > np.ptp(soft)
    assert np.abs(sharp - soft).max() <= 25, "felt, not seen"
    far = [*range(20), *range(40, 60)]
    assert (sharp[far] == soft[far]).all()


def test_sharpening_is_stronger_where_pixels_are_finer() -> None:
    edge = Image.new("L", (40, 40), 90)
    edge.paste(160, (20, 0, 40, 40))
    shown = [values(reduced(edge, (40, 39), WHOLE, ppi))[0][20] for ppi in (75, 150, 300)]
    steps = [np.ptp(line) for line in shown]
    assert steps[0] < steps[1] < steps[2]
    assert steps[2] <= 70 * 1.5
