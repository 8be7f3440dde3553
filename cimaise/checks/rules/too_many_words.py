"""A text, or a whole panel, has more words than visitors read standing.

What it does: counts the words of the lead, the text and each caption, in every language, and those
of the panel: lead, text, quotation and key figures together. Titles are seen at a glance, captions
are looked at one by one: they do not count, nor do dates, names on maps, sources and credits. What
is too long is told once: the panel's sum only where its texts, each cut to its own limit, would
still be too many, or where the sum is twice its limit and none of them is. The limits of the guide
are in English and French; other languages are judged by the English ones.

Why it is bad: visitors give a panel about two minutes; what is beyond is skipped, often the end.

How to fix it: cut, split the panel in two, or move what is left over into the booklet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from cimaise.checks.findings import Finding
from cimaise.checks.limits import LIMITS, value
from cimaise.checks.texts import Written, text_span, word_count, written
from cimaise.diagnostics import Severity, counted
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.source import Keys

CODE: Final = "too-many-words"
READ_STANDING: Final = ("lead", "text", "quote", "figures")
HAVE_LIMITS: Final = ("lead", "text")


class _Count(Struct, frozen=True):
    """The words of one text in one language, with the limit of such a text if it has one."""

    part: str
    path: Keys
    words: int
    limit: float | None

    @property
    def over(self) -> Severity | None:
        """How bad its length is."""
        if self.limit is None or self.words <= self.limit:
            return None
        return Severity.INFO if self.words < 2 * self.limit else Severity.WARNING


def find(exhibition: Exhibition, panel: Panel) -> Iterator[Finding]:
    """An info above the limit, a warning from twice of it."""
    texts = tuple(written(panel, exhibition))
    told: dict[tuple[_Count, str], None] = {}
    for language in exhibition.languages:
        ours = [text for text in texts if text.is_common or text.language == language]
        counts = [count for text in ours for count in _counted(text, language)]
        together = [count for count in counts if count.part in READ_STANDING]
        whole = _whole(together, language) if together else None
        if whole and whole.over is Severity.WARNING and not _any(together, Severity.WARNING):
            told[whole, language] = None
            counts = [count for count in counts if count not in together]
        elif whole and _still_over(together, whole):
            told[whole, language] = None
        told |= dict.fromkeys((count, language) for count in counts if count.over)
    for count, language in told:
        yield _finding(panel, count, language)


def _counted(text: Written, language: str) -> Iterator[_Count]:
    keys = [key for key in text.path if isinstance(key, str)]
    part = "caption" if "caption" in keys else keys[0]
    if part == "caption" or part in READ_STANDING:
        has_limit = part == "caption" or part in HAVE_LIMITS
        limit = _limit(part, language) if has_limit else None
        yield _Count(part, text.path, word_count(text.text), limit)


def _limit(part: str, language: str) -> float:
    name = f"{part}-words-{language.split('-')[0]}"
    return value(name if name in LIMITS else f"{part}-words-en")


def _whole(together: Sequence[_Count], language: str) -> _Count:
    """All that is read of the panel, at the place of its longest text."""
    longest = max(together, key=lambda count: count.words)
    words = sum(count.words for count in together)
    return _Count("panel", longest.path, words, _limit("panel", language))


def _any(counts: Sequence[_Count], severity: Severity) -> bool:
    return any(count.over is severity for count in counts)


def _still_over(together: Sequence[_Count], whole: _Count) -> bool:
    """Whether the sum is too long for another reason than one text that is told of."""
    assert whole.limit is not None
    capped = sum(
        min(count.words, count.limit) if count.limit is not None else count.words
        for count in together
    )
    return capped > whole.limit


def _finding(panel: Panel, count: _Count, language: str) -> Finding:
    assert count.limit is not None
    subject = (
        "the panel's texts together have" if count.part == "panel" else f"the {count.part} has"
    )
    return Finding(
        CODE,
        count.over or Severity.INFO,
        f"{subject} {count.words} words; visitors read about {count.limit:.0f}",
        text_span(panel, count.path),
        None,
        f"cut {counted(round(count.words - count.limit), 'word')}, or leave them to the booklet",
        {"words": count.words, "most_words": count.limit},
        key="panel" if count.part == "panel" else "",
        language=language,
    )
