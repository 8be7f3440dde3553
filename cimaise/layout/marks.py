"""The page of marks: a size and positioned marks, in mm from the top left of the trim.

Pure data, made without a backend: the painters draw it, the checks judge it, `dump` prints it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any

from msgspec import Struct

from cimaise.geometry import Path, Point, Rect, TracedPath, letters_of, numbers_of
from cimaise.inks import Ink
from cimaise.typography.faces import Face
from cimaise.typography.lines import Glyph


class GlyphRun(Struct, frozen=True):
    """Shaped text in one face, size and ink; `origin` is the pen's start on the baseline.

    `angle_deg` turns the run clockwise about its origin. A `halo` is drawn under the letters,
    `halo_mm` wide on each side. `role` names the theme's role that it is set in, for the checks.
    """

    origin: Point
    face: Face
    size_pt: float
    glyphs: tuple[Glyph, ...]
    ink: Ink
    angle_deg: float = 0.0
    halo: Ink | None = None
    halo_mm: float = 0.0
    link: str | None = None
    role: str = ""

    @property
    def text(self) -> str:
        """The characters that the glyphs stand for."""
        return "".join([glyph.text for glyph in self.glyphs])

    @property
    def width_mm(self) -> float:
        """Sum of the advances."""
        return sum([glyph.advance_mm for glyph in self.glyphs])


class PathMark(Struct, frozen=True):
    """A path, filled, stroked or both. `dash_mm`: lengths of dash and gap in turn."""

    path: Path
    fill: Ink | None = None
    stroke: Ink | None = None
    width_pt: float = 0.0
    dash_mm: tuple[float, ...] = ()
    round_ends: bool = False
    even_odd: bool = False

    def __reduce__(self) -> tuple[object, ...]:
        # Sent point by point to another process, a map takes longer than it took to read.
        drawn = (self.fill, self.stroke, self.width_pt, self.dash_mm, self.round_ends)
        return _path_mark, (letters_of(self.path), numbers_of(self.path), *drawn, self.even_odd)


def _path_mark(letters: str, numbers: array[float], *drawn: Any) -> PathMark:
    return PathMark(TracedPath(letters, numbers), *drawn)


class PictureMark(Struct, frozen=True):
    """A picture file cropped to fill `frame`.

    `crop` holds left, top, right, bottom as fractions of the picture as it is looked at (after
    EXIF rotation). With `ink`, a gray picture is printed in that ink on `paper`.
    """

    frame: Rect
    file: FilePath
    crop: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    ink: Ink | None = None
    paper: Ink | None = None
    alt: str = ""
    index: int = 0


class Link(Struct, frozen=True):
    """A place that leads to `url`, for painters whose medium has links."""

    area: Rect
    url: str


class Group(Struct, frozen=True):
    """Marks that belong together: a slot, a figure. `clip` bounds them; the texts describe it."""

    name: str
    marks: tuple[Mark, ...]
    clip: Path | None = None
    title: str = ""
    description: str = ""


Mark = GlyphRun | PathMark | PictureMark | Link | Group


class Page(Struct, frozen=True):
    """One panel, laid out: trim size, bleed, safe area, and what is painted, in order."""

    width_mm: float
    height_mm: float
    bleed_mm: float
    marks: tuple[Mark, ...]
    title: str = ""
    language: str = "fr"
    safe: Rect | None = None

    @property
    def trim(self) -> Rect:
        """The trimmed sheet."""
        return Rect(0, 0, self.width_mm, self.height_mm)

    def group(self, name: str) -> Group | None:
        """The first group of that name, wherever it stands."""
        return next((g for g in walk(self.marks) if isinstance(g, Group) and g.name == name), None)

    def dump(self) -> str:
        """The page as text, a mark a line, for snapshots: lengths rounded to 0.01 mm."""
        head = f"page {self.width_mm:g}×{self.height_mm:g} mm, bleed {self.bleed_mm:g}"
        return "\n".join([head, *_dump(self.marks, 1)]) + "\n"


def walk(marks: tuple[Mark, ...]) -> Iterator[Mark]:
    """Every mark in painting order, groups before their content."""
    for mark in marks:
        yield mark
        if isinstance(mark, Group):
            yield from walk(mark.marks)


def _dump(marks: tuple[Mark, ...], depth: int) -> Iterator[str]:
    indent = "  " * depth
    for mark in marks:
        match mark:
            case GlyphRun():
                turn = f" turned {mark.angle_deg:.1f}°" if mark.angle_deg else ""
                yield (
                    f"{indent}text {_n(mark.origin.x)},{_n(mark.origin.y)} "
                    f"{mark.face.postscript_name} {mark.size_pt:.1f} pt {mark.ink}{turn} "
                    f"w{_n(mark.width_mm)} {mark.text!r}"
                )
            case PathMark():
                parts = [f"fill {mark.fill}"] if mark.fill else []
                if mark.stroke:
                    parts.append(f"stroke {mark.stroke} {mark.width_pt:.2f} pt")
                steps = " ".join(_step(step.op, step.points) for step in mark.path)
                yield f"{indent}path {', '.join(parts)}: {steps}"
            case PictureMark():
                ink = f" in {mark.ink}" if mark.ink else ""
                crop = ",".join(f"{part:.4f}" for part in mark.crop)
                yield f"{indent}picture {_r(mark.frame)} {mark.file.name} crop {crop}{ink}"
            case Link():
                yield f"{indent}link {_r(mark.area)} {mark.url}"
            case Group():
                yield f"{indent}group {mark.name}" + (" clipped" if mark.clip else "")
                yield from _dump(mark.marks, depth + 1)


def _n(length: float) -> str:
    return f"{length:.2f}"


def _r(rect: Rect) -> str:
    return f"{_n(rect.x)},{_n(rect.y)} {_n(rect.width)}×{_n(rect.height)}"


def _step(op: str, points: tuple[Point, ...]) -> str:
    return op + " ".join(f"{_n(p.x)},{_n(p.y)}" for p in points)
