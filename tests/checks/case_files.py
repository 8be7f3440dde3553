"""Cases of `check`: a panel's YAML with the expected findings as comments on the guilty lines.

`# warning[code]: words | words of the hint` at a line's end; several follow each other; `+2` before
the severity points two lines further, into a block text. A line `#### layouts/themes/essai.yaml`
begins another file of the exhibition; the first is panels/01-un.yaml. Nothing else may be found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from cimaise.checks.allowing import judge
from cimaise.checks.codes import ALLOWABLE, REFUSED
from cimaise.checks.engine import check_exhibition, check_page, check_panel
from cimaise.checks.merging import told_once
from cimaise.diagnostics import Diagnostic
from cimaise.layout.editions import Edition
from cimaise.layout.panels import lay_out
from cimaise.model.exhibition import Exhibition
from cimaise.model.layout import Layout
from cimaise.model.panel import Panel
from cimaise.model.theme import Theme
from cimaise.model.validating import validate
from cimaise.source import parse

EXPECTED = re.compile(
    r"#\s*(?:\+(?P<down>\d+)\s+)?(?P<severity>error|warning|info)\[(?P<code>[a-z0-9-]+)\]"
    r"(?::\s*(?P<message>[^#|]*?))?(?:\s*\|\s*(?P<hint>[^#]*?))?\s*(?=#|$)"
)
FIRST = "panels/01-un.yaml"


@dataclass(frozen=True)
class Expected:
    severity: str
    code: str
    file: str
    line: int
    message: str
    hint: str


def parts_of(case: str) -> dict[str, str]:
    """The files that a case holds, by path."""
    parts: dict[str, list[str]] = {FIRST: []}
    name = FIRST
    for line in case.splitlines(keepends=True):
        if line.startswith("#### "):
            name = line[5:].strip()
            parts[name] = []
        else:
            parts[name].append(line)
    return {path: "".join(lines) for path, lines in parts.items() if "".join(lines).strip()}


def expected_in(case: str) -> list[Expected]:
    """What the comments of a case say."""
    return [
        Expected(
            found["severity"],
            found["code"],
            path,
            number + int(found["down"] or 0),
            (found["message"] or "").strip(),
            (found["hint"] or "").strip(),
        )
        for path, text in parts_of(case).items()
        for number, line in enumerate(text.splitlines(), 1)
        for found in EXPECTED.finditer(line)
    ]


def found_in(base: Exhibition, case: str) -> tuple[Diagnostic, ...]:
    """What `check` tells of the base exhibition with the case's files in it."""
    exhibition = _with(base, parts_of(case))
    editions = [
        Edition(exhibition, language, name)
        for name in exhibition.formats
        for language in exhibition.languages
    ]
    findings = [
        found
        for edition in editions
        for laid in lay_out(edition, exhibition.panels)
        for found in check_page(edition, laid)
    ]
    findings += [found for panel in exhibition.panels for found in check_panel(exhibition, panel)]
    findings += check_exhibition(exhibition)
    told = told_once(findings, [(each.format_name, each.language) for each in editions])
    documents = [panel.document for panel in exhibition.panels if panel.document]
    for kind, name in (("exhibition", None), ("theme", "essai"), ("layout", "plain")):
        document = exhibition.document(kind, name)
        if document:
            documents.append(document)
    return judge(told, documents, ALLOWABLE, REFUSED, is_all=True).told


def _with(base: Exhibition, parts: dict[str, str]) -> Exhibition:
    loaded, exhibition = base._loaded, base
    panels: list[Panel] = []
    for path, text in parts.items():
        document, mistakes = parse(text, loaded.folder / path)
        assert document is not None, mistakes
        kind = {"panels": Panel, "themes": Theme, "layouts": Layout}.get(
            Path(path).parent.name, Exhibition
        )
        made, problems = validate(kind, document.data)
        assert made is not None, (path, problems)
        if isinstance(made, Panel):
            slug = Path(path).stem.split("-", 1)[-1]
            panels.append(made.placed(len(panels) + 1, slug, document))
        elif isinstance(made, Exhibition):
            exhibition = made
            loaded = replace(loaded, documents={**loaded.documents, "exhibition": document})
        else:
            shelf = "themes" if isinstance(made, Theme) else "layouts"
            name = Path(path).stem
            documents = {**loaded.documents, f"{shelf[:-1]}:{name}": document}
            things = {**getattr(loaded, shelf), name: made}
            loaded = replace(loaded, documents=documents, **{shelf: things})
    return exhibition.with_loaded(replace(loaded, panels=tuple(panels), numbers=()))


def compared(case: str, found: tuple[Diagnostic, ...], folder: Path) -> Iterator[str]:
    """What was expected and is not there, and what is there and was not expected."""
    left = list(found)
    for wanted in expected_in(case):
        match = next((each for each in left if _is(each, wanted, folder)), None)
        if match is None:
            yield f"not found: {wanted}"
        else:
            left.remove(match)
    for each in left:
        place = f"{each.span.file.name}:{each.span.line}" if each.span else "nowhere"
        yield f"not expected: {each.severity}[{each.code}] at {place}: {each.message} | {each.hint}"


def _is(found: Diagnostic, wanted: Expected, folder: Path) -> bool:
    return (
        found.severity == wanted.severity
        and found.code == wanted.code
        and found.span is not None
        and found.span.file == folder / wanted.file
        and found.span.line == wanted.line
        and wanted.message in found.message
        and wanted.hint in (found.hint or "")
    )
