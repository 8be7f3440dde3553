"""A text cut at its end: how much of it must go so that the rest fits, and what is left then."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from cimaise.typography.counting import word_ends
from cimaise.typography.spans import Span, TextBlock


def least_cut(fits: Callable[[int], bool], words: int, guess: int) -> int:
    """How many words must go from the end so that the first `words - n` fit.

    Looks around `guess` first, in growing steps: a text is set anew for every answer of `fits`.
    """
    low, high = 0, words  # `low` words fit (none do always), `high` do not
    step = 2
    at = min(max(words - guess, 1), words - 1)
    while low < at < high:
        if fits(at):
            low, at = at, at + step
        else:
            high, at = at, at - step
        step *= 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return words - low


def first_words(blocks: Sequence[TextBlock], words: int) -> tuple[TextBlock, ...]:
    """The first `words` words of a text, manner and spaces kept as they are written."""
    kept: list[TextBlock] = []
    for block in blocks:
        if words <= 0:
            break
        ends = word_ends(block.text)
        if len(ends) > words:
            block = replace(block, spans=tuple(_cut(block.spans, ends[words - 1])))
        words -= len(ends)
        kept.append(block)
    return tuple(kept)


def _cut(spans: Sequence[Span], length: int) -> Iterator[Span]:
    """The spans' first characters."""
    for span in spans:
        if length <= 0:
            return
        yield replace(span, text=span.text[:length])
        length -= len(span.text)
