"""Pictures as rules see them: on the page with their pixels per inch, in the panel with facts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from cimaise.checks.limits import value
from cimaise.checks.subject import PageSubject
from cimaise.diagnostics import InputError
from cimaise.layout.marks import PictureMark
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.model.paths import picture_file
from cimaise.resources.cache import cache_for
from cimaise.resources.known_pictures import facts
from cimaise.resources.picture_facts import PictureFacts
from cimaise.units import MM_PER_INCH, ppi


class Placed(Struct, frozen=True):
    """A picture on the page: its key in the panel's file, its pixels after the crop, its ppi."""

    slot: str
    field: str
    index: int
    mark: PictureMark
    facts: PictureFacts

    @property
    def pixels(self) -> tuple[float, float]:
        """Across and down, after the crop."""
        return shown_pixels(self.mark, self.facts)

    @property
    def ppi(self) -> float:
        """Pixels per printed inch on the worse axis."""
        return ppi_of(self.mark, self.facts)

    def largest_mm(self, at_ppi: float) -> list[float]:
        """Width and height at which it still has as many pixels per inch."""
        return [round(side * MM_PER_INCH / at_ppi, 1) for side in self.pixels]


def placed_pictures(page: PageSubject) -> Iterator[Placed]:
    """Every picture of the page that has a size; drawings made of marks have no pixels."""
    for slot, mark in page.painted:
        if not isinstance(mark, PictureMark) or min(mark.frame.width, mark.frame.height) <= 0:
            continue
        try:
            known = facts(mark.file, cache=cache_for(page.edition.exhibition.folder))
        except InputError:
            continue  # laying it out reports it
        field = "logos" if page.block(slot) == "logos" else "images"
        yield Placed(slot, field, mark.index, mark, known)


def shown_pixels(mark: PictureMark, known: PictureFacts) -> tuple[float, float]:
    """How many pixels across and down are left after the crop."""
    left, top, right, bottom = mark.crop
    return (right - left) * known.pixels[0], (bottom - top) * known.pixels[1]


def ppi_of(mark: PictureMark, known: PictureFacts) -> float:
    """Pixels per printed inch on the worse axis."""
    across, down = shown_pixels(mark, known)
    return min(ppi(across, mark.frame.width), ppi(down, mark.frame.height))


def limits_ppi(page: PageSubject, known: PictureFacts) -> tuple[float, float]:
    """Below the first it is an error, below the second a warning."""
    judged = page.edition.format.judged_as
    kind = {"large-format": "large", "sheetfed": "sheetfed", "digital": "digital"}[judged]
    if known.bits == 1:
        name = "line-art-digital" if judged == "digital" else "line-art"
    else:
        name = f"ppi-{kind}"
    nearer = page.distance_m if judged == "large-format" else 1.0
    return value(f"{name}-error") / nearer, value(f"{name}-warning") / nearer


class File(Struct, frozen=True):
    """A picture's file where a panel names it."""

    field: str
    index: int
    path: Path
    facts: PictureFacts


def files_of(exhibition: Exhibition, panel: Panel) -> Iterator[File]:
    """The panel's pictures and logos that can be read."""
    named = [("images", at, picture.file) for at, picture in enumerate(panel.images)]
    named += [("logos", at, logo.file) for at, logo in enumerate(panel.logos)]
    for field, at, name in named:
        file = picture_file(exhibition.folder, name)
        # A logo's PDF is drawn at any size; what its pixels tell would be about our drawing of it.
        if not isinstance(file, Path) or file.suffix.lower() == ".pdf":
            continue
        try:
            yield File(field, at, file, facts(file, cache=cache_for(exhibition.folder)))
        except InputError:
            continue  # laying it out reports it
