"""What tools/write_reference.py writes is current, and says what it is for."""

from __future__ import annotations

import re

from cimaise.layout.figures.chronologies.figure import BAND, FORMS
from cimaise.layout.figures.dates import parse
from cimaise.layout.figures.dates_in_words import written
from cimaise.resources import map_data
from cimaise.resources.map_areas import areas
from tools.write_reference import COMMAND_LINE, REFERENCE, commands, reference, with_tables

AGAIN = "run .venv/bin/python tools/write_reference.py and review the diff"


def test_the_page_of_keys_is_current() -> None:
    assert REFERENCE.read_text("utf-8") == reference(), AGAIN


def test_the_tables_of_options_are_current() -> None:
    page = COMMAND_LINE.read_text("utf-8")
    assert page == with_tables(page), AGAIN


def test_every_command_and_option_says_what_it_is_for() -> None:
    for command in commands():
        assert command.about.endswith("."), command.name
        for each in (*command.arguments, *command.options):
            assert each.about, f"{command.name} {each.name}"


def test_every_key_says_what_it_is_for() -> None:
    rows = re.findall(r"^\| (\*?\*?`\w+`\*?\*?) \|.*\| (.*?) \|$", reference(), re.MULTILINE)
    assert len(rows) > 100
    assert not [key for key, about in rows if not about.strip()]


def test_every_kind_and_area_of_maps_is_in_the_manual() -> None:
    page = (REFERENCE.parent / "maps.md").read_text("utf-8")
    symbols = map_data.symbols()
    kinds = {name for group in ("places", "routes", "zones") for name in symbols[group]}
    named = {*kinds, *areas(), *map_data.LAYERS}
    assert not {name for name in named if f"`{name}`" not in page}


def test_the_table_of_dates_says_what_is_set() -> None:
    page = (REFERENCE.parent / "chronologies.md").read_text("utf-8")
    rows = re.findall(r"^\| `([^`]+)` \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", page, re.MULTILINE)
    assert len(rows) > 6
    for date, french, english in rows:
        span = parse(date)
        assert written(span, "fr").replace("’", "'") == french
        assert written(span, "en") == english


def test_every_form_of_chronology_is_in_the_manual() -> None:
    page = (REFERENCE.parent / "chronologies.md").read_text("utf-8")
    assert not {form for form in (*FORMS, BAND) if f"| `{form}` |" not in page}
