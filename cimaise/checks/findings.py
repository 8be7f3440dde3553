"""What a rule yields: a diagnostic of one edition, and what makes it the same as another one's."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from cimaise.checks.cures import Cure
from cimaise.diagnostics import Diagnostic, Figure, Severity, Span


class Finding(Struct, frozen=True):
    """One thing wrong in one edition of one panel; `told_once` makes diagnostics of them.

    Two findings of a code are the same where place, slot and `key` are. `weight` says which of
    them is worst. With `shared` the place is in no panel's file: all panels' findings are one.
    """

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    slot: str | None = None
    hint: str | None = None
    figures: Mapping[str, Figure] = field(default_factory=dict)
    key: str = ""
    weight: float = 0.0
    shared: bool = False
    cure: Cure | None = None
    """What `hint` leaves to be told of all editions together."""
    panel: str | None = None
    """The panel's label, written by the engine."""
    edition: str | None = None
    """`a3/fr`, written by the engine; None where every edition is concerned."""
    language: str | None = None
    """Of the text that it is about; None where all languages are concerned."""

    @classmethod
    def of(cls, found: Diagnostic) -> Finding:
        """What a diagnostic says; what makes it the same as another one's is to be added."""
        return cls(
            found.code,
            found.severity,
            found.message,
            found.span,
            found.slot,
            found.hint,
            found.figures,
            panel=found.panel,
        )
