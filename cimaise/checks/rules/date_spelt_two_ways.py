"""A date is written in two ways, or one event has two dates.

What it does: looks in the texts for dates in a form that the exhibition uses less than another
(3/9/1944 or 3 sept. among dates in full), each language by itself; and in the chronologies for the
same event, in the same words, with different dates on two panels.

Why it is bad: visitors take two dates for a mistake; one of them is.

How to fix it: decide for one form and write it everywhere; look the event up.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.texts import place_of, prose
from cimaise.checks.uses import Use, finding_at
from cimaise.model.exhibition import Exhibition
from cimaise.typography.alike import as_read
from cimaise.typography.markdown import plain

CODE: Final = "date-spelt-two-ways"
# Fewer words without a place ("freed") tell of many events.
FEWEST_WORDS: Final = 4
_MONTHS_FR = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_MONTHS_EN = "January|February|March|April|May|June|July|August|September|October|November|December"
_SHORT_FR = r"janv\.|févr\.|avr\.|juil\.|sept\.|oct\.|nov\.|déc\."
_SHORT_EN = r"(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\b\.?"
DATE_FORMS: Final = {
    "fr": {
        "in full": re.compile(rf"\b\d{{1,2}}(?:er)?[\s  ](?:{_MONTHS_FR})\b"),
        "with a capital": re.compile(rf"\b\d{{1,2}}(?:er)?[\s  ](?:{_MONTHS_FR.title()})\b"),
        "shortened": re.compile(rf"\b\d{{1,2}}(?:er)?[\s  ](?:{_SHORT_FR})(?=\W|$)"),
        "in figures": re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d\b"),
    },
    "en": {
        "in full": re.compile(rf"\b\d{{1,2}}[\s  ](?:{_MONTHS_EN})\b"),
        "month first": re.compile(rf"\b(?:{_MONTHS_EN})[\s  ]\d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)"),
        "with an ending": re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)[\s  ](?:{_MONTHS_EN})\b"),
        "shortened": re.compile(rf"\b\d{{1,2}}[\s  ](?:{_SHORT_EN})(?=\W|$)"),
        "in figures": re.compile(r"\b\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d\b"),
    },
}


def find(exhibition: Exhibition) -> Iterator[Finding]:
    """A warning per date in a rarer form, and per event with a rarer date."""
    # What one text says for all languages is told once.
    told: set[tuple[str, object]] = set()
    for language in exhibition.languages:
        yield from _dates(exhibition, language)
        for found in _events(exhibition, language):
            if (found.key, found.span) not in told:
                told.add((found.key, found.span))
                yield found


def _dates(exhibition: Exhibition, language: str) -> Iterator[Finding]:
    forms = DATE_FORMS.get(language.split("-")[0])
    if forms is None:
        return
    uses: dict[str, list[Use]] = defaultdict(list)
    for panel in exhibition.panels:
        for text in prose(panel, exhibition):
            if text.language != language or text.is_common:
                continue
            words = plain(text.text)
            for form, pattern in forms.items():
                for match in pattern.finditer(words):
                    before = words[: match.start()].count(match.group())
                    span = place_of(panel.document, text.path, match.group().split(), before)
                    uses[form].append(Use(match.group(), panel.label, span))
    if len(uses) < 2:
        return
    usual = max(uses, key=lambda form: (len(uses[form]), form == "in full"))
    for form, found in uses.items():
        if form == usual:
            continue
        for use in found:
            yield finding_at(
                CODE,
                f"the date “{use.spelling}” is {form}; others are {usual}",
                use,
                _hint(use.spelling, usual, uses[usual][0].spelling, language),
                f"{language} {use.spelling}",
                language,
            )


def _hint(spelling: str, usual: str, example: str, language: str) -> str:
    """The same day in the usual form; where it cannot be said, another day in that form."""
    language = language.split("-")[0]
    day, month, year = _parts(spelling, language)
    if usual != "in full" or not month:
        return f"write it like “{example}”"
    first = "er" if language == "fr" and day == 1 else ""
    return f"write it as “{day}{first} {month}{f' {year}' if year else ''}”"


def _parts(spelling: str, language: str) -> tuple[int, str, str]:
    """A date's day, the name of its month, and its year; empty where they are not said."""
    months = {"fr": _MONTHS_FR, "en": _MONTHS_EN}[language].split("|")
    numbers = re.findall(r"\d+", spelling)
    word = re.search(r"[^\W\d_]{3,}", spelling)
    if word is not None:
        opening = word.group().casefold()
        named = [month for month in months if month.casefold().startswith(opening)]
        return int(numbers[0]), named[0] if named else "", ""
    day, month, year = numbers
    return int(day), months[int(month) - 1] if 1 <= int(month) <= len(months) else "", year


def _events(exhibition: Exhibition, language: str) -> Iterator[Finding]:
    """The same event, in the same words at the same place, with another date on another panel."""
    events: dict[tuple[str, str], list[Use]] = defaultdict(list)
    for panel in exhibition.panels:
        for number, event in enumerate(panel.chronology):
            span = panel.span("chronology", number, "date")
            words, place = (
                as_read(text.get(language), text.language(language)).casefold() if text else ""
                for text in (event.text, event.place)
            )
            if place or len(words.split()) >= FEWEST_WORDS:
                events[words, place].append(Use(event.date, panel.label, span))
    for (words, _), found in events.items():
        counted = Counter(use.spelling for use in found)
        if len(counted) < 2 or len({use.panel for use in found}) < 2:
            continue
        usual, _ = counted.most_common(1)[0]
        for use in found:
            if use.spelling != usual:
                message = f"“{words[:40]}” is dated {use.spelling} here, {usual} elsewhere"
                hint = "one of the two dates is wrong; write the right one in both places"
                yield finding_at(CODE, message, use, hint, use.spelling)
