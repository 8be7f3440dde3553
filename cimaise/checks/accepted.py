"""Pictures with too few pixels that comments allow: printed all the same, and told as remarks.

`check` tells of them as `image-low-resolution`, a finished file's preflight by codes of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from cimaise.checks.allowing import allowances_of
from cimaise.diagnostics import Severity, Span
from cimaise.preflight.findings import Findings
from cimaise.source import Document

CODE: Final = "image-low-resolution"
IN_PDF: Final = ("pdf-R0031", "pdf-R0032")


def why_allowed(pictures: Iterable[tuple[Document | None, Span | None]]) -> str:
    """The reasons that comments give for all of these pictures; empty where one has none.

    Each is told by its file and the place where it is named.
    """
    reasons: dict[str, None] = {}
    for document, span in pictures:
        allowed = [
            each.reason
            for each in (allowances_of(document, CODE) if document else ())
            if each.reaches(span)
        ]
        if not allowed:
            return ""
        reasons.setdefault(allowed[0])
    return "; ".join(reasons)


def as_remarks(judged: Findings, why: str) -> Findings:
    """What the preflight found, its errors on pictures' pixels as remarks if there is a reason."""
    if not why:
        return judged
    return replace(
        judged,
        findings=tuple(
            replace(each, severity=Severity.INFO, hint=f"a comment allows it: {why}")
            if each.code in IN_PDF and each.severity is Severity.ERROR
            else each
            for each in judged.findings
        ),
    )
