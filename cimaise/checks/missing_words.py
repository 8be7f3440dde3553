"""Words that pictures should have and lack."""

from __future__ import annotations

from collections.abc import Iterator

from cimaise.checks.findings import Finding
from cimaise.diagnostics import Severity
from cimaise.model.panel import Panel


def without(
    code: str, panel: Panel, field: str, wanted: str, *, decorative: bool = True
) -> Iterator[Finding]:
    """A warning per picture whose `field` is not written; of those that decorate, if asked."""
    for at, picture in enumerate(panel.images):
        if getattr(picture, field) is None and (decorative or not picture.decorative):
            yield Finding(
                code,
                Severity.WARNING,
                f"{picture.file} has no {field}",
                panel.span("images", at, "file"),
                None,
                f"write `{field}:` with {wanted}",
                {},
                key=f"images {at}",
            )
