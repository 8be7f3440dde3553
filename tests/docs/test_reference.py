"""What tools/write_reference.py writes is current, and says what it is for."""

from __future__ import annotations

import re

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
