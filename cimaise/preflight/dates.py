"""Dates of PDF and of XMP, compared as instants."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

_PDF_DATE: Final = re.compile(
    r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z.*|([-+])(\d\d)'?(\d\d)?'?)?$"
)


def same_instant(pdf_date: str, xmp_date: str) -> bool:
    """Whether a PDF date (`D:2026…`) and an XMP date (ISO 8601) mean the same second."""
    first, second = _of_pdf(pdf_date), _of_xmp(xmp_date)
    return first is not None and first == second


def _of_pdf(written: str) -> datetime | None:
    found = _PDF_DATE.match(written.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second, sign, off_hours, off_minutes = found.groups()
    zone = f"{sign}{off_hours}:{off_minutes or '00'}" if sign else "+00:00"
    date = f"{year}-{month or '01'}-{day or '01'}"
    return _of_xmp(f"{date}T{hour or '00'}:{minute or '00'}:{second or '00'}{zone}")


def _of_xmp(written: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    return found.astimezone(UTC).replace(microsecond=0)
