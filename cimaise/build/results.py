"""What a build says of itself: contact sheets, report.json, manifest.json; and what it clears."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from cimaise import __version__
from cimaise.build.keys import files_used
from cimaise.build.memory import Memory, still_there
from cimaise.build.options import BuildOptions
from cimaise.build.pipeline import Built
from cimaise.diagnostics import Diagnostic, has_errors
from cimaise.model.exhibition import Exhibition
from cimaise.model.library import yaml_files
from cimaise.report.json import as_json, by_line
from cimaise.resources.atomic import write_whole
from cimaise.resources.cache import cache_for, content_digest

CONTACT_SHEET = "contact-sheet.png"
# Twelve panels make two rows, seven make one and a bit.
CONTACT_COLUMNS = 6


def write_results(
    exhibition: Exhibition,
    options: BuildOptions,
    built: Built,
    diagnostics: Sequence[Diagnostic],
    memory: Memory,
    kit: Mapping[str, Any],
) -> tuple[str, ...]:
    """Write the sheets and the two JSON files; the paths of all outputs.

    A whole build without errors also takes away what an earlier one made for panels that are
    gone, as long as nobody changed those files.
    """
    folder, out = exhibition.folder, options.out
    outputs = dict(built.outputs)
    # The manifest tells of everything that stands in `out`, not of this run's share alone.
    known = {
        path: facts
        for entry in built.memory.panels.values()
        for path, facts in entry.outputs.items()
        if Path(path).is_relative_to(out) and Path(path).exists()
    }
    if options.is_whole and not has_errors(diagnostics):
        _clear(memory, outputs, out)
        known = outputs
    sheets = _contact_sheets(exhibition, known) if options.wants("previews") else []
    report = out / "report.json"
    write_whole(report, as_json(diagnostics, built.fits, built.images, root=folder).encode())
    manifest = out / "manifest.json"
    told = _manifest(exhibition, out, {**known, **outputs, **kit}, sheets)
    # A file's name may be no text; JSON has an escape for such a character.
    write_whole(manifest, told.encode("utf-8", "backslashreplace"))
    return (*outputs, *kit, *(str(sheet) for sheet in sheets), str(report), str(manifest))


def _contact_sheets(exhibition: Exhibition, outputs: Mapping[str, Any]) -> list[Path]:
    """One sheet per language of all its previews, in order; redrawn when one of them changed."""
    from cimaise.paint.previews import Preview, write_contact_sheet

    cache = cache_for(exhibition.folder)
    folders: dict[Path, list[Path]] = {}
    for path in map(Path, sorted(outputs)):
        if path.suffix == ".png":
            folders.setdefault(path.parent, []).append(path)
    sheets: list[Path] = []
    for folder, previews in folders.items():
        sheet = folder / CONTACT_SHEET
        newest = max(path.stat().st_mtime_ns for path in previews)
        if not sheet.exists() or sheet.stat().st_mtime_ns < newest:
            shown = [Preview(path) for path in previews]
            write_contact_sheet(shown, sheet, columns=CONTACT_COLUMNS, cache=cache)
        sheets.append(sheet)
    return sheets


def _manifest(
    exhibition: Exhibition, out: Path, outputs: Mapping[str, Any], sheets: Sequence[Path]
) -> str:
    """Every file by its path in `out`: digest, size, and what its painter says of it."""
    files: dict[str, Any] = {}
    for path, facts in sorted(outputs.items()):
        told = {key: value for key, value in facts.items() if key != "stamp"}
        files[Path(path).relative_to(out).as_posix()] = {
            "bytes": facts["stamp"][0],
            **told,
        }
    for sheet in sheets:
        files[sheet.relative_to(out).as_posix()] = {
            "bytes": sheet.stat().st_size,
            "sha256": content_digest(sheet),
        }
    cache = cache_for(exhibition.folder)
    inputs = {
        file.relative_to(exhibition.folder).as_posix(): content_digest(file, cache)
        for file in _inputs(exhibition)
    }
    return by_line({"cimaise": __version__, "files": dict(sorted(files.items())), "inputs": inputs})


def _inputs(exhibition: Exhibition) -> list[Path]:
    """What the exhibition's folder gives: its YAML files and the files that they name."""
    folder = exhibition.folder
    shelves = (folder / "panels", folder / "layouts", folder / "layouts" / "themes")
    written = [folder / "exhibition.yaml", *(file for each in shelves for file in yaml_files(each))]
    used = [file for file in files_used(exhibition) if file.is_relative_to(folder)]
    return sorted(file for file in {*written, *used} if file.is_file())


def _clear(before: Memory, outputs: Mapping[str, Any], out: Path) -> None:
    for entry in before.panels.values():
        for path, facts in entry.outputs.items():
            if path in outputs or not Path(path).is_relative_to(out):
                continue
            if still_there({path: facts}):
                with suppress(OSError):
                    Path(path).unlink()
