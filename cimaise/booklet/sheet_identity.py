"""What sheets may say of themselves: as much as the pages that they are made of."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pikepdf
from pikepdf import Name

from cimaise.paint.pdfx import Identity
from cimaise.resources.profiles import Profile, profile_from

_PDF_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(\d\d)?)?")
# A date must be given for the file to say when it was made; the clock is never asked.
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)


def identity_of(pdf: pikepdf.Pdf, fallback_title: str) -> Identity:
    """Title, date, language of a PDF; PDF/X-4 and its profile where it claims and has them."""
    info = pdf.trailer.get("/Info", pikepdf.Dictionary())
    title = str(info.get("/Title", "")) or fallback_title
    condition, profile, registry = _intent(pdf)
    claims = profile is not None and _claims_x4(pdf)
    return Identity(
        title=title,
        date=_date(str(info.get("/CreationDate", ""))),
        flavour="x-4" if claims else None,
        condition=condition,
        profile=profile if claims else None,
        language=str(pdf.Root.get("/Lang", "")) or "und",
        registry=registry,
    )


def _intent(pdf: pikepdf.Pdf) -> tuple[str, Profile | None, str]:
    for intent in pdf.Root.get("/OutputIntents", []):
        if intent.get("/S") == Name.GTS_PDFX and "/DestOutputProfile" in intent:
            try:
                profile = profile_from(intent.DestOutputProfile.read_bytes())
            except (ValueError, pikepdf.PdfError):
                continue
            if profile.space == "CMYK":
                condition = str(intent.get("/OutputConditionIdentifier", "Custom"))
                return condition, profile, str(intent.get("/RegistryName", ""))
    return "Custom", None, ""


def _claims_x4(pdf: pikepdf.Pdf) -> bool:
    metadata = pdf.Root.get("/Metadata")
    if not isinstance(metadata, pikepdf.Stream):
        return False
    return re.search(rb"GTS_PDFXVersion\W{1,4}PDF/X-4\b", metadata.read_bytes()) is not None


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
