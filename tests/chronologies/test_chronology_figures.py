"""Chronologies as drawn: labels apart and inside, in order, true to scale, nothing hidden."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from figures_made import (
    MADDER,
    SUMMER,
    blocks,
    box_of,
    events,
    group_of,
    leaders,
    runs,
    setting,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from cimaise.diagnostics import Severity
from cimaise.geometry import Rect
from cimaise.inks import BLACK
from cimaise.layout.figures.chronologies.axis import draw_up
from cimaise.layout.figures.chronologies.entries import Origin, read_entries
from cimaise.layout.figures.chronologies.figure import FORMS, draw_chronology
from cimaise.layout.figures.chronologies.lettering import contrast
from cimaise.layout.marks import Group, Page, PathMark, walk
from cimaise.model.panel import Event
from cimaise.source.parsing import parse as parse_yaml
from tests.hinted import unhinted

AREAS = {
    "axis": Rect(50, 60, 700, 220),
    "vertical-axis": Rect(50, 60, 342, 700),
    "list": Rect(50, 60, 223, 700),
    "band": Rect(50, 60, 700, 48),
}
SPINE = events(
    ("1944-06-06", "Normandie", True),
    ("1944-08-15", "Provence"),
    ("1944-08-25", "Paris"),
    ("1944-09-03", "Lille", True),
    ("1944-11-23", "Strasbourg"),
    ("1944-12-31/1945-01-27", "Alsace"),
    ("1945-05-08", "Victoire"),
)
WORDS = ["Grève", "Insurrection de Villeurbanne", "Lille", "Les liaisons ferrées sont coupées"]


def data_of(form: str) -> list[Event]:
    return SPINE if form == "band" else SUMMER


@st.composite
def chronologies(draw: st.DrawFn) -> list[Event]:
    """Up to 24 events of two years, days and ranges, key or not."""
    rows: list[tuple[str, str, bool]] = []
    for _ in range(draw(st.integers(1, 24))):
        day = date.fromordinal(draw(st.integers(709_700, 710_400)))
        last = date.fromordinal(day.toordinal() + draw(st.integers(0, 40)))
        text = draw(st.sampled_from(WORDS))
        when = day.isoformat() if day == last else f"{day}/{last}"
        rows.append((when, text, draw(st.booleans())))
    return events(*sorted(rows))


@pytest.mark.parametrize("form", AREAS)
@given(chronologies())
@settings(max_examples=25, deadline=None)
def test_labels_never_overlap_and_stay_inside(form: str, found: list[Event]) -> None:
    area = AREAS[form]
    laid = draw_chronology(found, area, setting(), form)
    drawn = blocks(laid)
    for first, second in combinations(drawn, 2):
        assert not first.box.overlaps(second.box, 0.01), (first, second)
    for block in drawn:
        # Hanging punctuation and side bearings may stand out by a little.
        assert area.outset(1.0).contains(block.box), block
    over = [d for d in laid.diagnostics if d.code == "text-overset"]
    shown = len(found) - sum(int(str(d.figures["entries_over"])) for d in over)
    assert len(drawn) == shown
    assert bool(over) == (shown < len(found))


@given(chronologies())
@settings(max_examples=25, deadline=None)
def test_entries_go_down_the_page_in_order_of_time(found: list[Event]) -> None:
    entries, _ = read_entries(found, "fr", {}, Origin())
    for form in ("vertical-axis", "list"):
        drawn = blocks(draw_chronology(found, AREAS[form], setting(), form))
        tops = [block.box.y for block in drawn]
        assert tops == sorted(tops)
    drawn = blocks(draw_chronology(found, AREAS["list"], setting(), "list"))
    for block, entry in zip(drawn, entries, strict=False):
        assert block.text.split()[-1] == entry.text.split()[-1].replace("'", "’")


@given(chronologies(), st.sampled_from(["vertical-axis", "axis"]))
@settings(max_examples=40, deadline=None)
def test_leaders_keep_one_order_along_their_whole_way(found: list[Event], form: str) -> None:
    """Leaders bend alike, so two cross only where their ends stand in different orders."""
    bent = leaders(draw_chronology(found, AREAS[form], setting(), form))
    ends: list[tuple[float, float]] = []
    for mark in bent:
        curve = next(at for at, step in enumerate(mark.path) if step.op == "C")
        start, end = mark.path[curve - 1].points[-1], mark.path[curve].points[-1]
        first, second = mark.path[curve].points[:2]
        if form == "axis":
            assert (first.x, second.x) == (start.x, end.x)
            assert first.y == pytest.approx(second.y)
            ends.append((start.x, end.x))
        else:
            assert (first.y, second.y) == (start.y, end.y)
            assert first.x == pytest.approx(second.x)
            ends.append((start.y, end.y))
    for (start, end), (other_start, other_end) in combinations(ends, 2):
        assert (start - other_start) * (end - other_end) >= -1e-6


@given(chronologies())
@settings(max_examples=40, deadline=None)
def test_events_stand_true_to_scale(found: list[Event]) -> None:
    entries, _ = read_entries(found, "fr", {}, Origin())
    axis = draw_up(
        entries,
        20,
        720,
        "fr",
        room_mm=lambda _: 20,
        min_minor_mm=4,
        min_bar_mm=3,
        break_mm=lambda _: 10,
    )
    scale = axis.scale
    for entry, anchor, bar in zip(entries, axis.anchors, axis.bars, strict=True):
        start, end = entry.span.start_day, entry.span.end_day
        assert start is not None
        assert end is not None
        piece = next(p for p in scale.pieces if p.first <= start <= p.last)
        half = 0.5 if entry.span.is_day else 0.0
        there = piece.start_mm + (start + half - piece.first) * scale.mm_per_day
        assert anchor == pytest.approx(there, abs=0.01)
        if bar:
            assert bar.end - bar.start == pytest.approx(
                (end + 1 - start) * scale.mm_per_day, abs=0.01
            )


def test_a_label_with_room_stands_at_its_time_and_one_without_moves() -> None:
    laid = draw_chronology(SUMMER, AREAS["vertical-axis"], setting(), "vertical-axis")
    assert leaders(laid), "the August cluster needs bent leaders"
    lone = events(("1944-06-06", "Un"), ("1944-07-06", "Deux"), ("1944-08-06", "Trois"))
    assert not leaders(draw_chronology(lone, AREAS["vertical-axis"], setting(), "vertical-axis"))


@pytest.mark.parametrize("form", AREAS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_figures_are_as_they_were(
    form: str, language: str, snapshot: Callable[[str, Path], None]
) -> None:
    laid = draw_chronology(
        data_of(form),
        AREAS[form],
        setting(language),
        form,
        weeks="1944-08-15/1944-09-03" if form == "band" else None,
        numbers={"Paris": 2},
    )
    page = Page(800, 1200, 5, laid.marks, language=language)
    group = group_of(laid)
    text = f"{group.title}\n{group.description}\n{page.dump()}"
    snapshot(text, Path(__file__).parent / "snapshots" / f"{form}.{language}.txt")
    assert not laid.diagnostics


def test_the_band_is_the_same_on_every_panel_but_for_its_inks() -> None:
    area = AREAS["band"]
    plain = draw_chronology(SPINE, area, setting(), "band", weeks="1944-06-06/1944-08-10")
    other = draw_chronology(SPINE, area, setting(), "band", weeks="1944-11-01/1945-05-08")
    assert [(r.text, r.origin) for r in runs(plain.marks)] == [
        (r.text, r.origin) for r in runs(other.marks)
    ]
    inks = {run.text.strip(): run.ink for run in runs(plain.marks)}
    assert inks["Normandie"] == BLACK
    assert inks["Lille"].tint < 1
    paper = setting().paper
    assert all(contrast(run.ink, paper) >= 4.5 for run in runs(plain.marks))


def test_a_scale_break_is_drawn_and_says_what_it_leaves_out() -> None:
    found = events(
        ("1944-06-06", "Débarquement"), ("1944-09-03", "Lille"), ("1964-12-19", "Moulin")
    )
    for form in ("axis", "vertical-axis"):
        group = group_of(draw_chronology(found, AREAS[form], setting(), form))
        assert any(run.text == "20 ans" or "ans" in run.text for run in runs(group.marks)), form
        strokes = [m for m in walk(group.marks) if isinstance(m, PathMark) and m.width_pt == 1.5]
        slanted = [
            mark
            for mark in strokes
            if mark.fill is None
            and len(mark.path) == 2
            and mark.path[0].points[0].x != mark.path[1].points[0].x
            and mark.path[0].points[0].y != mark.path[1].points[0].y
        ]
        assert len(slanted) == 2, form


def test_decisive_events_are_in_the_accent_and_others_are_not() -> None:
    group = group_of(draw_chronology(SUMMER, AREAS["list"], setting(), "list"))
    accented = [run.text for run in runs(group.marks) if run.ink == MADDER]
    assert "".join(accented).replace("\u00a0", " ").startswith("6 juin")
    assert len([text for text in accented if text.strip()]) == 2


def test_a_place_is_named_and_carries_the_maps_number() -> None:
    laid = draw_chronology(SUMMER, AREAS["list"], setting(), "list", numbers={"Paris": 7})
    texts = [run.text for run in runs(laid.marks)]
    assert "Provence" in texts
    assert texts[texts.index("Paris") + 1] == "7"


def test_a_place_that_the_text_names_is_not_written_again_however_its_signs_are_written() -> None:
    row = {"date": "1944-06-06", "text": {"fr": "Bataille de L’Étang"}, "place": "L'Étang"}
    laid = draw_chronology(events(row), AREAS["list"], setting(), "list")
    texts = [run.text for run in runs(laid.marks)]
    assert "".join(texts).count("Étang") == 1


FORTY = events(
    *(
        (f"1944-{1 + i // 4:02d}-{1 + 7 * (i % 4):02d}", f"Fait {i}, raconté en quelques mots")
        for i in range(40)
    )
)


@pytest.mark.parametrize("form", FORMS)
def test_forty_entries_in_an_a3_column_are_legible_or_reported(form: str) -> None:
    small = setting(scale=0.35)
    laid = draw_chronology(FORTY, Rect(10, 10, 120, 245), small, form, slot="chronology")
    for first, second in combinations(blocks(laid), 2):
        assert not first.box.overlaps(second.box, 0.01)
    (found,) = laid.diagnostics
    assert found.code == "text-overset"
    assert found.severity is Severity.ERROR
    assert found.figures["entries"] == 40
    over = int(str(found.figures["entries_over"]))
    assert 0 < over < 40
    assert len(blocks(laid)) == 40 - over
    assert found.hint == f"cut {over} entries, or shorten their texts"
    assert "slot `chronology` has 245 mm" in found.message
    (fit,) = laid.fits
    assert fit.overset is not None
    assert fit.overset.words == found.figures["words_over"]


BAD = """\
title: x
chronology:
  - {date: 1944-08-15, text: Provence}
  - {date: 1944-06-31, text: Nulle part}
  - {date: 1944-06-06, text: Normandie}
  - {date: 漢, text: "漢字"}
"""


def test_a_bad_date_is_named_with_its_line_and_the_others_are_drawn(tmp_path: Path) -> None:
    file = tmp_path / "01-x.yaml"
    document, _ = parse_yaml(BAD, file)
    assert document
    found = [Event.model_validate(row) for row in document.data["chronology"]]
    laid = draw_chronology(
        found, AREAS["list"], setting(), "list", document=document, panel="01-x", slot="chronology"
    )
    told = [(d.code, d.severity, d.span.line if d.span else 0) for d in laid.diagnostics]
    assert told == [
        ("date-invalid", Severity.ERROR, 4),
        ("date-out-of-order", Severity.WARNING, 5),
        ("date-invalid", Severity.ERROR, 6),
    ]
    assert "`1944-06-31`" in laid.diagnostics[0].message
    assert not unhinted(laid.diagnostics)
    assert all(d.panel == "01-x" and d.slot == "chronology" for d in laid.diagnostics)
    assert [block.text.split()[-1] for block in blocks(laid)] == ["Normandie", "Provence"]


def test_a_character_that_the_font_lacks_is_named() -> None:
    laid = draw_chronology(events(("1944", "漢字")), AREAS["list"], setting(), "list")
    assert [d.code for d in laid.diagnostics] == ["missing-glyph"]
    assert "漢 (U+6F22)" in laid.diagnostics[0].message


def test_bad_weeks_are_reported_and_the_band_is_drawn_in_full_ink() -> None:
    laid = draw_chronology(SPINE, AREAS["band"], setting(), "band", weeks="l'été")
    assert [d.code for d in laid.diagnostics] == ["date-invalid"]
    assert not unhinted(laid.diagnostics)
    assert all(run.ink.tint == 1 for run in runs(laid.marks))


@pytest.mark.parametrize("form", AREAS)
def test_no_entries_no_figure(form: str) -> None:
    laid = draw_chronology([], AREAS[form], setting(), form)
    assert (laid.marks, laid.height_mm, laid.diagnostics) == ((), 0.0, ())


ODD = [
    [("1944", "Une année")],
    [("1944-06-06", "Un jour")],
    [("1944-06-06", "Un"), ("1944-06-06", "Deux"), ("1944-06-06", "Trois")],
    [("../1944", "Avant"), ("1944/..", "Après")],
    [("C-5", "Guerres médiques"), ("-0052", "Alésia"), ("C18", "Lumières"), ("~1944", "Vers")],
    [("-9999", "Loin"), ("9999", "Loin")],
    [("1944-06-06", "Anticonstitutionnellement" * 4)],
]


@pytest.mark.parametrize("form", AREAS)
@pytest.mark.parametrize("rows", ODD)
def test_odd_chronologies_are_drawn(form: str, rows: list[tuple[str, str]]) -> None:
    laid = draw_chronology(events(*rows), AREAS[form], setting(), form)
    group = group_of(laid)
    assert group.name == ("band" if form == "band" else "chronology")
    assert group.title
    for row in rows:
        assert row[1] in group.description
    if not laid.diagnostics:
        assert len(blocks(laid)) == len(rows)
        assert AREAS[form].outset(1.0).contains(box_of(laid.marks))


@pytest.mark.parametrize("form", AREAS)
def test_hundreds_of_entries_are_told_of_without_a_wait(form: str) -> None:
    found = events(*((f"{1000 + i}", f"Fait {i}") for i in range(300)))
    laid = draw_chronology(found, AREAS[form], setting(), form)
    assert [d.code for d in laid.diagnostics] == ["text-overset"]


def test_every_entry_is_in_the_text_alternative_with_its_whole_date() -> None:
    group = group_of(draw_chronology(SUMMER, AREAS["axis"], setting(), "axis"))
    assert group.title == "Chronologie, 6 juin–5 septembre 1944"
    assert "19–25 août 1944 : Insurrection (Paris)" in group.description
    assert all(isinstance(mark, Group | PathMark) or mark for mark in group.marks)


def test_the_calendar_names_every_month_and_the_year_once() -> None:
    found = events(
        ("1944-06-01", "A"), ("1944-09-15", "B"), ("1945-03-31", "C"), ("1945-01-20", "D")
    )
    laid = draw_chronology(found, AREAS["vertical-axis"], setting(), "vertical-axis")
    said = [run.text.replace("\u00a0", " ") for run in runs(laid.marks)]
    for month in ("juin 1944", "juillet", "octobre", "janvier 1945", "février"):
        assert month in said


def test_tops_of_a_list_follow_each_other_with_even_gaps() -> None:
    found = events(*((f"1944-06-{day:02d}", "Fait") for day in range(1, 9)))
    drawn = blocks(draw_chronology(found, AREAS["list"], setting(), "list"))
    gaps = {round(b.box.y - a.box.y, 2) for a, b in pairwise(drawn)}
    assert len(gaps) == 1
