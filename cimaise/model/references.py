"""Names that must exist elsewhere: layouts, formats, themes, printers, inks, fonts, files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from string import Formatter

from cimaise.diagnostics import Diagnostic, Severity, Span
from cimaise.model.exhibition import Exhibition
from cimaise.model.format import Format
from cimaise.model.inkuse import InkUse
from cimaise.model.layout import Layout
from cimaise.model.library import Library
from cimaise.model.map import HALF_TURN, GeoLayer
from cimaise.model.panel import Panel
from cimaise.model.paths import font_file, map_file, picture_file, profile_file
from cimaise.model.printer import Printer
from cimaise.model.problems import Problem, unknown_name
from cimaise.model.theme import Font, Style, Theme
from cimaise.source import Keys

NAMING_FIELDS = ("number", "slug", "format", "lang", "title")
STYLES: tuple[Style, ...] = ("regular", "italic", "bold", "bold-italic")

Find = Callable[[Path, str, Span | None], Path | Diagnostic]


def exhibition_problems(
    exhibition: Exhibition, folder: Path, library: Library
) -> Iterator[Problem]:
    """Names in exhibition.yaml that nothing has; logos that are not there."""
    wanted: list[tuple[str, str, Keys]] = [("format", exhibition.format, ("format",))]
    # `formats` repeats `format` where it is not written.
    if exhibition.formats != (exhibition.format,):
        wanted += [("format", name, ("formats", at)) for at, name in enumerate(exhibition.formats)]
    wanted.append(("theme", exhibition.theme, ("theme",)))
    wanted.append(("printer", exhibition.printer, ("printer",)))
    for kind, name, path in wanted:
        names = library.names.get(kind, ())
        if name not in names:
            yield unknown_name(kind, name, names, path)
    for key, listed in (("formats", exhibition.formats), ("languages", exhibition.languages)):
        for name, times in Counter(listed).items():
            if times > 1:
                message = f"`{name}` stands {times} times in `{key}`"
                yield Problem("invalid-value", message, (key,), "write it once")
    for at, logo in enumerate(exhibition.logos):
        yield from _file(picture_file, folder, logo.file, ("logos", at, "file"))


def panel_problems(
    panel: Panel, folder: Path, library: Library, theme: Theme | None
) -> Iterator[Problem]:
    """Names in a panel that nothing has; pictures, logos and map files that are not there."""
    layouts = library.names.get("layout", ())
    if panel.layout not in layouts:
        yield unknown_name("layout", panel.layout, layouts, ("layout",))
    for at, picture in enumerate(panel.images):
        yield from _file(picture_file, folder, picture.file, ("images", at, "file"))
        if picture.ink is not None:
            yield from ink_problems(picture.ink, theme, ("images", at, "ink"))
        if picture.decorative and picture.alt is not None:
            message = "a picture that only decorates has no `alt`"
            hint = "take `alt` away, or `decorative`"
            yield Problem("invalid-value", message, ("images", at, "decorative"), hint, True)
        if picture.crop is not None:
            left, top, right, bottom = picture.crop
            if left >= right or top >= bottom:
                hint = (
                    "write [left, top, right, bottom], shares from the top left: [0, 0.1, 1, 0.9]"
                )
                message = "`crop` leaves nothing of the picture"
                yield Problem("invalid-value", message, ("images", at, "crop"), hint)
    for at, logo in enumerate(panel.logos):
        yield from _file(picture_file, folder, logo.file, ("logos", at, "file"))
    if panel.map is not None:
        yield from _map_problems(panel, folder, theme)
    layout = library.layouts.get(panel.layout)
    if layout is not None:
        yield from _unshown(panel, layout)


def theme_problems(theme: Theme, folder: Path) -> Iterator[Problem]:
    """Inks, families and styles that roles name and the theme lacks; fonts that are not there."""
    if theme.paper not in theme.inks:
        yield unknown_name("ink", theme.paper, tuple(theme.inks), ("paper",))
    if "text" not in theme.roles:
        hint = "write `text`: it sets what has no role of its own"
        yield Problem("missing-key", "`text` is missing in `roles`", ("roles",), hint, True)
    for name, font in theme.fonts.items():
        for style in STYLES:
            file = font.file(style)
            if file is not None:
                path = ("fonts", name, style.replace("-", "_"))
                yield from _file(font_file, folder, file, path)
    for name, role in theme.roles.items():
        at = ("roles", name)
        yield from ink_problems(role.ink, theme, (*at, "ink"))
        if role.min_size_pt is not None and role.min_size_pt > role.size_pt:
            message = f"`min_size_pt` is more than `size_pt`, {role.size_pt:g}"
            hint = f"write {role.size_pt:g} or less, or take it away"
            yield Problem("invalid-value", message, (*at, "min_size_pt"), hint)
        family = theme.fonts.get(role.font)
        if family is None:
            yield unknown_name("font", role.font, tuple(theme.fonts), (*at, "font"))
        elif family.file(role.style) is None:
            message = f"font `{role.font}` has no {role.style} style"
            hint = f"write one of its styles: {', '.join(_styles(family))}"
            yield Problem("unknown-name", message, (*at, "style"), hint)


def format_problems(format_: Format, at: Keys) -> Iterator[Problem]:
    """A format of which nothing is seen, or that hangs through the floor."""
    seen = format_.visible
    if seen.width <= 0 or seen.height <= 0:
        message = f"nothing of `{at[-1]}` is seen: `hidden` covers it"
        width, height = format_.trim
        hint = f"hide less than the trim, which is {width:g} × {height:g} mm"
        yield Problem("invalid-value", message, (*at, "hidden"), hint)
    elif format_.hanging.foot_mm < 0:
        middle = f"{format_.hanging.centre_mm:g} mm"
        message = f"with its middle at {middle}, `{at[-1]}` reaches under the floor"
        hint = f"write {seen.height / 2:g} or more: half of what is seen of its height"
        yield Problem("invalid-value", message, (*at, "centre_mm"), hint)


def printer_problems(printer: Printer, folder: Path, at: Keys) -> Iterator[Problem]:
    """A profile that is not there; a pattern of file names that cannot be filled in."""
    yield from _file(profile_file, folder, printer.profile, (*at, "profile"))
    path = (*at, "naming")
    try:
        fields = [name for _, name, _, _ in Formatter().parse(printer.naming) if name is not None]
    except ValueError:
        message = "a brace in `naming` is not closed"
        yield Problem("invalid-value", message, path, "close it, as in {number}-{slug}.pdf")
        return
    for name in fields:
        if name not in NAMING_FIELDS:
            yield unknown_name("field", name, NAMING_FIELDS, path)
    if not {"number", "slug", "title"} & set(fields):
        message = "`naming` gives every panel the same name"
        yield Problem("invalid-value", message, path, "write {number} or {slug} into it")
    if set("/\\:") & set(printer.naming):
        message, hint = "`naming` is a file's name, without folders", "take `/`, `\\` and `:` away"
        yield Problem("invalid-value", message, path, hint)


def ink_problems(use: InkUse, theme: Theme | None, path: Keys) -> Iterator[Problem]:
    """An ink that the theme lacks. A theme that could not be read has every ink."""
    if theme is not None and use.name not in theme.inks:
        yield unknown_name("ink", use.name, tuple(theme.inks), path)


def _map_problems(panel: Panel, folder: Path, theme: Theme | None) -> Iterator[Problem]:
    if panel.map is None:
        return
    for at, layer in enumerate(panel.map.layers):
        if isinstance(layer, GeoLayer):
            path = ("map", "layers", at)
            yield from _file(map_file, folder, layer.file, (*path, "file"))
            if layer.ink is not None:
                yield from ink_problems(layer.ink, theme, (*path, "ink"))
    if isinstance(panel.map.area, tuple):
        west, south, east, north = panel.map.area
        # One whose west is far east of its east lies across the 180th meridian.
        if 0 <= west - east <= HALF_TURN or south >= north:
            hint = "write [west, south, east, north] in degrees, as in [1.5, 49.9, 4.3, 51.1]"
            yield Problem("invalid-value", "`area` is no box", ("map", "area"), hint)


SHOWN_BY: dict[str, tuple[str, ...]] = {
    "subtitle": ("subtitle",),
    "lead": ("lead",),
    "text": ("text",),
    "quote": ("quote",),
    "figures": ("figures",),
    "images": ("image", "images", "caption"),
    "map": ("map",),
    "chronology": ("chronology",),
    "qr": ("qr",),
    "credits": ("credits",),
    "logos": ("logos",),
}
"""A panel's keys, and the blocks of layouts that they feed."""


def _unshown(panel: Panel, layout: Layout) -> Iterator[Problem]:
    """Warnings: blocks that are written and have no slot, slots whose block is not written.

    Sources are left out: they feed the booklet in any case.
    """
    blocks = {slot.block for slot in layout.slots.values()}
    for key, slots in SHOWN_BY.items():
        if getattr(panel, key) and not blocks.intersection(slots):
            message = f"layout `{panel.layout}` has no slot for `{key}`: it is not shown"
            yield _warning("block-not-shown", message, (key,))
    if "image" in blocks and "images" not in blocks:
        most = max(slot.index for slot in layout.slots.values() if slot.block == "image")
        yield from _beyond(panel.layout, "images", most, len(panel.images))
    rows = [slot for slot in layout.slots.values() if slot.block == "figures"]
    # What is cut by the edge is the first figure alone.
    if rows and all(slot.bleed for slot in rows):
        yield from _beyond(panel.layout, "figures", 1, len(panel.figures))
    feeds = {slot: key for key, slots in SHOWN_BY.items() for slot in slots}
    for name, slot in layout.slots.items():
        written = feeds.get(slot.block)
        if written is None or slot.optional or slot.yields_to or getattr(panel, written):
            continue
        message = f"slot `{name}` of layout `{panel.layout}` stays empty: no `{written}` is written"
        hint = f"write `{written}`, choose another layout, or say `optional: true` in it"
        yield Problem("slot-empty", message, ("layout",), hint, True, Severity.WARNING)


def _beyond(layout: str, key: str, most: int, written: int) -> Iterator[Problem]:
    """A warning for each of a list's entries that the layout's slots do not reach."""
    for at in range(most, written):
        message = f"layout `{layout}` shows {most} of {written} {key}"
        yield _warning("block-not-shown", message, (key, at))


def _warning(code: str, message: str, path: Keys) -> Problem:
    hint = "choose another layout, or take the block away"
    return Problem(code, message, path, hint, True, Severity.WARNING)


def _styles(font: Font) -> Sequence[str]:
    return [style for style in STYLES if font.file(style) is not None]


def _file(find: Find, folder: Path, name: str, path: Keys) -> Iterator[Problem]:
    found = find(folder, name, None)
    if isinstance(found, Diagnostic):
        yield Problem(found.code, found.message, path, found.hint or "")
