"""The partners' logos, of the exhibition and of its panels, each once → figures for the imprint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cimaise.booklet.figures import Drawn, Figure
from cimaise.diagnostics import Diagnostic, Span, error
from cimaise.geometry import Rect
from cimaise.layout.blocks.logos import logo_drawing
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Logo
from cimaise.model.paths import picture_file
from cimaise.typography.micro import typeset

HEIGHT_MM = 12.0
WIDEST_MM = 54.0


def draw_logos(exhibition: Exhibition, language: str) -> tuple[Drawn, ...]:
    """Logos of one height, less where one would be too wide; SVG stays vectors.

    Raises InputError for a file that cannot be drawn.
    """
    drawn: dict[Path, Drawn] = {}
    for logo, span, label in _logos(exhibition):
        file = picture_file(exhibition.folder, logo.file)
        if not isinstance(file, Path) or file in drawn:
            continue  # loading has reported what is missing
        alt = ""
        if logo.alt:
            alt = typeset(logo.alt.get(language).strip(), logo.alt.language(language)).text
        number = len(drawn) + 1
        aspect, draw = logo_drawing(exhibition, file, span, alt, number - 1)
        height = min(HEIGHT_MM, WIDEST_MM / aspect)
        width = height * aspect
        figure = Figure(f"logo-{number}", width, height, (draw(Rect(0, 0, width, height)),), alt)
        drawn[file] = Drawn(figure, () if alt else (_no_alt(logo, span, label),))
    return tuple(drawn.values())


def _logos(exhibition: Exhibition) -> Iterator[tuple[Logo, Span | None, str | None]]:
    for at, logo in enumerate(exhibition.logos):
        yield logo, exhibition.span("logos", at, "file"), None
    for panel in exhibition.panels:
        for at, logo in enumerate(panel.logos):
            yield logo, panel.span("logos", at, "file"), panel.label


def _no_alt(logo: Logo, span: Span | None, label: str | None) -> Diagnostic:
    return error(
        "image-no-alt",
        f"logo {logo.file} has no `alt`: the booklet for the screen must say whose it is",
        span,
        panel=label,
        hint="write `alt:` beside `file:`, with the partner's name",
        figures={"file": logo.file},
    )
