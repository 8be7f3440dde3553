"""The lender's sheet: what a borrower needs to know of an exhibition, in one language.

Only what the data tells stands on it: no weight, no transport is made up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from cimaise.geometry import Rect
from cimaise.layout.marks import Page
from cimaise.layout.setting import Setting
from cimaise.layout.sheets.elevation import Hung, draw_elevation
from cimaise.layout.sheets.paper import TOP_MM, Crop, Paper, Quoted, sheet_setting
from cimaise.layout.sheets.words import Words, language_name, metres, number, words_in
from cimaise.model.exhibition import Exhibition
from cimaise.model.hanging import Hanging
from cimaise.typography.micro import one_line

# What a hand needs between two panels, reckoned for the wall's length.
GAP_MM = 100.0
KEY_MM = 42.0
CONTENT_MM = (28.0, 76.0)
"""From the left: a panel's title, then its content; the picture stands before both."""
PICTURE_MM = 9.0
THUMBNAIL_MM = (14.0, 17.0)
ROW_AIR_MM = 1.6


class LentPanel(Struct, frozen=True):
    """One panel: its number, title and content in a line, and its picture where there is one."""

    number: int
    title: Quoted
    content: Quoted | None
    thumbnail: Path | None


class LentFormat(Struct, frozen=True):
    """A size that the panels are made in, mm, from how far it is read and how high it hangs."""

    trim: tuple[float, float]
    distance_m: float
    hanging: Hanging
    crop: Crop
    """What is seen of it between top and foot, as shares."""

    @property
    def seen_mm(self) -> tuple[float, float]:
        """The width, and the height that is seen: a roll-up's cassette hides its foot."""
        return self.trim[0], self.hanging.height_mm


class Lent(Struct, frozen=True):
    """An exhibition as it is lent; the first format is the one that it is designed for."""

    title: Quoted
    subtitle: Quoted | None
    languages: tuple[str, ...]
    panels: tuple[LentPanel, ...]
    formats: tuple[LentFormat, ...]
    credits: Quoted | None
    contact: Quoted | None


def lent_format(exhibition: Exhibition, name: str) -> LentFormat:
    """A format as it is hung or set up."""
    format_ = exhibition.formats_table[name]
    seen, height = format_.visible, format_.trim[1]
    crop = (0.0, seen.y / height, 1.0, seen.bottom / height)
    return LentFormat(format_.trim, exhibition.distance_m(name), format_.hanging, crop)


def lender_pages(lent: Lent, language: str, setting: Setting) -> tuple[Page, ...]:
    """The sheet in one language: the exhibition, its sizes and credits, then its contents."""
    words = words_in(language)
    sized = sheet_setting(setting)
    title = f"{one_line(lent.title.text, lent.title.language)} – {words.to_the_lender}"
    front, y = _front(lent, words, sized, title)
    papers = [*front, *_contents(lent, words, sized, title)]
    if lent.credits and not _credits(lent.credits, words, front[-1], y):
        papers.append(Paper(sized, title))
        _credits(lent.credits, words, papers[-1], TOP_MM, alone=True)
    for place, paper in enumerate(papers, 1):
        y = paper.height_mm - 11
        paper.titled(lent.title, words.to_the_lender, "running", (paper.left, y))
        paper.line(f"{place}/{len(papers)}", "running", (paper.right, y), anchor="end")
    return tuple(paper.page(language) for paper in papers)


def _front(lent: Lent, words: Words, setting: Setting, title: str) -> tuple[list[Paper], float]:
    """What the exhibition is and how it hangs, and the y of what ends lowest on the last page."""
    paper = Paper(setting, title)
    papers = [paper]
    y = TOP_MM + paper.cap("label")
    paper.line(words.to_the_lender, "label", (paper.left, y))
    y += 9 + paper.cap("title")
    width = paper.measure
    y = paper.text(lent.title, "title", (paper.left, y), width, most=2)
    y += paper.leading("subtitle") - paper.leading("title") + 1.5
    if lent.subtitle:
        y = paper.text(lent.subtitle, "subtitle", (paper.left, y), width, most=2)
    shown = lent.formats[0]
    hanging = shown.hanging
    hung = Hung(shown.seen_mm[0], hanging.top_mm, hanging.foot_mm, GAP_MM, shown.crop)
    area = Rect(paper.left, y + 4, width, paper.foot - y - 4)
    y = draw_elevation(paper, [panel.thumbnail for panel in lent.panels], hung, words, area) + 16
    column = width - KEY_MM
    facts: list[tuple[str, Sequence[str | Quoted]]] = [
        *lender_facts(len(lent.panels), lent.languages, lent.formats, words)
    ]
    if lent.contact:
        facts.append((words.contact, [lent.contact]))
    for key, values in facts:
        lines = sum(paper.lines_of(value, "text", column) for value in values)
        if y + (lines - 1) * paper.leading("text") > paper.foot:
            paper = Paper(setting, title)
            papers.append(paper)
            y = TOP_MM + paper.cap("text")
        paper.rule(y - paper.leading("text") * 0.95)
        paper.line(key, "label", (paper.left, y))
        for value in values:
            y = paper.text(value, "text", (paper.left + KEY_MM, y), column)
        y += 3.0
    return papers, y


def lender_facts(
    panels: int, languages: Sequence[str], formats: Sequence[LentFormat], words: Words
) -> Iterator[tuple[str, list[str]]]:
    """What a borrower asks first: keys, and the lines that stand beside each."""
    names = [language_name(language, words) for language in languages]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {words.and_} {names[-1]}"
    # Nobody is to think that a panel speaks them all.
    each = words.in_each_language.format(count=panels)
    yield words.panels, [str(panels) if len(languages) == 1 else each]
    yield words.languages, [listed]
    yield words.dimensions, [_dimensions(format_, words) for format_ in formats]
    yield words.total_length, [_lengths(format_, panels, words) for format_ in formats]
    for stands, key in ((False, words.hanging), (True, words.standing)):
        these = [format_ for format_ in formats if format_.hanging.stands is stands]
        if these:
            yield key, [_heights(format_, words) for format_ in these]


def _dimensions(format_: LentFormat, words: Words) -> str:
    distance = words.read_from.format(distance=number(format_.distance_m, words, 2))
    return f"{_size(format_, words)}, {distance}"


def _lengths(format_: LentFormat, panels: int, words: Words) -> str:
    width = format_.trim[0]
    bare = words.edge_to_edge.format(length=metres(panels * width, words))
    if panels < 2:
        return f"{_size(format_, words)}{words.colon} {bare}"
    spaced = metres(panels * width + (panels - 1) * GAP_MM, words)
    loose = words.with_gaps.format(length=spaced, gap=f"{GAP_MM / 10:g}")
    return f"{_size(format_, words)}{words.colon} {bare}, {loose}"


def _heights(format_: LentFormat, words: Words) -> str:
    hanging = format_.hanging
    said = words.standing_heights if hanging.stands else words.hanging_heights
    heights = said.format(
        centre=number(hanging.centre_mm, words),
        top=number(hanging.top_mm, words),
        foot=number(hanging.foot_mm, words),
    )
    return f"{_size(format_, words)}{words.colon} {heights}"


def _size(format_: LentFormat, words: Words) -> str:
    across, up = (number(side / 10, words, 1) for side in format_.trim)
    return f"{across} × {up} cm"


def _contents(lent: Lent, words: Words, setting: Setting, title: str) -> list[Paper]:
    """The panels in a list, each with its picture, on as many pages as they take."""
    papers: list[Paper] = []

    def begun() -> tuple[Paper, float]:
        paper = Paper(setting, title)
        papers.append(paper)
        y = TOP_MM + paper.cap("heading")
        paper.line(words.contents, "heading", (paper.left, y))
        return paper, y + 5

    paper, y = begun()
    shown = lent.formats[0]
    width, height = shown.seen_mm
    scale = min(THUMBNAIL_MM[0] / width, THUMBNAIL_MM[1] / height)
    for panel in lent.panels:
        lines = _lines_of(panel, paper)
        frame = Rect(paper.left + PICTURE_MM, y + ROW_AIR_MM, width * scale, height * scale)
        room = lines * paper.leading("text")
        if panel.thumbnail is not None:
            room = max(room, frame.height)
        if y + room + ROW_AIR_MM > paper.foot:
            paper, y = begun()
            frame = replace(frame, y=y + ROW_AIR_MM)
        paper.rule(y)
        if panel.thumbnail is not None:
            paper.picture(panel.thumbnail, frame, shown.crop)
        line = y + ROW_AIR_MM + paper.cap("number")
        paper.line(str(panel.number), "number", (paper.left, line))
        first, second = CONTENT_MM
        paper.text(panel.title, "label", (paper.left + first, line), second - first - 4)
        if panel.content:
            column = paper.measure - second
            paper.text(panel.content, "text", (paper.left + second, line), column, most=2)
        y += room + 2 * ROW_AIR_MM
    return papers


def _lines_of(panel: LentPanel, paper: Paper) -> int:
    """How many lines the words of a panel take."""
    first, second = CONTENT_MM
    width = paper.measure - second
    return max(
        paper.lines_of(panel.title, "label", second - first - 4),
        min(2, paper.lines_of(panel.content, "text", width)) if panel.content else 1,
    )


def _credits(credits: Quoted, words: Words, paper: Paper, y: float, *, alone: bool = False) -> bool:
    """Set the credits at the foot of a page, if below `y` there is room; whether there was.

    On a page that is theirs alone, of more than it holds the rest is given up for an ellipsis.
    """
    width, leading = paper.measure - KEY_MM, paper.leading("caption")
    most = int((paper.foot - 18 - y) / leading)
    lines = paper.lines_of(credits, "caption", width)
    if lines > most and not alone:
        return False
    y = paper.foot - 8 - min(lines, most) * leading
    paper.rule(y - paper.leading("text") * 0.95)
    paper.line(words.credits, "label", (paper.left, y))
    paper.text(credits, "caption", (paper.left + KEY_MM, y), width, most=most)
    return True
