"""Words that pictures should have and lack."""

from __future__ import annotations

from collections.abc import Iterator

from cimaise.checks.findings import Finding
from cimaise.diagnostics import Severity
from cimaise.model.panel import Panel


def without(code: str, panel: Panel, field: str, wanted: str) -> Iterator[Finding]:
    """A warning per picture whose `field` is not written."""
    for at, picture in enumerate(panel.images):
        if getattr(picture, field) is None:
            yield _finding(
                code, panel, ("images", at), f"{picture.file} has no {field}", field, wanted
            )


def without_alt(code: str, panel: Panel) -> Iterator[Finding]:
    """A warning per picture, logo and map without a description."""
    wanted = "what is to be seen, in a sentence or two"
    yield from without(code, panel, "alt", wanted)
    for at, logo in enumerate(panel.logos):
        if logo.alt is None:
            message = f"logo {logo.file} has no alt"
            yield _finding(code, panel, ("logos", at), message, "alt", "whose logo it is")
    if panel.map is not None and panel.map.alt is None:
        yield _finding(code, panel, ("map",), "the map has no alt", "alt", wanted)


def _finding(
    code: str, panel: Panel, path: tuple[str | int, ...], message: str, field: str, wanted: str
) -> Finding:
    span = panel.key_span("map") if path == ("map",) else panel.span(*path, "file")
    return Finding(
        code,
        Severity.WARNING,
        message,
        span,
        None,
        f"write `{field}:` with {wanted}",
        {},
        key=" ".join(map(str, path)),
    )
