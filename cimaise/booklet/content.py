"""An exhibition in one language → everything that the booklet says and shows, ready to be set."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import replace

from cimaise.booklet import registers
from cimaise.booklet.book_page import BookPage
from cimaise.booklet.coverage import uncovered
from cimaise.booklet.figures import Drawn, Figure, band_height_mm, draw_band
from cimaise.booklet.kept_figures import kept_figure
from cimaise.booklet.lettering import figure_setting
from cimaise.booklet.logos import draw_logos
from cimaise.booklet.markup import clean, inline
from cimaise.booklet.plates import Placed, shown
from cimaise.booklet.said import Said, Speaker
from cimaise.booklet.standing import Standing, plate_anchor, standing_of, text_anchor
from cimaise.booklet.text_depth import room_under_text
from cimaise.booklet.wording import Words, words_for
from cimaise.diagnostics import Diagnostic
from cimaise.layout.kept import Keeping
from cimaise.layout.setting import Role, Setting
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.model.texts import LocalText
from cimaise.typography.breaking import break_title
from cimaise.typography.micro import typeset, typeset_spans
from cimaise.typography.spans import Span

# (most characters, size, leading) of a panel's title: longer ones are set smaller.
TITLE_SIZES = ((46, 34.0, 35.0), (90, 26.0, 28.0), (10**6, 18.0, 21.0))
COVER_SIZES = ((14, 60.0, 60.0), (40, 40.0, 42.0), (90, 28.0, 31.5), (10**6, 19.0, 24.5))
MOST_TITLE_LINES = 12
# A text that is longer than its page by less than this is set closer, and fits.
TIGHT_FROM_MM = -30.0
RUNNING_HEAD_CHARACTERS = 64
MOST_GIANT_CHARACTERS = 4


class Heading(Struct, frozen=True):
    """A title in balanced lines, its words in one line, its size and leading in pt."""

    html: Markup
    plain: str
    size_pt: float
    leading_pt: float
    language: str | None = None

    @property
    def attribute(self) -> Markup:
        """As `Said.attribute`."""
        return Said(self.html, self.language).attribute


class PlacedView(Struct, frozen=True):
    """One thing on a plate as the template sets it."""

    placed: Placed
    caption: Said | None = None
    credit: Said | None = None
    key_figures: tuple[tuple[Said, Said], ...] = ()
    quote: tuple[Said, Said | None] | None = None


class PanelView(Struct, frozen=True):
    """One panel: its page of text, its plates, its band."""

    number: int
    title: Heading
    running: str
    subtitle: Said | None
    lead: Said | None
    text: Said | None
    manner: str
    """`brief` where there is a lead and no more, `tight` where the text is a little too long."""
    under_text: tuple[PlacedView, ...]
    plates: tuple[tuple[PlacedView, ...], ...]
    band: Drawn | None

    @property
    def anchor(self) -> str:
        """Of its page of text."""
        return text_anchor(self.number)

    @property
    def plate_anchors(self) -> tuple[str, ...]:
        """Of its plates, or of the page that is left white in their place."""
        return tuple(plate_anchor(self.number, at) for at in range(1, max(1, len(self.plates)) + 1))

    @property
    def standing(self) -> Standing:
        """Where its figures stand."""
        pages = (self.under_text, *self.plates)
        return standing_of(self.number, [[view.placed for view in page] for page in pages])

    @property
    def name(self) -> Said:
        """What the panel is called in lists."""
        return Said(escape(self.title.plain), self.title.language)


class Content(Struct, frozen=True):
    """The whole booklet in one language, and what was wrong on the way."""

    language: str
    page: BookPage
    band_mm: float
    title: Heading
    running: str
    cover_line: str
    giant: str
    subtitle: Said | None
    words: Words
    how_to: tuple[Markup, ...]
    panels: tuple[PanelView, ...]
    dates: tuple[registers.DatedRow, ...]
    places: tuple[registers.Reference, ...]
    glossary: tuple[registers.Reference, ...]
    questions: tuple[registers.Asked, ...]
    sources: tuple[Said, ...]
    pictures: tuple[registers.Reference, ...]
    credits: tuple[Said, ...]
    logos: tuple[Figure, ...]
    covers: bool
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure of the pages, bands and logos included."""
        drawn = (each.figure for panel in self.panels for each in _drawn_in(panel))
        return (*drawn, *self.logos)


def gather(
    exhibition: Exhibition, language: str, page: BookPage, keeping: Keeping | None = None
) -> Content:
    """Read all panels and draw all figures but those that `keeping` has.

    Raises InputError for pictures that cannot be used.
    """
    setting = figure_setting(exhibition, language)
    speaker = Speaker(language, setting.role("text").style)
    band_mm = band_height_mm(exhibition, setting, page.measure_mm)
    views = tuple(
        _panel(exhibition, panel, setting, speaker, page, band_mm, keeping)
        for panel in exhibition.panels
    )
    standing: Standing = {key: at for view in views for key, at in view.standing.items()}
    words = words_for(language)
    logos = draw_logos(exhibition, language)
    figures = (*(each for view in views for each in _drawn_in(view)), *logos)
    drawn = [found for each in figures for found in each.diagnostics]
    title, giant = _cover(exhibition, setting, page)
    return Content(
        language=language,
        page=page,
        band_mm=band_mm,
        title=title,
        running=_shortened(title.plain),
        cover_line=_cover_line(title.plain, giant),
        giant=giant,
        subtitle=speaker.words(exhibition.subtitle) if exhibition.subtitle else None,
        words=words,
        how_to=tuple(inline(text, language, speaker.style) for text in words.how_to_text),
        panels=views,
        dates=registers.dated_rows(exhibition, speaker, standing),
        places=registers.places(exhibition, speaker, standing),
        glossary=registers.glossary(exhibition, speaker),
        questions=registers.questions(exhibition, speaker, {v.number: v.name for v in views}),
        sources=registers.sources(exhibition, speaker),
        pictures=registers.picture_credits(exhibition, speaker, standing),
        credits=registers.credit_lines(exhibition, speaker),
        logos=tuple(each.figure for each in logos),
        covers=exhibition.booklet.covers,
        diagnostics=(*drawn, *uncovered(exhibition, setting)),
    )


def _drawn_in(panel: PanelView) -> Iterator[Drawn]:
    for plate in (panel.under_text, *panel.plates):
        yield from (view.placed.drawn for view in plate if view.placed.drawn)
    if panel.band:
        yield panel.band


def _panel(
    exhibition: Exhibition,
    panel: Panel,
    setting: Setting,
    speaker: Speaker,
    page: BookPage,
    band_mm: float,
    keeping: Keeping | None,
) -> PanelView:
    title = _heading(panel.title, setting, TITLE_SIZES, page.measure_mm)
    title = replace(title, plain=_name(exhibition, panel, title.plain, setting.language))
    band = None
    if band_mm:
        band = kept_figure(
            keeping,
            setting,
            f"{panel.label}-band",
            page.measure_mm,
            ("band", band_mm, panel.weeks, [e.model_dump_json() for e in exhibition.chronology]),
            partial(draw_band, exhibition, panel, setting, (page.measure_mm, band_mm)),
        )
    title_pt = (title.html.count("<br>") + 1) * title.leading_pt
    room = room_under_text(panel, setting, page, title_pt, page.band_lines(band_mm))
    found = shown(exhibition, panel, setting, page, room, keeping)
    return PanelView(
        number=panel.number,
        title=title,
        running=_shortened(title.plain),
        subtitle=speaker.phrase(panel.subtitle) if panel.subtitle else None,
        lead=speaker.inline(panel.lead) if panel.lead else None,
        text=speaker.blocks(panel.text) if panel.text else None,
        manner="brief" if not panel.text else "tight" if TIGHT_FROM_MM < room < 0 else "",
        under_text=tuple(_view(panel, placed, speaker) for placed in found.under_text),
        plates=tuple(
            tuple(_view(panel, placed, speaker) for placed in plate) for plate in found.plates
        ),
        band=band,
    )


def _view(panel: Panel, placed: Placed, speaker: Speaker) -> PlacedView:
    if placed.kind == "map" and panel.map and panel.map.caption:
        return PlacedView(placed, speaker.inline(panel.map.caption))
    if placed.kind == "picture":
        picture = panel.images[placed.index]
        return PlacedView(
            placed,
            speaker.inline(picture.caption) if picture.caption else None,
            speaker.inline(picture.credit) if picture.credit else None,
        )
    if placed.kind == "key-figures":
        pairs = tuple((speaker.words(f.value), speaker.phrase(f.label)) for f in panel.figures)
        return PlacedView(placed, key_figures=pairs)
    if placed.kind == "quote" and panel.quote:
        by = speaker.words(panel.quote.by) if panel.quote.by else None
        return PlacedView(placed, quote=(speaker.phrase(panel.quote.text), by))
    return PlacedView(placed)


def _cover(exhibition: Exhibition, setting: Setting, page: BookPage) -> tuple[Heading, str]:
    """The title, and the figure that the cover shows as high as it can: the opening panel's."""
    width = page.width_mm - 2 * page.outer_mm
    title = _heading(exhibition.title, setting, COVER_SIZES, width)
    first = exhibition.panels[0].figures if exhibition.panels else ()
    value = first[0].value.get(setting.language).strip() if first else ""
    return title, value if 0 < len(value) <= MOST_GIANT_CHARACTERS else ""


def _name(exhibition: Exhibition, panel: Panel, title: str, language: str) -> str:
    """What a panel is called where its figure does not stand beside its title.

    An opening panel may end the exhibition's title with a figure: “Été”, then “44”.
    """
    whole = " ".join(exhibition.title.get(language).split())
    values = [figure.value.get(language).strip() for figure in panel.figures[:1]]
    return whole if [whole] == [f"{title} {value}" for value in values] else title


def _cover_line(title: str, giant: str) -> str:
    """The title without the figure that follows it in giant size."""
    return title[: -len(giant)].strip() if giant and title.endswith(giant) else title


def _heading(
    text: LocalText, setting: Setting, sizes: tuple[tuple[int, float, float], ...], width_mm: float
) -> Heading:
    language = setting.language
    written = text.path(language)
    own = written[0] if written else language
    words = clean(text.get(language).strip())
    size, leading = next((s, lead) for most, s, lead in sizes if len(words) <= most)
    role: Role = setting.role("title")
    style = replace(role.style.resized(size), language=own)
    spans = typeset_spans((Span(words),), own).spans
    lines = break_title(spans, style, width_mm, MOST_TITLE_LINES)
    html = Markup("<br>").join(escape(line.text.strip()) for line in lines)
    plain = typeset(" ".join(words.split()), own).text
    return Heading(html, plain, size, leading, own if own != language else None)


def _shortened(text: str) -> str:
    """A running head of one line."""
    if len(text) <= RUNNING_HEAD_CHARACTERS:
        return text
    cut = text[: RUNNING_HEAD_CHARACTERS - 1]
    return cut[: cut.rfind(" ")].rstrip(" ,;:") + "…" if " " in cut else cut + "…"
