"""An exhibition in one language → its booklet's files: screen, home, EPUB, press, sheets, cover."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

from msgspec import Struct, field

from cimaise.booklet.book_page import PAGES
from cimaise.booklet.coarse import why_coarse
from cimaise.booklet.content import Content, gather
from cimaise.booklet.cover import giant_figure
from cimaise.booklet.epub import write_epub
from cimaise.booklet.figures import Figure
from cimaise.booklet.imposition import padded, spine_mm
from cimaise.booklet.lettering import figure_setting
from cimaise.booklet.painted import Painted
from cimaise.booklet.press import paint_for_press, write_cover, write_press_pdf
from cimaise.booklet.rendering import LOGGER, Rendered, ends, render
from cimaise.booklet.screen import write_screen_pdf
from cimaise.booklet.sheets import impose
from cimaise.booklet.side_by_side import begun, no_pauses
from cimaise.booklet.stamps import Stamp, ground_figures, stamps
from cimaise.booklet.style import style_sheet, text_inks
from cimaise.checks.accepted import as_remarks
from cimaise.diagnostics import Diagnostic, InputError, has_errors, warning
from cimaise.layout.kept import Keeping
from cimaise.layout.setting import Setting
from cimaise.model.exhibition import Exhibition
from cimaise.model.paths import profile_file
from cimaise.paint.pdfx import Identity
from cimaise.preflight import preflight
from cimaise.resources.cache import Cache
from cimaise.resources.profiles import load_profile

SCREEN, HOME = "booklet-screen.pdf", "booklet-home.pdf"
EPUB = "booklet.epub"
PRESS, IMPOSED, COVER = "booklet-press.pdf", "booklet-imposed.pdf", "booklet-cover.pdf"


class Booklet(Struct, frozen=True):
    """What was made: facts by file, for the manifest; nothing where there were errors."""

    files: Mapping[Path, Mapping[str, object]] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    pages: int = 0


class _Set(Struct, frozen=True):
    """The booklet as set, before it is finished for screen or press."""

    exhibition: Exhibition
    content: Content
    rendered: Rendered
    figures: tuple[Figure, ...]
    stamps: tuple[Stamp, ...]
    setting: Setting
    identity: Identity
    for_press: Callable[[], Painted]
    """The figures in press inks, begun beside the setting of the pages."""
    folder: Path
    date: datetime
    cache: Cache

    @property
    def size_mm(self) -> tuple[float, float]:
        """The page as it is set."""
        return self.content.page.width_mm, self.content.page.height_mm

    @property
    def trim_mm(self) -> list[float]:
        """The page at its final size."""
        return [round(length * self.content.page.zoom, 2) for length in self.size_mm]


Facts = Mapping[Path, Mapping[str, object]]


def make_booklet(
    exhibition: Exhibition,
    language: str,
    folder: Path,
    date: datetime,
    cache: Cache,
    keeping: Keeping | None = None,
    processes: int = 1,
) -> Booklet:
    """Make all files of one language in `folder`; none where the content has errors.

    Figures that `keeping` has are not drawn anew. Raises InputError for pictures, fonts or
    profiles that cannot be used, OSError.
    """
    page = PAGES[exhibition.booklet.format]
    with no_pauses():
        content = gather(exhibition, language, page, keeping)
        if has_errors(content.diagnostics):
            return Booklet(diagnostics=content.diagnostics)
        done = _set(exhibition, content, folder, date, cache, processes)
        finished = begun(partial(_for_readers, done), processes)
        try:
            printed, found = _for_printers(done)
        finally:
            read = finished()
        files = {**read, **printed}
        if has_errors(found):
            for file in files:
                file.unlink(missing_ok=True)
            files = {}
    told = (*content.diagnostics, *_overruns(content, done.rendered), *found)
    return Booklet(files, told, done.rendered.pages if files else 0)


def _set(
    exhibition: Exhibition,
    content: Content,
    folder: Path,
    date: datetime,
    cache: Cache,
    processes: int,
) -> _Set:
    page, language = content.page, content.language
    setting = figure_setting(exhibition, language)
    theme = exhibition.named_theme
    style = style_sheet(theme, setting, page, page.band_lines(content.band_mm))
    giant = giant_figure(content.giant, setting, page)
    identity = _identity(exhibition, content.title.plain, language, date)
    assert identity.profile is not None
    tac_percent = exhibition.named_printer.tac_percent
    grounds = ground_figures(content, setting)
    figures = (*content.figures, *([giant.figure] if giant else []), *grounds)
    for_press = begun(
        partial(paint_for_press, figures, identity.profile, tac_percent, cache, page.zoom),
        processes,
    )
    LOGGER.setLevel(logging.CRITICAL)
    rendered = render(content, style, giant, exhibition.folder, page.zoom)
    stamped = stamps(content, rendered, setting)
    return _Set(
        exhibition,
        content,
        rendered,
        figures,
        stamped,
        setting,
        identity,
        for_press,
        folder,
        date,
        cache,
    )


def _for_readers(done: _Set) -> Facts:
    """The editions for the screen, for e-readers and for the office printer."""
    content, rendered, folder = done.content, done.rendered, done.folder
    screen, epub, home = folder / SCREEN, folder / EPUB, folder / HOME
    language = content.language
    write_screen_pdf(
        rendered,
        done.figures,
        done.stamps,
        screen,
        title=content.title.plain,
        language=language,
        date=done.date,
        titles=anchor_titles(content),
        page_mm=done.size_mm,
        zoom=content.page.zoom,
        cache=done.cache,
    )
    write_epub(content, rendered, done.exhibition, screen, epub, done.date, done.cache)
    sheets = impose(screen, home, "2up")
    shared = {"pages": rendered.pages, "language": language}
    return {
        screen: {**shared, "pdfua": 1, "trim_mm": done.trim_mm},
        epub: {"language": language, "epub": 3},
        home: {**shared, "sheets": sheets.sheets, "trim_mm": [297, 210]},
    }


def _for_printers(done: _Set) -> tuple[Facts, tuple[Diagnostic, ...]]:
    """The pages for the press, the sheets and the cover; only the pages where preflight fails."""
    content, rendered, exhibition = done.content, done.rendered, done.exhibition
    press, imposed, cover = (done.folder / name for name in (PRESS, IMPOSED, COVER))
    identity = done.identity
    write_press_pdf(
        rendered,
        done.for_press(),
        done.stamps,
        press,
        identity,
        inks=text_inks(exhibition.named_theme, done.setting),
        page_mm=done.size_mm,
        bleed_mm=content.page.bleed_mm,
        zoom=content.page.zoom,
    )
    shared = {"pages": rendered.pages, "language": content.language}
    intent = {"pdfx": "x-4", "condition": identity.condition, "bleed_mm": 3}
    files: dict[Path, Mapping[str, object]] = {press: {**shared, **intent, "trim_mm": done.trim_mm}}
    judged = preflight(press, "sheetfed", separations=False)
    allowed = as_remarks(judged, why_coarse(exhibition, done.figures, content.page.zoom))
    found = allowed.diagnostics()
    if allowed.has_errors:
        return files, found
    thickness = exhibition.booklet.paper_thickness_mm
    face = done.setting.role("caption").style.base_face
    sheets = impose(press, imposed, "saddle", thickness_mm=thickness, face=face)
    files[imposed] = {
        **shared,
        **intent,
        "sheets": sheets.sheets,
        "creep_mm": round(thickness * (sheets.sheets - 1), 3),
        "notes_pages": rendered.notes,
    }
    if content.covers:
        # The inner pages alone make the block that the spine holds.
        spine = spine_mm(padded(rendered.pages - 2), thickness)
        write_cover(press, cover, identity, spine)
        width, height = done.trim_mm
        files[cover] = {
            **intent,
            "language": content.language,
            "spine_mm": round(spine, 2),
            "trim_mm": [round(2 * width + spine, 2), height],
        }
    return files, found


def anchor_titles(content: Content) -> Mapping[str, str]:
    """What each anchor is called, for whoever hears a link."""
    titles = {"contents": content.words.contents, "how-to": content.words.how_to}
    titles |= dict(ends(content))
    for panel in content.panels:
        name = f"{panel.number}. {panel.title.plain}"
        titles |= dict.fromkeys((panel.anchor, *panel.plate_anchors), name)
    return titles


def _overruns(content: Content, rendered: Rendered) -> Iterator[Diagnostic]:
    """A warning for each plate that took more than its page."""
    starts = [(panel.anchor, panel.plate_anchors[: len(panel.plates)]) for panel in content.panels]
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


def _identity(exhibition: Exhibition, title: str, language: str, date: datetime) -> Identity:
    printer = exhibition.named_printer
    file = profile_file(exhibition.folder, printer.profile)
    if not isinstance(file, Path):
        raise InputError([file])
    return Identity(
        title, date, "x-4", printer.condition, load_profile(file), language, printer.registry
    )
