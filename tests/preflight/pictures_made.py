"""One picture in inks, stored in every way that a PDF may store it.

Of its nine parts one has 320 % of ink, the others 40 %.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream
from PIL import Image, ImageChops

from preflight.making import icc_stream

SIDE = 300
LIGHT, HEAVY = (26, 26, 25, 25), (255, 204, 153, 204)
DENSEST = 3.2
Make = Callable[[Pdf], Stream]


def cmyk() -> Image.Image:
    """The picture as it is to be printed."""
    made = Image.new("CMYK", (SIDE, SIDE), LIGHT)
    made.paste(HEAVY, (SIDE * 2 // 3, 0, SIDE, SIDE // 3))
    return made


def image(pdf: Pdf, data: bytes, filters: object, **entries: object) -> Stream:
    """An image XObject in DeviceCMYK of 8 bits, if nothing else is said."""
    said = {"ColorSpace": Name.DeviceCMYK, "BitsPerComponent": 8, **entries}
    return pdf.make_stream(
        data,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=SIDE,
        Height=SIDE,
        Filter=filters,
        **{key: value for key, value in said.items() if value is not None},
    )


def in_profile(pdf: Pdf) -> Object:
    """An ICCBased space of four components."""
    return Array([Name.ICCBased, icc_stream(pdf, "ISOcoated_v2_300_bas", 4)])


def flate(pdf: Pdf, **entries: object) -> Stream:
    return image(pdf, zlib.compress(cmyk().tobytes()), Name.FlateDecode, **entries)


def told_from_above(pdf: Pdf, **entries: object) -> Stream:
    """With PNG's predictors, which Pillow's PNG writer chooses row by row."""
    file = io.BytesIO()
    Image.merge("RGBA", cmyk().split()).save(file, "PNG")
    data, at, rows = file.getvalue(), 8, b""
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        rows += data[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    parameters = Dictionary(Predictor=15, Colors=4, Columns=SIDE)
    return image(pdf, rows, Name.FlateDecode, DecodeParms=parameters, **entries)


def jpeg_bytes(picture: Image.Image | None = None) -> bytes:
    file = io.BytesIO()
    (picture or cmyk()).save(file, "JPEG", quality=95, subsampling=0)
    return file.getvalue()


def jpeg(pdf: Pdf, **entries: object) -> Stream:
    """As Adobe writes it: inverted, and turned round by Decode."""
    decode = Array([1, 0] * 4)
    return image(pdf, jpeg_bytes(), Name.DCTDecode, Decode=decode, **entries)


def jpeg_of_nobody(pdf: Pdf) -> Stream:
    """Without Adobe's marker, and as it is to be printed; Pillow turns round what it writes."""
    data = jpeg_bytes(ImageChops.invert(cmyk()))
    at = data.index(b"\xff\xee")
    length = int.from_bytes(data[at + 2 : at + 4], "big")
    return image(pdf, data[:at] + data[at + 2 + length :], Name.DCTDecode)


def jpeg_in_flate(pdf: Pdf) -> Stream:
    filters = Array([Name.FlateDecode, Name.DCTDecode])
    return image(pdf, zlib.compress(jpeg_bytes()), filters, Decode=Array([1, 0] * 4))


def jpeg_2000(pdf: Pdf, **entries: object) -> Stream:
    """It says itself that it is CMYK."""
    file = io.BytesIO()
    cmyk().save(file, "JPEG2000")
    said = {"ColorSpace": None, "BitsPerComponent": None, **entries}
    return image(pdf, file.getvalue(), Name.JPXDecode, **said)


def bare_jpeg_2000(pdf: Pdf, **entries: object) -> Stream:
    """A code stream without the file around it: the PDF says what it holds."""
    file = io.BytesIO()
    Image.merge("RGBA", cmyk().split()).save(file, "JPEG2000", no_jp2=True)
    return image(pdf, file.getvalue(), Name.JPXDecode, BitsPerComponent=None, **entries)


def in_runs(pdf: Pdf) -> Stream:
    data = cmyk().tobytes()
    runs = (
        bytes([len(run) - 1]) + run
        for run in (data[at : at + 100] for at in range(0, len(data), 100))
    )
    return image(pdf, b"".join(runs) + b"\x80", Name.RunLengthDecode)


def in_hexadecimal(pdf: Pdf) -> Stream:
    filters = Array([Name.ASCIIHexDecode, Name.FlateDecode])
    return image(pdf, zlib.compress(cmyk().tobytes()).hex().encode() + b">", filters)


def bare(pdf: Pdf) -> Stream:
    return image(pdf, cmyk().tobytes(), Array([]))


def of_16_bits(pdf: Pdf) -> Stream:
    data = bytes(part for value in cmyk().tobytes() for part in (value, 0))
    return image(pdf, zlib.compress(data), Name.FlateDecode, BitsPerComponent=16)


def inverted(pdf: Pdf) -> Stream:
    data = bytes(255 - value for value in cmyk().tobytes())
    return image(pdf, zlib.compress(data), Name.FlateDecode, Decode=Array([1, 0] * 4))


def _indices() -> Image.Image:
    indices = Image.new("P", (SIDE, SIDE), 2)
    indices.paste(1, (SIDE * 2 // 3, 0, SIDE, SIDE // 3))
    return indices


def _indexed(pdf: Pdf, data: bytes, bits: int, **entries: object) -> Stream:
    table = b"\xff" * 4 + bytes(HEAVY) + bytes(LIGHT) + b"\0" * 4
    space = Array([Name.Indexed, Name.DeviceCMYK, 3, table])
    said = {"ColorSpace": space, "BitsPerComponent": bits, **entries}
    return image(pdf, data, Name.FlateDecode, **said)


def indexed(pdf: Pdf) -> Stream:
    return _indexed(pdf, zlib.compress(_indices().tobytes()), 8)


def _of_4_bits() -> bytes:
    data = _indices().tobytes()
    return bytes(data[at] << 4 | data[at + 1] for at in range(0, len(data), 2))


def indexed_by_4_bits(pdf: Pdf) -> Stream:
    return _indexed(pdf, zlib.compress(_of_4_bits()), 4)


def indexed_told_from_above(pdf: Pdf) -> Stream:
    """As we write pictures in one ink of the theme; each row is what it differs from the last."""
    row, data = SIDE // 2, _of_4_bits()
    rows = b"".join(
        b"\2" + bytes((own - up) % 256 for own, up in zip(data[at : at + row], above, strict=True))
        for at in range(0, len(data), row)
        for above in [data[at - row : at] if at else bytes(row)]
    )
    parameters = Dictionary(Predictor=15, Colors=1, BitsPerComponent=4, Columns=SIDE)
    return _indexed(pdf, zlib.compress(rows), 4, DecodeParms=parameters)


def in_named_inks(pdf: Pdf) -> Stream:
    """DeviceN in all four process inks, in another order."""
    cyan, magenta, yellow, black = cmyk().split()
    names = Array([Name.Black, Name.Yellow, Name.Magenta, Name.Cyan])
    tint = pdf.make_indirect(
        pdf.make_stream(
            b"{4 1 roll exch 3 -1 roll}",
            FunctionType=4,
            Domain=Array([0, 1] * 4),
            Range=Array([0, 1] * 4),
        )
    )
    space = Array([Name.DeviceN, names, Name.DeviceCMYK, tint])
    data = Image.merge("CMYK", (black, yellow, magenta, cyan)).tobytes()
    return image(pdf, zlib.compress(data), Name.FlateDecode, ColorSpace=space)


def flate_in_profile(pdf: Pdf) -> Stream:
    return flate(pdf, ColorSpace=in_profile(pdf))


def jpeg_in_profile(pdf: Pdf) -> Stream:
    return jpeg(pdf, ColorSpace=in_profile(pdf))


def jpeg_2000_in_profile(pdf: Pdf) -> Stream:
    return jpeg_2000(pdf, ColorSpace=in_profile(pdf))


STATED: tuple[Make, ...] = (
    flate,
    told_from_above,
    jpeg,
    jpeg_of_nobody,
    jpeg_in_flate,
    jpeg_2000,
    in_runs,
    in_hexadecimal,
    bare,
    of_16_bits,
    inverted,
    indexed,
    indexed_by_4_bits,
    indexed_told_from_above,
    in_named_inks,
)
"""Those whose inks any reader takes as they are."""

IN_PROFILE: tuple[Make, ...] = (flate_in_profile, jpeg_in_profile, jpeg_2000_in_profile)


def differences(pdf: Pdf) -> Stream:
    """TIFF's predictor, which we do not undo."""
    parameters = Dictionary(Predictor=2, Colors=4, Columns=SIDE)
    return flate(pdf, DecodeParms=parameters)


def cut_short(pdf: Pdf) -> Stream:
    return image(pdf, jpeg_bytes()[:400], Name.DCTDecode)


def of_a_filter_unknown(pdf: Pdf) -> Stream:
    return image(pdf, cmyk().tobytes(), Name.OurOwnDecode)


def larger_than_it_says(pdf: Pdf) -> Stream:
    """A JPEG whose head speaks of 65,500 × 65,500 pixels."""
    data = jpeg_bytes()
    at = data.find(b"\xff\xc0")
    size = struct.pack(">HH", 65500, 65500)
    return image(pdf, data[: at + 5] + size + data[at + 9 :], Name.DCTDecode)


UNREADABLE: tuple[Make, ...] = (
    differences,
    cut_short,
    of_a_filter_unknown,
    larger_than_it_says,
)
