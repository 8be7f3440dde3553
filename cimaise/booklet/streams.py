"""Content streams of the pages as set → those of an edition: artefacts marked, or press inks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

import pikepdf
from pikepdf import Name, Operator

Instruction = tuple[Any, pikepdf.Operator]


def with_artefacts(page: pikepdf.Page, tagged: Collection[int], removed: Collection[int]) -> bytes:
    """The page's content; what no tag leads to is an artefact, what is removed is gone."""
    return pikepdf.unparse_content_stream(list(_artefacts(_instructions(page), tagged, removed)))


def _artefacts(
    instructions: Iterable[Instruction], tagged: Collection[int], removed: Collection[int]
) -> Iterator[Instruction]:
    skipping = 0
    for operands, operator in instructions:
        name = str(operator)
        if skipping:
            skipping += name in ("BDC", "BMC")
            skipping -= name == "EMC"
            continue
        if name == "BDC" and isinstance(operands[1], pikepdf.Dictionary):
            number = operands[1].get("/MCID")
            if number is not None and int(number) in removed:
                skipping = 1
                continue
            if number is not None and int(number) not in tagged:
                yield [Name.Artifact], Operator("BMC")
                continue
        yield operands, operator


Press = Callable[[tuple[float, float, float]], tuple[float, float, float, float]]


def in_press_inks(page: pikepdf.Page, ink_of: Press) -> bytes:
    """The page's content in CMYK, untagged; black alone overprints, all else knocks out.

    `ink_of` takes sRGB, 0–1. The page needs `/OP1` and `/OP0` among its graphics states.
    """
    return pikepdf.unparse_content_stream(list(_inked(_instructions(page), ink_of)))


def _inked(instructions: Iterable[Instruction], ink_of: Press) -> Iterator[Instruction]:
    for operands, operator in instructions:
        name = str(operator)
        if name in ("BDC", "BMC", "EMC"):
            continue
        if name in ("rg", "RG"):
            red, green, blue = (float(part) for part in operands)
            cmyk = ink_of((red, green, blue))
            yield [Name.OP1 if _is_black(cmyk) else Name.OP0], Operator("gs")
            yield list(cmyk), Operator("k" if name == "rg" else "K")
            continue
        if name == "Do":
            yield [Name.OP0], Operator("gs")
        yield operands, operator


def _is_black(cmyk: tuple[float, float, float, float]) -> bool:
    return cmyk[:3] == (0, 0, 0) and cmyk[3] > 0


def _instructions(page: pikepdf.Page) -> Iterator[Instruction]:
    for instruction in pikepdf.parse_content_stream(page):
        yield list(instruction.operands), instruction.operator
