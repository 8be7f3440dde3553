"""Rules run: over a page, over a panel, over the exhibition. Findings come out, not yet merged."""

from __future__ import annotations

from msgspec.structs import replace

from cimaise.checks.findings import Finding
from cimaise.checks.layout_findings import layout_findings
from cimaise.checks.registry import EXHIBITION_RULES, PAGE_RULES, PANEL_RULES
from cimaise.checks.subject import PageSubject
from cimaise.layout.editions import Edition
from cimaise.layout.panels import LaidPanel
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel


def check_page(edition: Edition, laid: LaidPanel) -> tuple[Finding, ...]:
    """What layout and the page rules say of one panel of one edition."""
    page = PageSubject(edition, laid)
    by_rules = [found for find in PAGE_RULES.values() for found in find(page)]
    return (
        *layout_findings(page),
        *(replace(each, panel=page.panel.label, edition=page.edition_name) for each in by_rules),
    )


def check_panel(exhibition: Exhibition, panel: Panel) -> tuple[Finding, ...]:
    """What the rules say of a panel's words and files, whatever the format."""
    found = [each for find in PANEL_RULES.values() for each in find(exhibition, panel)]
    return tuple(replace(each, panel=panel.label) for each in found)


def check_exhibition(exhibition: Exhibition) -> tuple[Finding, ...]:
    """What the rules say of all panels together."""
    return tuple(found for find in EXHIBITION_RULES.values() for found in find(exhibition))
