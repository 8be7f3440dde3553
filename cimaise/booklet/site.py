"""The exhibition in one language → its page for schools: HTML and the drawings beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape
from msgspec import Struct

from cimaise.booklet.book_page import PAGES
from cimaise.booklet.carried_fonts import face_rules, family_files
from cimaise.booklet.content import Content, gather
from cimaise.booklet.drawings import drawing, figure_file
from cimaise.booklet.handout import fits_an_office_printer
from cimaise.booklet.lettering import figure_setting
from cimaise.booklet.said import Said, Speaker
from cimaise.booklet.site_wording import SiteWords, site_words
from cimaise.booklet.style import accent, black_of, colour, own_sheet, paper_ink, title_ink
from cimaise.booklet.templating import templates
from cimaise.layout.kept import Keeping
from cimaise.layout.sheets.language_names import OWN_NAMES, named
from cimaise.layout.sheets.lender_sheet import lender_facts, lent_format
from cimaise.layout.sheets.words import words_in
from cimaise.model.exhibition import Exhibition
from cimaise.resources.cache import NO_CACHE, Cache
from cimaise.typography.markdown import plain
from cimaise.typography.micro import typeset

DESCRIPTION_CHARACTERS = 155
LOGO_PX = 56


class Download(Struct, frozen=True):
    """A file to offer: where it lies from the page, what it is, how large."""

    href: str
    name: str
    format: str
    languages: tuple[str, ...]
    size_bytes: int
    is_panels: bool = False


class PanelPicture(Struct, frozen=True):
    """A panel to look at: its title, a small picture of it in pixels, a large one."""

    number: int
    title: str
    small: str
    large: str
    width: int
    height: int


class SitePage(Struct, frozen=True):
    """A page and the files that it shows, by their names in the site."""

    html: str
    files: Mapping[str, bytes]


def site_page(
    exhibition: Exhibition,
    language: str,
    downloads: Sequence[Download],
    pictures: Sequence[PanelPicture],
    root: str,
    cache: Cache = NO_CACHE,
    keeping: Keeping | None = None,
) -> SitePage:
    """Make the page; `root` is the way from it to the site's own folder, `""` or `../`.

    Raises InputError for pictures that cannot be used.
    """
    words = site_words(language)
    content = gather(exhibition, language, PAGES[exhibition.booklet.format], keeping)
    drawn = {
        figure.key: svg
        for figure in content.figures
        if figure.alt
        and not figure.key.endswith("-band")
        and figure not in content.logos
        and (svg := drawing(figure, language, cache)) is not None
    }
    files = {f"drawings/{language}/{key}.svg": svg.encode() for key, svg in drawn.items()}
    logos: list[Mapping[str, object]] = []
    for figure in content.logos:
        made = figure_file(figure, language, cache)
        name = f"drawings/{language}/{figure.key}{made.suffix}"
        files[name] = made.data
        ratio = figure.width_mm / figure.height_mm
        logos.append({"href": root + name, "alt": figure.alt, "width": round(ratio * LOGO_PX)})
    html = (
        templates()
        .get_template("site.html.j2")
        .render(
            book=content,
            words=_typeset(words, language),
            root=root,
            downloads=[_row(each, words, language) for each in downloads],
            pictures=pictures,
            drawings={key: f"{root}drawings/{language}/{key}.svg" for key in drawn},
            logos=logos,
            logo_height=LOGO_PX,
            languages=_languages(exhibition, language, root),
            facts=_facts(exhibition, language),
            asking=_asking(exhibition, words, language),
            prints=any(each.is_panels for each in downloads),
            description=_description(content, exhibition),
        )
    )
    return SitePage(html, files)


def site_sheet(exhibition: Exhibition) -> str:
    """The one style sheet: faces and inks of the theme, then the page's own rules."""
    theme = exhibition.named_theme
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
    faces = face_rules(family_files(exhibition), " font-display: swap;")
    return "\n".join([faces, f":root {{{variables} }}", own_sheet("site.css")])


def _row(download: Download, words: SiteWords, language: str) -> Mapping[str, object]:
    kilobytes = download.size_bytes / 1000
    if kilobytes >= 1000:
        size = f"{kilobytes / 1000:.1f}".replace(".", words.decimal) + f"\u00a0{words.megabytes}"
    else:
        size = f"{kilobytes:.0f}\u00a0{words.kilobytes}"
    return {
        "href": download.href,
        "name": typeset(download.name, language).text,
        "format": download.format,
        "languages": [(each, named(each, OWN_NAMES)) for each in download.languages],
        "size": size,
    }


def _languages(exhibition: Exhibition, language: str, root: str) -> list[Mapping[str, str]]:
    """Every edition of the page; the first language's lies at the top."""
    return [
        {
            "language": each,
            "name": named(each, OWN_NAMES),
            "href": f"{root}index.html" if at == 0 else f"{root}{each}/index.html",
        }
        for at, each in enumerate(exhibition.languages)
    ]


def _facts(exhibition: Exhibition, language: str) -> list[tuple[str, list[str]]]:
    """What the lender's sheet says of the exhibition as it is lent: keys and their lines."""
    # A school prints what fits its printer; it borrows the rest.
    lent = [
        name
        for name in exhibition.formats
        if not fits_an_office_printer(exhibition.formats_table[name].trim)
    ]
    names = sorted(lent or [exhibition.shown_format], key=lambda name: name != exhibition.format)
    formats = tuple(lent_format(exhibition, name) for name in names)
    words = words_in(language)
    facts = lender_facts(len(exhibition.panels), exhibition.languages, formats, words)
    return [
        (typeset(key, language).text, [typeset(line, language).text for line in lines])
        for key, lines in facts
    ]


def _asking(exhibition: Exhibition, words: SiteWords, language: str) -> Said:
    """Whom to ask: the exhibition's contact where it gives one."""
    if exhibition.contact is None:
        return Said(Markup(escape(typeset(words.borrow_ask, language).text)))
    return Speaker(language).inline(exhibition.contact)


def _description(content: Content, exhibition: Exhibition) -> str:
    """What search engines show: the first lead, cut at a word."""
    lead = exhibition.panels[0].lead if exhibition.panels else None
    text = " ".join(plain(lead.get(content.language)).split()) if lead else content.title.plain
    if len(text) <= DESCRIPTION_CHARACTERS:
        return text
    return text[:DESCRIPTION_CHARACTERS].rpartition(" ")[0] + "…"


def _typeset(words: SiteWords, language: str) -> Mapping[str, str]:
    kept = ("colon", "dash", "decimal", "pages")
    values = {name: getattr(words, name) for name in SiteWords.__struct_fields__}
    return {
        name: value if name in kept else typeset(value, language).text
        for name, value in values.items()
    }
