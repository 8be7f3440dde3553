"""The pages as set → booklet-press.pdf: single pages with bleed, CMYK, PDF/X-4; and its cover."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageCms

from cimaise.booklet.figures import Figure
from cimaise.booklet.painted import Painted, forms_of, paint
from cimaise.booklet.placing import place_forms, stamp_pages
from cimaise.booklet.pressed import save_for_press
from cimaise.booklet.rendering import Rendered
from cimaise.booklet.stamps import Stamp
from cimaise.booklet.streams import in_press_inks
from cimaise.inks import Ink
from cimaise.paint.pdfx import Identity
from cimaise.resources.atomic import whole_file
from cimaise.resources.cache import Cache
from cimaise.resources.prepared import Output
from cimaise.resources.profiles import Profile, carried_srgb, transform
from cimaise.units import PT_PER_MM

# GWG 2022, sheetfed: a warning below 224; our pictures have more, and more shows nothing.
PRESS_PPI = 300.0

Cmyk = tuple[float, float, float, float]
Rgb = tuple[float, float, float]


def paint_for_press(
    figures: Sequence[Figure], profile: Profile, tac_percent: float, cache: Cache, zoom: float
) -> Painted:
    """Paint figures in press inks. Raises InputError for a picture that cannot be used."""
    return paint(figures, "cmyk", Output(profile, PRESS_PPI, tac_percent), cache, zoom)


def write_press_pdf(
    rendered: Rendered,
    painted: Painted,
    stamps: Sequence[Stamp],
    target: Path,
    identity: Identity,
    *,
    inks: Iterable[Ink],
    page_mm: tuple[float, float],
    bleed_mm: float,
    zoom: float,
) -> None:
    """Write the edition for the press. `inks` are those that the style sheet names.

    Raises OSError.
    """
    assert identity.profile is not None
    ink_of = press_inks(inks, identity.profile)
    with pikepdf.open(io.BytesIO(rendered.pdf)) as pdf:
        states = {
            "/OP0": pdf.make_indirect(_overprint(on=False)),
            "/OP1": pdf.make_indirect(_overprint(on=True)),
        }
        for page in pdf.pages:
            if "/ExtGState" not in page.resources:
                page.resources.ExtGState = Dictionary()
            for name, state in states.items():
                page.resources.ExtGState[name] = state
            page.obj.Contents = pdf.make_stream(in_press_inks(page, ink_of))
        forms = forms_of(pdf, painted)
        place_forms(pdf, forms)
        stamp_pages(pdf, stamps, forms, page_mm[1], zoom, tagged=False)
        width, height, bleed = (length * zoom * PT_PER_MM for length in (*page_mm, bleed_mm))
        for page in pdf.pages:
            page.obj.TrimBox = Array([0, 0, width, height])
            outer = Array([-bleed, -bleed, width + bleed, height + bleed])
            page.obj.BleedBox = page.obj.MediaBox = outer
        with whole_file(target) as part:
            save_for_press(pdf, identity, part)


def write_cover(press: Path, target: Path, identity: Identity, spine_mm: float) -> None:
    """Write the cover as one sheet: back, spine, front, with bleed; from the press edition.

    The spine takes the colour of the ground beside it: what the back's right edge shows.
    """
    with pikepdf.open(press) as pdf:
        front, back = pdf.pages[0], pdf.pages[-1]
        trim = [float(edge) for edge in front.trimbox]
        bleed = trim[0] - float(front.mediabox[0])
        width, height = trim[2] - trim[0], trim[3] - trim[1]
        spine, tall = spine_mm * PT_PER_MM, height + 2 * bleed
        made = pikepdf.new()
        forms = Dictionary()
        for name, page in (("/Front", front), ("/Back", back)):
            # WeasyPrint's pages share their resources: each would bring all the book's pictures.
            page.remove_unreferenced_resources()
            form = page.as_form_xobject()
            form.BBox = Array([-bleed, -bleed, width + bleed, height + bleed])
            forms[name] = made.copy_foreign(pdf.make_indirect(form))
        windows = [_window((-bleed, -bleed, width + bleed, tall), "/Back", 0.0)]
        # The back's bleed is shown again and again, until it has filled the spine.
        windows += [
            _window((at, -bleed, step, tall), "/Back", at + step - width - bleed)
            for at, step in _strips(width, width + spine, bleed)
        ]
        beyond = width + spine
        windows.append(_window((beyond, -bleed, width + bleed, tall), "/Front", beyond))
        made.add_blank_page(page_size=(100, 100))
        sheet = made.pages[0].obj
        sheet.Resources = Dictionary(XObject=forms)
        sheet.Contents = made.make_stream("\n".join(windows).encode())
        total = 2 * width + spine
        sheet.TrimBox = Array([0, 0, total, height])
        sheet.BleedBox = sheet.MediaBox = Array([-bleed, -bleed, total + bleed, height + bleed])
        with whole_file(target) as part:
            save_for_press(made, identity, part)


def press_inks(inks: Iterable[Ink], profile: Profile) -> Callable[[Rgb], Cmyk]:
    """From the screen's colours to the inks that they stand for; others go through the profile."""
    known: Mapping[tuple[int, ...], Cmyk] = {ink.srgb: ink.cmyk for ink in inks}

    def ink_of(colour: Rgb) -> Cmyk:
        red, green, blue = (round(part * 255) for part in colour)
        if (red, green, blue) in known:
            return known[red, green, blue]
        if red == green == blue:
            return (0.0, 0.0, 0.0, round(1 - red / 255, 4))
        dot = ImageCms.applyTransform(
            Image.new("RGB", (1, 1), (red, green, blue)), transform(carried_srgb(), profile)
        )
        assert dot is not None
        c, m, y, k = (round(part / 255, 4) for part in dot.tobytes())
        return (c, m, y, k)

    return ink_of


def _overprint(*, on: bool) -> pikepdf.Dictionary:
    return Dictionary(Type=Name.ExtGState, OP=on, op=on, OPM=1 if on else 0)


def _window(window: tuple[float, float, float, float], name: str, shift: float) -> str:
    """A form seen through a window (left, bottom, width, height), moved right by `shift`."""
    sides = " ".join(f"{side:.4f}" for side in window)
    return f"q {sides} re W n 1 0 0 1 {shift:.4f} 0 cm {name} Do Q"


def _strips(start: float, end: float, step: float) -> list[tuple[float, float]]:
    """From `start` to `end` in pieces of at most `step`."""
    strips: list[tuple[float, float]] = []
    while start < end - 1e-6 and step > 0:
        piece = min(step, end - start)
        strips.append((start, piece))
        start += piece
    return strips
