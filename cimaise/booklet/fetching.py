"""What WeasyPrint may read: the theme's fonts and our stand-ins for figures. Nothing else, ever.

Figures are painted by our own painters and put in place afterwards, so a page needs no more of
them than a pixel of the right name.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from hashlib import md5
from pathlib import Path
from typing import Any

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from cimaise.booklet.style import FONT_SCHEME
from cimaise.model.paths import font_file

FIGURE_SCHEME = "cimaise:figure/"
MARKER_SCHEME = "cimaise:marker/"


def _pixel() -> bytes:
    """A PNG of one gray pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00\x80"))
        + chunk(b"IEND", b"")
    )


PIXEL = _pixel()


class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Serves `cimaise:` addresses; any other address ends the rendering."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols=("cimaise",))
        self._folder = folder

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
        """The bytes of a font or stand-in. Raises FatalURLFetchingError for anything else."""
        if url.startswith((FIGURE_SCHEME, MARKER_SCHEME)):
            return URLFetcherResponse(url, PIXEL, {"Content-Type": "image/png"})
        if url.startswith(FONT_SCHEME):
            file = font_file(self._folder, url.removeprefix(FONT_SCHEME))
            if isinstance(file, Path):
                return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": "font/ttf"})
        raise FatalURLFetchingError(f"the booklet asked for {url[:80]}")


def resource_name(url: str) -> str:
    """The name under which WeasyPrint lists the image of an address among a page's resources."""
    return f"/i{md5(url.encode(), usedforsecurity=False).hexdigest()}1"
