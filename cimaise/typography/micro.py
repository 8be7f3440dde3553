"""Micro-typography by language: a paragraph's text, or its spans, as they are to be set."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from msgspec import Struct
from msgspec.structs import replace

from cimaise.typography import english, french
from cimaise.typography.drafts import MASK, Change, Typeset
from cimaise.typography.spans import Span

__all__ = [
    "LANGUAGES",
    "Change",
    "Typeset",
    "TypesetSpans",
    "has_rules",
    "one_line",
    "typeset",
    "typeset_spans",
]

LANGUAGES: dict[str, Callable[[str], Typeset]] = {"fr": french.typeset, "en": english.typeset}


class TypesetSpans(Struct, frozen=True):
    """Spans as they are to be set, and what was changed; offsets count in the joined source."""

    spans: tuple[Span, ...]
    changes: tuple[Change, ...]


@lru_cache(maxsize=4096)
def typeset(text: str, language: str) -> Typeset:
    """Apply a language's rules to one paragraph; another language's text stays as it is."""
    rules = _rules_of(language)
    if rules is None or not text:
        return Typeset(text, (), origins=tuple(range(len(text))))
    return rules(text)


def has_rules(language: str) -> bool:
    """Whether texts in `language`, of whatever region, are set by rules of its own."""
    return _rules_of(language) is not None


def _rules_of(language: str) -> Callable[[str], Typeset] | None:
    return LANGUAGES.get(language.lower().split("-")[0].split("_")[0])


def one_line(text: str, language: str) -> str:
    """A title as it is named in a file's properties: on one line, with the typographer's signs."""
    return typeset(" ".join(text.split()), language).text


@lru_cache(maxsize=4096)
def _typeset_cached(spans: tuple[Span, ...], language: str) -> TypesetSpans:
    # Note numbers are no part of the word or figure they follow.
    masked = "".join(MASK * len(s.text) if s.superior else s.text for s in spans)
    source = "".join(span.text for span in spans)
    outcome = typeset(masked, language)
    text = outcome.text
    if MASK in text:
        text = "".join(
            source[origin] if char == MASK else char
            for char, origin in zip(text, outcome.origins, strict=True)
        )
    ends = list(accumulate(len(span.text) for span in spans))
    borders = {bisect_left(outcome.origins, end) for end in ends}
    borders.update(place for pair in outcome.superiors + outcome.small_caps for place in pair)
    superior = {start for start, _ in outcome.superiors}
    small = {start for start, _ in outcome.small_caps}
    result: list[Span] = []
    for start, end in pairwise(sorted(borders | {0, len(text)})):
        span = spans[bisect_right(ends, outcome.origins[start])]
        raised = span.superior or start in superior
        capitals = span.small_caps or start in small
        result.append(replace(span, text=text[start:end], superior=raised, small_caps=capitals))
    return TypesetSpans(tuple(result), outcome.changes)


def typeset_spans(spans: Sequence[Span], language: str) -> TypesetSpans:
    """Apply a language's rules across span borders; ordinals become superior spans of their own."""
    return _typeset_cached(tuple(spans), language)
