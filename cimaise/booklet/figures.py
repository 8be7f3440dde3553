"""What a panel shows besides text → figures: marks in a box of the page's width, and words for
those who cannot see them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup
from msgspec import Struct

from cimaise.booklet.lettering import printable
from cimaise.diagnostics import Diagnostic, InputError
from cimaise.geometry import Rect
from cimaise.layout.blocks.pictures import crop_to
from cimaise.layout.figures.chronologies.figure import draw_chronology
from cimaise.layout.marks import Group, Mark, PictureMark
from cimaise.layout.setting import Laid, Setting
from cimaise.model.alt_text import picture_without_alt
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Event, Panel
from cimaise.model.paths import picture_file
from cimaise.resources.known_pictures import facts
from cimaise.typography.micro import typeset

# An entry of a chronology takes a line or two; below this its labels cannot stand apart.
LEAST_ENTRY_MM = 5.8
STEP_MM = 4.0
# Time shows better with some air between the entries.
AIR = 1.1
MOST_ENTRIES = 18
LEAST_BAND_MM, BAND_STEP_MM, MOST_BAND_MM = 13.0, 2.5, 28.0
OVERSET = "text-overset"


class Figure(Struct, frozen=True):
    """Marks in a box, mm from its top left. `alt` says what they show; empty for ornament."""

    key: str
    width_mm: float
    height_mm: float
    marks: tuple[Mark, ...]
    alt: str = ""
    language: str | None = None
    """The alt text's, only where it is not the booklet's own."""

    @property
    def attributes(self) -> Markup:
        """The `alt` attribute, and `lang` where the words need it."""
        own = Markup(' lang="{}"').format(self.language) if self.language else Markup("")
        return Markup('alt="{}"{}').format(self.alt, own)

    @property
    def is_lettered(self) -> bool:
        """Whether it holds letters that may hang out of its box; grounds and pictures do not."""
        return any(isinstance(mark, Group) for mark in self.marks)


class Drawn(Struct, frozen=True):
    """A figure, and what was wrong with it."""

    figure: Figure
    diagnostics: tuple[Diagnostic, ...] = ()


def picture_ratio(exhibition: Exhibition, panel: Panel, index: int) -> float:
    """Width over height of what is to be shown of a picture. Raises InputError."""
    picture = panel.images[index]
    left, top, right, bottom = picture.crop or (0.0, 0.0, 1.0, 1.0)
    width, height = facts(_file(exhibition, panel, index), panel.span("images", index)).pixels
    return ((right - left) * width) / ((bottom - top) * height)


def picture_key(panel: Panel, index: int) -> str:
    """What a panel's picture is called among the figures."""
    return f"{panel.label}-picture-{index + 1}"


def draw_picture(
    exhibition: Exhibition,
    panel: Panel,
    index: int,
    setting: Setting,
    size_mm: tuple[float, float],
) -> Drawn:
    """A picture filling its frame around its focus; `image-no-alt` where nobody says what it shows.

    Raises InputError where its file cannot be used.
    """
    picture, language = panel.images[index], setting.language
    file = _file(exhibition, panel, index)
    width, height = size_mm
    crop = crop_to(
        width / height, facts(file).pixels, picture.crop or (0.0, 0.0, 1.0, 1.0), picture.focus
    )
    said = None if picture.decorative else picture.alt
    written = said.path(language) if said else ()
    own = written[0] if written else language
    alt = typeset(said.get(language).strip(), own).text if said else ""
    mark = PictureMark(
        Rect(0, 0, width, height),
        file,
        crop,
        setting.ink(picture.ink) if picture.ink else None,
        setting.paper if picture.ink else None,
        alt,
        index,
    )
    foreign = own if own != language else None
    figure = Figure(picture_key(panel, index), width, height, (mark,), alt, foreign)
    untold = picture_without_alt(panel, index)
    return Drawn(figure, (untold,) if untold else ())


def draw_map_figure(panel: Panel, setting: Setting, size_mm: tuple[float, float]) -> Drawn:
    """The panel's map; its caption is the page's."""
    # Map libraries load only for panels that have a map.
    from cimaise.layout.figures.maps.figure import draw_map

    assert panel.map is not None
    laid = draw_map(
        panel.map.model_copy(update={"caption": None}),
        Rect(0, 0, *size_mm),
        setting,
        document=panel.document,
        panel=panel.label,
        slot="booklet",
    )
    return _drawn(f"{panel.label}-map", size_mm, laid)


def chronology_parts(events: Sequence[Event]) -> tuple[tuple[Event, ...], ...]:
    """The events in runs that an axis can show; one run for most panels."""
    if not events:
        return ()
    count = -(-len(events) // MOST_ENTRIES)
    size = -(-len(events) // count)
    return tuple(tuple(events[at : at + size]) for at in range(0, len(events), size))


def draw_axis(panel: Panel, part: int, setting: Setting, width_mm: float, most_mm: float) -> Drawn:
    """A run of the panel's dates down an axis, as high as it needs up to `most_mm`."""
    events = chronology_parts(panel.chronology)[part]
    height = min(most_mm, LEAST_ENTRY_MM * len(events) + STEP_MM)
    laid = _axis(panel, events, setting, width_mm, height)
    while _is_over(laid) and height < most_mm:
        height = min(most_mm, height + STEP_MM)
        laid = _axis(panel, events, setting, width_mm, height)
    airy = min(most_mm, height * AIR)
    if not _is_over(laid) and not _is_over(roomy := _axis(panel, events, setting, width_mm, airy)):
        laid, height = roomy, airy
    return _drawn(f"{panel.label}-dates-{part + 1}", (width_mm, height), laid)


def band_height_mm(exhibition: Exhibition, setting: Setting, width_mm: float) -> float:
    """The least height in which the dates of the band stand apart; 0 where there are none."""
    if not exhibition.chronology or not exhibition.panels:
        return 0.0
    height = LEAST_BAND_MM
    while height < MOST_BAND_MM and _is_over(
        _band(exhibition, exhibition.panels[0], setting, (width_mm, height))
    ):
        height += BAND_STEP_MM
    return height


def draw_band(
    exhibition: Exhibition, panel: Panel, setting: Setting, size_mm: tuple[float, float]
) -> Drawn:
    """The exhibition's dates, the panel's own weeks in full ink: an ornament that repeats."""
    return _drawn(f"{panel.label}-band", size_mm, _band(exhibition, panel, setting, size_mm))


def _band(
    exhibition: Exhibition, panel: Panel, setting: Setting, size_mm: tuple[float, float]
) -> Laid:
    return draw_chronology(
        exhibition.chronology,
        Rect(0, 0, *size_mm),
        setting,
        "band",
        weeks=panel.weeks,
        document=exhibition.document("exhibition"),
        panel=panel.label,
        slot="booklet",
    )


def _axis(
    panel: Panel, events: tuple[Event, ...], setting: Setting, width_mm: float, height_mm: float
) -> Laid:
    return draw_chronology(
        events,
        Rect(0, 0, width_mm, height_mm),
        setting,
        "vertical-axis",
        document=panel.document,
        panel=panel.label,
        slot="booklet",
    )


def _is_over(laid: Laid) -> bool:
    return any(found.code == OVERSET for found in laid.diagnostics)


def _drawn(key: str, size_mm: tuple[float, float], laid: Laid) -> Drawn:
    marks = printable(laid.marks)
    return Drawn(Figure(key, *size_mm, marks, words_of(marks)), laid.diagnostics)


def words_of(marks: Sequence[Mark]) -> str:
    """What the groups of a drawing say that it shows."""
    groups = [mark for mark in marks if isinstance(mark, Group)]
    said = [part for group in groups for part in (group.title, group.description) if part]
    return ". ".join(part.rstrip(". ") for part in said) + "." if said else ""


def _file(exhibition: Exhibition, panel: Panel, index: int) -> Path:
    span = panel.span("images", index, "file")
    found = picture_file(exhibition.folder, panel.images[index].file, span)
    if not isinstance(found, Path):
        raise InputError([found])
    return found
