"""The booklet's content → booklet.epub: the same words and drawings, for readers of any size.

An EPUB 3 of XHTML pages, a style sheet, fonts and drawings; nothing in it comes from the clock.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct
from msgspec.structs import replace

from cimaise.booklet.carried_fonts import carried, face_rules, family_files
from cimaise.booklet.content import Content
from cimaise.booklet.drawings import FigureFile, figure_file
from cimaise.booklet.epub_pages import EpubPage, epub_pages, navigation, page_breaks
from cimaise.booklet.figures import Figure, picture_ratio
from cimaise.booklet.lettering import figure_setting
from cimaise.booklet.markup import clean
from cimaise.booklet.rendering import Rendered
from cimaise.booklet.style import accent, black_of, colour, own_sheet, title_ink
from cimaise.booklet.templating import templates
from cimaise.geometry import Rect
from cimaise.layout.marks import PictureMark
from cimaise.model.exhibition import Exhibition
from cimaise.model.texts import LocalText
from cimaise.paint.previews import render_trim
from cimaise.resources.atomic import write_whole
from cimaise.resources.cache import Cache
from cimaise.typography.markdown import plain
from cimaise.typography.micro import one_line, typeset

FOLDER = "EPUB/"
MIMETYPE = b"application/epub+zip"
XHTML = "application/xhtml+xml"
FONT_KINDS = {".ttf": "font/ttf", ".otf": "font/otf"}
COVER_PX, COVER_QUALITY = 1200, 85
# The least that a ZIP can say; nothing of the day on which it is made.
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
FEATURES = (
    "structuralNavigation",
    "tableOfContents",
    "index",
    "readingOrder",
    "alternativeText",
    "displayTransformability",
    "pageBreakMarkers",
    "pageNavigation",
)
CONTAINER = b"""<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


class Item(Struct, frozen=True):
    """A file of the publication; `is_read` where it stands in the order of reading."""

    id: str
    name: str
    media_type: str
    data: bytes
    properties: str = ""
    is_read: bool = False


def write_epub(
    content: Content,
    rendered: Rendered,
    exhibition: Exhibition,
    screen: Path,
    target: Path,
    date: datetime,
    cache: Cache,
) -> None:
    """Write the EPUB; its cover and its page numbers are those of `screen`, as `rendered`.

    Raises InputError for a picture that cannot be used, OSError.
    """
    images = dict(_images(content, exhibition, cache))
    breaks = page_breaks(content, rendered.anchors)
    hrefs = {key: f"figures/{key}{file.suffix}" for key, file in images.items()}
    pages = epub_pages(content, hrefs, breaks)
    read = (*pages[:2], navigation(content, pages, breaks), *pages[2:])
    items = (
        *(_page_item(page) for page in read),
        Item("style", "epub.css", "text/css", _sheet(exhibition).encode()),
        Item("cover-image", "cover.jpg", "image/jpeg", _cover(screen),
             "cover-image"),
        *(Item(f"figure-{key}", hrefs[key], file.media_type, file.data)
          for key, file in images.items()),
        *_font_items(exhibition),
    )  # fmt: skip
    package = _package(content, exhibition, items, date)
    write_whole(target, _zipped(items, package))


def _cover(screen: Path) -> bytes:
    buffer = io.BytesIO()
    render_trim(screen.read_bytes(), COVER_PX).save(buffer, "JPEG", quality=COVER_QUALITY)
    return buffer.getvalue()


def _page_item(page: EpubPage) -> Item:
    return Item(
        page.name.partition(".")[0], page.name, XHTML, page.xhtml.encode(), page.properties, True
    )


def _images(
    content: Content, exhibition: Exhibition, cache: Cache
) -> Iterator[tuple[str, FigureFile]]:
    """Each figure that says something, as a file, by its key. Pictures are shown whole: no page
    cuts them here."""
    for panel, view in zip(exhibition.panels, content.panels, strict=True):
        for placed in (item.placed for plate in (view.under_text, *view.plates) for item in plate):
            if placed.drawn is None:
                continue
            figure = placed.drawn.figure
            if placed.kind == "picture":
                ratio = picture_ratio(exhibition, panel, placed.index)
                figure = _whole(figure, panel.images[placed.index].crop, content, ratio)
            yield figure.key, figure_file(figure, content.language, cache)
    for figure in content.logos:
        yield figure.key, figure_file(figure, content.language, cache)


def _whole(
    figure: Figure,
    crop: tuple[float, float, float, float] | None,
    content: Content,
    ratio: float,
) -> Figure:
    mark = figure.marks[0]
    assert isinstance(mark, PictureMark)
    width = content.page.measure_mm
    height = round(width / ratio, 3)
    frame = Rect(0, 0, width, height)
    whole = replace(mark, frame=frame, crop=crop or (0.0, 0.0, 1.0, 1.0))
    return replace(figure, width_mm=width, height_mm=height, marks=(whole,))


def _font_items(exhibition: Exhibition) -> Iterator[Item]:
    for number, file in enumerate(carried(family_files(exhibition)), 1):
        kind = FONT_KINDS.get(file.suffix.lower(), "text/plain")
        name = "licence" if kind == "text/plain" else "font"
        yield Item(f"{name}-{number}", f"fonts/{file.name}", kind, file.read_bytes())


def _sheet(exhibition: Exhibition) -> str:
    """The style sheet, its faces, families and inks filled in."""
    setting = figure_setting(exhibition, exhibition.languages[0])
    families = family_files(exhibition)
    sheet = own_sheet("epub.css")
    for name in families:
        sheet = sheet.replace(f"${name}", f'"cimaise {name}"')
    for name, ink in (
        ("ink", title_ink(setting)),
        ("accent", accent(setting)),
        ("black", black_of(setting)),
    ):
        sheet = sheet.replace(f"${name}", colour(ink))
    return "\n".join([face_rules(families), sheet])


def _package(
    content: Content, exhibition: Exhibition, items: Sequence[Item], date: datetime
) -> bytes:
    language = content.language
    lead = exhibition.panels[0].lead if exhibition.panels else None
    # One title: of two, some readers show the last.
    subtitle = [_said(exhibition.subtitle, language)] if exhibition.subtitle else []
    return (
        templates()
        .get_template("epub-package.opf.j2")
        .render(
            language=language,
            title=" – ".join([content.title.plain, *subtitle]),
            description=_said(lead, language) if lead else "",
            rights=[_said(exhibition.credits, language)] if exhibition.credits else [],
            identifier=_identifier("epub", content),
            printed=_identifier("booklet", content),
            modified=date.strftime("%Y-%m-%dT%H:%M:%SZ"),
            features=FEATURES,
            accessibility=typeset(content.words.accessibility, language).text,
            items=items,
        )
        .encode()
    )


def _said(text: LocalText, language: str) -> str:
    """A text's words in one line, as a catalogue shows them."""
    return one_line(plain(clean(text.get(language))), text.language(language))


def _identifier(kind: str, content: Content) -> str:
    return str(uuid5(NAMESPACE_URL, f"cimaise:{kind}:{content.title.plain}:{content.language}"))


def _zipped(items: Sequence[Item], package: bytes) -> bytes:
    """A ZIP whose first entry says in plain bytes what it is, as OCF asks."""
    buffer = io.BytesIO()
    files: Mapping[str, bytes] = {
        "META-INF/container.xml": CONTAINER,
        f"{FOLDER}package.opf": package,
        **{FOLDER + item.name: item.data for item in items},
    }
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", ZIP_DATE), MIMETYPE)
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            packed = name.endswith((".jpg", ".png"))
            entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()
