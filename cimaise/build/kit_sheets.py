"""From a build's files to what the two sheets of the kit tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cimaise.layout.editions import Edition
from cimaise.layout.sheets.lender_sheet import Lent, LentPanel, lent_format, one_line
from cimaise.layout.sheets.printer_sheet import PrintedFile, PrintRun
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.model.paths import profile_file
from cimaise.paint.pdfx import LABELS
from cimaise.resources.profiles import load_profile
from cimaise.typography.markdown import parse

if TYPE_CHECKING:
    from cimaise.build.kit import PanelFile


def print_runs(
    files: Sequence[PanelFile], pictures: Mapping[Path, Path], out: Path
) -> tuple[PrintRun, ...]:
    """The files by format and language, with what the printer profile asks of each run."""
    groups: dict[tuple[str, str], list[PanelFile]] = {}
    for file in files:
        groups.setdefault((file.edition.format_name, file.edition.language), []).append(file)
    runs: list[PrintRun] = []
    for (format_name, spoken), group in groups.items():
        edition, facts = group[0].edition, group[0].facts
        printer = edition.printer
        runs.append(
            PrintRun(
                format_name,
                spoken,
                tuple(_printed(file, pictures, out) for file in group),
                edition.format.trim,
                edition.bleed_mm,
                edition.safe_mm,
                {side: mm for side, mm in edition.format.hidden.model_dump().items() if mm},
                facts["scale"],
                LABELS[facts["pdfx"]],
                printer.condition,
                _profile_name(edition),
                printer.tac_percent,
                printer.marks,
                printer.finishing or "",
            )
        )
    return tuple(runs)


def _printed(file: PanelFile, pictures: Mapping[Path, Path], out: Path) -> PrintedFile:
    facts = file.facts
    return PrintedFile(
        file.pdf.relative_to(out).as_posix(),
        file.panel.number,
        _plain(file.panel.title.get(file.edition.language)),
        pictures.get(file.pdf),
        file.edition.format.trim,
        file.edition.bleed_mm,
        facts["scale"],
        ("CMYK", *facts["spots"]),
        facts["max_ink_percent"],
        tuple(facts["fonts"]),
        facts["smallest_ppi"],
        len(facts.get("preflight", ())),
    )


def _profile_name(edition: Edition) -> str:
    file = profile_file(edition.exhibition.folder, edition.printer.profile)
    return load_profile(file).name if isinstance(file, Path) else edition.printer.profile


def lent(
    exhibition: Exhibition,
    files: Sequence[PanelFile],
    pictures: Mapping[Path, Path],
    language: str,
) -> Lent:
    """The exhibition as one language's lender's sheet tells it."""
    formats = dict.fromkeys(file.edition.format_name for file in files)
    # The format that the exhibition is designed for comes first where it is among them.
    names = sorted(formats, key=lambda name: name != exhibition.format)
    shown = {
        file.panel.number: pictures.get(file.pdf)
        for file in files
        if file.edition.language == language and file.edition.format_name == names[0]
    }
    panels = [panel for panel in exhibition.panels if panel.number in shown]
    subtitle, credits, contact = exhibition.subtitle, exhibition.credits, exhibition.contact
    return Lent(
        _plain(exhibition.title.get(language)),
        _plain(subtitle.get(language)) if subtitle else "",
        tuple(dict.fromkeys(file.edition.language for file in files)),
        tuple(
            LentPanel(
                panel.number,
                _plain(panel.title.get(language)),
                one_line(list(_texts(panel, language))),
                shown[panel.number],
            )
            for panel in panels
        ),
        tuple(lent_format(exhibition, name) for name in names),
        _plain(credits.get(language)) if credits else "",
        _plain(contact.get(language)) if contact else "",
    )


def _texts(panel: Panel, language: str) -> Iterator[str]:
    """What says a panel's content, the shortest first."""
    for text in (panel.subtitle, panel.lead, panel.text):
        if text is not None:
            yield _plain(text.get(language))


def _plain(markdown: str) -> str:
    """The words of a text without their manner."""
    return " ".join(" ".join(block.text.split()) for block in parse(markdown))
