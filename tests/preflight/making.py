"""Makes small PDF/X-4 files that are right in every way, but for what a test changes.

The sheet is 400 × 400 pt, the bleed 320 pt, the trim 292 pt square, from 54 pt.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import reportlab
from fontTools import subset
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

ROOT = Path(__file__).parents[2]
ICC = ROOT / "cimaise" / "data" / "icc"
TRIM = [54, 54, 346, 346]
BLEED = [40, 40, 360, 360]
MEDIA = [0, 0, 400, 400]

GOOD = "/Over gs 0 0 0 1 k BT /F1 14 Tf 80 300 Td (Vera) Tj ET"
Edit = Callable[[Pdf, Dictionary], None]

XMP = {
    "dc:title": "A sheet",
    "xmp:CreateDate": "2026-01-02T03:04:05+01:00",
    "xmp:ModifyDate": "2026-01-02T03:04:05+01:00",
    "xmp:MetadataDate": "2026-01-02T03:04:05+01:00",
    "xmp:CreatorTool": "Tests",
    "pdf:Producer": "pikepdf",
    "pdf:Trapped": "False",
    "pdfxid:GTS_PDFXVersion": "PDF/X-4",
    "xmpMM:DocumentID": "uuid:1",
    "xmpMM:VersionID": "1",
    "xmpMM:RenditionClass": "default",
}
INFO = {
    "Title": "A sheet",
    "CreationDate": "D:20260102030405+01'00'",
    "ModDate": "D:20260102020405Z",
    "Creator": "Tests",
    "Producer": "pikepdf",
    "Trapped": "False",
}
_SPACES = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
    'xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" '
    'xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"'
)


@dataclass(frozen=True)
class Draft:
    """A good sheet with another content, edits of its objects, or other metadata."""

    content: str = GOOD
    edits: tuple[Edit, ...] = ()
    xmp: Mapping[str, str | None] = field(default_factory=dict)
    info: Mapping[str, str | None] = field(default_factory=dict)
    pages: int = 1
    version: str = "1.6"
    locked: bool = False
    patch: Callable[[bytes], bytes] = bytes

    def write(self, path: Path) -> Path:
        """Write the file."""
        with Pdf.new() as pdf:
            for _ in range(self.pages):
                pdf.add_blank_page(page_size=(400, 400))
            for page in pdf.pages:
                _fill_page(pdf, page.obj, self.content)
            _add_document_level(pdf, {**INFO, **self.info}, {**XMP, **self.xmp})
            for edit in self.edits:
                edit(pdf, pdf.pages[-1].obj)
            pdf.save(
                path,
                # Under an older version, encryption would be dropped without a word.
                force_version="" if self.locked else self.version,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
                deterministic_id=not self.locked,
                compress_streams=False,
                encryption=pikepdf.Encryption(owner="x", user="") if self.locked else False,
            )
        if self.patch is not bytes:
            path.write_bytes(self.patch(path.read_bytes()))
        return path


def _fill_page(pdf: Pdf, page: Dictionary, content: str) -> None:
    page.MediaBox, page.BleedBox, page.TrimBox = Array(MEDIA), Array(BLEED), Array(TRIM)
    page.Contents = Stream(pdf, content.encode("latin-1"))
    cmyk = icc_stream(pdf, "ISOcoated_v2_300_bas", 4)
    tint = pdf.make_indirect(
        Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[0, 0.6, 1, 0], N=1)
    )
    page.Resources = Dictionary(
        Font=Dictionary(F1=pdf.make_indirect(font(pdf))),
        ExtGState=Dictionary(
            Over=Dictionary(OP=True, op=True, OPM=1),
            Over0=Dictionary(OP=True, op=True, OPM=0),
            Knock=Dictionary(OP=False, op=False, OPM=0),
        ),
        ColorSpace=Dictionary(
            Orange=Array([Name.Separation, Name.Orange, Name.DeviceCMYK, tint]),
            SpotK=Array([Name.Separation, Name.Black, Name.DeviceCMYK, tint]),
            All=Array([Name.Separation, Name.All, Name.DeviceCMYK, tint]),
            IccCmyk=Array([Name.ICCBased, cmyk]),
            IccRgb=Array([Name.ICCBased, icc_stream(pdf, "sRGB", 3)]),
            IccGray=Array([Name.ICCBased, gray_profile(pdf)]),
            Lab=Array([Name.Lab, Dictionary(WhitePoint=[0.9642, 1, 0.8249])]),
            CalRgb=Array([Name.CalRGB, Dictionary(WhitePoint=[0.9642, 1, 0.8249])]),
            OnRgb=Array([Name.Separation, Name.Orange, Name.DeviceRGB, tint]),
        ),
        XObject=Dictionary(),
    )


def _add_document_level(pdf: Pdf, info: Mapping[str, str | None], xmp: Mapping[str, str | None]):
    for key, value in info.items():
        if value is not None:
            pdf.docinfo[f"/{key}"] = Name("/" + value) if key == "Trapped" else String(value)
    title = xmp.get("dc:title")
    body = "".join(
        f"<{key}>{value}</{key}>" for key, value in xmp.items() if value and key != "dc:title"
    )
    if title:
        body += (
            f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
        )
    packet = f'<rdf:RDF {_SPACES}><rdf:Description rdf:about="">{body}</rdf:Description></rdf:RDF>'
    pdf.Root.Metadata = pdf.make_stream(packet.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.OutputIntents = Array([intent(pdf)])


def intent(pdf: Pdf, profile: str = "ISOcoated_v2_300_bas", components: int = 4) -> Dictionary:
    """A GTS_PDFX output intent."""
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String("FOGRA39"),
        RegistryName=String("http://www.color.org"),
        Info=String("Coated FOGRA39"),
        DestOutputProfile=icc_stream(pdf, profile, components),
    )


@cache
def _packed(name: str) -> bytes:
    return zlib.compress((ICC / f"{name}.icc").read_bytes(), 1)


def icc_stream(pdf: Pdf, name: str, components: int) -> Stream:
    """A profile of the package's data as a stream."""
    return pdf.make_stream(_packed(name), N=components, Filter=Name.FlateDecode)


def gray_profile(pdf: Pdf) -> Stream:
    """The head of a gray profile: enough to be told from others."""
    head = bytearray(128)
    head[8], head[12:16], head[16:20], head[36:40] = 2, b"mntr", b"GRAY", b"acsp"
    return pdf.make_stream(bytes(head), N=1)


@cache
def _vera() -> bytes:
    path = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    options = subset.Options(glyph_names=False, hinting=False)
    out = BytesIO()
    with subset.load_font(str(path), options) as face:
        reducer = subset.Subsetter(options)
        reducer.populate(text="Vera ")
        reducer.subset(face)
        face.save(out)
    return out.getvalue()


def font(pdf: Pdf, name: str = "ABCDEF+Vera", *, embedded: bool = True) -> Dictionary:
    """A simple TrueType font of five letters, each half an em wide."""
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/" + name),
        Flags=32,
        FontBBox=[0, -200, 1000, 800],
        ItalicAngle=0,
        Ascent=800,
        Descent=-200,
        CapHeight=700,
        StemV=80,
    )
    if embedded:
        data = _vera()
        descriptor.FontFile2 = pdf.make_stream(data, Length1=len(data))
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.TrueType,
        BaseFont=Name("/" + name),
        FirstChar=32,
        LastChar=126,
        Widths=Array([500] * 95),
        Encoding=Name.WinAnsiEncoding,
        FontDescriptor=pdf.make_indirect(descriptor),
    )


def image(
    width: int, height: int, space: str = "DeviceCMYK", *, bits: int = 8, stencil: bool = False
) -> Edit:
    """Adds the image `Im`, all zeros, in a device space or one of the page's resources."""

    def edit(pdf: Pdf, page: Dictionary) -> None:
        local = page.Resources.ColorSpace.get("/" + space)
        count = {"DeviceCMYK": 4, "IccCmyk": 4, "DeviceRGB": 3, "IccRgb": 3, "CalRgb": 3, "Lab": 3}
        row = (width * bits * count.get(space, 1) + 7) // 8
        made = pdf.make_stream(
            zlib.compress(bytes(row * height)),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=width,
            Height=height,
            BitsPerComponent=bits,
            Filter=Name.FlateDecode,
        )
        if stencil:
            made.ImageMask = True
        else:
            made.ColorSpace = Name("/" + space) if local is None else local
        page.Resources.XObject.Im = made

    return edit


def resource(category: str, key: str, make: Callable[[Pdf], object]) -> Edit:
    """Adds a resource to the page."""

    def edit(pdf: Pdf, page: Dictionary) -> None:
        if f"/{category}" not in page.Resources:
            page.Resources[f"/{category}"] = Dictionary()
        page.Resources[f"/{category}"][f"/{key}"] = make(pdf)

    return edit


def form(content: str, **entries: object) -> Callable[[Pdf], Stream]:
    """A form XObject over the whole sheet; it uses the page's resources."""
    return lambda pdf: pdf.make_stream(
        content.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=MEDIA, **entries
    )


def layer(*, on: bool, **configuration: object) -> Edit:
    """Adds a layer `L` that content may be marked with."""

    def edit(pdf: Pdf, page: Dictionary) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Layer 1")))
        page.Resources.Properties = Dictionary(L=group)
        default = Dictionary(Name=String("Default"), Order=[group], **configuration)
        default["/ON" if on else "/OFF"] = Array([group])
        pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=default)

    return edit
