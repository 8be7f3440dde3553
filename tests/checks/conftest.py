"""The base exhibition of the cases, with pictures made for them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from checks.faulty_exhibition import faulty  # noqa: F401  # for the tests beside it
from PIL import Image

from cimaise.diagnostics import has_errors
from cimaise.model.exhibition import Exhibition
from cimaise.model.loading import load_exhibition
from cimaise.resources.profiles import carried_cmyk, carried_srgb

CASES = Path(__file__).parents[1] / "cases" / "checks"
SHARP = (2720, 2420)
GRAYS = (
    (100, 100),
    (400, 400),
    (1000, 900),
    (2157, 2000),
    (2158, 2000),
    (2699, 2400),
    (2700, 2400),
    # In the format for a digital press, around the error and the warning.
    (482, 420),
    (483, 420),
    (756, 640),
    (757, 640),
)
# Of black and white alone, likewise: on large format, on a digital press.
LINE_ART = (
    (4956, 4400),
    (4957, 4400),
    (7214, 6400),
    (7215, 6400),
    (1771, 1500),
    (1772, 1500),
    (3039, 2520),
    (3040, 2520),
)
# What their descriptions say; the printer of the base exhibition prints FOGRA39.
CMYK_PROFILES = {
    "other": "Our own press",
    "fogra39": "Coated FOGRA39 (ISO 12647-2)",
    "fogra39l": "PSO FOGRA39L coated",
    "iso-coated": "ISO Coated v2 (ECI)",
    "fogra51": "PSO Coated v3",
    "fogra29": "Uncoated FOGRA29 (ISO 12647-2)",
    "swop": "U.S. Web Coated (SWOP) v2",
}


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Exhibition:
    """The exhibition that every case is put into; its folder holds the pictures."""
    folder = tmp_path_factory.mktemp("checks") / "base"
    shutil.copytree(CASES / "base", folder)
    images = folder / "images"
    images.mkdir()
    _draw(images)
    exhibition, found = load_exhibition(folder)
    assert exhibition is not None
    assert not has_errors(found), found
    return exhibition


def _draw(images: Path) -> None:
    """Pictures whose names say what is the matter with them; those of SHARP size are sharp."""
    srgb, condition = carried_srgb().data, carried_cmyk().data
    for size in GRAYS:
        Image.new("L", size, 200).save(images / f"gray-{size[0]}x{size[1]}.png")
    Image.new("L", SHARP, 200).save(images / "sharp.png", dpi=(300, 300))
    Image.new("L", (3100, 2800), 200).save(images / "large.png")
    Image.new("L", (500, 440), 200).save(images / "says-300-dpi.png", dpi=(300, 300))
    Image.new("L", (5600, 2600), 230).save(images / "wide-light.png")
    Image.new("L", (5600, 2600), 60).save(images / "wide-dark.png")
    _striped(230, 20).save(images / "light-with-a-dark-stripe.png")
    _striped(120, 20).save(images / "dim-with-a-dark-stripe.png")
    for size in LINE_ART:
        Image.new("1", size, 1).save(images / f"line-art-{size[0]}x{size[1]}.png")
    Image.new("1", SHARP, 1).save(images / "line-art.png")
    Image.new("1", (7300, 6500), 1).save(images / "line-art-large.png")
    Image.new("RGB", SHARP, "teal").save(images / "rgb.png", icc_profile=srgb)
    Image.new("RGB", SHARP, "teal").save(images / "no-profile.png")
    Image.new("RGBA", SHARP, (0, 90, 90, 99)).save(images / "alpha.png", icc_profile=srgb)
    opaque = Image.new("RGBA", SHARP, (0, 90, 90, 255))
    opaque.save(images / "alpha-opaque.png", icc_profile=srgb)
    cmyk = Image.new("CMYK", SHARP, (90, 0, 0, 30))
    cmyk.save(images / "cmyk-no-profile.jpg", quality=92)
    cmyk.save(images / "cmyk.jpg", quality=92, icc_profile=condition)
    for name, profile in CMYK_PROFILES.items():
        icc = _renamed(condition, profile)
        cmyk.save(images / f"cmyk-{name}.jpg", quality=92, icc_profile=icc)
    for quality in (40, 74, 75, 95):
        teal = Image.new("RGB", SHARP, "teal")
        teal.save(images / f"quality-{quality}.jpg", quality=quality, icc_profile=srgb)
    grain = Image.effect_noise(SHARP, 60)
    grain.save(images / "photo.png")
    small = grain.resize((SHARP[0] // 3, SHARP[1] // 3), Image.Resampling.LANCZOS)
    small.resize(SHARP, Image.Resampling.BICUBIC).save(images / "upscaled.png")
    (images / "broken.png").write_bytes(b"no picture")
    Image.new("F", SHARP, 0.5).save(images / "float.tif")
    for name in ("cut-short.jpg", "cut-short.png"):
        Image.effect_noise((400, 400), 40).save(images / name)
        (images / name).write_bytes((images / name).read_bytes()[:30_000])
    (images / "logo.pdf").write_bytes(b"%PDF-1.4")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    (images / "gradient.svg").write_text(f'{svg}<rect width="9" height="9" fill="url(#g)"/></svg>')


def _striped(tone: int, stripe: int) -> Image.Image:
    """Dark in a fifth of its width, on the left, where lines begin."""
    picture = Image.new("L", (5600, 2600), tone)
    picture.paste(stripe, (350, 0, 1470, 2600))
    return picture


def _renamed(profile: bytes, other: str) -> bytes:
    """The same profile under another name, padded to its length."""
    name = carried_cmyk().name
    assert len(other) <= len(name)
    return profile.replace(name.encode(), other.ljust(len(name)).encode())
