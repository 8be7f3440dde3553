"""The site for schools: a folder that can be put on any server, made of what the build has left."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PIL import Image

from cimaise.build.booklets import booklet_key
from cimaise.build.memory import Memory, Remembered, stamp, still_there
from cimaise.build.options import BuildOptions
from cimaise.build.panel_job import exhibition_of
from cimaise.build.pipeline import Built
from cimaise.build.reading import editions
from cimaise.diagnostics import InputError
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.model.paths import font_file
from cimaise.resources.atomic import write_whole
from cimaise.resources.cache import cache_for, content_digest, key_of

NAME = "site"
# On a wall of small pictures, twice the width that they are shown at.
SMALL_PX = 420
WEBP_QUALITY = 82
READ, FOLD = "booklet-screen.pdf", "booklet-home.pdf"


def with_site(
    built: Built, folder: Path, inputs: str, options: BuildOptions, memory: Memory
) -> Built:
    """What was built, and the site, made anew where anything that it shows has changed."""
    exhibition = exhibition_of(folder, inputs)
    languages = tuple(
        dict.fromkeys(edition.language for edition in editions(exhibition, options.languages, ()))
    )
    shown = _shown(exhibition, languages, options.out)
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
            files = _made(exhibition, languages, options.out)
            entry = Remembered(key, (), key, _written(files, options.out / "site"))
        except InputError as problem:
            entry = Remembered(key, (), key, {}, problem.diagnostics)
    return replace(
        built,
        outputs={**built.outputs, **entry.outputs},
        diagnostics=(*built.diagnostics, *entry.diagnostics),
        memory=Memory({**built.memory.panels, NAME: entry}, built.memory.runs),
    )


def _shown(exhibition: Exhibition, languages: tuple[str, ...], out: Path) -> list[Path]:
    """The files of this build that the site shows or offers, as far as they are there."""
    wanted = [
        path
        for language in languages
        for path in (
            *(_preview(out, language, panel) for panel in exhibition.panels),
            *(out / "booklet" / language / name for name in (READ, FOLD)),
        )
    ]
    return [path for path in wanted if path.is_file()]


def _preview(out: Path, language: str, panel: Panel) -> Path:
    return out / "previews" / language / f"{panel.label}.png"


def _made(exhibition: Exhibition, languages: tuple[str, ...], out: Path) -> Mapping[str, bytes]:
    """Every file of the site by its path in it. Raises InputError."""
    # Templates and drawings load only where a site is made.
    from cimaise.booklet.site import Download, PanelPicture, site_fonts, site_page, site_sheet
    from cimaise.booklet.site_wording import site_words

    files: dict[str, bytes] = {"site.css": site_sheet(exhibition).encode()}
    for name in site_fonts(exhibition):
        found = font_file(exhibition.folder, name)
        if isinstance(found, Path):
            files[f"fonts/{name}"] = found.read_bytes()
    for language in languages:
        first = language == exhibition.languages[0]
        root = "" if first else "../"
        words = site_words(language)
        downloads: list[Download] = []
        for name, what in ((READ, words.to_read), (FOLD, words.to_fold)):
            source = out / "booklet" / language / name
            if source.is_file():
                path = f"files/{language}/{name}"
                files[path] = source.read_bytes()
                downloads.append(Download(root + path, what, "PDF", language, len(files[path])))
        pictures: list[PanelPicture] = []
        for panel in exhibition.panels:
            source = _preview(out, language, panel)
            if not source.is_file():
                continue
            large = f"panels/{language}/{panel.label}.webp"
            small = f"panels/{language}/{panel.label}-small.webp"
            with Image.open(source, formats=("PNG",)) as preview:
                picture = preview.convert("RGB")
            height = round(picture.height * SMALL_PX / picture.width)
            files[large] = _webp(picture)
            files[small] = _webp(picture.resize((SMALL_PX, height), Image.Resampling.LANCZOS))
            title = " ".join(panel.title.get(language).split())
            pictures.append(
                PanelPicture(panel.number, title, root + small, root + large, SMALL_PX, height)
            )
        page = site_page(exhibition, language, downloads, pictures, root)
        files["index.html" if first else f"{language}/index.html"] = page.html.encode()
        files |= {path: svg.encode() for path, svg in page.drawings.items()}
    return files


def _written(files: Mapping[str, bytes], folder: Path) -> Mapping[str, Any]:
    outputs: dict[str, Any] = {}
    for name, data in files.items():
        path = folder / name
        write_whole(path, data, durable=False)
        outputs[str(path)] = {"stamp": stamp(path), "sha256": content_digest(path)}
    return outputs


def _webp(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=WEBP_QUALITY)
    return buffer.getvalue()
