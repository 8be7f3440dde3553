"""Places in the files that panels share: theme, layout, exhibition."""

from __future__ import annotations

from cimaise.diagnostics import Span
from cimaise.model.exhibition import Exhibition


def theme_span(exhibition: Exhibition, *path: str) -> Span | None:
    """The place of a value in the exhibition's theme; of what holds it, where it is not written."""
    document = exhibition.document("theme", exhibition.theme)
    return document.span(*path) if document else None


def layout_span(exhibition: Exhibition, layout: str, *path: str) -> Span | None:
    """The place of a value in a layout's file."""
    document = exhibition.document("layout", layout)
    return document.span(*path) if document else None


def slot_span(exhibition: Exhibition, layout: str, slot: str, *path: str) -> Span | None:
    """The place of a slot in its layout's file."""
    if path:
        return layout_span(exhibition, layout, "slots", slot, *path)
    document = exhibition.document("layout", layout)
    return document.key_span("slots", slot) if document else None
