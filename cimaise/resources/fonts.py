"""Fonts of the exhibition and of the package, as the families that a theme names."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from cimaise.diagnostics import InputError, error
from cimaise.model.paths import font_file
from cimaise.model.theme import Font, Style
from cimaise.typography.faces import Face, load_face
from cimaise.typography.styles import Faces


def faces_of(font: Font, folder: Path) -> Faces:
    """The four faces of a family; a style without a file borrows the nearest that has one.

    Raises InputError where a file is missing or is no TrueType font.
    """
    regular = font.regular
    bold = font.bold or regular
    italic = font.italic or regular
    files: dict[Style, str] = {
        "regular": regular,
        "italic": italic,
        "bold": bold,
        "bold-italic": font.bold_italic or font.bold or italic,
    }
    faces = {style: _face(name, folder) for style, name in files.items()}
    return Faces(faces["regular"], faces["italic"], faces["bold"], faces["bold-italic"])


def _face(name: str, folder: Path) -> Face:
    file = font_file(folder, name)
    if not isinstance(file, Path):
        raise InputError([file])
    try:
        return _loaded(file)
    except ValueError as problem:
        raise InputError(
            [error("font-unusable", str(problem), hint="name a .ttf file of fonts/ in the theme")]
        ) from None


@lru_cache(maxsize=128)
def _loaded(path: Path) -> Face:
    return load_face(path)
