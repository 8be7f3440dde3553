"""Small blocks of text for a map: label lines and wrapped captions, measured before placed."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from cimaise.geometry import Point, Rect, Segment, rectangle
from cimaise.inks import Ink
from cimaise.layout.cut import first_words
from cimaise.layout.figures.chronologies.lettering import single
from cimaise.layout.marks import GlyphRun, PathMark
from cimaise.layout.setting import Role, runs_of
from cimaise.typography.breaking import break_paragraph
from cimaise.typography.markdown import parse
from cimaise.typography.micro import typeset_spans
from cimaise.units import mm_from_pt

# Distance of two lines of a label, in sizes of the lower one: labels are set tight.
LABEL_LEADING = 1.08
DESCENT_EM = 0.22
# Of most faces, in type sizes.
X_HEIGHT = 0.48


class TextBlock(Struct, frozen=True):
    """Lines of text as one block, drawn for its top left corner at 0, 0; mm.

    Its top is the first line's capitals, its foot the last line's descenders.
    """

    runs: tuple[GlyphRun, ...]
    reaches: tuple[float, ...]
    """How far to the right the line of each run reaches."""
    width: float
    height: float
    first_baseline: float

    def drawn(
        self,
        at: tuple[float, float],
        align: float = 0.0,
        halo: Ink | None = None,
        halo_mm: float = 0,
    ) -> tuple[GlyphRun, ...]:
        """The runs with the corner at `at`; `align` sets lines left (0), centred or right (1)."""
        return tuple(
            replace(
                run,
                origin=Point(
                    run.origin.x + at[0] + (self.width - reach) * align, run.origin.y + at[1]
                ),
                halo=halo,
                halo_mm=halo_mm if halo else 0.0,
            )
            for run, reach in zip(self.runs, self.reaches, strict=True)
        )


def label_block(lines: Sequence[tuple[str, Role, Ink | None]]) -> TextBlock:
    """Lines of a label: the text of each, its role, and its ink if not the role's."""
    runs: list[GlyphRun] = []
    reaches: list[float] = []
    baseline = first = 0.0
    for text, role, ink in lines:
        size = role.style.size_mm
        if runs:
            baseline += size * LABEL_LEADING
        else:
            baseline = first = role.style.cap_mm
        line = single(text, role)
        runs += runs_of(line, -line.x_mm, baseline, role, ink)
        reaches += [line.width_mm] * len(line.runs)
    last = lines[-1][1].style.size_mm if lines else 0.0
    width = max(reaches, default=0.0)
    return TextBlock(tuple(runs), tuple(reaches), width, baseline + last * DESCENT_EM, first)


def between_words(run: GlyphRun) -> tuple[PathMark, ...]:
    """The halo of a run's spaces: a line seen between two words would read as a hyphen."""
    em = mm_from_pt(run.size_pt)
    top = run.origin.y - X_HEIGHT * em
    height = (X_HEIGHT + 0.06) * em
    x = run.origin.x
    path: list[Segment] = []
    for glyph in run.glyphs:
        if glyph.text.isspace():
            path += rectangle(Rect(x, top, glyph.advance_mm, height))
        x += glyph.advance_mm
    return (PathMark(tuple(path), fill=run.halo),) if path and run.halo else ()


def paragraph_block(text: str, role: Role, width_mm: float, words: int | None = None) -> TextBlock:
    """A caption in Markdown, wrapped; its paragraphs follow each other without a gap.

    It is in the role's language. Of `words`, no more than the first so many.
    """
    runs: list[GlyphRun] = []
    cap = role.style.cap_mm
    reaches: list[float] = []
    baseline = cap
    blocks = parse(text)
    for block in blocks if words is None else first_words(blocks, words):
        spans = typeset_spans(block.spans, role.style.language).spans
        for line in break_paragraph(spans, role.style, width_mm):
            runs += runs_of(line, 0.0, baseline, role)
            reaches += [line.x_mm + line.width_mm] * len(line.runs)
            baseline += role.style.leading_mm
    if not runs:
        return TextBlock((), (), 0.0, 0.0, 0.0)
    foot = baseline - role.style.leading_mm + mm_from_pt(role.style.size_pt) * DESCENT_EM
    return TextBlock(tuple(runs), tuple(reaches), max(reaches), foot, cap)


def wrapped(text: str, most: int) -> tuple[str, ...]:
    """A short text in lines of at most about `most` characters, as even as can be."""
    words = text.split()
    count = max(1, -(-len(text) // most))
    if count == 1 or len(words) == 1:
        return (text,)
    goal = len(text) / count
    lines: list[str] = []
    line = ""
    for word in words:
        longer = f"{line} {word}".strip()
        # A word goes to the line that it leaves nearer to the even length.
        if line and len(longer) - goal > goal - len(line) and len(lines) < count - 1:
            lines.append(line)
            line = word
        else:
            line = longer
    return (*lines, line)
