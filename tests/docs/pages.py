"""The project's Markdown pages as data: fenced blocks, links, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = tuple(
    page
    for page in (
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        ROOT / "CHANGELOG.md",
        *sorted((ROOT / "docs").glob("*.md")),
        ROOT / "cimaise" / "data" / "new" / "README.md",
    )
    if page.exists()
)

_FENCE = re.compile(r"(?P<mark>```+|~~~+)[ ]*(?P<info>.*)")
_LINK = re.compile(r"(?<!\\)!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
_SOURCE = re.compile(r"\b(?:src|href)=\"([^\"]+)\"")
_HEADING = re.compile(r"#{1,6}[ ]+(.+?)[ ]*#*")


@dataclass(frozen=True)
class Fence:
    """A fenced block: `language` is the first word after the fence, `about` what follows it."""

    page: Path
    line: int
    language: str
    about: str
    text: str

    @property
    def place(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def fences(page: Path) -> Iterator[Fence]:
    """Every fenced block of a page."""
    inside: tuple[str, str, int, list[str]] | None = None
    indent = 0
    for number, line in enumerate(page.read_text("utf-8").splitlines(), 1):
        if inside is None:
            opened = _FENCE.fullmatch(line.strip())
            if opened:
                inside = (opened["mark"], opened["info"], number, [])
                indent = len(line) - len(line.lstrip())
        elif line.strip() == inside[0]:
            language, _, about = inside[1].partition(" ")
            text = "".join(each + "\n" for each in inside[3])
            yield Fence(page, inside[2], language, about.strip(), text)
            inside = None
        else:
            # A block in a list is indented with it.
            inside[3].append(line[indent:] if not line[:indent].strip() else line.lstrip())
    assert inside is None, f"{page}: the block of line {inside and inside[2]} is not closed"


def all_fences(*languages: str) -> tuple[Fence, ...]:
    """Every block of all pages in one of these languages."""
    return tuple(fence for page in PAGES for fence in fences(page) if fence.language in languages)


def prose(page: Path) -> str:
    """The page without its fenced blocks and code spans, lines kept."""
    lines: list[str] = []
    fence = ""
    for line in page.read_text("utf-8").splitlines():
        opened = _FENCE.fullmatch(line.strip())
        if fence:
            fence = "" if line.strip() == fence else fence
            lines.append("")
        elif opened:
            fence = opened["mark"]
            lines.append("")
        else:
            lines.append(re.sub(r"`[^`]*`", "", line))
    return "\n".join(lines)


def links(page: Path) -> tuple[str, ...]:
    """The targets of all links and images of a page."""
    text = prose(page)
    return (*_LINK.findall(text), *_SOURCE.findall(text))


def anchors(page: Path) -> frozenset[str]:
    """The fragments that its headings can be reached by, as GitHub makes them."""
    found = set()
    fenced = {number for fence in fences(page) for number in _lines_of(fence)}
    for number, line in enumerate(page.read_text("utf-8").splitlines(), 1):
        heading = _HEADING.fullmatch(line)
        if heading and number not in fenced:
            words = re.sub(r"[^\w\- ]", "", heading[1].lower())
            found.add(words.replace(" ", "-"))
    return frozenset(found)


def _lines_of(fence: Fence) -> range:
    return range(fence.line, fence.line + fence.text.count("\n") + 2)
