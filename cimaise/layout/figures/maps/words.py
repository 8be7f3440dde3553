"""What a map says in words: attribution, and the description for those who cannot see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from cimaise.layout.figures.dates_in_words import written
from cimaise.layout.figures.maps.kinds import label_of, row_of
from cimaise.layout.figures.maps.subject import Subject
from cimaise.model.texts import LocalText
from cimaise.typography.markdown import plain

WORDS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "base": "Fond de carte : Natural Earth",
        "departments": "limites des départements de 1944",
        "approximate": "départements de 1944 (Seine et Seine-et-Oise approximatives)",
        "map": "Carte",
        "places": "Lieux",
        "routes": "Itinéraires",
        "zones": "Zones",
        "colon": " : ",
        "stop": ".",
    },
    "en": {
        "base": "Base map: Natural Earth",
        "departments": "limits of the departments of 1944",
        "approximate": "departments of 1944 (Seine and Seine-et-Oise approximate)",
        "map": "Map",
        "places": "Places",
        "routes": "Routes",
        "zones": "Areas",
        "colon": ": ",
        "stop": ".",
    },
}


class Told(Struct, frozen=True):
    """A figure's title and its description."""

    title: str
    description: str


def words_for(language: str) -> Mapping[str, str]:
    """The words of a language; English where it is missing."""
    return WORDS.get(language.partition("-")[0].lower(), WORDS["en"])


def attribution(language: str, layers: Sequence[str], *, paris: bool) -> str:
    """Whose base map it is; where `paris` is shown, that two departments are approximate."""
    if not layers:
        return ""
    words = words_for(language)
    parts = [words["base"]]
    if "departments-1944" in layers:
        parts.append(words["approximate" if paris else "departments"])
    return ", ".join(parts) + words["stop"]


def tell(subject: Subject, alt: LocalText | None, language: str) -> Told:
    """The designer's own text alternative, and after it every place, route and zone by name.

    Dates are written in full here: nobody sees the year beside them.
    """
    words = words_for(language)
    caption = plain(subject.caption)
    title = caption.partition(". ")[0].rstrip(".")
    title = title or f"{words['map']}{words['colon']}{subject.title}"
    parts = [plain(alt.get(language))] if alt else []
    if not parts and subject.title:
        parts.append(f"{words['map']}{words['colon']}{subject.title}.")
    places = []
    for dated in subject.places:
        place, row = dated.place, dated.row
        detail = [label_of(row, language).lower()] if row.get("legend", True) else []
        if dated.date is not None:
            detail.append(written(dated.date, language))
        if place.note:
            detail.append(plain(place.note.get(language)))
        inside = f" ({', '.join(detail)})" if detail else ""
        places.append(place.name.get(language) + inside)
    routes = []
    # That a route is one, the word before all of them says.
    usual = row_of("routes", "route")
    for known in subject.routes:
        kind, name = label_of(known.row, language), known.route.name
        before = "" if known.row == usual else f"{kind}{words['colon']}"
        routes.append(before + name.get(language) if name else kind)
    zones = [known.zone.name.get(language) for known in subject.zones if known.zone.name]
    for key, found in (("places", places), ("routes", routes), ("zones", zones)):
        if found:
            parts.append(f"{words[key]}{words['colon']}{' ; '.join(_counted(found))}.")
    return Told(title, " ".join(part for part in parts if part))


def _counted(found: Sequence[str]) -> list[str]:
    """Each text once; how often it comes where that is more than once."""
    counts: dict[str, int] = {}
    for text in found:
        counts[text] = counts.get(text, 0) + 1
    return [text if count == 1 else f"{text} (×{count})" for text, count in counts.items()]
