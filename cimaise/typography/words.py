"""Spans → words: what line breaking moves about. A word is everything between two places where
a line may simply end, so `14 juillet 1944`, tied, is one word of three pieces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from cimaise.typography.lines import Glyph
from cimaise.typography.looks import Look, glyphs, looks, space_width
from cimaise.typography.shaping import FIXED_SPACES
from cimaise.typography.spans import Span
from cimaise.typography.styles import TypeStyle

SOFT_HYPHEN = "\u00ad"
TIE = "\u00a0"
MAX_KNOWN_WORDS = 20_000

_FIXED = "".join(FIXED_SPACES)
_TOKENS = re.compile(
    f"(?P<word>[^ \t\r\f\v\n\u1680\u205f\u3000\u200b{_FIXED}]+)"
    f"|(?P<space>[ \t\r\f\v\u1680\u205f\u3000]+)|(?P<fixed>[{_FIXED}])"
    "|(?P<break>\n)|(?P<open>\u200b)"
)
_JOINERS = dict.fromkeys(map(ord, "\u2060\ufeff"))
_STEERING = re.compile("[\u00ad\u2060\ufeff]")
_DASHES = re.compile(r"[-–—/.@\u2010]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one look with its glyphs, or one space (`is_space`), which has none of its own."""

    text: str
    look: Look
    is_space: bool
    width_mm: float = field(compare=False)
    glyphs: tuple[Glyph, ...] = field(compare=False, repr=False)


@lru_cache(maxsize=32768)
def text_piece(text: str, look: Look) -> Piece:
    """Shape a stretch of text."""
    return _shaped_piece(text, look)


def _shaped_piece(text: str, look: Look) -> Piece:
    shaped = glyphs(text, look)
    return Piece(text, look, False, sum([glyph.advance_mm for glyph in shaped]), shaped)


def space_piece(char: str, look: Look) -> Piece:
    """A space of any kind, at its natural width."""
    return Piece(char, look, True, space_width(char, look), ())


class Word(Struct, frozen=True):
    """Pieces that stay together unless divided, and the glue that follows, a space.

    There is none where the next word may begin a line without a space between. `tie_mm` is what
    the ties (U+00A0) inside take: they stretch with the other spaces of a justified line.
    `soft_breaks` are (piece, offset) of soft hyphens that were written.
    """

    pieces: tuple[Piece, ...]
    text: str
    width_mm: float
    glue: Piece | None
    tie_mm: float = 0.0
    soft_breaks: tuple[tuple[int, int], ...] = ()
    has_dash: bool = False
    """Whether it may hold a place to break after: a hyphen, a dash, a sign of an address."""


_Raw = tuple[str, Look, bool]
"""What a piece is made of: text, look, whether it is a space."""


def paragraphs(spans: Sequence[Span], style: TypeStyle) -> tuple[tuple[Word, ...], ...]:
    """Words of each stretch between kept line breaks; spaces in a row count as one."""
    stretches: list[tuple[Word, ...]] = []
    words: list[Word] = []
    raws: list[_Raw] = []
    softs: list[tuple[int, int]] = []

    def close(glue: Look | None = None) -> None:
        if len(raws) == 1 and not softs and raws[0][1] is glue:
            # One look, before a space in the same: most words, and most often seen before.
            words.append(known.word(raws[0][0]))
            raws.clear()
        elif raws:
            words.append(_word(raws, glue, tuple(softs)))
            raws.clear()
            softs.clear()
        elif words and glue and words[-1].glue is None:
            # A space after a place where a line may end without one.
            words.append(replace(words.pop(), glue=space_piece(" ", glue)))

    for span in spans:
        for text, look in looks(span, style):
            known = _known_words(look)
            for token in _TOKENS.finditer(text):
                kind = token.lastgroup
                if kind == "word":
                    _add_text(token.group(), look, raws, softs)
                elif kind == "space":
                    close(look)
                elif kind == "fixed":
                    raws.append((token.group(), look, True))
                else:
                    close()
                    if kind == "break":
                        stretches.append(tuple(words))
                        words.clear()
    close()
    stretches.append(tuple(words))
    return tuple(stretch for stretch in stretches if stretch)


class _KnownWords(Struct, frozen=True):
    """The words met in one look, each before a space; to hash the look with each costs more."""

    look: Look
    glue: Piece
    met: dict[str, Word]

    def word(self, text: str) -> Word:
        """The word, shaped once."""
        word = self.met.get(text)
        if word is None:
            if len(self.met) > MAX_KNOWN_WORDS:
                self.met.clear()
            piece = _shaped_piece(text, self.look)
            has_dash = _DASHES.search(text) is not None
            word = Word((piece,), text, piece.width_mm, self.glue, has_dash=has_dash)
            self.met[text] = word
        return word


@lru_cache(maxsize=256)
def _known_words(look: Look) -> _KnownWords:
    return _KnownWords(look, space_piece(" ", look), {})


def _word(raws: Sequence[_Raw], glue: Look | None, softs: tuple[tuple[int, int], ...]) -> Word:
    pieces = tuple(
        space_piece(text, look) if is_space else text_piece(text, look)
        for text, look, is_space in raws
    )
    text = "".join(piece.text for piece in pieces)
    return Word(
        pieces,
        text,
        width_mm=sum(piece.width_mm for piece in pieces),
        glue=space_piece(" ", glue) if glue else None,
        tie_mm=sum(piece.width_mm for piece in pieces if piece.text == TIE),
        soft_breaks=softs,
        has_dash=_DASHES.search(text) is not None,
    )


def _add_text(text: str, look: Look, raws: list[_Raw], softs: list[tuple[int, int]]) -> None:
    """Add a token to the word, apart from its soft hyphens and joiners."""
    if not raws and not _STEERING.search(text):
        raws.append((text, look, False))
        return
    parts = text.translate(_JOINERS).split(SOFT_HYPHEN)
    joined = "".join(parts)
    if not joined:
        return
    start = 0
    if raws and not raws[-1][2] and raws[-1][1] == look:
        before = raws.pop()[0]
        start = len(before)
        joined = before + joined
    for part in parts[:-1]:
        start += len(part)
        if 0 < start < len(joined):
            softs.append((len(raws), start))
    raws.append((joined, look, False))
