"""Pages in press inks → a PDF that says what it is: PDF/X-4 where there is a profile."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from cimaise.paint.pdfx import Identity, output_intent, save, write_info, xmp_metadata

# What a screen wants of a document and a press does not.
NOT_FOR_PRESS = (
    "/StructTreeRoot",
    "/MarkInfo",
    "/Outlines",
    "/PageMode",
    "/PageLayout",
    "/ViewerPreferences",
    "/Names",
    "/Dests",
)


def save_for_press(pdf: pikepdf.Pdf, identity: Identity, target: Path) -> None:
    """Write the file, the same bytes for the same pages and identity."""
    for key in NOT_FOR_PRESS:
        if key in pdf.Root:
            del pdf.Root[key]
    seed = hashlib.sha256(repr(identity).encode("utf-8", "surrogatepass"))
    for page in pdf.pages:
        for key in ("/Annots", "/Tabs", "/StructParents", "/CropBox", "/Trans"):
            if key in page.obj:
                del page.obj[key]
        if identity.profile is not None:
            page.obj.Group = Dictionary(
                Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK, I=True, K=False
            )
        contents = page.obj.get("/Contents")
        if isinstance(contents, pikepdf.Array):
            page.contents_coalesce()
        seed.update(page.obj.Contents.read_bytes())
    if identity.profile is not None:
        pdf.Root.OutputIntents = Array([output_intent(pdf, identity, identity.profile)])
    pdf.Root.Lang = String(identity.language)
    pdf.Root.Metadata = pdf.make_stream(
        xmp_metadata(identity, seed.hexdigest()), Type=Name.Metadata, Subtype=Name.XML
    )
    write_info(pdf, identity)
    if "/ID" in pdf.trailer:
        del pdf.trailer["/ID"]
    save(pdf, identity, seed.hexdigest(), target)
