"""Facts from a picture's header, and what cannot be used said in one sentence."""

from __future__ import annotations

import struct
import zlib

import pytest
from PIL import Image

from cimaise.diagnostics import InputError
from cimaise.resources.known_pictures import facts
from cimaise.resources.profiles import carried_cmyk, carried_srgb


def code_of(caught):
    (found,) = caught.value.diagnostics
    return found.code


def saved(picture, path, **options):
    picture.save(path, **options)
    return path


@pytest.mark.parametrize(
    ("mode", "name", "bits", "alpha"),
    [
        ("1", "a.png", 1, False),
        ("L", "a.png", 8, False),
        ("P", "a.gif", 8, False),
        ("LA", "a.png", 8, True),
        ("RGB", "a.jpg", 8, False),
        ("RGBA", "a.png", 8, True),
        ("RGBA", "a.webp", 8, True),
        ("CMYK", "a.tif", 8, False),
        ("I;16", "a.png", 16, False),
        ("I;16", "a.tif", 16, False),
    ],
)
def test_mode_bits_and_alpha(tmp_path, mode, name, bits, alpha):
    found = facts(saved(Image.new(mode, (30, 20)), tmp_path / name))
    assert (found.pixels, found.bits, found.has_alpha) == ((30, 20), bits, alpha)
    assert found.mode == mode


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif"])
def test_pixels_count_as_the_picture_is_looked_at(tmp_path, orientation, name):
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = saved(Image.new("RGB", (30, 20)), tmp_path / name, exif=exif)
    assert facts(path).pixels == ((20, 30) if orientation >= 5 else (30, 20))


def test_profile_resolution_and_jpeg_quality_are_told(tmp_path):
    path = saved(
        Image.new("CMYK", (30, 20)),
        tmp_path / "a.jpg",
        icc_profile=carried_cmyk().data,
        dpi=(300, 300),
        quality=83,
    )
    found = facts(path)
    assert found.profile == "ISO Coated v2 300% (basICColor)"
    assert found.icc == carried_cmyk().data
    assert found.dpi == (300, 300)
    assert found.jpeg_quality == pytest.approx(83, abs=1)
    assert found.adobe_jpeg
    plain = facts(saved(Image.new("RGB", (30, 20)), tmp_path / "b.png"))
    assert (plain.profile, plain.dpi, plain.jpeg_quality) == (None, None, None)


def test_a_damaged_profile_is_no_profile(tmp_path):
    path = saved(Image.new("RGB", (3, 2)), tmp_path / "a.png", icc_profile=b"not a profile")
    assert facts(path).profile is None


def test_a_changed_file_is_read_anew(tmp_path):
    path = saved(Image.new("RGB", (30, 20)), tmp_path / "a.png")
    assert facts(path).pixels == (30, 20)
    saved(Image.new("RGB", (31, 20), "red"), path)
    assert facts(path).pixels == (31, 20)


def test_a_missing_picture_is_said_to_be_missing(tmp_path):
    with pytest.raises(InputError, match=r"gone\.png cannot be read: no such file") as caught:
        facts(tmp_path / "gone.png")
    assert code_of(caught) == "missing-file"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"<svg/>",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"GIF89a",
    ],
)
def test_what_is_no_picture_is_said_to_be_none(tmp_path, data):
    path = tmp_path / "a.jpg"
    path.write_bytes(data)
    with pytest.raises(InputError, match=r"a\.jpg cannot be used: it is") as caught:
        facts(path)
    assert code_of(caught) == "image-unreadable"


def test_a_folder_is_no_picture(tmp_path):
    with pytest.raises(InputError) as caught:
        facts(tmp_path)
    assert code_of(caught) == "missing-file"


@pytest.mark.parametrize("side", [20_000, 60_000])
def test_a_decompression_bomb_is_refused_by_its_header(tmp_path, side):
    def chunk(kind, data):
        return (
            struct.pack(">I4s", len(data), kind) + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
    path = tmp_path / "bomb.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 99)))
    with pytest.raises(InputError, match="more than 300 million pixels") as caught:
        facts(path)
    assert code_of(caught) == "image-unreadable"


def test_srgb_is_what_it_says():
    assert (carried_srgb().space, carried_srgb().device_class) == ("RGB", "mntr")
    assert (carried_cmyk().space, carried_cmyk().device_class) == ("CMYK", "prtr")
