"""A plate of words alone, on a ground of ink → how large they stand there, as CSS classes."""

from __future__ import annotations

from collections.abc import Sequence

from cimaise.booklet.content import PlacedView

# (most figures, most characters of the longest) → class; what is more stands smallest.
FIGURE_SIZES = ((2, 5, "huge"), (4, 10, "large"))
LONG_QUOTE_CHARACTERS = 200


def manner(plate: Sequence[PlacedView]) -> str:
    """The classes of a plate; none where something drawn stands on it."""
    if any(view.placed.drawn for view in plate):
        return ""
    values = [str(value.html.striptags()) for view in plate for value, _ in view.key_figures]
    quotes = [str(view.quote[0].html.striptags()) for view in plate if view.quote]
    classes = ["display"]
    if values and quotes:
        classes.append("both")
    elif values:
        longest = max(len(value) for value in values)
        classes += [
            name
            for most, characters, name in FIGURE_SIZES
            if len(values) <= most and longest <= characters
        ][:1]
    if any(len(quote) > LONG_QUOTE_CHARACTERS for quote in quotes):
        classes.append("long")
    return " ".join(classes)
