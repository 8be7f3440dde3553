"""The SVG of a group: well formed, the same marks, its text still text."""

from __future__ import annotations

import base64
import io
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from painted import BLUE, PAPER, RED, SANS, SERIF, saved, set_text
from PIL import Image

from cimaise.geometry import Point, Rect, circle, polyline, rectangle
from cimaise.inks import BLACK
from cimaise.layout.marks import GlyphRun, Group, Link, PathMark, PictureMark
from cimaise.paint.svg import group_svg
from cimaise.typography.lines import Glyph

SVG = "{http://www.w3.org/2000/svg}"
AREA = Rect(10, 20, 300, 200)


def drawn(*marks, area=AREA, **group):
    return ElementTree.fromstring(group_svg(Group("map", marks, **group), area, language="fr"))


def test_the_area_is_the_view_and_the_size(tmp_path):
    root = drawn()
    assert root.get("viewBox") == "10 20 300 200"
    assert (root.get("width"), root.get("height")) == ("300mm", "200mm")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"


def test_title_and_description_are_told_and_escaped():
    root = drawn(title="Carte <1> & « Nord »", description='les "canaux"')
    assert root.find(f"{SVG}title").text == "Carte <1> & « Nord »"
    assert root.find(f"{SVG}desc").text == 'les "canaux"'


def test_text_is_text_of_its_family_weight_size_and_place():
    run = set_text("Béthune & Lens", 50, 60, SANS, 30, ink=RED, angle_deg=30)
    text = drawn(run).find(f"{SVG}text")
    assert text.text == "Béthune & Lens"
    assert (text.get("x"), text.get("y")) == ("50", "60")
    assert text.get("font-family") == "'Source Sans 3'"
    assert (text.get("font-weight"), text.get("font-style")) == ("400", "normal")
    assert float(text.get("font-size")) == pytest.approx(30 * 25.4 / 72, abs=0.001)
    assert float(text.get("textLength")) == pytest.approx(run.width_mm, abs=0.001)
    assert text.get("fill") == "#d1272f"
    assert text.get("transform") == "rotate(30 50 60)"


def test_a_halo_is_an_outline_that_nobody_reads():
    root = drawn(set_text("Lille", 50, 60, SANS, 24, halo=PAPER, halo_mm=1))
    halo = root.find(f"{SVG}g")
    assert halo.get("aria-hidden") == "true"
    assert halo.get("stroke") == "#fffaf1"
    assert len(halo.findall(f"{SVG}path")) == 5
    assert len(root.findall(f"{SVG}text")) == 1
    assert list(root).index(halo) < list(root).index(root.find(f"{SVG}text"))


def test_paths_keep_their_steps_inks_dashes_and_rule():
    line = PathMark(polyline([(1, 2), (3, 4.5)]), stroke=BLUE, width_pt=2, dash_mm=(4, 2),
                    round_ends=True)  # fmt: skip
    area = PathMark(circle((50, 50), 5), fill=RED, even_odd=True)
    first, second = drawn(line, area).findall(f"{SVG}path")
    assert first.get("d") == "M1 2L3 4.5"
    assert (first.get("fill"), first.get("stroke")) == ("none", "#0e3452")
    assert float(first.get("stroke-width")) == pytest.approx(2 * 25.4 / 72, abs=0.001)
    assert first.get("stroke-dasharray") == "4 2"
    assert first.get("stroke-linecap") == "round"
    assert second.get("d").count("C") == 4
    assert second.get("d").endswith("Z")
    assert second.get("fill-rule") == "evenodd"
    assert second.get("stroke") is None


def test_groups_clip_by_a_path_that_is_defined_once():
    clip = rectangle(Rect(0, 0, 20, 20))
    root = drawn(Group("inner", (PathMark(clip, fill=RED),), clip=clip), clip=clip)
    defined = {path.get("id") for path in root.iter(f"{SVG}clipPath")}
    used = {g.get("clip-path")[5:-1] for g in root.iter(f"{SVG}g") if g.get("clip-path")}
    assert defined == used
    assert len(used) == 2


def test_pictures_are_carried_cropped_and_toned_or_referred_to(tmp_path):
    gray = Image.new("L", (100, 100), 0)
    gray.paste(255, (50, 0, 100, 100))
    mark = PictureMark(Rect(0, 0, 20, 20), saved(gray, tmp_path / "g.png"), (0.5, 0, 1, 1),
                       BLUE, PAPER, alt="une écluse")  # fmt: skip
    image = drawn(mark).find(f"{SVG}image")
    kind, _, data = image.get("href").partition(";base64,")
    assert kind.startswith("data:image/")
    with Image.open(io.BytesIO(base64.b64decode(data))) as picture:
        assert picture.convert("RGB").getpixel((5, 5)) == pytest.approx(PAPER.srgb, abs=3)
    assert image.find(f"{SVG}title").text == "une écluse"
    referred = group_svg(
        Group("g", (mark,)), AREA, language="fr", picture_source=lambda m: f"img/{m.file.name}?a&b"
    )
    assert ElementTree.fromstring(referred).find(f"{SVG}image").get("href") == "img/g.png?a&b"


def test_links_lead_somewhere():
    root = drawn(Link(Rect(0, 0, 9, 9), "https://exemple.fr/?a=1&b=2"))
    assert root.find(f"{SVG}a").get("href") == "https://exemple.fr/?a=1&b=2"


@given(st.text(min_size=1), st.text())
def test_any_text_gives_well_formed_xml(words, title):
    run = GlyphRun(Point(0, 0), SERIF, 10, (Glyph(1, words, 5.0),), BLACK)
    root = drawn(run, title=title)
    text = root.find(f"{SVG}text")
    assert text is None or text.text is None or set(text.text) <= set(words) | {"\n"}
