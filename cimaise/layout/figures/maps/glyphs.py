"""Characters that a map's faces cannot show, each told at the text that holds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from cimaise.layout.figures.maps.kinds import role_of
from cimaise.layout.figures.maps.reporter import Reporter
from cimaise.layout.marks import GlyphRun, Mark, walk
from cimaise.layout.setting import Setting
from cimaise.model.map import GeoLayer, MapBlock
from cimaise.model.problems import Problem
from cimaise.model.texts import LocalText
from cimaise.source import Keys
from cimaise.typography.markdown import parse
from cimaise.typography.shaping import missing, named


class Lettered(Struct, frozen=True):
    """A text of the block, the keys that lead to it, and the role that sets it."""

    text: LocalText
    path: Keys
    role: str
    is_markdown: bool = False


def report_missing(
    block: MapBlock, marks: tuple[Mark, ...], setting: Setting, reporter: Reporter
) -> None:
    """An error for each text with such characters; one for those that no text of the block has."""
    told: set[str] = set()
    for own in _texts(block):
        lacking = _lacking(own, setting)
        told |= lacking.keys()
        path = (*own.path, *own.text.path(setting.language))
        role = role_of(setting, own.role).name
        _report(lacking, path, f"role `{role}`", reporter)
    # Dates, rivers and whose base map it is are lettered too.
    rest = {
        glyph.text: mark.face.postscript_name
        for mark in walk(marks)
        if isinstance(mark, GlyphRun)
        for glyph in mark.glyphs
        if glyph.gid == 0 and glyph.text and not told.intersection(glyph.text)
    }
    _report(rest, (), "map roles", reporter)


def _texts(block: MapBlock) -> Iterator[Lettered]:
    """Every text of the block that is set."""
    for index, place in enumerate(block.places):
        yield Lettered(place.name, ("places", index, "name"), "map-town")
        if place.note:
            yield Lettered(place.note, ("places", index, "note"), "map-note")
    for index, route in enumerate(block.routes):
        if route.name:
            yield Lettered(route.name, ("routes", index, "name"), "map-route")
    for index, zone in enumerate(block.zones):
        if zone.name:
            yield Lettered(zone.name, ("zones", index, "name"), "map-zone")
    for index, layer in enumerate(block.layers):
        if isinstance(layer, GeoLayer) and layer.label:
            yield Lettered(layer.label, ("layers", index, "label"), "map-legend")
    for kind, words in block.legend_words.items():
        yield Lettered(words, ("legend", kind), "map-legend")
    if block.caption:
        yield Lettered(block.caption, ("caption",), "caption", is_markdown=True)


def _lacking(own: Lettered, setting: Setting) -> dict[str, str]:
    """The characters that the role's faces cannot show, each with the face that lacks it."""
    text, style = own.text.get(setting.language), role_of(setting, own.role).style
    set_in = [(text, style.base_face)]
    if own.is_markdown:
        spans = [span for block in parse(text) for span in block.spans]
        set_in = [(s.text, style.face(bold=s.bold, italic=s.italic)) for s in spans]
    found: dict[str, str] = {}
    for part, face in set_in:
        for char in missing(part, face):
            found.setdefault(char, face.postscript_name)
    return found


def _report(lacking: Mapping[str, str], path: Keys, where: str, reporter: Reporter) -> None:
    if not lacking:
        return
    fonts = ", ".join(dict.fromkeys(lacking.values()))
    hint = f"use other characters, or a font that has these in the theme's {where}"
    reporter.add(
        Problem("missing-glyph", f"{fonts} cannot show {named(lacking)}", path, hint),
        characters="".join(lacking),
        font=fonts,
    )
