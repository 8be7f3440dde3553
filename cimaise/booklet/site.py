"""The exhibition in one language → its page for schools: HTML and the drawings beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cimaise.booklet.book_page import PAGES
from cimaise.booklet.content import Content, gather
from cimaise.booklet.drawings import drawing
from cimaise.booklet.lettering import figure_setting
from cimaise.booklet.site_wording import LANGUAGE_NAMES, SiteWords, site_words
from cimaise.booklet.style import accent, black_of, colour, own_sheet, paper_ink, title_ink
from cimaise.booklet.templating import templates
from cimaise.model.exhibition import Exhibition
from cimaise.model.theme import Font
from cimaise.typography.markdown import plain
from cimaise.typography.micro import typeset

DESCRIPTION_CHARACTERS = 155


@dataclass(frozen=True, slots=True)
class Download:
    """A file to offer: where it lies from the page, what it is, how large."""

    href: str
    name: str
    format: str
    language: str
    size_bytes: int

    @property
    def language_name(self) -> str:
        """The language in its own name."""
        return LANGUAGE_NAMES.get(self.language.partition("-")[0], self.language)


@dataclass(frozen=True, slots=True)
class PanelPicture:
    """A panel to look at: its title, a small picture of it in pixels, a large one."""

    number: int
    title: str
    small: str
    large: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page and the drawings that it shows, by their names beside it."""

    html: str
    drawings: Mapping[str, str]


def site_page(
    exhibition: Exhibition,
    language: str,
    downloads: Sequence[Download],
    pictures: Sequence[PanelPicture],
    root: str,
) -> SitePage:
    """Make the page; `root` is the way from it to the site's own folder, `""` or `../`.

    Raises InputError for pictures that cannot be used.
    """
    words = site_words(language)
    content = gather(exhibition, language, PAGES[exhibition.booklet.format])
    made = {
        figure.key: svg
        for figure in content.figures
        if figure.alt
        and not figure.key.endswith("-band")
        and (svg := drawing(figure, language)) is not None
    }
    html = (
        templates()
        .get_template("site.html.j2")
        .render(
            book=content,
            words=_typeset(words, language),
            root=root,
            downloads=[_row(each, words) for each in downloads],
            pictures=pictures,
            drawings={key: f"{root}drawings/{language}/{key}.svg" for key in made},
            languages=_languages(exhibition, language, root),
            borrowing=_borrowing(exhibition, words, language),
            description=_description(content, exhibition),
        )
    )
    return SitePage(html, {f"drawings/{language}/{key}.svg": svg for key, svg in made.items()})


def site_sheet(exhibition: Exhibition) -> str:
    """The one style sheet: faces and inks of the theme, then the page's own rules."""
    theme = exhibition.themes[exhibition.theme]
    setting = figure_setting(exhibition, exhibition.languages[0])
    inks = {
        "black": black_of(setting),
        "ink": title_ink(setting),
        "tint": title_ink(setting).tinted(0.2),
        "pale": title_ink(setting).tinted(0.06),
        "accent": accent(setting),
        "paper": paper_ink(theme, setting),
    }
    variables = "".join(f" --{name}: {colour(ink)};" for name, ink in inks.items())
    return "\n".join([*_faces(exhibition), f":root {{{variables} }}", own_sheet("site.css")])


def site_fonts(exhibition: Exhibition) -> tuple[str, ...]:
    """The font files that the style sheet names."""
    fonts = _fonts(exhibition)
    files = [
        file for font in fonts.values() for file in (font.regular, font.italic, font.bold) if file
    ]
    return tuple(dict.fromkeys(files))


def _fonts(exhibition: Exhibition) -> Mapping[str, Font]:
    """The families of titles, text and labels."""
    theme = exhibition.themes[exhibition.theme]
    roles = {"titles": "title", "text": "text", "labels": "caption"}
    text = theme.roles["text"]
    return {name: theme.fonts[theme.roles.get(role, text).font] for name, role in roles.items()}


def _faces(exhibition: Exhibition) -> list[str]:
    rules: list[str] = []
    for name, font in _fonts(exhibition).items():
        # A family of one weight is bold already: titles ask for 700.
        only = font.bold is None
        styles = (
            (font.regular, "400 700" if only else "400", "normal"),
            (font.italic, "400", "italic"),
            (font.bold, "700", "normal"),
        )
        rules += [
            f'@font-face {{ font-family: "cimaise {name}"; src: url("fonts/{file}"); '
            f"font-weight: {weight}; font-style: {slope}; font-display: swap; }}"
            for file, weight, slope in styles
            if file
        ]
    return rules


def _row(download: Download, words: SiteWords) -> Mapping[str, str]:
    kilobytes = download.size_bytes / 1000
    if kilobytes >= 1000:
        size = f"{kilobytes / 1000:.1f}".replace(".", words.decimal) + f"\u00a0{words.megabytes}"
    else:
        size = f"{kilobytes:.0f}\u00a0{words.kilobytes}"
    return {
        "href": download.href,
        "name": download.name,
        "format": download.format,
        "language": download.language,
        "language_name": download.language_name,
        "size": size,
    }


def _languages(exhibition: Exhibition, language: str, root: str) -> list[Mapping[str, str]]:
    """Every edition of the page; the first language's lies at the top."""
    return [
        {
            "language": each,
            "name": LANGUAGE_NAMES.get(each.partition("-")[0], each),
            "href": f"{root}index.html" if at == 0 else f"{root}{each}/index.html",
        }
        for at, each in enumerate(exhibition.languages)
    ]


def _borrowing(exhibition: Exhibition, words: SiteWords, language: str) -> list[str]:
    width, height = exhibition.formats_table[exhibition.format].trim
    panels = words.borrow_panels.format(
        count=len(exhibition.panels), width=f"{width / 10:g}", height=f"{height / 10:g}"
    )
    lines = (panels, words.borrow_print, words.borrow_ask)
    return [typeset(line, language).text for line in lines]


def _description(content: Content, exhibition: Exhibition) -> str:
    """What search engines show: the first lead, cut at a word."""
    lead = exhibition.panels[0].lead if exhibition.panels else None
    text = " ".join(plain(lead.get(content.language)).split()) if lead else content.title.plain
    if len(text) <= DESCRIPTION_CHARACTERS:
        return text
    return text[:DESCRIPTION_CHARACTERS].rpartition(" ")[0] + "…"


def _typeset(words: SiteWords, language: str) -> Mapping[str, str]:
    kept = ("colon", "dash", "decimal")
    values = {name: getattr(words, name) for name in SiteWords.__dataclass_fields__}
    return {
        name: value if name in kept else typeset(value, language).text
        for name, value in values.items()
    }
