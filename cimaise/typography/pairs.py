"""Which of a text's quotation marks opens, and which closes it: marks → pairs and the rest.

Straight marks do not say their side. Their neighbours say something (a space before, a stop
after), the marks before and after them the rest. Of all the ways to read a text the cheapest is
taken; a mark that it leaves over is left as written, for its side is not known.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

# Pairs are cheap, a mark without a partner is dear: what a reading may cost.
ALONE = 10.0
NESTED = 0.5
# " yes" rather than " yes " or "yes".
UNLIKE = 0.8
NEVER = 1000.0
# French quotes in two levels, English in two by turns: a fourth one is a mistake.
MAX_DEPTH = 3


class Mark(Struct, frozen=True):
    """A mark at an offset, and what it costs to read it as opening, as closing or as neither."""

    at: int
    opens: float
    closes: float
    alone: float = ALONE
    hollow: bool = False
    """Nothing but spaces stands between it and the mark before it: they are no pair."""
    space_before: bool = False
    space_after: bool = False


# A reading so far: its cost, the length of what it encloses, and what it takes each mark for.
_Reading = tuple[float, int, str]
_OPENS, _CLOSES, _NEITHER = "(", ")", "-"
# What is open, a letter for each pair: whether a space follows its first mark.
_LOOSE, _TIGHT = "l", "t"
_State = tuple[str, bool]


def paired(marks: Sequence[Mark]) -> dict[int, int]:
    """The pairs, by the offset of either mark: the other's offset. The rest have no partner."""
    # What is open, and whether the last mark opened, is all that the next one depends on.
    readings: dict[_State, _Reading] = {("", False): (0.0, 0, "")}
    for mark in marks:
        readings = _read(readings, mark)
    _, _, sides = min(reading for (inside, _), reading in readings.items() if not inside)
    pairs: dict[int, int] = {}
    open_marks: list[int] = []
    for mark, side in zip(marks, sides, strict=True):
        if side == _OPENS:
            open_marks.append(mark.at)
        elif side == _CLOSES:
            partner = open_marks.pop()
            pairs[partner], pairs[mark.at] = mark.at, partner
    return pairs


def _read(readings: dict[_State, _Reading], mark: Mark) -> dict[_State, _Reading]:
    """The best readings with one mark more."""
    found: dict[_State, _Reading] = {}

    def offer(inside: str, opened: bool, reading: _Reading) -> None:
        known = found.get((inside, opened))
        if known is None or reading < known:
            found[inside, opened] = reading

    for (inside, opened), (cost, length, sides) in readings.items():
        offer(inside, False, (cost + mark.alone, length, sides + _NEITHER))
        if mark.opens < NEVER and len(inside) < MAX_DEPTH:
            # Of two readings that cost the same, one after the other comes before one in another.
            deeper = cost + mark.opens + (NESTED if inside else 0)
            manner = _LOOSE if mark.space_after else _TIGHT
            offer(inside + manner, True, (deeper, length - mark.at, sides + _OPENS))
        if mark.closes < NEVER and inside and not (opened and mark.hollow):
            alike = mark.space_before == (inside[-1] == _LOOSE)
            nearer = cost + mark.closes + (0 if alike else UNLIKE)
            offer(inside[:-1], False, (nearer, length + mark.at, sides + _CLOSES))
    return found


def neighbours(text: str, at: int, seen_through: str) -> tuple[str, str]:
    """The characters before and after a mark, past those seen through; empty at the text's ends."""
    low, high = at - 1, at + 1
    while low >= 0 and text[low] in seen_through:
        low -= 1
    while high < len(text) and text[high] in seen_through:
        high += 1
    return text[low] if low >= 0 else "", text[high : high + 1]
