"""Figures drawn before: a map takes longer than all the rest of a panel, and changes less.

What is kept is plain JSON, which can do no harm whoever wrote it; what cannot be read is drawn.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path as FilePath
from typing import Any

from cimaise.geometry import Path, Point, Segment
from cimaise.inks import Ink
from cimaise.layout.context import Context
from cimaise.layout.marks import GlyphRun, Group, Mark, PathMark
from cimaise.layout.setting import Laid, Setting
from cimaise.model.paths import map_file
from cimaise.resources.cache import Cache, content_digest, key_of
from cimaise.typography.faces import Face
from cimaise.typography.lines import Glyph


@dataclass(frozen=True)
class Keeping:
    """Where figures are kept, and the state of the code that draws them."""

    cache: Cache
    code: str

    def figure(self, context: Context, draw: Callable[[Context], Laid]) -> Laid:
        """The slot's figure, as it was drawn for the same input, or drawn now.

        A figure with findings is drawn each time: they name lines of a file that moves under them.
        """
        key = self._key(context)
        stored = self.cache.get(key)
        laid = decoded(stored, context.setting) if stored is not None else None
        if laid is None:
            laid = draw(context)
            written = encoded(laid)
            if written is not None:
                self.cache.put(key, written)
        return laid

    def _key(self, context: Context) -> str:
        panel, setting = context.panel, context.setting
        files = [
            map_file(context.exhibition.folder, layer.file)
            for layer in (panel.map.layers if panel.map else ())
            if not isinstance(layer, str)
        ]
        return key_of(
            "figure",
            self.code,
            context.slot.model_dump_json(),
            panel.map.model_dump_json() if panel.map else "",
            [event.model_dump_json() for event in panel.chronology],
            context.cell.inner,
            context.cell.outer,
            (setting.language, setting.scale, sorted(setting.roles.items())),
            (sorted(setting.inks.items()), setting.paper),
            [content_digest(file, self.cache) for file in files if isinstance(file, FilePath)],
        )


def encoded(laid: Laid) -> bytes | None:
    """The figure as JSON; None where it has findings or fits, or marks that are not of a figure."""
    if laid.diagnostics or laid.fits:
        return None
    tables = _Tables([], [])
    try:
        marks = [tables.mark(mark) for mark in laid.marks]
    except TypeError:
        return None
    told = {
        "height": laid.height_mm,
        "inks": [[i.name, i.cmyk, i.srgb, i.spot, i.tint] for i in tables.inks],
        "faces": [face.version for face in tables.faces],
        "marks": marks,
    }
    return json.dumps(told, separators=(",", ":")).encode()


def decoded(stored: bytes, setting: Setting) -> Laid | None:
    """The figure in JSON; None where it is none, or needs a face that the setting has not."""
    known: dict[str, Face] = {}
    for role in setting.roles.values():
        faces = role.style.faces
        for face in (faces.regular, faces.italic, faces.bold, faces.bold_italic):
            known[face.version] = face
    try:
        told = json.loads(stored)
        inks = [
            Ink(name, tuple(cmyk), tuple(srgb), spot, tint)
            for name, cmyk, srgb, spot, tint in told["inks"]
        ]
        reader = _Reader(inks, [known[version] for version in told["faces"]])
        return Laid(tuple(reader.mark(mark) for mark in told["marks"]), told["height"])
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        return None


@dataclass
class _Tables:
    """Inks and faces by their place, as they are met."""

    inks: list[Ink]
    faces: list[Face]

    def mark(self, mark: Mark) -> list[Any]:
        """A mark as a list, its kind first. Raises TypeError for one that no figure has."""
        if isinstance(mark, PathMark):
            inks = (self._ink(mark.fill), self._ink(mark.stroke))
            drawn = (mark.width_pt, mark.dash_mm, mark.round_ends, mark.even_odd)
            return ["p", _plain(mark.path), *inks, *drawn]
        if isinstance(mark, GlyphRun):
            if mark.face not in self.faces:
                self.faces.append(mark.face)
            inks = (self._ink(mark.ink), self._ink(mark.halo))
            set_ = (mark.size_pt, mark.glyphs, mark.angle_deg, mark.halo_mm, mark.link)
            return ["t", mark.origin, self.faces.index(mark.face), *inks, *set_]
        if isinstance(mark, Group):
            inner = [self.mark(each) for each in mark.marks]
            clip = _plain(mark.clip) if mark.clip is not None else None
            return ["g", mark.name, inner, clip, mark.title, mark.description]
        raise TypeError(f"a {type(mark).__name__} is not kept")

    def _ink(self, ink: Ink | None) -> int | None:
        if ink is None:
            return None
        if ink not in self.inks:
            self.inks.append(ink)
        return self.inks.index(ink)


@dataclass(frozen=True)
class _Reader:
    """Marks out of lists."""

    inks: list[Ink]
    faces: list[Face]

    def mark(self, told: list[Any]) -> Mark:
        """The mark of a list. Raises what comes of a list that is none."""
        kind, *rest = told
        if kind == "p":
            path, fill, stroke, width, dash, round_ends, even_odd = rest
            inks = (self._ink(fill), self._ink(stroke))
            return PathMark(_path(path), *inks, width, tuple(dash), round_ends, even_odd)
        if kind == "t":
            origin, face, ink, halo, size, glyphs, angle, halo_mm, link = rest
            shaped = tuple(Glyph(*glyph) for glyph in glyphs)
            run_ink = self.inks[ink]
            at, own = Point(*origin), self._ink(halo)
            return GlyphRun(at, self.faces[face], size, shaped, run_ink, angle, own, halo_mm, link)
        if kind != "g":
            raise ValueError(kind)
        name, inner, clip, title, description = rest
        bounds = _path(clip) if clip is not None else None
        return Group(name, tuple(self.mark(each) for each in inner), bounds, title, description)

    def _ink(self, place: int | None) -> Ink | None:
        return None if place is None else self.inks[place]


def _plain(path: Path) -> list[Any]:
    """A path as its letters and its row of coordinates."""
    points = chain.from_iterable(step.points for step in path)
    return ["".join(step.op for step in path), list(chain.from_iterable(points))]


def _path(told: list[Any]) -> Path:
    letters, row = told
    points = list(map(Point, row[::2], row[1::2]))
    steps: list[Segment] = []
    place = 0
    # Maps have tens of thousands of steps: nothing here but what must be.
    for letter in letters:
        if letter == "C":
            steps.append(Segment(letter, (points[place], points[place + 1], points[place + 2])))
            place += 3
        elif letter == "Z":
            steps.append(Segment(letter))
        else:
            steps.append(Segment(letter, (points[place],)))
            place += 1
    return tuple(steps)
