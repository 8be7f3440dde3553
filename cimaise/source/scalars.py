"""What an unquoted YAML scalar means: the YAML 1.2 core schema, less its surprises.

Only `true`, `false`, `null`, `~`, nothing, and decimal numbers without leading zeroes are typed.
`no`, `on`, `10:30`, `012`, `0x1F`, `1944-06-06`, `True` and `.inf` stay the text they are.
"""

from __future__ import annotations

import re

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]*)?(\.[0-9]+|(?<=[0-9])\.)?([eE][-+]?[0-9]+)?")
_FIRST = frozenset("0123456789+-.")
_CONSTANTS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "true": True,
    "false": False,
}
LONGEST_NUMBER = 40
"""Characters; a longer run of digits is no quantity, and Python refuses to read thousands."""


class WrittenInt(int):
    """A whole number that remembers how it was written, where Python would write it otherwise."""

    written: str


class WrittenFloat(float):
    """A number that remembers how it was written, where Python would write it otherwise."""

    written: str


def resolve(text: str) -> str | int | float | bool | None:
    """The value of an unquoted scalar."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in _FIRST or len(text) > LONGEST_NUMBER or not any(map(str.isdigit, text)):
        return text
    if _INTEGER.fullmatch(text):
        return _integer(text)
    if _FLOAT.fullmatch(text):
        return _float(text)
    return text


def _integer(text: str) -> int:
    number = int(text)
    if str(number) == text:
        return number
    exact = WrittenInt(number)
    exact.written = text
    return exact


def _float(text: str) -> float:
    number = float(text)
    if str(number) == text:
        return number
    exact = WrittenFloat(number)
    exact.written = text
    return exact
