"""Findings of many editions → diagnostics: the same thing is told once, with where it holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from cimaise.checks.cures import cured
from cimaise.checks.findings import Finding
from cimaise.diagnostics import Diagnostic, Figure, Severity

BADNESS = {Severity.ERROR: 2, Severity.WARNING: 1, Severity.INFO: 0}
MOST_PANELS_NAMED = 3


def told_once(
    findings: Iterable[Finding], editions: Sequence[tuple[str, str]]
) -> tuple[Diagnostic, ...]:
    """One diagnostic for each thing wrong, worded as its worst edition words it.

    `editions` are the (format, language) pairs that were looked at.
    """
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for found in findings:
        panel = None if found.shared else found.panel
        key = (found.code, found.span, found.slot, found.key, panel)
        groups.setdefault(key, []).append(found)
    return tuple(_told(group, editions) for group in groups.values())


def of_languages(findings: Iterable[Finding], languages: Collection[str]) -> tuple[Finding, ...]:
    """Those about texts in one of the languages, or about all; everything where none is named."""
    return tuple(
        found
        for found in findings
        if not languages or found.language is None or found.language in languages
    )


def concerns(found: Diagnostic, panels: Collection[str], languages: Collection[str]) -> bool:
    """Whether it is of one of the panels (by label) and languages, or of all."""
    if found.panel is not None and found.panel not in panels:
        return False
    its_own = found.figures.get("languages")
    if not languages or not isinstance(its_own, Sequence):
        return True
    return any(language in its_own for language in languages)


def _told(group: list[Finding], editions: Sequence[tuple[str, str]]) -> Diagnostic:
    worst = max(group, key=lambda found: (BADNESS[found.severity], found.weight))
    figures: dict[str, Figure] = dict(worst.figures)
    hint = worst.hint
    if worst.cure:
        told, cures = cured([found.cure for found in group if found.cure], worst.cure)
        hint = f"{hint}{told}"
        figures |= cures
    tail = ""
    concerned = [
        pair for pair in editions if any(found.edition == "/".join(pair) for found in group)
    ]
    if concerned and len(editions) > 1:
        figures["editions"] = ["/".join(pair) for pair in concerned]
        tail = _where(concerned, editions)
    panel = worst.panel
    if worst.shared:
        panels = sorted({found.panel for found in group if found.panel})
        if len(panels) > 1:
            panel = None
            figures["panels"] = panels
            tail = ", ".join(part for part in (tail, _panels(panels)) if part)
        elif panels:
            tail = ", ".join(part for part in (tail, f"panel {panels[0]}") if part)
    message = f"{worst.message} ({tail})" if tail else worst.message
    return Diagnostic(
        worst.code,
        worst.severity,
        message,
        worst.span,
        panel,
        worst.slot if not worst.shared else None,
        hint,
        figures,
    )


def _panels(panels: Sequence[str]) -> str:
    if len(panels) <= MOST_PANELS_NAMED:
        return f"panels {', '.join(panels)}"
    return f"{len(panels)} panels"


def _where(concerned: Sequence[tuple[str, str]], editions: Sequence[tuple[str, str]]) -> str:
    """`in a3, en`: the formats and languages concerned, where they are not all."""
    if len(concerned) == len(editions):
        return ""
    formats = list(dict.fromkeys(name for name, _ in concerned))
    languages = list(dict.fromkeys(language for _, language in concerned))
    if len(concerned) != len(formats) * len(languages):
        return "in " + ", ".join("/".join(pair) for pair in concerned)
    parts = []
    if len(formats) < len({name for name, _ in editions}):
        parts.append(" and ".join(formats))
    if len(languages) < len({language for _, language in editions}):
        parts.append(" and ".join(languages))
    return "in " + ", ".join(parts)
