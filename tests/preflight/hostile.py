"""Files made to hurt: each is written to a path, and each must end in a diagnostic or a finding."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

from pikepdf import Array, Dictionary, Encryption, Name, Pdf, Permissions

from preflight.making import GOOD, Draft, form, resource
from preflight.rule_cases import contents, drawn, image_with

_SHELL = (
    b"%PDF-1.6\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Resources<<>>/Contents 4 0 R>>endobj\n"
)
_MANY = 1_000_000


def patched(change: Callable[[bytes], bytes], draft: Draft | None = None) -> Callable[[Path], None]:
    """A good file with its bytes changed."""

    def write(path: Path) -> None:
        (draft or Draft()).write(path)
        path.write_bytes(change(path.read_bytes()))

    return write


def sheet(draft: Draft) -> Callable[[Path], None]:
    """A draft, as it is."""
    return lambda path: draft.write(path) and None


def packed(unpacked: Callable[[], bytes]) -> Callable[[Path], None]:
    """A page whose content is compressed; some are long, and made when they are written."""
    return lambda path: (
        contents(zlib.compress(unpacked(), 1), Name.FlateDecode).write(path) and None
    )


def many_objects(path: Path) -> None:
    """A million objects, and a sound cross-reference table."""
    out = bytearray(_SHELL + b"4 0 obj<</Length 0>>stream\n\nendstream endobj\n")
    places = [out.index(b"%d 0 obj" % number) for number in range(1, 5)]
    for number in range(5, _MANY):
        places.append(len(out))
        out += b"%d 0 obj 0 endobj\n" % number
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, table)
    path.write_bytes(out)


def many_objects_without_table(path: Path) -> None:
    """A million objects, and no cross-reference table."""
    body = b"".join(b"%d 0 obj 0 endobj\n" % number for number in range(5, _MANY))
    path.write_bytes(_SHELL + body + b"trailer<</Root 1 0 R>>")


def many_pages(path: Path) -> None:
    """A page tree with a hundred thousand leaves, all the same page."""
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        leaf = pdf.pages[0].obj
        inner = pdf.make_indirect(
            Dictionary(Type=Name.Pages, Count=100_000, Kids=Array([leaf] * 100_000))
        )
        pdf.Root.Pages = inner
        pdf.save(path)


def cyclic_pages(path: Path) -> None:
    """A page tree that holds itself."""
    path.write_bytes(
        _SHELL.replace(b"Kids[3 0 R]", b"Kids[2 0 R 3 0 R]") + b"trailer<</Root 1 0 R>>"
    )


def locked(path: Path) -> None:
    """A file that asks for a password."""
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path, encryption=Encryption(owner="a", user="b", allow=Permissions()))


def laughing_forms(path: Path, draws: str = "/N Do ") -> None:
    """Forms that each draw the next one ten times, twenty deep."""

    def chain(pdf: Pdf) -> object:
        made = form("0 0 9 9 re f")(pdf)
        for _ in range(20):
            outer = form(draws * 10)(pdf)
            outer.Resources = Dictionary(XObject=Dictionary(N=made))
            made = outer
        return made

    drawn("/Fm Do", resource("XObject", "Fm", chain)).write(path)


def deep_forms(path: Path) -> None:
    """Forms nested a thousand deep."""

    def chain(pdf: Pdf) -> object:
        made = form("0 0 9 9 re f")(pdf)
        for _ in range(1000):
            outer = form("/N Do")(pdf)
            outer.Resources = Dictionary(XObject=Dictionary(N=made))
            made = outer
        return made

    drawn("/Fm Do", resource("XObject", "Fm", chain)).write(path)


def cyclic_forms(path: Path) -> None:
    """Two forms that draw each other, and a pattern that paints with itself."""

    def pair(pdf: Pdf) -> object:
        first, second = form("/N Do")(pdf), form("/N Do")(pdf)
        first.Resources = Dictionary(XObject=Dictionary(N=second))
        second.Resources = Dictionary(XObject=Dictionary(N=first))
        return first

    def pattern(pdf: Pdf) -> object:
        made = pdf.make_stream(
            b"/Pattern cs /P scn 0 0 9 9 re f", PatternType=1, PaintType=1, BBox=[0, 0, 9, 9]
        )
        made.Resources = Dictionary(Pattern=Dictionary(P=made))
        return made

    drawn(
        "/Fm Do /Pattern cs /P scn 80 80 9 9 re f",
        resource("XObject", "Fm", pair),
        resource("Pattern", "P", pattern),
    ).write(path)


def cyclic_space(path: Path) -> None:
    """A colour space that is its own alternate, and a soft mask that uses itself."""

    def space(pdf: Pdf) -> object:
        made = pdf.make_indirect(Array([Name.Indexed, Name.DeviceCMYK, 1]))
        made[1] = made
        return made

    def mask(pdf: Pdf) -> object:
        inner = form("/Mask gs 0 0 9 9 re f")(pdf)
        made = pdf.make_indirect(Dictionary(SMask=Dictionary(S=Name.Alpha, G=inner)))
        inner.Resources = Dictionary(ExtGState=Dictionary(Mask=made))
        return made

    drawn(
        "/Cs cs 1 sc 80 80 9 9 re f /Mask gs",
        resource("ColorSpace", "Cs", space),
        resource("ExtGState", "Mask", mask),
    ).write(path)


def object_stream_bomb(path: Path) -> None:
    """An object stream that unpacks to more than qpdf may."""
    engine = zlib.compressobj(1)
    bomb = b"".join(engine.compress(bytes(1 << 20)) for _ in range(160)) + engine.flush()
    out = bytearray(
        _SHELL + b"4 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>"
        b"stream\n" % len(bomb) + bomb + b"\nendstream endobj\n"
    )
    entries = [(0, 0, 65535)] + [(1, out.index(b"%d 0 obj" % n), 0) for n in range(1, 5)]
    entries += [(2, 4, 0), (1, len(out), 0)]
    rows = b"".join(bytes([a]) + b.to_bytes(4, "big") + c.to_bytes(2, "big") for a, b, c in entries)
    start = len(out)
    out += b"6 0 obj<</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Info 5 0 R/Length %d>>stream\n" % len(
        rows
    )
    out += rows + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % start
    path.write_bytes(out)


def double_bomb(path: Path) -> None:
    """Two Flate filters, a hundred megabytes in a few kilobytes."""
    engine = zlib.compressobj(1)
    once = b"".join(engine.compress(b" " * (1 << 20)) for _ in range(96)) + engine.flush()

    def edit(pdf: Pdf, page: Dictionary) -> None:
        page.Contents = pdf.make_stream(
            zlib.compress(once, 9), Filter=Array([Name.FlateDecode, Name.FlateDecode])
        )

    Draft(edits=(edit,)).write(path)


def wrong_types(path: Path) -> None:
    """Every entry of the page and the catalogue of a wrong type."""

    def edit(pdf: Pdf, page: Dictionary) -> None:
        page.TrimBox, page.BleedBox = Name.None_, Array([Name.A, 1, 2, 3])
        page.Rotate, page.UserUnit, page.Annots, page.Group = Name.X, Array([]), 7, Array([])
        page.Resources.Font.F1 = Array([1])
        page.Resources.ExtGState.Over = Name.Nothing
        page.Resources.ColorSpace.Cs = Array([Name.Separation])
        for key in ("OCProperties", "OutputIntents", "Outlines", "Names", "AcroForm"):
            pdf.Root["/" + key] = Array([Array([3])])

    drawn("/Cs cs 1 scn 80 80 9 9 re f", edit).write(path)


HOSTILE: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "no-pdf": lambda path: path.write_bytes(b"GIF89a" * 999),
    "header-only": lambda path: path.write_bytes(b"%PDF-1.6\n"),
    "truncated": patched(lambda data: data[: len(data) // 2]),
    "truncated-tail": patched(lambda data: data[:-200]),
    "wrong-lengths": patched(lambda data: data.replace(b"/Length ", b"/Length 9"), drawn("0 g")),
    "key-of-no-text": patched(lambda data: data.replace(b"/Trapped", b"/Tr\xe3pped")),
    "broken-table": patched(lambda data: data.replace(b"xref\n0", b"xrex\n0")),
    "many-objects": many_objects,
    "many-objects-without-table": many_objects_without_table,
    "many-pages": many_pages,
    "cyclic-pages": cyclic_pages,
    "locked": locked,
    "laughing-forms": laughing_forms,
    "deep-forms": deep_forms,
    "cyclic-forms": cyclic_forms,
    "cyclic-space": cyclic_space,
    "content-bomb": packed(lambda: bytes(80 << 20)),
    "double-bomb": double_bomb,
    "object-stream-bomb": object_stream_bomb,
    "deep-q": packed(lambda: b"q " * 50_000 + b"Q " * 50_000),
    "deep-arrays": packed(lambda: b"[" * 100_000 + b"] TJ"),
    "huge-path": packed(lambda: b"1 2 m " + b"3 4 l 5 6 l " * 40_000 + b"f"),
    "many-operands": packed(lambda: b"1 " * 1_000_000 + b"re f"),
    "wild-numbers": packed(
        lambda: (
            b"1e99 nan inf - -- . 1.2.3 w "
            + b"9" * 500
            + b" 0 0 "
            + b"9" * 500
            + b" 1 1 cm " * 9
            + b"0 0 1 1 re f 9"
            + b"9" * 400
            + b" w 0 0 m 1 1 l S BT /F1 1e9 Tf (V) Tj ET"
        )
    ),
    "open-string": packed(lambda: b"(" * 100_000),
    "open-inline-image": packed(lambda: b"BI /W 1 ID " * 100_000),
    "huge-image": sheet(image_with(Width=10**9, Height=10**9, BitsPerComponent=10**9)),
    "wrong-types": wrong_types,
    "binary-noise": packed(lambda: bytes(range(256)) * 4000),
    "good-after-all": sheet(Draft(GOOD)),
}

SLOW: dict[str, Callable[[Path], object]] = {
    "moving-laughing-forms": lambda path: laughing_forms(path, "1 0 0 1 1 0 cm /N Do "),
    "deep-q-further": packed(lambda: b"q " * 1_500_000 + b"Q " * 1_500_000),
    "huge-path-further": packed(lambda: b"1 2 m " + b"3 4 l 5 6 l " * 2_000_000 + b"f"),
    "long-content": packed(lambda: b"1 0 0 1 0 0 cm 0 0 1 1 re f " * 2_000_000),
    "many-strings": packed(lambda: b"BT /F1 9 Tf " + b"[(a) 1 (b)] TJ " * 1_000_000),
    "many-kinds": packed(lambda: b"".join(b"%d.5 w 9 9 m 99 99 l S " % n for n in range(110_000))),
}
