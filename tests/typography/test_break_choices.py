"""What a reader sees of each weight in line breaking: this sentence breaks so, and not otherwise.

Each case has a weight, named in its comment, without which or with twice or half of which the
sentence would break as the last line of the comment shows.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from msgspec.structs import replace

from cimaise.typography.breaking import break_paragraph
from cimaise.typography.lines import Line
from cimaise.typography.micro import typeset_spans
from cimaise.typography.spans import Span
from cimaise.typography.styles import Align, TypeStyle

LONG_WORDS = "anticonstitutionnellement internationalisation " * 2
LONGER_WORDS = "responsabilités municipales supplémentaires considérablement " * 2


@dataclass(frozen=True)
class Case:
    """A sentence with a bar where it breaks."""

    broken: str
    measure_mm: float
    align: Align = "left"


CASES = {
    # LONE_WORD_DEMERITS: … engage le | combat.
    "no lone word in the last line": Case(
        "Dès ce jour, dans le Sud-Est, la Résistance engage | le combat.", 344
    ),
    "none in justified text either": Case(
        "Dès ce jour, dans le Sud-Est, la Résistance engage | le combat.", 344, "justify"
    ),
    # SHORT_LAST: … les rails, | les fils.
    "no last line of less than a seventh of the measure": Case(
        "Sans chars, la Résistance vise les routes, les | rails, les fils.", 328
    ),
    # SHORT_LAST_DEMERITS: … les routes, les | rails, les fils.
    "but rather that than a line far too short": Case(
        "Sans chars, la Résistance vise les routes, les rails, | les fils.", 354
    ),
    # MEDIUM_LAST: … une première attaque contre | les Vosges échoue.
    "a last line of a fourth of the measure is well": Case(
        "Fin septembre, une première attaque contre les | Vosges échoue.", 316
    ),
    # MEDIUM_LAST: … tient toujours : elle | restera libre.
    "a shorter one is filled where that costs little": Case(
        "Quatre semaines plus tard, la ville tient toujours : | elle restera libre.", 344
    ),
    # MEDIUM_LAST_DEMERITS: … faits | pour elle ; aucun ne prétend | avoir vu 1944.
    "and left where it costs more": Case(
        "Ses images sont des dessins faits | pour elle ; aucun ne prétend avoir | vu 1944.", 226
    ),
    # MEDIUM_LAST_DEMERITS: … et ce qu’il leur | en a coûté.
    "in justified text it is filled too": Case(
        "Ces panneaux racontent ce qu’ils ont fait, et ce qu’il | leur en a coûté.", 344, "justify"
    ),
    # DIVIDED_LAST_DEMERITS: … elle vole davan- | tage d’armes.
    "the last line begins with a whole word": Case(
        "Dès le début de juillet, elle vole | davantage d’armes.", 250
    ),
    # DIVIDED_LAST_DEMERITS: … presque tout le | territoire est libre.
    "or with half a word where the line before would be far too short": Case(
        "Le 15 septembre, presque tout le terri- | toire est libre.", 263
    ),
    # SHORT_WORD_COST: … on vivait libre depuis la | fin de l’été 1944.
    "a word of two letters goes to the next line": Case(
        "À Lille et à Paris, on vivait libre depuis | la fin de l’été 1944.", 270
    ),
    # SHORT_WORD_COST: … la ville passe | de la grève à l’insurrection.
    "and stays where the line would be short without it": Case(
        "Les 20 et 21 août, la ville passe de | la grève à l’insurrection.", 224
    ),
    # LONELY_COST: … aux portes de Lille, et à | son massacre.
    "a word of one letter goes to the next line rather": Case(
        "Les responsables de la | région pensent à Ascq, | aux portes de Lille, et | "
        "à son massacre.",
        150,
    ),
    # LONELY_COST: … clandestine appelle | à cesser le travail pour | se soulever.
    "and stays where the line would be very short without it": Case(
        "Le 18 août 1944, la CGT | clandestine appelle à | cesser le travail pour | se soulever.",
        168,
    ),
    # ONE_LETTER_COST: … ne sont pas isolés. Ils | servent les plans alliés.
    "so does the short word that begins a sentence": Case(
        "Ces gestes ne sont pas isolés. | Ils servent les plans alliés.", 209
    ),
    # The limit of short words: … davantage d’armes. | Elle attaque aussi davantage | …
    "but not one of four letters": Case(
        "Dès le début de juillet, elle | vole davantage d’armes. Elle | attaque aussi davantage | "
        "de personnes.",
        186,
    ),
    # SHORT_WORD_COST: … de nuit, sur les rails et | sur les fils.
    "of two letters are those that weigh": Case(
        "On frappera donc autre- | ment : de nuit, sur les rails | et sur les fils.", 186
    ),
    # RAG_OF_MEASURE, RAG_OF_EM, RAGGED_PENALTY: … à la Résistance où por- | ter ses coups.
    "a ragged edge hides some slack": Case(
        "Trois plans alliés disent | à la Résistance où | porter ses coups.", 150
    ),
    # RAG_OF_MEASURE: … dans le Sud-Est, | la Résistance engage le combat.
    "but not much": Case("Dès ce jour, dans le Sud-Est, la | Résistance engage le combat.", 220),
    # GOOD_RATIO: Fin septembre, une | première attaque contre les | Vosges échoue.
    "a word is divided where a line would be far too short": Case(
        "Fin septembre, une pre- | mière attaque contre les | Vosges échoue.", 185
    ),
    # SECOND_HYPHEN_DEMERITS: … considérable- | ment responsabi- | lités municipales | …
    "two hyphens in a row are avoided": Case(
        "responsabilités | municipales sup- | plémentaires | considérablement | "
        "responsabilités | municipales sup- | plémentaires | considérablement",
        116,
    ),
}


def texts(text: str, style: TypeStyle, measure_mm: float) -> list[str]:
    return [line.text for line in lines_of(text, style, measure_mm)]


def lines_of(text: str, style: TypeStyle, measure_mm: float) -> tuple[Line, ...]:
    spans = typeset_spans((Span(text),), style.language).spans
    return break_paragraph(spans, style, measure_mm)


@pytest.mark.parametrize("name", CASES)
def test_a_sentence_breaks_so(name: str, body: TypeStyle) -> None:
    case = CASES[name]
    expected = case.broken.split(" | ")
    # A hyphen at a line's end was none in the text: no case has a compound there.
    text = "".join(part[:-1] if part.endswith("-") else f"{part} " for part in expected).strip()
    found = texts(text, replace(body, align=case.align), case.measure_mm)
    plain = [line.replace("\u00a0", " ").replace("\u202f", " ") for line in found]
    assert plain == expected


@pytest.mark.parametrize("align", ["left", "justify"])
@pytest.mark.parametrize("text", [LONG_WORDS, LONGER_WORDS], ids=["long", "longer"])
def test_long_words_in_a_narrow_column_give_no_third_hyphen_in_a_row(
    text: str, align: Align, body: TypeStyle
) -> None:
    style, most = replace(body, align=align), 0
    for measure_mm in range(172, 268, 8):
        rows = "".join(
            "h" if line.hyphenated else " " for line in lines_of(text, style, measure_mm)
        )
        most = max(most, *map(len, rows.split()), 0)
    assert most <= 2, "three hyphens make a ladder"
    if text is LONG_WORDS and align == "justify":
        assert most == 2, "two are allowed where lines would be empty without"
