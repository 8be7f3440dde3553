"""Titles break where the sense does, without hyphens, in balance."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cimaise.typography.breaking import break_title
from cimaise.typography.faces import load_face
from cimaise.typography.micro import typeset
from cimaise.typography.styles import Faces, TypeStyle

FONTS = Path(__file__).resolve().parents[2] / "fonts"


@cache
def plain_title() -> TypeStyle:
    """No fixture: Hypothesis would print every field of the face."""
    face = load_face(FONTS / "BarlowCondensed_700Bold.ttf")
    return TypeStyle(Faces(face, face, face, face), 260, 240)


def texts(text: str, style: TypeStyle, measure_mm: float, max_lines: int = 3) -> list[str]:
    lines = break_title(typeset(text, "fr").text, style, measure_mm, max_lines)
    return [line.text.replace("\u00a0", " ").replace("\u202f", " ") for line in lines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le sabotage, arme de l’été", ["Le sabotage,", "arme de l’été"]),
        ("La Résistance et la Libération", ["La Résistance", "et la Libération"]),
        ("Le bassin minier, la nuit", ["Le bassin minier,", "la nuit"]),
        ("Lille, 2 et 3 septembre", ["Lille,", "2 et 3 septembre"]),
        ("Été 44", ["Été 44"]),
        ("Night in the mining basin", ["Night", "in the mining basin"]),
        ("Canaux :\nautour de Béthune", ["Canaux :", "autour de Béthune"]),
    ],
)
def test_where_titles_break(text: str, expected: list[str], title: TypeStyle) -> None:
    assert texts(text, title, 700) == expected


def test_a_word_wider_than_the_measure_is_told_and_kept_whole(title: TypeStyle) -> None:
    lines = break_title("Anticonstitutionnellement vôtre", title, 300, 3)
    assert [line.text for line in lines] == ["Anticonstitutionnellement", "vôtre"]
    assert [line.emergency for line in lines] == [True, False]


def test_too_many_words_make_too_many_lines(title: TypeStyle) -> None:
    assert len(texts("De la grève à l’insurrection de Marseille libérée", title, 500, 2)) > 2


def test_centred_and_right_titles_stand_in_the_measure(title: TypeStyle) -> None:
    for align in ("center", "right"):
        style = replace(title, align=align, hanging=False)
        for line in break_title("Le sabotage, arme de l’été", style, 700, 3):
            slack_mm = 700 - line.width_mm
            assert line.x_mm == pytest.approx(slack_mm / 2 if align == "center" else slack_mm)


def test_no_text_makes_no_line(title: TypeStyle) -> None:
    assert break_title("", title, 700, 3) == ()
    assert break_title(" \n ", title, 700, 3) == ()


@given(
    words=st.lists(
        st.sampled_from(["le", "de", "été", "sabotage,", "Résistance", "44", "\n"]), max_size=12
    ),
    measure_mm=st.floats(100, 900),
)
def test_titles_keep_every_word(words: list[str], measure_mm: float) -> None:
    lines = break_title(" ".join(words), plain_title(), measure_mm, 3)
    assert " ".join(line.text for line in lines).split() == " ".join(words).split()
    assert not any(line.hyphenated for line in lines)


def test_a_whole_chapter_where_a_title_goes_is_broken_all_the_same(title: TypeStyle) -> None:
    words = ["chapter"] * 4000
    lines = break_title(" ".join(words), title, 700, 3)
    assert " ".join(line.text for line in lines).split() == words
    assert all(line.width_mm <= 700 for line in lines)
