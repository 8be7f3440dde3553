"""Ink reckoned from the elements alone, for where no separations can be rendered.

An estimate, and called one: it takes the heaviest colour or picture that fills a square of the
averaging size, and knows nothing of what lies above or beneath it. What it cannot reckon it counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from contextlib import suppress
from typing import Any, Final

import pikepdf
from msgspec import Struct

from cimaise.diagnostics import counted
from cimaise.preflight.budget import FORM_DEPTH, Budget, ExhaustedError
from cimaise.preflight.colour import PROCESS_INKS, ColourSpace
from cimaise.preflight.facts import Element, Facts, Page, Picture, Shade, Shape
from cimaise.preflight.images import Image, read_image
from cimaise.preflight.layers import LayerStates
from cimaise.preflight.limits import AVERAGED_OVER_MM
from cimaise.preflight.objects import ObjGen, entries, entry, identity, name
from cimaise.preflight.opening import opened
from cimaise.preflight.pages import leaves
from cimaise.preflight.picture_inks import MOST_PARTS, Parts, densest_part
from cimaise.preflight.plates import InkPeak, Plates
from cimaise.preflight.reading import Reading

_Drawn = tuple[int, tuple[int, int], ColourSpace]
"""A page's number, and of a picture on it the pixels and the colour space."""
_MOST_IMAGES: Final = 200
_UNPACKING_SECONDS: Final = 30.0
_CONVERTED: Final = ("DeviceRGB", "CalRGB", "CalGray", "Lab")


class _Wanted(Struct, frozen=True):
    """How many pictures are alike, and how many averaging squares the largest is wide and high."""

    count: int = 0
    parts: Parts = (1, 1)


class _PictureInks(Struct, frozen=True):
    """What the densest part of pictures has; `unread` are those with a picture that says nothing.

    What stands in neither was not found.
    """

    found: Mapping[_Drawn, float]
    unread: Set[_Drawn]


def estimated_plates(facts: Facts) -> Plates:
    """The heaviest colour or picture of each page, as if it lay alone, and what is left out."""
    large = [(page, element) for page in facts.pages for element in _large(page)]
    wanted: dict[_Drawn, _Wanted] = {}
    converted = shadings = 0
    for page, element in large:
        if isinstance(element, Shade):
            shadings += element.count
        elif isinstance(element, Picture) and not element.stencil:
            if _is_converted(element.paint.space):
                converted += element.count
            elif _may_be_heavy(element.paint.space):
                key = _key(page, element)
                wanted[key] = _more(wanted.get(key, _Wanted()), element)
    inks = _picture_inks(facts, wanted)
    unread = sum(
        alike.count for key, alike in wanted.items() if key in inks.unread or key not in inks.found
    )
    peaks: dict[int, InkPeak] = {}
    for page, element in large:
        ink = _ink(page, element, inks.found)
        known = peaks.get(page.number)
        if ink is not None and (known is None or ink > known.mean_ink):
            peaks[page.number] = InkPeak(page.number, ink, element.largest)
    return Plates(
        tuple(peaks.values()), estimated=True, left_out=_in_words(converted, unread, shadings)
    )


def _large(page: Page) -> Iterator[Element]:
    """What is large enough to fill the averaging square."""
    for element in page.elements:
        side = min(element.largest.width, element.largest.height)
        if element.judged and not element.in_mask and side >= AVERAGED_OVER_MM:
            yield element


def _more(wanted: _Wanted, element: Element) -> _Wanted:
    sides = (element.largest.width, element.largest.height)
    across, up = (min(MOST_PARTS, int(side / AVERAGED_OVER_MM)) for side in sides)
    parts = (max(wanted.parts[0], across), max(wanted.parts[1], up))
    return _Wanted(wanted.count + element.count, parts)


def _ink(page: Page, element: Element, inks: Mapping[_Drawn, float]) -> float | None:
    if isinstance(element, Picture) and not element.stencil:
        return inks.get(_key(page, element))
    if isinstance(element, Shape) and not element.stroked:
        return element.paint.process_sum
    return None


def _key(page: Page, picture: Picture) -> _Drawn:
    return (page.number, picture.pixels, picture.paint.space)


def _stored(space: ColourSpace) -> ColourSpace:
    """The space of the colours themselves, not of their places in a table."""
    return space.base if space.family == "Indexed" and space.base is not None else space


def _is_converted(space: ColourSpace) -> bool:
    """Whether its inks are not stated, but made at the printer's."""
    stored = _stored(space)
    return stored.family in _CONVERTED or stored.sort in ("ICC RGB", "ICC gray")


def _may_be_heavy(space: ColourSpace) -> bool:
    """Whether its inks can come to more than 100 %, which no limit forbids, or are unknown."""
    stored = _stored(space)
    if stored.family in ("Separation", "DeviceN"):
        return "All" in stored.inks or len({*stored.inks} & {*PROCESS_INKS}) > 1
    return stored.family != "DeviceGray"


def _in_words(converted: int, unread: int, shadings: int) -> tuple[str, ...]:
    """What an estimate leaves out, how many of each."""
    told: list[str] = []
    if converted:
        pictures = counted(converted, "picture")
        told.append(f"{pictures} in RGB or Lab, whose inks the printer's conversion decides")
    if unread:
        told.append(f"{counted(unread, 'picture')} that could not be read")
    if shadings:
        told.append(counted(shadings, "smooth shading"))
    return tuple(told)


def _picture_inks(facts: Facts, wanted: Mapping[_Drawn, _Wanted]) -> _PictureInks:
    """Mean ink of the densest part of the wanted pictures; of those alike, the heaviest."""
    found: dict[_Drawn, float] = {}
    unread: set[_Drawn] = set()
    if not wanted:
        return _PictureInks(found, unread)
    known: dict[tuple[ObjGen | None, ColourSpace, Parts], float | None] = {}
    with opened(facts.file) as (pdf, _, _):
        # All are looked for before any is unpacked, which is no part of the time to look.
        images = tuple(_images(pdf))
        budget = Budget(_UNPACKING_SECONDS)
        for number, stream, image in images:
            drawn = (number, (image.width, image.height), image.space)
            if drawn not in wanted:
                continue
            parts = wanted[drawn].parts
            key = (identity(stream), image.space, parts)
            if key not in known:
                known[key] = None
                with suppress(ExhaustedError):
                    budget.check_time()
                    if len(known) <= _MOST_IMAGES:
                        known[key] = densest_part(stream, image, parts, budget)
            ink = known[key]
            if ink is None:
                unread.add(drawn)
            else:
                found[drawn] = max(found.get(drawn, 0.0), ink)
    return _PictureInks(found, unread)


def _images(pdf: pikepdf.Pdf) -> Iterator[tuple[int, Any, Image]]:
    """The images in the resources of each page, by its number, of its forms and patterns."""
    catalogue = pdf.trailer.get("/Root")
    reading = Reading(Budget(), LayerStates(catalogue))
    with suppress(ExhaustedError):
        for number, leaf in enumerate(leaves(catalogue, reading), 1):
            met: set[ObjGen | None] = set()
            waiting = [(leaf.get("/Resources"), 0)]
            while waiting:
                resources, depth = waiting.pop()
                held = (
                    *entries(entry(resources, "/XObject")),
                    *entries(entry(resources, "/Pattern")),
                )
                for _, drawn in held:
                    reading.budget.check_time()
                    if (key := identity(drawn)) in met:
                        continue
                    met.add(key)
                    if name(entry(drawn, "/Subtype")) == "Image":
                        image = read_image(drawn, reading.spaces, resources, reading.budget)
                        yield number, drawn, image
                    elif depth < FORM_DEPTH:
                        waiting.append((entry(drawn, "/Resources"), depth + 1))
