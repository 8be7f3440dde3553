"""The partners' logos, of the exhibition and of its panels, each once → figures for the imprint."""

from __future__ import annotations

from pathlib import Path

from cimaise.booklet.figures import Drawn, Figure
from cimaise.geometry import Rect
from cimaise.layout.blocks.logos import logo_drawing
from cimaise.model.alt_text import logo_without_alt, logos_of
from cimaise.model.exhibition import Exhibition
from cimaise.model.paths import picture_file
from cimaise.typography.micro import typeset

HEIGHT_MM = 12.0
WIDEST_MM = 54.0


def draw_logos(exhibition: Exhibition, language: str) -> tuple[Drawn, ...]:
    """Logos of one height, less where one would be too wide; SVG stays vectors.

    Raises InputError for a file that cannot be drawn.
    """
    drawn: dict[Path, Drawn] = {}
    for logo, span, label in logos_of(exhibition):
        file = picture_file(exhibition.folder, logo.file)
        if not isinstance(file, Path):
            continue  # loading has reported what is missing
        untold = logo_without_alt(logo, span, label)
        told = (untold,) if untold else ()
        if file in drawn:
            drawn[file] = Drawn(drawn[file].figure, (*drawn[file].diagnostics, *told))
            continue
        alt = ""
        if logo.alt:
            alt = typeset(logo.alt.get(language).strip(), logo.alt.language(language)).text
        number = len(drawn) + 1
        aspect, draw = logo_drawing(exhibition, file, span, alt, number - 1)
        height = min(HEIGHT_MM, WIDEST_MM / aspect)
        width = height * aspect
        figure = Figure(f"logo-{number}", width, height, (draw(Rect(0, 0, width, height)),), alt)
        drawn[file] = Drawn(figure, told)
    return tuple(drawn.values())
