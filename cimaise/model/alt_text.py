"""Pictures and logos that nobody describes: `build` makes no booklet with them.

PDF/UA wants words for every picture, or that it is an artefact, which `decorative: true` says. What
`check` and `build` tell of it is made here, so that they say the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from cimaise.diagnostics import Diagnostic, Span, error
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Logo, Panel


def picture_without_alt(panel: Panel, index: int) -> Diagnostic | None:
    """The error of a picture without a description, unless it only decorates."""
    picture = panel.images[index]
    if picture.alt or picture.decorative:
        return None
    return error(
        "image-no-alt",
        f"picture {picture.file} has no `alt`: the booklet must say what it shows",
        panel.span("images", index, "file"),
        panel=panel.label,
        hint="write `alt:` with what is to be seen, in a sentence or two; or `decorative: true` "
        "where it only decorates",
        figures={"file": picture.file},
    )


def logos_of(exhibition: Exhibition) -> Iterator[tuple[Logo, Span | None, str | None]]:
    """Every logo, with its place, and its panel's label where it is not the exhibition's."""
    for at, logo in enumerate(exhibition.logos):
        yield logo, exhibition.span("logos", at, "file"), None
    for panel in exhibition.panels:
        for at, logo in enumerate(panel.logos):
            yield logo, panel.span("logos", at, "file"), panel.label


def logo_without_alt(logo: Logo, span: Span | None, label: str | None) -> Diagnostic | None:
    """The error of a logo of which nobody says whose it is."""
    if logo.alt:
        return None
    return error(
        "image-no-alt",
        f"logo {logo.file} has no `alt`: the booklet must say whose it is",
        span,
        panel=label,
        hint="write `alt:` beside `file:`, with the partner's name",
        figures={"file": logo.file},
    )
