"""What `check` remembers of pages and panels, as bytes for the cache; and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from cimaise.checks.findings import Finding
from cimaise.diagnostics import Severity, Span

Sizes = tuple[tuple[str, float], ...]
"""(role, pt) of roles that shrink."""


class PageResult(Struct, frozen=True):
    """What a page gave: findings and rows."""

    findings: tuple[Finding, ...]
    fits: tuple[Mapping[str, Any], ...]
    images: tuple[Mapping[str, Any], ...]


def page_to_bytes(result: PageResult) -> bytes:
    """A page's result as the cache holds it."""
    findings = [_plain_finding(found) for found in result.findings]
    return json.dumps([findings, result.fits, result.images]).encode()


def _plain_finding(found: Finding) -> dict[str, Any]:
    plain = asdict(found)
    if found.span:
        plain["span"] = {**asdict(found.span), "file": str(found.span.file)}
    return plain


def page_from_bytes(stored: bytes | None) -> PageResult | None:
    """A page's result out of the cache; None where there is none, or none that can be read."""
    if stored is None:
        return None
    try:
        findings, fits, images = json.loads(stored)
        return PageResult(
            tuple(_finding(plain) for plain in findings),
            tuple(fits),
            tuple(images),
        )
    except (ValueError, KeyError, TypeError):
        return None


def sizes_from_bytes(stored: bytes | None) -> Sizes | None:
    """The sizes that a page wants, out of the cache; None as for pages."""
    try:
        if stored is None:
            return None
        return tuple((str(role), float(size)) for role, size in json.loads(stored))
    except (ValueError, TypeError):
        return None


def _finding(plain: Mapping[str, Any]) -> Finding:
    span = plain["span"]
    return Finding(
        **{
            **plain,
            "severity": Severity(plain["severity"]),
            "span": Span(**{**span, "file": Path(span["file"])}) if span else None,
        }
    )


def findings_to_bytes(findings: Sequence[Finding]) -> bytes:
    """A panel's findings as the cache holds them."""
    return json.dumps([_plain_finding(each) for each in findings]).encode()


def findings_from_bytes(stored: bytes | None) -> tuple[Finding, ...] | None:
    """A panel's findings out of the cache; None as for pages."""
    try:
        return None if stored is None else tuple(_finding(plain) for plain in json.loads(stored))
    except (ValueError, KeyError, TypeError):
        return None
