"""What counts as a word, wherever words are counted: in checks, in `fit`, in what is to be cut."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The fine spaces inside `10 000` part no words.
_TOKEN = re.compile(r"\S+(?:(?<=\d)[\u00a0\u202f](?=\d)\S+)*")
# Signs set off by a space that belong to the word before them.
_CLOSING = frozenset("!?;:.,…»›”’)]%")


def words(text: str) -> list[str]:
    """The words of plain text as a reader counts them: signs that stand alone are none."""
    return [token.group() for token in _TOKEN.finditer(text) if _is_word(token.group())]


def count_words(text: str) -> int:
    """How many words plain text has."""
    return len(words(text))


def word_ends(text: str) -> list[int]:
    """Where each word ends, with the signs that close it: what is left when the rest is cut."""
    return list(_ends(text))


def _ends(text: str) -> Iterator[int]:
    end: int | None = None
    closes = False
    for token in _TOKEN.finditer(text):
        if _is_word(token.group()):
            if end is not None:
                yield end
            end, closes = token.end(), True
        elif end is not None and closes and token.group()[0] in _CLOSING:
            end = token.end()
        else:
            closes = False
    if end is not None:
        yield end


def _is_word(token: str) -> bool:
    return any(map(str.isalnum, token))
