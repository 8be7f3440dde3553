"""The named resources of one content stream, each looked up once."""

from __future__ import annotations

from typing import Any

import pikepdf

from cimaise.preflight.colour import ColourSpace
from cimaise.preflight.fonts import FontProgram
from cimaise.preflight.images import Image, read_image
from cimaise.preflight.objects import entry
from cimaise.preflight.reading import Reading

_MISSING = object()


class Scope:
    """The resources of a page, form, pattern or glyph."""

    def __init__(self, resources: Any, reading: Reading) -> None:
        self.resources = resources
        self._reading = reading
        self._objects: dict[tuple[str, str], Any] = {}
        self._spaces: dict[str, ColourSpace] = {}
        self._fonts: dict[str, FontProgram] = {}
        self._images: dict[str, Image] = {}

    def named(self, kind: str, key: str) -> Any:
        """The resource `key` of a category such as `/XObject`; None where there is none."""
        found = self._objects.get((kind, key), _MISSING)
        if found is _MISSING:
            found = entry(entry(self.resources, kind), f"/{key}")
            self._objects[kind, key] = found
        return found

    def space(self, key: str) -> ColourSpace:
        """The colour space that a name means here."""
        if key not in self._spaces:
            self._spaces[key] = self._reading.spaces.resolve(
                pikepdf.Name(f"/{key}"), self.resources
            )
        return self._spaces[key]

    def font(self, key: str) -> FontProgram:
        """The font of a name."""
        if key not in self._fonts:
            self._fonts[key] = self._reading.program(self.named("/Font", key))
        return self._fonts[key]

    def image(self, key: str, stream: Any) -> Image:
        """The image XObject of a name."""
        if key not in self._images:
            reading = self._reading
            self._images[key] = read_image(stream, reading.spaces, self.resources, reading.budget)
        return self._images[key]
