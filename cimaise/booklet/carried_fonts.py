"""The theme's families for titles, text and labels → font files that an EPUB or a site carries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError
from msgspec import Struct

from cimaise.model.exhibition import Exhibition
from cimaise.model.paths import font_file

ROLES: Mapping[str, str] = {"titles": "title", "text": "text", "labels": "caption"}
# OS/2 fsType (OpenType 1.9): bit 1 forbids embedding, bit 9 allows bitmaps only.
NOT_TO_BE_EMBEDDED = 0b10_0000_0010


class FaceFile(Struct, frozen=True):
    """A font file, and the weights and slope that a style sheet asks it for."""

    file: Path
    weight: str
    slope: str


def family_files(exhibition: Exhibition) -> Mapping[str, tuple[FaceFile, ...]]:
    """The faces of each family that their makers let be embedded."""
    theme = exhibition.named_theme
    text = theme.roles["text"]
    found: dict[str, tuple[FaceFile, ...]] = {}
    for name, role in ROLES.items():
        font = theme.fonts[theme.roles.get(role, text).font]
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


def face_rules(families: Mapping[str, tuple[FaceFile, ...]], more: str = "") -> str:
    """The style sheet's rules, with files in `fonts/`; `more` is said of every face."""
    return "\n".join(
        f'@font-face {{ font-family: "cimaise {name}"; src: url("fonts/{face.file.name}"); '
        f"font-weight: {face.weight}; font-style: {face.slope};{more} }}"
        for name, faces in families.items()
        for face in faces
    )


def carried(families: Mapping[str, tuple[FaceFile, ...]]) -> tuple[Path, ...]:
    """The font files, each once, then their licences."""
    found: dict[str, Path] = {}
    for faces in families.values():
        for face in faces:
            found.setdefault(face.file.name, face.file)
    for file in tuple(found.values()):
        for text in _licences(file):
            found.setdefault(text.name, text)
    return tuple(found.values())


def _licences(font: Path) -> Iterator[Path]:
    """Those that lie beside it: `OFL-Family.txt` for files that begin with its name, `OFL.txt` or
    `LICENSE.txt` for all of a folder."""
    for text in sorted(font.parent.glob("*.txt")):
        kind, _, family = text.stem.partition("-")
        licenses = kind.upper() in ("OFL", "LICENSE", "LICENCE", "LICENSE_FONT")
        if licenses and font.name.startswith(family):
            yield text


def _may_be_embedded(file: Path) -> bool:
    try:
        with TTFont(file, lazy=True) as font:
            return not font["OS/2"].fsType & NOT_TO_BE_EMBEDDED
    except (TTLibError, KeyError, OSError):
        return False
