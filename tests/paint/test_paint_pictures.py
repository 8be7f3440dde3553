"""Pictures stand where they should, in the right inks, the right way up."""

from __future__ import annotations

import io

import pikepdf
import pytest
from msgspec.structs import replace
from painted import BARE, BLUE, PAPER, page_of, paint, raster, saved
from PIL import Image, ImageChops

from cimaise.diagnostics import InputError
from cimaise.geometry import Rect, rectangle
from cimaise.layout.marks import PathMark, PictureMark
from cimaise.paint.panel_pdf import write_panel_pdf
from cimaise.paint.previews import render_trim
from cimaise.paint.soft_proof import screen_copy

WHOLE = Rect(0, 0, 10, 10)
SMALL = {"width": 10, "height": 10, "bleed": 0}
QUARTERS = {(0, 0): (200, 30, 30), (1, 0): (30, 160, 40), (0, 1): (60, 80, 150),
            (1, 1): (230, 220, 60)}  # fmt: skip


def quarters(side=200):
    picture = Image.new("RGB", (side, side))
    for (x, y), colour in QUARTERS.items():
        half = side // 2
        picture.paste(colour, (x * half, y * half, x * half + half, y * half + half))
    return picture


def printed(folder, mark, options=BARE, width_px=100):
    facts = paint(folder, [mark], options, **SMALL)
    return render_trim(screen_copy(facts.path, width_px), width_px)


def close(seen, wanted, tolerance=14):
    return all(abs(a - b) <= tolerance for a, b in zip(seen, wanted, strict=True))


@pytest.mark.parametrize("kind", ["png", "jpg"])
def test_an_rgb_picture_looks_as_it_did_and_is_cmyk(tmp_path, kind):
    file = saved(quarters(), tmp_path / f"q.{kind}", **({"quality": 95} if kind == "jpg" else {}))
    facts = paint(tmp_path, [PictureMark(WHOLE, file)], **SMALL)
    picture = render_trim(screen_copy(facts.path, 100), 100)
    for (x, y), colour in QUARTERS.items():
        # Paper and ink have a smaller gamut: the strong colours of the test give a little.
        assert close(picture.getpixel((25 + 50 * x, 25 + 50 * y)), colour, 30)
    with pikepdf.open(facts.path) as pdf:
        image = pdf.pages[0].Resources.XObject.Im1
        assert image.ColorSpace == "/DeviceCMYK"
        assert image.Filter == ("/DCTDecode" if kind == "jpg" else "/FlateDecode")


def test_a_crop_shows_that_part_only(tmp_path):
    file = saved(quarters(), tmp_path / "q.png")
    picture = printed(tmp_path, PictureMark(WHOLE, file, (0.5, 0.5, 1, 1)))
    assert all(close(picture.getpixel(at), QUARTERS[1, 1], 30) for at in [(5, 5), (95, 95)])


def test_a_picture_stands_exactly_in_its_frame(tmp_path):
    file = saved(Image.new("RGB", (300, 300), (20, 20, 20)), tmp_path / "q.png")
    facts = paint(tmp_path, [PictureMark(Rect(20, 10, 30, 40), file)], width=100, height=60)
    picture = raster(facts.path, 1060)
    dark = picture.convert("L").point(lambda level: 255 if level < 128 else 0).getbbox()
    # 3 mm of bleed, 10 px per mm.
    assert dark == pytest.approx((230, 130, 530, 530), abs=1)


@pytest.mark.parametrize("adobe", [True, False])
@pytest.mark.parametrize("factor", [1, 4])
def test_cmyk_jpegs_keep_their_inks_whoever_wrote_them(tmp_path, adobe, factor):
    """With Adobe's marker a file holds inverted values, without it plain ones."""
    inks = (40, 200, 120, 20)
    picture = Image.new("CMYK", (60 * factor, 60 * factor), inks)
    path = tmp_path / "inks.jpg"
    saved(picture if adobe else ImageChops.invert(picture), path, quality=95)
    if not adobe:
        data = path.read_bytes()
        at = data.index(b"\xff\xee")
        path.write_bytes(data[:at] + data[at + 2 + int.from_bytes(data[at + 2 : at + 4], "big") :])
    # 60 pixels over 10 mm are passed through; 240 are reduced to 200 ppi and encoded anew.
    facts = paint(tmp_path, [PictureMark(WHOLE, path)], **SMALL)
    with pikepdf.open(facts.path) as pdf:
        image = pdf.pages[0].Resources.XObject.Im1
        passed = image.read_raw_bytes() == path.read_bytes()
        assert passed is (factor == 1)
        inverted = [int(part) for part in image.get("/Decode", [])] == [1, 0] * 4
    assert inverted is (adobe or factor > 1)
    expected = render_flat(tmp_path, inks)
    assert close(raster(facts.path, 50).getpixel((25, 25)), expected, 6)


def render_flat(folder, inks):
    """What the renderer shows for the same inks as a flat colour."""
    ink = replace(BLUE, cmyk=tuple(part / 255 for part in inks))
    flat = paint(folder / "flat", [PathMark(rectangle(WHOLE), fill=ink)], **SMALL)
    return raster(flat.path, 50).getpixel((25, 25))


def test_a_gray_picture_in_ink_is_indexed_from_ink_to_paper(tmp_path):
    file = saved(Image.linear_gradient("L"), tmp_path / "g.png")
    mark = PictureMark(WHOLE, file, ink=BLUE, paper=PAPER)
    facts = paint(tmp_path, [mark], **SMALL)
    with pikepdf.open(facts.path) as pdf:
        image = pdf.pages[0].Resources.XObject.Im1
        family, base, last, palette = image.ColorSpace
        assert (str(family), str(base), int(last)) == ("/Indexed", "/DeviceCMYK", 255)
        assert bytes(palette)[:4] == bytes(round(part * 255) for part in BLUE.cmyk)
        assert bytes(palette)[-4:] == bytes(round(part * 255) for part in PAPER.cmyk)
        assert image.BitsPerComponent == 8
    assert facts.max_flat_tac_percent == pytest.approx(245)
    picture = render_trim(screen_copy(facts.path, 100), 100)
    assert close(picture.getpixel((50, 0)), BLUE.srgb, 6)
    assert close(picture.getpixel((50, 99)), PAPER.srgb, 6)


@pytest.mark.parametrize("width", [101, 64])
def test_few_levels_are_packed_in_four_bits_and_look_the_same(tmp_path, width):
    picture = Image.new("L", (width, 60), 255)
    picture.paste(0, (0, 0, width // 2, 60))
    picture.paste(128, (0, 30, width, 60))
    mark = PictureMark(WHOLE, saved(picture, tmp_path / "g.png"), ink=BLUE, paper=PAPER)
    facts = paint(tmp_path, [mark], **SMALL)
    with pikepdf.open(facts.path) as pdf:
        image = pdf.pages[0].Resources.XObject.Im1
        assert image.BitsPerComponent == 4
        assert int(image.Width) == width
    seen = render_trim(screen_copy(facts.path, 100), 100)
    assert close(seen.getpixel((20, 20)), BLUE.srgb, 6)
    assert close(seen.getpixel((80, 20)), PAPER.srgb, 6)
    half = BLUE.mixed(PAPER, 128 / 255)
    assert seen.getpixel((80, 80))[0] == pytest.approx(half.srgb[0], abs=35)


def test_line_art_of_one_bit_keeps_every_pixel(tmp_path):
    picture = Image.new("1", (2000, 2000), 1)
    picture.paste(0, (0, 0, 1000, 2000))
    mark = PictureMark(WHOLE, saved(picture, tmp_path / "art.png"), ink=BLUE, paper=PAPER)
    facts = paint(tmp_path, [mark], **SMALL)
    with pikepdf.open(facts.path) as pdf:
        image = pdf.pages[0].Resources.XObject.Im1
        assert (image.Width, image.Height, image.BitsPerComponent) == (2000, 2000, 1)
    assert facts.smallest_ppi is None
    seen = render_trim(screen_copy(facts.path, 100), 100)
    assert close(seen.getpixel((20, 50)), BLUE.srgb, 6)
    assert close(seen.getpixel((80, 50)), PAPER.srgb, 6)


def test_sharpness_is_no_more_than_useful_and_counts_at_final_size(tmp_path):
    file = saved(Image.effect_noise((1200, 1200), 60).convert("RGB"), tmp_path / "n.jpg")
    mark = PictureMark(Rect(0, 0, 100, 60), file, (0, 0, 1, 0.6))
    for reduction in (1, 10):
        facts = paint(tmp_path, [mark], replace(BARE, reduction=reduction, max_ppi=150))
        assert facts.smallest_ppi == pytest.approx(150, rel=0.005)
    facts = paint(tmp_path, [mark], replace(BARE, max_ppi=400))
    assert facts.smallest_ppi == pytest.approx(1200 / 100 * 25.4)


def test_one_picture_on_two_places_is_stored_once(tmp_path):
    file = saved(quarters(), tmp_path / "q.jpg")
    marks = [PictureMark(Rect(x, 0, 10, 10), file) for x in (0, 20)]
    facts = paint(tmp_path, marks)
    with pikepdf.open(facts.path) as pdf:
        assert len(pdf.pages[0].Resources.XObject) == 1
    assert len(facts.pictures) == 2


def test_on_a_screen_copy_pictures_are_rgb(tmp_path):
    file = saved(quarters(), tmp_path / "q.jpg", quality=95)
    gray = saved(Image.linear_gradient("L"), tmp_path / "g.png")
    marks = [PictureMark(WHOLE, file), PictureMark(Rect(20, 0, 10, 10), gray, ink=BLUE)]
    facts = paint(tmp_path, marks, replace(BARE, colour="srgb"), width=30, height=10, bleed=0)
    with pikepdf.open(facts.path) as pdf:
        images = pdf.pages[0].Resources.XObject
        assert images.Im1.ColorSpace == "/DeviceRGB"
        assert images.Im2.ColorSpace[1] == "/DeviceRGB"
    assert close(raster(facts.path, 300).getpixel((25, 25)), QUARTERS[0, 0], 6)


def test_a_picture_that_cannot_be_read_leaves_no_file(tmp_path):
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(saved(quarters(), tmp_path / "q.jpg").read_bytes()[:400])
    target = tmp_path / "out" / "panel.pdf"
    with pytest.raises(InputError, match=r"broken\.jpg cannot be used"):
        write_panel_pdf(page_of(PictureMark(WHOLE, broken)), target, BARE)
    assert not target.exists()


@pytest.mark.parametrize(("tones", "bits"), [(2, 4), (5, 4), (40, 8)])
def test_a_fine_drawing_is_shown_in_its_inks_by_as_many_pixels_as_are_seen(tmp_path, tones, bits):
    grays = [round(255 * at / (tones - 1)) for at in range(tones)]
    drawn = Image.new("L", (300, 300))
    drawn.putdata([grays[y * tones // 300] for y in range(300) for _ in range(300)])
    file = saved(drawn, tmp_path / "g.png")
    facts = paint(tmp_path, [PictureMark(Rect(0, 0, 20, 20), file, ink=BLUE, paper=PAPER)], **SMALL)
    with pikepdf.open(facts.path) as pdf:
        assert pdf.pages[0].Resources.XObject.Im1.BitsPerComponent == bits
    shown = []
    for width_px, kept in ((250, "/Indexed"), (40, "/DeviceRGB")):
        with pikepdf.open(io.BytesIO(screen_copy(facts.path, width_px))) as pdf:
            image = pdf.pages[0].Resources.XObject.Im1
            space = image.ColorSpace
            assert str(space if kept == "/DeviceRGB" else space[0]) == kept
            picture = pikepdf.PdfImage(image).as_pil_image().convert("RGB")
            assert (picture.size == (300, 300)) is (kept == "/Indexed")
            shown.append(picture.resize((1, 10), Image.Resampling.BOX))
    pairs = zip(shown[0].tobytes(), shown[1].tobytes(), strict=True)
    assert max(abs(one - other) for one, other in pairs) <= 4
