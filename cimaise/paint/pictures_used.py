"""The pictures of one PDF: each prepared once, however often it stands on the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, field

from cimaise.geometry import Rect
from cimaise.layout.marks import PictureMark
from cimaise.resources.cache import Cache
from cimaise.resources.picture_streams import PreparedPicture
from cimaise.resources.prepared import Output, prepare
from cimaise.units import ppi


class PlacedPicture(Struct, frozen=True):
    """One picture as printed: its sharpness counts at final size, whatever the file's scale."""

    file: Path
    frame: Rect
    ppi: float
    bits: int
    pixels: tuple[int, int]


class PictureBook(Struct):
    """Prepares pictures as they are used, and names them."""

    output: Output
    cache: Cache
    placed: list[PlacedPicture] = field(default_factory=list)
    _names: dict[str, tuple[str, PreparedPicture]] = field(default_factory=dict)

    def use(self, mark: PictureMark) -> str:
        """The resource name of a picture. Raises InputError where its file cannot be used."""
        frame = mark.frame
        prepared = prepare(
            mark.file,
            (frame.width, frame.height),
            self.output,
            crop=mark.crop,
            ink=mark.ink,
            paper=mark.paper,
            cache=self.cache,
        )
        sharpness = min(ppi(prepared.width_px, frame.width), ppi(prepared.height_px, frame.height))
        size = (prepared.width_px, prepared.height_px)
        self.placed.append(PlacedPicture(mark.file, frame, sharpness, prepared.bits, size))
        name, _ = self._names.setdefault(prepared.digest, (f"Im{len(self._names) + 1}", prepared))
        return name

    def named(self) -> Iterator[tuple[str, PreparedPicture]]:
        """Every picture with its resource name, in order of first use."""
        yield from self._names.values()
