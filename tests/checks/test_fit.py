"""The figures of fit are true: what fits is set whole; cutting what is told makes the rest fit."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cimaise.build.budget import budget
from cimaise.build.filler import filler
from cimaise.layout.editions import Edition
from cimaise.layout.marks import GlyphRun, walk
from cimaise.layout.panels import LaidPanel, lay_out
from cimaise.layout.setting import SlotFit
from cimaise.model.exhibition import Exhibition
from cimaise.model.loading import load_exhibition
from cimaise.model.panel import Panel
from cimaise.typography.counting import count_words, word_ends

SMALL = Path(__file__).parents[1] / "small"
LAYOUTS = ("text-led", "quote-led", "closing")
ROLES = ("quote", "quote-by", "caption", "credit", "credits")
FORMATS = ("80x120", "a3", "rollup-85x200")
POOL = re.split(
    " ",
    "la le un à et de route pluie pont nuit ville résistance anticonstitutionnellement déboulonnés "
    "Villeneuve-d'Ascq l'ensemble *route* **pluie** 1944, août. fermés; « ville » FFI 10 000",
)

Blocks = list[tuple[bool, list[str]]]
"""(is a heading, its words) of each block."""

FIGURES = st.lists(
    st.tuples(
        st.sampled_from(["3", "44", "1 200", "10 000", "12 345 678", "500 km", "deux millions"]),
        st.lists(st.sampled_from(POOL[:12]), min_size=1, max_size=14).map(" ".join),
    ),
    min_size=1,
    max_size=4,
)
WORDS = st.lists(st.sampled_from(POOL), min_size=1, max_size=60)
BLOCKS = st.lists(st.tuples(st.booleans(), WORDS), min_size=1, max_size=9)


@lru_cache(maxsize=1)
def small() -> Exhibition:
    exhibition, _ = load_exhibition(SMALL)
    assert exhibition is not None
    return exhibition


def markdown(blocks: Blocks) -> str:
    return "\n\n".join(
        ("## " if heading else "") + " ".join(words) for heading, words in blocks if words
    )


def cut(blocks: Blocks, count: int) -> Blocks:
    """The blocks without the last `count` words, and without the signs that opened these."""
    left = [(heading, list(words)) for heading, words in blocks]
    while left:
        words = left[-1][1]
        if not any(map(count_words, words)):
            left.pop()
        elif count or words[-1] == "«" or words[-2:] == ["«", "»"]:
            count -= count_words(words.pop())
        else:
            break
    return left


def laid(layout: str, format_name: str, text: str) -> LaidPanel:
    panel = Panel.model_validate({"layout": layout, "title": "Titre", "text": text})
    return lay_out(Edition(small(), "fr", format_name), [panel])[0]


def text_fit(panel: LaidPanel) -> Any:
    return next(fit for fit in panel.fits if fit.slot == "text")


@given(BLOCKS, st.sampled_from(LAYOUTS), st.sampled_from(FORMATS), st.integers(1, 4))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@example(
    # The cut falls behind a bold word, whose neighbour keeps the space between them.
    blocks=[
        (False, ["la"]),
        (False, ["la"]),
        (
            False,
            [
                "la",
                "la",
                "route",
                "route",
                "déboulonnés",
                "Villeneuve-d'Ascq",
                "route",
                "la",
                "la",
                "pluie",
                "Villeneuve-d'Ascq",
                "un",
                "Villeneuve-d'Ascq",
                "**pluie**",
                "fermés;",
                "FFI",
                "la",
            ],
        ),
        *[(False, ["la"])] * 3,
    ],
    layout="closing",
    format_name="a3",
    times=2,
)
def test_cutting_the_words_over_makes_it_fit_and_one_less_does_not(
    blocks: Blocks, layout: str, format_name: str, times: int
) -> None:
    blocks = [(heading and len(words) < 8, words) for heading, words in blocks] * times
    over = text_fit(laid(layout, format_name, markdown(blocks))).overset
    if over is None:
        return
    shorter = cut(blocks, over.words)
    if shorter:
        assert text_fit(laid(layout, format_name, markdown(shorter))).overset is None
    if over.words > 1:
        longer = cut(blocks, over.words - 1)
        assert text_fit(laid(layout, format_name, markdown(longer))).overset is not None


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("title", ["Été 44", "La mer", "Déboulonnés", "La nuit et la pluie"])
def test_a_title_that_leaves_a_line_free_has_room_for_a_word_or_more(
    title: str, format_name: str
) -> None:
    def fit_of(title: str) -> SlotFit:
        panel = Panel.model_validate({"layout": "text-led", "title": title, "text": "La pluie."})
        (page,) = lay_out(Edition(small(), "fr", format_name), [panel])
        return next(fit for fit in page.fits if fit.slot == "title")

    before = fit_of(title)
    assert before.room_words >= before.capacity_lines - before.lines
    longest = max(title.split(), key=len)
    after = fit_of(" ".join([title, *[longest] * before.room_words]))
    assert (after.overset, after.size_pt) == (None, before.size_pt)
    assert before.lines < before.capacity_lines or not before.room_words


def figures_fits(figures: Sequence[tuple[str, str]], format_name: str) -> list[SlotFit]:
    told = [{"value": value, "label": label} for value, label in figures]
    panel = Panel.model_validate({"layout": "map-and-facts", "title": "Titre", "figures": told})
    (page,) = lay_out(Edition(small(), "fr", format_name), [panel])
    return [fit for fit in page.fits if fit.slot == "figures"]


@given(FIGURES, st.sampled_from(FORMATS))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@example(
    # Without its long words the values would grow, and take the room that these leave.
    figures=[
        ("1 200", "op in zijn vet en kregen vrouwtjes minder jongen. De laatste werd in"),
        ("31", "ijs de sloten sluit, trekt hij"),
        (
            "10 000",
            "dan 400 langs rivieren, kanalen en meren. Natuurbeschermingsorganisaties en "
            "landschapsontwikkelingsmaatschappijen verheugden zich.",
        ),
    ],
    format_name="rollup-85x200",
)
def test_figures_fit_without_their_words_over_and_with_as_many_as_there_is_room_for(
    figures: Sequence[tuple[str, str]], format_name: str
) -> None:
    fits = figures_fits(figures, format_name)
    texts = [list(figure) for figure in figures]
    for fit in fits:
        if fit.path == ("figures",):
            del texts[int(fit.capacity_lines) :]
    for fit in fits:
        if len(fit.path) < 3 or int(fit.path[1]) >= len(texts):
            continue
        over = fit.overset.words if fit.overset else 0
        index, part = int(fit.path[1]), int(fit.path[2] == "label")
        text = texts[index][part]
        assert over <= count_words(text)
        if over == count_words(text):
            return  # a word too long for any slot
        if over:
            texts[index][part] = text[: word_ends(text)[-over - 1]]
        elif not any(each.overset for each in fits):
            texts[index][part] = " ".join([text, *text.split()[: fit.room_words]])
            after = figures_fits([(value, label) for value, label in texts], format_name)
            assert not any(each.overset for each in after)
            texts[index][part] = text
    after = figures_fits([(value, label) for value, label in texts], format_name)
    assert not any(fit.overset for fit in after)


@given(BLOCKS, st.sampled_from(LAYOUTS), st.sampled_from(FORMATS))
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_fits_is_on_the_page_to_the_last_letter(
    blocks: Blocks, layout: str, format_name: str
) -> None:
    text = markdown([(False, [w for w in words if "*" not in w]) for _, words in blocks])
    if not text.strip():
        return
    panel = laid(layout, format_name, text)
    group = panel.page.group("text")
    if text_fit(panel).overset is not None or group is None:
        return
    shown = "".join(mark.text for mark in walk(group.marks) if isinstance(mark, GlyphRun))
    assert _letters(shown) == _letters(text)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("count", [15, 60, 110])
def test_the_room_that_is_told_is_there_and_no_less_than_half_of_it(
    layout: str, format_name: str, count: int
) -> None:
    before = text_fit(laid(layout, format_name, filler("fr", count)))
    assert before.overset is None
    told = before.room_words
    after = text_fit(laid(layout, format_name, filler("fr", count + told)))
    assert (after.overset, after.size_pt) == (None, before.size_pt)
    beyond = text_fit(laid(layout, format_name, filler("fr", count + 2 * told + 20)))
    assert beyond.overset is not None or beyond.size_pt < before.size_pt


@pytest.mark.parametrize("format_name", FORMATS)
def test_a_line_of_short_words_promises_no_more_than_longer_ones_find(format_name: str) -> None:
    """No whole line tells how long lines are, and nothing how long the words to come will be."""
    few = "le la à un de si ne et où"
    told = text_fit(laid("text-led", format_name, few)).room_words
    assert text_fit(laid("text-led", format_name, f"{few} {filler('fr', told)}")).overset is None
    twice = text_fit(laid("text-led", format_name, f"{few} {filler('fr', 2 * told)}"))
    assert twice.overset is not None


def test_dates_that_are_overset_fill_more_than_their_slot() -> None:
    """Whole entries are left out: the lines of those that stand need not fill the slot."""
    events = [{"date": f"{1900 + number}", "text": filler("fr", 7)} for number in range(40)]
    panel = Panel.model_validate({"layout": "map-led", "title": "T", "chronology": events})
    (fit,) = [
        fit
        for fit in lay_out(Edition(small(), "fr", "80x120"), [panel])[0].fits
        if fit.slot == "chronology"
    ]
    assert fit.overset is not None
    for words in (1, fit.overset.words):
        assert replace(fit, overset=replace(fit.overset, lines=0, words=words)).fill > 1


def _letters(text: str) -> str:
    return re.sub(r"[^\wÀ-ÿ]", "", text).casefold()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_budget_is_kept_and_a_word_more_is_too_much(language: str, tmp_path: Path) -> None:
    folder = tmp_path / "small"
    (folder / "panels").mkdir(parents=True)
    (folder / "exhibition.yaml").write_text(f"title: T\nlanguages: [{language}]\n")
    (folder / "panels" / "01-a.yaml").write_text("layout: text-led\ntitle: T\n")
    rows = {
        (row["format"], row["slot"]): row["capacity_words"]
        for row in budget(folder, ("quote-led",), ("80x120", "a3"), (language,))
    }
    exhibition, _ = load_exhibition(folder)
    assert exhibition is not None
    for name in ("80x120", "a3"):
        for count, fits in ((rows[name, "text"], True), (rows[name, "text"] + 1, False)):
            panel = Panel.model_validate(
                {
                    "layout": "quote-led",
                    "title": "T",
                    "quote": {"text": "x"},
                    "text": filler(language, count),
                    "images": [{"file": "x"}],
                }
            )
            page = lay_out(Edition(exhibition, language, name), [panel], {})[0]
            assert (text_fit(page).overset is None) is fits


@pytest.mark.parametrize(
    ("layout", "slot", "role"),
    [
        ("picture-led", "caption", "caption"),
        ("picture-led", "caption", "credit"),
        ("quote-led", "quote", "quote"),
        ("quote-led", "quote", "quote-by"),
        ("quote-led", "image", "caption"),
        ("quote-led", "image", "credit"),
        ("closing", "credits", "credits"),
    ],
)
def test_a_budget_tells_of_each_text_of_a_slot(layout: str, slot: str, role: str) -> None:
    (told,) = [
        row["capacity_words"]
        for row in budget(SMALL, (layout,), ("80x120",), ("en",))
        if (row["slot"], row["role"]) == (slot, role)
    ]

    def overset(words: int) -> bool:
        said = {name: filler("en", words if name == role else 1) for name in ROLES}
        panel = Panel.model_validate(
            {
                "layout": layout,
                "title": "T",
                "text": "x",
                "quote": {"text": said["quote"], "by": said["quote-by"]},
                "images": [{"file": "x", "caption": said["caption"], "credit": said["credit"]}],
                "sources": ["x"],
                "qr": {"url": "https://example.org", "label": "x"},
                "logos": [{"file": "x"}],
                "credits": said["credits"],
            }
        )
        (page,) = lay_out(Edition(small(), "en", "80x120"), [panel], {})
        return any(fit.overset for fit in page.fits if fit.slot == slot)

    assert not overset(told)
    assert overset(told + 1)


@pytest.mark.slow
@pytest.mark.parametrize("format_name", ["80x120", "a3"])
def test_what_is_told_is_what_the_pdf_shows(
    small: Path, run: Callable[..., Any], tmp_path: Path, format_name: str
) -> None:
    """Read back: the words of the PDF are those written, less those that are told to be over."""
    file = small / "panels" / "01-the-house.yaml"
    kept = file.read_text("utf-8").split("text: |")[0]
    words = [f"word{number}{'abcdefghijklm'[: number * 7 % 13]}" for number in range(700)]
    file.write_text(kept + "text: |\n  " + " ".join(words) + "\n", "utf-8")
    arguments = ("--panel", "01", "--format", format_name)
    report = json.loads(run("check", small, *arguments, "--report", "json").out)
    (found,) = [each for each in report["diagnostics"] if each["code"] == "text-overset"]
    over = found["figures"]["words_over"]
    out = tmp_path / "out"
    run("build", small, *arguments, "--only", "panels", "--allow-overset", "--out", out)
    (pdf,) = out.rglob("*.pdf")
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage().get_text_range()
    document.close()
    shown = set(re.findall(r"\bword\d+[a-m]*\b", text))
    assert shown == set(words[: len(words) - over])
