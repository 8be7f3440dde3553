"""A place is written in two ways.

What it does: collects the names of places from maps and chronologies, and looks for the same name
with other accents, hyphens or spaces, or with St for Saint, there and in the texts, each language
by itself; and for a name that two maps set more than a few kilometres apart. A word that begins a
sentence is told of where it only lacks accents of the name (Macon); with others (Maçon) it is
another word.

Why it is bad: visitors take two spellings for two places, and look for the second.

How to fix it: decide for one, and write it everywhere; mind that longitude comes first.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.limits import value
from cimaise.checks.texts import place_of, prose
from cimaise.checks.uses import Use, finding_at
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.model.texts import LocalText
from cimaise.source import Keys
from cimaise.typography.alike import as_read
from cimaise.typography.markdown import plain

CODE: Final = "place-spelt-two-ways"
SHORTEST_NAME: Final = 4
KM_PER_DEGREE: Final = 111.2
_APART = re.compile(r"[\s'’\-‐‑–]+")
_SHORT_SAINT = re.compile(r"(?<!\w)st(e?s?)(?:\.[\s\-‐‑–]*|[\s\-‐‑–]+)(?=\w)")
_SAINT = re.compile(r"(?:saint|st)(e?s?)\.?", re.IGNORECASE)
_BEGINS = re.compile(r"(?:^|[.!?…:\n])[\s«»“”\"'‘’(–—-]*$")

_LETTERS = re.compile(r"oe|ae|.", re.IGNORECASE)
_LIGATURES = dict.fromkeys(("œ", "oe"), "(?:œ|oe)") | dict.fromkeys(("æ", "ae"), "(?:æ|ae)")


def find(exhibition: Exhibition) -> Iterator[Finding]:
    """A warning per use of the rarer spelling, and per name that is too far from itself."""
    for language in exhibition.languages:
        yield from _spellings(exhibition, language, _names(exhibition, language))
    yield from _apart(_names(exhibition, exhibition.languages[0]))


def _norm(name: str) -> str:
    """A name without what spellings differ in; capitals count as small letters."""
    bare = "".join(char for char in _spelt_out(name) if not unicodedata.combining(char))
    return _APART.sub("", _SHORT_SAINT.sub(r"saint\1", bare))


def _spelt_out(name: str) -> str:
    """A name in small letters, each accent after its letter."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    return letters.replace("œ", "oe").replace("æ", "ae")


def _alike(name: str) -> str:
    """A name but for what typography settles itself: capitals, apostrophes, kinds of spaces."""
    return as_read(name, "").casefold()


def _names(exhibition: Exhibition, language: str) -> dict[str, list[Use]]:
    """Places on maps and in chronologies, by their bare letters."""
    names: dict[str, list[Use]] = defaultdict(list)

    def put(panel: Panel, text: LocalText, path: Keys, at: tuple[float, float] | None) -> None:
        name = " ".join(text.get(language).split())
        if len(_norm(name)) >= SHORTEST_NAME:
            span = panel.span(*path, *text.path(language))
            names[_norm(name)].append(Use(name, panel.label, span, at))

    for panel in exhibition.panels:
        if panel.map:
            for number, place in enumerate(panel.map.places):
                put(panel, place.name, ("map", "places", number, "name"), place.at)
        for number, event in enumerate(panel.chronology):
            if event.place:
                put(panel, event.place, ("chronology", number, "place"), None)
    return names


def _spellings(
    exhibition: Exhibition, language: str, names: dict[str, list[Use]]
) -> Iterator[Finding]:
    uses = {norm: list(found) for norm, found in names.items()}
    for panel in exhibition.panels:
        for text in prose(panel, exhibition):
            if text.language != language and not text.is_common:
                continue
            if (text.path[0] == "map" and "name" in text.path) or "place" in text.path:
                continue
            words = plain(text.text)
            bare = _norm(words)
            for norm, known in names.items():
                # Whatever is found has the name's bare letters, which are quicker to look for.
                if norm not in bare:
                    continue
                for match in _any_spelling(known[0].spelling).finditer(words):
                    if _norm(match.group()) != norm or not match.group()[0].isupper():
                        continue
                    begins = _BEGINS.search(words, 0, match.start()) is not None
                    if begins and not any(_may_be(match.group(), use.spelling) for use in known):
                        continue
                    span = place_of(panel.document, text.path, match.group().split())
                    uses[norm].append(Use(match.group(), panel.label, span))
    for found in uses.values():
        counted = Counter(_alike(use.spelling) for use in found)
        if len(counted) < 2:
            continue
        # The spelling used most is right; of two used as often, the one on a map.
        best, _ = max(counted.items(), key=lambda pair: pair[1])
        right = next(use.spelling for use in found if _alike(use.spelling) == best)
        often = "once" if counted[best] == 1 else f"{counted[best]} times"
        for use in found:
            if _alike(use.spelling) != best:
                yield finding_at(
                    CODE,
                    f"“{use.spelling}” is “{right}” elsewhere",
                    use,
                    f"write one of them everywhere; “{right}” stands {often}",
                    f"{language} {use.spelling}",
                    language,
                )


def _may_be(word: str, name: str) -> bool:
    """Whether a sentence's first word, capital or not, is the name with accents forgotten."""
    if len(_APART.split(name)) > 1:
        return True
    letters = iter(_spelt_out(name))
    return all(letter in letters for letter in _spelt_out(word))


@lru_cache(maxsize=1024)
def _any_spelling(name: str) -> re.Pattern[str]:
    """The name's letters with any accent, apart in any way, a saint written out or not."""
    parts = []
    for word in _APART.split(name):
        saint = _SAINT.fullmatch(word)
        if saint is not None:
            parts.append(rf"(?:saint|st){saint[1]}\.?")
            continue
        parts.append("".join(map(_any_letter, _LETTERS.findall(word))))
    between = r"[\s'’\-‐‑–]?"
    return re.compile(r"(?<!\w)" + between.join(parts) + r"(?!\w)(?![-‐‑–]\w)", re.IGNORECASE)


def _any_letter(letter: str) -> str:
    """A letter with any accent; two that may be written as one, either way."""
    joined = _LIGATURES.get(letter.casefold())
    if joined is not None:
        return joined
    if not letter.isalpha():
        return re.escape(letter)
    return f"[{re.escape(letter)}{re.escape(_bare(letter))}{_accented(letter)}]"


def _bare(char: str) -> str:
    return unicodedata.normalize("NFKD", char)[0]


def _accented(char: str) -> str:
    accents = {"a": "àâä", "c": "ç", "e": "éèêë", "i": "îï", "o": "ôö", "u": "ùûü"}
    return accents.get(_bare(char).casefold(), "")


def _apart(names: dict[str, list[Use]]) -> Iterator[Finding]:
    """The same name at two points."""
    most = value("place-apart")
    for found in names.values():
        located = [use for use in found if use.at is not None]
        for use in located[1:]:
            distance = _km(located[0].at, use.at)
            if distance > most:
                yield finding_at(
                    CODE,
                    f"“{use.spelling}” stands {distance:.0f} km from where panel "
                    f"{located[0].panel} has it",
                    use,
                    "one of the two points is wrong; longitude comes first",
                    "apart",
                )


def _km(one: tuple[float, float] | None, other: tuple[float, float] | None) -> float:
    """Distance of two points given as longitude and latitude, good enough for a country."""
    if one is None or other is None:
        return 0.0
    east = (one[0] - other[0]) * math.cos(math.radians((one[1] + other[1]) / 2))
    return math.hypot(east, one[1] - other[1]) * KM_PER_DEGREE
