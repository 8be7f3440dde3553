"""The printer's sheet: every file by its picture and name, with what a press needs to know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from cimaise.diagnostics import counted
from cimaise.geometry import Rect
from cimaise.layout.marks import Page
from cimaise.layout.setting import Setting
from cimaise.layout.sheets.paper import TOP_MM, Paper, Quoted, sheet_setting
from cimaise.layout.sheets.words import Words, language_name, number, words_in
from cimaise.typography.micro import one_line

COLUMNS = 2
COLUMN_GAP_MM = 8.0
ENTRY_GAP_MM = 3.0
THUMBNAIL_MM = (20.0, 30.0)
THUMBNAIL_GAP_MM = 4.0
KEY_MM = 34.0


class PrintedFile(Struct, frozen=True):
    """One panel's PDF and the facts of it. `name`: its path from the folder of all files."""

    name: str
    number: int
    title: Quoted
    thumbnail: Path | None
    inks: tuple[str, ...]
    max_ink_percent: float
    fonts: tuple[str, ...]
    smallest_ppi: float | None
    remarks: int


class PrintRun(Struct, frozen=True):
    """The files of one format in one language, and what the printer asked of them."""

    language: str
    files: tuple[PrintedFile, ...]
    trim_mm: tuple[float, float]
    bleed_mm: float
    safe_mm: float
    hidden_mm: Mapping[str, float]
    """What the finished object hides of the sheet, by side; only where it hides something."""
    scale: int
    standard: str
    condition: str
    profile: str
    ink_limit_percent: float
    marks: tuple[str, ...]
    """Keys of `Words.marks_named`."""
    finishing: str


def printer_pages(
    title: Quoted, runs: Sequence[PrintRun], language: str, setting: Setting
) -> tuple[Page, ...]:
    """The sheet in one language: for each run its common facts, then its files."""
    words = words_in(language)
    sized = sheet_setting(setting)
    papers: list[Paper] = []
    for run in runs:
        papers += _run(title, run, words, sized)
    for place, paper in enumerate(papers, 1):
        y = paper.height_mm - 11
        paper.line(words.checksums, "running", (paper.left, y))
        paper.line(f"{place}/{len(papers)}", "running", (paper.right, y), anchor="end")
    return tuple(paper.page(language) for paper in papers)


def _run(title: Quoted, run: PrintRun, words: Words, setting: Setting) -> Iterator[Paper]:
    """Pages of one run: heads on each, common facts on the first."""
    pending = list(run.files)
    first = True
    while pending or first:
        paper = Paper(setting, f"{one_line(title.text, title.language)} – {words.to_the_printer}")
        y = _head(paper, title, run, words)
        if first:
            y = _common(paper, run, words, y)
        first = False
        width = _column(paper)
        step = _tallest(run, words, setting) + ENTRY_GAP_MM
        room = int((paper.foot - y + ENTRY_GAP_MM) / step)
        taken = pending[: room * COLUMNS]
        del pending[: len(taken)]
        # Down the first column, then the second, as panels are counted.
        rows = -(-len(taken) // COLUMNS)
        for place, file in enumerate(taken):
            x = paper.left + (place // rows) * (width + COLUMN_GAP_MM)
            _entry(paper, file, run, words, (x, y + (place % rows) * step), width)
        yield paper


def _column(paper: Paper) -> float:
    """The width of a column of facts or files."""
    return (paper.measure - COLUMN_GAP_MM * (COLUMNS - 1)) / COLUMNS


def _tallest(run: PrintRun, words: Words, setting: Setting) -> float:
    """The height of the entry that takes most lines, or of the pictures."""
    tried = Paper(setting)
    width = _column(tried)
    heights = [_entry(tried, file, run, words, (0.0, 0.0), width) for file in run.files]
    return max(THUMBNAIL_MM[1], *heights)


def _head(paper: Paper, title: Quoted, run: PrintRun, words: Words) -> float:
    y = TOP_MM + paper.cap("label")
    paper.titled(title, words.to_the_printer, "label", (paper.left, y))
    across, up = (number(side / 10, words, 1) for side in run.trim_mm)
    y += 7 + paper.cap("subtitle")
    told = f"{across} × {up} cm, {language_name(run.language, words)}"
    paper.line(told, "subtitle", (paper.left, y))
    return y + 7


def _common(paper: Paper, run: PrintRun, words: Words, y: float) -> float:
    """What holds for all files, in two columns of keys and values."""
    facts = list(_facts(run, words))
    half = -(-len(facts) // COLUMNS)
    width = _column(paper)
    ends: list[float] = []
    for column, part in enumerate((facts[:half], facts[half:])):
        x = paper.left + column * (width + COLUMN_GAP_MM)
        at = y
        for key, value in part:
            paper.line(key, "label", (x, at))
            room, verbatim = width - KEY_MM, key in (words.condition, words.files)
            at = paper.text(value, "caption", (x + KEY_MM, at), room, verbatim=verbatim) + 0.7
        ends.append(at)
    y = max(ends)
    paper.rule(y - 0.5)
    return y + 5


def _facts(run: PrintRun, words: Words) -> Iterator[tuple[str, str]]:
    folder = Path(run.files[0].name).parent.as_posix()
    yield words.files, words.files_in.format(count=len(run.files), folder=folder)
    yield words.trim, _size(run.trim_mm, words)
    yield words.bleed, words.bleed_of.format(length=number(run.bleed_mm, words, 1))
    yield words.safe, f"{number(run.safe_mm, words, 1)} mm"
    if run.hidden_mm:
        sides = (
            f"{number(depth, words, 1)} mm {words.hidden_sides[side]}"
            for side, depth in run.hidden_mm.items()
        )
        yield words.hidden, ", ".join(sides)
    one = run.trim_mm[0] * run.trim_mm[1] / 1e6
    yield (
        words.area,
        words.area_of.format(
            count=len(run.files),
            one=number(one, words, 4),
            all=number(one * len(run.files), words, 2),
        ),
    )
    yield words.scale, _scale(run, words)
    yield words.standard, run.standard
    yield words.condition, f"{run.condition}, {run.profile}"
    yield words.ink_limit, f"{number(run.ink_limit_percent, words)} %"
    marks = ", ".join(words.marks_named[mark] for mark in run.marks)
    yield words.marks, words.marks_on.format(marks=marks) if marks else words.marks_off
    if run.finishing:
        yield words.finishing, run.finishing


def _scale(run: PrintRun, words: Words) -> str:
    if run.scale == 1:
        return "1:1"
    across, up = run.trim_mm
    size = _size((across / run.scale, up / run.scale), words)
    return words.scaled.format(scale=run.scale, size=size, percent=100 * run.scale)


def _entry(
    paper: Paper,
    file: PrintedFile,
    run: PrintRun,
    words: Words,
    at: tuple[float, float],
    width: float,
) -> float:
    """A file: its picture on the left, its facts beside; the height that these take."""
    left, top = at
    room_x, room_y = THUMBNAIL_MM
    across, up = run.trim_mm
    scale = min(room_x / across, room_y / up)
    if file.thumbnail is not None:
        paper.picture(file.thumbnail, Rect(left, top, across * scale, up * scale))
    x = left + room_x + THUMBNAIL_GAP_MM
    column = left + width - x
    y = top + paper.cap("label")
    named = Quoted(f"{file.number:02} {file.title.text}", file.title.language)
    y = paper.text(named, "label", (x, y), column, most=2)
    for line, verbatim in _told(file, run, words):
        y = paper.text(line, "running", (x, y), column, most=3, verbatim=verbatim)
    return y - paper.cap("running") - top


def _told(file: PrintedFile, run: PrintRun, words: Words) -> Iterator[tuple[str, bool]]:
    """The lines under a file's title, and whether each is set verbatim."""
    bleed = number(run.bleed_mm, words, 1)
    yield Path(file.name).name, True
    yield f"{_size(run.trim_mm, words)} + {bleed} mm, 1:{run.scale}, {run.condition}", False
    percent = number(file.max_ink_percent, words)
    limit = number(run.ink_limit_percent, words)
    heaviest = words.heaviest.format(percent=percent, limit=limit)
    yield f"{', '.join(file.inks)}{words.semicolon} {heaviest}", False
    for family in _families(file.fonts):
        yield family, True
    if file.smallest_ppi is None:
        yield words.no_picture, False
    else:
        yield words.smallest.format(ppi=number(file.smallest_ppi, words)), False
    if not file.remarks:
        yield words.no_finding, False
    else:
        yield counted(file.remarks, *words.warnings), False


def _families(fonts: Sequence[str]) -> list[str]:
    """PostScript names by family: `SourceSerif4 Regular, Italic`."""
    families: dict[str, list[str]] = {}
    for font in fonts:
        family, _, style = font.partition("-")
        families.setdefault(family, []).append(style)
    return [
        f"{family} {', '.join(filter(None, styles))}".strip() for family, styles in families.items()
    ]


def _size(trim_mm: tuple[float, float], words: Words) -> str:
    across, up = (number(side, words, 1) for side in trim_mm)
    return f"{across} × {up} mm"
