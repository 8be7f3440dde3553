"""What decides how a panel comes out, as one digest of contents: same key, same file.

A text counts in the edition's language alone: a word changed in French leaves English files be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from cimaise import __version__
from cimaise.build.fingerprint import code_digest
from cimaise.diagnostics import Diagnostic
from cimaise.layout.editions import Edition
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.model.paths import font_file, map_file, picture_file, profile_file
from cimaise.resources.cache import Cache, cache_for, content_digest, key_of
from cimaise.source import Document


def panel_keys(
    editions: Sequence[Edition], panels: Sequence[Panel]
) -> Iterator[tuple[Edition, Panel, str]]:
    """The key of each panel in each edition, in their order; the editions are one exhibition's.

    Findings point at lines and columns, which move with every language: see `places_key`.
    """
    exhibition = editions[0].exhibition
    languages, cache = exhibition.languages, cache_for(exhibition.folder)
    in_all = (
        editions[0].theme.model_dump_json(),
        editions[0].printer.model_dump_json(),
        len(panels),
        _digests(common_files(exhibition), cache),
    )
    whole = exhibition.model_dump(mode="json")
    parts = [
        (
            panel.number,
            panel.slug,
            exhibition.layouts[panel.layout].model_dump_json(),
            _digests(own_files(panel, exhibition.folder), cache),
        )
        for panel in panels
    ]
    texts = [panel.model_dump(mode="json") for panel in panels]
    for edition in editions:
        language = edition.language
        common = key_of(
            __version__,
            code_digest(),
            language,
            in_language(whole, language, languages),
            edition.format.model_dump_json(),
            *in_all,
        )
        for panel, part, text in zip(panels, parts, texts, strict=True):
            yield edition, panel, key_of(common, *part, in_language(text, language, languages))


def common_documents(exhibition: Exhibition) -> Iterator[Document]:
    """The files that findings point into besides the panels' own, as far as they were read."""
    named: list[tuple[str, str | None]] = [("exhibition", None), ("theme", exhibition.theme)]
    named += [("layout", panel.layout) for panel in exhibition.panels]
    named += [("format", name) for name in exhibition.formats]
    for kind, name in dict.fromkeys(named):
        document = exhibition.document(kind, name)
        if document is not None:
            yield document


def all_documents(exhibition: Exhibition) -> Iterator[Document]:
    """The files that findings point into, the panels' own included."""
    yield from common_documents(exhibition)
    for panel in exhibition.panels:
        if panel.document:
            yield panel.document


def common_places_key(exhibition: Exhibition) -> str:
    """The whole text of these files: a line more moves what findings point at."""
    return key_of([document.text for document in common_documents(exhibition)])


def places_key(common: str, panels: Sequence[Panel], findings: Collection[object]) -> str:
    """What findings point into: `common` and the panels' texts; nothing where there are none."""
    if not findings:
        return ""
    return key_of(common, [panel.document.text if panel.document else "" for panel in panels])


def in_language(value: Any, language: str, languages: Collection[str]) -> Any:
    """A model as plain data with its texts in one language: what others say changes nothing."""
    if isinstance(value, dict):
        if value and all(key in languages for key in value):
            # What stands in says whose words it is.
            return value[language] if language in value else next(iter(value.items()))
        return {key: in_language(each, language, languages) for key, each in value.items()}
    if isinstance(value, list):
        return [in_language(each, language, languages) for each in value]
    return value


def files_used(exhibition: Exhibition) -> tuple[Path, ...]:
    """Every file besides YAML that its panels and booklets are made from; the package's own too."""
    folder = exhibition.folder
    found = common_files(exhibition)
    found += _files(picture_file(folder, logo.file) for logo in exhibition.logos)
    for panel in exhibition.panels:
        found += own_files(panel, folder)
    return tuple(dict.fromkeys(found))


def common_files(exhibition: Exhibition) -> list[Path]:
    """The theme's fonts and the printer's profile."""
    names = [
        name
        for font in exhibition.named_theme.fonts.values()
        for name in (font.regular, font.italic, font.bold, font.bold_italic)
        if name
    ]
    profile = exhibition.named_printer.profile
    return [
        *_files(font_file(exhibition.folder, name) for name in names),
        *_files([profile_file(exhibition.folder, profile)]),
    ]


def own_files(panel: Panel, folder: Path) -> list[Path]:
    """A panel's pictures, logos and maps."""
    layers = panel.map.layers if panel.map else ()
    return [
        *_files(picture_file(folder, picture.file) for picture in panel.images),
        *_files(picture_file(folder, logo.file) for logo in panel.logos),
        *_files(map_file(folder, layer.file) for layer in layers if not isinstance(layer, str)),
    ]


def _files(found: Iterable[Path | Diagnostic]) -> list[Path]:
    return [file for file in found if isinstance(file, Path)]


def _digests(files: Sequence[Path], cache: Cache) -> tuple[str, ...]:
    return tuple(content_digest(file, cache) for file in files)
