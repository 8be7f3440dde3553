"""What decides how a panel comes out, as one digest of contents: same key, same file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cimaise import __version__
from cimaise.build.fingerprint import code_digest
from cimaise.layout.editions import Edition
from cimaise.model.panel import Panel
from cimaise.model.paths import font_file, map_file, picture_file, profile_file
from cimaise.resources.cache import Cache, cache_for, content_digest, key_of


def panel_keys(edition: Edition, panels: Sequence[Panel]) -> tuple[str, ...]:
    """The key of each panel in one edition, in the panels' order."""
    exhibition = edition.exhibition
    cache = cache_for(exhibition.folder)
    shared = (
        __version__,
        code_digest(),
        edition.language,
        exhibition.model_dump_json(),
        edition.format.model_dump_json(),
        edition.theme.model_dump_json(),
        edition.printer.model_dump_json(),
        len(panels),
        _digests(_common_files(edition), cache),
    )
    common = key_of(*shared)
    return tuple(
        key_of(
            common,
            panel.number,
            panel.slug,
            # The text itself, since findings point at lines and columns of it.
            panel.document.text if panel.document else panel.model_dump_json(),
            exhibition.layouts[panel.layout].model_dump_json(),
            _digests(_own_files(panel, exhibition.folder), cache),
        )
        for panel in panels
    )


def _common_files(edition: Edition) -> list[Path]:
    exhibition = edition.exhibition
    names = [
        name
        for font in edition.theme.fonts.values()
        for name in (font.regular, font.italic, font.bold, font.bold_italic)
        if name
    ]
    found = [font_file(exhibition.folder, name) for name in names]
    found.append(profile_file(exhibition.folder, edition.printer.profile))
    return [file for file in found if isinstance(file, Path)]


def _own_files(panel: Panel, folder: Path) -> list[Path]:
    found = [picture_file(folder, picture.file) for picture in panel.images]
    found += [picture_file(folder, logo.file) for logo in panel.logos]
    if panel.map:
        found += [
            map_file(folder, layer.file) for layer in panel.map.layers if not isinstance(layer, str)
        ]
    return [file for file in found if isinstance(file, Path)]


def _digests(files: Sequence[Path], cache: Cache) -> tuple[str, ...]:
    return tuple(content_digest(file, cache) for file in files)
