"""The theme's families for titles, text and labels → font files that may travel, their licences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError
from msgspec import Struct

from cimaise.model.exhibition import Exhibition
from cimaise.model.paths import font_file
from cimaise.model.theme import Font

ROLES: Mapping[str, str] = {"titles": "title", "text": "text", "labels": "caption"}
# OS/2 fsType (OpenType 1.9): bit 1 forbids embedding, bit 9 allows bitmaps only.
NOT_TO_BE_EMBEDDED = 0b10_0000_0010


class FaceFile(Struct, frozen=True):
    """A font file, and the weights and slope that a style sheet asks it for."""

    file: Path
    weight: str
    slope: str


def families(exhibition: Exhibition) -> Mapping[str, Font]:
    """The fonts of titles, text and labels."""
    theme = exhibition.named_theme
    text = theme.roles["text"]
    return {name: theme.fonts[theme.roles.get(role, text).font] for name, role in ROLES.items()}


def family_files(exhibition: Exhibition) -> Mapping[str, tuple[FaceFile, ...]]:
    """The faces of each family that their makers let be embedded."""
    found: dict[str, tuple[FaceFile, ...]] = {}
    for name, font in families(exhibition).items():
        # A family of one weight is bold already: titles ask for 700.
        regular = "400 700" if font.bold is None else "400"
        named = ((font.regular, regular, "normal"), (font.italic, "400", "italic"),
                 (font.bold, "700", "normal"))  # fmt: skip
        faces = [
            FaceFile(file, weight, slope)
            for written, weight, slope in named
            if written and isinstance(file := font_file(exhibition.folder, written), Path)
        ]
        found[name] = tuple(face for face in faces if _may_be_embedded(face.file))
    return found


def licences(files: Sequence[Path]) -> tuple[Path, ...]:
    """The licences that lie beside fonts: `OFL-Family.txt` for files that begin with its name,
    `OFL.txt` or `LICENSE.txt` for all of a folder."""
    found: dict[str, Path] = {}
    for file in files:
        for text in sorted(file.parent.glob("*.txt")):
            kind, _, family = text.stem.partition("-")
            licenses = kind.upper() in ("OFL", "LICENSE", "LICENCE", "LICENSE_FONT")
            if licenses and file.name.startswith(family):
                found.setdefault(text.name, text)
    return tuple(found.values())


def _may_be_embedded(file: Path) -> bool:
    try:
        with TTFont(file, lazy=True) as font:
            return not font["OS/2"].fsType & NOT_TO_BE_EMBEDDED
    except (TTLibError, KeyError, OSError):
        return False
