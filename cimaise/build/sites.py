"""The site for schools: a folder that can be put on any server, made of what the build has left."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from cimaise.booklet.carried_fonts import carried, family_files
from cimaise.booklet.site import Download, PanelPicture, site_page, site_sheet
from cimaise.booklet.site_wording import site_words
from cimaise.build.booklets import booklet_key
from cimaise.build.kit import LENDER_SHEET
from cimaise.build.memory import Memory, Remembered, stamp, still_there
from cimaise.build.options import BuildOptions
from cimaise.build.panel_job import exhibition_of, keeping_of
from cimaise.build.pipeline import Built
from cimaise.build.reading import editions
from cimaise.build.site_files import (
    CARRY,
    FOLD,
    READ,
    SMALL_PX,
    SiteSources,
    lender_sheet,
    looks,
    print_file,
    site_sources,
)
from cimaise.diagnostics import InputError, counted
from cimaise.model.exhibition import Exhibition
from cimaise.resources.atomic import write_whole
from cimaise.resources.cache import cache_for, content_digest, key_of
from cimaise.typography.micro import one_line

NAME = "site"
SIZES = {"a3": "A3", "a4": "A4", "a5": "A5"}


def with_site(
    built: Built, folder: Path, inputs: str, options: BuildOptions, memory: Memory
) -> Built:
    """What was built, and the site, made anew where anything that it shows has changed."""
    exhibition = exhibition_of(folder, inputs)
    languages = dict.fromkeys(
        edition.language for edition in editions(exhibition, options.languages, ())
    )
    sources = tuple(
        site_sources(exhibition, language, options.out, built.memory) for language in languages
    )
    sheet = lender_sheet(options.out)
    shown = [file for each in sources for file in each.all] + ([sheet] if sheet else [])
    cache = cache_for(folder)
    key = key_of(
        [booklet_key(exhibition, language) for language in languages],
        [(str(path), content_digest(path, cache)) for path in shown],
        str(options.out),
    )
    known = memory.panels.get(NAME)
    if known and known.key == key and still_there(known.outputs):
        entry = known
    else:
        try:
            files = _made(exhibition, sources, sheet, options.jobs)
            entry = Remembered(key, (), key, _written(files, options.out / "site"))
        except InputError as problem:
            entry = Remembered(key, (), key, {}, problem.diagnostics)
    return replace(
        built,
        outputs={**built.outputs, **entry.outputs},
        diagnostics=(*built.diagnostics, *entry.diagnostics),
        memory=Memory({**built.memory.panels, NAME: entry}, built.memory.runs),
    )


def _made(
    exhibition: Exhibition, sources: tuple[SiteSources, ...], sheet: Path | None, processes: int
) -> Mapping[str, bytes]:
    """Every file of the site by its path in it. Raises InputError."""
    cache, keeping = cache_for(exhibition.folder), keeping_of(exhibition.folder)
    files: dict[str, bytes] = {"site.css": site_sheet(exhibition).encode()}
    files |= {f"fonts/{file.name}": file.read_bytes() for file in carried(family_files(exhibition))}
    if sheet:
        files[f"files/{sheet.name}"] = sheet.read_bytes()
    seen = [(each.language, panel, file) for each in sources for panel, file in each.panels]
    pictured = iter(looks([file for _, _, file in seen], cache, processes))
    for each in sources:
        language = each.language
        first = language == exhibition.languages[0]
        root = "" if first else "../"
        files |= _offered(exhibition, each)
        pictures: list[PanelPicture] = []
        for panel, _ in each.panels:
            look = next(pictured)
            large = f"panels/{language}/{panel.label}.webp"
            small = f"panels/{language}/{panel.label}-small.webp"
            files |= {large: look.large, small: look.small}
            title = one_line(panel.title.get(language), panel.title.language(language))
            pictures.append(
                PanelPicture(
                    panel.number, title, root + small, root + large, SMALL_PX, look.small_height
                )
            )
        offers = _downloads(exhibition, each, files, root)
        page = site_page(exhibition, language, offers, pictures, root, cache, keeping)
        files["index.html" if first else f"{language}/index.html"] = page.html.encode()
        files |= page.files
    return files


def _offered(exhibition: Exhibition, sources: SiteSources) -> Mapping[str, bytes]:
    """The files of one language that can be downloaded, by their path in the site."""
    folder = f"files/{sources.language}"
    files = {f"{folder}/{file.name}": file.read_bytes() for file in sources.booklets}
    if sources.prints:
        files[f"{folder}/panels-{sources.print_format}.pdf"] = print_file(exhibition, sources)
    return files


def _downloads(
    exhibition: Exhibition, sources: SiteSources, files: Mapping[str, bytes], root: str
) -> list[Download]:
    words, language = site_words(sources.language), sources.language
    folder = f"files/{language}"
    size = SIZES.get(sources.print_format.partition("-")[0], sources.print_format)
    told = words.to_print.format(size=size, pages=counted(len(exhibition.panels), *words.pages))
    offers = (
        (f"{folder}/{READ}", words.to_read, "PDF", (language,)),
        (f"{folder}/{CARRY}", words.to_carry, "EPUB", (language,)),
        (f"{folder}/{FOLD}", words.to_fold, "PDF", (language,)),
        (f"{folder}/panels-{sources.print_format}.pdf", told, "PDF", (language,)),
        (f"files/{LENDER_SHEET}", words.sheet, "PDF", exhibition.languages),
    )
    return [
        Download(root + path, name, kind, languages, len(files[path]), name == told)
        for path, name, kind, languages in offers
        if path in files
    ]


def _written(files: Mapping[str, bytes], folder: Path) -> Mapping[str, Any]:
    outputs: dict[str, Any] = {}
    for name, data in files.items():
        path = folder / name
        write_whole(path, data, durable=False)
        outputs[str(path)] = {"stamp": stamp(path), "sha256": content_digest(path)}
    return outputs
