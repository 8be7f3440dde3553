"""A finished PDF and an imposition → a PDF of sheets. Pages stay vectors: each becomes a form."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, String

from cimaise.booklet.imposition import SCHEMES, Cell, Imposition, Side
from cimaise.booklet.pressed import save_for_press
from cimaise.booklet.sheet_identity import identity_of
from cimaise.booklet.sheet_marks import MARKS_ROOM_MM, SheetPlan, marks_around, registration_space
from cimaise.diagnostics import Diagnostic, InputError, Severity, Span, error
from cimaise.paint.pdfx import PRODUCER, Identity
from cimaise.preflight.opening import opened
from cimaise.resources.atomic import whole_file
from cimaise.typography.faces import Face
from cimaise.units import MM_PER_PT, PT_PER_MM

A4_LANDSCAPE_MM = (297.0, 210.0)
# Pages of other sizes than the first by less than this are the same size, rounded otherwise.
SAME_SIZE_MM = 0.5

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Imposed:
    """What was written. `blanks` pages were added at the end to fill the last sheet."""

    path: Path
    sheets: int
    pages: int
    blanks: int
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class _Page:
    """A source page, in points: trim and what lies outside it, as they are looked at."""

    page: pikepdf.Page
    trim: Box
    bleed: Box


def impose(
    source: Path,
    target: Path,
    scheme: str,
    *,
    thickness_mm: float = 0.1,
    marks: bool | None = None,
    face: Face | None = None,
) -> Imposed:
    """Write the sheets of `scheme` (saddle, 2up or perfect) from any PDF.

    `2up` fits two pages on A4 landscape, without bleed and marks; the others keep bleed, up to
    what the pages have, and stand marks around it. `face` letters the sheet's number. Raises
    InputError where the file cannot be read or has no pages, KeyError for another scheme, OSError.
    """
    lay = SCHEMES[scheme]
    on_a4 = scheme == "2up"
    with opened(source) as (pdf, _, _):
        pages = [_measured(page) for page in pdf.pages]
        if not pages:
            raise InputError([error("pdf-unreadable", f"{source.name} has no pages", Span(source))])
        imposition = lay(len(pages), thickness_mm)
        plan = _plan(pages[0], on_a4=on_a4, marks=not on_a4 if marks is None else marks)
        made = pikepdf.new()
        if "/OCProperties" in pdf.Root:
            made.Root.OCProperties = made.copy_foreign(pdf.make_indirect(pdf.Root.OCProperties))
        forms = [made.copy_foreign(pdf.make_indirect(_form(each, plan.bleed_pt))) for each in pages]
        for number, sheet in enumerate(imposition.sheets, 1):
            for name, side in (("front", sheet.front), ("back", sheet.back)):
                label = f"{source.stem}, sheet {number} of {len(imposition.sheets)}, {name}"
                _add_side(made, plan, side, forms, pages, marks_around(plan, label, face))
        with whole_file(target) as part:
            _save(made, identity_of(pdf, source.stem), part)
    told = (*_blanks_told(imposition, len(pages), source), *_sizes_told(pages, source))
    return Imposed(target, len(imposition.sheets), len(pages), imposition.blanks, told)


def _save(made: pikepdf.Pdf, identity: Identity, part: Path) -> None:
    if identity.profile is not None:
        save_for_press(made, identity, part)
        return
    made.trailer.Info = made.make_indirect(
        Dictionary(Title=String(identity.title), Producer=String(PRODUCER))
    )
    made.save(part, deterministic_id=True)


def _measured(page: pikepdf.Page) -> _Page:
    media = _box(page.mediabox)
    trim = _within(_box(page.trimbox), media)
    bleed = _within(_box(page.bleedbox), media) if "/BleedBox" in page.obj else trim
    return _Page(page, trim, bleed)


def _box(box: pikepdf.Array) -> Box:
    x1, y1, x2, y2 = (float(edge) for edge in box)
    return (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def _within(inner: Box, outer: Box) -> Box:
    left, bottom = max(inner[0], outer[0]), max(inner[1], outer[1])
    right, top = min(inner[2], outer[2]), min(inner[3], outer[3])
    # A box that lies beside the page is a mistake; the page itself is the best guess.
    return (left, bottom, right, top) if left < right and bottom < top else outer


def _size(page: _Page) -> tuple[float, float]:
    """Width and height of the trim as it is looked at, pt."""
    unit = float(page.page.obj.get("/UserUnit", 1))
    width, height = page.trim[2] - page.trim[0], page.trim[3] - page.trim[1]
    turned = int(page.page.obj.get("/Rotate", 0)) % 180 == 90
    return (height * unit, width * unit) if turned else (width * unit, height * unit)


def _plan(first: _Page, *, on_a4: bool, marks: bool) -> SheetPlan:
    width, height = _size(first)
    if on_a4:
        sheet = (A4_LANDSCAPE_MM[0] * PT_PER_MM, A4_LANDSCAPE_MM[1] * PT_PER_MM)
        scale = min(sheet[0] / 2 / width, sheet[1] / height)
        # A5 on A4 lacks half a millimetre to fit: at full size, text keeps its size.
        scale = 1.0 if abs(scale - 1) < 0.01 else scale
        return SheetPlan(sheet, (width * scale, height * scale), 0.0, scale, marks)
    edges = zip(first.trim, first.bleed, strict=True)
    bleed = max(0.0, min(abs(trim - out) for trim, out in edges))
    return SheetPlan((2 * width, height), (width, height), bleed, 1.0, marks)


def _form(each: _Page, bleed_pt: float) -> pikepdf.Object:
    form = each.page.as_form_xobject()
    left, bottom, right, top = each.trim
    form.BBox = Array([left - bleed_pt, bottom - bleed_pt, right + bleed_pt, top + bleed_pt])
    return form


def _add_side(
    pdf: pikepdf.Pdf,
    plan: SheetPlan,
    side: Side,
    forms: list[pikepdf.Object],
    pages: list[_Page],
    around: bytes,
) -> None:
    room = (plan.bleed_pt + MARKS_ROOM_MM * PT_PER_MM) if plan.marks else plan.bleed_pt
    width, height = plan.sheet_pt
    content = [b"q", _matrix(1, 0, 0, 1, room, room)]
    used = Dictionary()
    fold = width / 2
    for cell, is_left in ((side.left, True), (side.right, False)):
        if cell.page is None:
            continue
        name = "L" if is_left else "R"
        used[f"/{name}"] = forms[cell.page]
        content += _placed(plan, cell, pages[cell.page], name, fold, is_left=is_left)
    content.append(b"Q")
    if plan.marks:
        content += [b"q", _matrix(1, 0, 0, 1, room, room), around, b"Q"]
    media = Array([0, 0, width + 2 * room, height + 2 * room])
    trim = Array([room, room, room + width, room + height])
    bleed = Array(
        [
            room - plan.bleed_pt,
            room - plan.bleed_pt,
            room + width + plan.bleed_pt,
            room + height + plan.bleed_pt,
        ]
    )
    resources = Dictionary(XObject=used)
    if plan.marks:
        resources.ColorSpace = Dictionary(All=registration_space(pdf))
    pdf.add_blank_page(page_size=(float(media[2]), float(media[3])))
    page = pdf.pages[-1].obj
    page.MediaBox, page.TrimBox, page.BleedBox = media, trim, bleed
    page.Resources = resources
    page.Contents = pdf.make_stream(b"\n".join(content))


def _placed(
    plan: SheetPlan, cell: Cell, source: _Page, name: str, fold: float, *, is_left: bool
) -> list[bytes]:
    """A page clipped at the fold, moved by its creep, in the middle of its half if smaller."""
    height = plan.sheet_pt[1]
    own_width, own_height = (length * plan.scale for length in _size(source))
    creep = cell.creep_mm * PT_PER_MM
    if is_left:
        x = fold - own_width + creep if _fits(own_width, plan) else (fold - own_width) / 2 + creep
        clip = (-plan.bleed_pt, fold)
    else:
        x = fold - creep if _fits(own_width, plan) else fold + (fold - own_width) / 2 - creep
        clip = (fold, 2 * fold + plan.bleed_pt)
    y = (height - own_height) / 2
    # qpdf's form matrix already undoes /Rotate and UserUnit; its BBox corner lands here.
    corner_x, corner_y = _corner(source)
    return [
        b"q",
        f"{clip[0]:.4f} {-plan.bleed_pt:.4f} {clip[1] - clip[0]:.4f} "
        f"{height + 2 * plan.bleed_pt:.4f} re W n".encode(),
        _matrix(plan.scale, 0, 0, plan.scale, x - corner_x * plan.scale, y - corner_y * plan.scale),
        f"/{name} Do".encode(),
        b"Q",
    ]


def _fits(width: float, plan: SheetPlan) -> bool:
    return abs(width - plan.page_pt[0]) < SAME_SIZE_MM * PT_PER_MM


def _corner(source: _Page) -> tuple[float, float]:
    """Where the trim's lower left, as it is looked at, lies under the form's own matrix."""
    form = source.page.as_form_xobject()
    a, b, c, d, e, f = (float(part) for part in form.get("/Matrix", Array([1, 0, 0, 1, 0, 0])))
    left, bottom, right, top = source.trim
    corners = [(x, y) for x in (left, right) for y in (bottom, top)]
    return (
        min(a * x + c * y + e for x, y in corners),
        min(b * x + d * y + f for x, y in corners),
    )


def _matrix(*parts: float) -> bytes:
    return (" ".join(f"{part:.6f}".rstrip("0").rstrip(".") for part in parts) + " cm").encode()


def _blanks_told(imposition: Imposition, pages: int, source: Path) -> tuple[Diagnostic, ...]:
    if not imposition.blanks:
        return ()
    message = (
        f"{pages} pages do not fill sheets of 4: "
        f"{imposition.blanks} blank page{'s' if imposition.blanks > 1 else ''} added at the end"
    )
    return (Diagnostic("pages-added", Severity.INFO, message, Span(source)),)


def _sizes_told(pages: list[_Page], source: Path) -> tuple[Diagnostic, ...]:
    first = _size(pages[0])
    others = [
        number
        for number, page in enumerate(pages, 1)
        if any(
            abs(a - b) * MM_PER_PT > SAME_SIZE_MM for a, b in zip(_size(page), first, strict=True)
        )
    ]
    if not others:
        return ()
    message = f"page {others[0]} is not as large as page 1; {len(others)} such page(s) are centred"
    return (Diagnostic("page-sizes", Severity.WARNING, message, Span(source)),)
