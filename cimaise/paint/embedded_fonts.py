"""The fonts of one PDF: codes for glyphs as they are used, then subsets with their maps."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFDocument, PDFName, PDFStream

from cimaise.resources.fonts import refuse_unembeddable
from cimaise.typography.faces import Face, harfbuzz_font

# What a PDF reader needs of a TrueType file embedded under glyph numbers.
KEPT_TABLES = ("glyf", "loca", "head", "hhea", "hmtx", "maxp")
CHARACTERS_PER_BLOCK = 100
MAX_CODE = 0xFFFF


@dataclass
class EmbeddedFont:
    """One face in one PDF. `code` hands out two-byte codes; `add_to` writes what was used.

    A code is the glyph's own number, so the map to glyphs is the identity; a glyph that also
    stands for another text (a space that is a tab, a small capital that was a capital) gets a
    second code past the font's last glyph, so that every code reads as one text.
    """

    face: Face
    name: str
    _codes: dict[tuple[int, str], int] = field(default_factory=dict)
    _glyphs: dict[int, int] = field(default_factory=dict)
    _texts: dict[int, str] = field(default_factory=dict)
    _widths: dict[int, int] = field(default_factory=dict)
    _next_code: int = 0

    def __post_init__(self) -> None:
        self._font: hb.Font = harfbuzz_font(self.face)
        self._next_code = self._font.face.glyph_count
        refuse_unembeddable(self.face)

    def code(self, gid: int, text: str) -> int:
        """The code under which `gid` reads as `text`."""
        known = self._codes.get((gid, text))
        if known is not None:
            return known
        code = gid
        if gid in self._glyphs:
            code, self._next_code = self._next_code, self._next_code + 1
            if code > MAX_CODE:
                raise ValueError(f"{self.face.postscript_name} stands for too many texts")
        self._codes[gid, text] = code
        self._glyphs[code] = gid
        if text:
            self._texts[code] = text
        return code

    def width(self, gid: int) -> int:
        """The advance of a glyph in 1/1000 em as the PDF states it, a whole number.

        Some readers cut fractions off, so none is written and the run's own advances correct it.
        """
        known = self._widths.get(gid)
        if known is None:
            advance = self._font.get_glyph_h_advance(gid)
            known = self._widths[gid] = round(advance * 1000 / self.face.units_per_em)
        return known

    def glyphs(self) -> frozenset[int]:
        """The glyphs that were used."""
        return frozenset(self._glyphs.values())

    @property
    def subset_name(self) -> str:
        """The PostScript name behind the six letters that tell subsets apart."""
        used = ",".join(str(gid) for gid in sorted(self.glyphs())).encode()
        digest = hashlib.sha256(self.face.postscript_name.encode() + used).digest()
        letters = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
        return f"{letters}+{self.face.postscript_name}"

    def addObjects(self, document: PDFDocument) -> None:  # noqa: N802  # reportlab calls it so
        """Write the font's objects; reportlab calls this when the page is finished."""
        base = PDFName(self.subset_name)
        outlines = self._subset()
        program = _deflated(outlines, {"Length1": len(outlines)})
        descriptor = PDFDictionary(
            {
                **_descriptor(self.face, self._font.face),
                "FontName": base,
                "FontFile2": document.Reference(program),
            }
        )
        used = sorted(self._glyphs)
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": base,
                "CIDSystemInfo": PDFDictionary(
                    {"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}
                ),
                "FontDescriptor": document.Reference(descriptor),
                "DW": 0,
                "W": _width_array([(code, self.width(self._glyphs[code])) for code in used]),
                "CIDToGIDMap": self._glyph_map(document, used),
            }
        )
        font = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": base,
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([document.Reference(descendant)]),
                "ToUnicode": document.Reference(_deflated(to_unicode(self._texts), {})),
            }
        )
        document.idToObject["BasicFonts"].dict[self.name] = document.Reference(font)

    def _subset(self) -> bytes:
        chosen = hb.SubsetInput()
        chosen.glyph_set.update(self.glyphs() | {0})
        chosen.flags = (
            hb.SubsetFlags.RETAIN_GIDS
            | hb.SubsetFlags.NO_HINTING
            | hb.SubsetFlags.NO_LAYOUT_CLOSURE
            | hb.SubsetFlags.NOTDEF_OUTLINE
        )
        for tag in self._font.face.table_tags:
            if tag not in KEPT_TABLES:
                chosen.drop_table_tag_set.add(_tag_number(tag))
        data: bytes = hb.subset(self._font.face, chosen).blob.data
        return data

    def _glyph_map(self, document: PDFDocument, used: list[int]) -> object:
        if all(code == gid for code, gid in self._glyphs.items()):
            return PDFName("Identity")
        table = [self._glyphs.get(code, 0) for code in range(used[-1] + 1)]
        return document.Reference(_deflated(struct.pack(f">{len(table)}H", *table), {}))


class FontBook:
    """The fonts of one PDF, each begun when it is first asked for."""

    def __init__(self) -> None:
        self._fonts: dict[Face, EmbeddedFont] = {}

    def font(self, face: Face) -> EmbeddedFont:
        """The face's font in this PDF.

        Raises InputError (`font-not-embeddable`) where the font's licence bits forbid it.
        """
        found = self._fonts.get(face)
        if found is None:
            found = self._fonts[face] = EmbeddedFont(face, f"F{len(self._fonts) + 1}")
        return found

    def all(self) -> tuple[EmbeddedFont, ...]:
        """Every font, in order of first use."""
        return tuple(self._fonts.values())


def to_unicode(texts: dict[int, str]) -> bytes:
    """The CMap that says which text each code stands for (ISO 32000-1, 9.10.3)."""
    pairs = [
        f"<{code:04X}> <{text.encode('utf-16-be', 'replace').hex().upper()}>"
        for code, text in sorted(texts.items())
    ]
    blocks: list[str] = []
    for start in range(0, len(pairs), CHARACTERS_PER_BLOCK):
        block = pairs[start : start + CHARACTERS_PER_BLOCK]
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
        *blocks,
        "endcmap",
        "CMapName currentdict /CMap defineresource pop",
        "end",
        "end",
    ]
    return "\n".join(lines).encode("ascii")


def _descriptor(face: Face, program: hb.Face) -> dict[str, object]:
    """FontDescriptor's numbers, in 1/1000 em."""
    scale = 1000 / face.units_per_em
    box = struct.unpack_from(">4h", program.reference_table("head").data, 36)
    post = program.reference_table("post").data
    slant = struct.unpack_from(">l", post, 4)[0] / 65536 if len(post) >= 8 else 0.0
    os2 = program.reference_table("OS/2").data
    weight = struct.unpack_from(">H", os2, 4)[0] if len(os2) >= 6 else 400
    return {
        "Type": PDFName("FontDescriptor"),
        # Symbolic: glyphs are named by number, never by a character set.
        "Flags": 4 | (64 if slant else 0),
        "FontBBox": PDFArray([round(edge * scale) for edge in box]),
        "ItalicAngle": round(slant, 2),
        "Ascent": round(face.ascent * 1000),
        "Descent": round(face.descent * 1000),
        "CapHeight": round(face.cap_height * 1000),
        # No table states it; this fit of stem to weight class is what PDF producers agree on.
        "StemV": round(50 + (weight / 65) ** 2),
    }


def _width_array(widths: Iterable[tuple[int, int]]) -> PDFArray:
    """Widths by code: `first [w w w]` for each row of codes that follow each other."""
    rows: list[tuple[int, list[int]]] = []
    for code, width in widths:
        if rows and rows[-1][0] + len(rows[-1][1]) == code:
            rows[-1][1].append(width)
        else:
            rows.append((code, [width]))
    return PDFArray([part for first, row in rows for part in (first, PDFArray(row))])


def _deflated(data: bytes, entries: dict[str, object]) -> PDFStream:
    packed = zlib.compress(data)
    return PDFStream(PDFDictionary({**entries, "Filter": PDFName("FlateDecode")}), packed)


def _tag_number(tag: str) -> int:
    return int.from_bytes(tag.encode("latin-1").ljust(4), "big")
