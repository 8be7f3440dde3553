"""Annotations lie wholly outside the bleed.

What it does: compares the rectangle of each annotation with the printed surface. Printer's marks
and trap networks may lie anywhere.

Why it is bad: a note, link or button on the page may print.

How to fix it: remove annotations before export for print.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found
from cimaise.preflight.matrix import common

CODE: Final = "pdf-x4-annotation"


_MAY_LIE_INSIDE: Final = ("TrapNet", "PrinterMark")


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per annotation on the printed surface."""
    del ask
    for page in facts.pages:
        for annotation in page.annotations:
            left, bottom, right, top = common(annotation.rect, page.printed)
            if annotation.subtype in _MAY_LIE_INSIDE or left >= right or bottom >= top:
                continue
            yield Found(
                f"a {annotation.subtype} annotation lies inside the bleed",
                page.number,
                annotation.box,
                {"subtype": annotation.subtype},
            )
