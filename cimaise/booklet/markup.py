"""Texts of the exhibition → HTML, through the one Markdown reading and the one micro-typography.

What a designer writes is escaped here and nowhere else; templates get `Markup` that is safe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from markupsafe import Markup, escape
from msgspec.structs import replace

from cimaise.typography.looks import looks
from cimaise.typography.markdown import BULLET, LINK_SCHEMES, parse
from cimaise.typography.micro import typeset_spans
from cimaise.typography.spans import Span, TextBlock
from cimaise.typography.styles import TypeStyle

# Words in these scripts are no French or English: a reading voice must change with them.
SCRIPTS = (
    ("el", re.compile("[\u0370-\u03ff\u1f00-\u1fff]+(?:[\\s’'-]+[\u0370-\u03ff\u1f00-\u1fff]+)*")),
    ("he", re.compile("[\u0590-\u05ff]+(?:[\\s-]+[\u0590-\u05ff]+)*")),
    ("ar", re.compile("[\u0600-\u06ff\u0750-\u077f]+(?:\\s+[\u0600-\u06ff\u0750-\u077f]+)*")),
    ("ru", re.compile("[\u0400-\u04ff]+(?:[\\s-]+[\u0400-\u04ff]+)*")),
)
RIGHT_TO_LEFT = ("he", "ar")
# Characters that XML and PDF text may not hold.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# What is never divided, with the space before it: what is tied at the end, and dates and numbers.
# WeasyPrint 70 breaks the line too early before an element that does not begin with the space.
_LAST_WORDS = re.compile(r" [^ <>&;\n]{5,40}$")
_COUNTED = re.compile(r" (?:[^\W\d_]{1,2}\u00a0)?\d+(?:<sup>\w+</sup>)?\u00a0\w[^ <>&;\n]{0,40}")
# A sentence's first word of two letters at most: alone at a line's end it is read too early.
_OPENING = re.compile(r"(?<=[.!?…] )([^\W\d_]{1,2}) (?=[\w«“])")
SMALL_CAPS = "c2sc"
TOP_HEADING = 3
MOST_TIED = 26


def clean(text: str) -> str:
    """The text without characters that no document may hold."""
    return _CONTROLS.sub("", text)


def words(text: str, language: str, style: TypeStyle | None = None) -> Markup:
    """Plain words, no Markdown: a title, a name. Line breaks are kept."""
    return _inline((Span(clean(text.strip())),), language, style)


def phrase(text: str, language: str, style: TypeStyle | None = None) -> Markup:
    """Plain words that may take several lines: the last two are tied."""
    typeset = typeset_spans((Span(clean(text.strip())),), language).spans
    return _tied(typeset, language, style)


def inline(text: str, language: str, style: TypeStyle | None = None) -> Markup:
    """Markdown that stands inside a paragraph of ours; its blocks follow on one another."""
    parts = [_paragraph_text(block, language, style) for block in parse(clean(text))]
    return Markup(" ").join(parts)


def blocks(
    text: str, language: str, style: TypeStyle | None = None, *, top: int = TOP_HEADING
) -> Markup:
    """Markdown as paragraphs, headings from level `top`, lists, quotations, notes."""
    parsed = parse(clean(text))
    levels = sorted({block.level for block in parsed if block.level})
    out: list[Markup] = []
    for kind, group in groupby(parsed, lambda block: block.kind):
        members = list(group)
        if kind == "item":
            out += [_list(each, language, style) for each in _lists(members)]
        elif kind == "quote":
            quoted = Markup("").join(_paragraph(each, language, style) for each in members)
            out.append(Markup("<blockquote>{}</blockquote>").format(quoted))
        elif kind == "note":
            out.append(_notes(members, language, style))
        elif kind == "heading":
            for block in members:
                # Levels that are skipped in the text would be holes in the document's outline.
                level = min(6, top + levels.index(block.level))
                heading = _inline(block.spans, language, style)
                out.append(Markup(f"<h{level}>{{}}</h{level}>").format(heading))
        else:
            out += [_paragraph(block, language, style) for block in members]
    return Markup("\n").join(out)


def _paragraph(block: TextBlock, language: str, style: TypeStyle | None) -> Markup:
    return Markup("<p>{}</p>").format(_paragraph_text(block, language, style))


def _paragraph_text(block: TextBlock, language: str, style: TypeStyle | None) -> Markup:
    """A paragraph's content; what is tied at its end is not divided: half a word makes no line."""
    return _tied(typeset_spans(block.spans, language).spans, language, style)


def _tied(typeset: Sequence[Span], language: str, style: TypeStyle | None) -> Markup:
    """A paragraph whose last words stay together, as do the first of each sentence."""
    opened = (replace(span, text=_OPENING.sub("\\1\u00a0", span.text)) for span in _ended(typeset))
    return _undivided(_shown(opened, language, style))


def _undivided(html: Markup) -> Markup:
    """Dates, numbers with their nouns and the last words, kept from the dictionary of hyphens."""
    counted = _COUNTED.sub(r'<span class="tied">\g<0></span>', str(html))
    return Markup(_LAST_WORDS.sub(r'<span class="tied">\g<0></span>', counted))


def _lists(members: Sequence[TextBlock]) -> list[list[TextBlock]]:
    """Items that follow on one another, parted where bullets turn to numbers or numbers restart."""
    lists: list[list[TextBlock]] = []
    expected = ""
    for block in members:
        number = block.marker.rstrip(".")
        goes_on = not block.marker or (
            number == expected if number.isdigit() else expected == BULLET
        )
        if not lists or not goes_on:
            lists.append([])
        lists[-1].append(block)
        if block.marker:
            expected = str(int(number) + 1) if number.isdigit() else BULLET
    return lists


def _list(members: Sequence[TextBlock], language: str, style: TypeStyle | None) -> Markup:
    """Items; a paragraph without a marker goes on in the item before it."""
    items: list[list[Markup]] = []
    for block in members:
        content = _paragraph_text(block, language, style)
        if block.marker or not items:
            items.append([content])
        else:
            items[-1].append(content)
    first = members[0].marker
    number = first.rstrip(".")
    ordered = number.isdigit()
    opening = Markup('<ol start="{}">').format(number) if ordered else Markup("<ul>")
    rows = Markup("").join(Markup("<li>{}</li>").format(Markup("<br>").join(i)) for i in items)
    return opening + rows + (Markup("</ol>") if ordered else Markup("</ul>"))


def _notes(members: Sequence[TextBlock], language: str, style: TypeStyle | None) -> Markup:
    rows = Markup("").join(
        Markup('<p class="note"><sup>{}</sup>\u00a0{}</p>').format(
            block.marker, _inline(block.spans, language, style)
        )
        for block in members
    )
    return Markup('<div class="notes">{}</div>').format(rows)


def _inline(spans: Iterable[Span], language: str, style: TypeStyle | None) -> Markup:
    return _shown(typeset_spans(tuple(spans), language).spans, language, style)


def _shown(typeset: Iterable[Span], language: str, style: TypeStyle | None) -> Markup:
    return Markup("").join(_span(span, language, style) for span in typeset)


def _ended(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The same text, its last two words tied if they are short: no line for half a word."""
    if not spans:
        return ()
    *before, last = spans
    head, space, tail = last.text.rstrip().rpartition(" ")
    word = head.rpartition(" ")[2]
    if not space or len(word) + len(tail) > MOST_TIED or not word:
        return tuple(spans)
    return (*before, replace(last, text=f"{head}\u00a0{tail}"))


def _span(span: Span, language: str, style: TypeStyle | None) -> Markup:
    content = Markup("").join(_pieces(span, language, style))
    if span.superior:
        content = Markup("<sup>{}</sup>").format(content)
    if span.italic:
        content = Markup("<em>{}</em>").format(content)
    if span.bold:
        content = Markup("<strong>{}</strong>").format(content)
    if span.link and span.link.lower().startswith(LINK_SCHEMES):
        content = Markup('<a href="{}">{}</a>').format(span.link, content)
    return content


def _pieces(span: Span, language: str, style: TypeStyle | None) -> Iterator[Markup]:
    """A span's text, its acronyms and centuries in small capitals as the role has them."""
    pieces = [(span.text, span.small_caps)]
    if style is not None:
        pieces = [
            (text, any(tag == SMALL_CAPS and on for tag, on in look.features))
            for text, look in looks(span, style)
        ]
    for text, small in pieces:
        content = _with_scripts(text, language)
        yield Markup('<span class="sc">{}</span>').format(content) if small else content


def _with_scripts(text: str, language: str) -> Markup:
    """Escaped text; stretches in another script carry their language and direction."""
    own = language.partition("-")[0]
    found = sorted(
        (match.start(), match.end(), code)
        for code, pattern in SCRIPTS
        if code != own
        for match in pattern.finditer(text)
    )
    out: list[Markup] = []
    at = 0
    for start, end, code in found:
        out.append(_lines(text[at:start]))
        turned = Markup(' dir="rtl"') if code in RIGHT_TO_LEFT else Markup("")
        out.append(
            Markup('<span lang="{}"{}>{}</span>').format(code, turned, _lines(text[start:end]))
        )
        at = end
    out.append(_lines(text[at:]))
    return Markup("").join(out)


def _lines(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in text.split("\n"))
