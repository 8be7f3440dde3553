"""Words to measure slots with, before anybody has written any: plain prose of each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# Average word lengths, signs apart: 4.6 letters in French, 4.5 in English, as in long prose.
PROSE: Final[Mapping[str, str]] = {
    "fr": """
        Le matin, les barques quittent le petit port et suivent la côte jusqu'au phare. Les enfants
        de l'école comptent les voiles depuis la digue, puis rentrent en courant sous la pluie. Au
        marché, les femmes vendent du poisson, des pommes et des paniers de laine. Personne ne sait
        encore que le pont sera fermé avant la fin de la semaine. Le maire a reçu une lettre de la
        préfecture, mais il attend la réunion du conseil pour la lire. Plus haut, dans les vignes,
        deux hommes réparent un mur que l'orage a renversé.
    """,
    "en": """
        In the morning the boats leave the small harbour and follow the coast as far as the
        lighthouse. Children from the school count the sails from the sea wall, then run home in the
        rain. At the market, women sell fish, apples and baskets of wool. Nobody knows yet that the
        bridge will be closed before the end of the week. The mayor has received a letter from the
        county, but he is waiting for the council to meet before he reads it. Higher up, among the
        fields, two men repair a wall that the storm has thrown down.
    """,
}
FALLBACK: Final = "en"
PARAGRAPH_WORDS: Final = 45


def filler(language: str, words: int) -> str:
    """So many words in paragraphs of the usual length; English for a language that has no prose."""
    prose = PROSE.get(language.split("-")[0], PROSE[FALLBACK]).split()
    chosen = [prose[at % len(prose)] for at in range(words)]
    paragraphs = [
        " ".join(chosen[at : at + PARAGRAPH_WORDS]) for at in range(0, words, PARAGRAPH_WORDS)
    ]
    return "\n\n".join(paragraphs)
