"""The pages as set → booklet-screen.pdf: tagged, PDF/UA-1, sRGB, light, cut at the trim."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from cimaise.booklet.figures import Figure
from cimaise.booklet.painted import forms_of, paint
from cimaise.booklet.placing import place_forms, stamp_pages
from cimaise.booklet.rendering import Rendered
from cimaise.booklet.stamps import Stamp
from cimaise.booklet.streams import with_artefacts
from cimaise.booklet.tags import mend_links, mend_tree
from cimaise.paint.pdfx import PRODUCER
from cimaise.resources.atomic import whole_file
from cimaise.resources.cache import Cache, key_of
from cimaise.resources.prepared import Output

SCREEN_PPI = 150.0


def write_screen_pdf(
    rendered: Rendered,
    figures: Sequence[Figure],
    stamps: Sequence[Stamp],
    target: Path,
    *,
    title: str,
    language: str,
    date: datetime,
    titles: Mapping[str, str],
    page_mm: tuple[float, float],
    zoom: float,
    cache: Cache,
) -> None:
    """Write the edition for the screen. `titles` says in words where each anchor leads.

    Raises InputError for a picture that cannot be used, OSError.
    """
    with pikepdf.open(io.BytesIO(rendered.pdf)) as pdf:
        tree = mend_tree(pdf)
        mend_links(pdf, tree, titles)
        for page in pdf.pages:
            at = page.obj.objgen
            tagged = {number for where, number in tree.tagged if where == at}
            removed = {number for where, number in tree.removed if where == at}
            page.obj.Contents = pdf.make_stream(with_artefacts(page, tagged, removed))
        painted = paint(figures, "srgb", Output(None, SCREEN_PPI), cache, zoom)
        forms = forms_of(pdf, painted)
        place_forms(pdf, forms)
        stamp_pages(pdf, stamps, forms, page_mm[1], zoom, tagged=True)
        for page in pdf.pages:
            trim = page.obj.TrimBox
            for box in ("/BleedBox", "/TrimBox", "/CropBox"):
                if box in page.obj:
                    del page.obj[box]
            page.obj.MediaBox = Array([round(float(edge), 4) for edge in trim])
        _say(pdf, title, language, date, key_of(rendered.pdf))
        with whole_file(target) as part:
            pdf.save(
                part,
                force_version="1.7",
                deterministic_id=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                compress_streams=True,
                recompress_flate=False,
            )


def _say(pdf: pikepdf.Pdf, title: str, language: str, date: datetime, seed: str) -> None:
    pdf.Root.Lang = String(language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageLayout = Name.TwoPageRight
    pdf.Root.PageMode = Name.UseOutlines
    pdf.Root.Metadata = pdf.make_stream(
        _xmp(title, language, date, seed), Type=Name.Metadata, Subtype=Name.XML
    )
    moment = date.strftime("D:%Y%m%d%H%M%S+00'00'")
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(title),
            Creator=String(PRODUCER),
            Producer=String(PRODUCER),
            CreationDate=String(moment),
            ModDate=String(moment),
        )
    )
    if "/ID" in pdf.trailer:
        del pdf.trailer["/ID"]


def _xmp(title: str, language: str, date: datetime, seed: str) -> bytes:
    moment = date.strftime("%Y-%m-%dT%H:%M:%S+00:00")
    document = uuid5(NAMESPACE_URL, f"cimaise:booklet:{title}:{language}")
    instance = uuid5(NAMESPACE_URL, f"cimaise:{seed}")
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <pdfuaid:part>1</pdfuaid:part>
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
   <dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>
   <xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
   <xmp:CreateDate>{moment}</xmp:CreateDate>
   <xmp:ModifyDate>{moment}</xmp:ModifyDate>
   <pdf:Producer>{PRODUCER}</pdf:Producer>
   <xmpMM:DocumentID>uuid:{document}</xmpMM:DocumentID>
   <xmpMM:InstanceID>uuid:{instance}</xmpMM:InstanceID>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()
