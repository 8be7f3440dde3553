"""Where a map's problems are gathered while it is read and drawn."""

from __future__ import annotations

from msgspec import Struct, field

from cimaise.diagnostics import Diagnostic
from cimaise.model.problems import Problem
from cimaise.source import Document


class Reporter(Struct):
    """Collects diagnostics, each with its place in the panel's file."""

    document: Document | None
    panel: str | None
    slot: str | None
    found: list[Diagnostic] = field(default_factory=list)

    def add(self, problem: Problem, **figures: float | str | list[str]) -> None:
        """Report a problem; its path starts at the map."""
        span = self.document.span("map", *problem.path) if self.document else None
        self.found.append(
            Diagnostic(
                problem.code,
                problem.severity,
                problem.message,
                span,
                self.panel,
                self.slot,
                problem.hint,
                figures,
            )
        )
