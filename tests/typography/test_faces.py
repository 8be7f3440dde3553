"""What a font file tells, and what is said of a file that is none."""

import pickle
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from cimaise.typography.faces import harfbuzz_font, load_face
from cimaise.typography.styles import Faces, TypeStyle

FONTS = Path(__file__).resolve().parents[2] / "fonts"


@pytest.mark.parametrize("path", sorted(FONTS.glob("*.ttf")), ids=lambda path: path.stem)
def test_facts_agree_with_the_tables(path: Path) -> None:
    face = load_face(path)
    font = TTFont(path)
    upem = font["head"].unitsPerEm
    assert face.units_per_em == upem
    assert face.postscript_name == font["name"].getDebugName(6)
    assert face.ascent == font["hhea"].ascent / upem
    assert face.descent == font["hhea"].descent / upem
    assert face.cap_height == font["OS/2"].sCapHeight / upem
    assert face.x_height == font["OS/2"].sxHeight / upem
    assert face.coverage == frozenset(font.getBestCmap())
    assert face.space_gid == font.getGlyphID(font.getBestCmap()[0x20])
    assert face.space_advance == font["hmtx"][font.getBestCmap()[0x20]][0] / upem
    tags = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    # `locl` belongs to other languages than the default one.
    assert face.features >= tags - {"locl"}


def test_a_face_is_a_key_and_travels_to_another_process() -> None:
    path = FONTS / "BarlowCondensed_700Bold.ttf"
    face = load_face(path)
    assert pickle.loads(pickle.dumps(face)) == face == load_face(path)
    assert hash(face) == hash(load_face(path))
    assert harfbuzz_font(face) is harfbuzz_font(load_face(path))
    assert face != load_face(FONTS / "BarlowCondensed_600SemiBold.ttf")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "not a TrueType font"),
        (b"hello, this is text", "not a TrueType font"),
        (b"OTTO" + bytes(40), "PostScript outlines"),
        (b"ttcf" + bytes(40), "collection"),
        (b"\0\1\0\0" + bytes(60), "damaged"),
    ],
)
def test_other_files_are_told_from_fonts(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "odd.ttf"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=sentence):
        load_face(path)


def test_missing_and_cut_off_files(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        load_face(tmp_path / "none.ttf")
    with pytest.raises(ValueError, match="cannot be read"):
        load_face(tmp_path)
    cut = tmp_path / "cut.ttf"
    cut.write_bytes((FONTS / "BarlowCondensed_700Bold.ttf").read_bytes()[:200])
    with pytest.raises(ValueError, match="damaged"):
        load_face(cut)


def test_styles_pick_faces(serif: Faces) -> None:
    style = TypeStyle(serif, 30, 36, base="bold")
    assert style.base_face is serif.bold
    assert style.face(bold=False, italic=True) is serif.bold_italic
    italic = TypeStyle(serif, 30, 36, base="italic")
    assert italic.face(bold=False, italic=True) is serif.regular
    assert style.resized(15).leading_pt == 18
    assert style.resized(15) == TypeStyle(serif, 15, 18, base="bold")
