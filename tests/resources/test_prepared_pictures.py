"""Pictures brought to size, upright and into the printer's inks, whatever they come as."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from msgspec.structs import replace
from PIL import Image, ImageCms, ImageFile, ImageStat

from cimaise.diagnostics import InputError
from cimaise.inks import Ink
from cimaise.resources.cache import Cache
from cimaise.resources.known_pictures import facts
from cimaise.resources.pixels import sampled, sampling, within_ink_limit
from cimaise.resources.prepared import Output, max_ink_percent, prepare
from cimaise.resources.profiles import carried_cmyk, carried_srgb, screen_colour
from cimaise.resources.screen_pictures import screen_picture

PRESS = Output(carried_cmyk(), 150)
SCREEN = Output(None, 150)
PAPER = Ink("paper", (0, 0.02, 0.07, 0), (255, 250, 241))
INCH = (25.4, 25.4)


def saved(picture, path, **options):
    picture.save(path, **options)
    return path


def pixels_of(prepared):
    """The picture as a PDF reader decodes it, in CMYK or RGB."""
    if prepared.filter == "DCT":
        with Image.open(io.BytesIO(prepared.data)) as picture:
            picture.load()
        return picture
    data = zlib.decompress(prepared.data)
    row = (prepared.width_px * prepared.predictor_colors * prepared.bits + 7) // 8
    png = b"\x89PNG\r\n\x1a\n"
    kind = {1: 0, 3: 2, 4: 6}[prepared.predictor_colors]
    head = struct.pack(
        ">IIBBBBB", prepared.width_px, prepared.height_px, prepared.bits, kind, 0, 0, 0
    )
    for name, body in ((b"IHDR", head), (b"IDAT", prepared.data), (b"IEND", b"")):
        check = zlib.crc32(name + body)
        png += struct.pack(">I4s", len(body), name) + body + struct.pack(">I", check)
    assert len(data) == (row + 1) * prepared.height_px
    with Image.open(io.BytesIO(png)) as picture:
        picture.load()
    if prepared.predictor_colors == 4:
        return Image.merge("CMYK", picture.split())
    return picture


def seen(prepared, at=(5, 5)):
    shade = pixels_of(prepared).convert(prepared.space).getpixel(at)
    if prepared.space == "RGB":
        return shade
    return screen_colour(tuple(part / 255 for part in shade), carried_cmyk())


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif"])
def test_crops_count_from_the_picture_as_it_is_looked_at(tmp_path, orientation, name):
    upright = Image.new("RGB", (64, 48), (240, 240, 240))
    upright.paste((200, 20, 20), (32, 0, 64, 24))
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = upright.transpose(undo[orientation]) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"quality": 98, "subsampling": 0} if name == "a.jpg" else {}
    known = facts(saved(stored, tmp_path / name, exif=exif, **options))
    part = sampled(known, sampling(known, (0.5, 0, 1, 0.5), (10, 7.5), 10_000))
    assert part.size == (32, 24)
    assert ImageStat.Stat(part).mean == pytest.approx([200, 20, 20], abs=4)
    reduced = sampled(known, sampling(known, (0.5, 0, 1, 0.5), (25.4, 19.05), 16))
    assert reduced.size == (16, 12)
    assert ImageStat.Stat(reduced).mean == pytest.approx([200, 20, 20], abs=8)


@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_a_picture_is_reduced_to_the_useful_resolution_and_never_enlarged(tmp_path, kind):
    noise = Image.effect_noise((800, 800), 50).convert("RGB")
    path = saved(noise, tmp_path / f"n.{kind}")
    reduced = prepare(path, INCH, PRESS)
    assert (reduced.width_px, reduced.height_px) == (150, 150)
    kept = prepare(path, (2540, 2540), PRESS)
    assert (kept.width_px, kept.height_px) == (800, 800)


@pytest.mark.parametrize(
    ("mode", "colour", "name"),
    [
        ("RGB", (120, 90, 60), "a.png"),
        ("RGB", (120, 90, 60), "a.jpg"),
        ("L", 110, "a.png"),
        ("L", 110, "a.jpg"),
        ("I;16", 110 * 257, "a.png"),
        ("I;16", 110 * 257, "a.tif"),
        ("P", (120, 90, 60), "a.gif"),
        ("RGBA", (120, 90, 60, 255), "a.png"),
        ("LA", (110, 255), "a.png"),
    ],
)
@pytest.mark.parametrize("output", [PRESS, SCREEN])
def test_every_kind_of_picture_shows_its_colour(tmp_path, mode, colour, name, output):
    picture = Image.new("RGB" if mode == "P" else mode, (40, 40), colour)
    if mode == "P":
        picture = picture.quantize()
    prepared = prepare(saved(picture, tmp_path / name), INCH, output)
    wanted = colour[:3] if isinstance(colour, tuple) and len(colour) > 2 else (110, 110, 110)
    assert seen(prepared) == pytest.approx(wanted, abs=6)


def test_lab_and_sixteen_bit_rgb_are_understood(tmp_path):
    lab = saved(Image.new("LAB", (40, 40), (128, 128, 128)), tmp_path / "lab.tif")
    red, green, blue = seen(prepare(lab, INCH, PRESS))
    assert abs(red - green) < 12
    assert abs(green - blue) < 12
    rows = b"".join(
        b"\0" + struct.pack(">3H", 120 * 257, 90 * 257, 60 * 257) * 40 for _ in range(40)
    )
    png = b"\x89PNG\r\n\x1a\n"
    for kind, body in (
        (b"IHDR", struct.pack(">IIBBBBB", 40, 40, 16, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ):
        png += struct.pack(">I4s", len(body), kind) + body
        png += struct.pack(">I", zlib.crc32(kind + body))
    (tmp_path / "deep.png").write_bytes(png)
    assert facts(tmp_path / "deep.png").bits == 16
    assert seen(prepare(tmp_path / "deep.png", INCH, PRESS)) == pytest.approx((120, 90, 60), abs=6)


def wide_profile():
    """The sRGB profile with the primaries of Display P3 (D50-adapted, SMPTE EG 432-1)."""
    data = bytearray(carried_srgb().data)
    primaries = {
        b"rXYZ": (0.51512, 0.24120, -0.00105),
        b"gXYZ": (0.29198, 0.69225, 0.04189),
        b"bXYZ": (0.15710, 0.06657, 0.78407),
    }
    for place in range(struct.unpack_from(">I", data, 128)[0]):
        tag, offset, _ = struct.unpack_from(">4sII", data, 132 + 12 * place)
        if tag in primaries:
            for part, value in enumerate(primaries[tag]):
                struct.pack_into(">i", data, offset + 8 + 4 * part, round(value * 65536))
    return bytes(data)


def test_the_embedded_profile_decides_the_colour(tmp_path):
    picture = Image.new("RGB", (40, 40), (90, 180, 60))
    plain = prepare(saved(picture, tmp_path / "s.png"), INCH, SCREEN)
    wide = prepare(saved(picture, tmp_path / "w.png", icc_profile=wide_profile()), INCH, SCREEN)
    assert seen(plain) == (90, 180, 60)
    expected = ImageCms.profileToProfile(
        picture,
        ImageCms.ImageCmsProfile(io.BytesIO(wide_profile())),
        ImageCms.ImageCmsProfile(io.BytesIO(carried_srgb().data)),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )
    assert seen(wide) == pytest.approx(expected.getpixel((0, 0)), abs=1)
    assert seen(wide)[0] < 70


def test_cmyk_passes_through_to_the_press_and_is_converted_for_a_screen(tmp_path):
    inks = (40, 200, 120, 20)
    for name in ("a.tif", "a.jpg"):
        path = saved(Image.new("CMYK", (40, 40), inks), tmp_path / name)
        assert pixels_of(prepare(path, INCH, PRESS)).getpixel((5, 5)) == pytest.approx(inks, abs=2)
        wanted = screen_colour(tuple(part / 255 for part in inks), carried_cmyk())
        assert seen(prepare(path, INCH, SCREEN)) == pytest.approx(wanted, abs=3)


def test_transparent_parts_show_the_paper_ink_exactly(tmp_path):
    picture = Image.new("RGBA", (40, 40), (200, 0, 0, 0))
    picture.paste((120, 90, 60, 255), (20, 0, 40, 40))
    path = saved(picture, tmp_path / "a.png")
    press = prepare(path, INCH, PRESS, paper=PAPER)
    assert pixels_of(press).getpixel((5, 5)) == (0, 5, 18, 0)
    assert seen(press, (30, 5)) == pytest.approx((120, 90, 60), abs=6)
    assert seen(prepare(path, INCH, SCREEN, paper=PAPER)) == PAPER.srgb
    assert pixels_of(prepare(path, INCH, PRESS)).getpixel((5, 5)) == (0, 0, 0, 0)


def test_drawings_in_flat_colours_keep_their_edges_and_photographs_are_jpeg(tmp_path):
    flat = Image.new("RGB", (40, 40), "white")
    flat.paste("black", (0, 0, 20, 40))
    drawing = prepare(saved(flat, tmp_path / "d.png"), (254, 254), PRESS)
    assert drawing.filter == "Flate"
    assert len(pixels_of(drawing).getcolors()) == 2
    noise = [Image.effect_noise((200, 200), 80) for _ in range(3)]
    photo = prepare(saved(Image.merge("RGB", noise), tmp_path / "p.png"), (254, 254), PRESS)
    assert photo.filter == "DCT"
    gray = prepare(saved(noise[0], tmp_path / "g.png"), (254, 254), PRESS)
    assert gray.filter == "DCT"
    with Image.open(io.BytesIO(photo.data)) as jpeg:
        assert jpeg.mode == "CMYK"
        assert {(across, down) for _, across, down, _ in jpeg.layer} == {(1, 1)}
        assert max(jpeg.quantization[0]) <= 20


def test_the_ink_limit_of_the_press_is_kept(tmp_path):
    assert max_ink_percent(carried_cmyk()) <= 300.5
    full = Image.new("CMYK", (4, 4), (255, 255, 200, 250))
    lowered = within_ink_limit(full, 240).getpixel((0, 0))
    assert sum(lowered) <= 240 * 2.55
    assert lowered[3] == 250
    assert lowered[0] == lowered[1] > lowered[2] > 0
    light = Image.new("CMYK", (4, 4), (100, 50, 20, 0))
    assert within_ink_limit(light, 240).getpixel((0, 0)) == (100, 50, 20, 0)
    black = saved(Image.new("RGB", (40, 40), (0, 0, 0)), tmp_path / "k.png")
    for limit in (280, 200):
        inks = pixels_of(prepare(black, INCH, replace(PRESS, tac_percent=limit))).getpixel((5, 5))
        assert limit - 4 < sum(inks) / 2.55 <= limit + 1


def test_what_was_prepared_is_found_again_and_depends_on_all_that_matters(tmp_path):
    cache = Cache(tmp_path / "cache")
    path = saved(Image.effect_noise((300, 300), 50).convert("RGB"), tmp_path / "n.jpg")
    first = prepare(path, INCH, PRESS, cache=cache)
    entries = set((tmp_path / "cache").rglob("*"))
    again = prepare(path, INCH, PRESS, cache=cache)
    assert again == first
    assert again.data == first.data
    assert set((tmp_path / "cache").rglob("*")) == entries
    others = [
        prepare(path, (20, 20), PRESS, cache=cache),
        prepare(path, INCH, PRESS, crop=(0, 0, 0.5, 0.5), cache=cache),
        prepare(path, INCH, SCREEN, cache=cache),
        prepare(path, INCH, PRESS, ink=PAPER, cache=cache),
        prepare(path, INCH, replace(PRESS, max_ppi=100), cache=cache),
    ]
    saved(Image.effect_noise((300, 300), 50).convert("RGB"), path)
    others.append(prepare(path, INCH, PRESS, cache=cache))
    assert len({first.digest, *(other.digest for other in others)}) == 7


@pytest.mark.parametrize("lenient", [False, True])
def test_a_picture_cut_short_is_reported(tmp_path, monkeypatch, lenient):
    # WeasyPrint, once loaded, leaves Pillow lenient.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", lenient)
    whole = saved(Image.effect_noise((300, 300), 50), tmp_path / "n.jpg").read_bytes()
    path = tmp_path / "short.jpg"
    path.write_bytes(whole[: len(whole) // 2])
    for attempt in (lambda: prepare(path, INCH, PRESS), lambda: screen_picture(path, INCH, 150)):
        with pytest.raises(InputError, match=r"short\.jpg cannot be used: its pixels") as caught:
            attempt()
        assert caught.value.diagnostics[0].code == "image-unreadable"


def test_a_screen_picture_is_a_file_of_its_size_and_tones(tmp_path):
    gray = Image.linear_gradient("L")
    path = saved(gray, tmp_path / "g.png")
    ink = Ink("ink", (1, 0, 0, 0), (10, 60, 120))
    made = screen_picture(path, INCH, 100, ink=ink, paper=PAPER)
    with Image.open(io.BytesIO(made.data)) as picture:
        assert picture.size == (100, 100)
        assert picture.convert("RGB").getpixel((50, 0)) == pytest.approx(ink.srgb, abs=6)
        assert picture.convert("RGB").getpixel((50, 99)) == pytest.approx(PAPER.srgb, abs=6)


@pytest.mark.parametrize("tones", [2, 5, 16, 17])
def test_a_drawing_of_few_tones_keeps_every_one_of_its_pixels(tmp_path, tones):
    grays = [round(255 * at / (tones - 1)) for at in range(tones)]
    drawn = Image.new("L", (151, 203))
    drawn.putdata([grays[(x * 7 + y * 3) % tones] for y in range(203) for x in range(151)])
    ink = Ink("black", (0, 0, 0, 1), (0, 0, 0))
    made = prepare(saved(drawn, tmp_path / "a.png"), INCH, PRESS, ink=ink, paper=PAPER)
    assert (made.bits, made.width_px, made.height_px) == (4 if tones <= 16 else 8, 151, 203)
    inks = [ink.mixed(PAPER, gray / 255).cmyk for gray in (grays if made.bits == 4 else range(256))]
    assert made.palette == bytes(round(part * 255) for each in inks for part in each)
    scale = 17 if made.bits == 4 else 1  # as PNG's readers spread 4 bits
    shown = [value // scale for value in pixels_of(made).convert("L").tobytes()]
    levels = grays if made.bits == 4 else list(range(256))
    assert bytes(levels[value] for value in shown) == drawn.tobytes()
