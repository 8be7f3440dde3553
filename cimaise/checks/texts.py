"""Texts of a panel as rules read them: by language, as sentences, with places in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from cimaise.diagnostics import Span
from cimaise.model.exhibition import Exhibition
from cimaise.model.languages import texts_of
from cimaise.model.panel import Panel
from cimaise.source import Document, Keys
from cimaise.typography.counting import count_words
from cimaise.typography.markdown import parse

NOT_READ = frozenset({"alt", "rights", "credit", "sources", "credits", "logos"})
"""Keys whose texts are no prose that a visitor reads through."""

# A stop ends a sentence where a new one begins: not after initials and short forms. Some of these
# are words too (art., no.): after them, where no number follows.
_ENDS_SHORT = re.compile(
    r"\b(?:M|MM|Mme|Mlle|Mr|Mrs|Ms|Dr|St|Ste|cf|av|apr|ex|"
    r"Gen|Gén|Col|Lt|Cdt|Cap|Sgt|[A-ZÉ])$"
)
_ENDS_COUNTED = re.compile(r"\b(?:pp?|nos?|n|art|vol|fig|env|ca?|j|s)$", re.IGNORECASE)
_NUMBER = re.compile(r"\d|(?:[IVXLC]{2,}|[VXLC])\b")
_STOP = re.compile(r"[.!?…]+[)\]»”’\"  ]*(?=\s|$)")


class Written(Struct, frozen=True):
    """One version of a text: its language, its Markdown, and the keys that lead to it."""

    language: str
    text: str
    path: Keys
    is_common: bool
    """Whether the same words serve several languages, so that they may be in none of them."""

    @property
    def own_language(self) -> str | None:
        """The language that it is for alone; None where it is for all."""
        return None if self.is_common else self.language


def written(panel: Panel, exhibition: Exhibition) -> Iterator[Written]:
    """Every text of the panel in every language of the exhibition, common ones once."""
    is_shared = len(exhibition.languages) > 1
    for path, text in texts_of(panel):
        if not text.versions:
            yield Written(exhibition.languages[0], text.common, path, is_shared)
        for language, version in text.versions:
            if language in exhibition.languages:
                yield Written(language, version, (*path, language), False)


def prose(panel: Panel, exhibition: Exhibition) -> Iterator[Written]:
    """The texts that visitors and pupils read through."""
    for text in written(panel, exhibition):
        if not NOT_READ.intersection(key for key in text.path if isinstance(key, str)):
            yield text


def word_count(markdown: str) -> int:
    """How many words a text has, headings and notes included."""
    return sum(count_words(block.text) for block in parse(markdown))


def sentences(markdown: str) -> Iterator[str]:
    """The sentences of a text, block by block."""
    for block in parse(markdown):
        text = " ".join(span.text for span in block.spans if not span.superior)
        text = " ".join(text.split())
        start = 0
        for stop in _STOP.finditer(text):
            rest = text[stop.end() :].lstrip()
            is_short = stop.group().startswith(".") and _is_short(text[start : stop.start()], rest)
            if is_short or (rest and not (rest[0].isupper() or rest[0] in "«“\"'‘–—(0123456789")):
                continue
            yield text[start : stop.end()].strip()
            start = stop.end()
        if text[start:].strip():
            yield text[start:].strip()


def _is_short(before: str, rest: str) -> bool:
    """Whether the last word of `before` is a short form, given what follows its stop."""
    if _ENDS_SHORT.search(before):
        return True
    return bool(_ENDS_COUNTED.search(before) and _NUMBER.match(rest))


def place_of(
    document: Document | None, path: Keys, opening: Sequence[str], skipped: int = 0
) -> Span | None:
    """Where in the file the words `opening` stand inside the value at `path`; else the value.

    `skipped` times the same words stand before.
    """
    if document is None:
        return None
    whole = document.span(*path)
    lines = document.text.splitlines()
    region = lines[whole.line - 1 : max(whole.end_line, whole.line)]
    if not region or not opening:
        return whole
    # The line that opens a block text holds none of it, but perhaps a comment.
    opens_block = whole.text[whole.column - 1 : whole.column] in ("|", ">")
    region[0] = "" if opens_block else " " * (whole.column - 1) + region[0][whole.column - 1 :]
    joined = "\n".join(region)
    between = r"[\s*_]+"
    pattern = between.join(re.escape(word) for word in opening)
    places = list(re.finditer(pattern, joined))
    if not places:
        return whole
    found = places[min(skipped, len(places) - 1)]
    before = joined[: found.start()].split("\n")
    line = whole.line + len(before) - 1
    column = len(before[-1]) + 1
    length = len(found.group().split("\n")[0])
    return replace(
        whole,
        line=line,
        column=column,
        end_line=line,
        end_column=column + length,
        text=lines[line - 1],
    )


def text_span(panel: Panel, path: Keys) -> Span | None:
    """The place of a text in its panel's file: its key where it has one of its own."""
    return panel.key_span(*path) if len(path) < 2 else panel.span(*path)
