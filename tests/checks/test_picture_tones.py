"""What letters over a picture stand on: the picture as it is printed, whatever its file holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from cimaise.checks.picture_tones import tones_under
from cimaise.geometry import Rect
from cimaise.inks import WHITE, Ink
from cimaise.layout.marks import PictureMark
from cimaise.resources.picture_facts import Crop
from cimaise.resources.profiles import carried_cmyk

WHOLE: Crop = (0.0, 0.0, 1.0, 1.0)
NIGHT = Ink("night", (0.95, 0.70, 0.35, 0.45), (14, 52, 82))
SIZE = (200, 100)


def tones(
    file: Path, share: Crop = WHOLE, *, crop: Crop = WHOLE, ink: Ink | None = None
) -> tuple[float, ...]:
    mark = PictureMark(Rect(0, 0, 200, 100), file, crop, ink, WHITE if ink else None, "", 0)
    return tones_under(mark, share, WHITE, carried_cmyk())


@pytest.mark.parametrize(
    ("mode", "colour", "darkest", "lightest"),
    [
        ("L", 255, 0.95, 1.0),
        ("L", 0, 0.0, 0.04),
        ("1", 1, 0.95, 1.0),
        ("RGBA", (0, 0, 0, 0), 0.95, 1.0),
        ("RGBA", (0, 0, 0, 255), 0.0, 0.04),
        ("I;16", 60000, 0.75, 0.9),
        ("I;16", 2000, 0.0, 0.05),
        ("CMYK", (0, 0, 0, 0), 0.95, 1.0),
        ("CMYK", (0, 0, 0, 255), 0.0, 0.06),
    ],
)
def test_pictures_of_all_modes(
    tmp_path: Path, mode: str, colour: int | tuple[int, ...], darkest: float, lightest: float
) -> None:
    file = tmp_path / ("a.jpg" if mode == "CMYK" else "a.png")
    Image.new(mode, SIZE, colour).save(file)
    found = tones(file)
    assert darkest <= min(found) <= max(found) <= lightest


def test_the_part_that_is_asked_for_upright_and_cropped(tmp_path: Path) -> None:
    picture = Image.new("L", SIZE, 255)
    picture.paste(0, (0, 0, 100, 100))  # the left half is black
    exif = Image.Exif()
    exif[0x0112] = 6  # turned to the right for showing: the left half comes to the top
    picture.save(tmp_path / "a.png")
    picture.save(tmp_path / "turned.jpg", exif=exif, quality=95)
    assert max(tones(tmp_path / "a.png", (0, 0, 0.45, 1))) < 0.1
    assert min(tones(tmp_path / "a.png", (0.55, 0, 1, 1))) > 0.9
    assert max(tones(tmp_path / "turned.jpg", (0, 0, 1, 0.4))) < 0.1
    assert min(tones(tmp_path / "turned.jpg", (0, 0.6, 1, 1))) > 0.9
    assert min(tones(tmp_path / "a.png", crop=(0.6, 0, 1, 1))) > 0.9


def test_a_picture_in_an_ink_is_as_dark_as_the_ink(tmp_path: Path) -> None:
    Image.new("L", SIZE, 0).save(tmp_path / "a.png")
    Image.new("L", SIZE, 255).save(tmp_path / "b.png")
    (night,) = set(tones(tmp_path / "a.png", ink=NIGHT))
    assert 0.01 < night < 0.05
    assert min(tones(tmp_path / "b.png", ink=NIGHT)) > 0.95


def test_a_damaged_picture_has_no_tones(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"none")
    assert tones(tmp_path / "a.png") == ()
