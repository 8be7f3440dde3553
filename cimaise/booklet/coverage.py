"""Characters that the theme's text face lacks: another font would stand in, which nobody chose."""

from __future__ import annotations

from collections.abc import Iterator

from cimaise.diagnostics import Diagnostic, Span, warning
from cimaise.layout.setting import Setting
from cimaise.model.exhibition import Exhibition
from cimaise.model.languages import texts_of
from cimaise.typography.shaping import missing, named


def uncovered(exhibition: Exhibition, setting: Setting) -> Iterator[Diagnostic]:
    """A `missing-glyph` warning for each text of a panel that the booklet's face cannot show."""
    face = setting.role("text").style.base_face
    for panel in exhibition.panels:
        for path, text in texts_of(panel):
            lacking = missing(text.get(setting.language), face)
            if not lacking:
                continue
            place: Span | None = panel.span(*path, *text.path(setting.language))
            yield warning(
                "missing-glyph",
                f"{face.postscript_name} cannot show {named(lacking)}: the booklet sets another "
                "font there",
                place,
                panel=panel.label,
                slot="booklet",
                hint="use other characters, or another font in the theme's text role",
                figures={"characters": lacking, "font": face.postscript_name},
            )
