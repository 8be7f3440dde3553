"""A painted page → PDF/X: pictures, output intent, XMP, Info and ids, by pikepdf."""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Literal
from uuid import NAMESPACE_URL, uuid5

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Name, String

from cimaise import __version__
from cimaise.resources.cache import NO_CACHE, Cache, key_of
from cimaise.resources.picture_streams import PreparedPicture
from cimaise.resources.profiles import Profile

Flavour = Literal["x-4", "x-1a"]

VERSIONS: dict[Flavour, str] = {"x-4": "1.6", "x-1a": "1.4"}
LABELS: dict[Flavour, str] = {"x-4": "PDF/X-4", "x-1a": "PDF/X-1a:2003"}
PRODUCER = f"Cimaise {__version__}"
REGISTRY = "http://www.color.org"
COLOUR_SPACES = {"CMYK": Name.DeviceCMYK, "RGB": Name.DeviceRGB}
# What qpdf writes for an id that is not to depend on the clock: pi, in hexadecimal digits' room.
STATIC_ID = b"31415926535897932384626433832795"
TRAILER_BYTES = 1024
# A profile hardly deflates; the quickest level costs 2 % in size and saves a sixth of a second.
PROFILE_DEFLATE_LEVEL = 1


class Identity(Struct, frozen=True):
    """What a file says about itself; `date` in UTC. `flavour` None: it claims to be no PDF/X."""

    title: str
    date: datetime
    flavour: Flavour | None
    condition: str
    profile: Profile | None
    language: str
    registry: str = REGISTRY


def finish(
    painted: bytes,
    pictures: Iterable[tuple[str, PreparedPicture]],
    identity: Identity,
    target: Path,
    cache: Cache = NO_CACHE,
) -> None:
    """Write the finished file to `target`, the same bytes for the same input."""
    named = list(pictures)
    with pikepdf.open(io.BytesIO(painted)) as pdf:
        page = pdf.pages[0].obj
        seed = _seed(page, named, identity)
        _place_pictures(pdf, page, named)
        space = COLOUR_SPACES["CMYK" if identity.profile else "RGB"]
        # X-1a knows no transparency, so not even the word.
        if identity.flavour != "x-1a":
            page.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=space, I=True, K=False)
        if identity.profile is not None:
            pdf.Root.OutputIntents = Array([output_intent(pdf, identity, identity.profile, cache)])
        pdf.Root.Lang = String(identity.language)
        pdf.Root.Metadata = pdf.make_stream(
            xmp_metadata(identity, seed), Type=Name.Metadata, Subtype=Name.XML
        )
        for holder, keys in ((pdf.Root, ("/PageMode", "/Outlines")), (page, ("/Trans", "/Rotate"))):
            for key in keys:
                if key in holder:
                    del holder[key]
        write_info(pdf, identity)
        # The first half of the id would be reportlab's, which knows of the environment's date.
        del pdf.trailer["/ID"]
        save(pdf, identity, seed, target)


def save(pdf: pikepdf.Pdf, identity: Identity, seed: str, target: Path) -> None:
    """Write `pdf` to `target` with an id made of `seed`, 32 hexadecimal digits or more."""
    with target.open("wb+") as file:
        pdf.save(
            file,
            force_version=VERSIONS[identity.flavour or "x-4"],
            # The XMP is ours and says what it has to.
            preserve_pdfa=False,
            fix_metadata_version=False,
            # An id from the file's bytes would take longer than all the rest.
            static_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
        start = max(0, file.tell() - TRAILER_BYTES)
        file.seek(start)
        trailer = file.read()
        at = trailer.rindex(b"/ID [")
        file.seek(start + at)
        file.write(trailer[at:].replace(STATIC_ID, seed[: len(STATIC_ID)].encode("ascii")))


def _seed(
    page: pikepdf.Object, named: list[tuple[str, PreparedPicture]], identity: Identity
) -> str:
    """What tells this file from others: what is painted, not what reportlab says around it."""
    seed = hashlib.sha256(page.Contents.read_bytes())
    for name, font in page.Resources.Font.items():
        seed.update(f"{name}:{font.BaseFont}".encode())
    for name, picture in named:
        seed.update(f"{name}:{picture.digest}".encode())
    seed.update(repr(identity).encode("utf-8", "surrogatepass"))
    return seed.hexdigest()


def _place_pictures(
    pdf: pikepdf.Pdf, page: pikepdf.Object, named: list[tuple[str, PreparedPicture]]
) -> None:
    if not named:
        return
    streams = Dictionary()
    for name, picture in named:
        streams[f"/{name}"] = picture_stream(pdf, picture)
    page.Resources.XObject = streams


def picture_stream(pdf: pikepdf.Pdf, picture: PreparedPicture) -> pikepdf.Object:
    """The image of a prepared picture, as a stream of `pdf`."""
    space: pikepdf.Object = COLOUR_SPACES[picture.space]
    if picture.palette is not None:
        parts = 4 if picture.space == "CMYK" else 3
        last = len(picture.palette) // parts - 1
        space = Array([Name.Indexed, space, last, String(picture.palette)])
    image = pdf.make_stream(
        b"",
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width_px,
        Height=picture.height_px,
        ColorSpace=space,
        BitsPerComponent=picture.bits,
        Interpolate=False,
    )
    if picture.inverted:
        image.Decode = Array([1, 0] * picture.components)
    if picture.filter == "DCT":
        image.write(picture.data, filter=Name.DCTDecode, type_check=False)
        return image
    parameters = Dictionary(
        Predictor=15,
        Colors=picture.predictor_colors or 1,
        BitsPerComponent=picture.bits,
        Columns=picture.width_px,
    )
    image.write(picture.data, filter=Name.FlateDecode, decode_parms=parameters)
    return image


def output_intent(
    pdf: pikepdf.Pdf, identity: Identity, profile: Profile, cache: Cache = NO_CACHE
) -> pikepdf.Object:
    """The intent of a press, with its profile embedded, as an object of `pdf`."""
    stream = pdf.make_stream(b"", N=4, Alternate=Name.DeviceCMYK)
    stream.write(_deflated(profile, cache), filter=Name.FlateDecode)
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=String(identity.condition),
        OutputCondition=String(identity.condition),
        RegistryName=String(identity.registry),
        Info=String(profile.name),
        DestOutputProfile=stream,
    )


@lru_cache(maxsize=8)
def _deflated(profile: Profile, cache: Cache) -> bytes:
    key = key_of("deflated profile", profile.digest, PROFILE_DEFLATE_LEVEL)
    stored = cache.get(key)
    if stored is None:
        stored = zlib.compress(profile.data, PROFILE_DEFLATE_LEVEL)
        cache.put(key, stored)
    return stored


def write_info(pdf: pikepdf.Pdf, identity: Identity) -> None:
    """Write title, dates and claim into the Info dictionary of `pdf`."""
    moment = identity.date.strftime("D:%Y%m%d%H%M%S+00'00'")
    info = {
        "/Title": String(identity.title),
        "/Creator": String(PRODUCER),
        "/Producer": String(PRODUCER),
        "/CreationDate": String(moment),
        "/ModDate": String(moment),
        "/Trapped": Name("/False"),
    }
    if identity.flavour is not None:
        info["/GTS_PDFXVersion"] = String(LABELS[identity.flavour])
    pdf.trailer.Info = pdf.make_indirect(Dictionary(info))


def xmp_metadata(identity: Identity, seed: str) -> bytes:
    """The XMP packet of a file; `seed` is what tells its content from other files'."""
    moment = identity.date.strftime("%Y-%m-%dT%H:%M:%S+00:00")
    document = uuid5(NAMESPACE_URL, f"cimaise:{identity.title}:{identity.language}")
    instance = uuid5(NAMESPACE_URL, f"cimaise:{seed}")
    title = escape(identity.title, quote=False)
    claim = ""
    if identity.flavour == "x-4":
        claim = f"\n   <pdfxid:GTS_PDFXVersion>{LABELS['x-4']}</pdfxid:GTS_PDFXVersion>"
    elif identity.flavour == "x-1a":
        claim = f"\n   <pdfx:GTS_PDFXVersion>{LABELS['x-1a']}</pdfx:GTS_PDFXVersion>"
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/"
    xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
   <xmp:CreateDate>{moment}</xmp:CreateDate>
   <xmp:ModifyDate>{moment}</xmp:ModifyDate>
   <xmp:MetadataDate>{moment}</xmp:MetadataDate>
   <pdf:Producer>{PRODUCER}</pdf:Producer>
   <pdf:Trapped>False</pdf:Trapped>
   <xmpMM:DocumentID>uuid:{document}</xmpMM:DocumentID>
   <xmpMM:InstanceID>uuid:{instance}</xmpMM:InstanceID>
   <xmpMM:VersionID>1</xmpMM:VersionID>
   <xmpMM:RenditionClass>default</xmpMM:RenditionClass>{claim}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()
