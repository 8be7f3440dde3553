"""Line breaking on the cases that a reader would notice, and on real text, as snapshots."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from cimaise.typography import words
from cimaise.typography.breaking import (
    MAX_LETTER_CUTS,
    MAX_LINES,
    break_paragraph,
    first_fit,
    set_single,
)
from cimaise.typography.cutting import Ruled, Shaped
from cimaise.typography.divisions import LONGEST_SHAPED
from cimaise.typography.lines import Line
from cimaise.typography.looks import glyphs
from cimaise.typography.markdown import parse
from cimaise.typography.micro import typeset_spans
from cimaise.typography.spans import Span
from cimaise.typography.styles import Align, TypeStyle

SNAPSHOTS = Path(__file__).parent / "snapshots"
FRENCH = """\
Dès l'annonce du débarquement, le 6 juin 1944, les attaques contre les voies ferrées et les
voies d'eau se multiplient dans toute la région. Des lignes téléphoniques sont coupées, des
clous semés sur les routes. Ces actions répondent à des plans préparés avec les Alliés : le
*plan Tortue* pour ralentir les troupes allemandes, le *plan Vert* pour les chemins de fer, le
*plan Violet* pour le téléphone.

Dans le Nord, mieux armé, les vols d'armes et les attaques contre les personnes augmentent dès
le début de juillet : soldats isolés, collaborateurs, interprètes polonais, policiers
français. La nuit, dans le bassin minier, des groupes d'une centaine d'hommes parfois sortent
contre les voies ferrées ; à partir du 10 août, les liaisons Paris-Nord sont coupées.

Les FFI et les FTP-M.O.I. du Nord–Pas-de-Calais perdent environ 500 des leurs du 1er au
5 septembre 1944. « Pas de combat frontal », disaient pourtant les responsables régionaux, que
le massacre d'Ascq avait marqués. Au XXe siècle, peu de régions ont autant payé.
"""
ENGLISH = """\
When news of the landing came, on 6 June 1944, attacks on railways and waterways multiplied
throughout the region. Telephone lines were cut, and nails were strewn over the roads. All of
this followed plans drawn up with the Allies: *Plan Tortue* to slow down German troops, *Plan
Vert* for the railways, *Plan Violet* for the telephone.

On 3 September the British entered Lille - and found that its people had freed themselves. "It
was a lightning liberation", yet the FFI lost about 500 fighters between 1 and 5 September.
"""


def typeset_lines(text: str, style: TypeStyle, measure_mm: float) -> list[tuple[Line, ...]]:
    return [
        break_paragraph(typeset_spans(block.spans, style.language).spans, style, measure_mm)
        for block in parse(text)
    ]


def dumped(paragraphs: list[tuple[Line, ...]], measure_mm: float) -> str:
    """One line of text for each line set: how far it falls short, and what it says."""
    rows = []
    for lines in paragraphs:
        for line in lines:
            text = line.text.replace("\u00a0", "~").replace("\u202f", "^")
            rows.append(f"{measure_mm - line.width_mm:6.1f} {line.ratio:5.2f} |{text}")
        rows.append("")
    return "\n".join(rows)


@pytest.mark.parametrize("align", ["left", "justify"])
@pytest.mark.parametrize("measure_mm", [344, 220])
def test_french(
    align: Align, measure_mm: float, body: TypeStyle, snapshot: Callable[[str, Path], None]
) -> None:
    style = replace(body, align=align)
    found = typeset_lines(FRENCH, style, measure_mm)
    snapshot(dumped(found, measure_mm), SNAPSHOTS / f"french-{measure_mm}-{align}.txt")


@pytest.mark.parametrize("measure_mm", [344, 220])
def test_english(measure_mm: float, body: TypeStyle, snapshot: Callable[[str, Path], None]) -> None:
    found = typeset_lines(ENGLISH, replace(body, language="en"), measure_mm)
    snapshot(dumped(found, measure_mm), SNAPSHOTS / f"english-{measure_mm}-left.txt")


@pytest.mark.parametrize("measure_mm", range(150, 420, 10))
@pytest.mark.parametrize("text", [FRENCH, ENGLISH])
def test_no_lone_word_ends_a_paragraph(text: str, measure_mm: float, body: TypeStyle) -> None:
    for lines in typeset_lines(text, body, measure_mm):
        if len(lines) > 1:
            assert len(lines[-1].text.split(" ")) > 1


@pytest.mark.parametrize("measure_mm", range(100, 400, 15))
def test_ties_hold(measure_mm: float, body: TypeStyle) -> None:
    text = "Le 14 juillet 1944, M. Dupont et n° 5, 10 000 hommes ; à 10 h 30. « Oui » ! " * 3
    (lines,) = typeset_lines(text, body, measure_mm)
    joined = "\n".join(line.text for line in lines)
    for tied in ("14\u00a0juillet\u00a01944", "M.\u00a0Dupont", "n°\u00a05", "10\u00a0h\u00a030"):
        assert joined.count(tied) == 3
    assert not any(line.text.startswith((";", "!", "»", ",")) for line in lines)
    assert not any(line.text.endswith("«") for line in lines)


def test_kept_breaks_and_spaces(body: TypeStyle) -> None:
    lines = break_paragraph((Span("un  deux\n"), Span(" trois ")), body, 300)
    assert [(line.text, line.ends_paragraph) for line in lines] == [
        ("un deux", False),
        ("trois", True),
    ]
    assert break_paragraph((), body, 300) == ()
    assert break_paragraph((Span(" \n "),), body, 300) == ()


def test_soft_hyphens_are_taken_before_the_dictionary(body: TypeStyle) -> None:
    ends = {
        line.text.split()[-1]
        for measure_mm in range(60, 200, 5)
        for line in break_paragraph((Span("une rés\u00adistance longue"),), body, measure_mm)
        if line.hyphenated
    }
    assert ends == {"rés-"}
    whole = set_single((Span("télé\u00adphoniques"),), body)
    assert whole is not None
    assert whole.text == "téléphoniques"


def test_what_is_never_divided(body: TypeStyle) -> None:
    text = "La 14\u00a0septembre\u00a01944 RADIODIFFUSION https://radio.fr/television 123456789 ici"
    for measure_mm in range(150, 300, 7):
        for line in break_paragraph(
            (Span(text),), replace(body, small_caps_acronyms=False), measure_mm
        ):
            assert not line.hyphenated


def test_addresses_break_after_their_signs_without_hyphen(body: TypeStyle) -> None:
    lines = break_paragraph((Span("voir https://museemrjmoi.com/expositions/ete"),), body, 190)
    assert [line.text for line in lines] == ["voir https://", "museemrjmoi.com/", "expositions/ete"]
    assert not any(line.hyphenated or line.emergency for line in lines)


def test_written_hyphens_break_without_another(body: TypeStyle) -> None:
    lines = break_paragraph((Span("du Nord–Pas-de-Calais, disent-ils"),), body, 100)
    assert [line.text for line in lines] == ["du Nord–Pas-", "de-Calais,", "disent-ils"]


def test_a_name_of_two_acronyms_is_not_divided_at_its_dash(body: TypeStyle) -> None:
    style = replace(body, small_caps_acronyms=False)
    for name, is_divided in (("MRJ-MOI", False), ("FTP-MOI,", False), ("PAS-DE-CALAIS", True)):
        texts = [
            line.text
            for measure_mm in range(60, 160, 3)
            for line in break_paragraph((Span(f"du musée {name}"),), style, measure_mm)
            if not line.emergency
        ]
        assert any(text.endswith("-") for text in texts) == is_divided


def test_a_short_word_that_opens_a_sentence_goes_to_the_next_line(body: TypeStyle) -> None:
    text = (
        "Après un acte grave, l’occupant rafle des otages. Des résistants emprisonnés sont "
        "exécutés par groupes. Les déportations continuent."
    )
    full = [line.text for line in first_fit((Span(text),), body, 344)]
    assert full[0].endswith("otages. Des")
    lines = [line.text for line in break_paragraph((Span(text),), body, 344)]
    assert len(lines) == len(full)
    assert lines[0].endswith("otages.")


def test_a_word_wider_than_the_measure_is_told(body: TypeStyle) -> None:
    lines = break_paragraph((Span("WWWWWWWWWW"),), body, 40)
    assert len(lines) > 2
    assert all(line.emergency for line in lines[:-1])
    assert "".join(line.text.rstrip("-") for line in lines) == "WWWWWWWWWW"
    assert all(line.width_mm <= 40 for line in lines)


def test_hyphenation_can_be_switched_off(body: TypeStyle) -> None:
    style = replace(body, hyphenate=False)
    for lines in typeset_lines(FRENCH, style, 200):
        assert not any(line.hyphenated for line in lines)
    german = replace(body, language="de")
    assert not any(line.hyphenated for line in break_paragraph((Span(FRENCH),), german, 200))


def test_justified_lines_fill_the_measure_but_the_last(body: TypeStyle) -> None:
    style = replace(body, align="justify", hanging=False)
    for lines in typeset_lines(FRENCH, style, 344):
        for line in lines[:-1]:
            assert line.width_mm == pytest.approx(344)
        assert lines[-1].ratio == 0
        assert lines[-1].width_mm == lines[-1].natural_width_mm < 344


def test_alignment_indent_and_hanging(body: TypeStyle) -> None:
    span = (Span("«\u202fOui\u202f», dit-il."),)
    (left,) = break_paragraph(span, body, 344)
    (plain,) = break_paragraph(span, replace(body, hanging=False), 344)
    assert left.x_mm < 0 == plain.x_mm
    (right,) = break_paragraph(span, replace(body, align="right"), 344)
    assert right.x_mm + right.width_mm > 344
    (centred,) = break_paragraph(span, replace(body, align="center"), 344)
    assert centred.x_mm == pytest.approx((344 - centred.width_mm) / 2)
    lines = break_paragraph(typeset_spans((Span(FRENCH),), "fr").spans, body, 344, indent_mm=20)
    assert [line.x_mm for line in lines[:2]] == [20, 0]
    assert lines[0].width_mm <= 324


def test_total_fit_is_more_even_than_first_fit(body: TypeStyle) -> None:
    def worst(lines: tuple[Line, ...]) -> float:
        return max(344 - line.width_mm for line in lines[:-1])

    for block in parse(FRENCH):
        spans = typeset_spans(block.spans, "fr").spans
        assert worst(break_paragraph(spans, body, 344)) <= worst(first_fit(spans, body, 344))


def test_a_text_of_absurd_length_is_set_in_good_time(body: TypeStyle) -> None:
    spans = (Span("La nuit, des groupes sortent contre les voies ferrées. " * 1500),)
    lines = break_paragraph(spans, body, 344)
    assert len(lines) > 1000
    assert lines == first_fit(spans, body, 344)


def test_a_word_of_absurd_length_is_set_in_good_time(body: TypeStyle) -> None:
    word = "anticonstitutionnellement" * 800
    lines = break_paragraph((Span(word),), body, 344)
    assert len(lines) > 300
    assert lines == first_fit((Span(word),), body, 344)
    assert "".join(line.text.removesuffix("-") for line in lines) == word
    assert all(line.width_mm <= 344 + 0.5 for line in lines)


def test_letters_between_which_a_word_may_be_cut_are_not_weighed_without_end(
    body: TypeStyle,
) -> None:
    spans = (Span("W" * 4 * MAX_LETTER_CUTS),)
    lines = break_paragraph(spans, body, 344)
    assert len(lines) < MAX_LINES
    assert lines == first_fit(spans, body, 344)
    assert all(line.emergency for line in lines[:-1])


def test_a_long_word_is_not_shaped_anew_for_each_of_its_letters(
    body: TypeStyle, monkeypatch: pytest.MonkeyPatch
) -> None:
    shaped: list[str] = []
    monkeypatch.setattr(
        words, "glyphs", lambda text, look: shaped.append(text) or glyphs(text, look)
    )
    break_paragraph((Span("jklm" * LONGEST_SHAPED),), body, 344)
    assert shaped
    assert sum(map(len, shaped)) < 20 * 4 * LONGEST_SHAPED


def test_a_long_word_is_measured_as_it_is_shaped(body: TypeStyle) -> None:
    ((word,),) = words.paragraphs((Span("Avoirs\u00a0\u00a0officiels\u202ftaxés"),), body)
    shaped, ruled = Shaped(word.pieces), Ruled(word.pieces)
    for number, piece in enumerate(word.pieces):
        for offset in range(0 if number else 1, 1 if piece.is_space else len(piece.text)):
            for hyphen in ("", "-"):
                exact = shaped.widths_mm((number, offset), hyphen)
                assert ruled.widths_mm((number, offset), hyphen) == pytest.approx(exact, abs=1.0)
