"""From a build's files to what the two sheets of the kit tell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import count, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from cimaise.geometry import Rect
from cimaise.layout.editions import Edition
from cimaise.layout.sheets.lender_sheet import Lent, LentPanel, lent_format
from cimaise.layout.sheets.paper import Quoted
from cimaise.layout.sheets.printer_sheet import PrintedFile, PrintRun
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.model.paths import profile_file
from cimaise.model.texts import LocalText
from cimaise.paint.boxes import page_boxes
from cimaise.paint.pdfx import LABELS
from cimaise.paint.press_marks import has_colour_bar
from cimaise.resources.profiles import load_profile
from cimaise.typography.markdown import parse, plain

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
    for (_, spoken), group in groups.items():
        edition, facts = group[0].edition, group[0].facts
        printer = edition.printer
        runs.append(
            PrintRun(
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
                _marks(edition, facts["scale"]),
                printer.finishing or "",
            )
        )
    return tuple(runs)


def _printed(file: PanelFile, pictures: Mapping[Path, Path], out: Path) -> PrintedFile:
    facts = file.facts
    return PrintedFile(
        file.pdf.relative_to(out).as_posix(),
        file.panel.number,
        words_of(file.panel.title, file.edition.language),
        pictures.get(file.pdf),
        ("CMYK", *facts["spots"]),
        facts["max_ink_percent"],
        tuple(facts["fonts"]),
        facts["smallest_ppi"],
        len(facts.get("preflight", ())),
    )


def _marks(edition: Edition, scale: int) -> tuple[str, ...]:
    """What stands around the panels."""
    printer = edition.printer
    trim = Rect(0, 0, *edition.format.trim)
    boxes = page_boxes(trim, edition.bleed_mm, reduction=scale, marks=True)
    marks = ("crop", "registration", "bar") if has_colour_bar(boxes) else ("crop", "registration")
    return (*(marks if printer.marks else ()), *(("slug",) if printer.slug else ()))


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
        words_of(exhibition.title, language),
        words_of(subtitle, language) if subtitle else None,
        tuple(dict.fromkeys(file.edition.language for file in files)),
        tuple(
            LentPanel(
                panel.number,
                words_of(panel.title, language),
                _content(panel, language),
                shown[panel.number],
            )
            for panel in panels
        ),
        tuple(lent_format(exhibition, name) for name in names),
        _addressed(credits, language) if credits else None,
        _addressed(contact, language) if contact else None,
    )


def _content(panel: Panel, language: str) -> Quoted | None:
    """What a panel tells, in a sentence: its subtitle, else what its lead or text begins with."""
    if panel.subtitle is not None:
        return words_of(panel.subtitle, language)
    for text in (panel.lead, panel.text):
        read = _read(text, language) if text is not None else None
        if read:
            return replace(read, text=first_sentence(read.text))
    return None


def first_sentence(text: str) -> str:
    """What stands before the first stop that ends a sentence."""
    for place in count(1):
        at = text.find(". ", place)
        if at < 0:
            break
        # Not behind an initial or a short form: `M. Dupont`, `n. 5`.
        if len(text[:at].rsplit(" ", 1)[-1]) > 2:
            return text[: at + 1]
    return text


def words_of(text: LocalText, language: str) -> Quoted:
    """Plain words, a title or a name, on one line."""
    return Quoted(" ".join(text.get(language).split()), text.language(language))


def _read(text: LocalText, language: str) -> Quoted | None:
    """The words of a Markdown text without their manner; None where it is only marks."""
    words = " ".join(plain(text.get(language)).split())
    return Quoted(words, text.language(language)) if words else None


def _addressed(text: LocalText, language: str) -> Quoted:
    """The words of a Markdown text, with addresses: a link on paper leads nowhere else."""
    words: list[str] = []
    for block in parse(text.get(language)):
        for link, spans in groupby(block.spans, lambda span: span.link):
            said = "".join(span.text for span in spans if not span.superior)
            address = re.sub(r"^(mailto:|https?://)|/$", "", link or "")
            words.append(said if address in said else f"{said} ({address})")
        words.append(" ")
    return Quoted(" ".join("".join(words).split()), text.language(language))
