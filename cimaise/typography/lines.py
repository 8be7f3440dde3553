"""What line breaking leaves: lines of runs of glyphs, ready to be placed. Pure data, in mm."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from cimaise.typography.faces import Face


class Glyph(NamedTuple):
    """One glyph. `text` is the source text of its cluster, carried by the cluster's first glyph.

    Advance and offsets in mm; `dx_mm` to the right, `dy_mm` downwards as on the page. A space
    is a glyph too: the face's space, its glue as advance, `" "` as text.
    """

    gid: int
    text: str
    advance_mm: float
    dx_mm: float = 0.0
    dy_mm: float = 0.0


class Run(Struct, frozen=True):
    """Glyphs in one face, size and rise. `x_mm` from the left edge of the measure, rise upwards."""

    face: Face
    size_pt: float
    x_mm: float
    rise_mm: float
    glyphs: tuple[Glyph, ...]
    link: str | None
    text: str
    """The glyphs' texts in a row; every kind of space is a plain one here."""

    @property
    def width_mm(self) -> float:
        """Sum of the advances."""
        return sum(glyph.advance_mm for glyph in self.glyphs)


class Line(Struct, frozen=True):
    """One line, set. Alignment, indent and hanging punctuation are already in the runs' `x_mm`."""

    runs: tuple[Run, ...]
    x_mm: float
    """Where the first run starts, from the left edge of the measure; negative where it hangs."""
    width_mm: float
    """Sum of all advances as set."""
    natural_width_mm: float
    """The same before spaces were stretched or shrunk."""
    ratio: float
    """How far the spaces were stretched (> 0) or shrunk (< 0); 0 in ragged text."""
    text: str
    """The line's text, ties and fine spaces as typeset, ending in `-` where a word is divided."""
    hyphenated: bool
    """Whether the line ends in a hyphen that is not in the source."""
    ends_paragraph: bool
    emergency: bool = False
    """Whether it is wider than the measure, or breaks a word where no hyphen may stand."""
