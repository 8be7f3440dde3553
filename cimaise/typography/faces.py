"""One TrueType file as a value: metrics, coverage, and HarfBuzz objects made once per file."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import uharfbuzz as hb

POSTSCRIPT_NAME_ID = hb.OTNameIdPredefined.POSTSCRIPT_NAME


@dataclass(frozen=True, slots=True)
class Face:
    """Facts about one font file. Lengths are fractions of the em, `descent` is negative.

    Compared, hashed and shown by `version`, so a face is a cheap key of a cache and can be
    pickled to another process; the HarfBuzz objects live in `harfbuzz_font`.
    """

    version: str
    """Path, size and time of modification: changes when the file does."""
    path: Path = field(compare=False, repr=False)
    postscript_name: str = field(compare=False, repr=False)
    units_per_em: int = field(compare=False, repr=False)
    ascent: float = field(compare=False, repr=False)
    descent: float = field(compare=False, repr=False)
    cap_height: float = field(compare=False, repr=False)
    x_height: float = field(compare=False, repr=False)
    coverage: frozenset[int] = field(compare=False, repr=False)
    features: frozenset[str] = field(compare=False, repr=False)
    """Tags of the font's substitution features, e.g. `smcp`, `onum`."""
    space_gid: int = field(compare=False, repr=False)
    space_advance: float = field(compare=False, repr=False)

    def __hash__(self) -> int:
        # A string remembers its hash: this is asked for with every word that is looked up.
        return hash(self.version)


def load_face(path: Path) -> Face:
    """Read the facts of a TrueType file.

    Raises ValueError, with a sentence for the designer, where there is no such file, where it
    is no TrueType font, or where it lacks a space.
    """
    try:
        stat = path.stat()
        with path.open("rb") as file:
            signature = file.read(4)
    except OSError as problem:
        raise ValueError(f"font {path.name} cannot be read: {problem.strerror}") from None
    if signature == b"OTTO":
        raise ValueError(f"font {path.name} has PostScript outlines; a TrueType font is needed")
    if signature == b"ttcf":
        raise ValueError(f"font {path.name} is a collection; a single TrueType font is needed")
    if signature not in (b"\0\1\0\0", b"true"):
        raise ValueError(f"{path.name} is not a TrueType font")
    version = f"{path}:{stat.st_size}:{stat.st_mtime_ns}"
    font = _harfbuzz_font(str(path), version)
    face = font.face
    upem = face.upem
    space = font.get_nominal_glyph(0x20)
    if face.glyph_count == 0 or "glyf" not in face.table_tags or space is None:
        raise ValueError(f"font {path.name} is damaged: it has no outlines or no space")
    extents = font.get_font_extents("ltr")
    return Face(
        path=path,
        version=version,
        postscript_name=face.get_name(POSTSCRIPT_NAME_ID) or path.stem,
        units_per_em=upem,
        ascent=extents.ascender / upem,
        descent=extents.descender / upem,
        cap_height=_height(font, hb.OTMetricsTag.CAP_HEIGHT, "H"),
        x_height=_height(font, hb.OTMetricsTag.X_HEIGHT, "x"),
        coverage=frozenset(face.unicodes),
        features=_substitution_features(face),
        space_gid=space,
        space_advance=font.get_glyph_h_advance(space) / upem,
    )


def harfbuzz_font(face: Face) -> hb.Font:
    """The HarfBuzz font of a face, made once per file and process.

    Never changed after it is made, so threads may shape with it at the same time.
    """
    return _harfbuzz_font(str(face.path), face.version)


@lru_cache(maxsize=256)
def _harfbuzz_font(path: str, _version: str) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(path)))


def _height(font: hb.Font, tag: hb.OTMetricsTag, letter: str) -> float:
    """A height in em from OS/2, or measured on a letter where the table is silent."""
    upem: int = font.face.upem
    stated = font.get_metric_position(tag)
    if stated:
        return float(stated) / upem
    gid = font.get_nominal_glyph(ord(letter))
    extents = font.get_glyph_extents(gid) if gid is not None else None
    return extents.y_bearing / upem if extents else 0.5


def _substitution_features(face: hb.Face) -> frozenset[str]:
    tags: set[str] = set()
    for script in range(len(face.get_table_script_tags("GSUB"))):
        tags.update(face.get_language_feature_tags("GSUB", script))
    return frozenset(tags)
