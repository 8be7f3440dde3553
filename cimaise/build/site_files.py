"""What the site for schools shows and offers of a build's files: panels to look at, downloads."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from PIL import Image

from cimaise.booklet.handout import HandoutPage, fits_an_office_printer, handout
from cimaise.build.keys import panel_keys
from cimaise.build.kit import LENDER_SHEET
from cimaise.build.memory import Memory, still_there
from cimaise.build.pipeline import entry_name
from cimaise.build.workers import shared
from cimaise.layout.editions import Edition
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.model.texts import LocalText
from cimaise.paint.previews import render_trim
from cimaise.paint.soft_proof import screen_copy
from cimaise.resources.cache import Cache, content_digest, key_of
from cimaise.typography.micro import one_line

READ, CARRY, FOLD = "booklet-screen.pdf", "booklet.epub", "booklet-home.pdf"
# Body text of 38 pt on a panel 80 cm wide is then 27 pixels high, a caption 19.
LARGE_PX = 1600
# On a wall of small pictures, twice the width that they are shown at.
SMALL_PX = 420
# The quick way to pack costs a tenth in size and saves two thirds of the time.
WEBP = {"quality": 75, "method": 1}
RECIPE = 1


class SiteSources(Struct, frozen=True):
    """One language's files of the build, as far as they are there and right."""

    language: str
    panels: tuple[tuple[Panel, Path], ...]
    """Panels in the exhibition's own format: PDFs, or previews where there is none."""
    prints: tuple[Path, ...]
    """All panels in a format for office printers, in order; empty where one lacks."""
    print_format: str
    booklets: tuple[Path, ...]

    @property
    def all(self) -> tuple[Path, ...]:
        """Every file that the site is made from."""
        return (*(file for _, file in self.panels), *self.prints, *self.booklets)


class Look(Struct, frozen=True):
    """A panel's two pictures, encoded, and the small one's height in pixels."""

    large: bytes
    small: bytes
    small_height: int


def site_sources(exhibition: Exhibition, language: str, out: Path, memory: Memory) -> SiteSources:
    """What there is in `out` for one language."""
    shown = _painted(exhibition, language, exhibition.shown_format, memory, out)
    panels: list[tuple[Panel, Path]] = []
    for panel in exhibition.panels:
        preview = out / "previews" / language / f"{panel.label}.png"
        if panel.number in shown:
            panels.append((panel, shown[panel.number]))
        elif preview.is_file():
            panels.append((panel, preview))
    prints: tuple[Path, ...] = ()
    name = next(
        (n for n in exhibition.formats if fits_an_office_printer(exhibition.formats_table[n].trim)),
        "",
    )
    if name:
        found = _painted(exhibition, language, name, memory, out)
        if len(found) == len(exhibition.panels):
            prints = tuple(found[panel.number] for panel in exhibition.panels)
    folder = out / "booklet" / language
    booklets = tuple(folder / file for file in (READ, CARRY, FOLD) if (folder / file).is_file())
    return SiteSources(language, tuple(panels), prints, name, booklets)


def lender_sheet(out: Path) -> Path | None:
    """The sheet for borrowers, where the kit was made."""
    file = out / "kit" / LENDER_SHEET
    return file if file.is_file() else None


def print_file(exhibition: Exhibition, sources: SiteSources) -> bytes:
    """All panels in one file for an office printer."""
    language = sources.language
    pages = [
        HandoutPage(file, f"{panel.number}. {_named(panel.title, language)}")
        for panel, file in zip(exhibition.panels, sources.prints, strict=True)
    ]
    return handout(pages, _named(exhibition.title, language), language)


def _named(title: LocalText, language: str) -> str:
    return one_line(title.get(language), title.language(language))


def looks(files: Sequence[Path], cache: Cache, processes: int) -> list[Look]:
    """The pictures of panels; those of files that were seen before come from `cache`."""
    return shared(_look, [(file, cache) for file in files], processes)


def _look(job: tuple[Path, Cache]) -> Look:
    file, cache = job
    key = key_of("site", RECIPE, LARGE_PX, SMALL_PX, WEBP, content_digest(file, cache))
    large, small = cache.get(key_of(key, "large")), cache.get(key_of(key, "small"))
    if large is None or small is None:
        picture = _picture(file)
        height = round(picture.height * SMALL_PX / picture.width)
        large = _webp(picture)
        small = _webp(picture.resize((SMALL_PX, height), Image.Resampling.LANCZOS))
        cache.put(key_of(key, "large"), large)
        cache.put(key_of(key, "small"), small)
    with Image.open(io.BytesIO(small), formats=("WEBP",)) as encoded:
        return Look(large, small, encoded.height)


def _picture(file: Path) -> Image.Image:
    if file.suffix == ".pdf":
        return render_trim(screen_copy(file, LARGE_PX), LARGE_PX)
    with Image.open(file, formats=("PNG",)) as preview:
        return preview.convert("RGB")


def _webp(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", **WEBP)
    return buffer.getvalue()


def _painted(
    exhibition: Exhibition, language: str, format_name: str, memory: Memory, out: Path
) -> dict[int, Path]:
    """The PDFs by panel that were painted from what the exhibition says now."""
    editions = [Edition(exhibition, language, format_name)]
    found: dict[int, Path] = {}
    for edition, panel, key in panel_keys(editions, exhibition.panels):
        known = memory.panels.get(entry_name(edition, panel))
        if known is None or known.key != key or not still_there(known.outputs):
            continue
        for path in map(Path, known.outputs):
            if path.suffix == ".pdf" and path.is_relative_to(out):
                found[panel.number] = path
    return found
