"""Previews show the trim as the printing condition gives it; the contact sheet shows them all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pikepdf
import pytest
from msgspec.structs import replace
from painted import BARE, BLUE, PAPER, RED, SANS, paint
from PIL import Image

from cimaise.geometry import Rect, rectangle
from cimaise.inks import BLACK
from cimaise.layout.marks import PathMark
from cimaise.paint.previews import Preview, write_contact_sheet, write_preview
from cimaise.resources.profiles import carried_cmyk, screen_colour

INKS = (PAPER, BLACK, BLUE, RED, BLUE.tinted(0.45))


def test_a_preview_is_the_trim_alone_in_the_colours_of_the_condition(tmp_path):
    bleed = PathMark(rectangle(Rect(-3, -3, 106, 66)), fill=PAPER)
    patches = [
        PathMark(rectangle(Rect(20 * place, 0, 20, 60)), fill=ink) for place, ink in enumerate(INKS)
    ]
    options = replace(BARE, marks=True)
    facts = paint(tmp_path, [bleed, *patches], options)
    assert write_preview(facts.path, tmp_path / "p.png", 500) == (500, 300)
    with Image.open(tmp_path / "p.png") as picture:
        for place, ink in enumerate(INKS):
            wanted = screen_colour(ink.cmyk, carried_cmyk())
            for x, y in ((1, 1), (98, 298)):
                seen = picture.getpixel((100 * place + x, y))
                assert seen == pytest.approx(wanted, abs=2)
        for ink in INKS[:4]:
            # The theme's twins on the screen are what the condition gives.
            assert screen_colour(ink.cmyk, carried_cmyk()) == pytest.approx(ink.srgb, abs=12)


def test_the_file_itself_is_left_as_it_was(tmp_path):
    facts = paint(tmp_path, [PathMark(rectangle(Rect(0, 0, 50, 50)), fill=BLUE)])
    before = facts.path.read_bytes()
    write_preview(facts.path, tmp_path / "p.png", 200)
    assert facts.path.read_bytes() == before


@pytest.mark.parametrize("width_px", [97, 333, 1000])
def test_a_preview_is_as_wide_as_asked(tmp_path, width_px):
    facts = paint(tmp_path, [], replace(BARE, marks=True), width=61, height=87.5)
    size = write_preview(facts.path, tmp_path / "p.png", width_px)
    assert size[0] == width_px
    assert size[1] == pytest.approx(width_px * 87.5 / 61, abs=1)


def test_other_peoples_files_without_an_intent_are_shown_too(tmp_path):
    path = tmp_path / "plain.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 100))
        pdf.save(path)
    assert write_preview(path, tmp_path / "p.png", 100) == (100, 50)


def test_threads_may_ask_at_the_same_time(tmp_path):
    facts = paint(tmp_path, [PathMark(rectangle(Rect(0, 0, 50, 50)), fill=BLUE)])
    with ThreadPoolExecutor(4) as pool:
        made = [
            pool.submit(write_preview, facts.path, tmp_path / f"{place}.png", 200)
            for place in range(8)
        ]
        assert {one.result() for one in made} == {(200, 120)}
    assert len({(tmp_path / f"{place}.png").read_bytes() for place in range(8)}) == 1


def test_the_contact_sheet_keeps_the_order_and_the_proportions(tmp_path):
    colours = [(200, 0, 0), (0, 150, 0), (0, 0, 200)]
    previews = []
    for place, colour in enumerate(colours):
        Image.new("RGB", (200, 300), colour).save(tmp_path / f"{place}.png")
        previews.append(Preview(tmp_path / f"{place}.png", f"0{place} un titre bien trop long ici"))
    size = write_contact_sheet(previews, tmp_path / "sheet.png", columns=2, width_px=500, face=SANS)
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.size == size
        assert sheet.getpixel((125, 150)) == colours[0]
        assert sheet.getpixel((375, 150)) == colours[1]
        assert sheet.getpixel((125, size[1] - 100)) == colours[2]
        last_row = sheet.crop((0, size[1] - 60, 250, size[1])).convert("L")
        assert last_row.getextrema()[0] < 120


def test_an_empty_contact_sheet_is_refused(tmp_path):
    with pytest.raises(ValueError, match="at least one"):
        write_contact_sheet([], tmp_path / "sheet.png")
