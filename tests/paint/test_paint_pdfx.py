"""What the file says about itself: PDF/X-4 and X-1a, XMP and Info, the same bytes always."""

from __future__ import annotations

import os
import time
from datetime import datetime, timedelta, timezone
from xml.etree import ElementTree

import pikepdf
import pytest
from msgspec.structs import replace
from painted import BARE, BLUE, DATE, PAPER, SANS, paint, saved, set_text
from PIL import Image

from cimaise.geometry import Rect, rectangle
from cimaise.layout.marks import PathMark, PictureMark
from cimaise.preflight.ask import Ask
from cimaise.preflight.pdf_facts import inspect
from cimaise.preflight.rules import RULES
from cimaise.resources.profiles import carried_cmyk

MARKED = replace(BARE, marks=True, slug=True, slug_face=SANS, exhibition="Été 44", panel="03")
PANEL = (
    PathMark(rectangle(Rect(-3, -3, 806, 1206)), fill=PAPER),
    set_text("Le sabotage, arme de l’été", 50, 150, SANS, 120, ink=BLUE),
    set_text("petit crédit", 50, 1150, SANS, 9),
)
NAMESPACES = {
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "pdfx": "http://ns.adobe.com/pdfx/1.3/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


def xmp_of(pdf):
    return ElementTree.fromstring(pdf.Root.Metadata.read_bytes())


def said(tree, name):
    found = tree.find(f".//{name}", NAMESPACES)
    return None if found is None else "".join(found.itertext()).strip()


def test_the_file_is_pdf_x4_with_its_profile_embedded(tmp_path):
    facts = paint(tmp_path, PANEL, MARKED, width=800, height=1200)
    assert facts.path.read_bytes().startswith(b"%PDF-1.6")
    with pikepdf.open(facts.path) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFX"
        assert intent.OutputConditionIdentifier == "FOGRA39"
        assert intent.RegistryName == "http://www.color.org"
        assert intent.DestOutputProfile.read_bytes() == carried_cmyk().data
        assert intent.DestOutputProfile.N == 4
        tree = xmp_of(pdf)
        assert said(tree, "pdfxid:GTS_PDFXVersion") == "PDF/X-4"
        assert said(tree, "xmpMM:RenditionClass") == "default"
        assert said(tree, "xmpMM:VersionID") == "1"
        assert said(tree, "xmpMM:DocumentID").startswith("uuid:")
        group = pdf.pages[0].obj.Group
        assert (group.S, group.CS) == ("/Transparency", "/DeviceCMYK")
        assert pdf.Root.Lang == "fr"
        assert "/Outlines" not in pdf.Root
        assert "/Annots" not in pdf.pages[0].obj
        assert pdf.check_pdf_syntax() == []
    assert facts.pdfx == "x-4"


def test_info_and_xmp_agree(tmp_path):
    facts = paint(tmp_path, PANEL, MARKED, width=800, height=1200)
    with pikepdf.open(facts.path) as pdf:
        info, tree = pdf.docinfo, xmp_of(pdf)
        assert str(info["/Title"]) == said(tree, "dc:title") == "Été 44 & après"
        assert str(info["/Creator"]) == said(tree, "xmp:CreatorTool")
        assert str(info["/Producer"]) == said(tree, "pdf:Producer")
        assert str(info["/Trapped"]) == "/False"
        assert said(tree, "pdf:Trapped") == "False"
        assert str(info["/CreationDate"]) == str(info["/ModDate"]) == "D:20240606083000+00'00'"
        assert said(tree, "xmp:CreateDate") == "2024-06-06T08:30:00+00:00"
        assert said(tree, "xmp:ModifyDate") == said(tree, "xmp:CreateDate")


def test_x_1a_is_pdf_1_4_without_transparency_and_says_so_in_info(tmp_path):
    facts = paint(tmp_path, PANEL, replace(MARKED, flavour="x-1a"), width=800, height=1200)
    assert facts.path.read_bytes().startswith(b"%PDF-1.4")
    with pikepdf.open(facts.path) as pdf:
        assert "/Group" not in pdf.pages[0].obj
        assert str(pdf.docinfo["/GTS_PDFXVersion"]) == "PDF/X-1a:2003"
        assert said(xmp_of(pdf), "pdfxid:GTS_PDFXVersion") is None
        assert b"/ObjStm" not in facts.path.read_bytes()


@pytest.mark.parametrize("changes", [{"proof": True}, {"colour": "srgb"}])
def test_a_proof_and_a_screen_copy_claim_nothing(tmp_path, changes):
    facts = paint(tmp_path, PANEL, replace(MARKED, **changes), width=800, height=1200)
    with pikepdf.open(facts.path) as pdf:
        assert said(xmp_of(pdf), "pdfxid:GTS_PDFXVersion") is None
        assert "/GTS_PDFXVersion" not in pdf.docinfo
        assert ("/OutputIntents" in pdf.Root) is ("proof" in changes)
    assert facts.pdfx is None


@pytest.mark.parametrize("reduction", [1, 10])
def test_the_preflight_of_large_format_finds_nothing(tmp_path, reduction):
    gray = Image.linear_gradient("L").resize((2000, 1000))
    picture = PictureMark(Rect(50, 300, 200, 100), saved(gray, tmp_path / "g.png"), ink=BLUE,
                          paper=PAPER)  # fmt: skip
    photo = PictureMark(Rect(300, 300, 200, 100), saved(gray.convert("RGB"), tmp_path / "p.jpg"))
    options = replace(MARKED, reduction=reduction)
    facts = paint(tmp_path, [*PANEL, picture, photo], options, width=800, height=1200)
    ask = Ask("large-format", 1.5, reduction)
    read = inspect(facts.path)
    found = {
        code: [finding.message for finding in find(read, ask)]
        for code, find in RULES.items()
        if not code.startswith("pdf-x1a")
    }
    assert {code: messages for code, messages in found.items() if messages} == {}


def test_the_same_input_gives_the_same_bytes_on_any_day_in_any_zone(tmp_path, monkeypatch):
    def made(folder, options=MARKED):
        return paint(tmp_path / folder, PANEL, options, width=800, height=1200).path.read_bytes()

    first = made("first")
    monkeypatch.setattr(time, "time", lambda: 4_000_000_000.0)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    try:
        assert made("second") == first
        elsewhere = DATE.astimezone(timezone(timedelta(hours=-7)))
        assert made("third", replace(MARKED, date=elsewhere)) == first
        assert made("fourth", replace(MARKED, date=datetime(2024, 6, 6, 8, 30))) == first
        os.environ["SOURCE_DATE_EPOCH"] = "5"
        assert made("fifth") == first
    finally:
        os.environ.pop("SOURCE_DATE_EPOCH", None)
        monkeypatch.undo()
        time.tzset()


def test_another_input_gives_another_id(tmp_path):
    ids = set()
    for words in ("un", "deux"):
        facts = paint(tmp_path, [set_text(words, 5, 20)])
        with pikepdf.open(facts.path) as pdf:
            ids.add(bytes(pdf.trailer.ID[1]))
            ids.add(said(xmp_of(pdf), "xmpMM:InstanceID"))
    assert len(ids) == 4
