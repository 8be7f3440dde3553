"""What happens once: words for a liberation, a landing, a birth, in both languages, as data.

A town is bombed many times and freed once; only of what happens once can a second date be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final


def listed(words: str) -> frozenset[str]:
    """Words written one after the other."""
    return frozenset(words.split())


ACTS: Final[Mapping[str, str]] = {
    "free": r"libér(?:er|é|ée|és|ées|e|ent|a|èrent|ation)|libèrent|libère|liberat(?:ed|es|e|ion)"
    r"|freed|frees",
    "land": r"débarquement|landings?",
    "surrender": r"rend(?:ent|it|irent)?|rendue?s?|reddition|capitul(?:e|ent|a|èrent|ation)"
    r"|surrender(?:s|ed)?|capitulat(?:es|ed)",
    "rise": r"insurg(?:e|ent|ea|èrent)|insurrection|soulève(?:nt|ment)?|souleva|rises|rise|rose"
    r"|uprising",
    "enter": r"entr(?:e|ent|a|èrent|ée|ées|és|é)|enter(?:s|ed)?",
    "born": r"naît|née?s?|naquit|naissance|born|birth",
    "die": r"meurt|mort|morte|mourut|décès|dies|died|death",
    "found": r"fond(?:e|ent|é|ée|és|ées|a|èrent|ation)|found(?:s|ed|ing)",
    "open": r"inaugur(?:e|ent|é|ée|és|ées|a|èrent|ation)|inaugurat(?:ed|es)",
    "sign": r"sign(?:e|ent|é|ée|és|ées|a|èrent|ature)|sign(?:s|ed)",
    "proclaim": r"proclam(?:e|ent|é|ée|és|ées|a|èrent|ation)|proclaim(?:s|ed)",
    "abolish": r"abol(?:it|i|ie|is|ies|irent|ition)|abolish(?:es|ed)",
}
"""Acts by name: the forms of the words that tell of them."""

IN_LISTS: Final[Mapping[str, str]] = {
    "free": r"libres?|free",
    "land": r"débarqu(?:er|e|ent|a|èrent)|lands|landed|land",
}
"""Words that tell of an act in a list of dates; in a sentence they may tell what came of it."""

WITH_ARTICLE: Final = frozenset({"land"})
"""Acts that go on for days: a sentence tells of the first only as of something known."""

SMALL: Final = listed(
    """
    a à ainsi alors au aussi aux ce ces cette dans de des du en enfin est et été eut finalement
    fut furent l d s n la le les leur leurs ont par où se sont sur un une ville villes pays
    jour jours matin soir aube midi nuit troupes troupe forces force armée armées unités
    soldats combattants lundi mardi mercredi jeudi vendredi samedi dimanche also an and are
    army at been by city cities dawn day days evening finally fighters forces has have in into is
    itself morning night noon of on own soldiers that the their this too town towns troops
    units up was were with monday tuesday wednesday thursday friday saturday sunday
    """
)
"""Words that a plain sentence about such an act is made of, beside the act's own."""

TOLD_BY_PLACE: Final = frozenset({"free", "rise", "open", "abolish"})
"""Acts that a place's name is enough to tell apart; others want all the names of the entry."""

NOUNS: Final = re.compile(
    r"libération|liberation|débarquement|landings?|reddition|capitulation|surrender|insurrection"
    r"|soulèvement|uprising|rise|entrée|naissance|birth|mort|décès|death|fondation|founding"
    r"|inauguration|signature|proclamation|abolition"
)
"""Forms of acts that only a verb beside them makes a statement."""

PARTICIPLES: Final = re.compile(
    r"(?:libér|entr|n|fond|inaugur|sign|proclam)ée?s?|rendue?s?|morte?|abolie?s?"
    r"|libérer|libre|born|freed|liberated|founded|inaugurated|signed|proclaimed|abolished"
)
"""Forms that tell of an act with an auxiliary before them; without, of what came of it."""

ACTIVE: Final = re.compile("freed|liberated|founded|inaugurated|signed|proclaimed|abolished")
"""Participles that are a past as well, where somebody does it to something."""

PLURAL: Final = re.compile("rise|surrender")
"""Nouns that are verbs of several as well."""

AUXILIARIES: Final[Mapping[str, frozenset[str]]] = {
    "fr": listed("est sont fut furent a ont eut"),
    "en": listed("is are was were has have"),
}
COPULAS: Final[Mapping[str, frozenset[str]]] = {
    "fr": listed("est sont fut furent"),
    "en": listed("is are was were"),
}
ADVERBS: Final = listed("été been ainsi alors aussi enfin finalement also finally too")
"""What stands between an auxiliary and its participle."""

_ACTS: Final = {name: re.compile(forms) for name, forms in ACTS.items()}
_IN_LISTS: Final = {
    name: re.compile(f"{forms}|{IN_LISTS[name]}" if name in IN_LISTS else forms)
    for name, forms in ACTS.items()
}


def act_of(word: str, *, in_a_list: bool = False) -> str | None:
    """The act that a word tells of; `in_a_list` says that it stands in a chronology."""
    lower = word.casefold()
    for name, forms in (_IN_LISTS if in_a_list else _ACTS).items():
        if forms.fullmatch(lower):
            return name
    return None
