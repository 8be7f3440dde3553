"""The Markdown subset of exhibition texts → blocks of spans. HTML stays text, and is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from cimaise.typography.spans import Kind, Span, TextBlock

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LINK_SCHEMES = ("http:", "https:", "mailto:")
BULLET = "–"
_RULES = ("heading", "list", "blockquote", "emphasis", "link", "newline", "escape", "entity")
# A line that starts with a year starts a sentence: lists on panels do not reach a hundred.
_YEAR = re.compile(r"^([ \t>*+-]*\d{3,})(?=[.)](?:\s|$))", re.MULTILINE)
_REFERENCE = re.compile(r"\[\^([\w-]+)\]")
_DEFINITION = re.compile(r"^\[\^([\w-]+)\]:[ \t]*(.*(?:\n(?:[ \t]+\S.*))*)(?:\n|$)", re.MULTILINE)


class Parsed(Struct, frozen=True):
    """A text's blocks, and what in it could not be taken as written."""

    blocks: tuple[TextBlock, ...]
    rejected_links: tuple[str, ...] = ()
    """Targets that are neither http, https nor mailto; their words are kept as plain text."""
    unknown_notes: tuple[str, ...] = ()
    """Names of notes that are referred to and not written; the reference is kept as text."""


def parse(text: str) -> tuple[TextBlock, ...]:
    """The blocks of a text: paragraphs, `##` headings, list items, quotes, notes at the end."""
    return read(text).blocks


def plain(text: str) -> str:
    """The words of a text without their marks, blocks apart by an empty line; no note numbers."""
    return "\n\n".join(
        "".join(span.text for span in block.spans if not span.superior) for block in parse(text)
    )


@lru_cache(maxsize=512)
def read(text: str) -> Parsed:
    """The blocks of a text, with links and notes that could not be taken."""
    notes: dict[str, str] = {}

    def collect(match: re.Match[str]) -> str:
        # A number that was given twice is a slip, which is seen where both texts stand.
        name, words = match.groups()
        notes[name] = " ".join([*notes.get(name, "").split(), *words.split()])
        return ""

    body = _YEAR.sub(r"\1\\", _DEFINITION.sub(collect, text))
    # A note that nothing refers to is set after the others rather than lost.
    order = list(dict.fromkeys([*_REFERENCE.findall(body), *notes]))
    order = [name for name in order if name in notes]
    numbers = {name: str(number) for number, name in enumerate(order, 1)}
    reader = _Reader(numbers)
    blocks = list(reader.blocks(_parser().parse(body)))
    for name in order:
        spans = tuple(
            span for block in reader.blocks(_parser().parse(notes[name])) for span in block.spans
        )
        blocks.append(TextBlock("note", spans, marker=numbers[name]))
    unknown = dict.fromkeys(name for name in _REFERENCE.findall(body) if name not in notes)
    return Parsed(tuple(blocks), tuple(reader.rejected), tuple(unknown))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    # Imported here because `--help` must not wait for it.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero").enable(list(_RULES))
    # Every target is a link here; those that a panel may not carry are reported, not dropped.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # its own hook
    return parser


class _Reader(Struct):
    """Walks markdown-it's tokens once."""

    numbers: dict[str, str]
    rejected: list[str] = field(default_factory=list)

    def blocks(self, tokens: Sequence[Token]) -> Iterator[TextBlock]:
        """One block for each run of inline text, named after what it stands in."""
        lists: list[list[int]] = []
        quotes = level = 0
        fresh_item = False
        for token in tokens:
            match token.type:
                case "bullet_list_open":
                    lists.append([0])
                case "ordered_list_open":
                    lists.append([int(token.attrGet("start") or 1)])
                case "bullet_list_close" | "ordered_list_close":
                    lists.pop()
                case "list_item_open":
                    fresh_item = True
                case "list_item_close":
                    if lists[-1][0]:
                        lists[-1][0] += 1
                case "blockquote_open":
                    quotes += 1
                case "blockquote_close":
                    quotes -= 1
                case "heading_open":
                    level = int(token.tag[1])
                case "heading_close":
                    level = 0
                case "inline":
                    spans = tuple(self._spans(token.children or []))
                    if not any(span.text.strip() for span in spans):
                        continue
                    if level:
                        yield TextBlock("heading", spans, level=level)
                        continue
                    kind: Kind = "item" if lists else "quote" if quotes else "paragraph"
                    marker = ""
                    if lists and fresh_item:
                        marker = f"{lists[-1][0]}." if lists[-1][0] else BULLET
                        fresh_item = False
                    yield TextBlock(kind, spans, marker=marker)
                case _:
                    pass

    def _spans(self, tokens: Sequence[Token]) -> Iterator[Span]:
        manner = Span("")
        depth = {"em": 0, "strong": 0}
        spans: list[Span] = []
        for token in tokens:
            match token.type:
                case "em_open" | "em_close" | "strong_open" | "strong_close":
                    depth[token.tag] += token.nesting
                    manner = replace(manner, italic=depth["em"] > 0, bold=depth["strong"] > 0)
                case "link_open":
                    manner = replace(manner, link=self._target(str(token.attrGet("href") or "")))
                case "link_close":
                    manner = replace(manner, link=None)
                case "softbreak":
                    spans.append(replace(manner, text=" "))
                case "hardbreak":
                    spans.append(replace(manner, text="\n"))
                case _:
                    spans += self._with_notes(replace(manner, text=token.content))
        return _joined(spans)

    def _target(self, href: str) -> str | None:
        if href.lower().startswith(LINK_SCHEMES):
            return href
        self.rejected.append(href)
        return None

    def _with_notes(self, span: Span) -> Iterator[Span]:
        at = 0
        for match in _REFERENCE.finditer(span.text):
            number = self.numbers.get(match.group(1))
            if number is None:
                continue
            yield replace(span, text=span.text[at : match.start()])
            yield Span(number, superior=True)
            at = match.end()
        yield replace(span, text=span.text[at:])


def _joined(spans: Sequence[Span]) -> Iterator[Span]:
    """Neighbours in one manner become one span."""
    held: Span | None = None
    for span in spans:
        if not span.text:
            continue
        if held is not None and replace(held, text="") == replace(span, text=""):
            held = replace(held, text=held.text + span.text)
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held
