"""The exhibition's own faces, in the styles of its panels."""

from __future__ import annotations

from pathlib import Path

import pytest

from cimaise.typography.faces import Face, load_face
from cimaise.typography.styles import Faces, TypeStyle

FONTS = Path(__file__).resolve().parents[2] / "fonts"


def face(name: str) -> Face:
    return load_face(FONTS / f"{name}.ttf")


@pytest.fixture(scope="session")
def serif() -> Faces:
    return Faces(
        face("SourceSerif4_400Regular"),
        face("SourceSerif4_400Regular_Italic"),
        face("SourceSerif4_600SemiBold"),
        face("SourceSerif4_600SemiBold_Italic"),
    )


@pytest.fixture(scope="session")
def barlow() -> Faces:
    bold = face("BarlowCondensed_700Bold")
    return Faces(bold, bold, bold, bold)


@pytest.fixture(scope="session")
def body(serif: Faces) -> TypeStyle:
    """Text of an 80×120 panel."""
    return TypeStyle(serif, 38, 52, features=(("onum", 1),), small_caps_acronyms=True)


@pytest.fixture(scope="session")
def title(barlow: Faces) -> TypeStyle:
    return TypeStyle(barlow, 260, 240, tracking=-5)
