"""An exhibition in one language → its booklet's files: screen, home, EPUB, press, sheets, cover."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cimaise.booklet.book_page import PAGES
from cimaise.booklet.content import Content, gather
from cimaise.booklet.cover import giant_figure
from cimaise.booklet.epub import write_epub
from cimaise.booklet.imposition import padded, spine_mm
from cimaise.booklet.lettering import figure_setting
from cimaise.booklet.press import write_cover, write_press_pdf
from cimaise.booklet.rendering import LOGGER, Rendered, ends, render
from cimaise.booklet.screen import write_screen_pdf
from cimaise.booklet.sheets import impose
from cimaise.booklet.stamps import stamped_figures, stamps
from cimaise.booklet.style import style_sheet, text_inks
from cimaise.diagnostics import Diagnostic, InputError, has_errors, warning
from cimaise.model.exhibition import Exhibition
from cimaise.model.paths import profile_file
from cimaise.paint.pdfx import Identity
from cimaise.preflight import preflight
from cimaise.resources.cache import Cache
from cimaise.resources.profiles import load_profile

SCREEN, HOME = "booklet-screen.pdf", "booklet-home.pdf"
EPUB = "booklet.epub"
PRESS, IMPOSED, COVER = "booklet-press.pdf", "booklet-imposed.pdf", "booklet-cover.pdf"


@dataclass(frozen=True)
class Booklet:
    """What was made: facts by file, for the manifest; nothing where there were errors."""

    files: Mapping[Path, Mapping[str, object]] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    pages: int = 0


@dataclass(frozen=True)
class _Set:
    """The booklet as set, before it is finished for screen or press."""

    exhibition: Exhibition
    content: Content
    rendered: Rendered
    date: datetime
    cache: Cache


def make_booklet(
    exhibition: Exhibition, language: str, folder: Path, date: datetime, cache: Cache
) -> Booklet:
    """Make all files of one language in `folder`; none where the content has errors.

    Raises InputError for pictures, fonts or profiles that cannot be used, OSError.
    """
    page = PAGES[exhibition.booklet.format]
    content = gather(exhibition, language, page)
    if has_errors(content.diagnostics):
        return Booklet(diagnostics=content.diagnostics)
    setting = figure_setting(exhibition, language)
    theme = exhibition.themes[exhibition.theme]
    style = style_sheet(theme, setting, page, page.band_lines(content.band_mm))
    giant = giant_figure(content.giant, setting, page)
    LOGGER.setLevel(logging.CRITICAL)
    rendered = render(content, style, giant, exhibition.folder, "", page.zoom)
    stamped = stamps(content, rendered, setting)
    figures = {figure.key: figure for figure in content.figures}
    if giant:
        figures[giant.figure.key] = giant.figure
    figures |= stamped_figures(stamped)
    title, size = content.title.plain, (page.width_mm, page.height_mm)
    screen, press = folder / SCREEN, folder / PRESS
    write_screen_pdf(
        rendered,
        list(figures.values()),
        stamped,
        screen,
        title=title,
        language=language,
        date=date,
        titles=anchor_titles(content),
        page_mm=size,
        zoom=page.zoom,
        cache=cache,
    )
    identity = _identity(exhibition, title, language, date)
    write_press_pdf(
        rendered,
        list(figures.values()),
        stamped,
        press,
        identity,
        inks=text_inks(theme, setting),
        tac_percent=exhibition.printers[exhibition.printer].tac_percent,
        page_mm=size,
        bleed_mm=page.bleed_mm,
        zoom=page.zoom,
        cache=cache,
    )
    found = [*content.diagnostics, *_overruns(content, rendered)]
    found += preflight(press, "sheetfed", separations=False).diagnostics()
    if has_errors(found):
        for file in (screen, press):
            file.unlink()
        return Booklet(diagnostics=tuple(found))
    thickness = exhibition.booklet.paper_thickness_mm
    face = setting.role("caption").style.base_face
    impose(screen, folder / HOME, "2up")
    write_epub(content, rendered, exhibition, screen, folder / EPUB, date, cache)
    sheets = impose(press, folder / IMPOSED, "saddle", thickness_mm=thickness, face=face)
    trim = [round(length * page.zoom, 2) for length in size]
    shared = {"pages": rendered.pages, "language": language}
    intent = {"pdfx": "x-4", "condition": identity.condition, "bleed_mm": 3}
    files: dict[Path, Mapping[str, object]] = {
        screen: {**shared, "pdfua": 1, "trim_mm": trim},
        folder / EPUB: {"language": language, "epub": 3},
        folder / HOME: {**shared, "sheets": sheets.sheets, "trim_mm": [297, 210]},
        press: {**shared, **intent, "trim_mm": trim},
        folder / IMPOSED: {
            **shared,
            **intent,
            "sheets": sheets.sheets,
            "creep_mm": round(thickness * (sheets.sheets - 1), 3),
            "notes_pages": rendered.notes,
        },
    }
    if content.covers:
        # The inner pages alone make the block that the spine holds.
        spine = spine_mm(padded(rendered.pages - 2), thickness)
        write_cover(press, folder / COVER, identity, spine)
        files[folder / COVER] = {
            **intent,
            "language": language,
            "spine_mm": round(spine, 2),
            "trim_mm": [round(2 * trim[0] + spine, 2), trim[1]],
        }
    return Booklet(files, tuple(found), rendered.pages)


def anchor_titles(content: Content) -> Mapping[str, str]:
    """What each anchor is called, for whoever hears a link."""
    titles = {"contents": content.words.contents, "how-to": content.words.how_to}
    titles |= dict(ends(content))
    for panel in content.panels:
        name = f"{panel.number}. {panel.title.plain}"
        titles[f"panel-{panel.number}"] = titles[f"plate-{panel.number}"] = name
    return titles


def _overruns(content: Content, rendered: Rendered) -> Iterator[Diagnostic]:
    """A warning for each plate that took more than its page."""
    starts = [
        (f"panel-{panel.number}", [_plate(panel.number, at) for at in range(len(panel.plates))])
        for panel in content.panels
    ]
    following = [name for name, _ in starts[1:]] + ["gathered"]
    for (_, plates), after in zip(starts, following, strict=True):
        for name, next_name in zip(plates, [*plates, after][1:], strict=True):
            taken = rendered.anchors[next_name] - rendered.anchors[name]
            blanks = sum(
                rendered.anchors[name] < blank < rendered.anchors[next_name]
                for blank in rendered.blank_pages
            )
            if taken - blanks > 1:
                page = rendered.anchors[name] + 1
                message = f"the figures of the booklet's page {page} run over to the next"
                yield warning("booklet-overrun", message, hint="shorten their captions")


def _plate(number: int, at: int) -> str:
    return f"plate-{number}" if at == 0 else f"plate-{number}-{at + 1}"


def _identity(exhibition: Exhibition, title: str, language: str, date: datetime) -> Identity:
    printer = exhibition.printers[exhibition.printer]
    file = profile_file(exhibition.folder, printer.profile)
    if not isinstance(file, Path):
        raise InputError([file])
    return Identity(
        title, date, "x-4", printer.condition, load_profile(file), language, printer.registry
    )
