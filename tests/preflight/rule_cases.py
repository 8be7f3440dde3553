"""For every rule, files that break it and files that just do not, most of them at its limit."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from preflight.making import (
    GOOD,
    TRIM,
    Draft,
    Edit,
    font,
    form,
    icc_stream,
    image,
    intent,
    layer,
    resource,
)

GOOD_SHEET = Draft()


@dataclass(frozen=True)
class Case:
    """Files that break a rule and files that do not, and how they are judged."""

    breaking: tuple[Draft, ...]
    passing: tuple[Draft, ...]
    profile: str = "sheetfed"
    asked: dict[str, Any] = field(default_factory=dict)


def text(paint: str, size: float, *, knock: bool = False, extra: str = "") -> Draft:
    """A word in a colour at a size."""
    state = "/Knock gs" if knock else "/Over gs"
    return Draft(f"{state} {paint} {extra} BT /F1 {size} Tf 80 300 Td (Vera) Tj ET")


def drawn(content: str, *edits: Edit) -> Draft:
    """The good sheet and something more on it."""
    return Draft(f"{GOOD}\n{content}", edits)


def stroke(paint: str, width: float, state: str = "/Knock") -> Draft:
    """A line of 100 pt."""
    return drawn(f"{state} gs {paint} {width} w 80 200 m 180 200 l S")


def bar(paint: str, height: float, state: str = "/Knock") -> Draft:
    """A filled rectangle 100 pt wide."""
    return drawn(f"{state} gs {paint} 80 200 100 {height} re f")


def placed(edit: Edit, inches: float = 1.0) -> Draft:
    """An image on a square."""
    side = 72 * inches
    return drawn(f"q {side} 0 0 {side} 80 100 cm /Im Do Q", edit)


def state(**entries: object) -> Draft:
    """A graphics state dictionary in use."""
    return drawn("/Gs gs", resource("ExtGState", "Gs", lambda _: Dictionary(**entries)))


def page(**boxes: object) -> Draft:
    """Entries set on the last page."""

    def edit(_: Pdf, dictionary: Dictionary) -> None:
        for key, value in boxes.items():
            dictionary["/" + key] = value

    return Draft(edits=(edit,))


def pages(**boxes: object) -> Draft:
    """The same on the last of two pages."""
    return Draft(edits=page(**boxes).edits, pages=2)


def without(key: str) -> Edit:
    """Removes an entry of the page."""

    def edit(_: Pdf, dictionary: Dictionary) -> None:
        del dictionary["/" + key]

    return edit


def root(key: str, make: Any) -> Draft:
    """An entry set in the catalogue."""

    def edit(pdf: Pdf, _: Dictionary) -> None:
        pdf.Root["/" + key] = make(pdf)

    return Draft(edits=(edit,))


def remove_xmp(pdf: Pdf, _: Dictionary) -> None:
    del pdf.Root.Metadata


WITHOUT_XMP = Draft(edits=(remove_xmp,))


def intents(*made: Any) -> Draft:
    """Other output intents."""
    return root("OutputIntents", lambda pdf: Array([make(pdf) for make in made]))


def plain_intent(pdf: Pdf, **changes: Any) -> Dictionary:
    """The good intent with entries changed, or removed where None."""
    made = intent(pdf)
    for key, value in changes.items():
        if value is None:
            del made["/" + key]
        else:
            made["/" + key] = value
    return made


def annotation(subtype: str, rect: list[float], **more: object) -> Draft:
    """An annotation on the page."""
    return page(
        Annots=Array([Dictionary(Type=Name.Annot, Subtype=Name("/" + subtype), Rect=rect, **more)])
    )


def lzw(content: bytes) -> bytes:
    """LZW data in 9-bit literals, the table cleared before it would grow to ten bits."""
    codes: list[int] = []
    for at in range(0, len(content), 200):
        codes += [256, *content[at : at + 200]]
    bits = "".join(f"{code:09b}" for code in [*codes, 257])
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def contents(data: bytes, filter_: Name) -> Draft:
    """The page's content as a filtered stream."""

    def edit(pdf: Pdf, dictionary: Dictionary) -> None:
        dictionary.Contents = pdf.make_stream(data, Filter=filter_)

    return Draft(edits=(edit,))


def renamed(base: str, *, embedded: bool = True) -> Draft:
    """The text in a font of another name."""
    return Draft(edits=(resource("Font", "F1", lambda pdf: font(pdf, base, embedded=embedded)),))


def group(space: Name | None) -> Any:
    """A form that is a transparency group."""
    made = Dictionary(S=Name.Transparency)
    if space is not None:
        made.CS = space
    return form("0 0 0 0.5 k 80 80 50 50 re f", Group=made)


def soft_mask(space: Name, kind: Name = Name.Luminosity) -> Draft:
    """A soft mask whose group blends in a space."""

    def make(pdf: Pdf) -> Dictionary:
        inner = form("0.5 g 80 80 90 90 re f", Group=Dictionary(S=Name.Transparency, CS=space))
        return Dictionary(SMask=Dictionary(S=kind, G=inner(pdf)))

    return drawn("q /Mask gs 80 80 90 90 re f Q", resource("ExtGState", "Mask", make))


def xobject(make: Any) -> Draft:
    """A form or image in use."""
    return drawn("/Fm Do", resource("XObject", "Fm", make))


def image_with(**entries: object) -> Draft:
    """A CMYK image of 300 ppi with more entries."""

    def edit(pdf: Pdf, dictionary: Dictionary) -> None:
        image(300, 300)(pdf, dictionary)
        for key, value in entries.items():
            dictionary.Resources.XObject.Im["/" + key] = value

    return placed(edit)


def indexed(base: Name) -> Draft:
    """A bar in the first of two colours of a palette, overprinting."""
    last = 1
    colours = String(bytes((last + 1) * (4 if base == Name.DeviceCMYK else 1)))
    palette = resource("ColorSpace", "Of2", lambda _: Array([Name.Indexed, base, last, colours]))
    return drawn("/Over gs /Of2 cs 0 scn 80 200 100 30 re f", palette)


def full_ink(side_mm: float) -> Draft:
    """A square of 400 % ink: 15 mm of paper hold 320 % where its side is 13.4 mm."""
    side = side_mm * 72 / 25.4
    return drawn(f"1 1 1 1 k 100 100 {side:.3f} {side:.3f} re f")


def x1a(draft: Draft = GOOD_SHEET, **info: str | None) -> Draft:
    """A draft as PDF/X-1a:2003."""
    return Draft(
        draft.content,
        draft.edits,
        {**draft.xmp, "pdfxid:GTS_PDFXVersion": None},
        {"GTS_PDFXVersion": "PDF/X-1a:2003", **draft.info, **info},
        draft.pages,
        "1.4" if draft.version == "1.6" else draft.version,
    )


X1A = {"flavour": "x-1a"}
LARGE = "large-format"
UNUSED_RGB = resource("XObject", "Unused", form("1 0 0 rg 80 80 9 9 re f"))

CASES: dict[str, Case] = {
    "pdf-R0001": Case((Draft(xmp={"pdfxid:GTS_PDFXVersion": "PDF/X-3"}),), (GOOD_SHEET,)),
    "pdf-R0002": Case((page(UserUnit=2),), (GOOD_SHEET,)),
    "pdf-R0003": Case(
        (page(CropBox=Array([0, 0, 399.9, 400])),), (page(CropBox=Array([0, 0, 400, 400])),)
    ),
    "pdf-R0004": Case(
        (pages(TrimBox=Array([54, 54, 345, 346])), pages(Rotate=90)),
        (pages(TrimBox=Array([55, 54, 347, 346])), pages(Rotate=360)),
    ),
    "pdf-R0005": Case(
        (Draft("0 0 0 1 k 0 0 39 39 re f"), Draft(""), Draft("q 0 0 5 5 re W n 80 80 9 9 re f Q")),
        (GOOD_SHEET, Draft("0 0 0 1 k 0 0 41 41 re f")),
    ),
    "pdf-R0007": Case(
        (text("0 0 0 0 k", 20), text("/Orange cs 0 scn", 20)),
        (text("0 0 0 0 k", 20, knock=True), text("0 0 0 0.01 k", 20)),
    ),
    "pdf-R0008": Case(
        (bar("0 0 0 0 k", 20, "/Over"), stroke("0 0 0 0 K", 3, "/Over")),
        (bar("0 0 0 0 k", 20), bar("0 0 0 0.01 k", 20, "/Over")),
    ),
    "pdf-R0009": Case(
        (
            text("0 0 0 1 k", 11.9, knock=True),
            Draft("/Over0 gs 0 0 0 1 k BT /F1 9 Tf 80 300 Td (Vera) Tj ET"),
            text("/SpotK cs 1 scn", 11.9, knock=True),
        ),
        (
            text("0 0 0 1 k", 12, knock=True),
            text("0 0 0 1 k", 11.9),
            text("0 0 0 0.9 k", 11.9, knock=True),
            text("0 g", 11.9, knock=True),
            # The mode counts for CMYK alone: a spot ink overprints or does not.
            Draft("/Over0 gs /SpotK cs 1 scn BT /F1 9 Tf 80 300 Td (Vera) Tj ET"),
        ),
    ),
    "pdf-R0010": Case(
        (
            stroke("0 0 0 1 K", 1.99),
            bar("0 0 0 1 k", 1.99),
            stroke("0 0 0 1 K", 1, "/Over0"),
            stroke("/SpotK CS 1 SCN", 1.99),
        ),
        (
            stroke("0 0 0 1 K", 2),
            bar("0 0 0 1 k", 2),
            stroke("0 0 0 1 K", 1, "/Over"),
            stroke("0 0 0 0.9 K", 1),
            stroke("0 G", 1),
            stroke("/SpotK CS 1 SCN", 1, "/Over0"),
        ),
    ),
    "pdf-R0011": Case((text("0 g", 11.9, knock=True),), (text("0 g", 12, knock=True),)),
    "pdf-R0012": Case(
        (stroke("0 G", 1.99), bar("0.5 g", 1.99)),
        (stroke("0 G", 2), bar("0.5 g", 2), drawn("0.5 g 80 80 m 120 160 l 160 80 l f")),
    ),
    "pdf-R0013": Case(
        (bar("0.5 g", 30, "/Over"), indexed(Name.DeviceGray)),
        (bar("0.5 g", 30), indexed(Name.DeviceCMYK), bar("0 0 0 0.5 k", 30, "/Over")),
    ),
    "pdf-R0014": Case((renamed("Courier"), renamed("ABCDEF+Courier")), (renamed("Courier-Bold"),)),
    "pdf-R0015": Case(
        (text("0.66 0.65 0.65 0.85 k", 20),),
        (text("0.65 0.65 0.65 0.85 k", 20), text("0.9 0.9 0.9 0.84 k", 20)),
    ),
    "pdf-R0016": Case(
        (
            text("0 0 0 0 k", 7.99, knock=True),
            text("0 0 0 0 k", 15.9, knock=True, extra="0.5 0 0 0.5 40 150 cm"),
            text("1 g", 7.9, knock=True),
        ),
        (
            text("0 0 0 0 k", 8, knock=True),
            Draft("/Knock gs 0 0 0 0 k BT /F1 1 Tf 0 8 -8 0 80 200 Tm (Vera) Tj ET"),
        ),
    ),
    "pdf-R0017": Case(
        (text("0 0.01 0 0.7 k", 7.99),), (text("0 0.01 0 0.7 k", 8), text("0 0 0 0.7 k", 7.99))
    ),
    "pdf-R0018": Case(
        (
            stroke("0 0 0 0 K", 0.24),
            bar("0 0 0 0 k", 0.24),
            drawn("0 0 0 0 k q 0.1 0 0 0.1 0 0 cm 800 900 m 900 900 l 900 902 l 800 902 l f Q"),
        ),
        (stroke("0 0 0 0 K", 0.25), bar("0 0 0 0 k", 0.25)),
    ),
    "pdf-R0019": Case(
        (stroke("1 1 0 0 K", 0.24), bar("1 1 0 0 k", 0.24)),
        (stroke("1 1 0 0 K", 0.25), stroke("1 0 0 0 K", 0.1), bar("1 1 0 0 k", 0.25)),
    ),
    "pdf-R0020": Case((bar("/Orange cs 1 scn", 30),), (bar("/SpotK cs 1 scn", 30),)),
    "pdf-R0024": Case(
        (bar("/All cs 1 scn", 30),), (drawn("/All cs 1 scn 5 5 30 30 re f"), GOOD_SHEET)
    ),
    "pdf-R0026": Case(
        (bar("0.85 0.8 0.8 0.8 k", 60), full_ink(13.6)),
        (
            bar("0.8 0.8 0.8 0.8 k", 60),
            full_ink(13.2),
            drawn("1 1 1 1 k 150 150 20 20 re f"),
            drawn("1 1 1 1 k 0 0 39 400 re f"),
        ),
    ),
    "pdf-R0027": Case(
        (
            bar("1 0 0 rg", 30),
            bar("/IccCmyk cs 1 0 0 0 scn", 30),
            bar("/Lab cs 50 0 0 scn", 30),
            bar("/OnRgb cs 1 scn", 30),
            placed(image(300, 300, "IccRgb")),
        ),
        (
            drawn("0.5 g 90 90 9 9 re f 1 0 0 0 k 80 80 9 9 re f", UNUSED_RGB),
            bar("/SpotK cs 1 scn", 30),
            drawn("1 0 0 rg 5 5 30 30 re f"),
        ),
    ),
    "pdf-R0028": Case(
        (
            placed(image(300, 300, "DeviceRGB")),
            placed(image(300, 300, "IccCmyk")),
            placed(image(300, 300, "IccGray")),
            bar("/IccRgb cs 1 0 0 scn", 30),
        ),
        (placed(image(300, 300, "IccRgb")), placed(image(300, 300, "Lab")), bar("0 1 0 0 k", 30)),
        "sheetfed-rgb",
    ),
    "pdf-R0029": Case(
        (
            placed(image(300, 300, "DeviceRGB")),
            placed(image(300, 300, "IccGray")),
            bar("/IccCmyk cs 1 0 0 0 scn", 30),
            bar("/CalRgb cs 1 0 0 scn", 30),
            bar("1 0 0 rg", 30),
        ),
        (
            placed(image(300, 300, "IccRgb")),
            placed(image(300, 300, "IccCmyk")),
            bar("/IccRgb cs 1 0 0 scn", 30),
            bar("/Lab cs 50 0 0 scn", 30),
        ),
        LARGE,
    ),
    "pdf-R0030": Case(
        (
            xobject(group(Name.DeviceRGB)),
            xobject(group(Name.DeviceGray)),
            page(Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)),
            soft_mask(Name.DeviceRGB),
            soft_mask(Name.DeviceGray, Name.Alpha),
        ),
        (xobject(group(Name.DeviceCMYK)), xobject(group(None)), soft_mask(Name.DeviceGray)),
    ),
    "pdf-R0031": Case(
        (
            placed(image(149, 200)),
            placed(image(224, 300)),
            placed(image(300, 224, "DeviceGray")),
            placed(image(17, 300)),
        ),
        (placed(image(225, 225)), placed(image(16, 300)), placed(image(224, 224), 0.99)),
    ),
    "pdf-R0032": Case(
        (
            placed(image(549, 600, "DeviceGray", bits=1)),
            placed(image(799, 799, bits=1, stencil=True)),
            placed(image(17, 17, bits=1, stencil=True)),
        ),
        (
            placed(image(800, 800, "DeviceGray", bits=1)),
            placed(image(16, 16, bits=1, stencil=True)),
        ),
    ),
    "pdf-R0035": Case(
        (
            intents(lambda pdf: intent(pdf, "sRGB", 3)),
            intents(),
            intents(lambda pdf: plain_intent(pdf, DestOutputProfile=None, RegistryName=None)),
        ),
        (GOOD_SHEET, intents(lambda pdf: plain_intent(pdf, DestOutputProfile=None))),
    ),
    "pdf-R0036": Case((Draft(edits=(layer(on=False),)),), (Draft(edits=(layer(on=True),)),), LARGE),
    "pdf-R0037": Case((page(UserUnit=5),), (page(UserUnit=10), GOOD_SHEET), LARGE, {"scale": 10}),
    "pdf-too-complex": Case(
        (contents(zlib.compress(bytes(65 << 20), 1), Name.FlateDecode),),
        (contents(zlib.compress(GOOD.encode()), Name.FlateDecode),),
    ),
    "pdf-ink-limit": Case(
        (text("0.8 0.8 0.8 0.7 k", 30),),
        (text("0.8 0.8 0.8 0.6 k", 30), drawn("/All cs 1 scn 5 5 30 30 re f")),
        LARGE,
        {"max_ink": 3.0, "separations": False},
    ),
    "pdf-x4-header": Case((Draft(version="1.7"),), (GOOD_SHEET, Draft(version="1.5"))),
    "pdf-x4-syntax": Case(
        (
            drawn("(ten) w"),
            drawn("/Nothing Do"),
            drawn("/Fm Do", resource("XObject", "Fm", form("/Fm Do"))),
        ),
        (GOOD_SHEET, drawn("BX 1 2 unheard-of EX")),
    ),
    "pdf-x4-encryption": Case((Draft(locked=True),), (GOOD_SHEET,)),
    "pdf-x4-trailer-id": Case(
        (Draft(patch=lambda data: data.replace(b"/ID [", b"/XD [")),), (GOOD_SHEET,)
    ),
    "pdf-x4-metadata": Case(
        (
            Draft(info={"Title": "Another"}),
            Draft(xmp={"dc:title": None}),
            Draft(xmp={"dc:title": None}, info={"Title": None}),
            Draft(info={"ModDate": "D:20260102030406+01'00'"}),
            WITHOUT_XMP,
            # pikepdf would mend it, were it there before the file was saved.
            Draft(patch=lambda data: data.replace(b"<rdf:RDF ", b"<!DOCTYPE", 1)),
        ),
        (GOOD_SHEET, Draft(info={"Title": None, "Producer": None})),
    ),
    "pdf-x4-trapped": Case(
        (
            Draft(info={"Trapped": "Unknown"}),
            Draft(xmp={"pdf:Trapped": "True"}),
            Draft(xmp={"pdf:Trapped": None}),
        ),
        (GOOD_SHEET, Draft(info={"Trapped": "True"}, xmp={"pdf:Trapped": "True"})),
    ),
    "pdf-x4-version": Case((Draft(xmp={"pdfxid:GTS_PDFXVersion": "PDF/X-4p"}),), (GOOD_SHEET,)),
    "pdf-x4-document-id": Case((Draft(xmp={"xmpMM:VersionID": None}),), (GOOD_SHEET,)),
    "pdf-x4-output-intent": Case(
        (
            intents(),
            intents(intent, intent),
            intents(lambda pdf: plain_intent(pdf, OutputConditionIdentifier=None)),
            intents(lambda pdf: plain_intent(pdf, RegistryName=None, Info=None)),
        ),
        (
            GOOD_SHEET,
            intents(intent, lambda pdf: plain_intent(pdf, S=Name.GTS_PDFA1)),
            intents(lambda pdf: plain_intent(pdf, Info=None)),
            intents(lambda pdf: plain_intent(pdf, RegistryName=None)),
        ),
    ),
    "pdf-x4-output-profile": Case(
        (
            intents(lambda pdf: plain_intent(pdf, DestOutputProfile=icc_stream(pdf, "sRGB", 3))),
            intents(lambda pdf: plain_intent(pdf, DestOutputProfile=Stream(pdf, b"no profile"))),
            intents(lambda pdf: plain_intent(pdf, DestOutputProfile=None, RegistryName=None)),
        ),
        (GOOD_SHEET, intents(lambda pdf: plain_intent(pdf, DestOutputProfile=None))),
    ),
    "pdf-x4-page-boxes": Case(
        (page(BleedBox=Array([40, 40, 401, 360])), page(TrimBox=Array([39, 54, 346, 346]))),
        (page(BleedBox=Array([0, 0, 400, 400])), page(TrimBox=Array([40, 40, 360, 360]))),
    ),
    "pdf-x4-trim-box": Case(
        (page(ArtBox=Array(TRIM)), Draft(edits=(without("TrimBox"),))),
        (GOOD_SHEET, Draft(edits=(without("TrimBox"), *page(ArtBox=Array(TRIM)).edits))),
    ),
    "pdf-x4-font-embedded": Case(
        (renamed("Vera", embedded=False),),
        (
            GOOD_SHEET,
            Draft(
                f"{GOOD} BT 3 Tr /Ghost 9 Tf (Vera) Tj ET",
                (resource("Font", "Ghost", lambda pdf: font(pdf, "Vera", embedded=False)),),
            ),
        ),
    ),
    "pdf-x4-lzw": Case(
        (contents(lzw(GOOD.encode() * 9), Name.LZWDecode),),
        (contents(zlib.compress(GOOD.encode()), Name.FlateDecode),),
    ),
    "pdf-x4-transfer-function": Case(
        (state(TR=Name.Identity), state(TR2=Dictionary(FunctionType=2, Domain=[0, 1], N=2))),
        (
            state(TR2=Name.Default),
            Draft(edits=(resource("ExtGState", "Unused", lambda _: Dictionary(TR=Name.X)),)),
        ),
    ),
    "pdf-x4-halftone": Case(
        (
            state(HT=Dictionary(Type=Name.Halftone, HalftoneType=1, HalftoneName=String("x"))),
            state(HT=Dictionary(Type=Name.Halftone, HalftoneType=6)),
            state(HTP=Array([0, 0])),
        ),
        (state(HT=Dictionary(Type=Name.Halftone, HalftoneType=1)), state(HT=Name.Default)),
    ),
    "pdf-x4-postscript": Case(
        (xobject(lambda pdf: pdf.make_stream(b"showpage", Subtype=Name.PS)),),
        (
            xobject(form("")),
            Draft(
                edits=(
                    resource("XObject", "Un", lambda pdf: pdf.make_stream(b"x", Subtype=Name.PS)),
                )
            ),
        ),
    ),
    "pdf-x4-opi": Case(
        (xobject(form("", OPI=Dictionary())), image_with(OPI=Dictionary())), (xobject(form("")),)
    ),
    "pdf-x4-alternate-image": Case(
        (image_with(Alternates=Array([Dictionary(DefaultForPrinting=True)])),),
        (image_with(Alternates=Array([Dictionary(DefaultForPrinting=False)])),),
    ),
    "pdf-x4-action": Case(
        (
            root("OpenAction", lambda _: Dictionary(S=Name.JavaScript, JS=String("1"))),
            page(AA=Dictionary(O=Dictionary(S=Name.Named))),
            annotation("Link", [0, 0, 9, 9], A=Dictionary(S=Name.URI)),
        ),
        (GOOD_SHEET, annotation("Link", [0, 0, 9, 9])),
    ),
    "pdf-x4-annotation": Case(
        (annotation("Link", [30, 30, 41, 41]),),
        (
            # The bleed is touched at a corner, at a side, at the foot.
            annotation("Link", [30, 30, 40, 40]),
            annotation("Link", [30, 90, 40, 120]),
            annotation("Link", [90, 30, 120, 40]),
            annotation("PrinterMark", [30, 30, 99, 99]),
        ),
    ),
    "pdf-x4-device-rgb": Case(
        (drawn("1 0 0 rg 5 5 30 30 re f"), bar("/OnRgb cs 1 scn", 30)),
        (GOOD_SHEET, Draft(edits=(UNUSED_RGB,)), bar("/IccRgb cs 1 0 0 scn", 30)),
    ),
    "pdf-x4-optional-content": Case(
        (Draft(edits=(layer(on=True, AS=Array([])),)),), (Draft(edits=(layer(on=True),)),)
    ),
    "pdf-x1a-header": Case((x1a(Draft(version="1.5")),), (x1a(),), asked=X1A),
    "pdf-x1a-version": Case((x1a(GTS_PDFXVersion="PDF/X-1:2001"),), (x1a(),), asked=X1A),
    "pdf-x1a-transparency": Case(
        (
            x1a(state(ca=0.99)),
            x1a(state(BM=Name.Multiply)),
            x1a(xobject(group(None))),
            x1a(soft_mask(Name.DeviceGray)),
        ),
        (x1a(state(ca=1, BM=Name.Normal, SMask=Name("/None"))),),
        asked=X1A,
    ),
    "pdf-x1a-colour": Case(
        (x1a(drawn("/IccRgb cs 1 0 0 scn 5 5 9 9 re f")), x1a(bar("/Lab cs 50 0 0 scn", 30))),
        (x1a(), x1a(bar("/Orange cs 1 scn", 30))),
        asked=X1A,
    ),
    "pdf-x1a-newer-feature": Case(
        (x1a(placed(image(300, 300, bits=16))), x1a(Draft(edits=(layer(on=True),)))),
        (x1a(placed(image(300, 300))),),
        asked=X1A,
    ),
}
