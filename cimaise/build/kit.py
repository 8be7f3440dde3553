"""`dist/kit/`: what goes with the panels to the printer and to a borrower.

In: a build's outputs with their facts. Out: printer-sheet.pdf, lender-sheet.pdf, preflight.json
and SHA256SUMS, remade only where something that they tell of changed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec import Struct

from cimaise.build.fingerprint import code_digest
from cimaise.build.kit_sheets import lent, print_runs, words_of
from cimaise.build.memory import Memory, Run, stamp, still_there
from cimaise.build.options import BuildOptions
from cimaise.build.paint_order import file_date
from cimaise.build.painting import write_thumbnail
from cimaise.build.pipeline import Built, entry_name
from cimaise.build.reading import chosen, editions
from cimaise.build.workers import shared
from cimaise.layout.editions import Edition
from cimaise.layout.sheets.lender_sheet import lender_pages
from cimaise.layout.sheets.printer_sheet import printer_pages
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.paint.sheet_pdf import write_sheet_pdf
from cimaise.resources.atomic import write_whole
from cimaise.resources.cache import cache_for, content_digest, key_of

PRINTER_SHEET = "printer-sheet.pdf"
LENDER_SHEET = "lender-sheet.pdf"
PREFLIGHT = "preflight.json"
CHECKSUMS = "SHA256SUMS"
THUMBNAILS = Path(".cimaise") / "thumbnails"


class PanelFile(Struct, frozen=True):
    """A panel's PDF of this build: where it is, its facts, its preview where there is one."""

    edition: Edition
    panel: Panel
    pdf: Path
    facts: Mapping[str, Any]
    preview: Path | None


class Kit(Struct, frozen=True):
    """The kit's files with their facts, and the entry of the memory by which it is known again."""

    outputs: Mapping[str, Any]
    runs: Mapping[str, Run]


def make_kit(exhibition: Exhibition, options: BuildOptions, built: Built, memory: Memory) -> Kit:
    """Make the kit of everything that the build was asked for; leave it where nothing changed."""
    files = tuple(_files(exhibition, options, built))
    if not files:
        return Kit({}, {})
    entry = f"kit {options.out}"
    key = _key(exhibition, options, files)
    known = memory.runs.get(entry)
    if known and known.inputs == key and still_there(known.outputs):
        return Kit(known.outputs, {entry: known})
    folder = options.out / "kit"
    _write_sheets(exhibition, options, files, folder)
    reports = [_report(file, options.out) for file in files]
    written = json.dumps(reports, ensure_ascii=False, indent=1) + "\n"
    write_whole(folder / PREFLIGHT, written.encode())
    outputs = {
        str(folder / name): _output(folder / name)
        for name in (PRINTER_SHEET, LENDER_SHEET, PREFLIGHT)
    }
    sums = {**{str(file.pdf): file.facts for file in files}, **outputs}
    write_whole(folder / CHECKSUMS, checksums(sums, folder).encode())
    outputs[str(folder / CHECKSUMS)] = _output(folder / CHECKSUMS)
    return Kit(outputs, {entry: Run(key, outputs)})


def checksums(outputs: Mapping[str, Any], folder: Path) -> str:
    """Lines as `sha256sum -c` reads them in `folder`."""
    lines = [
        f"{facts['sha256']}  {Path(os.path.relpath(path, folder)).as_posix()}\n"
        for path, facts in outputs.items()
    ]
    return "".join(sorted(lines, key=lambda line: line.split("  ", 1)[1]))


def _files(exhibition: Exhibition, options: BuildOptions, built: Built) -> Iterator[PanelFile]:
    for edition in editions(exhibition, options.languages, options.formats):
        for panel in chosen(exhibition, options.panels):
            remembered = built.memory.panels.get(entry_name(edition, panel))
            if remembered is None:
                continue
            paths = {
                Path(path).suffix: Path(path)
                for path in remembered.outputs
                if Path(path).is_relative_to(options.out)
            }
            pdf = paths.get(".pdf")
            # A proof is not for print.
            if pdf is not None and remembered.outputs[str(pdf)].get("pdfx"):
                facts = remembered.outputs[str(pdf)]
                yield PanelFile(edition, panel, pdf, facts, paths.get(".png"))


def _key(exhibition: Exhibition, options: BuildOptions, files: Sequence[PanelFile]) -> str:
    edition = files[0].edition
    return key_of(
        code_digest(),
        options.epoch,
        exhibition.model_dump_json(),
        edition.theme.model_dump_json(),
        edition.printer.model_dump_json(),
        [
            (
                str(file.pdf),
                file.facts["sha256"],
                str(file.preview),
                file.edition.format.model_dump_json(),
                file.panel.title,
                file.panel.subtitle,
                file.panel.lead,
                file.panel.text,
            )
            for file in files
        ],
    )


def _write_sheets(
    exhibition: Exhibition, options: BuildOptions, files: Sequence[PanelFile], folder: Path
) -> None:
    pictures = _thumbnails(exhibition, options, files)
    cache = cache_for(exhibition.folder)
    date = file_date(exhibition.date, options.epoch)
    language = exhibition.languages[0]
    setting = Edition(exhibition, language, files[0].edition.format_name).setting
    runs = print_runs(files, pictures, options.out)
    pages = printer_pages(words_of(exhibition.title, language), runs, language, setting)
    write_sheet_pdf(pages, folder / PRINTER_SHEET, date=date, cache=cache)
    pages = ()
    for spoken in dict.fromkeys(file.edition.language for file in files):
        setting = Edition(exhibition, spoken, files[0].edition.format_name).setting
        pages += lender_pages(lent(exhibition, files, pictures, spoken), spoken, setting)
    write_sheet_pdf(pages, folder / LENDER_SHEET, date=date, cache=cache)


def _thumbnails(
    exhibition: Exhibition, options: BuildOptions, files: Sequence[PanelFile]
) -> dict[Path, Path]:
    """A small picture of every PDF: its preview, else one made now and kept by content."""
    folder = exhibition.folder / THUMBNAILS
    pictures: dict[Path, Path] = {}
    lacking: list[tuple[Path, Path]] = []
    for file in files:
        if file.preview is not None and file.preview.exists():
            pictures[file.pdf] = file.preview
            continue
        thumbnail = folder / f"{file.facts['sha256'][:32]}.png"
        pictures[file.pdf] = thumbnail
        if not thumbnail.exists():
            lacking.append((file.pdf, thumbnail))
    shared(write_thumbnail, lacking, options.jobs)
    if options.is_whole:
        kept = {path.name for path in pictures.values()}
        for stale in folder.glob("*.png"):
            if stale.name not in kept:
                with suppress(OSError):
                    stale.unlink()
    return pictures


def _report(file: PanelFile, out: Path) -> dict[str, Any]:
    """What the preflight of one panel's PDF asked and found."""
    edition = file.edition
    return {
        "file": file.pdf.relative_to(out).as_posix(),
        "profile": edition.format.judged_as,
        "flavour": file.facts["pdfx"],
        "distance_m": edition.exhibition.distance_m(edition.format_name),
        "scale": file.facts["scale"],
        "max_ink_percent": edition.printer.tac_percent,
        "findings": list(file.facts.get("preflight", ())),
    }


def _output(path: Path) -> dict[str, Any]:
    return {"stamp": stamp(path), "sha256": content_digest(path)}
