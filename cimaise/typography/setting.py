"""A stretch of words between two cuts → one line of runs, aligned in its measure."""

from __future__ import annotations

from collections.abc import Sequence

from cimaise.typography.breakpoints import Cause, Cut, slices, with_hyphen
from cimaise.typography.lines import Glyph, Line, Run
from cimaise.typography.styles import TypeStyle
from cimaise.typography.words import Look, Piece, Word, piece_glyphs, space_glyph

EPSILON_MM = 1e-6
# How far signs stand outside the measure, as fractions of their width: enough that the edge
# looks straight, too little to be noticed.
HANGING_LEFT = {"«": 0.45, "“": 0.5, "‘": 0.6, "—": 0.1, "–": 0.2, "(": 0.1}
HANGING_RIGHT = {
    "-": 0.5, "–": 0.25, "—": 0.1, ".": 0.6, ",": 0.6, "’": 0.6, "”": 0.5, "…": 0.15,
    "»": 0.3, ":": 0.2, ";": 0.3, "!": 0.1, "?": 0.1,
}  # fmt: skip

_Part = tuple[Glyph, str, Look]


def set_line(
    words: Sequence[Word],
    start: Cut,
    end: Cut,
    style: TypeStyle,
    measure_mm: float,
    indent_mm: float = 0.0,
    *,
    last: bool,
) -> Line:
    """Set the line from cut to cut. Justified text fills the measure, unless the line is last."""
    chunks: list[tuple[Piece, ...]] = []
    glues: list[tuple[float, Look | None]] = []
    for index in range(start.word, min(end.word + 1, len(words))):
        low = (start.piece, start.offset) if index == start.word else (0, 0)
        high = (end.piece, end.offset) if index == end.word else None
        parts = slices(words[index], low, high)
        if index == end.word:
            parts = with_hyphen(parts, end.hyphen)
        if parts:
            chunks.append(parts)
            glues.append((words[index].glue_mm, words[index].glue_look))
    glues = glues[:-1]
    glyphs, natural_mm, text = _glyphs(chunks, glues, 0.0)
    glue_mm = sum(width for width, _ in glues)
    left_mm, right_mm = hanging_mm(chunks, style)
    room_mm = measure_mm - indent_mm + left_mm + right_mm
    ratio = 0.0
    if style.align == "justify" and not last and glue_mm > 0:
        # Spaces stretch by a half of themselves at ratio 1 and shrink by a third at -1.
        change = room_mm - natural_mm
        ratio = change / (glue_mm / 2) if change >= 0 else max(-1.0, change / (glue_mm / 3))
        share = ratio / 2 if ratio >= 0 else ratio / 3
        glyphs, _, _ = _glyphs(chunks, glues, share)
    width_mm = sum(glyph.advance_mm for glyph, _, _ in glyphs)
    slack_mm = room_mm - width_mm
    shift = {"center": slack_mm / 2, "right": slack_mm}.get(style.align, 0.0)
    x_mm = indent_mm - left_mm + shift
    return Line(
        runs=_runs(glyphs, x_mm),
        x_mm=x_mm,
        width_mm=width_mm,
        natural_width_mm=natural_mm,
        ratio=ratio,
        text=text,
        hyphenated=bool(end.hyphen),
        ends_paragraph=last,
        emergency=end.cause is Cause.EMERGENCY or width_mm > room_mm + EPSILON_MM,
    )


def hanging_mm(chunks: Sequence[Sequence[Piece]], style: TypeStyle) -> tuple[float, float]:
    """How far a line's first and last signs hang out, mm; ragged sides need none."""
    if not style.hanging or not chunks:
        return 0.0, 0.0
    first, last = chunks[0][0], chunks[-1][-1]
    left = right = 0.0
    if style.align in ("left", "justify") and first.text[0] in HANGING_LEFT:
        glyph = piece_glyphs(first.text, first.look)[0]
        left = HANGING_LEFT[first.text[0]] * glyph.advance_mm
    if style.align in ("right", "justify") and last.text[-1] in HANGING_RIGHT:
        glyph = piece_glyphs(last.text, last.look)[-1]
        right = HANGING_RIGHT[last.text[-1]] * glyph.advance_mm
    return left, right


def _glyphs(
    chunks: Sequence[Sequence[Piece]], glues: Sequence[tuple[float, Look | None]], share: float
) -> tuple[list[_Part], float, str]:
    """Glyphs with their look, total advance and text; each glue grows by `share` of itself."""
    out: list[_Part] = []
    texts: list[str] = []
    total_mm = 0.0
    for number, chunk in enumerate(chunks):
        for piece in chunk:
            texts.append(piece.text)
            if piece.is_space:
                glyph = space_glyph(piece.look, piece.width_mm)
                total_mm += glyph.advance_mm
                out.append((glyph, glyph.text, piece.look))
                continue
            for glyph in piece_glyphs(piece.text, piece.look):
                total_mm += glyph.advance_mm
                out.append((glyph, glyph.text, piece.look))
        if number < len(glues):
            glue_mm, look = glues[number]
            if look is not None:
                glyph = space_glyph(look, glue_mm * (1 + share))
                total_mm += glyph.advance_mm
                out.append((glyph, " ", look))
                texts.append(" ")
    return out, total_mm, "".join(texts)


def _runs(glyphs: Sequence[_Part], x_mm: float) -> tuple[Run, ...]:
    """Glyphs of one face, size, rise and link in a row become one run."""
    runs: list[Run] = []
    at = 0
    while at < len(glyphs):
        look = glyphs[at][2]
        key = (look.face, look.size_pt, look.rise_mm, look.link)
        end = at + 1
        while end < len(glyphs):
            other = glyphs[end][2]
            if other is not look and (
                other.face, other.size_pt, other.rise_mm, other.link
            ) != key:  # fmt: skip
                break
            end += 1
        row = tuple(glyph for glyph, _, _ in glyphs[at:end])
        text = "".join(glyph.text for glyph in row)
        runs.append(Run(look.face, look.size_pt, x_mm, look.rise_mm, row, look.link, text))
        x_mm += sum(glyph.advance_mm for glyph in row)
        at = end
    return tuple(runs)
