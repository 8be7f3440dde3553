"""Spans → words: what line breaking moves about. A word is everything between two places where
a line may simply end, so `14 juillet 1944`, tied, is one word of three pieces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from cimaise.typography.looks import Look, looks, space_width, width
from cimaise.typography.shaping import FIXED_SPACES
from cimaise.typography.spans import Span
from cimaise.typography.styles import TypeStyle

SOFT_HYPHEN = "\u00ad"
TIE = "\u00a0"

_FIXED = "".join(FIXED_SPACES)
_TOKENS = re.compile(
    f"(?P<word>[^ \t\r\f\v\n\u1680\u205f\u3000\u200b{_FIXED}]+)"
    f"|(?P<space>[ \t\r\f\v\u1680\u205f\u3000]+)|(?P<fixed>[{_FIXED}])"
    "|(?P<break>\n)|(?P<open>\u200b)"
)
_JOINERS = dict.fromkeys(map(ord, "\u2060\ufeff"))
_STEERING = re.compile("[\u00ad\u2060\ufeff]")
_DASHES = re.compile(r"[-–—/.@\u2010]")


class Piece(NamedTuple):
    """Text in one look, or one fixed space (`is_space`)."""

    text: str
    look: Look
    is_space: bool = False

    @property
    def width_mm(self) -> float:
        """Its advance, mm."""
        return space_width(self.text, self.look) if self.is_space else width(self.text, self.look)


@dataclass(frozen=True, slots=True)
class Word:
    """Pieces that stay together unless divided, and the glue that follows.

    `glue_mm` is 0 where the next word may begin a line but no space stands between. `tie_mm` is
    what the ties (U+00A0) inside take: they stretch with the other spaces of a justified line.
    `soft_breaks` are (piece, offset) of soft hyphens that were written.
    """

    pieces: tuple[Piece, ...]
    text: str
    width_mm: float
    glue_mm: float
    glue_look: Look | None
    tie_mm: float = 0.0
    soft_breaks: tuple[tuple[int, int], ...] = ()
    has_dash: bool = False
    """Whether it may hold a place to break after: a hyphen, a dash, a sign of an address."""


def paragraphs(spans: Sequence[Span], style: TypeStyle) -> tuple[tuple[Word, ...], ...]:
    """Words of each stretch between kept line breaks; spaces in a row count as one."""
    stretches: list[tuple[Word, ...]] = []
    words: list[Word] = []
    pieces: list[Piece] = []
    softs: list[tuple[int, int]] = []

    def close(glue: Look | None = None) -> None:
        if len(pieces) == 1 and not softs and not pieces[0].is_space:
            words.append(_simple_word(pieces[0].text, pieces[0].look, glue))
            pieces.clear()
        elif pieces:
            words.append(_word(tuple(pieces), glue, tuple(softs)))
            pieces.clear()
            softs.clear()
        elif words and glue and words[-1].glue_look is None:
            # A space after a place where a line may end without one.
            glue_mm = space_width(" ", glue)
            words.append(replace(words.pop(), glue_mm=glue_mm, glue_look=glue))

    for span in spans:
        for text, look in looks(span, style):
            for token in _TOKENS.finditer(text):
                kind = token.lastgroup
                if kind == "word":
                    _add_text(token.group(), look, pieces, softs)
                elif kind == "space":
                    close(look)
                elif kind == "fixed":
                    pieces.append(Piece(token.group(), look, is_space=True))
                else:
                    close()
                    if kind == "break":
                        stretches.append(tuple(words))
                        words.clear()
    close()
    stretches.append(tuple(words))
    return tuple(stretch for stretch in stretches if stretch)


@lru_cache(maxsize=32768)
def _simple_word(text: str, look: Look, glue: Look | None) -> Word:
    return _word((Piece(text, look),), glue, ())


def _word(pieces: tuple[Piece, ...], glue: Look | None, softs: tuple[tuple[int, int], ...]) -> Word:
    text = "".join(piece.text for piece in pieces)
    return Word(
        pieces,
        text,
        width_mm=sum(piece.width_mm for piece in pieces),
        glue_mm=space_width(" ", glue) if glue else 0.0,
        glue_look=glue,
        tie_mm=sum(piece.width_mm for piece in pieces if piece.text == TIE),
        soft_breaks=softs,
        has_dash=_DASHES.search(text) is not None,
    )


def _add_text(text: str, look: Look, pieces: list[Piece], softs: list[tuple[int, int]]) -> None:
    """Add a token to the word, apart from its soft hyphens and joiners."""
    if not pieces and not _STEERING.search(text):
        pieces.append(Piece(text, look))
        return
    parts = text.translate(_JOINERS).split(SOFT_HYPHEN)
    joined = "".join(parts)
    if not joined:
        return
    start = 0
    if pieces and not pieces[-1].is_space and pieces[-1].look == look:
        before = pieces.pop()
        start = len(before.text)
        joined = before.text + joined
    for part in parts[:-1]:
        start += len(part)
        if 0 < start < len(joined):
            softs.append((len(pieces), start))
    pieces.append(Piece(joined, look))
