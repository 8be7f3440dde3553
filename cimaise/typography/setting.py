"""A stretch of words between two cuts → one line of runs, aligned in its measure."""

from __future__ import annotations

from collections.abc import Sequence

from cimaise.typography.breakpoints import Cut
from cimaise.typography.cutting import cut_out, with_hyphen
from cimaise.typography.divisions import Cause
from cimaise.typography.lines import Glyph, Line, Run
from cimaise.typography.looks import Look
from cimaise.typography.shaping import space
from cimaise.typography.styles import TypeStyle
from cimaise.typography.words import TIE, Piece, Word

EPSILON_MM = 1e-6
# How far signs stand outside the measure, as fractions of their width: enough that the edge
# looks straight, too little to be noticed.
HANGING_LEFT = {"«": 0.45, "“": 0.5, "‘": 0.6, "—": 0.1, "–": 0.2, "(": 0.1}
HANGING_RIGHT = {
    "-": 0.5, "–": 0.25, "—": 0.1, ".": 0.6, ",": 0.6, "’": 0.6, "”": 0.5, "…": 0.15,
    "»": 0.3, ":": 0.2, ";": 0.3, "!": 0.1, "?": 0.1,
}  # fmt: skip


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
    pieces, glue_mm = _pieces(words, start, end)
    natural_mm = sum([piece.width_mm for piece in pieces])
    left_mm, right_mm = _hanging_mm(pieces, style)
    room_mm = measure_mm - indent_mm + left_mm + right_mm
    ratio = share = 0.0
    if style.align == "justify" and not last and glue_mm > 0:
        # Spaces stretch by a half of themselves at ratio 1 and shrink by a third at -1.
        change = room_mm - natural_mm
        ratio = change / (glue_mm / 2) if change >= 0 else max(-1.0, change / (glue_mm / 3))
        share = ratio / 2 if ratio >= 0 else ratio / 3
    width_mm = natural_mm + glue_mm * share
    slack_mm = room_mm - width_mm
    shift = {"center": slack_mm / 2, "right": slack_mm}.get(style.align, 0.0)
    x_mm = indent_mm - left_mm + shift
    return Line(
        runs=_runs(pieces, x_mm, 1 + share),
        x_mm=x_mm,
        width_mm=width_mm,
        natural_width_mm=natural_mm,
        ratio=ratio,
        text="".join([piece.text for piece in pieces]),
        hyphenated=bool(end.hyphen),
        ends_paragraph=last,
        emergency=end.cause is Cause.EMERGENCY or width_mm > room_mm + EPSILON_MM,
    )


def _pieces(words: Sequence[Word], start: Cut, end: Cut) -> tuple[list[Piece], float]:
    """Everything in the line, glue as pieces too, and how much of it can stretch, mm."""
    pieces: list[Piece] = []
    glue_mm = 0.0
    for index in range(start.word, min(end.word + 1, len(words))):
        word = words[index]
        parts = word.pieces
        if index == start.word or index == end.word:
            low = (start.piece, start.offset) if index == start.word else (0, 0)
            high = (end.piece, end.offset) if index == end.word else None
            parts = cut_out(parts, low, high)
            if index == end.word:
                parts = with_hyphen(parts, end.hyphen)
            glue_mm += sum(part.width_mm for part in parts if part.text == TIE)
        else:
            glue_mm += word.tie_mm
        if parts:
            glue = words[index - 1].glue
            if pieces and glue is not None:
                pieces.append(glue)
                glue_mm += glue.width_mm
            pieces += parts
    return pieces, glue_mm


def _hanging_mm(pieces: Sequence[Piece], style: TypeStyle) -> tuple[float, float]:
    """How far a line's first and last signs hang out, mm; ragged sides need none."""
    if not style.hanging or not pieces:
        return 0.0, 0.0
    first, last = pieces[0], pieces[-1]
    left = right = 0.0
    if style.align in ("left", "justify") and first.text[0] in HANGING_LEFT:
        left = HANGING_LEFT[first.text[0]] * first.glyphs[0].advance_mm
    if style.align in ("right", "justify") and last.text[-1] in HANGING_RIGHT:
        right = HANGING_RIGHT[last.text[-1]] * last.glyphs[-1].advance_mm
    return left, right


def _runs(pieces: Sequence[Piece], x_mm: float, growth: float) -> tuple[Run, ...]:
    """Pieces of one face, size, rise and link in a row become one run; spaces grow."""
    runs: list[Run] = []
    row: list[Glyph] = []
    texts: list[str] = []
    look: Look | None = None
    start_mm = x_mm

    def close() -> None:
        if look is not None and row:
            text = "".join(texts)
            runs.append(
                Run(look.face, look.size_pt, start_mm, look.rise_mm, tuple(row), look.link, text)
            )
            row.clear()
            texts.clear()

    for piece in pieces:
        other = piece.look
        if look is not other and (look is None or not _alike(look, other)):
            close()
            look, start_mm = other, x_mm
        width_mm = piece.width_mm
        if piece.is_space:
            if piece.text in (" ", TIE):
                width_mm *= growth
            row.append(space(other.face, width_mm))
            texts.append(" ")
        else:
            row += piece.glyphs
            texts.append(piece.text)
        x_mm += width_mm
    close()
    return tuple(runs)


def _alike(one: Look, other: Look) -> bool:
    return (
        one.face == other.face
        and one.size_pt == other.size_pt
        and one.rise_mm == other.rise_mm
        and one.link == other.link
    )
