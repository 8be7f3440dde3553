"""Running text: Markdown set in one or several columns, on the baseline grid of its role.

A line's baseline may stand on the area's foot, its first capitals on the area's top. What does
not fit is never set and is counted from the end of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from msgspec import Struct
from msgspec.structs import replace

from cimaise.diagnostics import Diagnostic, error
from cimaise.geometry import Point, Rect
from cimaise.layout.context import Context
from cimaise.layout.cut import first_words, least_cut
from cimaise.layout.marks import GlyphRun, Mark
from cimaise.layout.room import room_words
from cimaise.layout.setting import Laid, Overset, Role, SlotFit, glyphs_of, line_of, runs_of
from cimaise.model.texts import LocalText
from cimaise.typography.breaking import break_paragraph
from cimaise.typography.columns import Flow, PlacedLine, SetBlock, flow
from cimaise.typography.counting import count_words
from cimaise.typography.markdown import parse
from cimaise.typography.micro import typeset_spans
from cimaise.typography.shaping import missing, named
from cimaise.typography.spans import Kind, Span, TextBlock
from cimaise.units import mm_from_pt

Keys = tuple[str | int, ...]

# Half a line: the beat in which columns are counted.
UNITS_PER_LINE = 2
# Lists and quotations stand in by this share of the type size, lists with long numbers further:
# by the longest and this gap.
HANG_EM = 1.1
MARKER_GAP_EM = 0.3


class Prose(Struct, frozen=True):
    """A text to set: its Markdown, its role, and the keys that lead to it in the panel's file."""

    text: str
    role: Role
    path: Keys = ()
    language: str = ""
    """Where it is not the edition's: of a text that stands in for a missing one, of a source."""
    following: tuple[Prose, ...] = ()
    """Texts to set below it, in its role, each in its own language."""
    of_exhibition: bool = False
    """Whether the keys are those of exhibition.yaml."""
    whole: bool = False
    """Whether its paragraphs stay whole in one column, where they fit so."""


def prose_of(context: Context, text: LocalText, role: Role, *keys: str | int) -> Prose:
    """What the edition says of a text that `keys` lead to, in the language in which it says it."""
    asked = context.setting.language
    return Prose(text.get(asked), role, (*keys, *text.path(asked)), text.language(asked))


def set_prose(
    context: Context, prose: Prose, area: Rect, columns: Sequence[Rect] = (), align: str = "top"
) -> Laid:
    """Set `prose` into `columns` (the whole area by default)."""
    columns = tuple(columns) or (area,)
    role = prose.role
    cap = role.style.cap_mm
    unit = role.style.leading_mm / UNITS_PER_LINE
    rows = max(0, floor((area.height - cap) / unit + 1e-6) + UNITS_PER_LINE)
    parsed = [
        (block, part.language or context.setting.language)
        for part in (prose, *prose.following)
        for block in parse(part.text)
    ]
    blocks = tuple(block for block, _ in parsed)

    def run(part: tuple[TextBlock, ...]) -> tuple[Flow, dict[Kind, float]]:
        hangs = _hangs(context, part, role)
        set_blocks = [
            _set(
                context,
                block,
                role,
                columns[0].width - hangs.get(block.kind, 0.0),
                parsed[index][1],
                first=index == 0,
            )
            for index, block in enumerate(part)
        ]
        flowed = flow(set_blocks, [rows] * len(columns), len(columns) > 1, prose.whole)
        return flowed, hangs

    flowed, hangs = run(blocks)
    words = _words(blocks)
    overset, shown = None, flowed
    if flowed.overset_lines:
        over = flowed.overset_words
        if context.counting:
            over = least_cut(
                lambda kept: not run(first_words(blocks, kept))[0].overset_lines, words, over
            )
            # Lines are broken otherwise once the rest is cut: what is shown is what will fit.
            shown, hangs = run(first_words(blocks, words - over))
        overset = Overset(over, flowed.overset_lines, flowed.overset_units * unit)
    height = cap + (max(shown.rows_used) - UNITS_PER_LINE) * unit if any(shown.columns) else 0.0
    shift = shift_mm(align, area.height, height)
    marks: list[Mark] = []
    for rect, column in zip(columns, shown.columns, strict=False):
        for placed in column:
            block = blocks[placed.block_index]
            baseline = rect.y + shift + cap + (placed.baseline_row - UNITS_PER_LINE) * unit
            indent = hangs.get(block.kind, 0.0)
            marks += _marks_of(context, placed, block, role, Point(rect.x, baseline), indent)
    lines = [placed.line for column in flowed.columns for placed in column]
    free = sum((rows - used) // UNITS_PER_LINE for used in flowed.rows_used)
    used = sum(flowed.rows_used) / UNITS_PER_LINE
    fit = SlotFit(
        context.name,
        role.name,
        role.style.size_pt,
        role.min_size_pt,
        words,
        len(lines),
        # Half a line at the foot holds the space between two paragraphs, but no line.
        max(rows // UNITS_PER_LINE * len(columns), used),
        used,
        0 if overset else room_words(words, lines, columns[0].width, used, free),
        overset,
        prose.path,
        prose.of_exhibition,
    )
    found = missing_glyphs(context, blocks, role, prose.path, of_exhibition=prose.of_exhibition)
    return Laid(tuple(marks), height, found, (fit,))


def shift_mm(align: str, room_mm: float, height_mm: float) -> float:
    """How far under the top of its room a text of that height starts, as its slot is aligned."""
    return {"top": 0.0, "middle": (room_mm - height_mm) / 2, "foot": room_mm - height_mm}[align]


def lay_out_prose(context: Context) -> Laid:
    """The slot's text (lead, text, credits) through the columns of its cell."""
    block = context.slot.block
    own = getattr(context.panel, block)
    text = own or getattr(context.exhibition, block, None)
    if text is None:
        return Laid()
    prose = replace(prose_of(context, text, context.role, block), of_exhibition=not own)
    return set_prose(context, prose, context.cell.inner, context.cell.columns, context.slot.align)


def lay_out_sources(context: Context) -> Laid:
    """The panel's sources, an entry a paragraph, which no column divides."""
    entries = [
        prose_of(context, source, context.role, "sources", index)
        for index, source in enumerate(context.panel.sources)
    ]
    prose = Prose("", context.role, ("sources",), following=tuple(entries), whole=True)
    return set_prose(context, prose, context.cell.inner, context.cell.columns, context.slot.align)


def missing_glyphs(
    context: Context,
    blocks: Sequence[TextBlock],
    role: Role,
    path: Keys,
    *,
    of_exhibition: bool = False,
) -> tuple[Diagnostic, ...]:
    """One error naming all characters that the role's faces cannot show."""
    lacking: dict[str, str] = {}
    roles: dict[str, None] = {}
    for block in blocks:
        own = _role_of(context, block.kind, role)
        for span in (*block.spans, Span(block.marker)):
            face = own.style.face(bold=span.bold, italic=span.italic)
            for char in missing(span.text, face):
                lacking.setdefault(char, face.postscript_name)
                roles.setdefault(own.name)
    if not lacking:
        return ()
    fonts = ", ".join(dict.fromkeys(lacking.values()))
    return (
        error(
            "missing-glyph",
            f"{fonts} cannot show {named(lacking)}",
            context.span(*path, of_exhibition=of_exhibition),
            panel=context.panel.label,
            slot=context.name,
            hint="use other characters, or a font that has these in the theme's role "
            f"{', '.join(f'`{name}`' for name in roles)}",
            figures={"characters": "".join(lacking), "font": fonts},
        ),
    )


def _set(
    context: Context, block: TextBlock, role: Role, measure: float, language: str, *, first: bool
) -> SetBlock:
    style = _role_of(context, block.kind, role).speaking(language).style
    spans = typeset_spans(block.spans, language).spans
    if block.kind == "quote":
        spans = tuple(replace(span, italic=not span.italic) for span in spans)
    return SetBlock(
        kind=block.kind,
        lines=break_paragraph(spans, style, measure),
        units=1 if style.leading_pt <= role.style.leading_pt / UNITS_PER_LINE else UNITS_PER_LINE,
        space_before=0 if first else _space_before(block.kind),
        keep_with_next=block.kind == "heading",
    )


def _role_of(context: Context, kind: Kind, role: Role) -> Role:
    """Headings and notes have roles of their own; their leading stays the text's."""
    name = {"heading": "heading", "note": "note"}.get(kind)
    if name is None or name not in context.setting.roles:
        return role
    return context.inked(context.setting.roles[name])


def _space_before(kind: Kind) -> int:
    return {"heading": UNITS_PER_LINE, "item": 0, "note": 1}.get(kind, 1)


def _hangs(context: Context, blocks: Sequence[TextBlock], role: Role) -> dict[Kind, float]:
    """How far blocks that stand in do so, in mm, by their kind: all of a kind alike."""
    em = mm_from_pt(role.style.size_pt)
    hangs: dict[Kind, float] = dict.fromkeys(("item", "quote", "note"), HANG_EM * em)
    for kind, marker in {(block.kind, block.marker) for block in blocks if block.marker}:
        glyphs = glyphs_of(marker, _role_of(context, kind, role))
        width = sum(glyph.advance_mm for glyph in glyphs)
        hangs[kind] = max(hangs[kind], width + MARKER_GAP_EM * em)
    return hangs


def _marks_of(
    context: Context, placed: PlacedLine, block: TextBlock, role: Role, at: Point, indent: float
) -> list[GlyphRun]:
    """A line whose measure starts right of `at` by the indent, and its marker at `at`."""
    own = _role_of(context, block.kind, role)
    runs = list(runs_of(placed.line, at.x + indent, at.y, own))
    if block.marker and placed.line_index == 0:
        runs.insert(0, line_of(block.marker, own, (at.x, at.y)))
    return runs


def _words(blocks: Sequence[TextBlock]) -> int:
    return sum(count_words(block.text) for block in blocks)
