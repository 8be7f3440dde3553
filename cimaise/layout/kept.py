"""Figures drawn before: they take longer than all the rest of a panel, and change less.

What is kept is plain JSON and, after it, the coordinates of all paths as numbers of eight bytes:
nothing that can do harm whoever wrote it. What cannot be read is drawn.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable
from functools import partial
from pathlib import Path as FilePath
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import astuple, replace

from cimaise.geometry import Path, Point, TracedPath, letters_of, numbers_in, numbers_of
from cimaise.inks import Ink
from cimaise.layout.context import Context
from cimaise.layout.marks import GlyphRun, Group, Mark, PathMark
from cimaise.layout.setting import Laid, Setting, SlotFit
from cimaise.model.map import MapBlock
from cimaise.model.paths import map_file
from cimaise.resources.cache import Cache, content_digest, key_of
from cimaise.typography.faces import Face
from cimaise.typography.lines import Glyph


class Keeping(Struct, frozen=True):
    """Where figures are kept, and the state of the code that draws them."""

    cache: Cache
    code: str
    dates: bool = True
    """Whether chronologies are kept too, and not maps alone: those of one panel are read sooner
    than drawn, those of all panels drawn sooner than written."""

    def figure(
        self, context: Context, draw: Callable[[Context], Laid], parts: tuple[object, ...]
    ) -> Laid:
        """The slot's figure, as it was drawn for the same input, or drawn now.

        `parts` tell all that decides it besides the slot, its cell and the setting. A figure with
        findings is drawn each time: they name lines of a file that moves under them.
        """
        key = key_of(
            "figure",
            self.code,
            context.name,
            context.slot.model_dump_json(),
            parts,
            context.cell.inner,
            context.cell.outer,
            context.setting.look,
        )
        return self.laid(key, context.setting, partial(draw, context))

    def laid(self, key: str, setting: Setting, draw: Callable[[], Laid]) -> Laid:
        """What is kept under `key`, or drawn now, and then kept if it has no findings."""
        stored = self.cache.get(key)
        laid = decoded(stored, setting) if stored is not None else None
        if laid is None:
            laid = draw()
            written = encoded(laid)
            if written is not None:
                self.cache.put(key, written)
        return laid

    def layers(self, folder: FilePath, block: MapBlock | None) -> list[str]:
        """The contents of a map's own layers, as digests."""
        files = [
            map_file(folder, layer.file)
            for layer in (block.layers if block else ())
            if not isinstance(layer, str)
        ]
        return [content_digest(file, self.cache) for file in files if isinstance(file, FilePath)]


def encoded(laid: Laid) -> bytes | None:
    """The figure as bytes; None where it has findings, or marks that no figure has."""
    if laid.diagnostics or laid.is_overset:
        return None
    tables = _Tables([], [], array("d"))
    try:
        marks = [tables.mark(mark) for mark in laid.marks]
    except TypeError:
        return None
    told = {
        "height": laid.height_mm,
        "inks": [[i.name, i.cmyk, i.srgb, i.spot, i.tint] for i in tables.inks],
        "faces": [face.version for face in tables.faces],
        "marks": marks,
        "fits": [astuple(fit) for fit in laid.fits],
        "roles": None if laid.roles is None else sorted(laid.roles),
    }
    if sys.byteorder == "big":
        tables.numbers.byteswap()
    # JSON holds no line break of its own.
    return msgspec.json.encode(told) + b"\n" + tables.numbers.tobytes()


def decoded(stored: bytes, setting: Setting) -> Laid | None:
    """The figure in bytes; None where it is none, or needs a face that the setting has not."""
    known: dict[str, Face] = {}
    for role in setting.roles.values():
        faces = role.style.faces
        for face in (faces.regular, faces.italic, faces.bold, faces.bold_italic):
            known[face.version] = face
    head, _, body = stored.partition(b"\n")
    numbers = array("d")
    try:
        numbers.frombytes(body)
        if sys.byteorder == "big":
            numbers.byteswap()
        told = msgspec.json.decode(head)
        inks = [
            Ink(name, tuple(cmyk), tuple(srgb), spot, tint)
            for name, cmyk, srgb, spot, tint in told["inks"]
        ]
        faces_used = [known[version] for version in told["faces"]]
        reader = _Reader(inks, faces_used, numbers)
        marks = tuple([reader.mark(mark) for mark in told["marks"]])
        read = [SlotFit(*fit) for fit in told["fits"]]
        fits = tuple([replace(fit, path=tuple(fit.path)) for fit in read])
        # A figure cut short, or one that says less than it holds, is none.
        whole = reader.read == len(numbers)
        roles = None if told["roles"] is None else frozenset(told["roles"])
        return Laid(marks, told["height"], fits=fits, roles=roles) if whole else None
    except (
        msgspec.DecodeError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        RecursionError,
    ):
        return None


class _Tables(Struct):
    """Inks and faces by their place, as they are met; the coordinates of all paths in order."""

    inks: list[Ink]
    faces: list[Face]
    numbers: array[float]

    def mark(self, mark: Mark) -> list[Any]:
        """A mark as a list, its kind first. Raises TypeError for one that no figure has."""
        if isinstance(mark, PathMark):
            inks = (self._ink(mark.fill), self._ink(mark.stroke))
            drawn = (mark.width_pt, mark.dash_mm, mark.round_ends, mark.even_odd)
            return ["p", self._letters(mark.path), *inks, *drawn]
        if isinstance(mark, GlyphRun):
            if mark.face not in self.faces:
                self.faces.append(mark.face)
            inks = (self._ink(mark.ink), self._ink(mark.halo))
            set_ = (mark.size_pt, mark.glyphs, mark.angle_deg, mark.halo_mm, mark.link, mark.role)
            return ["t", mark.origin, self.faces.index(mark.face), *inks, *set_]
        if isinstance(mark, Group):
            clip = self._letters(mark.clip) if mark.clip is not None else None
            inner = [self.mark(each) for each in mark.marks]
            return ["g", mark.name, clip, inner, mark.title, mark.description]
        raise TypeError(f"a {type(mark).__name__} is not kept")

    def _letters(self, path: Path) -> str:
        """The path's letters; its points go among the numbers."""
        self.numbers.extend(numbers_of(path))
        return letters_of(path)

    def _ink(self, ink: Ink | None) -> int | None:
        if ink is None:
            return None
        if ink not in self.inks:
            self.inks.append(ink)
        return self.inks.index(ink)


class _Reader(Struct):
    """Marks out of lists."""

    inks: list[Ink]
    faces: list[Face]
    numbers: array[float]
    read: int = 0
    """How many of the numbers."""

    def mark(self, told: list[Any]) -> Mark:
        """The mark of a list. Raises what comes of a list that is none."""
        kind, *rest = told
        if kind == "p":
            path, fill, stroke, width, dash, round_ends, even_odd = rest
            inks = (self._ink(fill), self._ink(stroke))
            return PathMark(self._path(path), *inks, width, tuple(dash), round_ends, even_odd)
        if kind == "t":
            origin, face, ink, halo, size, glyphs, angle, halo_mm, link, role = rest
            shaped = tuple(Glyph(*glyph) for glyph in glyphs)
            run_ink = self.inks[ink]
            at, own = Point(*origin), self._ink(halo)
            set_ = (run_ink, angle, own, halo_mm, link, role)
            return GlyphRun(at, self.faces[face], size, shaped, *set_)
        if kind != "g":
            raise ValueError(kind)
        name, clip, inner, title, description = rest
        bounds = self._path(clip) if clip is not None else None
        return Group(name, tuple([self.mark(each) for each in inner]), bounds, title, description)

    def _ink(self, place: int | None) -> Ink | None:
        return None if place is None else self.inks[place]

    def _path(self, letters: str) -> Path:
        start, self.read = self.read, self.read + numbers_in(letters)
        return TracedPath(letters, self.numbers[start : self.read])
