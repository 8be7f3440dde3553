"""Painted forms → the places that the pages keep for them, and stamps under and over the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pikepdf
from pikepdf import Dictionary

from cimaise.booklet.fetching import FIGURE_SCHEME, resource_name
from cimaise.booklet.stamps import Stamp
from cimaise.units import PT_PER_MM


def place_forms(pdf: pikepdf.Pdf, forms: Mapping[str, pikepdf.Object]) -> None:
    """Put each form in the place of its stand-in, in every page's resources."""
    by_name = {resource_name(f"{FIGURE_SCHEME}{key}"): form for key, form in forms.items()}
    for resources in _resources(pdf):
        for name in list(resources.get("/XObject", Dictionary()).keys()):
            if name in by_name:
                resources.XObject[name] = by_name[name]


def stamp_pages(
    pdf: pikepdf.Pdf,
    stamps: Sequence[Stamp],
    forms: Mapping[str, pikepdf.Object],
    height_mm: float,
    zoom: float,
    *,
    tagged: bool,
) -> None:
    """Paint stamps on their pages, as artefacts where pages are tagged."""
    scale = PT_PER_MM * zoom
    opening, closing = (b"/Artifact BMC\n", b"\nEMC\n") if tagged else (b"", b"\n")
    for number in sorted({stamp.page for stamp in stamps}):
        # The page's own content turns the axes over and leaves them so.
        pdf.pages[number].contents_add(b"q\n", prepend=True)
        pdf.pages[number].contents_add(b"\nQ")
    for stamp in stamps:
        page = pdf.pages[stamp.page]
        figure = stamp.figure
        name = f"/Stamp-{figure.key}"
        if "/XObject" not in page.resources:
            page.resources.XObject = Dictionary()
        page.resources.XObject[name] = forms[figure.key]
        left = stamp.x_mm * scale
        bottom = (height_mm - stamp.y_mm - figure.height_mm) * scale
        content = (
            opening
            + f"q {figure.width_mm * scale:.4f} 0 0 {figure.height_mm * scale:.4f} "
            f"{left:.4f} {bottom:.4f} cm {name} Do Q".encode()
            + closing
        )
        page.contents_add(content, prepend=stamp.under)


def _resources(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Each resource dictionary of pages and of the groups in them, once."""
    found: dict[tuple[int, int], pikepdf.Object] = {}
    pending: list[pikepdf.Object] = [page.resources for page in pdf.pages]
    while pending:
        resources = pending.pop()
        if resources.objgen in found and resources.objgen != (0, 0):
            continue
        found[resources.objgen] = resources
        for each in resources.get("/XObject", Dictionary()).values():
            if each.get("/Subtype") == "/Form" and "/Resources" in each:
                pending.append(each.Resources)
    return list(found.values())
