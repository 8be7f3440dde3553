"""A text dates an event otherwise than the chronology does.

What it does: looks for plain sentences that tell of an entry of a chronology, on any panel, and of
nothing else: the same act with its verb (a town is freed, a garrison surrenders, someone is born),
the same place or names, one date, and only small words beside. Where the chronology has another
day for it, or the same day of another year, the text is told of. Captions without a verb ("Freed
Paris, 26 August"), questions, texts that ask "true or false", sentences that say anything more
("not yet", "the anniversary of") or give a limit ("by 30 August") are left alone, as are acts that
happen twice or for days, such as bombings and troops that land: the rule would rather miss a
mistake than invent one. It reads French and English.

Why it is bad: one of the two dates is wrong, and they hang in the same room.

How to fix it: look the event up, and write one date in both places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from cimaise.checks.acts import SMALL, TOLD_BY_PLACE, WITH_ARTICLE, act_of, listed
from cimaise.checks.findings import Finding
from cimaise.checks.statements import DATE, PLACE, WORD, is_stated
from cimaise.checks.texts import place_of, sentences, written
from cimaise.checks.told_dates import ToldDate, told_dates
from cimaise.checks.uses import Use, finding_at
from cimaise.layout.figures.dates import TimeSpan, calendar_date, parse
from cimaise.layout.figures.dates_in_words import written as in_words
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Event
from cimaise.typography.alike import as_read, pattern_of

CODE: Final = "date-disagrees"
NOT_TOLD: Final = frozenset({"rights", "credit", "sources", "credits", "logos", "chronology"})
# A sentence without a year is only sure of it where the whole exhibition tells of few years.
LONGEST_DAYS: Final = 730
# What follows is no longer about the act, or about its date.
_TAIL = re.compile(
    r"[;:(–—]|\s(?:et|and|mais|but)\s"
    r"|,\s(?:où|qui|dans|avec|sans|après|puis|mais|where|which|who|with|without|after|then|but)\s"
)
_QUESTION = re.compile(r"\?[\s)\]»”’\"]*$")
_QUIZ = re.compile(r"\b(?:vrai\s+ou\s+faux|true\s+or\s+false)\b", re.IGNORECASE)
_PRONOUNS: Final = listed(
    "il elle on tout tous chacun personne rien nul celui celle he she it everyone everybody"
    " everything each one nobody nothing there who what"
)
_SINGULAR: Final = (["est"], ["fut"], ["is"], ["was"])
# Before a date, perhaps with a time of day between: done by then, or only later.
_LIMIT = re.compile(
    r"\b(?:au\s|(?:by|before|until|till|after|since|avant|après|dès|jusqu['’](?:à|au))\s"
    r"(?:(?:the|dawn|morning|noon|evening|night|of|on|l|le|la|aube|matin|midi|soir|nuit)\W+)*)$",
    re.IGNORECASE,
)
_ARTICLES: Final = listed("le du au the")
_PLURAL: Final = listed("les des aux par the by")
_INSIDE: Final = listed("à au en in at")


class _Entry(Struct, frozen=True):
    """An entry of a chronology that a sentence may be about."""

    where: str
    act: str
    place: str
    names: frozenset[str]
    words: frozenset[str]
    days: tuple[int, int]
    said: str


def find(exhibition: Exhibition) -> Iterator[Finding]:
    """A warning per date that no entry about the same event has."""
    for language in exhibition.languages:
        texts = [
            (panel, text)
            for panel in exhibition.panels
            for text in written(panel, exhibition)
            if text.language == language
        ]
        entries = tuple(_entries(exhibition, language, [text.text for _, text in texts]))
        if not entries:
            continue
        short = _is_short(exhibition)
        for panel, text in texts:
            if NOT_TOLD.intersection(map(str, text.path)) or _QUIZ.search(text.text):
                continue
            before = ""
            for sentence in sentences(text.text):
                earlier = before
                before += f"{sentence} "
                found = _disagreeing(sentence, language, entries, short)
                if found is None:
                    continue
                told, entry = found
                skipped = f"{earlier}{sentence[: told.start]}".count(told.words)
                span = place_of(panel.document, text.path, told.words.split(), skipped)
                where = "its" if entry.where == panel.label else f"{entry.where}'s"
                yield finding_at(
                    CODE,
                    f"“{told.words}” for what {where} chronology dates {entry.said}",
                    Use(told.words, panel.label, span),
                    "one of the two dates is wrong; write the right one in both places",
                    f"{language} {told.words}",
                    text.own_language,
                )


def _dated(exhibition: Exhibition) -> Iterator[tuple[str, Event, TimeSpan]]:
    """Every dated entry, with whose it is."""
    owners = [(panel.label, panel.chronology) for panel in exhibition.panels]
    for where, events in [("the exhibition", exhibition.chronology), *owners]:
        for event in events:
            try:
                yield where, event, parse(event.date)
            except ValueError:
                continue  # laying it out reports it


def _is_short(exhibition: Exhibition) -> bool:
    """Whether all chronologies together are too short for a day of the year to mean two."""
    spans = [span for _, _, span in _dated(exhibition)]
    starts = [span.start_day for span in spans if span.start_day is not None]
    ends = [span.end_day for span in spans if span.end_day is not None]
    return bool(starts and ends) and max(ends) - min(starts) <= LONGEST_DAYS


def _entries(exhibition: Exhibition, language: str, texts: Sequence[str]) -> Iterator[_Entry]:
    """The entries that a sentence can be about; `texts` are all of the panels in the language."""
    for where, event, span in _dated(exhibition):
        words = WORD.findall(event.text.get(language))
        acts = {act for word in words if (act := act_of(word, in_a_list=True))}
        if len(acts) != 1 or span.first is None or span.last is None:
            continue
        if span.first.approximate or span.last.approximate:
            continue
        place = as_read(event.place.get(language), "") if event.place else ""
        # A capital at the beginning makes no name of a word that has none elsewhere.
        names = {
            word
            for at, word in enumerate(words)
            if word[0].isupper()
            and word.casefold() not in SMALL
            and act_of(word, in_a_list=True) is None
            and (at or _is_name(words) or _stands_again(word, event.text.get(language), texts))
        }
        act = acts.pop()
        if not (place or names) or (place and act not in TOLD_BY_PLACE and not names):
            continue
        yield _Entry(
            where,
            act,
            place,
            frozenset(name.casefold() for name in names),
            frozenset(word.casefold() for word in words),
            (span.first.first_day, span.last.last_day),
            in_words(span, language),
        )


def _is_name(words: Sequence[str]) -> bool:
    """Whether words begin with a subject that has no article: `Anvers est libérée`."""
    return words[0].casefold() not in _PRONOUNS and words[1:2] in _SINGULAR


def _stands_again(word: str, own: str, texts: Sequence[str]) -> bool:
    """Whether a word has its capital inside a sentence of another text: then it is a name."""
    inside = re.compile(rf"[^\W\d_],? {re.escape(word)}\b")
    return any(inside.search(text) for text in texts if text != own)


def _disagreeing(
    sentence: str, language: str, entries: Sequence[_Entry], short: bool
) -> tuple[ToldDate, _Entry] | None:
    """The date of a sentence, and the entry that it tells of with another date."""
    if _QUESTION.search(sentence):
        return None
    tail = _TAIL.search(sentence)
    parts = [sentence] if tail is None else [sentence, sentence[: tail.start()]]
    for part in parts:
        told = told_dates(part, language)
        if len(told) != 1 or _LIMIT.search(part, 0, told[0].start):
            continue
        about = [entry for entry in entries if _tells_of(part, told[0], entry, language)]
        if len({entry.days for entry in about}) != 1:
            continue  # of none, or perhaps of another one
        entry = about[0]
        year = calendar_date(entry.days[0])[0]
        days = told[0].numbers(year)
        if days is None or (told[0].year is None and not short):
            return None
        # Another day of another year may be another event; the same day is a slip of the year.
        is_other_year = told[0].year not in (None, year)
        return None if _differ(days, entry.days) is is_other_year else (told[0], entry)
    return None


def _differ(told: tuple[int, int], listed: tuple[int, int]) -> bool:
    if told[0] < told[1] and listed[0] < listed[1]:
        return told != listed
    return told[1] < listed[0] or told[0] > listed[1]


def _tells_of(part: str, told: ToldDate, entry: _Entry, language: str) -> bool:
    """Whether part of a sentence states the entry's act, at its place, and nothing else."""
    rest = f"{part[: told.start]} {DATE} {part[told.end :]}"
    if entry.place:
        where = re.search(rf"(?<![\w-]){pattern_of(entry.place)}(?![\w-])", rest)
        if where is None:
            return False
        before = WORD.findall(rest[: where.start()])
        # Freed in a town: a prisoner. Freed, the town: what is meant.
        if entry.act == "free" and before and before[-1].casefold() in _INSIDE:
            return False
        rest = f"{rest[: where.start()]} {PLACE} {rest[where.end() :]}"
    if not is_stated(rest, entry.act, language):
        return False
    words = WORD.findall(rest)
    names: set[str] = set()
    for at, word in enumerate(words):
        lower = word.casefold()
        if act_of(word) == entry.act:
            if entry.act in WITH_ARTICLE and (not at or words[at - 1].casefold() not in _ARTICLES):
                return False
        elif lower in entry.names:
            names.add(lower)
        elif word[0].isupper() and lower not in SMALL:
            # Who did it, where the entry does not say.
            if entry.names or not at or words[at - 1].casefold() not in _PLURAL:
                return False
        elif lower not in SMALL and lower not in entry.words:
            return False
    by_place = entry.place and entry.act in TOLD_BY_PLACE
    return bool(by_place) or names == entry.names
