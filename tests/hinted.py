"""Whether errors and warnings say what to do about them, in other words than what is wrong."""

from __future__ import annotations

from collections.abc import Iterable

from cimaise.diagnostics import Diagnostic, Severity


def unhinted(found: Iterable[Diagnostic]) -> list[tuple[str, str, str | None]]:
    """Code, message and hint of those that do not; remarks may go without."""
    return [
        (each.code, each.message, each.hint)
        for each in found
        if each.severity is not Severity.INFO and not _says_more(each.message, each.hint or "")
    ]


def unhinted_in(text: str) -> list[str]:
    """The same of a report as text, block by block."""
    told = (each for each in text.split("\n\n") if each.startswith(("error[", "warning[")))
    return [each for each in told if "\nhint: " not in each]


def _says_more(message: str, hint: str) -> bool:
    return bool(hint.strip()) and hint not in message and message not in hint
