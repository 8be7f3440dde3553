"""Words compared as readers see them: what is set, whichever signs the file writes it with.

`L'Étang` and `L’Étang` are one name, and so are `"Kléber"` and `« Kléber »`: a text of all
languages keeps straight signs, in which `check --fix` leaves no other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeVar

from cimaise.model.texts import LocalText
from cimaise.typography.micro import LANGUAGES, typeset

Value = TypeVar("Value")
_APOSTROPHE = re.compile(r"[’‘ʼ]")
_QUOTES = re.compile(r"«\s*|\s*»|[“”„]")


@lru_cache(maxsize=4096)
def as_read(text: str, language: str) -> str:
    """The text as its language sets it, on one line, every sign in its plainest form."""
    line = typeset(" ".join(text.split()), language).text
    line = _APOSTROPHE.sub("'", _QUOTES.sub('"', line)).replace("‑", "-")
    return " ".join(line.split())


def names_of(text: LocalText) -> tuple[str, ...]:
    """A name as it is read in each of its languages; one for all, in any."""
    said = [(name, language) for language, name in text.versions]
    said += [(text.common, language) for language in ("", *LANGUAGES)]
    return tuple(dict.fromkeys(read for each in said if (read := as_read(*each))))


def found_under(name: LocalText, values: Mapping[str, Value]) -> Value | None:
    """What stands under a name in any of its languages, of values by what `names_of` gives."""
    return next((values[read] for read in names_of(name) if read in values), None)


def pattern_of(text: str) -> str:
    """A regular expression of what `as_read` gives, in whichever signs a text may have it."""
    signs = {"'": "['’‘ʼ]", "-": "[-‑]", " ": r"\s+", '"': r'(?:"|«\s*|\s*»|[“”„])'}
    return "".join(signs.get(char) or re.escape(char) for char in text)
