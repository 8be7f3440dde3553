"""Chronologies on a coloured ground: read in its own inks, at the height of all other bands."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from cimaise.build.reading import read
from cimaise.geometry import Rect
from cimaise.inks import BLACK, Ink
from cimaise.layout.editions import Edition
from cimaise.layout.figures.chronologies.figure import draw_chronology
from cimaise.layout.figures.contrast import contrast
from cimaise.layout.figures.reversal import LEAST_CONTRAST, on_ground
from cimaise.layout.marks import GlyphRun, PathMark, walk
from cimaise.layout.panels import lay_out
from cimaise.model.panel import Event
from tests.maps.maps_made import MADDER, NIGHT, PAPER, setting

ROOT = Path(__file__).resolve().parents[2]
EVENTS = [
    Event.model_validate(row)
    for row in (
        {"date": "1944-06-06", "text": "Normandie", "key": True},
        {"date": "~1944-08", "text": "Provence"},
        {"date": "1944-12-31/1945-01-27", "text": "Alsace"},
    )
]


def test_dark_inks_become_light_and_hues_stay() -> None:
    dark = on_ground(setting(), NIGHT)
    assert dark.paper == NIGHT
    assert dark.role("text").ink == PAPER
    assert dark.role("map-date").ink == PAPER
    accent = dark.ink("garance")
    assert accent.name == "garance"
    assert accent.tint < 1
    assert all(contrast(role.ink, NIGHT) >= LEAST_CONTRAST for role in dark.roles.values())
    white = Ink("white", (0, 0, 0, 0), (255, 255, 255))
    assert on_ground(setting(), NIGHT, white).role("text").ink == white


def test_a_light_ground_changes_the_paper_alone() -> None:
    light = on_ground(setting(), NIGHT.tinted(0.2))
    assert replace(light, paper=PAPER).roles == setting().roles
    assert light.role("text").ink == BLACK
    assert light.ink("garance") == MADDER


@pytest.mark.parametrize("form", ["band", "list", "axis", "vertical-axis"])
def test_every_form_reads_on_a_dark_ground(form: str) -> None:
    dark = on_ground(setting(), NIGHT)
    area = Rect(50, 50, 600, 300)
    weeks = "1944-06/1944-08" if form == "band" else None
    laid = draw_chronology(EVENTS, area, dark, form, weeks=weeks)
    assert not laid.diagnostics
    runs = [mark for mark in walk(laid.marks) if isinstance(mark, GlyphRun)]
    assert runs
    assert all(contrast(run.ink, NIGHT) >= LEAST_CONTRAST for run in runs)
    lines = [mark for mark in walk(laid.marks) if isinstance(mark, PathMark)]
    # What is hollow is filled with hardly more than the ground.
    inks = [ink for line in lines if (ink := line.stroke or line.fill) and ink != NIGHT]
    assert all(contrast(ink, NIGHT) > 1.5 for ink in inks)
    assert BLACK not in inks


@pytest.mark.parametrize("format_name", ["80x120", "a3", "rollup-85x200"])
def test_the_band_runs_along_all_panels_at_one_height(format_name: str) -> None:
    exhibition, _ = read(ROOT)
    edition = Edition(exhibition, "fr", format_name)
    layouts = {panel.layout: panel for panel in exhibition.panels}
    heights = {}
    for panel in layouts.values():
        (laid,) = lay_out(edition, [replace_map(panel)], {})
        band = laid.page.group("band")
        assert band is not None, f"{panel.layout} has no band"
        runs = [mark for mark in walk(band.marks) if isinstance(mark, GlyphRun)]
        heights[panel.layout] = [
            (run.text, round(run.origin.x, 6), round(run.origin.y, 6)) for run in runs
        ]
    assert len(heights) >= 6
    assert len({str(each) for each in heights.values()}) == 1


def replace_map(panel: object) -> object:
    """The panel without its map, which takes long and has no say in the band."""
    return panel.model_copy(update={"map": None})
