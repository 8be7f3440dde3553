"""A finished PDF and an imposition → a PDF of sheets. Pages stay vectors: each becomes a form."""

from __future__ import annotations

from pathlib import Path

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, String

from cimaise.booklet.imposition import SCHEMES, Cell, Imposition, Side
from cimaise.booklet.pressed import save_for_press
from cimaise.booklet.sheet_identity import identity_of
from cimaise.booklet.sheet_marks import MARKS_ROOM_MM, SheetPlan, marks_around, registration_space
from cimaise.booklet.source_pages import SourcePage, measured
from cimaise.diagnostics import Diagnostic, InputError, Severity, Span, counted, error, warning
from cimaise.paint.pdfx import PRODUCER, Identity
from cimaise.preflight.opening import EXPORT_AGAIN, OF_DAMAGED, opened, readable
from cimaise.resources.atomic import whole_file
from cimaise.typography.faces import Face
from cimaise.units import MM_PER_PT, PT_PER_MM

A4_LANDSCAPE_MM = (297.0, 210.0)
MOST_PAGE_PT = 14_400.0
# Pages of other sizes than the first by less than this are the same size, rounded otherwise.
SAME_SIZE_MM = 0.5


class Imposed(Struct, frozen=True):
    """What was written. `blanks` pages were added at the end to fill the last sheet."""

    path: Path
    sheets: int
    pages: int
    blanks: int
    diagnostics: tuple[Diagnostic, ...] = ()


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
        # Boxes may be anything in a damaged file.
        with readable(source, *OF_DAMAGED, TypeError):
            pages = [measured(page) for page in pdf.pages]
        if not pages:
            message = f"{source.name} has no pages"
            raise InputError([error("pdf-unreadable", message, Span(source), hint=EXPORT_AGAIN)])
        imposition = lay(len(pages), thickness_mm)
        plan = _plan(pages[0], source, on_a4=on_a4, marks=not on_a4 if marks is None else marks)
        made = pikepdf.new()
        if isinstance(pdf.Root.get("/OCProperties"), pikepdf.Dictionary):
            made.Root.OCProperties = made.copy_foreign(pdf.make_indirect(pdf.Root.OCProperties))
        with readable(source, *OF_DAMAGED):
            forms = [
                made.copy_foreign(pdf.make_indirect(_form(each, plan.bleed_pt))) for each in pages
            ]
        for number, sheet in enumerate(imposition.sheets, 1):
            for name, side in (("front", sheet.front), ("back", sheet.back)):
                label = f"{source.stem}, sheet {number} of {len(imposition.sheets)}, {name}"
                _add_side(made, plan, side, forms, pages, marks_around(plan, label, face))
        with whole_file(target) as part:
            _save(made, identity_of(pdf, source.stem), part)
        told = (
            *_repairs_told(pdf, source),
            *_blanks_told(imposition, len(pages), source),
            *_sizes_told(pages, source),
        )
    return Imposed(target, len(imposition.sheets), len(pages), imposition.blanks, told)


def _save(made: pikepdf.Pdf, identity: Identity, part: Path) -> None:
    if identity.profile is not None:
        save_for_press(made, identity, part)
        return
    made.trailer.Info = made.make_indirect(
        Dictionary(Title=String(identity.title), Producer=String(PRODUCER))
    )
    made.save(part, deterministic_id=True)


def _plan(first: SourcePage, source: Path, *, on_a4: bool, marks: bool) -> SheetPlan:
    width, height = first.size_pt
    if on_a4:
        sheet = (A4_LANDSCAPE_MM[0] * PT_PER_MM, A4_LANDSCAPE_MM[1] * PT_PER_MM)
        scale = min(sheet[0] / 2 / width, sheet[1] / height)
        # A5 on A4 lacks half a millimetre to fit: at full size, text keeps its size.
        scale = 1.0 if abs(scale - 1) < 0.01 else scale
        return SheetPlan(sheet, (width * scale, height * scale), 0.0, scale, marks)
    edges = zip(first.trim, first.bleed, strict=True)
    bleed = max(0.0, min(abs(trim - out) for trim, out in edges))
    if max(2 * width, height) + 2 * _room(bleed, marks=marks) > MOST_PAGE_PT:
        side = f"{2 * width * MM_PER_PT:,.0f} × {height * MM_PER_PT:,.0f} mm"
        most = f"{MOST_PAGE_PT * MM_PER_PT:,.0f} mm"
        message = f"two pages side by side make sheets of {side}; a PDF holds no more than {most}"
        most_pt = MOST_PAGE_PT - 2 * _room(bleed, marks=marks)
        widest, highest = (int(each * MM_PER_PT) for each in (most_pt / 2, most_pt))
        hint = f"make the pages at most {widest:,} mm wide and {highest:,} mm high"
        raise InputError([error("page-sizes", message, Span(source), hint=hint)])
    return SheetPlan((2 * width, height), (width, height), bleed, 1.0, marks)


def _room(bleed_pt: float, *, marks: bool) -> float:
    """What stands around the sheet's trim, on each side."""
    return bleed_pt + MARKS_ROOM_MM * PT_PER_MM if marks else bleed_pt


def _form(each: SourcePage, bleed_pt: float) -> pikepdf.Object:
    form = each.page.as_form_xobject()
    left, bottom, right, top = each.trim
    form.BBox = Array([left - bleed_pt, bottom - bleed_pt, right + bleed_pt, top + bleed_pt])
    return form


def _add_side(
    pdf: pikepdf.Pdf,
    plan: SheetPlan,
    side: Side,
    forms: list[pikepdf.Object],
    pages: list[SourcePage],
    around: bytes,
) -> None:
    room = _room(plan.bleed_pt, marks=plan.marks)
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
    plan: SheetPlan, cell: Cell, source: SourcePage, name: str, fold: float, *, is_left: bool
) -> list[bytes]:
    """A page clipped at the fold and moved by its creep.

    One of another size than the first stands in the middle of its half, smaller if it must be.
    """
    height = plan.sheet_pt[1]
    first = (plan.page_pt[0] / plan.scale, plan.page_pt[1] / plan.scale)
    scale = plan.scale * _shrunk(source.size_pt, first)
    own_width, own_height = (length * scale for length in source.size_pt)
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
        _matrix(scale, 0, 0, scale, x - corner_x * scale, y - corner_y * scale),
        f"/{name} Do".encode(),
        b"Q",
    ]


def _shrunk(own: tuple[float, float], first: tuple[float, float]) -> float:
    """How much smaller a page is shown so that it stands within the first page's size."""
    slack = SAME_SIZE_MM * PT_PER_MM
    if all(length <= least + slack for length, least in zip(own, first, strict=True)):
        return 1.0
    return min(least / length for length, least in zip(own, first, strict=True))


def _fits(width: float, plan: SheetPlan) -> bool:
    return abs(width - plan.page_pt[0]) < SAME_SIZE_MM * PT_PER_MM


def _corner(source: SourcePage) -> tuple[float, float]:
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


def _repairs_told(pdf: pikepdf.Pdf, source: Path) -> tuple[Diagnostic, ...]:
    """What qpdf had to put right, as it says it itself."""
    troubles = [str(trouble).rpartition(": ")[2] for trouble in pdf.get_warnings()]
    if not troubles:
        return ()
    message = f"{source.name} was repaired as far as it can be: {troubles[0]}"
    hint = "look through the sheets: pages or pictures may be missing"
    return (warning("pdf-repaired", message, Span(source), hint=hint),)


def _blanks_told(imposition: Imposition, pages: int, source: Path) -> tuple[Diagnostic, ...]:
    if not imposition.blanks:
        return ()
    filled = counted(pages, "page does not fill a sheet", "pages do not fill sheets")
    message = f"{filled} of 4: {counted(imposition.blanks, 'blank page')} added at the end"
    return (Diagnostic("pages-added", Severity.INFO, message, Span(source)),)


def _sizes_told(pages: list[SourcePage], source: Path) -> tuple[Diagnostic, ...]:
    first, slack = pages[0].size_pt, SAME_SIZE_MM * PT_PER_MM
    others = [
        number
        for number, page in enumerate(pages, 1)
        if any(abs(a - b) > slack for a, b in zip(page.size_pt, first, strict=True))
    ]
    if not others:
        return ()
    shrunk = sum(_shrunk(page.size_pt, first) < 1 for page in pages)
    if len(others) == 1:
        such = "it is made smaller to fit" if shrunk else "it is centred"
    else:
        smaller = f", {shrunk} of them made smaller to fit" if shrunk else ""
        such = f"{len(others)} such pages are centred{smaller}"
    message = f"page {others[0]} is not as large as page 1; {such}"
    width, height = (side * MM_PER_PT for side in first)
    hint = f"make all pages {width:.0f} × {height:.0f} mm, as page 1 is, before they are imposed"
    return (warning("page-sizes", message, Span(source), hint=hint),)
