"""What a map says in words: attribution, and the description for those who cannot see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from cimaise.layout.figures.dates import TimeSpan, written
from cimaise.layout.figures.maps.kinds import label_of, row_of
from cimaise.model.map import MapBlock
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


def tell(
    block: MapBlock,
    area: str,
    dates: Sequence[TimeSpan | None],
    language: str,
) -> Told:
    """The designer's own text alternative, and after it every place, route and zone by name.

    Dates are written in full here: nobody sees the year beside them.
    """
    words = words_for(language)
    caption = plain(block.caption.get(language)) if block.caption else ""
    title = caption.partition(". ")[0].rstrip(".") or f"{words['map']}{words['colon']}{area}"
    parts = [plain(block.alt.get(language))] if block.alt else []
    if not parts and area:
        parts.append(f"{words['map']}{words['colon']}{area}.")
    places = []
    for place, span in zip(block.places, dates, strict=True):
        row = row_of("places", place.kind)
        detail = [label_of(row, language).lower()] if row and row.get("legend", True) else []
        if span is not None:
            detail.append(written(span, language))
        if place.note:
            detail.append(plain(place.note.get(language)))
        inside = f" ({', '.join(detail)})" if detail else ""
        places.append(place.name.get(language) + inside)
    routes = []
    for route in block.routes:
        row = row_of("routes", route.kind)
        kind = label_of(row, language) if row else route.kind
        routes.append(f"{kind}{words['colon']}{route.name.get(language)}" if route.name else kind)
    zones = [zone.name.get(language) for zone in block.zones if zone.name]
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
