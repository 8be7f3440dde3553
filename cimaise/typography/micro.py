"""Micro-typography by language: a paragraph's text, or its spans, as they are to be set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from cimaise.typography import english, french
from cimaise.typography.drafts import MASK, Change, Typeset
from cimaise.typography.spans import Span

__all__ = ["LANGUAGES", "Change", "Typeset", "TypesetSpans", "typeset", "typeset_spans"]

LANGUAGES: dict[str, Callable[[str], Typeset]] = {"fr": french.typeset, "en": english.typeset}


@dataclass(frozen=True, slots=True)
class TypesetSpans:
    """Spans as they are to be set, and what was changed; offsets count in the joined source."""

    spans: tuple[Span, ...]
    changes: tuple[Change, ...]


@lru_cache(maxsize=4096)
def typeset(text: str, language: str) -> Typeset:
    """Apply a language's rules to one paragraph; another language's text stays as it is."""
    rules = LANGUAGES.get(language.lower().split("-")[0].split("_")[0])
    if rules is None or not text:
        return Typeset(text, (), origins=tuple(range(len(text))))
    return rules(text)


@lru_cache(maxsize=4096)
def _typeset_cached(spans: tuple[Span, ...], language: str) -> TypesetSpans:
    # Note numbers are no part of the word or figure they follow.
    masked = "".join(MASK * len(s.text) if s.superior else s.text for s in spans)
    owners = [index for index, span in enumerate(spans) for _ in span.text]
    source = "".join(span.text for span in spans)
    outcome = typeset(masked, language)
    superior = _members(outcome.superiors)
    small = _members(outcome.small_caps)

    def manner(at: int) -> tuple[int, bool, bool]:
        return owners[outcome.origins[at]], at in superior, at in small

    result: list[Span] = []
    for (owner, is_superior, is_small), places in groupby(range(len(outcome.text)), manner):
        text = "".join(
            source[outcome.origins[at]] if outcome.text[at] == MASK else outcome.text[at]
            for at in places
        )
        span = spans[owner]
        result.append(
            replace(
                span,
                text=text,
                superior=span.superior or is_superior,
                small_caps=span.small_caps or is_small,
            )
        )
    return TypesetSpans(tuple(result), outcome.changes)


def typeset_spans(spans: Sequence[Span], language: str) -> TypesetSpans:
    """Apply a language's rules across span borders; ordinals become superior spans of their own."""
    return _typeset_cached(tuple(spans), language)


def _members(ranges: Sequence[tuple[int, int]]) -> frozenset[int]:
    return frozenset(at for start, end in ranges for at in range(start, end))
