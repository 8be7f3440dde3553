"""What sheets may say of themselves: as much as the pages that they are made of."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pikepdf

from cimaise.paint.pdfx import Identity
from cimaise.preflight.objects import entry, items, name, text
from cimaise.resources.profiles import Profile, profile_from

_PDF_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(\d\d)?)?")
# A date must be given for the file to say when it was made; the clock is never asked.
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


def identity_of(pdf: pikepdf.Pdf, fallback_title: str) -> Identity:
    """Title, date, language of a PDF; PDF/X-4 and its profile where it claims and has them."""
    info = entry(pdf.trailer, "/Info")
    condition, profile, registry = _intent(pdf)
    claims = profile is not None and _claims_x4(pdf)
    return Identity(
        title=text(entry(info, "/Title")) or fallback_title,
        date=_date(text(entry(info, "/CreationDate")) or ""),
        flavour="x-4" if claims else None,
        condition=condition,
        profile=profile if claims else None,
        language=text(entry(pdf.Root, "/Lang")) or "und",
        registry=registry,
    )


def _intent(pdf: pikepdf.Pdf) -> tuple[str, Profile | None, str]:
    for intent in items(entry(pdf.Root, "/OutputIntents")):
        stream = entry(intent, "/DestOutputProfile")
        if name(entry(intent, "/S")) == "GTS_PDFX" and isinstance(stream, pikepdf.Stream):
            try:
                profile = profile_from(stream.read_bytes())
            except (ValueError, pikepdf.PdfError):
                continue
            if profile.space == "CMYK":
                condition = text(entry(intent, "/OutputConditionIdentifier")) or "Custom"
                return condition, profile, text(entry(intent, "/RegistryName")) or ""
    return "Custom", None, ""


def _claims_x4(pdf: pikepdf.Pdf) -> bool:
    metadata = entry(pdf.Root, "/Metadata")
    if not isinstance(metadata, pikepdf.Stream):
        return False
    try:
        said = metadata.read_bytes()
    except pikepdf.PdfError:
        return False
    return re.search(rb"GTS_PDFXVersion\W{1,4}PDF/X-4\b", said) is not None


def _date(written: str) -> datetime:
    found = _PDF_DATE.match(written)
    if not found:
        return UNDATED
    year, month, day, hour, minute, second = (
        int(part or least)
        for part, least in zip(found.groups()[:6], (1, 1, 1, 0, 0, 0), strict=True)
    )
    shift = timedelta(hours=int(found[8] or 0), minutes=int(found[9] or 0))
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        return moment + shift if found[7] == "-" else moment - shift
    except (ValueError, OverflowError):
        return UNDATED
