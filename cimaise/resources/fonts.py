"""Fonts of the exhibition and of the package, as the families that a theme names."""

from __future__ import annotations

import struct
from functools import lru_cache
from pathlib import Path

from cimaise.diagnostics import InputError, error
from cimaise.model.paths import font_file
from cimaise.model.theme import Font, Style
from cimaise.typography.faces import Face, harfbuzz_font, load_face
from cimaise.typography.styles import Faces

# OS/2 fsType: embedding forbidden; subsetting forbidden; bitmaps only.
FORBIDDEN_EMBEDDING = 0x0002
FORBIDDEN_SUBSETTING = 0x0100
BITMAP_ONLY = 0x0200


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


def refuse_unembeddable(face: Face) -> None:
    """Raises InputError for a font whose licence bits forbid what a PDF for print needs."""
    os2 = harfbuzz_font(face).face.reference_table("OS/2").data
    bits = struct.unpack_from(">H", os2, 8)[0] if len(os2) >= 10 else 0
    # Restriction counts only where no more permissive bit stands beside it.
    forbidden = bits & 0x000F == FORBIDDEN_EMBEDDING
    if forbidden or bits & (FORBIDDEN_SUBSETTING | BITMAP_ONLY):
        raise InputError(
            [
                error(
                    "font-not-embeddable",
                    f"font {face.path.name} may not be embedded in a PDF (its OS/2 fsType is "
                    f"0x{bits:04X}); a printer needs it embedded",
                    hint="choose a font whose licence allows embedding, such as one under the OFL",
                )
            ]
        )


# Asked for by every edition, and to find a file takes several looks at the disk.
@lru_cache(maxsize=256)
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
