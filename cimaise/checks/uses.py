"""Where a spelling stands, and the finding that it is another one elsewhere."""

from __future__ import annotations

from msgspec import Struct

from cimaise.checks.findings import Finding
from cimaise.diagnostics import Severity, Span


class Use(Struct, frozen=True):
    """A spelling where it stands."""

    spelling: str
    panel: str
    span: Span | None
    at: tuple[float, float] | None = None


def finding_at(
    code: str, message: str, use: Use, hint: str, key: str, language: str | None = None
) -> Finding:
    """A warning where the spelling stands."""
    return Finding(
        code,
        Severity.WARNING,
        message,
        use.span,
        None,
        hint,
        {},
        key=key,
        panel=use.panel,
        language=language,
    )
